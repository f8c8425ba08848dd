"""``thg stapel``: what is shown and written, exit codes, Ctrl-C."""

import csv
import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import openpyxl
import pytest

from tests.cli.calls import CLEAN, HEADER, project, thg, tree
from tests.cli.test_process import SOURCE, START
from tests.exhibits.test_document import closed
from thgbilanz.exhibits.batch_document import batch_schema

GOOD_FILE = HEADER + "tochter;betrieblich;heizoel;{amount};l;2019;A\n"
FILES = ("stapel/2019/stapel.csv", "stapel/2019/stapel.json", "stapel/2019/stapel.xlsx")


def deliveries(folder: Path, count: int = 3) -> Path:
    """A folder of good tables."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"tochter-{number:03}.csv").write_text(GOOD_FILE.format(amount=1000 + number), encoding="utf-8")
    return folder


def results(folder: Path) -> dict[str, bytes]:
    return {name: content for name, content in tree(folder).items() if ".zwischenstand" not in name}


def test_everything_good_is_0_and_three_files(tmp_path: Path) -> None:
    deliveries(tmp_path / "post")
    called = thg("stapel", "post", "--jahr", "2019", folder=tmp_path)
    assert called.code == 0
    assert "In Ordnung: 3" in called.out
    assert "3 in Ordnung · Befunde: keine" in called.out
    assert called.err == f"Geschrieben: {', '.join(f'ausgabe/{FILES[n]}' for n in (1, 0, 2))}\n"
    assert sorted(results(tmp_path / "ausgabe")) == sorted(FILES)


def test_a_second_run_changes_nothing_and_reads_nothing_again(tmp_path: Path) -> None:
    deliveries(tmp_path / "post")
    thg("stapel", "post", "--jahr", "2019", folder=tmp_path)
    before = results(tmp_path / "ausgabe")
    called = thg("stapel", "post", "--jahr", "2019", folder=tmp_path)
    assert "3 unverändert, nicht erneut gelesen" in called.out
    assert called.err.startswith("Unverändert: ")
    fresh = thg("stapel", "post", "--jahr", "2019", "--neu", "--prozesse", "1", folder=tmp_path)
    assert "nicht erneut gelesen" not in fresh.out
    assert results(tmp_path / "ausgabe") == before


def test_49_of_50_are_done_and_the_bad_one_leads(tmp_path: Path) -> None:
    deliveries(tmp_path / "post", 49)
    (tmp_path / "post" / "falsch.csv").write_text(GOOD_FILE.format(amount="1.234"), encoding="utf-8")
    called = thg("stapel", "post", "--jahr", "2019", folder=tmp_path)
    assert called.code == 1
    assert called.out.index("falsch.csv") < called.out.index("tochter-000.csv")
    assert "1 mit Fehlern, 49 in Ordnung · Befunde: 1 Fehler" in called.out
    assert called.err.count("Fehler THG063") == 1
    assert sorted(results(tmp_path / "ausgabe")) == sorted(FILES)


def test_unreadable_beats_findings(tmp_path: Path) -> None:
    post = deliveries(tmp_path / "post", 1)
    (post / "falsch.csv").write_text(GOOD_FILE.format(amount="1.234"), encoding="utf-8")
    (post / "kaputt.xlsx").write_bytes(b"PK\x03\x04")
    called = thg("stapel", "post", "--jahr", "2019", folder=tmp_path)
    assert called.code == 3
    assert called.out.index("kaputt.xlsx") < called.out.index("falsch.csv") < called.out.index("tochter-000.csv")


def test_a_project_whose_settings_are_wrong_is_one_item_with_findings(tmp_path: Path) -> None:
    project(tmp_path / "post" / "stadt", settings="[projekt]\n")
    deliveries(tmp_path / "post", 1)
    called = thg("stapel", "post", "--jahr", "2019", "--format", "json", folder=tmp_path)
    assert called.code == 1
    status = {item["name"]: item["status"] for item in called.document["ergebnisse"]}
    assert status == {"stadt": "fehler", "tochter-000.csv": "in_ordnung"}
    assert {finding["datei"] for finding in called.document["befunde"]} == {"stadt/thg.toml"}


def test_the_document_satisfies_its_closed_schema_and_adds_nothing_up(tmp_path: Path) -> None:
    project(tmp_path / "post" / "stadt", CLEAN)
    deliveries(tmp_path / "post", 1)
    called = thg("stapel", "post", "--jahr", "2019", "--format", "json", folder=tmp_path)
    assert (called.code, called.err) == (0, "")
    schema = closed(batch_schema())
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.Draft7Validator(schema).validate(called.document)
    assert called.document["addiert"] is False
    assert (tmp_path / "ausgabe" / "stapel" / "2019" / "stapel.json").read_text(encoding="utf-8") == called.out


def test_figures_agree_in_every_output(tmp_path: Path) -> None:
    deliveries(tmp_path / "post", 2)
    document = thg("stapel", "post", "--jahr", "2019", "--format", "json", folder=tmp_path).document
    machine = thg("stapel", "post", "--jahr", "2019", "--format", "csv", folder=tmp_path).out
    written = tmp_path / "ausgabe" / "stapel" / "2019"
    excel = (written / "stapel.csv").read_text(encoding="utf-8-sig")
    sheet = openpyxl.load_workbook(written / "stapel.xlsx")["Ergebnisse"]
    stated = [item["betrieblich"]["scope1_t"] for item in document["ergebnisse"]]
    assert [float(row["scope1_t"]) for row in csv.DictReader(io.StringIO(machine))] == stated
    german = csv.DictReader(io.StringIO(excel), delimiter=";")
    assert [float(row["scope1_t"].replace(",", ".")) for row in german] == stated
    head = next(row for row in sheet.iter_rows() if row[0].value == "Datei oder Projekt")
    column = next(cell.column for cell in head if str(cell.value).startswith("Scope 1"))
    cells = [sheet.cell(head[0].row + 1 + number, column).value for number in range(2)]
    assert cells == pytest.approx(stated, rel=1e-15)


def test_a_name_never_becomes_a_formula(tmp_path: Path) -> None:
    post = deliveries(tmp_path / "post", 1)
    (post / "tochter-000.csv").rename(post / "=1+1.csv")
    thg("stapel", "post", "--jahr", "2019", folder=tmp_path)
    written = tmp_path / "ausgabe" / "stapel" / "2019"
    assert "\n'=1+1.csv;" in (written / "stapel.csv").read_text(encoding="utf-8-sig")
    values = [cell for row in openpyxl.load_workbook(written / "stapel.xlsx")["Ergebnisse"].iter_rows() for cell in row]
    assert [cell.data_type for cell in values if cell.value == "=1+1.csv"] == ["s"]


@pytest.mark.parametrize("width", [24, 40, 80, 200])
def test_no_line_is_longer_than_the_terminal_and_no_figure_is_cut(tmp_path: Path, width: int) -> None:
    name = "eine-sehr-lange-bezeichnung-der-tochtergesellschaft-mit-vielen-silben-2019.csv"
    (tmp_path / "post").mkdir()
    (tmp_path / "post" / name).write_text(GOOD_FILE.format(amount=123456789), encoding="utf-8")
    called = thg("stapel", "post", "--jahr", "2019", folder=tmp_path, width=width)
    assert max(map(len, called.out.splitlines())) <= max(width, 24)
    stated = thg("stapel", "post", "--jahr", "2019", "--format", "json", folder=tmp_path).document
    scope1 = stated["ergebnisse"][0]["betrieblich"]["scope1_t"]
    assert f"{scope1:,.0f}".replace(",", ".") in called.out


@pytest.mark.parametrize(
    ("call", "headline"),
    [
        (("post",), "Option „--jahr“ fehlt"),
        (("--jahr", "2019"), "Angabe PFAD"),
        (("fehlt", "--jahr", "2019"), "„fehlt“ gibt es nicht"),
        (("leer", "--jahr", "2019"), "Hier liegt keine Mappe"),
        (("post", "--jahr", "2019", "--prozesse", "0"), "„0“ ist für --prozesse nicht möglich"),
        (("post", "--jahr", "2019", "--prozesse", "viele"), "„viele“ ist für --prozesse nicht möglich"),
        (("post", "--jahr", "2019", "--frist", "-1"), "„-1“ ist für --frist nicht möglich"),
        (("post", "--jahr", "2019", "--projekt", "post"), "„post“ ist kein Projektordner"),
        (("post", "--jahr", "19"), "„19“ ist kein Jahr"),
    ],
)
def test_wrong_calls_write_nothing(tmp_path: Path, call: tuple[str, ...], headline: str) -> None:
    deliveries(tmp_path / "post", 1)
    (tmp_path / "leer").mkdir()
    called = thg("stapel", *call, folder=tmp_path)
    assert (called.code, called.out) == (2, "")
    assert headline in called.err
    assert not (tmp_path / "ausgabe").exists()


def test_results_go_to_the_project_or_where_they_are_wanted(tmp_path: Path) -> None:
    root = project(tmp_path / "stadt", CLEAN)
    deliveries(tmp_path / "post", 1)
    thg("stapel", "../post", "--jahr", "2019", folder=root)
    thg("stapel", "post", "--jahr", "2019", "--ausgabe", "ziel", folder=tmp_path)
    assert sorted(results(root / "ausgabe")) == sorted(results(tmp_path / "ziel")) == sorted(FILES)


def test_a_target_that_cannot_be_written_is_4(tmp_path: Path) -> None:
    deliveries(tmp_path / "post", 1)
    (tmp_path / "ausgabe").write_text("eine Datei", encoding="utf-8")
    called = thg("stapel", "post", "--jahr", "2019", folder=tmp_path)
    assert called.code == 4
    assert "In Ordnung: 1" in called.out


@pytest.mark.skipif(os.name == "nt", reason="signals of a terminal")
@pytest.mark.parametrize("wait_s", [0.15, 0.4, 0.7, 1.0, 1.4])
def test_ctrl_c_ends_everything_at_any_moment(tmp_path: Path, wait_s: float) -> None:
    deliveries(tmp_path / "post", 2000)
    command = [sys.executable, "-c", START, "stapel", "post", "--jahr", "2019"]
    environment = os.environ | {"PYTHONPATH": SOURCE}
    running = subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    time.sleep(wait_s)
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert (running.returncode, out, err.decode()) == (130, b"", "Abgebrochen\n")
    assert results(tmp_path / "ausgabe") == {}
    deadline = time.monotonic() + 20
    while _members(running.pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert _members(running.pid) == []


def _members(group: int) -> list[str]:
    """Processes of a group that still run."""
    listed = subprocess.run(["ps", "-eo", "pgid=,stat=,args="], capture_output=True, encoding="utf-8", check=True)
    rows = (line.split(maxsplit=2) for line in listed.stdout.splitlines())
    return [row[2] for row in rows if len(row) > 2 and row[0] == str(group) and not row[1].startswith("Z")]
