"""The sheet of supply contracts, and the same as CSV: rows become contracts, never activities."""

from pathlib import Path

import pytest

from tests.intake.test_derived_rows import ORGANISATIONS, Row, cell
from thgbilanz.core.contract import Instrument
from thgbilanz.intake.read import IntakeResult, read_files
from thgbilanz.templates.workbook import template_bytes

FULFILLED: Row = {f"kriterium_{number}": "ja" for number in range(1, 6)}
CONTRACT: Row = FULFILLED | {
    "vertrag": "SV-01",
    "lieferant": "Stadtwerke",
    "produkt": "Natur",
    "instrument": "zertifikat",
    "von": "2019-01-01",
    "bis": "2019-12-31",
    "strommenge_kwh": 250000,
    "kg_je_kwh": 0,
    "quelle": "HKNR",
    "gilt_auch_fuer": "Wohnen; bahn",
}
USE: Row = {"liegenschaft": "Rathaus", "aktivitaet": "strom", "menge": 10, "einheit": "MWh", "vertrag": "SV-01"}


def read(folder: Path, *contracts: Row) -> IntakeResult:
    path = folder / "mappe.xlsx"
    rows = {"strom": [USE], "stromvertraege": contracts}
    path.write_bytes(template_bytes(list(rows), "stadt", "Stadt", 2019, rows=rows))
    return read_files([path], folder, 2019, ORGANISATIONS, 2026)


def test_a_row_is_a_contract_with_its_cells(tmp_path: Path) -> None:
    result = read(tmp_path, CONTRACT)
    assert result.findings == []
    assert (len(result.activities), result.rejected) == (1, 0)
    (contract,) = result.contracts
    assert (contract.id, contract.organisation, contract.year) == ("SV-01", "stadt", 2019)
    assert (contract.instrument, contract.covered_kwh, contract.kg_per_kwh) == (Instrument.CERTIFICATE, 250000, 0)
    assert (contract.start, contract.end, contract.also_for) == ("2019-01-01", "2019-12-31", ("wohnen", "bahn"))
    assert contract.failed_criteria == ()
    assert contract.cell("kg_je_kwh")[0] == cell("stromvertraege", "kg_je_kwh")


def test_an_unanswered_criterion_is_not_met(tmp_path: Path) -> None:
    (contract,) = read(tmp_path, CONTRACT | {"kriterium_4": "", "kriterium_2": "nein"}).contracts
    assert contract.failed_criteria == ("2", "4")


@pytest.mark.parametrize(
    ("change", "code", "key"),
    [
        ({"vertrag": ""}, "THG080", "vertrag"),
        ({"instrument": ""}, "THG080", "instrument"),
        ({"instrument": "grün"}, "THG086", "instrument"),
        ({"kg_je_kwh": -0.1}, "THG085", "kg_je_kwh"),
        ({"kg_je_kwh": "1.234"}, "THG063", "kg_je_kwh"),
        ({"kriterium_1": "vielleicht"}, "THG086", "kriterium_1"),
        ({"gilt_auch_fuer": "wohnen, wonen"}, "THG058", "gilt_auch_fuer"),
        ({"bis": "2018-12-31"}, "THG087", "bis"),
    ],
)
def test_what_cannot_be_understood_is_no_contract(tmp_path: Path, change: Row, code: str, key: str) -> None:
    result = read(tmp_path, CONTRACT | change)
    assert [(finding.code, finding.place.cell) for finding in result.findings] == [(code, cell("stromvertraege", key))]
    assert result.contracts == ()
    assert len(result.activities) == 1


def test_a_csv_table_holds_the_same_contracts(tmp_path: Path) -> None:
    path = tmp_path / "stromvertraege.csv"
    keys = [*CONTRACT, "organisation"]
    values = ["0,352" if key == "kg_je_kwh" else str({**CONTRACT, "organisation": "stadt"}[key]) for key in keys]
    values[keys.index("gilt_auch_fuer")] = "wohnen, bahn"
    path.write_text("\n".join((";".join(keys), ";".join(values))) + "\n", encoding="utf-8")
    result = read_files([path], tmp_path, 2019, ORGANISATIONS, 2026)
    assert result.findings == []
    (contract,) = result.contracts
    assert (contract.id, contract.kg_per_kwh, contract.also_for) == ("SV-01", 0.352, ("wohnen", "bahn"))
