"""Which GWP sets the tonnes rest on, and what another set changes: computed by hand."""

from pathlib import Path

import pytest

from tests.cli.calls import HEADER, SETTINGS, project, thg
from thgbilanz.balance.report import BalanceReport
from thgbilanz.project.run import run_balance

GWP = {"AR4": (25.0, 25.0, 298.0), "AR5": (28.0, 28.0, 265.0), "AR6": (29.8, 27.0, 273.0)}
"""CH4 fossil, CH4 biogenic, N2O over 100 years: IPCC AR4 WG1 Table 2.14, AR5 WG1 Table 8.A.1, AR6 WG1 Table 7.15."""
R134A = {"AR4": 1430.0, "AR5": 1300.0, "AR6": 1530.0}
"""HFC-134a in the same tables (AR6: Table 7.SM.7)."""
FACTORS = """\
factor_id,year_valid,region,boundary,accounting,edition,activity_unit,heat_basis,co2_fossil_kg,co2_biogenic_kg,\
ch4_fossil_kg,ch4_biogenic_kg,n2o_kg,other_co2e_kg,co2e_kg,co2e_gwp,zero_reason,gas_split,u_low,u_high,u_kind,dq_tech,\
dq_geo,dq_time,dq_complete,dq_reliab,derivation,formula_ref,year_data,year_published,source_id,source_locator,status,\
supersedes,reviewed_by,reviewed_on,note
test.anlage,2019,DE,direct,na,probe-1,t,na,400,,0.5,0.2,0.1,,,unknown,,full,,,none,,,,,,local,,2019,,\
probe-1,S. 1,active,,,,
"""
SOURCES = """\
source_id,title,institution,year,url,doi,sha256,licence_spdx,redistribution,retrieved,archived_copy,note
probe-1,Probe,Probe,2019,,,,CC0-1.0,yes,2026-01-01,,
"""


def _report(folder: Path, table: str, gwp: str, boundary: str = "direct") -> BalanceReport:
    root = project(
        folder,
        HEADER.replace("\n", ";faktor\n") + table,
        SETTINGS.replace("[einwohner]", f'gwp = "{gwp}"\n\n[einwohner]'),
    )
    (root / "faktoren").mkdir(exist_ok=True)
    (root / "faktoren" / "probe.csv").write_text(FACTORS.format(boundary=boundary), encoding="utf-8")
    (root / "faktoren" / "sources.csv").write_text(SOURCES, encoding="utf-8")
    run = run_balance(root, 2019, latest_year=2026)
    assert run.report is not None, run.findings
    return run.report


@pytest.mark.parametrize("gwp", ["AR4", "AR5", "AR6"])
def test_refrigerants_move_with_the_set_as_computed_by_hand(tmp_path: Path, gwp: str) -> None:
    """3 kg of R134a lost."""
    report = _report(tmp_path, "stadt;betrieblich;kaeltemittel_r134a;3;kg;2019;A;\n", gwp)
    assert report.balance.organisational is not None
    assert report.balance.organisational.group.scope1_kg == pytest.approx(3 * R134A[gwp], rel=1e-12)
    assert [(line.basis, line.is_run_basis) for line in report.balance.insight.gwp] == [(gwp, True)]


@pytest.mark.parametrize("gwp", ["AR4", "AR5", "AR6"])
def test_methane_and_nitrous_oxide_move_with_the_set_as_computed_by_hand(tmp_path: Path, gwp: str) -> None:
    """10 t x (400 kg CO2 + 0.5 kg CH4 fossil + 0.2 kg CH4 biogenic + 0.1 kg N2O): with AR5 400 + 14 + 5.6 + 26.5."""
    fossil, biogenic, nitrous = GWP[gwp]
    by_hand = 10 * (400 + 0.5 * fossil + 0.2 * biogenic + 0.1 * nitrous)
    assert {"AR4": 4473.0, "AR5": 4461.0, "AR6": 4476.0}[gwp] == pytest.approx(by_hand)
    report = _report(tmp_path, "stadt;betrieblich;abfallverbrennung;10;t;2019;A;test.anlage\n", gwp)
    assert report.balance.organisational is not None
    assert report.balance.organisational.group.scope1_kg == pytest.approx(by_hand, rel=1e-12)
    assert [(line.basis, line.share) for line in report.balance.insight.gwp] == [(gwp, 1.0)]


def test_tonnes_on_another_set_are_told_once_with_the_list(tmp_path: Path) -> None:
    """Electricity of the UBA mix is printed as CO2e with AR5: it stays so under AR6."""
    report = _report(tmp_path, "stadt;betrieblich;strom;1000;kWh;2019;A;\n", "AR6")
    told = [finding for finding in report.findings if finding.code == "THG661"]
    assert len(told) == 1
    assert "AR5" in told[0].found
    lines = {line.basis: line for line in report.balance.insight.gwp}
    assert lines["AR5"].is_run_basis is False
    # 1000 kWh x (0.417 direct + 0.062 upstream) kg, location based (UBA CC 13/2025, Tab. 2: 417 and 479 g)
    assert sum(line.kg for line in lines.values()) == pytest.approx(479.0)
    assert sum(line.share or 0 for line in lines.values()) == pytest.approx(1.0)


def test_another_set_can_be_asked_for_and_never_takes_the_place_of_the_balance(tmp_path: Path) -> None:
    """3 kg of R134a: 3.9 t with AR5 of thg.toml (default), 4.59 t with AR6."""
    root = project(tmp_path, HEADER + "stadt;betrieblich;kaeltemittel_r134a;3;kg;2019;A\n")
    plain = thg("bilanz", "2019", "--format", "json", folder=root).document
    other = thg("bilanz", "2019", "--gwp", "ar6", "--format", "json", folder=root).document
    same = thg("bilanz", "2019", "--gwp", "AR5", "--format", "json", folder=root).document
    assert plain["betrieblich"]["scope1_t"] == pytest.approx(3.9)
    assert other["betrieblich"]["scope1_t"] == pytest.approx(4.59)
    assert (other["lauf"]["gwp"], other["lauf"]["optionen"]["gwp"]) == ("AR6", "AR6")
    assert same == plain
    files = sorted(path.name for path in (root / "ausgabe" / "2019").iterdir())
    assert files == ["bilanz-ar6.json", "bilanz-ar6.xlsx", "bilanz.json", "bilanz.xlsx"]
    assert thg("bilanz", "2019", "--gwp", "AR7", folder=root).code == 2


def test_the_run_s_own_set_is_nothing_to_tell(tmp_path: Path) -> None:
    report = _report(tmp_path, "stadt;betrieblich;strom;1000;kWh;2019;A;\n", "AR5")
    assert [finding for finding in report.findings if finding.code == "THG661"] == []
