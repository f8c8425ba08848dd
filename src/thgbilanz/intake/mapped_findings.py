"""What is to be said about a foreign table and the mapping that it is read through."""

import re
from collections.abc import Sequence

from thgbilanz.core.diagnostic import Diagnostic, error, note, warning
from thgbilanz.core.place import Place, column_letter
from thgbilanz.intake.answers import cell_text
from thgbilanz.intake.cells import Cell
from thgbilanz.intake.foreign_table import ForeignTable
from thgbilanz.intake.layout import Layout, SheetLayout, Title
from thgbilanz.intake.layout_header import LayoutHeader
from thgbilanz.templates.definition import normal_title

_PROBED_ROWS = 200
_LISTED = 8
_FIGURE = re.compile(r"\s*[0-9][0-9.,\s]*")


def read_through(file: str, layout: Layout) -> Diagnostic:
    """That a file was read through a mapping, and who signed it; a Fehler if nobody did."""
    if layout.is_confirmed and layout.confirmed_on is not None:
        day = f"{layout.confirmed_on.day:02}.{layout.confirmed_on.month:02}.{layout.confirmed_on.year}"
        return note(
            "THG552",
            f"Datei ist mit der Zuordnung „{layout.name}“ gelesen",
            Place(file),
            found=layout.file,
            hint=f"Bestätigt von {layout.confirmed_by} am {day}. Ändert sich die Liste, die Zuordnung neu prüfen",
        )
    return error(
        "THG551",
        f"Zuordnung „{layout.name}“ ist noch nicht bestätigt, ihre Zeilen zählen nicht",
        Place(file),
        found=layout.file,
        expected="[bestaetigung] mit wer und wann",
        hint=f"{layout.file} Zeile für Zeile prüfen, dann unterschreiben: wer und wann eintragen",
    )


def incomplete_layout(table: ForeignTable, layout: Layout) -> Diagnostic:
    """A proposal that does not yet say everything that a row needs."""
    return error(
        "THG556",
        f"Zuordnung „{layout.name}“ ist noch unvollständig",
        Place(table.file, table.sheet),
        found=layout.file,
        expected=f"Angaben zu {', '.join(layout.missing)}",
        hint="Je Angabe eine Spalte unter spalten nennen oder einen festen Wert unter fest eintragen",
    )


def several_layouts(file: str, names: Sequence[str]) -> Diagnostic:
    """A file that fits more than one layout is read by none."""
    return error(
        "THG553",
        "Datei passt zu mehreren Formen und wird nicht gelesen",
        Place(file),
        found=" und ".join(names),
        expected="genau eine Vorlage oder Zuordnung",
        hint="Eine der Zuordnungen löschen oder so ergänzen, dass nur eine zu Blattnamen und Titeln passt",
    )


def nearly_fitting(file: str, sheet: str, layout: Layout, header: LayoutHeader) -> Diagnostic:
    """A file that lacks titles of a mapping: the list has changed, or it is another list."""
    missing = ", ".join(f"„{title}“" for title in header.missing[:_LISTED])
    return error(
        "THG554",
        f"Datei passt fast zur Zuordnung „{layout.name}“, aber nicht ganz",
        Place(file, sheet, f"A{header.row + 1}"),
        found=f"es fehlt die Spalte {missing}" if len(header.missing) == 1 else f"es fehlen die Spalten {missing}",
        expected=f"alle Titel aus {layout.file}",
        hint="Hat sich die Liste geändert: die Zuordnung anpassen und neu bestätigen. Ist es eine andere Liste: "
        "mit `thg zuordnen` eine eigene Zuordnung anlegen",
    )


def repeated_title(table: ForeignTable, header: LayoutHeader, title: Title, positions: Sequence[int]) -> Diagnostic:
    """A declared title that stands twice: nobody can know which column is meant."""
    letters = [column_letter(index) for index in positions]
    return error(
        "THG561",
        f"Spalte „{title}“ steht mehrfach in der Kopfzeile",
        Place(table.file, table.sheet, f"{letters[1]}{table.numbers[header.row]}", title.text),
        found=f"Spalten {' und '.join(letters)}",
        expected="jeder Titel einmal oder ein Titel mit Buchstabe",
        hint=f'In der Zuordnung den Buchstaben nennen: "{title.text} (Spalte {letters[0]})"',
    )


def empty_table(table: ForeignTable, sheet: SheetLayout, year: int | None) -> Diagnostic:
    """No column of amounts belongs to the year that is balanced."""
    titles = ", ".join(f"„{amount.title}“" for amount in sheet.amounts[:_LISTED])
    return error(
        "THG560",
        f"Keine Spalte der Zuordnung gehört zum Jahr {year}",
        Place(table.file, table.sheet),
        found=titles,
        expected=f"eine Spalte mit jahr = {year}",
        hint="Die Spalte des Jahres in der Zuordnung eintragen oder die Datei in den Ordner des richtigen Jahres legen",
    )


def no_rows(table: ForeignTable, header: LayoutHeader) -> Diagnostic:
    """A table without a row of data is no zero."""
    return error(
        "THG030",
        "Tabelle enthält keine Daten",
        Place(table.file, table.sheet, f"A{table.numbers[header.row]}"),
        found="unter der Kopfzeile nur leere oder übersprungene Zeilen",
        expected="mindestens eine Zeile mit Werten",
        hint="Die Regeln unter ueberspringen prüfen oder die Datei aus dem Ordner nehmen",
    )


def foreign_columns(table: ForeignTable, sheet: SheetLayout, header: LayoutHeader) -> list[Diagnostic]:
    """Columns that the mapping does not know: with figures in them a list has grown, and a carrier may be missing."""
    named = set(header.positions.values())
    ignored = {(normal_title(title.text), title.letter) for title in sheet.ignored}
    findings = []
    for index, cell in enumerate(table.rows[header.row]):
        letter = column_letter(index)
        title = " ".join(cell_text(cell).split())
        name = normal_title(title)
        if index in named or (name, "") in ignored or (name, letter) in ignored:
            continue
        has_figures = _has_figures(table.rows[header.row + 1 :], index)
        place = Place(table.file, table.sheet, f"{letter}{table.numbers[header.row]}", title)
        if has_figures:
            label = f"„{title}“" if title else letter
            findings.append(
                warning(
                    "THG564",
                    f"Spalte {label} enthält Zahlen und steht nicht in der Zuordnung",
                    place,
                    hint="Gehören die Zahlen in die Bilanz: in der Zuordnung ergänzen, sonst nicht_gelesen",
                )
            )
        elif title:
            hint = "Gehört sie zur Bilanz: in der Zuordnung ergänzen. Sonst unter nicht_gelesen nennen"
            findings.append(note("THG029", f"Spalte „{title}“ wird nicht ausgewertet", place, hint=hint))
    return findings


def _has_figures(rows: Sequence[Sequence[Cell]], index: int) -> bool:
    cells = (row[index] for row in rows[:_PROBED_ROWS])
    return any(is_figure(cell) for cell in cells)


def is_figure(cell: Cell) -> bool:
    """Whether a cell holds a number, or in a CSV table a text that looks like one."""
    if isinstance(cell, str):
        return bool(_FIGURE.fullmatch(cell))
    return isinstance(cell, int | float) and not isinstance(cell, bool)
