"""The handbook page about templates, made from the definitions: ``python -m thgbilanz.templates.handbook FILE``."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from thgbilanz.templates.choices import NOTATIONS, QUALITIES, SCOPE3_CATEGORIES, SECTORS
from thgbilanz.templates.comments import german_example
from thgbilanz.templates.definition import (
    EXAMPLE_MARK,
    MASTER_FIELDS,
    MASTER_SHEET,
    SHEETS,
    TEMPLATE_VERSION,
    TIDY_COLUMNS,
)
from thgbilanz.templates.model import Choice, ColumnKind, SheetTemplate, TemplateColumn

_KINDS: dict[ColumnKind, str] = {
    "text": "Text",
    "id": "Kennung",
    "number": "Zahl ab 0",
    "percent": "Zahl 0–100",
    "year": "Jahr",
    "date": "Datum",
    "choice": "Auswahl",
    "unit": "Einheit",
}

_OPENING = f"""# Vorlagen und Tabellen

<!-- Erzeugt von thgbilanz.templates.handbook; Änderungen gehören in die Definitionen. -->

`thg vorlage JAHR` schreibt Excel-Vorlagen nach `daten/JAHR/`. Diese Seite beschreibt jedes Blatt der Vorlagenversion
{TEMPLATE_VERSION} und die CSV-Tabelle, die anstelle einer Vorlage gelesen wird.

## Was für alle Blätter gilt

- Jede Zeile unter den Titeln zählt als Verbrauch. Summenzeilen und Zwischenüberschriften gehören nicht hinein.
- Spalten werden an ihrem Titel erkannt, nicht an ihrer Stelle. Groß- und Kleinschreibung, Leerzeichen und der Stern der
  Pflichtspalten spielen keine Rolle.
- Zeilen über den Titeln werden nicht gelesen, auch nicht die grauen Beispiele („{EXAMPLE_MARK}Rathaus“).
- Eine leere Menge ist keine Null. Fehlt ein Wert, sagt die Spalte „Kennzeichen“, warum.
- Blätter ohne Daten bleiben leer oder fehlen ganz.
"""

_TIDY_OPENING = """## CSV-Tabelle

Eine Tabelle statt einer Mappe: UTF-8, eine Kopfzeile, Trennzeichen Semikolon oder Komma, eine Zeile je Aktivität. Die
Spalten stehen in beliebiger Reihenfolge. Zahlen dürfen deutsch geschrieben sein; „1.234“ ist mehrdeutig und wird nicht
angenommen. Dieselben Schlüssel gelten für die JSON-Schemas der Zeilen (`thgbilanz.templates.row_schema`).
"""


def _table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"


def _kind(column: TemplateColumn) -> str:
    return "Zahl, auch negativ" if column.signed else _KINDS[column.kind]


def _needed(column: TemplateColumn, titles: Mapping[str, str]) -> str:
    if not column.required:
        return "–"
    return f"ja, außer mit {titles[column.unless]}" if column.unless else "ja"


def _master() -> str:
    rows = ([f.title, "ja" if f.required else "–", _KINDS[f.kind], f.meaning, german_example(f)] for f in MASTER_FIELDS)
    return (
        f"## Blatt „{MASTER_SHEET}“\n\nTitel in Spalte A, Wert in Spalte B. Die Angaben gelten für die ganze Mappe.\n\n"
        + _table(("Angabe", "Pflicht", "Art", "Bedeutung", "Beispiel"), rows)
    )


def _sheet(sheet: SheetTemplate) -> str:
    constants = ", ".join(f"`{key}` = `{value}`" for key, value in sheet.constants.items())
    titles = {c.key: f"„{c.title}“" for c in sheet.columns}
    rows = (
        [
            c.title,
            f"`{c.key}`",
            _needed(c, titles),
            _kind(c),
            c.meaning,
            german_example(c),
            " · ".join(c.synonyms),
        ]
        for c in sheet.columns
    )
    table = _table(("Spalte", "Schlüssel", "Pflicht", "Art", "Bedeutung", "Beispiel", "auch erkannt als"), rows)
    choices = "".join(f"\n{_choices(column)}" for column in sheet.columns if column.key == "aktivitaet")
    return (
        f"## Blatt „{sheet.sheet}“\n\n{sheet.purpose}\n\nVorlage `{sheet.id}`, Version {sheet.version}. "
        f"Für alle Zeilen gilt: {constants}.\n\n{table}{choices}"
    )


def _choices(column: TemplateColumn) -> str:
    entries = " · ".join(f"{choice.label} (`{choice.value}`)" for choice in column.choices)
    return f"Auswahl „{column.title}“: {entries}\n"


def _tidy() -> str:
    titles = {c.key: f"`{c.key}`" for c in TIDY_COLUMNS}
    rows = ([f"`{c.key}`", _needed(c, titles), _KINDS[c.kind], c.meaning, f"`{c.example}`"] for c in TIDY_COLUMNS)
    return f"{_TIDY_OPENING}\n{_table(('Spalte', 'Pflicht', 'Art', 'Bedeutung', 'Beispiel'), rows)}"


def _vocabulary(title: str, choices: tuple[Choice, ...]) -> str:
    with_meaning = any(choice.meaning for choice in choices)
    rows = ([choice.label, f"`{choice.value}`", *([choice.meaning] if with_meaning else [])] for choice in choices)
    titles = ("in der Vorlage", "in der CSV-Tabelle", *(("Bedeutung",) if with_meaning else ()))
    return f"### {title}\n\n{_table(titles, rows)}"


def handbook_page() -> str:
    """The whole page ``docs/vorlagen.md``."""
    vocabularies = (
        ("Kennzeichen für fehlende Werte", NOTATIONS),
        ("Datengüte", QUALITIES),
        ("Sektoren", SECTORS),
        ("Scope-3-Kategorien", SCOPE3_CATEGORIES),
    )
    parts = [_OPENING, _master(), *map(_sheet, SHEETS.values()), _tidy(), "## Auswahllisten\n"]
    return "\n".join([*parts, *(_vocabulary(title, choices) for title, choices in vocabularies)])


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(handbook_page(), encoding="utf-8", newline="\n")
