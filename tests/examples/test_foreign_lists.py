"""The example of a foreign list: the same tonnes as the same figures in our own template."""

import csv
import shutil
from pathlib import Path

from thgbilanz.project.run import BalanceRun, run_balance
from thgbilanz.templates.workbook import template_bytes

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "fremde-listen"
UNITS = {"erdgas": "kWh (Hs)", "heizoel": "l", "strom": "kWh"}


def run(root: Path) -> BalanceRun:
    return run_balance(root, 2019, latest_year=2026)


def test_the_tonnes_are_those_of_the_template(tmp_path: Path) -> None:
    with (EXAMPLE / "erzeugung" / "gebaeude.csv").open(encoding="utf-8", newline="") as stream:
        buildings = list(csv.DictReader(stream, delimiter=";"))
    rows: dict[str, list[dict[str, object]]] = {"strom": [], "waerme": []}
    for building in buildings:
        for carrier, unit in UNITS.items():
            row: dict[str, object] = {
                "liegenschaft": building["objekt"],
                "aktivitaet": carrier,
                "einheit": unit,
                "datenguete": "A",
                "flaeche_m2": float(building["flaeche_m2"]),
            }
            row |= {"menge": float(building[carrier])} if building[carrier] else {"notation": "kommt_nicht_vor"}
            rows["strom" if carrier == "strom" else "waerme"].append(row)
    (tmp_path / "daten" / "2019").mkdir(parents=True)
    shutil.copy(EXAMPLE / "thg.toml", tmp_path)
    book = template_bytes(["strom", "waerme"], "wohnbau", "Wohnbau Musterhausen eG", 2019, rows=rows)
    (tmp_path / "daten" / "2019" / "wohnbau.xlsx").write_bytes(book)
    foreign, own = run(EXAMPLE).report, run(tmp_path).report
    assert foreign is not None
    assert own is not None
    assert foreign.balance.organisational == own.balance.organisational
    assert foreign.balance.control.booked == own.balance.control.booked == 13 - 2


def test_every_control_total_of_the_list_agrees() -> None:
    result = run(EXAMPLE)
    assert result.report is not None
    control = result.report.balance.control
    assert (control.totals, control.agreeing_totals) == (3, 3)
    assert [finding.code for finding in result.findings] == ["THG552", "THG405", "THG423"]
