"""A factor base with round, invented factors: expected kilograms can be worked out in the head.

None of these figures is a publication; they test the booking, not the tables.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from thgbilanz.core.factor import Factor, Property, SetEntry
from thgbilanz.factors.base import FactorBase

_FACTOR: dict[str, Any] = {
    "factor_id": "",
    "year_valid": 2019,
    "region": "DE",
    "boundary": "direct",
    "accounting": "na",
    "edition": "test",
    "activity_unit": "kWh_Hi",
    "heat_basis": "Hi",
    "co2_fossil_kg": None,
    "co2_biogenic_kg": None,
    "ch4_fossil_kg": None,
    "ch4_biogenic_kg": None,
    "n2o_kg": None,
    "other_co2e_kg": None,
    "co2e_kg": None,
    "co2e_gwp": "AR5",
    "zero_reason": "",
    "gas_split": "co2e_only",
    "u_low": None,
    "u_high": None,
    "u_kind": "none",
    "dq_tech": None,
    "dq_geo": None,
    "dq_time": None,
    "dq_complete": None,
    "dq_reliab": None,
    "derivation": "published",
    "formula_ref": "",
    "year_data": 2019,
    "year_published": 2020,
    "source_id": "test",
    "source_locator": "Tab. 1",
    "status": "active",
    "supersedes": "",
    "reviewed_by": "",
    "reviewed_on": "",
    "note": "",
}


def factor(**values: Any) -> Factor:
    """A factor row; only what differs from the plain row is named."""
    return Factor(**{**_FACTOR, **values})


def entry(activity: str, role: str, factor_id: str, space: str = "betrieblich") -> SetEntry:
    """A pin of the test sets for 2019 and 2020."""
    return SetEntry(SETS[space], "1", space, activity, role, factor_id, "test", "DE", 2019, 2020, "")


SETS = {"betrieblich": "test-betrieblich", "territorial": "test-territorial"}

_GAS = {
    "gas_split": "full",
    "co2_fossil_kg": 0.2,
    "co2_biogenic_kg": 0.0,
    "ch4_fossil_kg": 0.001,
    "ch4_biogenic_kg": 0.0,
    "n2o_kg": 0.0001,
    "other_co2e_kg": 0.0,
}
_FACTORS = (
    factor(factor_id="erdgas.direkt", **_GAS),
    factor(factor_id="erdgas.vorkette", boundary="upstream", co2e_kg=0.05),
    factor(factor_id="erdgas.gesamt", boundary="total", co2e_kg=0.25),
    factor(factor_id="heizoel.direkt", co2e_kg=0.3),
    factor(factor_id="heizoel.vorkette", boundary="upstream", co2e_kg=0.06),
    factor(factor_id="strom.direkt", accounting="location", activity_unit="kWh", heat_basis="na", co2e_kg=0.4),
    factor(factor_id="strom.markt", accounting="market", activity_unit="kWh", heat_basis="na", co2e_kg=0.7),
    factor(factor_id="strom.vorkette", boundary="upstream", activity_unit="kWh", heat_basis="na", co2e_kg=0.1),
    factor(factor_id="strom.gesamt", boundary="total", activity_unit="kWh", heat_basis="na", co2e_kg=0.5),
    factor(factor_id="holz.direkt", gas_split="full", co2_fossil_kg=0.0, co2_biogenic_kg=0.35, ch4_fossil_kg=0.0,
           ch4_biogenic_kg=0.0001, n2o_kg=0.0, other_co2e_kg=0.0),
    factor(factor_id="holz.vorkette", boundary="upstream", co2e_kg=0.02),
    factor(factor_id="abfall", boundary="total", activity_unit="t", heat_basis="na", co2e_kg=400.0),
)  # fmt: skip
_PINS = (
    entry("erdgas", "direct", "erdgas.direkt"),
    entry("erdgas", "upstream", "erdgas.vorkette"),
    entry("erdgas", "total", "erdgas.gesamt", "territorial"),
    entry("heizoel", "direct", "heizoel.direkt"),
    entry("heizoel", "upstream", "heizoel.vorkette"),
    entry("strom", "location", "strom.direkt"),
    entry("strom", "market", "strom.markt"),
    entry("strom", "upstream", "strom.vorkette"),
    entry("strom", "total", "strom.gesamt", "territorial"),
    entry("holz", "direct", "holz.direkt"),
    entry("holz", "upstream", "holz.vorkette"),
    entry("restabfall", "total", "abfall"),
)


def _property(property_id: str, activity: str, unit_from: str, value: float) -> Property:
    source = ("test", None, None, "DE", "test", "Tab. 2", "published", "", "")
    return Property(property_id, activity, unit_from, "kWh_Hi", value, *source)


def factor_base(years: Sequence[int] = (2019,)) -> FactorBase:
    """Factors (the same in every year), pins, properties and GWP of the test base."""
    factors = [replace(row, year_valid=year) for year in years for row in _FACTORS]
    by_id: dict[str, tuple[Factor, ...]] = {}
    for row in factors:
        by_id[row.factor_id] = (*by_id.get(row.factor_id, ()), row)
    return FactorBase(
        factors={row.key: row for row in factors},
        by_id=by_id,
        properties=(_property("erdgas.hs_hi", "erdgas", "kWh_Hs", 0.9), _property("heizoel.hi", "heizoel", "L", 10.0)),
        sources={},
        sets={set_id: tuple(pin for pin in _PINS if pin.set_id == set_id) for set_id in SETS.values()},
        gwp={
            "AR5": {"CH4_fossil": 28.0, "CH4_biogenic": 28.0, "N2O": 265.0},
            "AR6": {"CH4_fossil": 30.0, "CH4_biogenic": 27.0, "N2O": 273.0},
        },
    )
