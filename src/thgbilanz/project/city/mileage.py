"""Mileage as consumption: km x specific use x share of the drive (method/bisko.md 9); every figure with its source."""

from collections.abc import Sequence
from math import fsum
from typing import Final

from thgbilanz.balance.bisko.modes import fuel_amount
from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.german import german_number
from thgbilanz.core.vocabulary import Sector
from thgbilanz.intake.city.table import CityRow
from thgbilanz.project.city.rows import Derived

_WHOLE: Final = 100.0
_SHARE_TOLERANCE: Final = 0.1
"""Shares are printed with one decimal: their sum may miss 100 by that."""


def mode_of(row: CityRow) -> str:
    """Mode and type of road: ``Pkw, Autobahn``."""
    return ", ".join(part for part in (row.text("verkehrsmittel"), row.text("strassenart")) if part)


def mileage_activities(rows: Sequence[CityRow]) -> list[Derived]:
    """One activity per row: the drive's consumption."""
    return [_activity(row) for row in rows]


def _activity(row: CityRow) -> Derived:
    km, share, use = row.numbers["fahrleistung_km"], row.numbers["anteil_prozent"], row.numbers["verbrauch_je_km"]
    unit = row.text("einheit")
    derivation = (
        f"{german_number(km, 0)} km × {german_number(use, 4)} {unit} je km × {german_number(share, 1)} % "
        f"(Verbrauch: {row.text('quelle_verbrauch')})"
    )
    return Derived(
        row=row,
        title="fahrleistung_km",
        sector=Sector.TRANSPORT.value,
        activity=row.text("antrieb"),
        amount=fuel_amount(km, use, share / _WHOLE),
        unit=unit,
        data_quality=row.text("datenguete"),
        source=row.text("quelle_fahrleistung"),
        derivation=derivation,
        site=mode_of(row),
    )


def mileage_by_mode(rows: Sequence[CityRow]) -> dict[str, float]:
    """km of each mode: its drives share one mileage, so each counts with its share."""
    parts: dict[str, list[float]] = {}
    for row in rows:
        parts.setdefault(mode_of(row), []).append(row.numbers["fahrleistung_km"] * row.numbers["anteil_prozent"])
    return {mode: fsum(values) / _WHOLE for mode, values in parts.items()}


def share_findings(rows: Sequence[CityRow]) -> list[Diagnostic]:
    """Modes whose drives do not add up to all of the mileage (THG732)."""
    first: dict[str, CityRow] = {}
    shares: dict[str, list[float]] = {}
    for row in rows:
        mode = mode_of(row)
        first.setdefault(mode, row)
        shares.setdefault(mode, []).append(row.numbers["anteil_prozent"])
    return [
        error(
            "THG732",
            f"{mode}: Anteile der Antriebe ergeben {german_number(fsum(values), 1)} statt 100 %",
            first[mode].place("anteil_prozent"),
            found=" + ".join(german_number(value, 1) for value in values),
            expected="100 % über alle Antriebe eines Verkehrsmittels und einer Straßenart",
            hint="Fehlt ein Antrieb, eine Zeile ergänzen; die Fahrleistung steht in jeder Zeile ganz",
        )
        for mode, values in shares.items()
        if abs(fsum(values) - _WHOLE) > _SHARE_TOLERANCE
    ]
