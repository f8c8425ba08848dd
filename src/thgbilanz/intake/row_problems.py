"""How a rule about rows says no: a validation error that carries code, headline, expectation and remedy."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from pydantic import ValidationInfo
from pydantic_core import PydanticCustomError

from thgbilanz.templates.definition import TIDY

TITLES: Mapping[str, str] = {
    "organisation": "Organisation",
    "raum": "Bilanzraum",
    "sektor": "Sektor",
    "aktivitaet": "Aktivität",
    "menge": "Menge",
    "einheit": "Einheit",
    "jahr": "Jahr",
    "von": "Von",
    "bis": "Bis",
    "datenguete": "Datengüte",
    "scope3_kategorie": "Scope-3-Kategorie",
    "gegenpartei": "Gegenpartei",
    "lieferung": "Lieferweg",
    "richtung": "Richtung",
    "eu_ets": "EU-Emissionshandel",
    "notation": "Kennzeichen",
    "flaeche_m2": "Fläche",
    "kosten_eur": "Kosten",
    "unsicherheit_prozent": "Unsicherheit",
    "witterungsbereinigt": "Witterungsbereinigt",
    "ebene": "Ebene",
    "autor": "Autor",
    "erfasst_am": "Datum der Erfassung",
    "begruendung": "Begründung",
    "quelle": "Quelle",
}
"""Names of tidy keys in headlines; the place of a finding shows the title as it stands in the file."""


@dataclass(frozen=True, slots=True)
class RowContext:
    """What rows are checked against."""

    organisations: Mapping[str, str] | None
    """Organisation id to name; None if any well-formed id is taken."""
    year: int | None
    """The year of the balance, None if every year is welcome."""
    reporting_year: int | None = None
    """The year that the file itself is about (master data); asked only if no year is balanced."""


def context_of(info: ValidationInfo) -> RowContext:
    """The context that the validation was started with."""
    if not isinstance(info.context, RowContext):
        message = "rows are validated with a RowContext"
        raise TypeError(message)
    return info.context


def reject(code: str, text: str, expected: str = "", hint: str = "") -> NoReturn:
    """Refuse a field. The type of the pydantic error is the code of the diagnostic."""
    # The text travels in the context: braces in a user's text must not be taken for a template.
    raise PydanticCustomError(code, "{text}", {"text": text, "expected": expected, "hint": hint})


def reject_missing(key: str) -> NoReturn:
    """Refuse an empty required field (faults.md 73)."""
    column = TIDY[key]
    reject("THG080", f"{TITLES[key]} fehlt", f"zum Beispiel „{column.example}“", column.meaning)
