"""What Excel checks while somebody types. The reader checks everything again: pasting goes past validations."""

from datetime import date
from typing import Any

from thgbilanz.templates.definition import EARLIEST_YEAR
from thgbilanz.templates.lists import DropdownLists
from thgbilanz.templates.model import MasterField, TemplateColumn

_LATEST_YEAR = 2100
_ORGANISATION_KEYS = frozenset({"organisation", "gegenpartei"})

_RULES: dict[str, dict[str, Any]] = {
    "number": {
        "validate": "decimal",
        "criteria": ">=",
        "value": 0,
        "error_title": "Hier gehört eine Zahl hin",
        "error_message": "Nur Zahlen ab 0, ohne Einheit und ohne Text wie „ca.“. Fehlt der Wert, bleibt die Zelle "
        "leer und die Spalte „Kennzeichen“ sagt, warum.",
    },
    "percent": {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": 100,
        "error_title": "Hier gehört eine Prozentzahl hin",
        "error_message": "Eine Zahl von 0 bis 100, ohne Prozentzeichen: 10 bedeutet ±10 %.",
    },
    "year": {
        "validate": "integer",
        "criteria": "between",
        "minimum": EARLIEST_YEAR,
        "maximum": _LATEST_YEAR,
        "error_title": "Hier gehört ein Jahr hin",
        "error_message": f"Ein vierstelliges Kalenderjahr ab {EARLIEST_YEAR}.",
    },
    "date": {
        "validate": "date",
        "criteria": "between",
        "minimum": date(EARLIEST_YEAR, 1, 1),
        "maximum": date(_LATEST_YEAR, 12, 31),
        "error_title": "Hier gehört ein Datum hin",
        "error_message": "Ein Datum wie 15.03.2019.",
    },
}

_SIGNED: dict[str, Any] = {
    "validate": "decimal",
    "criteria": "between",
    "minimum": -1e15,
    "maximum": 1e15,
    "error_title": "Hier gehört eine Zahl hin",
    "error_message": "Nur Zahlen, ohne Einheit und ohne Text wie „ca.“. Eine Korrektur nach unten hat ein Minus davor.",
}

_CLOSED = {
    "error_title": "Nicht in der Liste",
    "error_message": "Nur Einträge aus der Liste sind möglich. Die Liste öffnet sich mit dem kleinen Pfeil rechts "
    "neben der Zelle oder mit Alt + Pfeil nach unten.",
}
_OPEN = {
    "error_type": "warning",
    "error_title": "Nicht in der Liste",
    "error_message": "Der Eintrag steht nicht in der Liste. Trotzdem übernehmen? Beim Prüfen zeigt sich, ob er "
    "verstanden wird.",
}


def cell_rule(
    column: TemplateColumn | MasterField, lists: DropdownLists, organisations: tuple[str, ...]
) -> dict[str, Any] | None:
    """The validation of a column's cells, or None where any text is right.

    Choices are closed. Units and organisation ids are offered but may be overruled: the reader knows more
    spellings of units than a dropdown should show, and thg.toml may have grown since the workbook was made.
    """
    if isinstance(column, TemplateColumn) and column.signed:
        return dict(_SIGNED)
    if column.kind in _RULES:
        return dict(_RULES[column.kind])
    if column.kind in ("choice", "unit"):
        labels = tuple(choice.label for choice in column.choices)
        rule = _OPEN if column.kind == "unit" else _CLOSED
        return {"validate": "list", "source": lists.source(column.title, labels), **rule}
    if column.key in _ORGANISATION_KEYS and organisations:
        return {"validate": "list", "source": lists.source("Organisationen (ID)", organisations), **_OPEN}
    return None
