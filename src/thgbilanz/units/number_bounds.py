"""Bounds of plausibility for every number of a cell (faults.md 79 to 81)."""

import math

from thgbilanz.units.cell_text import shown
from thgbilanz.units.german import german_number
from thgbilanz.units.refusal import Refusal

LARGEST = 1e15
"""No quantity of a municipality comes near it in any of our units."""

SMALLEST = 1e-9
"""What lies between this and zero is the residue of a formula, not a quantity."""


def out_of_bounds(value: float, found: str = "") -> Refusal | None:
    """Why a value cannot be a quantity, or None if it can; ``found`` is how the cell writes it."""
    if math.isnan(value):
        return not_finite("NaN")
    if math.isinf(value) and not found:
        return not_finite("∞")
    name = shown(found or f"{value:.4g}".replace(".", ","), 24)
    if abs(value) > LARGEST:
        return Refusal(
            "THG074",
            f"Die Zahl {name} ist größer als jede denkbare Menge",
            f"höchstens {german_number(LARGEST, 0)}",
            "Prüfen, ob Ziffern doppelt eingefügt sind oder eine Zählernummer in die Spalte geraten ist",
        )
    if 0 < abs(value) < SMALLEST:
        return Refusal(
            "THG074",
            f"Die Zahl {name} ist fast null, aber nicht null",
            f"0 oder mindestens {german_number(SMALLEST, 9)}",
            "Meist ist das der Rest einer Formel, die Zahlen abzieht: 0 eintragen oder in Excel =RUNDEN(…;3) verwenden",
        )
    return None


def not_finite(found: str) -> Refusal:
    """Answer to NaN and infinity, as a value or as text."""
    return Refusal(
        "THG073",
        f"Statt einer Zahl steht {shown(found)}",
        "eine Zahl",
        "Den Wert aus der Quelle eintragen: NaN und unendlich schreiben Programme, wenn eine Rechnung misslungen ist",
    )
