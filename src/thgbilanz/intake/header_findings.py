"""Findings about a header: titles missing, misspelt, twice, unknown, or with broken letters."""

from thgbilanz.core.diagnostic import Diagnostic, error, note, warning
from thgbilanz.core.place import Place, column_letter
from thgbilanz.intake.header import SEARCHED_ROWS, Header, OtherTitle
from thgbilanz.intake.mojibake import is_mojibake, repaired
from thgbilanz.intake.suggestions import meant, nearest
from thgbilanz.templates.definition import TemplateColumn


def header_findings(header: Header, columns: tuple[TemplateColumn, ...], file: str, sheet: str) -> list[Diagnostic]:
    """All findings about the titles of a table. If one is a Fehler, its rows cannot be read."""
    row = header.row + 1
    titles = {title: column.title for column in columns for title in (column.title, *column.synonyms)}
    findings = [_missing(column, header, Place(file, sheet, f"A{row}")) for column in header.missing]
    findings += [_repeated(header, key, other, file, sheet) for key, other in header.repeated]
    for other in header.unknown:
        place = Place(file, sheet, f"{other.letter}{row}", other.title)
        absent = {title: label for title, label in titles.items() if label not in _found(header)}
        findings.append(_unknown(other, place, nearest(other.title, absent, most=1)))
    return findings


def no_header(columns: tuple[TemplateColumn, ...], file: str, sheet: str, expected_row: int) -> Diagnostic:
    """No row holds the titles of the template (faults.md 44, 46)."""
    required = ", ".join(f"„{column.title}“" for column in columns if column.required)
    return error(
        "THG026",
        "Kopfzeile nicht gefunden",
        Place(file, sheet, f"A{expected_row}"),
        expected=f"eine Zeile mit den Spaltentiteln {required} unter den ersten {SEARCHED_ROWS} Zeilen",
        hint="Die Titel der Vorlage wieder eintragen, jeden in eine eigene, nicht verbundene Zelle",
    )


def untitled_column(index: int, header: Header, file: str, sheet: str) -> Diagnostic:
    """A column with content and without a title: whatever stands there is not read, and this says so."""
    letter = column_letter(index)
    return note(
        "THG029",
        f"Spalte {letter} hat keinen Titel und wird nicht ausgewertet",
        Place(file, sheet, f"{letter}{header.row + 1}"),
        hint="Stehen dort Werte für die Bilanz, gehören sie in eine Spalte der Vorlage",
    )


def _found(header: Header) -> frozenset[str]:
    return frozenset(head.column.title for head in header.heads.values())


def _missing(column: TemplateColumn, header: Header, place: Place) -> Diagnostic:
    near = [
        other.title
        for other in header.unknown
        if nearest(other.title, (column.title, *column.synonyms), most=1) or repaired(other.title) == column.title
    ]
    hint = (
        f"Heißt die Spalte hier „{near[0]}“? Dann den Titel in „{column.title}“ ändern"
        if near
        else "Die Spalte mit diesem Titel aus der Vorlage einfügen; verbundene Zellen in der Kopfzeile auflösen"
    )
    return error(
        "THG027", f"Spalte „{column.title}“ fehlt", place, expected=f"ein Spaltentitel „{column.title}“", hint=hint
    )


def _repeated(header: Header, key: str, other: OtherTitle, file: str, sheet: str) -> Diagnostic:
    first = header.heads[key]
    return error(
        "THG028",
        f"Spalte „{first.column.title}“ steht doppelt",
        Place(file, sheet, f"{other.letter}{header.row + 1}", other.title),
        found=f"„{first.title}“ in Spalte {first.letter} und „{other.title}“ in Spalte {other.letter}",
        expected="jede Spalte einmal",
        hint="Eine der beiden Spalten löschen oder umbenennen: Sonst bliebe offen, welche Werte zählen",
    )


def _unknown(other: OtherTitle, place: Place, near: tuple[str, ...]) -> Diagnostic:
    if is_mojibake(other.title):
        return error(
            "THG036",
            f"Spaltentitel „{other.title}“ hat zerstörte Umlaute",
            place,
            expected=f"„{repaired(other.title)}“",
            hint="Zeichensatz: UTF-8 wurde als Windows-1252 gelesen. Die Quelle neu importieren und dabei UTF-8 wählen",
        )
    text = f"Spalte „{other.title}“ wird nicht ausgewertet"
    if near:
        return warning("THG029", text, place, expected=f"„{near[0]}“", hint=meant(near))
    return note("THG029", text, place, hint="Stehen dort Werte für die Bilanz, gehören sie in eine Spalte der Vorlage")
