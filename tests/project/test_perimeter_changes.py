"""Changes of the perimeter within a year, as the findings of a run tell them."""

from pathlib import Path

import pytest

from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.core.place import Place
from thgbilanz.project.run import BalanceRun, run_balance

SETTINGS = """\
[projekt]
name = "Probe"
basisjahr = 2019
zieljahr = 2035
{project}
[einwohner]
"2019" = 1000

[[organisation]]
id = "stadt"
name = "Stadt"
art = "verwaltung"

[[organisation]]
id = "werke"
name = "Werke"
art = "versorgung"
mutter = "stadt"
{works}
"""
HEAD = "organisation;raum;aktivitaet;menge;einheit;von;bis;datenguete\n"
WHOLE = "2019-01-01;2019-12-31"


def run(folder: Path, works: str, *rows: str, project: str = "") -> BalanceRun:
    (folder / "daten" / "2019").mkdir(parents=True, exist_ok=True)
    (folder / "thg.toml").write_text(SETTINGS.format(works=works, project=project), encoding="utf-8")
    table = HEAD + "".join(f"{row};A\n" for row in rows)
    (folder / "daten" / "2019" / "werke.csv").write_text(table, encoding="utf-8")
    return run_balance(folder, 2019, latest_year=2026)


def told(result: BalanceRun, code: str) -> list[Diagnostic]:
    return [finding for finding in result.findings if finding.code == code]


def total_t(result: BalanceRun) -> float:
    assert result.report is not None
    assert result.report.balance.organisational is not None
    return result.report.balance.organisational.group.scope1_kg / 1000


def test_a_change_within_the_year_is_told(tmp_path: Path) -> None:
    stand = "[[organisation.stand]]\nab = 2019-07-01\nkontrolle = 'keine'\n"
    row = f"werke;betrieblich;erdgas;100;MWh (Hi);{WHOLE}"
    before = run(tmp_path, "", row)
    after = run(tmp_path, stand, row)
    (finding,) = told(after, "THG418")
    assert finding.place == Place("thg.toml", cell="organisation[2]")
    assert finding.found == "01.01.2019–30.06.2019: 100,0 %; 01.07.2019–31.12.2019: 0,0 %"
    assert "49,6 %" in finding.hint
    assert total_t(after) == pytest.approx(total_t(before) * 181 / 365)
    assert told(before, "THG418") == []


def test_rows_before_the_beginning_are_named(tmp_path: Path) -> None:
    whole = f"werke;betrieblich;erdgas;100;MWh (Hi);{WHOLE}"
    early = "werke;betrieblich;erdgas;50;MWh (Hi);2019-04-01;2019-09-30"
    late = "werke;betrieblich;erdgas;10;MWh (Hi);2019-08-01;2019-09-30"
    result = run(tmp_path, "gueltig_ab = 2019-07-01", whole, early, late)
    (finding,) = told(result, "THG417")
    assert (finding.place.file, finding.place.cell) == ("daten/2019/werke.csv", "D3")
    assert finding.rows == (3,)
    assert finding.found == "2019-04-01 bis 2019-09-30"
    alone = run(tmp_path, "gueltig_ab = 2019-07-01", whole)
    # 100 MWh whole, 92 of 183 days of the early bill, the late one whole
    assert total_t(result) == pytest.approx(total_t(alone) * (100 + 50 * 92 / 183 + 10) / 100)
    assert told(alone, "THG417") == []


def test_an_organisation_under_its_name_of_the_year(tmp_path: Path) -> None:
    stand = "[[organisation.stand]]\nab = 2020-01-01\nname = 'Werke AG'\n"
    row = f"werke;betrieblich;erdgas;100;MWh (Hi);{WHOLE}"
    report = run(tmp_path, stand, row).report
    assert report is not None
    assert report.organisation_names["werke"] == "Werke"
    renamed = stand.replace("2020-01-01", "2019-12-31")
    report = run(tmp_path, renamed, row).report
    assert report is not None
    assert report.organisation_names["werke"] == "Werke AG"
    assert report.balance.organisational is not None
    assert report.balance.organisational.organisations[1].organisation.name == "Werke AG"


def test_a_category_statement_reaches_the_screening(tmp_path: Path) -> None:
    stated = '[scope3."3.14"]\nstatus = "ausgeschlossen"\ngrund = "kein Franchise"\n'
    row = f"werke;betrieblich;erdgas;100;MWh (Hi);{WHOLE}"
    report = run(tmp_path, "", row, project=stated).report
    assert report is not None
    line = report.balance.insight.screening[13]
    assert (line.category, line.status, line.reason) == ("3.14", "ausgeschlossen", "kein Franchise")


def test_rows_of_a_merged_organisation_belong_to_who_carries_it_on(tmp_path: Path) -> None:
    row = f"werke;betrieblich;erdgas;100;MWh (Hi);{WHOLE}"
    merged = run(tmp_path, "gueltig_bis = 2018-12-31\nnachfolger = 'stadt'", row)
    (finding,) = told(merged, "THG522")
    assert finding.hint == "Ihre Tätigkeit führt „stadt“ weiter: Die Zeilen gehören in dessen Mappe"
    wound_up = run(tmp_path, "gueltig_bis = 2018-12-31", row)
    assert "gueltig_ab und gueltig_bis" in told(wound_up, "THG522")[0].hint
