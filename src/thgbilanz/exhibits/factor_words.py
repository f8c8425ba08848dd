"""German words and figures for factor rows, shared by list, page and comparison."""

from collections.abc import Iterable
from decimal import Decimal

from thgbilanz.core.factor import Factor
from thgbilanz.exhibits.labels import boundary_label
from thgbilanz.exhibits.medium import padded, text_width
from thgbilanz.exhibits.rounding import MISSING
from thgbilanz.factors.thinness import (
    CARRIED_BACK,
    CARRIED_FORWARD,
    FOREIGN,
    INTERPOLATED,
    OTHER_YEARS,
    SECOND_HAND,
    STAND_IN,
    WITHDRAWN,
    YEAR_INFERRED,
    thin_reasons,
)
from thgbilanz.units.catalogue import unit_label

SHOWN_GWP = "AR5"
"""GWP set for rows with a full gas split where no project asks for another: the one of the UBA list."""

_METHODS = {"location": "standortbasiert", "market": "marktbasiert", "residual": "Residualmix"}
_METHODS_SHORT = {"location": "Standort", "market": "Markt", "residual": "Residualmix"}
_SHORT = {"total": "mit Vorkette", "cradle_to_gate": "bis Werkstor"}
_DERIVATIONS = {
    "published": "veröffentlicht",
    "computed": "berechnet",
    "interpolated": "interpoliert",
    "carried_forward": "fortgeschrieben",
    "carried_back": "rückwirkend verwendet",
    "local": "eigener Faktor",
}
_STATUS = {"superseded": "ersetzt", "withdrawn": "zurückgezogen", "erratum": "Berichtigung"}
GASES = {
    "co2_fossil_kg": "CO2 fossil",
    "co2_biogenic_kg": "CO2 biogen",
    "ch4_fossil_kg": "CH4 fossil",
    "ch4_biogenic_kg": "CH4 biogen",
    "n2o_kg": "N2O",
    "other_co2e_kg": "weitere Gase (CO2e)",
    "co2e_kg": "CO2e",
}
"""Gas columns of a factor row with their names."""
_DIGITS = 12


def figure_text(value: float | None) -> str:
    """A factor with all digits of its table (twelve significant), decimal comma, never an exponent.

    No thousands points: beside decimal commas, 1.430 would be read as one and a half.

    >>> figure_text(0.478), figure_text(0.00001), figure_text(1430.0), figure_text(None), figure_text(0.1 + 0.2)
    ('0,478', '0,00001', '1430', '–', '0,3')
    """
    if value is None:
        return MISSING
    return format(Decimal(f"{value:.{_DIGITS}g}"), "f").replace(".", ",")


def aligned(texts: Iterable[str]) -> list[str]:
    """Figures padded so that their commas stand below each other.

    >>> aligned(["0,5", "12", "0,25"])
    [' 0,5 ', '12   ', ' 0,25']
    """
    parts = [text.partition(",") for text in texts]
    whole = max((text_width(part[0]) for part in parts), default=0)
    rest = max((text_width(part[1] + part[2]) for part in parts), default=0)
    return [padded(part[0], whole, right=True) + padded(part[1] + part[2], rest) for part in parts]


def boundary_text(boundary: str, accounting: str, *, short: bool = False) -> str:
    """System boundary with the scope 2 method where there is one.

    >>> boundary_text("direct", "location"), boundary_text("total", "na"), boundary_text("direct", "market", short=True)
    ('direkt (standortbasiert)', 'direkt mit Vorkette', 'direkt (Markt)')
    """
    method = (_METHODS_SHORT if short else _METHODS).get(accounting, "")
    label = _SHORT.get(boundary, boundary_label(boundary)) if short else boundary_label(boundary)
    return f"{label} ({method})" if method else label


def per_unit(unit: str) -> str:
    """``kg CO2e je kWh (Hi)``."""
    return f"kg CO2e je {unit_label(unit)}"


def derivation_text(row: Factor) -> str:
    """How a figure came about, and its status unless it is the one in force."""
    word = _DERIVATIONS.get(row.derivation, row.derivation)
    status = _STATUS.get(row.status, "")
    return f"{word}, {status}" if status else word


MARKS = {
    CARRIED_FORWARD: "F",
    CARRIED_BACK: "R",
    INTERPOLATED: "I",
    FOREIGN: "A",
    STAND_IN: "V",
    SECOND_HAND: "Z",
    OTHER_YEARS: "B",
    YEAR_INFERRED: "J",
    WITHDRAWN: "W",
}
"""A letter per reason why a row is thin: it stands behind the figure."""


def thin_marks(row: Factor) -> str:
    """Letters of the reasons why a row is thin; empty for a sound row."""
    return "".join(MARKS[reason] for reason in thin_reasons(row))


def legend(marks: Iterable[str]) -> str:
    """Explanation of the marks that occur.

    >>> legend(["F", "", "FZ"])
    'F fortgeschrieben · Z aus zweiter Hand'
    """
    found = set("".join(marks))
    return " · ".join(f"{letter} {reason}" for reason, letter in MARKS.items() if letter in found)
