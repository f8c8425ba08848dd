"""What stands beside the totals: tables, sheets, text and JSON; figures of ``insights``."""

import re
from dataclasses import replace
from io import BytesIO
from math import fsum

import openpyxl
import pytest

from tests.exhibits.insights import BRIDGE, EARLIER, INSIGHT, MARKET, SCREENING, VSME
from tests.exhibits.samples import FORMULA, LONG, ORGANISATIONAL, insight_report, sample_report, with_balance
from tests.exhibits.test_document import check
from tests.exhibits.test_workbook import Grid, cells, part, row_of
from thgbilanz.balance.insight import NO_INSIGHT
from thgbilanz.balance.milestones import Milestones
from thgbilanz.balance.report import BalanceReport
from thgbilanz.exhibits.medium import text_width
from thgbilanz.exhibits.table import BY_ROW, Table
from thgbilanz.exhibits.tables.certainty import gwp_table, uncertainty_table
from thgbilanz.exhibits.tables.consolidation import (
    approaches_table,
    bridge_chart_table,
    bridge_table,
    deliveries_table,
    ets_table,
    restatement_table,
)
from thgbilanz.exhibits.tables.esrs import esrs_table
from thgbilanz.exhibits.tables.intensities import intensity_matrix, intensity_table
from thgbilanz.exhibits.tables.organisational import headline_table
from thgbilanz.exhibits.tables.reservations import reservations_table, thin_factors_table
from thgbilanz.exhibits.tables.scope2 import contracts_table, instruments_table, methods_table
from thgbilanz.exhibits.tables.scope3 import presets_table, screening_table
from thgbilanz.exhibits.tables.vsme import vsme_emissions_table, vsme_energy_table, vsme_intensity_table
from thgbilanz.exhibits.terminal import balance_text
from thgbilanz.exhibits.workbook import balance_workbook

SHEETS_OF_ANSWERS = ["Scope 2", "Scope 3", "Kennwerte", "Brücke", "Unsicherheit", "Neuberechnung", "VSME B3"]


@pytest.fixture(scope="module")
def answered() -> BalanceReport:
    return insight_report()


@pytest.fixture(scope="module")
def data(answered: BalanceReport) -> bytes:
    return balance_workbook(answered)


@pytest.fixture(scope="module")
def grid(data: bytes) -> Grid:
    return cells(data)


def all_tables(report: BalanceReport) -> list[Table]:
    insight = report.balance.insight
    assert insight.ets is not None
    assert insight.restatement is not None
    return [
        headline_table(report, ORGANISATIONAL),
        uncertainty_table(report, insight.uncertainty),
        gwp_table(report, insight.gwp),
        approaches_table(insight.approaches, ORGANISATIONAL),
        bridge_table(insight.bridge),
        bridge_chart_table(insight.bridge),
        deliveries_table(report, insight.deliveries),
        ets_table(insight.ets),
        restatement_table(insight.restatement),
        esrs_table(report),
        intensity_matrix(report, insight.intensities),
        intensity_table(report, insight.intensities),
        reservations_table(report),
        thin_factors_table(report),
        contracts_table(report),
        instruments_table(report),
        methods_table(report, ORGANISATIONAL),
        presets_table(insight.presets),
        screening_table(insight.screening),
        vsme_emissions_table(report, insight.vsme),
        vsme_energy_table(report, insight.vsme),
        vsme_intensity_table(report, insight.vsme),
    ]


def test_every_table_has_units_and_fitting_rows(answered: BalanceReport) -> None:
    tables = all_tables(answered)
    assert len({table.id for table in tables}) == len(tables)
    for table in tables:
        assert table.rows or table.id == "duenne_faktoren", table.id
        for column in table.columns:
            assert bool(column.unit) == column.numeric, (table.id, column.key)
        assert {len(row.cells) for row in table.rows} <= {len(table.columns)}, table.id


def test_the_headline_names_the_interval_only_where_it_is_known(answered: BalanceReport) -> None:
    lines = balance_text(answered).splitlines()
    # 129.6 of 1,440 t are 9 %, 46.29 of 771.5 t are 6 %
    assert lines[0] == "Musterstadt · Konzern · Startbilanz 2019 · 1.440 t CO₂e ± 9 %"
    assert lines[1] == "Musterstadt · Stadtgebiet · Startbilanz 2019 · 771,5 t CO₂e ± 6 %"
    assert "±" not in balance_text(sample_report())
    table = headline_table(answered, ORGANISATIONAL)
    # 52.5 of 1,050 t
    assert table.values("spread") == [pytest.approx(0.05), None, None, pytest.approx(0.09), None]
    assert "spread" not in [column.key for column in headline_table(sample_report(), ORGANISATIONAL).columns]


def test_the_gap_of_uncovered_electricity_is_visible(answered: BalanceReport) -> None:
    table = instruments_table(answered)
    assert table.values("instrument") == ["Herkunftsnachweis", "Liefervertrag", "nicht gedeckt (Netzmix)", "Strom"]
    assert table.values("mwh") == [300.0, 60.0, 40.0, 400.0]
    assert table.values("share")[2] == pytest.approx(0.1)
    assert any(note.startswith("nicht gedeckt") for note in table.notes)
    assert "Strom ohne Vertrag und ohne Residualmix: 40,0 MWh (10,0 %)" in balance_text(answered)
    covered = with_balance(answered, insight=replace(INSIGHT, market=MARKET[:2]))
    assert "ohne Residualmix" not in balance_text(covered)
    assert not any(note.startswith("nicht gedeckt") for note in instruments_table(covered).notes)


def test_methods_stand_side_by_side_with_their_difference(answered: BalanceReport) -> None:
    table = methods_table(answered, ORGANISATIONAL)
    assert table.values("difference_t") == [-130.0, 0.0, -50.0, -130.0]
    assert table.values("uncovered_mwh") == [40.0, None, None, 40.0]


def test_screening_shows_all_categories_and_what_is_only_estimated(answered: BalanceReport) -> None:
    table = screening_table(SCREENING)
    assert len(table.rows) == 15
    by_status = dict.fromkeys(map(str, table.values("status")))
    assert list(by_status) == ["offen", "erfasst", "abgeschätzt", "ausgeschlossen"]
    text = balance_text(answered)
    assert "Scope 3: 15 Kategorien, 1 erfasst, 1 abgeschätzt, 2 ausgeschlossen, 11 offen" in text


def test_the_bridge_adds_up_from_one_balance_to_the_other() -> None:
    table = bridge_table(BRIDGE)
    levels = [float(value or 0) for value in table.values("level_t")]
    assert levels == pytest.approx([1440, 270, 270, 771.5, 771.5])
    assert 1440 + fsum(float(value or 0) for value in table.values("change_t")) == pytest.approx(771.5)


def test_the_waterfall_floats_between_the_levels() -> None:
    table = bridge_chart_table(BRIDGE)
    # base + rise or fall reach from one level to the next; a level stands on the ground
    assert table.values("base_t") == [None, 270.0, None, 270.0, None]
    assert table.values("fall_t") == [None, 1170.0, None, None, None]
    assert table.values("rise_t") == [None, None, None, 501.5, None]
    assert table.values("level_t") == [1440.0, None, 270.0, None, 771.5]


def test_causes_of_a_restatement_add_up(answered: BalanceReport) -> None:
    assert INSIGHT.restatement is not None
    table = restatement_table(INSIGHT.restatement)
    published, *causes, today = (float(value or 0) for value in table.values("t"))
    assert published + fsum(causes) == pytest.approx(today)
    assert "2019 gegenüber dem Abschluss: +2,9 %; Schwelle 5 %: keine Neuberechnung nötig" in balance_text(answered)


def test_the_ets_share_leaves_room_for_what_nobody_states() -> None:
    assert INSIGHT.ets is not None
    # 630 of 1,050 t in, 105 t without a statement, 315 t out
    assert ets_table(INSIGHT.ets).values("t") == pytest.approx([630, 315, 105, 1050])
    assert ets_table(INSIGHT.ets).values("share") == pytest.approx([0.6, 0.3, 0.1, 1.0])


def test_intensities_stand_in_readable_units(answered: BalanceReport) -> None:
    table = intensity_matrix(answered, INSIGHT.intensities)
    assert table.values("organisation") == [FORMULA, LONG, "Konzern"]
    # 500 kg per VZÄ are 0.5 t
    assert table.values("je_vzae") == [0.5, None, None]
    assert table.values("je_m2") == [None, 12.5, None]
    assert intensity_table(answered, INSIGHT.intensities).values("place")[0].startswith("daten/2019/stadt.xlsx")  # type: ignore[union-attr]


def test_the_esrs_table_has_base_year_year_before_and_change(answered: BalanceReport) -> None:
    table = esrs_table(answered)
    lines = {str(row.cells[0]): row for row in table.rows}
    scope1 = lines["Scope-1-THG-Bruttoemissionen"].cells
    # base year 2019 is the year itself; 2018: 1,000 t; change 5 %
    assert scope1[2:6] == (1050.0, 1000.0, 1050.0, pytest.approx(0.05))
    assert lines["davon aus regulierten Emissionshandelssystemen"].cells[2:6] == (0.6, 0.5, 0.6, None)
    total = lines["THG-Gesamtemissionen, standortbezogen"].cells
    assert total[3:6] == (1400.0, pytest.approx(1440.0), pytest.approx(1440 / 1400 - 1))
    # 1,440,000 kg by 7,200 T€
    intensity = lines["THG-Intensität je Nettoumsatz, standortbezogen (AR 54)"]
    assert intensity.cells[4] == pytest.approx(200.0)
    assert intensity.kind == "ratio"
    # category 3.6 has figures in 2018 only: a gap, not a zero
    assert lines["davon 3.6 Dienstreisen"].cells[2:6] == (None, 10.0, None, None)
    assert all(value is None for row in table.rows for value in row.cells[6:])


def test_years_without_data_stay_gaps_in_the_esrs_table() -> None:
    alone = with_balance(sample_report(), insight=NO_INSIGHT)
    table = esrs_table(alone)
    assert set(table.values("before")) == {None}
    assert set(table.values("change")) == {None}
    later = esrs_table(replace(alone, year=2023, project=replace(alone.project, base_year=2018)))
    assert set(later.values("base")) == {None}
    with_base = replace(alone, project=replace(alone.project, base_year=2018), earlier=EARLIER)
    assert esrs_table(with_base).values("base")[0] == 1000.0


def test_a_row_with_its_own_unit_is_written_in_it(grid: Grid, data: bytes) -> None:
    row = row_of(grid, "ESRS E1-6", "davon aus regulierten Emissionshandelssystemen")
    assert row[1:5] == ["%", 0.6, 0.5, 0.6]
    sheet = openpyxl.load_workbook(BytesIO(data))["ESRS E1-6"]
    formats = {str(cells[0].value): cells[4].number_format for cells in sheet.iter_rows(min_row=6)}
    assert formats["davon aus regulierten Emissionshandelssystemen"] == "0.0 %"
    assert formats["Scope-1-THG-Bruttoemissionen"] == "#,##0.0"
    assert BY_ROW in str(sheet.cell(6, 3).value)


def test_vsme_is_in_the_units_of_the_template(answered: BalanceReport) -> None:
    energy = vsme_energy_table(answered, VSME)
    # 300 + 100 + 20 + 33.5 + 1,000 MWh, and 375 + 1,500 MWh
    assert energy.values("total_mwh") == pytest.approx([1453.5, 1875.0])
    emissions = vsme_emissions_table(answered, VSME)
    assert emissions.values("scope12_location_t") == [350.0, 400.0]
    intensity = vsme_intensity_table(answered, VSME)
    # 400 t by 2,000,000 EUR
    assert intensity.values("scope12_location") == [None, pytest.approx(0.0002)]


def test_sheets_stand_where_there_is_something_to_tell(grid: Grid) -> None:
    assert set(SHEETS_OF_ANSWERS) <= set(grid)
    plain = cells(balance_workbook(sample_report()))
    assert set(SHEETS_OF_ANSWERS) & set(plain) == {"Scope 2"}
    one_space = cells(balance_workbook(replace(insight_report(), views=("territorial",))))
    assert set(SHEETS_OF_ANSWERS) & set(one_space) == {"Unsicherheit", "Neuberechnung"}


def test_the_bridge_is_drawn_from_its_cells(data: bytes) -> None:
    book = openpyxl.load_workbook(BytesIO(data))
    assert len(book["Brücke"]._charts) == 1  # type: ignore[attr-defined]
    chart = part(data, "xl/charts/chart5.xml")
    assert chart.count("<c:ser>") == 4
    assert "Brücke!$A$" in chart


def test_json_has_every_answer_and_satisfies_the_schema(answered: BalanceReport) -> None:
    document = check(answered)
    group = document["betrieblich"]
    assert len(group["scope3_pruefung"]) == 15
    assert group["eu_ets"]["anteil"] == pytest.approx(0.6)
    assert group["esrs_e1_6"]["vorjahr"]["summe_t"] == 1400.0
    assert group["esrs_e1_6"]["aenderung"] == pytest.approx(1440 / 1400 - 1)
    assert group["vsme_b3"][1]["intensitaet_standort_t_je_eur"] == pytest.approx(0.0002)
    assert group["vsme_b3"][0]["intensitaet_standort_t_je_eur"] is None
    assert [line["organisation"] for line in group["kennwerte"]][-1] is None
    assert document["unsicherheit"][0]["halbe_breite_t"] == pytest.approx(129.6)
    assert fsum(step["t"] for step in document["bruecke"] if step["art"] == "aenderung") == pytest.approx(771.5 - 1440)
    assert document["neuberechnung"]["ursachen"][1]["t"] == -20.0


def test_json_without_answers_has_the_same_keys(report: BalanceReport) -> None:
    plain, answered = check(report), check(insight_report())
    assert list(plain) == list(answered)
    assert list(plain["betrieblich"]) == list(answered["betrieblich"])
    hidden = check(replace(insight_report(), views=("territorial",)))
    assert hidden["betrieblich"]["kennwerte"] == []
    assert hidden["betrieblich"]["esrs_e1_6"] is None
    assert hidden["bruecke"] == []
    assert {line["raum"] for line in hidden["unsicherheit"]} == {"territorial"}


def test_the_short_text_is_short_and_says_where_the_rest_is(answered: BalanceReport) -> None:
    short, long = balance_text(answered), balance_text(answered, detail=True)
    assert "Mehr Tabellen mit -v" in short
    assert "Mehr Tabellen mit -v" not in long
    for title in (
        "Brücke von",
        "gewichtigste Faktoren",
        "Prüfung aller Kategorien",
    ):
        assert title not in short
        assert title in long
    assert len(short.splitlines()) < 0.7 * len(long.splitlines())


def test_what_was_asked_for_stands_in_the_short_text_too(answered: BalanceReport) -> None:
    title = "Betriebliche Bilanz: Unsicherheit (95 %)"
    assert title in balance_text(answered)
    without = tuple(replace(line, low_kg=None, median_kg=None, high_kg=None) for line in INSIGHT.uncertainty)
    plain = with_balance(answered, insight=replace(INSIGHT, uncertainty=without, approaches=()))
    assert title not in balance_text(plain)
    assert title in balance_text(plain, detail=True)
    # 1,440 t less and more 129.6 t
    assert "95-%-Bereich der Summe: 1.310 bis 1.570 t CO₂e" in balance_text(plain)
    assert "Konzern nach Konsolidierungsansatz" in balance_text(answered)
    assert "Konzern nach Konsolidierungsansatz" not in balance_text(plain)


@pytest.mark.parametrize("width", [24, 40, 60, 80, 100])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
def test_the_long_text_fits_every_terminal(answered: BalanceReport, width: int, encoding: str) -> None:
    text = balance_text(answered, width, encoding=encoding, detail=True)
    assert max(map(text_width, text.splitlines())) <= width
    assert text.encode(encoding)
    assert not re.search(r" $", text, flags=re.MULTILINE)


def test_thin_factors_are_listed_by_weight_with_their_source(report: BalanceReport) -> None:
    thin = tuple(
        replace(use, reservation="fortgeschrieben") if use.factor_id == "erdgas" else use
        for use in report.balance.factors
    )
    table = thin_factors_table(with_balance(report, factors=thin))
    # 1,000 and 200 t of 1,350.0005 t
    assert table.values("t") == [1000.0, 200.0]
    assert table.values("share") == pytest.approx([1000 / 1350.0005, 200 / 1350.0005])
    assert thin_factors_table(report).rows == ()


def test_a_stated_target_fills_the_total_only(answered: BalanceReport) -> None:
    milestones = Milestones({2025: 1_000_000.0, 2030: 500_000.0}, 0.05, 2035, "Ratsbeschluss")
    report = replace(answered, milestones=milestones)
    rows = {str(row.cells[0]): row.cells[6:] for row in esrs_table(report).rows}
    assert rows.pop("THG-Gesamtemissionen, standortbezogen") == (1000.0, 500.0, None, 0.05)
    assert {value for cells in rows.values() for value in cells} == {None}
    assert any("Ziels 2035 aus thg.toml (Ratsbeschluss)" in note for note in esrs_table(report).notes)
    assert check(report)["betrieblich"]["esrs_e1_6"]["ziele"] == {"2025": 1000.0, "2030": 500.0, "2050": None}
