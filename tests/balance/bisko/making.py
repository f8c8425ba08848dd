"""Small cells and factor lines for the tests of the city's balance."""

from thgbilanz.balance.bisko.cells import CARRIERS, SECTORS
from thgbilanz.balance.bisko.conformity import FEDERAL_MIX, Evidence, conformity_report
from thgbilanz.balance.bisko.result import ConformityReport
from thgbilanz.balance.bisko.uses import CarrierFactor
from thgbilanz.balance.result import TerritorialCell

FIRST_ACTIVITY = {
    "Strom": "strom",
    "Erdgas": "erdgas",
    "Fernwärme": "fernwaerme",
    "Heizöl": "heizoel",
    "Biomasse": "biomasse",
    "Solarthermie": "solarthermie",
    "Umweltwärme": "umweltwaerme",
}


def cell(sector: str, activity: str, energy_kwh: float = 1000.0, quality: float | None = 1.0) -> TerritorialCell:
    """A cell with 0.2 kg CO2e per kWh."""
    return TerritorialCell(sector, activity, energy_kwh, 0.2 * energy_kwh, quality)


def full_cells() -> dict[tuple[str, str], TerritorialCell]:
    """All 21 mandatory cells, and diesel in transport, everything graded A."""
    mandatory = [cell(sector.value, FIRST_ACTIVITY[carrier.label]) for sector in SECTORS for carrier in CARRIERS]
    return {(one.sector, one.activity): one for one in [*mandatory, cell("verkehr", "diesel")]}


def used(activity: str, factor_id: str = "", edition: str = "bisko-stadt-2019", **changes: object) -> CarrierFactor:
    """A factor line of a carrier."""
    ids = {"strom": FEDERAL_MIX, "fernwaerme": "netz"}
    given: dict[str, object] = {
        "activity": activity,
        "factor_id": factor_id or ids.get(activity, f"{activity}.waerme"),
        "edition": edition,
        "year": 2019,
        "region": "DE",
        "boundary": "total",
        "gwp_set": "AR5",
        "reservation": "",
        "is_local": False,
        "factor_kg": 0.2,
        "emissions_kg": 600.0,
        "energy_kwh": 3000.0,
    }
    return CarrierFactor(**{**given, **changes})  # type: ignore[arg-type]


def full_factors() -> tuple[CarrierFactor, ...]:
    """One line per carrier of ``full_cells`` but district heat."""
    return tuple(used(activity) for activity in (*FIRST_ACTIVITY.values(), "diesel") if activity != "fernwaerme")


def report_of(**changes: object) -> ConformityReport:
    """The check of a balance that meets every criterion, with some of its evidence replaced."""
    given: dict[str, object] = {
        "cells": tuple(full_cells().values()),
        "declared": (),
        "factors": full_factors(),
        "heat": (),
        "year": 2019,
        "ungraded": 0,
        "quality": 1.0,
    }
    return conformity_report(Evidence(**{**given, **changes}))  # type: ignore[arg-type]
