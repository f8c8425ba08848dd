from dataclasses import replace
from math import fsum

import pytest

from tests.exhibits.samples import FORMULA, LONG, MARKUP, ORGANISATIONAL, TERRITORIAL, provisional_report, with_balance
from thgbilanz.balance.report import BalanceReport
from thgbilanz.exhibits.table import Table
from thgbilanz.exhibits.tables.evidence import (
    control_table,
    factor_sets_table,
    factors_table,
    findings_table,
    inputs_table,
    run_table,
    sources_table,
    sums_table,
)
from thgbilanz.exhibits.tables.organisational import (
    activity_matrix,
    categories_table,
    eliminations_table,
    emitters_table,
    energy_matrix,
    headline_table,
    organisations_table,
)
from thgbilanz.exhibits.tables.territorial import (
    carriers_table,
    conformity_table,
    emissions_cross_table,
    energy_cross_table,
    sectors_table,
    weighted_quality,
)


def all_tables(report: BalanceReport) -> list[Table]:
    return [
        headline_table(report, ORGANISATIONAL),
        organisations_table(report, ORGANISATIONAL),
        eliminations_table(report, ORGANISATIONAL),
        categories_table(ORGANISATIONAL),
        emitters_table(report, ORGANISATIONAL),
        activity_matrix(report, ORGANISATIONAL),
        energy_matrix(report, ORGANISATIONAL),
        sectors_table(TERRITORIAL),
        carriers_table(report, TERRITORIAL),
        energy_cross_table(report, TERRITORIAL),
        emissions_cross_table(report, TERRITORIAL),
        conformity_table(TERRITORIAL),
        control_table(report),
        sums_table(report),
        factor_sets_table(report),
        factors_table(report),
        sources_table(report),
        run_table(report),
        inputs_table(report),
        findings_table(report.findings),
    ]


def cells(table: Table) -> list[tuple[object, ...]]:
    return [row.cells for row in table.rows]


def test_every_figure_column_names_its_unit_and_every_row_is_complete(report: BalanceReport) -> None:
    tables = all_tables(report)
    assert len({table.id for table in tables}) == len(tables)
    for table in tables:
        for column in table.columns:
            assert bool(column.unit) == column.numeric, (table.id, column.key)
            assert column.heading.endswith(f"({column.unit})") or not column.unit
        assert {len(row.cells) for row in table.rows} <= {len(table.columns)}, table.id


def test_scopes_stand_side_by_side_with_shares_of_the_location_based_sum(report: BalanceReport) -> None:
    table = headline_table(report, ORGANISATIONAL)
    assert table.values("location_t") == pytest.approx([1050, 150, 240, 1440, 12.3455], abs=1e-9)
    assert table.values("market_t") == pytest.approx([1050, 20, 240, 1310, 12.3455], abs=1e-9)
    assert table.values("share")[:4] == pytest.approx([1050 / 1440, 150 / 1440, 240 / 1440, 1])
    assert table.values("share")[4] is None
    assert [row.role for row in table.rows] == ["item", "item", "item", "sum", "memo"]


def test_organisations_weighted_and_eliminations_make_the_group(report: BalanceReport) -> None:
    table = organisations_table(report, ORGANISATIONAL)
    assert table.values("organisation") == [FORMULA, MARKUP, LONG, "Summe gewichtet", "Eliminationen", "Konzern"]
    assert table.values("total_t") == pytest.approx([420, 960, 420, 1590, -150, 1440])
    assert table.values("total_market_t") == pytest.approx([290, 960, 370, 1435, -125, 1310])
    assert table.values("share")[:3] == pytest.approx([420 / 1590, 960 / 1590, 210 / 1590])
    for key in (
        "scope1_t",
        "scope2_location_t",
        "scope2_market_t",
        "scope3_t",
        "total_t",
        "total_market_t",
        "outside_t",
    ):
        *own, weighted, eliminated, group = (float(value or 0) for value in table.values(key))
        weights = (1.0, 1.0, 0.5)
        assert weighted == pytest.approx(fsum(w * v for w, v in zip(weights, own, strict=True)), abs=1e-9)
        assert group == pytest.approx(weighted + eliminated, abs=1e-9)


def test_eliminations_are_summed_apart_for_each_scope_2_method(report: BalanceReport) -> None:
    table = eliminations_table(report, ORGANISATIONAL)
    assert cells(table)[0][:6] == (MARKUP, LONG, "Scope 2 (standortbasiert)", "", "Fernwärme", 150.0)
    assert [(row.cells[0], row.cells[5]) for row in table.rows[-2:]] == [
        ("Summe standortbasiert", 150.0),
        ("Summe marktbasiert", 125.0),
    ]
    none = eliminations_table(report, replace(ORGANISATIONAL, eliminations=()))
    assert none.rows == ()
    assert none.notes == ("Keine konzerninternen Lieferungen in diesem Jahr",)


def test_emitters_beyond_the_limit_are_one_row_and_the_sum_stays(report: BalanceReport) -> None:
    full = emitters_table(report, ORGANISATIONAL)
    assert full.values("activity")[:3] == ["Erdgas", "Strom", "Heizöl EL"]
    short = emitters_table(report, ORGANISATIONAL, most=3)
    assert cells(short) == [
        ("Erdgas", 1200.0, 1200 / 1440),
        ("Strom", 180.0, 180 / 1440),
        ("Übrige (3 Aktivitäten)", 60.0, 60 / 1440),
        ("Konzern", 1440.0, 1.0),
    ]


def test_matrices_leave_empty_what_is_not_there(report: BalanceReport) -> None:
    table = activity_matrix(report, ORGANISATIONAL)
    assert cells(table) == [
        ("Strom", 180.0, None, None, 180.0),
        ("Fernwärme", None, None, 300.0, 300.0),
        ("Erdgas", 240.0, 960.0, None, 1200.0),
        ("Heizöl EL", None, None, 120.0, 120.0),
        ("Holzpellets", 0.0, None, None, 0.0),
        ("Summe", 420.0, 960.0, 420.0, 1800.0),
    ]
    assert energy_matrix(report, ORGANISATIONAL).values("total")[-1] == pytest.approx(400 + 33.5 + 1000 + 4000 + 1875)


def test_categories_stand_in_the_order_of_their_numbers() -> None:
    balance = replace(ORGANISATIONAL, group_by_category_kg={"3.10": 1000.0, "3.2": 2000.0, "3.1": 237_000.0})
    names = [str(value).split()[0] for value in categories_table(balance).values("category")]
    assert names == ["3.1", "3.2", "3.10", "Summe"]


def test_sectors_and_carriers_have_the_same_sum(report: BalanceReport) -> None:
    sectors, carriers = sectors_table(TERRITORIAL), carriers_table(report, TERRITORIAL)
    # households: 500 + 1,000 MWh and 239 + 247 t; transport: 50 + 800 MWh and 23.9 + 261.6 t
    assert sectors.values("label") == ["Private Haushalte", "Verkehr", "Stadtgebiet"]
    assert sectors.values("mwh") == pytest.approx([1500, 850, 2350])
    assert sectors.values("t") == pytest.approx([486, 285.5, 771.5])
    assert sectors.values("share") == pytest.approx([486 / 771.5, 285.5 / 771.5, 1])
    assert sectors.values("per_head_t") == pytest.approx([0.486, 0.2855, 0.7715])
    assert sectors.values("quality") == pytest.approx([1.0, 0.5, 1_925_000 / 2_350_000])
    assert carriers.values("label") == ["Strom", "Erdgas", "Diesel", "Stadtgebiet"]
    assert carriers.values("t") == pytest.approx([262.9, 247, 261.6, 771.5])


def test_cross_tables_tell_zero_from_nothing(report: BalanceReport) -> None:
    table = emissions_cross_table(report, TERRITORIAL)
    assert cells(table) == [
        ("Strom", 239.0, pytest.approx(23.9), pytest.approx(262.9)),
        ("Erdgas", 247.0, None, 247.0),
        ("Diesel", None, pytest.approx(261.6), pytest.approx(261.6)),
        ("Summe", 486.0, pytest.approx(285.5), pytest.approx(771.5)),
    ]
    assert [column.heading for column in energy_cross_table(report, TERRITORIAL).columns] == [
        "Energieträger",
        "Private Haushalte (MWh)",
        "Verkehr (MWh)",
        "Summe (MWh)",
    ]


def test_an_ungraded_cell_is_not_the_lowest_grade() -> None:
    graded, *_, ungraded = TERRITORIAL.cells
    assert weighted_quality([graded, replace(ungraded, quality=None)]) is None
    assert weighted_quality([]) is None


def test_factors_stand_by_weight_with_source_and_reason(report: BalanceReport) -> None:
    table = factors_table(report)
    assert table.values("factor") == ["erdgas", "erdgas", "strommix.de", "=2+3"]
    # 1,000 + 200 + 150 + 0.0005 t
    assert table.values("share") == pytest.approx([x / 1350.0005 for x in (1000, 200, 150, 0.0005)])
    assert table.values("unit")[0] == "kWh (Hi)"
    assert table.values("source")[0] == "uba_cc_13_2025, Tab. 2, S. 20"
    assert table.values("boundary") == ["direkt", "Vorkette", "direkt", "direkt mit Vorkette"]


def test_control_names_every_reason_and_says_when_rows_are_missing(report: BalanceReport) -> None:
    table = control_table(report)
    assert [(row.cells, row.role) for row in table.rows] == [
        (("Gelesen", 612), "item"),
        (("Gebucht", 600), "item"),
        (("Offen", 10), "item"),
        (("offen: kein Faktor für Fernwärme 2019", 10), "memo"),
        (("Ausgeschlossen", 2), "item"),
        (("ausgeschlossen: Organisation 2019 nicht im Konzern", 2), "memo"),
    ]
    assert table.notes == ("Die Gleichung geht auf",)
    lost = with_balance(report, control=replace(report.balance.control, read=613))
    assert control_table(lost).notes == ("Die Gleichung geht nicht auf: es fehlen Zeilen",)


def test_findings_stand_in_the_order_of_the_files() -> None:
    table = findings_table(provisional_report().findings)
    assert table.values("code") == ["THG061", "THG110", "THG350"]
    assert table.values("related")[1] == "daten/2019/stadt.xlsx › Wärme › E9; daten/2019/werke.xlsx › Wärme › E7"


def test_a_missing_column_is_named() -> None:
    with pytest.raises(KeyError, match="sektoren has no column nonsense"):
        sectors_table(TERRITORIAL).values("nonsense")
