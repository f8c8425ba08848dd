"""Control totals: the sender's own sum against what was read (faults.md 124)."""

from pathlib import Path

import pytest

from tests.mapping.lists import MAPPING, ROWS, changed, foreign_project, housing_list, read_project
from tests.mapping.test_reading import codes, read
from thgbilanz.core.diagnostic import Diagnostic


def only(findings: list[Diagnostic], code: str) -> Diagnostic:
    (found,) = [finding for finding in findings if finding.code == code]
    return found


def test_totals_that_agree_are_counted(tmp_path: Path) -> None:
    # 512400 kWh (Hs); 248,7 MWh; 21300,5 + 9800 = 31100,5 kWh
    totals = read(tmp_path).totals
    assert [(total.place.cell, total.stated, total.rows, total.agrees) for total in totals] == [
        ("D7", 512400.0, 1, True),
        ("E7", 248.7, 1, True),
        ("F7", 31100.5, 2, True),
    ]


def test_a_total_that_differs_names_both_sums(tmp_path: Path) -> None:
    result = read(tmp_path, MAPPING, housing_list(changed(7, 6, 31500.0)))
    finding = only(result.findings, "THG095")
    # 31100,5 - 31500 = -399,5
    assert finding.text == "Kontrollsumme weicht um −399,5 kWh ab"
    assert finding.found == "Kontrollsumme 31.500 kWh, gelesen 31.100,5 kWh aus 2 Zeilen"
    assert finding.place.cell == "F7"
    assert [total.agrees for total in result.totals] == [True, True, False]


@pytest.mark.parametrize(
    ("printed", "agrees"), [(31100.5, True), (31101.0, True), (31100.0, True), (31102.0, False), (31100.4, False)]
)
def test_only_the_rounding_of_the_printed_figure_is_allowed(tmp_path: Path, printed: float, agrees: bool) -> None:
    # A whole number may be off by 0,5: 31100,5 lies as far from 31100 as from 31101. One decimal allows 0,05.
    result = read(tmp_path, MAPPING, housing_list(changed(7, 6, printed)))
    assert ("THG095" in codes(result)) is not agrees


def test_rejected_rows_are_the_likely_cause(tmp_path: Path) -> None:
    result = read(tmp_path, MAPPING, housing_list(changed(5, 6, "ca. 21300")))
    finding = only(result.findings, "THG095")
    assert finding.hint == "Wahrscheinliche Ursache: Zeile 5 hat Fehler und zählt nicht mit"
    assert "aus 1 Zeile" in finding.found


def test_a_total_that_is_no_number_proves_nothing(tmp_path: Path) -> None:
    result = read(tmp_path, MAPPING, housing_list(changed(7, 4, "1.234")))
    assert only(result.findings, "THG097").place.cell == "D7"


def test_an_empty_total_is_none(tmp_path: Path) -> None:
    result = read(tmp_path, MAPPING, housing_list(changed(7, 4, None)))
    assert codes(result) == ["THG552"]
    assert len(result.totals) == 2


def test_a_total_over_mixed_units_proves_nothing(tmp_path: Path) -> None:
    mapping = MAPPING.partition("[[blatt.menge]]")[0].replace(
        'liegenschaft = "Objekt"',
        'liegenschaft = "Objekt"\naktivitaet = "Art"\nmenge = "Verbrauch"\neinheit = "ME"',
    )
    rows = [
        ("Objekt", "Fläche", "Art", "Verbrauch", "ME"),
        ("A", 1.0, "Strom", 5.0, "kWh"),
        ("B", 1.0, "Strom", 5.0, "MWh"),
        ("Summe", None, None, 10.0, None),
    ]
    result = read(tmp_path, mapping, housing_list(rows))
    finding = only(result.findings, "THG096")
    assert finding.found == "„MWh“ und „kWh“"
    assert result.totals == ()


def test_nothing_is_compared_as_long_as_nothing_counts(tmp_path: Path) -> None:
    mapping = MAPPING.replace("[bestaetigung]\n", "").replace('wer = "Umweltamt, A. Beispiel"\nwann = 2026-02-14\n', "")
    result = read(tmp_path, mapping, housing_list(changed(7, 6, 1.0)))
    assert codes(result) == ["THG551"]
    assert result.totals == ()


def test_a_sum_of_many_rows_that_excel_has_added_agrees(tmp_path: Path) -> None:
    # 0,1 added a thousand times in binary gives 99.9999999999986
    rows = [*ROWS[:4], *[(f"Haus {n}", 1.0, 1.0, 0.1, None, None) for n in range(1000)]]
    total = 0.0
    for _ in range(1000):
        total += 0.1
    assert total != 100
    root = foreign_project(
        tmp_path, {"a.toml": MAPPING}, {"a.xlsx": housing_list([*rows, ("Summe", None, None, total, None, None)])}
    )
    result, _ = read_project(root)
    assert [finding.code for finding in result.findings] == ["THG552"]
    assert [total.agrees for total in result.totals] == [True]
