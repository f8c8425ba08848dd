"""Data frames, thin factors, loss rates, and the README of the tables."""

import csv
import doctest
from dataclasses import replace

import pandas as pd
import pytest

from thgbilanz.core.activity_kinds import ACTIVITY_KINDS, AMBIGUOUS, KIND_BY_ID
from thgbilanz.factors import factors_frame, properties_frame, sets_frame, sources_frame
from thgbilanz.factors.base import FactorBase
from thgbilanz.factors.fields import FACTOR_FIELDS, PROPERTY_FIELDS, SET_FIELDS, SOURCE_FIELDS
from thgbilanz.factors.formulas import call_parts, parent_key
from thgbilanz.factors.load import shipped_folder
from thgbilanz.factors.thinness import THIN_REASONS, thin_reasons


def test_frames_hold_every_row_with_described_columns(base: FactorBase) -> None:
    frame = factors_frame(base)
    assert list(frame.columns) == [*(field.name for field in FACTOR_FIELDS), "thin"]
    assert len(frame) == len(base.factors)
    assert frame["co2e_kg"].dtype == pd.Float64Dtype()
    assert frame["year_valid"].dtype == pd.Int64Dtype()
    for made, fields, count in (
        (properties_frame(base), PROPERTY_FIELDS, len(base.properties)),
        (sources_frame(base), SOURCE_FIELDS, len(base.sources)),
        (sets_frame(base), SET_FIELDS, sum(map(len, base.sets.values()))),
    ):
        assert (list(made.columns), len(made)) == ([field.name for field in fields], count)


def test_a_missing_number_is_not_zero(base: FactorBase) -> None:
    frame = factors_frame(base).set_index(["factor_id", "year_valid", "edition", "boundary"])
    row = frame.loc[[("strom.netz.bundesmix", 2019, "uba-cc-13-2025", "direct")]].iloc[0]
    assert row["co2e_kg"] == 0.417
    assert row["co2_fossil_kg"] is pd.NA


def test_changing_a_frame_changes_no_factor(base: FactorBase) -> None:
    frame = factors_frame(base)
    frame["co2e_kg"] = 0.0
    assert base.factors["erdgas.waerme", 2019, "DE", "total", "na", "bisko-leipzig-2019"].co2e_kg == 0.247


def test_a_row_of_its_own_source_year_and_country_is_not_thin(base: FactorBase) -> None:
    row = base.factors["strom.netz.bundesmix", 2019, "DE", "direct", "location", "uba-cc-13-2025"]
    assert thin_reasons(row) == ()


THIN = [
    (("derivation", "carried_forward"), "fortgeschrieben"),
    (("derivation", "carried_back"), "rückwirkend verwendet"),
    (("derivation", "interpolated"), "interpoliert"),
    (("region", "GB"), "ausländisch"),
    (("dq_geo", 4), "Stellvertreter"),
    (("dq_reliab", 4), "aus zweiter Hand"),
    (("dq_time", 4), "aus Werten anderer Jahre berechnet"),
    (("dq_time", 5), "Bezugsjahr erschlossen"),
    (("status", "superseded"), "überholt oder zurückgezogen"),
]


@pytest.mark.parametrize(("change", "reason"), THIN)
def test_each_weakness_has_its_word(base: FactorBase, change: tuple[str, object], reason: str) -> None:
    row = base.factors["strom.netz.bundesmix", 2019, "DE", "direct", "location", "uba-cc-13-2025"]
    assert thin_reasons(replace(row, **{change[0]: change[1]})) == (reason,)  # type: ignore[arg-type]
    assert reason in THIN_REASONS


def test_reasons_add_up_in_a_fixed_order(base: FactorBase) -> None:
    row = base.factors["hvo.strasse", 2019, "GB", "direct", "na", "desnz-2025"]
    assert thin_reasons(row) == ("rückwirkend verwendet", "ausländisch", "aus zweiter Hand")
    network = base.factors["fernwaerme.netz", 2018, "NET-muenchen", "total", "na", "bisko-muenchen-2018"]
    assert "ausländisch" not in thin_reasons(network)


def test_notes_and_grades_of_second_hand_rows_agree(base: FactorBase) -> None:
    for row in base.factors.values():
        if row.note.startswith("Zweitquelle") or "; Zweitquelle" in row.note:
            assert "aus zweiter Hand" in thin_reasons(row), row.key


def test_a_computed_row_is_as_thin_as_its_parents(base: FactorBase) -> None:
    compared = 0
    for row in base.factors.values():
        call = call_parts(row.formula_ref)
        for key in filter(None, map(parent_key, call[1] if call else ())):
            theirs = set(thin_reasons(base.factors[key]))
            compared += bool(theirs)
            assert ("aus zweiter Hand" in thin_reasons(row)) or "aus zweiter Hand" not in theirs, row.key
            if theirs & {"fortgeschrieben", "rückwirkend verwendet"}:
                assert "aus Werten anderer Jahre berechnet" in thin_reasons(row), row.key
    assert compared > 50


def test_loss_rates_are_fractions_with_a_source(base: FactorBase) -> None:
    with (shipped_folder() / "verlustraten.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 15
    assert all(0 < float(row["share_per_year"]) < 1 and row["source_id"] in base.sources for row in rows)
    shares = {(row["application"], row["year_data"]): float(row["share_per_year"]) for row in rows}
    # VDKF 2022: 1.12 % and 2017: 3.2 % of the charge; GHG Protocol tool: chillers 8.5 %.
    assert shares["alle_anlagen", "2022"] == 0.0112
    assert shares["alle_anlagen", "2017"] == 0.032
    assert shares["kaltwassersatz", ""] == 0.085


@pytest.mark.parametrize(
    ("word", "candidate"),
    [
        ("kaeltemittel", "kaeltemittel_r134a"),
        ("kältemittel", "kaeltemittel_r410a"),
        ("dienstreise_bahn", "dienstreise_bahn_fern"),
        ("flug", "dienstreise_flug_inland"),
        ("bioabfall", "bioabfall_kompost"),
    ],
)
def test_words_of_the_contract_lead_to_activities(word: str, candidate: str) -> None:
    assert candidate in AMBIGUOUS[word]
    assert all(name in KIND_BY_ID for names in AMBIGUOUS.values() for name in names)


def test_names_of_activities_are_unique() -> None:
    names = [name.casefold() for kind in ACTIVITY_KINDS for name in {kind.id, kind.label.casefold(), *kind.synonyms}]
    assert sorted(names) == sorted(set(names))


def test_the_readme_of_the_tables_computes_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shipped_folder())
    result = doctest.testfile(str(shipped_folder() / "README.md"), module_relative=False, encoding="utf-8")
    assert result.attempted >= 6
    assert result.failed == 0
