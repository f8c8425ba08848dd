"""How findings are grouped, ordered and counted (contract 3)."""

from tests.intake.conftest import Reader, codes, only
from tests.intake.workbooks import GOOD, Value, heat
from thgbilanz.core.diagnostic import Severity, error, has_errors
from thgbilanz.core.place import Place
from thgbilanz.intake.finding_groups import FindingGroups


def rows(amounts: list[Value]) -> list[tuple[Value, ...]]:
    return [(f"Haus {n}", None, "Erdgas", amount, "kWh (Hs)") for n, amount in enumerate(amounts)]


def test_300_bad_cells_are_one_finding(read: Reader) -> None:
    result = read(heat(*rows([f"{n} kWh" for n in range(100, 400)])))
    finding = only(result, "THG067")
    assert (finding.count, finding.place.cell) == (300, "D2")
    assert [place.cell for place in finding.related] == ["D3", "D4", "D5"]
    assert (len(result.activities), result.rejected) == (0, 300)


def test_every_row_of_a_group_is_known(read: Reader) -> None:
    result = read(heat(*rows(["12 kWh" if n % 3 else 5.0 for n in range(9)])))
    # rows 2, 5 and 8 of the sheet hold a number
    assert only(result, "THG067").rows == (3, 4, 6, 7, 9, 10)
    assert only(read(heat(*rows([5.0, 5.0, "k. A."]))), "THG071").rows == (4,)


def test_rows_of_a_group_are_those_of_its_column_and_sheet() -> None:
    groups = FindingGroups()
    for cell in ("D9", "D3", "E4", "D3"):
        groups.add(error("THG047", "Text", Place("a", "b", cell)))
    groups.add(error("THG047", "Text", Place("a", "andere", "D7")))
    groups.add(error("THG500", "Schlüssel", Place("thg.toml", "", "organisation[0].name")))
    first, other, key = groups.diagnostics()
    assert (first.rows, first.count) == ((3, 9), 4)
    assert [place.cell for place in first.related] == ["D3", "E4"]
    assert (other.rows, key.rows) == ((7,), ())


def test_different_problems_of_a_column_stay_apart(read: Reader) -> None:
    result = read(heat(*rows(["12 kWh", "k. A.", -5.0, "13 kWh"])))
    assert [(f.code, f.count, f.place.cell) for f in result.findings] == [
        ("THG067", 2, "D2"),
        ("THG071", 1, "D3"),
        ("THG085", 1, "D4"),
    ]


def test_different_unknown_words_are_different_findings(read: Reader) -> None:
    result = read(heat(*[(f"Haus {n}", None, word, 5.0, "kWh") for n, word in enumerate(["Ergas", "Ergas", "Öll"])]))
    assert [(f.code, f.count) for f in result.findings] == [("THG050", 2), ("THG050", 1)]


def test_kinds_of_wording_are_capped(read: Reader) -> None:
    result = read(heat(*[(f"Haus {n}", None, f"Wort{n}xyz", 5.0, "kWh") for n in range(500)]))
    found = [finding for finding in result.findings if finding.code == "THG050"]
    assert len(found) == 20
    assert sum(finding.count for finding in found) == 500
    assert result.rejected == 500


def test_order_is_file_sheet_row(read: Reader) -> None:
    bad = heat(*rows([1.0, "x y"]), titles=["Liegenschaft", "Zählernummer", "Energieträger", "Verbrauch", "Einheit"])
    result = read({"b.xlsx": bad, "a.xlsx": heat(*rows(["x y", -1.0]))})
    assert [(f.place.file, f.place.cell) for f in result.findings] == [
        ("a.xlsx", "D2"),
        ("a.xlsx", "D3"),
        ("b.xlsx", "D3"),
    ]


def test_one_bad_file_stops_nothing(read: Reader) -> None:
    files = {f"{n}.xlsx": heat((f"Haus {n}", None, *GOOD[2:])) for n in range(5)} | {"kaputt.xlsx": b"PK\x03\x04"}
    result = read(files)
    assert (len(result.activities), codes(result), result.unreadable) == (5, ["THG005"], True)
    assert len(result.inputs) == 6


def test_read_rows_are_taken_or_rejected(read: Reader) -> None:
    result = read(heat(*rows([1.0, "x", 2.0, -3.0, None]), ("Summe", None, None, 3.0, None)))
    assert (len(result.activities), result.rejected) == (2, 4)
    assert has_errors(result.findings)


def test_no_files_at_all(read: Reader) -> None:
    result = read({})
    assert (len(result.activities), result.rejected, result.findings, result.inputs) == (0, 0, [], ())
    assert not result.unreadable


def test_groups_keep_the_first_place_and_three_more() -> None:
    groups = FindingGroups()
    for row in range(2, 9):
        groups.add(error("THG080", f"Text {row}", Place("a", "b", f"D{row}", "Menge")), together="")
    (finding,) = groups.diagnostics()
    assert (finding.text, finding.count, len(finding.related)) == ("Text 2", 7, 3)


def test_groups_keep_severities_apart() -> None:
    groups = FindingGroups()
    finding = error("THG081", "x", Place("a"))
    groups.add(finding)
    groups.add(finding.__class__("THG081", Severity.WARNING, "x", Place("a")))
    assert len(groups.diagnostics()) == 2


def test_a_table_that_is_wrong_throughout_is_not_read_to_its_end(read: Reader) -> None:
    result = read(heat(*rows([f"{n} kWh" for n in range(6000)])))
    assert only(result, "THG067").count == 5000
    finding = only(result, "THG049")
    assert finding.text == "Mehr als die Hälfte der ersten 5000 Zeilen ist fehlerhaft, 1000 weitere sind nicht geprüft"
    assert finding.place.cell == "A5002"
    assert (len(result.activities), result.rejected) == (0, 6000)


def test_a_large_table_with_few_faults_is_read_to_its_end(read: Reader) -> None:
    amounts: list[Value] = [float(n + 1) for n in range(12_000)]
    amounts[11_999] = "viel"
    result = read(heat(*rows(amounts)))
    assert only(result, "THG079").place.cell == "D12001"
    assert (len(result.activities), result.rejected) == (11_999, 1)
    # 1 + 2 + ... + 11999 = 11999 * 12000 / 2
    assert sum(result.activities.columns["amount"]) == 71_994_000.0
    assert result.activities.columns["row"] == list(range(2, 12_001))
