"""Checking single files: as part of their year, against the year before, without what others deliver."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calls import HEADER, project
from thgbilanz.core.diagnostic import Severity
from thgbilanz.intake.read import IntakeResult
from thgbilanz.project import opened
from thgbilanz.project.check import CheckResult, checked_files, checked_project

METER = HEADER.replace("\n", ";zaehler\n")


def row(organisation: str, amount: str, year: int, meter: str) -> str:
    return f"{organisation};betrieblich;oekostrom;{amount};kWh;{year};A;{meter}\n"


def two_years(folder: Path) -> Path:
    """Stadt and Wohnen with one file each; in 2020 Stadt slips by 1000 and Wohnen loses a meter."""
    for year, stadt, wohnen in ((2019, "50000", ("10001", "10002")), (2020, "50000000", ("10001",))):
        root = project(folder, None, year=year)
        data = root / "daten" / str(year)
        (data / "stadt.csv").write_text(METER + row("stadt", stadt, year, "20001"), encoding="utf-8")
        rows = "".join(row("wohnen", "30000", year, meter) for meter in wohnen)
        (data / "wohnen.csv").write_text(METER + rows, encoding="utf-8")
    return root


def codes(result: CheckResult) -> set[tuple[str, str]]:
    return {(finding.code, finding.place.file) for finding in result.findings if finding.severity is not Severity.NOTE}


def test_a_file_is_checked_against_the_year_before(tmp_path: Path) -> None:
    root = two_years(tmp_path)
    result = checked_files(root, [root / "daten" / "2020" / "stadt.csv"], 2026)
    assert codes(result) == {("THG310", "daten/2020/stadt.csv")}


def test_what_its_organisation_has_lost_is_told_too(tmp_path: Path) -> None:
    root = two_years(tmp_path)
    result = checked_files(root, [root / "daten" / "2020" / "wohnen.csv"], 2026)
    assert codes(result) == {("THG318", "daten/2019/wohnen.csv")}


def test_a_meter_in_another_file_of_the_organisation_is_not_lost(tmp_path: Path) -> None:
    root = two_years(tmp_path)
    second = root / "daten" / "2020" / "nachtrag.csv"
    second.write_text(METER + row("wohnen", "30000", 2020, "10002"), encoding="utf-8")
    assert codes(checked_files(root, [root / "daten" / "2020" / "wohnen.csv"], 2026)) == set()


def test_the_whole_project_says_the_same_and_adds_up(tmp_path: Path) -> None:
    root = two_years(tmp_path)
    assert codes(checked_project(root, 2026)) == {
        ("THG310", "daten/2020/stadt.csv"),
        ("THG318", "daten/2019/wohnen.csv"),
        ("THG340", ""),
    }


def test_a_file_elsewhere_is_checked_by_itself(tmp_path: Path) -> None:
    root = two_years(tmp_path / "projekt")
    copy = tmp_path / "stadt.csv"
    copy.write_bytes((root / "daten" / "2020" / "stadt.csv").read_bytes())
    assert codes(checked_files(root, [copy], 2026)) == set()


def test_each_file_of_a_project_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = two_years(tmp_path)
    read: list[str] = []
    original = opened.read_files

    def counted(paths: Sequence[Path], *rest: Any) -> IntakeResult:
        read.extend(path.relative_to(root).as_posix() for path in paths)
        return original(paths, *rest)

    monkeypatch.setattr(opened, "read_files", counted)
    checked_project(root, 2026)
    assert sorted(read) == [f"daten/{year}/{name}.csv" for year in (2019, 2020) for name in ("stadt", "wohnen")]


def test_a_lost_meter_is_confirmed_where_its_finding_stands(tmp_path: Path) -> None:
    root = two_years(tmp_path)
    entry = """\
[[ausnahme]]
code = "THG318"
datei = "daten/2019/wohnen.csv"
wer = "A. Muster"
wann = 2021-02-03
warum = "Zähler ausgebaut"
"""
    (root / "ausnahmen.toml").write_text(entry, encoding="utf-8")
    findings = checked_project(root, 2026).findings
    assert [finding.confirmation for finding in findings if finding.code == "THG318"] == [
        "A. Muster am 03.02.2021: Zähler ausgebaut"
    ]
    assert "THG336" not in {finding.code for finding in findings}


def test_a_meter_whose_row_could_not_be_read_is_not_lost(tmp_path: Path) -> None:
    root = two_years(tmp_path)
    rows = row("wohnen", "30000", 2020, "10001") + row("wohnen", "k. A.", 2020, "10002")
    (root / "daten" / "2020" / "wohnen.csv").write_text(METER + rows, encoding="utf-8")
    result = checked_files(root, [root / "daten" / "2020" / "wohnen.csv"], 2026)
    assert codes(result) == {("THG071", "daten/2020/wohnen.csv")}
    assert {code for code, _ in codes(checked_project(root, 2026))} == {"THG071", "THG310", "THG340"}
