"""A bill across a year's end in a project: the balance, the check and the batch say the same, degree days included."""

from pathlib import Path

import pytest

from tests.cli.calls import project
from thgbilanz.core.diagnostic import Severity
from thgbilanz.project.batch.contents import BatchOptions
from thgbilanz.project.batch.items import found_items
from thgbilanz.project.batch.run import BatchRun, local_crew, run_batch
from thgbilanz.project.batch.store import Store
from thgbilanz.project.check import checked_files, checked_project
from thgbilanz.project.run import run_balance

TABLE = """\
organisation;raum;aktivitaet;menge;einheit;jahr;von;bis;zaehler;datenguete
stadt;betrieblich;heizoel;1310;l;2019;01.12.2018;14.02.2019;;A
wohnen;betrieblich;heizoel;1000;l;2019;;;;A
"""
DEGREE_DAYS = "monat;gradtage;quelle\n2018-12;500;Station A\n2019-01;600;Station A\n2019-02;420;Station A\n"
"""Half of February is 210: 810 of 1310 fall into 2019. By days 45 of 76 would."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path / "stadt", TABLE)


def litres(root: Path) -> float:
    """Litres of the split row in the journal of 2019: booked kWh over the kWh of the row with 1000 litres."""
    report = run_balance(root, 2019, latest_year=2026).report
    assert report is not None
    energy = {row: float(kwh) for row, kwh in report.journal.groupby("row")["energy_kwh"].sum().items()}
    return energy[2] / energy[3] * 1000


def in_batch(root: Path, store: Store | None = None) -> BatchRun:
    file = root / "daten" / "2019" / "tabelle.csv"
    found = found_items([file], root.parent, project=None, output=root.parent / "ausgabe")
    return run_batch(found, BatchOptions(2019, 2026), local_crew(1, 60), store)


def told(findings: object, code: str) -> list[str]:
    return [finding.text for finding in findings if finding.code == code]  # type: ignore[attr-defined]


def test_days_and_degree_days(root: Path) -> None:
    assert litres(root) == pytest.approx(1310 * 45 / 76)
    (root / "daten" / "gradtage.csv").write_text(DEGREE_DAYS, encoding="utf-8")
    assert litres(root) == pytest.approx(810)
    report = run_balance(root, 2019, latest_year=2026).report
    assert report is not None
    assert "daten/gradtage.csv" in [entry.file for entry in report.record.inputs]


def test_a_fault_of_the_table_stops_the_balance_like_any_other(root: Path) -> None:
    (root / "daten" / "gradtage.csv").write_text(DEGREE_DAYS.replace("Station A", ""), encoding="utf-8")
    run = run_balance(root, 2019, latest_year=2026)
    faults = [finding for finding in run.findings if finding.code == "THG092"]
    assert [(fault.severity, fault.place.file, fault.count) for fault in faults] == [
        (Severity.ERROR, "daten/gradtage.csv", 3)
    ]


def test_a_fault_of_the_table_is_told_when_a_single_file_is_checked(root: Path) -> None:
    (root / "daten" / "gradtage.csv").write_text(DEGREE_DAYS.replace("500", "5000"), encoding="utf-8")
    findings = checked_files(root, [root / "daten" / "2019" / "tabelle.csv"], 2026).findings
    assert [finding.place.cell for finding in findings if finding.code == "THG092"] == ["B2"]


def test_the_bill_that_a_file_lacks_may_stand_in_another_file_of_the_year(root: Path) -> None:
    header = "organisation;raum;aktivitaet;menge;einheit;jahr;von;bis;zaehler;datenguete\n"
    row = "stadt;betrieblich;strom;{};kWh;;{};DE0001234;A\n"
    first, second = root / "daten" / "2019" / "a.csv", root / "daten" / "2019" / "b.csv"
    first.write_text(header + row.format(100, "01.01.2019;30.06.2019"), encoding="utf-8")
    assert len(told(checked_files(root, [first], 2026).findings, "THG091")) == 1
    second.write_text(header + row.format(100, "01.07.2019;31.12.2019"), encoding="utf-8")
    assert told(checked_files(root, [first], 2026).findings, "THG091") == []
    balance = told(run_balance(root, 2019, latest_year=2026).findings, "THG091")
    assert balance == ["stadt, Heizöl EL: 45 von 365 Tagen belegt, es fehlt 15.02.–31.12.2019"]


def test_balance_check_and_batch_tell_the_same(root: Path) -> None:
    balance = told(run_balance(root, 2019, latest_year=2026).findings, "THG090")
    # 1310 x 45/76 = 775.66 l of 1775.66 l: 43.7 %
    assert balance == [
        "1 Zeile ist über den Jahreswechsel auf Jahre verteilt: 1 nach Tagen, 43,7 % der Emissionen der Tabelle"
    ]
    files = checked_files(root, [root / "daten" / "2019" / "tabelle.csv"], 2026)
    (item,) = in_batch(root).report.items
    for findings in (files.findings, checked_project(root, 2026).findings, item.findings):
        assert told(findings, "THG090") == balance


def test_a_batch_splits_by_the_degree_days_of_the_project_and_sees_when_they_change(root: Path) -> None:
    store = Store(root.parent / "store", 2019)
    assert [in_batch(root, store).kept for _ in range(2)] == [0, 1]
    (root / "daten" / "gradtage.csv").write_text(DEGREE_DAYS, encoding="utf-8")
    changed = in_batch(root, store)
    assert changed.kept == 0
    balance = run_balance(root, 2019, latest_year=2026).report
    (item,) = changed.report.items
    assert balance is not None
    assert balance.balance.organisational is not None
    assert item.organisational is not None
    assert item.organisational.scope1_kg == pytest.approx(balance.balance.organisational.group.scope1_kg, rel=1e-12)
