"""Two factor bases compared: rows by key, figures under AR5, rows that pins reach."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from thgbilanz.factors.base import FactorBase
from thgbilanz.factors.comparison import compared, relative_change
from thgbilanz.factors.load import load_factors

STROM_2019 = ("strom.netz.bundesmix", 2019, "DE", "direct", "location", "uba-cc-13-2025")


def test_a_base_does_not_differ_from_itself(base: FactorBase) -> None:
    assert compared(base, base).is_empty


def test_a_changed_figure_names_old_and_new(base: FactorBase) -> None:
    old = base.factors[STROM_2019]
    changed = replace(base, factors={**base.factors, STROM_2019: replace(old, co2e_kg=0.427)})
    (change,) = compared(base, changed).changed
    # UBA Climate Change 13/2025, Tab. 2: 417 g/kWh in 2019
    assert (change.old_kg, change.new_kg, change.columns) == (0.417, 0.427, ("co2e_kg",))
    assert change.is_figure
    assert relative_change(change.old_kg, change.new_kg) == pytest.approx(10 / 417)


def test_a_note_is_no_figure(base: FactorBase) -> None:
    old = base.factors[STROM_2019]
    changed = replace(base, factors={**base.factors, STROM_2019: replace(old, note="anders")})
    (change,) = compared(base, changed).changed
    assert not change.is_figure
    assert change.columns == ("note",)


def test_a_changed_gas_mass_moves_the_sum(base: FactorBase) -> None:
    key = ("erdgas.waerme", 2024, "DE", "direct", "na", "uba-liste-2.1")
    old = base.factors[key]
    assert old.ch4_fossil_kg is not None
    changed = replace(base, factors={**base.factors, key: replace(old, ch4_fossil_kg=old.ch4_fossil_kg + 1e-6)})
    (change,) = compared(base, changed).changed
    assert change.old_kg is not None
    # AR5: 1 mg CH4 counts as 28 mg CO2e.
    assert change.new_kg == pytest.approx(change.old_kg + 28e-6, rel=1e-12)


def test_a_unit_is_a_figure_even_if_the_number_stays(base: FactorBase) -> None:
    old = base.factors[STROM_2019]
    changed = replace(base, factors={**base.factors, STROM_2019: replace(old, activity_unit="t")})
    (change,) = compared(base, changed).changed
    assert change.is_figure


def test_rows_that_are_new_or_gone_are_told_by_key(base: FactorBase) -> None:
    fewer = replace(base, factors={key: row for key, row in base.factors.items() if key != STROM_2019})
    assert [row.key for row in compared(base, fewer).removed] == [STROM_2019]
    assert [row.key for row in compared(fewer, base).added] == [STROM_2019]
    assert compared(base, fewer).changed == ()


def test_a_row_moved_to_another_file_is_the_same_row(base: FactorBase) -> None:
    moved = replace(base.factors[STROM_2019], table="andere.csv", line=7)
    assert compared(base, replace(base, factors={**base.factors, STROM_2019: moved})).is_empty


def test_a_pin_that_reaches_another_edition_is_told_with_years_and_figures(base: FactorBase) -> None:
    pins = tuple(
        replace(pin, edition="uba-cc-13-2025")
        if (pin.activity, pin.edition) == ("strom", "bisko-leipzig-2019")
        else pin
        for pin in base.sets["bisko"]
    )
    found = compared(base, replace(base, sets={**base.sets, "bisko": pins}))
    (change,) = found.pins
    assert (change.set_id, change.activity, change.role, change.years) == ("bisko", "strom", "total", (2019,))
    assert change.old is not None
    assert change.new is not None
    # Leipzig computes with 478 g, UBA prints 479 g with upstream for 2019.
    assert (change.old.kg, change.new.kg) == (0.478, 0.479)
    assert found.changed == ()


def test_a_set_that_is_new_as_a_whole_is_named(base: FactorBase) -> None:
    fewer = replace(base, sets={name: pins for name, pins in base.sets.items() if name != "bisko"})
    found = compared(fewer, base)
    assert (found.new_sets, found.gone_sets) == (("bisko",), ())
    assert {pin.set_id for pin in found.pins} == {"bisko"}
    assert all(pin.old is None for pin in found.pins)


def test_a_changed_heating_value_and_gwp_are_told(base: FactorBase) -> None:
    first = base.properties[0]
    properties = (replace(first, value=first.value * 2), *base.properties[1:])
    gwp = {**base.gwp, "AR5": {**base.gwp["AR5"], "N2O": 298.0}}
    found = compared(base, replace(base, properties=properties, gwp=gwp))
    assert [(change.old, change.new) for change in found.properties] == [(first.value, first.value * 2)]
    # AR5 gives 265 for N2O, AR4 gave 298.
    assert [(change.name, change.old, change.new) for change in found.gwp] == [("N2O (AR5)", 265.0, 298.0)]


def test_edited_tables_differ_where_they_were_edited(base: FactorBase, edited: Callable[[str, str, str], Path]) -> None:
    old = "strom.netz.bundesmix,2019,DE,direct,location,uba-cc-13-2025,kWh,na,,,,,,,0.417,"
    other, _ = load_factors(edited("factors/strom_uba.csv", old, old.replace("0.417", "0.401")))
    found = compared(base, other)
    assert [change.new.key for change in found.changed] == [STROM_2019]
    assert (found.added, found.removed) == ((), ())
