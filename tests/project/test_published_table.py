"""``daten/veroeffentlicht.csv``: strict, every fault at its cell, rounding of printed figures kept."""

from pathlib import Path

import pytest

from tests.cli.calls import project, thg
from thgbilanz.intake.csv_text import CsvRecord
from thgbilanz.project.published_table import COLUMNS, published_rows

HEAD = CsvRecord(1, [*COLUMNS, "faktor_t_je_mwh"])
GOOD = ["2019", "haushalte", "Strom", "896858", "428698", "Leipzig, Plan", "A-1.3", "0,544"]


def changed(position: int, text: str) -> list[str]:
    return [text if index == position else cell for index, cell in enumerate(GOOD)]


def test_a_printed_line_keeps_its_figures_and_their_last_digit() -> None:
    rows, findings = published_rows([HEAD, CsvRecord(2, GOOD)], "daten/veroeffentlicht.csv")
    assert findings == []
    (row,) = rows
    assert (row.year, row.sector, row.activity) == (2019, "haushalte", "strom")
    assert (row.energy_kwh, row.emissions_kg, row.factor_kg_per_kwh) == (896_858_000, 428_698_000, 0.544)
    assert (row.energy_step_kwh, row.emissions_step_kg, row.factor_step) == (1000, 1000, pytest.approx(0.001))


def test_a_sum_and_an_empty_cell_are_no_fault() -> None:
    total = ["2019", "Gesamt", "gesamt", "", "3101454", "Leipzig, Plan", "A-1.3", ""]
    rows, findings = published_rows([HEAD, CsvRecord(2, total)], "v.csv")
    assert findings == []
    assert (rows[0].is_total, rows[0].energy_kwh) == (True, None)


@pytest.mark.parametrize(
    ("cells", "cell", "text"),
    [
        (changed(0, "19"), "A2", "„19“ ist kein Jahr"),
        (changed(1, "haushalt"), "B2", "„haushalt“ ist als sektor nicht bekannt"),
        (changed(2, "Öl"), "C2", "„Öl“ ist als energietraeger nicht bekannt"),
        (changed(3, "1.234"), "D2", "mehrdeutig"),
        (changed(4, "-5"), "E2", "kleiner als null"),
        (changed(5, ""), "F2", "Quelle fehlt"),
        (changed(6, ""), "G2", "Fundstelle fehlt"),
        ([*GOOD, "zu viel"], "A2", "9 Felder statt 8"),
    ],
)
def test_every_fault_of_the_table_names_its_cell(cells: list[str], cell: str, text: str) -> None:
    rows, findings = published_rows([HEAD, CsvRecord(2, cells)], "v.csv")
    assert rows == ()
    assert [(finding.code, finding.place.cell) for finding in findings] == [("THG714", cell)]
    assert text in findings[0].text


def test_other_columns_are_refused() -> None:
    rows, findings = published_rows([CsvRecord(1, ["jahr", "t"])], "v.csv")
    assert (rows, [finding.place.cell for finding in findings]) == ((), ["A1"])


def test_a_line_without_figures_is_a_fault() -> None:
    empty = ["2019", "haushalte", "strom", "", "", "Leipzig", "A-1.3", ""]
    _, findings = published_rows([HEAD, CsvRecord(2, empty)], "v.csv")
    assert [finding.text for finding in findings] == ["Zeile nennt weder Energie noch Emissionen"]


def test_a_check_reads_the_table_as_what_it_is(tmp_path: Path) -> None:
    root = project(tmp_path)
    table = root / "daten" / "veroeffentlicht.csv"
    table.write_text(";".join(COLUMNS) + "\n2019;haushalte;strom;5;2;Bericht;Tab. 1\n", encoding="utf-8")
    assert thg("pruefen", "daten/veroeffentlicht.csv", folder=root).code == 0
    table.write_text(";".join(COLUMNS) + "\n2019;haushalte;strom;5;2;;Tab. 1\n", encoding="utf-8")
    for arguments in (("pruefen", "daten/veroeffentlicht.csv"), ("pruefen",)):
        result = thg(*arguments, folder=root)
        assert result.code == 1
        assert "THG714" in result.out
