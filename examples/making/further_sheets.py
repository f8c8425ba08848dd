"""Rows of Musterstadt's sheets that hold more than an amount: charges, trips, staff, leases, plants, contracts.

``weitere_blaetter.toml`` names the figures of the first year; what a supplier states as delivered is the sum of what
its receivers state, read off at the supplier's meter: up to two per mille apart.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from examples.making.variation import rounded, variation

_SCATTER = 0.03
_METER_SCATTER = 0.002
_SUPPLIED_UNITS = {"fernwaerme": "MWh", "wasser": "m³", "restabfall": "t", "erdgas": "kWh (Hs)", "strom": "MWh"}
_INTO_SUPPLIED = {("strom", "kWh"): 0.001}

SheetRows = dict[str, list[dict[str, object]]]


def further_rows(path: Path, first: int, profiles: Mapping[str, Mapping[int, float]]) -> "FurtherSheets":
    """The rows of the file, ready to be asked by organisation and year."""
    return FurtherSheets(tomllib.loads(path.read_text(encoding="utf-8"))["zeile"], first, profiles)


class FurtherSheets:
    """Rows by organisation and year, in the order of the file."""

    def __init__(self, rows: list[dict[str, Any]], first: int, profiles: Mapping[str, Mapping[int, float]]) -> None:
        self._rows, self._first, self._profiles = rows, first, profiles

    def of(self, organisation: str, year: int) -> SheetRows:
        """Sheet id to its rows."""
        sheets: SheetRows = {}
        for row in self._rows:
            if row["organisation"] == organisation and year in row.get("jahre", (year,)):
                sheets.setdefault(row["blatt"], []).append(self._values(row, year))
        return sheets

    def _values(self, row: dict[str, Any], year: int) -> dict[str, object]:
        values = {key: year if value == "{jahr}" else value for key, value in row["werte"].items()}
        scaled = row.get("skaliert", "")
        if scaled:
            place = (row["organisation"], values.get("liegenschaft", ""), values["aktivitaet"])
            growth = (1 + row.get("trend_prozent", 0) / 100) ** (year - self._first)
            profile = self._profiles[row.get("profil", "gleich")][year]
            scatter = 1 + _SCATTER * variation(*place, year)
            values[scaled] = rounded(float(values[scaled]) * growth * profile * scatter, row.get("einheit", ""))
        if "jahre" not in row:
            values["quelle"] = f"{values['quelle']} {year} (fiktiv)"
        return values


def supplied(
    supplier: str, receivers: Mapping[str, SheetRows], year: int, activities: Iterable[str]
) -> Iterator[dict[str, object]]:
    """What a supplier states as delivered to each receiver, one row per activity."""
    for activity in activities:
        for receiver, sheets in receivers.items():
            rows = [row for sheet, rows in sheets.items() if sheet != "lieferungen" for row in rows]
            amount = sum(_received(row, activity) for row in rows if _from(row, supplier))
            if receiver == supplier or not amount:
                continue
            unit = _SUPPLIED_UNITS.get(activity, "Pkm")
            read = amount * (1 + _METER_SCATTER * variation(supplier, receiver, activity, year))
            stated: dict[str, object] = {
                "aktivitaet": activity,
                "gegenpartei": receiver,
                "menge": rounded(read, unit),
                "einheit": unit,
                "datenguete": "A",
                "quelle": f"Abrechnung {year} (fiktiv)",
            }
            yield stated | ({"lieferung": "netz"} if activity == "strom" else {})


def _from(row: Mapping[str, object], supplier: str) -> bool:
    return row.get("gegenpartei") == supplier and row.get("lieferung") != "direkt"


def _received(row: Mapping[str, Any], activity: str) -> float:
    if row.get("aktivitaet") != activity:
        return 0.0
    if "beschaeftigte" in row:
        there_and_back = 2 * row["entfernung_km"] * row["tage_je_jahr"]
        return float(row["beschaeftigte"] * there_and_back * row["anteil_prozent"] / 100)
    return float(row["menge"]) * _INTO_SUPPLIED.get((activity, row["einheit"]), 1)
