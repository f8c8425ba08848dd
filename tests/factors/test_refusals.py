"""Defects of other factor collections (factor_schema.md F01-F11): each is refused, with file, line and column."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.factors.conftest import OWN_ROW, csv_text
from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.factors.base import FactorBase
from thgbilanz.factors.load import load_factors
from thgbilanz.factors.schema import FACTOR_READERS

Own = Callable[..., Path]
Edited = Callable[[str, str, str], Path]


def only_finding(result: tuple[FactorBase, list[Diagnostic]]) -> Diagnostic:
    _, findings = result
    assert len(findings) == 1, [(finding.code, finding.text) for finding in findings]
    assert findings[0].severity is Severity.ERROR
    return findings[0]


def refused(own: Own, **change: str) -> Diagnostic:
    """The one finding about a changed sample row, which must not be usable afterwards."""
    base, findings = load_factors(local=own(change))
    assert "fernwaerme.stadtwerke" not in base.by_id
    return only_finding((base, findings))


def test_the_sample_row_is_fine(own: Own) -> None:
    base, findings = load_factors(local=own())
    assert findings == []
    assert base.by_id["fernwaerme.stadtwerke"][0].co2e_kg == 0.18


def test_a_decimal_comma_is_refused_with_its_cell(own: Own) -> None:
    finding = refused(own, co2e_kg="0,18")
    assert finding.code == "THG203"
    assert str(finding.place) == "faktoren/fernwaerme.csv › O2"
    assert finding.place.column == "co2e_kg"
    assert finding.found == "0,18"
    assert "Punkt" in finding.hint


@pytest.mark.parametrize("text", ["1.234,5", "0.18 ", " 0.18", "1e-3", "1_000", ".18", "00.18", "nan", "inf", "+0.18"])
def test_numbers_have_one_spelling(own: Own, text: str) -> None:
    assert refused(own, co2e_kg=text).code == "THG203"


def test_an_unquoted_decimal_comma_splits_the_row(own: Own) -> None:
    folder = own()
    path = folder / "fernwaerme.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",0.18,", ",0,18,"), encoding="utf-8", newline="\n")
    finding = only_finding(load_factors(local=folder))
    assert (finding.code, str(finding.place)) == ("THG202", "faktoren/fernwaerme.csv › A2")


def test_semicolon_tables_are_refused_with_a_hint(own: Own) -> None:
    folder = own()
    path = folder / "fernwaerme.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8", newline="\n")
    finding = only_finding(load_factors(local=folder))
    assert finding.code == "THG201"
    assert "Semikolon" in finding.hint


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        ({k: v for k, v in FACTOR_READERS.items() if k != "boundary"}, "1 fehlen: boundary"),
        ({**FACTOR_READERS, "faktor": None}, "1 unbekannt: faktor"),
        (dict(reversed(FACTOR_READERS.items())), "Spalten in anderer Reihenfolge oder doppelt"),
    ],
)
def test_the_header_is_closed(own: Own, columns: Mapping[str, object], found: str) -> None:
    folder = own()
    rows = [{name: value for name, value in OWN_ROW.items() if name in columns}]
    folder.joinpath("fernwaerme.csv").write_text(csv_text(columns, rows), encoding="utf-8", newline="\n")
    finding = only_finding(load_factors(local=folder))
    assert (finding.code, finding.found) == ("THG201", found)


def test_a_table_that_is_not_utf8_is_named(own: Own) -> None:
    folder = own()
    folder.joinpath("fernwaerme.csv").write_bytes("factor_id;Wärme".encode("latin-1"))
    finding = only_finding(load_factors(local=folder))
    assert (finding.code, finding.place.file) == ("THG200", "faktoren/fernwaerme.csv")


def test_a_byte_order_mark_of_excel_is_accepted(own: Own) -> None:
    folder = own()
    path = folder / "fernwaerme.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    base, findings = load_factors(local=folder)
    assert findings == []
    assert "fernwaerme.stadtwerke" in base.by_id


def test_missing_shipped_tables_are_one_clear_finding_each(tmp_path: Path) -> None:
    base, findings = load_factors(folder=tmp_path / "emission_factors")
    assert {finding.code for finding in findings} == {"THG200"}
    assert base.factors == {}


@pytest.mark.parametrize("unit", ["KWh", "kwh", "MWh", "kWh Hi", "kWh (Net CV)", "passenger.km", "cubic metres"])
def test_a_unit_in_another_spelling_is_refused(own: Own, unit: str) -> None:
    assert refused(own, activity_unit=unit).code == "THG204"


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("boundary", "wtt"),
        ("accounting", "3.4/9"),
        ("region", "Germany"),
        ("region", "uk"),
        ("gas_split", "CO2"),
        ("co2e_gwp", "AR5GWP100"),
        ("derivation", "guessed"),
        ("dq_geo", "6"),
    ],
)
def test_enumerations_are_closed(own: Own, column: str, text: str) -> None:
    finding = refused(own, **{column: text})
    assert (finding.code, finding.place.column, finding.found) == ("THG204", column, text)


def test_a_missing_locator_is_refused(own: Own) -> None:
    finding = refused(own, source_locator="")
    assert (finding.code, finding.place.column) == ("THG205", "source_locator")


@pytest.mark.parametrize("factor_id", ["Fernwaerme.Stadtwerke", "fernwärme", "fern wärme", "", "fernwaerme."])
def test_ids_are_slugs_in_lower_case(own: Own, factor_id: str) -> None:
    assert refused(own, factor_id=factor_id).code == "THG205"


@pytest.mark.parametrize("year", ["", "19", "2019.0", "2019–2021", "3019"])
def test_the_year_of_a_factor_is_mandatory(own: Own, year: str) -> None:
    assert refused(own, year_valid=year).code == "THG203"


SHIPPED_KEY = {
    "factor_id": "erdgas.waerme",
    "year_valid": "2019",
    "region": "DE",
    "boundary": "total",
    "accounting": "na",
    "edition": "bisko-leipzig-2019",
    "activity_unit": "kWh_Hi",
    "heat_basis": "Hi",
    "co2e_kg": "0.1",
}


def test_a_local_row_cannot_shadow_a_shipped_one(own: Own) -> None:
    base, findings = load_factors(local=own(SHIPPED_KEY))
    finding = only_finding((base, findings))
    assert finding.code == "THG206"
    assert finding.related[0].file == "emission_factors/factors/bisko_staedte.csv"
    # Leipzig prints 247 g/kWh in: the shipped row stays.
    assert base.factors["erdgas.waerme", 2019, "DE", "total", "na", "bisko-leipzig-2019"].co2e_kg == 0.247


def test_keys_are_compared_without_case(own: Own) -> None:
    rows = ({"region": "NET-stadtwerke"}, {"region": "NET-stadtwerke", "co2e_kg": "0.2"})
    assert only_finding(load_factors(local=own(*rows))).code == "THG206"


def test_a_zero_needs_a_reason(own: Own) -> None:
    assert refused(own, co2e_kg="0").code == "THG207"
    _, findings = load_factors(local=own({"co2e_kg": "0", "zero_reason": "Abwärme ohne eigenen Brennstoff"}))
    assert findings == []


def test_a_negative_factor_is_refused(own: Own) -> None:
    assert refused(own, co2e_kg="-0.1").code == "THG208"


# UBA list v2.1, sheet 01, ID 01_10_02_004_01: 202.395672 g CO2, 10.8 mg CH4, 0.90504 mg N2O per kWh (Hi).
GAS = {
    "factor_id": "fernwaerme.stadtwerke",
    "gas_split": "full",
    "co2e_gwp": "AR5",
    "co2_fossil_kg": "0.202395672",
    "ch4_fossil_kg": "0.0000108",
    "n2o_kg": "0.00000090504",
    "co2e_kg": "0.2029379076",
}


def test_gases_must_add_up_to_co2e(own: Own) -> None:
    assert load_factors(local=own(GAS))[1] == []
    # TRAPS 28: a figure that is already CO2e in the mass column (x 28), here 10.8 mg of CH4 written as grams.
    finding = refused(own, **{**GAS, "ch4_fossil_kg": "0.0108"})
    assert (finding.code, finding.place.column) == ("THG209", "co2e_kg")


@pytest.mark.parametrize(
    "change",
    [
        {"co2e_kg": ""},
        {"co2e_gwp": "CO2"},
        {"co2_fossil_kg": "0.1"},
        {"gas_split": "co2_only"},
        {"gas_split": "full", "co2_fossil_kg": "0.1", "co2e_kg": "", "co2e_gwp": "AR5"},
    ],
)
def test_gas_split_must_match_the_columns(own: Own, change: Mapping[str, str]) -> None:
    assert refused(own, **change).code == "THG212"


@pytest.mark.parametrize(("unit", "basis"), [("kWh_Hi", "na"), ("kWh_Hs", "Hi"), ("kWh", "Hi"), ("t", "Hi")])
def test_heat_basis_must_match_the_unit(own: Own, unit: str, basis: str) -> None:
    # TRAPS 11: Hi does not exist for electricity and heat.
    assert refused(own, activity_unit=unit, heat_basis=basis).code == "THG213"


def test_rows_of_a_project_say_local(own: Own, edited: Edited) -> None:
    assert refused(own, derivation="published").code == "THG216"
    key = "umweltwaerme.waerme,2018,DE,total,na,bisko-muenchen-2018,kWh,na"
    old = f"{key},,,,,,,0.17,unknown,,co2e_only,,,none,,,,,,published"
    folder = edited("factors/bisko_staedte.csv", old, old.replace("published", "local"))
    codes = [finding.code for finding in load_factors(folder=folder)[1]]
    assert codes == ["THG216", "THG214"]


@pytest.mark.parametrize(("derivation", "formula"), [("local", "mj_to_kwh(36)")])
def test_only_computed_rows_carry_a_formula(own: Own, derivation: str, formula: str) -> None:
    assert refused(own, derivation=derivation, formula_ref=formula).code == "THG217"


@pytest.mark.parametrize("formula", ["", "by_hand(1)", "emission_per_energy 836 3249"])
def test_computed_rows_name_a_known_formula(edited: Edited, formula: str) -> None:
    folder = edited("factors/bisko_staedte.csv", "emission_per_energy(836; 3249)", formula)
    assert only_finding(load_factors(folder=folder)).code == "THG217"


def test_an_unknown_source_is_named(own: Own) -> None:
    finding = only_finding(load_factors(local=own({"source_id": "hoerensagen"})))
    assert (finding.code, finding.found) == ("THG211", "hoerensagen")


def test_total_must_be_direct_plus_upstream(edited: Edited) -> None:
    # UBA CC 13/2025, Tab. 2: 417 g direct, 479 g with upstream in 2019.
    old = "strom.netz.bundesmix,2019,DE,total,na,uba-cc-13-2025,kWh,na,,,,,,,0.479,"
    finding = only_finding(load_factors(folder=edited("factors/strom_uba.csv", old, old.replace("0.479", "0.497"))))
    assert (finding.code, finding.found, finding.expected) == ("THG210", "0.497", "0.479")


def test_a_set_that_pins_nothing_is_named(edited: Edited) -> None:
    old = "bisko,2026.1,territorial,umweltwaerme,total,umweltwaerme.waerme,bisko-muenchen-2018,DE,2018,2018,"
    folder = edited("sets.csv", old, old.replace("2018,2018,", "2017,2018,"))
    finding = only_finding(load_factors(folder=folder))
    assert (finding.code, finding.found) == ("THG214", "0 Zeilen für 2017")


def test_pins_may_not_overlap(edited: Edited) -> None:
    old = "bisko,2026.1,territorial,kerosin,total,kerosin.luft,bisko-muenchen-2018,DE,2018,2024,"
    folder = edited("sets.csv", old, f"{old}\n{old}")
    findings = load_factors(folder=folder)[1]
    assert {finding.code for finding in findings} == {"THG214"}
    assert len(findings) == 7  # one for each year 2018 to 2024


def test_two_properties_for_one_conversion_are_refused(edited: Edited) -> None:
    # TRAPS 27: 10 kWh/l (BAFA) and 10.046 kWh/l (EBeV) may not both be active.
    old = "heizoel.hi_liter,heizoel,L,kWh_Hi,10,"
    ebev = "heizoel.hi_liter,heizoel,L,kWh_Hi,10.046,ebev-2030,,,DE,ebev-2030,Anlage 2 Teil 4,published,,\n"
    finding = only_finding(load_factors(folder=edited("properties.csv", old, ebev + old)))
    assert finding.code == "THG215"
