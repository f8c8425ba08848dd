"""Writing all or nothing: whatever fails, at whichever step, the old results are there whole."""

import errno
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from thgbilanz.project import writing
from thgbilanz.project.lock import LOCK_NAME, LockedError, locked
from thgbilanz.project.names import file_stem, is_plain_name
from thgbilanz.project.writing import MARK_NAME, write_all

OLD = {"a.json": b"old a", "b.xlsx": b"old b", "c.csv": b"old c"}
NEW = {"a.json": b"new a", "b.xlsx": b"new b", "c.csv": b"new c"}


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def failing_replace(monkeypatch: pytest.MonkeyPatch, at: int, failure: BaseException) -> None:
    calls = 0

    def replace(source: Path, target: Path) -> None:
        nonlocal calls
        calls += 1
        if calls == at:
            raise failure
        Path(source).rename(target)

    monkeypatch.setattr(os, "replace", replace)


def test_files_are_written_and_a_second_run_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "ausgabe" / "2019"
    first = write_all(folder, NEW)
    assert (first.written, first.unchanged, first.findings) == (("a.json", "b.xlsx", "c.csv"), (), ())
    assert content(folder) == NEW
    before = (folder / "a.json").stat().st_mtime_ns
    second = write_all(folder, NEW)
    assert (second.written, second.unchanged, second.findings) == ((), ("a.json", "b.xlsx", "c.csv"), ())
    assert (folder / "a.json").stat().st_mtime_ns == before


def test_only_changed_files_are_written_and_foreign_files_stay(tmp_path: Path) -> None:
    write_all(tmp_path, OLD)
    (tmp_path / "notiz.txt").write_bytes(b"mine")
    result = write_all(tmp_path, OLD | {"b.xlsx": b"new b"})
    assert (result.written, result.unchanged) == (("b.xlsx",), ("a.json", "c.csv"))
    assert content(tmp_path) == OLD | {"b.xlsx": b"new b", "notiz.txt": b"mine"}


@pytest.mark.parametrize("at", [1, 2, 3])
@pytest.mark.parametrize("old", [OLD, {}, {"b.xlsx": b"old b"}])
def test_a_replace_that_fails_leaves_the_old_results(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int, old: dict[str, bytes]
) -> None:
    write_all(tmp_path, old)
    failing_replace(monkeypatch, at, PermissionError(errno.EACCES, "denied"))
    result = write_all(tmp_path, NEW)
    assert result.written == ()
    assert [finding.code for finding in result.findings] == ["THG530"]
    assert content(tmp_path) == old


def test_a_file_open_in_excel_is_named_and_nothing_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_all(tmp_path, OLD)
    failing_replace(monkeypatch, 2, PermissionError(errno.EACCES, "denied"))
    (finding,) = write_all(tmp_path, NEW).findings
    assert (finding.code, finding.text) == ("THG530", "„b.xlsx“ lässt sich nicht schreiben")
    assert "Ist die Datei in Excel geöffnet?" in finding.hint
    assert finding.place.file == (tmp_path / "b.xlsx").as_posix()


@pytest.mark.parametrize("at", [1, 2, 3])
def test_ctrl_c_while_files_are_exchanged_leaves_the_old_results(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    write_all(tmp_path, OLD)
    failing_replace(monkeypatch, at, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        write_all(tmp_path, NEW)
    assert content(tmp_path) == OLD


@pytest.mark.parametrize("at", [1, 2, 3])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_leaves_the_old_results(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int, code: int
) -> None:
    write_all(tmp_path, OLD)
    calls = 0

    def fsync(_handle: int) -> None:
        nonlocal calls
        calls += 1
        if calls == at:
            raise OSError(code, "full")

    monkeypatch.setattr(os, "fsync", fsync)
    result = write_all(tmp_path, NEW)
    assert [finding.code for finding in result.findings] == ["THG531"]
    assert content(tmp_path) == OLD


def test_a_read_only_medium_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> int:
        raise OSError(errno.EROFS, "read-only")

    monkeypatch.setattr(os, "open", refuse)
    (finding,) = write_all(tmp_path, NEW).findings
    assert finding.code == "THG530"
    assert "schreibgeschützt" in finding.text


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "ausgabe").write_bytes(b"a file")
    (finding,) = write_all(tmp_path / "ausgabe" / "2019", NEW).findings
    assert finding.code == "THG532"
    assert content(tmp_path) == {"ausgabe": b"a file"}


def test_a_folder_in_place_of_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").mkdir()
    (finding,) = write_all(tmp_path, NEW).findings
    assert finding.code == "THG532"
    assert [path.name for path in tmp_path.iterdir()] == ["b.xlsx"]


KILLED = """
import os, sys
from pathlib import Path
from thgbilanz.project.writing import write_all
kill_at, real, calls = int(sys.argv[2]), os.replace, 0
def replace(source, target):
    global calls
    calls += 1
    if calls == kill_at:
        os._exit(9)
    real(source, target)
os.replace = replace
write_all(Path(sys.argv[1]), {"a.json": b"new a", "b.xlsx": b"new b", "c.csv": b"new c"})
"""


def run_python(script: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    source = str(Path(writing.__file__).parents[2])
    command = [sys.executable, "-c", textwrap.dedent(script), *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": source}, timeout=60
    )


@pytest.mark.parametrize("kill_at", [1, 2, 3])
def test_a_killed_run_leaves_whole_files_and_the_next_run_cleans_up(tmp_path: Path, kill_at: int) -> None:
    write_all(tmp_path, OLD)
    assert run_python(KILLED, str(tmp_path), str(kill_at)).returncode == 9
    after = content(tmp_path)
    assert all(after[name] in {OLD[name], NEW[name]} for name in OLD)
    assert after["c.csv"] == OLD["c.csv"]
    # Files of two runs may lie side by side now; the note in the folder says so.
    assert "zwei Läufen" in after[MARK_NAME].decode()
    assert write_all(tmp_path, NEW).findings == ()
    assert content(tmp_path) == NEW


def test_a_lock_file_without_a_living_owner_does_not_stop_a_run(tmp_path: Path) -> None:
    (tmp_path / LOCK_NAME).write_text("4711\n", encoding="ascii")
    assert write_all(tmp_path, NEW).findings == ()
    assert content(tmp_path) == NEW


def test_a_second_writer_is_refused_while_the_first_holds_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "locked", lambda folder: locked(folder, patience_s=0.1))
    with locked(tmp_path):
        (finding,) = write_all(tmp_path, NEW).findings
        assert (finding.code, finding.text) == (
            "THG533",
            f"Ein anderer Lauf schreibt gerade (Prozess {os.getpid()})",
        )
        assert set(content(tmp_path)) == {LOCK_NAME}
    assert write_all(tmp_path, NEW).findings == ()


def test_the_lock_is_free_again_after_an_exception(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), locked(tmp_path):
        raise KeyboardInterrupt
    with locked(tmp_path, patience_s=0):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_waiting_writer_gives_up_only_after_its_patience(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(LockedError), locked(tmp_path, patience_s=0):
        pass


WRITER = """
import sys
from pathlib import Path
from thgbilanz.project.writing import write_all
mark = sys.argv[2].encode()
for _ in range(5):
    result = write_all(Path(sys.argv[1]), {name: mark * 20000 for name in ("a.json", "b.xlsx")})
    assert not result.findings, result
"""


def test_parallel_runs_never_mix_their_files(tmp_path: Path) -> None:
    source = str(Path(writing.__file__).parents[2])
    runs = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), mark], env=os.environ | {"PYTHONPATH": source})
        for mark in "123"
    ]
    assert [run.wait(timeout=60) for run in runs] == [0, 0, 0]
    files = content(tmp_path)
    assert set(files) == {"a.json", "b.xlsx"}
    assert files["a.json"] == files["b.xlsx"]


@pytest.mark.parametrize(
    "name",
    ["../a.json", "/a.json", "a/b.json", "..", "", "CON", "nul.json", "a.json ", "a.", "a\n.json", "a:b", "a\\b"],
)
def test_names_that_leave_the_folder_are_refused(tmp_path: Path, name: str) -> None:
    assert not is_plain_name(name)
    folder = tmp_path / "ausgabe"
    (finding,) = write_all(folder, {name: b"x"}).findings
    assert finding.code == "THG534"
    assert list(tmp_path.iterdir()) == []


def test_names_that_are_one_on_windows_are_refused(tmp_path: Path) -> None:
    (finding,) = write_all(tmp_path, {"a.json": b"1", "A.json": b"2"}).findings
    assert finding.code == "THG534"


def test_a_link_out_of_the_project_is_refused(tmp_path: Path) -> None:
    root, outside = tmp_path / "projekt", tmp_path / "fremd"
    root.mkdir()
    outside.mkdir()
    (root / "ausgabe").symlink_to(outside, target_is_directory=True)
    (finding,) = write_all(root / "ausgabe" / "2019", NEW, within=root).findings
    assert finding.code == "THG534"
    assert list(outside.iterdir()) == []


def test_a_result_that_is_a_link_to_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "fremd.txt").write_bytes(b"mine")
    folder = tmp_path / "ausgabe"
    folder.mkdir()
    (folder / "a.json").symlink_to(tmp_path / "fremd.txt")
    (finding,) = write_all(folder, NEW).findings
    assert finding.code == "THG534"
    assert (tmp_path / "fremd.txt").read_bytes() == b"mine"


@pytest.mark.parametrize("label", ["../../etc/passwd", "CON", "NUL.txt", "." * 300, "Ä ö ß", "[/b]", "a/b", "\x00"])
def test_a_label_becomes_a_safe_file_name(label: str) -> None:
    stem = file_stem(label)
    assert is_plain_name(f"{stem}.xlsx")
    assert len(stem) <= 67
    assert stem == file_stem(label)


def test_labels_with_the_same_words_have_different_files() -> None:
    assert file_stem("Werke Nord") != file_stem("werke-nord")


@pytest.mark.parametrize("umask", [0o022, 0o077])
def test_the_mask_for_new_files_is_respected(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        write_all(tmp_path, {"a.json": b"x"})
    finally:
        os.umask(before)
    assert (tmp_path / "a.json").stat().st_mode & 0o777 == 0o666 & ~umask
