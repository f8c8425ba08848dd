"""Another consolidation approach than the project's: asked for, told, recorded, and never in place of the balance."""

import json
from pathlib import Path

import pytest

from tests.cli.calls import thg
from tests.project.test_perimeter_changes import WHOLE, run, told
from thgbilanz.core.vocabulary import Consolidation
from thgbilanz.project.opened import Extras
from thgbilanz.project.run import run_balance

ROWS = (f"stadt;betrieblich;erdgas;10;MWh (Hi);{WHOLE}", f"werke;betrieblich;erdgas;100;MWh (Hi);{WHOLE}")
WORKS = "beteiligung = 60\nkontrolle = 'finanziell'"


def test_another_approach_is_told_and_recorded(tmp_path: Path) -> None:
    usual = run(tmp_path, WORKS, *ROWS)
    assert told(usual, "THG420") == []
    assert usual.report is not None
    asked = run_balance(tmp_path, 2019, latest_year=2026, extras=Extras(Consolidation.EQUITY))
    assert len(told(asked, "THG420")) == 1
    assert asked.report is not None
    assert dict(asked.report.record.options)["konsolidierung"] == "beteiligung"
    assert asked.report.balance.organisational is not None
    assert asked.report.balance.organisational.approach == "Beteiligungsquote"
    assert asked.report.balance.insight.approaches == ()


def test_all_approaches_only_when_asked(tmp_path: Path) -> None:
    """10 MWh at 100 %, 100 MWh at 0 %, 100 % and 60 %: 10, 110 and 70 parts."""
    run(tmp_path, WORKS, *ROWS)
    result = run_balance(tmp_path, 2019, latest_year=2026, extras=Extras(all_approaches=True))
    assert result.report is not None
    lines = result.report.balance.insight.approaches
    assert [line.approach for line in lines] == ["operativ", "finanziell", "beteiligung"]
    part = lines[0].location_kg / 10
    assert [line.location_kg / part for line in lines] == pytest.approx([10, 110, 70])
    assert dict(result.report.record.options)["ansaetze"] == "alle"


def test_the_command_writes_beside_the_balance(tmp_path: Path) -> None:
    run(tmp_path, WORKS, *ROWS)
    assert "Konsolidierungsansatz" not in thg("bilanz", "2019", folder=tmp_path).out
    shown = thg("bilanz", "2019", "--konsolidierung", "beteiligung", "--ansaetze", folder=tmp_path).out
    assert "Konzern nach Konsolidierungsansatz" in shown
    assert "Beteiligungsquote (diese Bilanz)" in shown
    results = {path.name for path in (tmp_path / "ausgabe" / "2019").iterdir()}
    assert {"bilanz.json", "bilanz-beteiligung.json"} <= results
    document = json.loads((tmp_path / "ausgabe" / "2019" / "bilanz-beteiligung.json").read_text(encoding="utf-8"))
    assert document["betrieblich"]["konsolidierung"] == "Beteiligungsquote"
