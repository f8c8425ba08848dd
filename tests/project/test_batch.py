"""A batch over real files: same results as one by one, the same bytes whatever the way, and nothing trusted blindly."""

import os
import shutil
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.calls import GOOD, HEADER, SETTINGS, project
from tests.support.batch_work import deadly_for_some, must_not_be_called
from thgbilanz.balance.batch import BatchReport, ItemKind, ItemResult, ItemStatus, RowCounts
from thgbilanz.balance.result import ScopeTotals
from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.core.place import Place
from thgbilanz.core.run_record import InputFile
from thgbilanz.exhibits.batch_document import batch_document
from thgbilanz.exhibits.document import document_text
from thgbilanz.intake.row_marks import RowMarks
from thgbilanz.project.batch.contents import BatchOptions
from thgbilanz.project.batch.items import common_folder, found_items
from thgbilanz.project.batch.outcome import Outcome, outcome_bytes, outcome_of
from thgbilanz.project.batch.run import BatchRun, local_crew, run_batch
from thgbilanz.project.batch.store import Store
from thgbilanz.project.run import run_balance

OPTIONS = BatchOptions(2019, 2026)
ROW = "tochter;betrieblich;heizoel;{amount};l;2019;A;{meter}\n"
METERED = HEADER.replace("\n", ";zaehler\n")


def table(folder: Path, name: str, *rows: tuple[int, str]) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(METERED + "".join(ROW.format(amount=a, meter=m) for a, m in rows), encoding="utf-8")
    return path


def batch(*paths: Path, store: Store | None = None, processes: int = 2, **options: Any) -> BatchRun:
    base = common_folder(paths)
    assert base is not None
    found = found_items(paths, base, project=options.pop("project", None), output=base / "ausgabe")
    crew = options.pop("crew", None) or local_crew(processes, 60)
    return run_batch(found, OPTIONS, crew, store, **options)


def statuses(report: BatchReport) -> dict[str, ItemStatus]:
    return {item.name: item.status for item in report.items}


def codes(report: BatchReport, name: str) -> list[str]:
    return [finding.code for item in report.items if item.name == name for finding in item.findings]


def text(run: BatchRun) -> str:
    return document_text(batch_document(run.report))


def test_a_project_is_one_item_with_the_balance_that_thg_bilanz_gives(tmp_path: Path) -> None:
    root = project(tmp_path / "stadt", GOOD)
    item = batch(tmp_path).report.items[0]
    balance = run_balance(root, 2019, latest_year=2026).report
    assert balance is not None
    assert balance.balance.organisational is not None
    assert (item.name, item.kind) == ("stadt", ItemKind.PROJECT)
    assert item.organisational == balance.balance.organisational.group
    assert item.rows == RowCounts(read=2, booked=2)
    assert {finding.place.file for finding in item.findings} <= {"", "stadt/daten/2019/tabelle.csv", "stadt/thg.toml"}


def test_a_file_in_a_project_follows_its_settings_and_one_outside_speaks_for_itself(tmp_path: Path) -> None:
    inside = project(tmp_path / "stadt", GOOD) / "daten" / "2019" / "tabelle.csv"
    foreign = table(inside.parent, "fremd.csv", (1000, ""))
    outside = table(tmp_path, "tochter.csv", (1000, ""))
    report = batch(inside, foreign, outside).report
    assert codes(report, "stadt/daten/2019/fremd.csv") == ["THG058"]
    assert statuses(report)["tochter.csv"] is ItemStatus.FINE
    one = next(item for item in report.items if item.name == "tochter.csv")
    assert one.organisations == ("tochter",)
    # heating oil: 1,000 l x its heating value x the factor of the shipped set, the same as wohnen in GOOD
    both = next(item for item in report.items if item.name == "stadt/daten/2019/tabelle.csv")
    assert one.organisational is not None
    assert both.organisational is not None
    assert one.organisational.scope1_kg == both.organisational.scope1_kg > 2000


def test_a_stated_project_holds_for_files_outside(tmp_path: Path) -> None:
    root = project(tmp_path / "stadt", GOOD)
    outside = table(tmp_path / "post", "tochter.csv", (1000, ""))
    assert codes(batch(outside, project=root).report, "tochter.csv") == ["THG058"]


def test_an_id_that_is_none_is_refused_without_a_project(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(HEADER + "Tochter GmbH;betrieblich;heizoel;1;l;2019;A\n", encoding="utf-8")
    report = batch(path).report
    assert codes(report, "a.csv") == ["THG058"]
    assert "keine Kennung" in report.items[0].findings[0].text


def test_one_bad_file_stops_nothing(tmp_path: Path) -> None:
    for number in range(49):
        table(tmp_path, f"{number:02}.csv", (1000 + number, ""))
    (tmp_path / "kaputt.xlsx").write_bytes(b"PK\x03\x04 und sonst nichts")
    report = batch(tmp_path).report
    assert report.statuses[ItemStatus.FINE] == 49
    assert statuses(report)["kaputt.xlsx"] is ItemStatus.UNREADABLE
    assert {finding.place.file for finding in report.findings} == {"kaputt.xlsx"}


def test_a_file_that_kills_its_process_is_its_own_finding(tmp_path: Path) -> None:
    for name in ("a.csv", "absturz.csv", "b.csv", "defekt.csv", "c.csv"):
        table(tmp_path, name, (1000 + len(name), name[0] * 9 + "1"))
    report = batch(tmp_path, crew=local_crew(2, 60, deadly_for_some)).report
    aborted = {"absturz.csv": ["THG570"], "defekt.csv": ["THG572"]}
    assert {name: codes(report, name) for name in aborted} == aborted
    assert {name for name, status in statuses(report).items() if status is ItemStatus.FINE} == {
        "a.csv",
        "b.csv",
        "c.csv",
    }


def test_processes_order_and_store_change_no_byte(tmp_path: Path) -> None:
    project(tmp_path / "alt" / "stadt", GOOD)
    paths = [table(tmp_path / "neu", f"{number}.csv", (1000, f"Z-1000{number % 3}")) for number in range(6)]
    store = Store(tmp_path / "store", 2019)
    first = batch(tmp_path / "alt", *paths, processes=1, store=store)
    again = batch(*reversed(paths), tmp_path / "alt", processes=3)
    kept = batch(tmp_path / "alt", *paths, store=store, crew=local_crew(1, 60, must_not_be_called))
    assert (first.kept, kept.kept) == (0, 7)
    assert text(first) == text(again) == text(kept)


def test_only_what_changed_is_worked_on_again(tmp_path: Path) -> None:
    root = project(tmp_path / "stadt", GOOD)
    inside, store = root / "daten" / "2019" / "tabelle.csv", Store(tmp_path / "store", 2019)
    outside = [table(tmp_path, name, (1000, "")) for name in ("a.csv", "b.csv")]
    paths = (inside, *outside)
    assert [batch(*paths, store=store).kept for _ in range(2)] == [0, 3]
    table(tmp_path, "a.csv", (1001, ""))
    assert batch(*paths, store=store).kept == 2
    (root / "thg.toml").write_text(SETTINGS + "\n# Kommentar\n", encoding="utf-8")
    assert batch(*paths, store=store).kept == 2
    assert batch(*paths, store=store, fresh=True).kept == 0
    assert batch(*paths, store=store).kept == 3


@given(st.data())
def test_a_damaged_store_is_never_trusted(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("store")
    store = Store(folder, 2019)
    outcome = Outcome(ItemResult("a.csv", ItemKind.FILE, rows=RowCounts(1, 1)), seen="k")
    store.keep("a.csv", "k", outcome_bytes(outcome))
    assert store.kept("a.csv", "k") == outcome
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    position = data.draw(st.integers(0, len(whole) - 1))
    damaged = data.draw(
        st.one_of(
            st.just(whole[:position]),
            st.integers(1, 255).map(
                lambda bits: whole[:position] + bytes([whole[position] ^ bits]) + whole[position + 1 :]
            ),
        )
    )
    path.write_bytes(damaged)
    assert store.kept("a.csv", "k") is None
    assert store.kept("b.csv", "k") is None
    assert store.kept("a.csv", "") is None


def test_a_store_that_cannot_be_written_costs_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("eine Datei", encoding="utf-8")
    path = table(tmp_path, "a.csv", (1000, ""))
    assert statuses(batch(path, store=Store(tmp_path / "store", 2019)).report) == {"a.csv": ItemStatus.FINE}


def test_the_same_file_twice_is_one_finding(tmp_path: Path) -> None:
    first = table(tmp_path, "strom.csv", *((1000 + number, f"Z-{number:05}") for number in range(50)))
    shutil.copy(first, tmp_path / "strom (2).csv")
    report = batch(tmp_path).report
    assert (codes(report, "strom (2).csv"), codes(report, "strom.csv")) == ([], ["THG573"])
    assert "strom (2).csv" in report.findings[0].found


def test_rows_and_meters_that_stand_in_two_files_are_found(tmp_path: Path) -> None:
    table(tmp_path, "a.csv", (1000, ""), (1, "Z-10001"), (2, "Z-10002"))
    table(tmp_path, "b.csv", (1000, ""), (3, "z-10002"))
    report = batch(tmp_path).report
    assert (codes(report, "a.csv"), sorted(codes(report, "b.csv"))) == ([], ["THG055", "THG056"])
    places = {finding.code: (str(finding.place), finding.found) for finding in report.findings}
    assert places["THG055"] == ("b.csv › D2", "gleich wie a.csv › D2")
    assert places["THG056"] == ("b.csv › D3", "auch in a.csv › D4")


def test_projects_are_compared_with_files(tmp_path: Path) -> None:
    root = project(tmp_path / "stadt", METERED + ROW.format(amount=1000, meter="Z-10001").replace("tochter", "stadt"))
    table(tmp_path, "tochter.csv", (7, "Z-10001"))
    report = batch(root, tmp_path / "tochter.csv").report
    assert codes(report, "tochter.csv") == ["THG056"]
    assert "stadt/daten/2019/tabelle.csv › D2" in report.findings[-1].found


def test_folders_are_walked_in_order_and_what_is_left_out_is_said(tmp_path: Path) -> None:
    table(tmp_path, "b/zwei.csv", (1, ""))
    table(tmp_path, "a/ä/eins.csv", (2, ""))
    table(tmp_path, "ausgabe/stapel/2019/stapel.csv", (3, ""))
    table(tmp_path, ".verborgen/drei.csv", (4, ""))
    project(tmp_path / "b" / "stadt", GOOD)
    for name in ("b/rechnung.pdf", "b/brief.docx", "b/~$zwei.xlsx", "b/notiz.txt", "b/bild.png"):
        (tmp_path / name).write_bytes(b"x")
    found = found_items([tmp_path], tmp_path, output=tmp_path / "ausgabe")
    assert [item.name for item in found.items] == ["a/ä/eins.csv", "b/stadt", "b/zwei.csv"]
    assert {(finding.code, finding.place.file) for finding in found.notes} == {
        ("THG519", "b"),
        ("THG015", "b/~$zwei.xlsx"),
    }
    (listed,) = [finding.text for finding in found.notes if finding.code == "THG519"]
    assert listed == "Nicht gelesen: „bild.png“, „brief.docx“, „notiz.txt“ und 1 weitere"


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_ring_of_links_does_not_hold_up_a_batch(tmp_path: Path) -> None:
    table(tmp_path, "a/eins.csv", (1, ""))
    (tmp_path / "a" / "ring").symlink_to(tmp_path)
    found = found_items([tmp_path], tmp_path, output=tmp_path / "ausgabe")
    assert [item.name for item in found.items] == ["a/eins.csv"]
    assert [finding.text for finding in found.notes] == ["Verknüpfung „ring“ auf einen Ordner wird nicht verfolgt"]


TEXTS = st.text(max_size=8)
PLACES = st.builds(Place, TEXTS, TEXTS, TEXTS, TEXTS)
FINDINGS = st.builds(
    Diagnostic,
    TEXTS,
    st.sampled_from(Severity),
    TEXTS,
    PLACES,
    TEXTS,
    TEXTS,
    TEXTS,
    st.lists(PLACES, max_size=2).map(tuple),
    st.integers(1, 9),
    st.lists(st.integers(1, 9), max_size=3).map(tuple),
    st.one_of(st.none(), st.floats(allow_nan=False)),
    TEXTS,
)
KG = st.floats(allow_nan=False, allow_infinity=False)
RESULTS = st.builds(
    ItemResult,
    TEXTS,
    st.sampled_from(ItemKind),
    st.lists(TEXTS, max_size=2).map(tuple),
    st.builds(RowCounts, *[st.integers(0, 9)] * 4),
    st.one_of(st.none(), st.builds(ScopeTotals, *[KG] * 5)),
    st.one_of(st.none(), KG),
    st.lists(st.builds(InputFile, *[TEXTS] * len(fields(InputFile))), max_size=2).map(tuple),
    st.lists(FINDINGS, max_size=3).map(tuple),
    st.booleans(),
    st.booleans(),
)


@given(st.builds(Outcome, RESULTS, st.builds(RowMarks, st.binary(), st.binary(), st.binary()), TEXTS))
def test_an_outcome_survives_its_bytes_whole(outcome: Outcome) -> None:
    assert outcome_of(outcome_bytes(outcome)) == outcome
