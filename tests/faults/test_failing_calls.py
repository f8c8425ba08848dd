"""Every call that changes a file fails, once or from then on: old results stay, and it is said (faults.md 141, 142)."""

from pathlib import Path

import pytest

from tests.cli.calls import Called, thg, tree
from tests.faults.injection import Fault, injected
from tests.faults.jobs import JOBS, result, short_and_long, start
from thgbilanz.project.lock import LOCK_NAME
from thgbilanz.project.writing import MARK_NAME

INTERRUPTS = ("ctrl-c", "ctrl-c after")


def _failing_runs(name: str, kind: str, folder: Path, *, lasting: bool) -> list[tuple[Fault, Called, dict[str, bytes]]]:
    runs = []
    while not runs or runs[-1][0].happened:
        start(name, folder)
        with injected(Fault(kind, len(runs) + 1, lasting)) as fault:
            called = thg(*JOBS[name].arguments, folder=folder)
        runs.append((fault, called, tree(folder)))
    assert len(runs) > 1, "the job changes files"
    return runs


@pytest.mark.parametrize(("kind", "lasting"), [("full", False), ("full", True), ("denied", False), ("denied", True)])
@pytest.mark.parametrize("name", short_and_long(JOBS))
def test_fault_141_142_a_call_fails(tmp_path: Path, name: str, kind: str, lasting: bool) -> None:
    before, after = start(name, tmp_path / "lauf"), result(name)
    for fault, called, left in _failing_runs(name, kind, tmp_path / "lauf", lasting=lasting):
        told = (fault.at, fault.calls[fault.at - 1 :][:1], called.err)
        assert "Interner Fehler" not in called.err, told
        if called.code == JOBS[name].code:
            assert _whole(left) == after, told
        else:
            assert called.code == 4, told
            assert "Kein Platz" in called.err or "lässt sich nicht schreiben" in called.err, told
            # A folder that lets nobody delete any more keeps the temporary file too; the next run takes it away.
            rest = _without_temporary(left) if lasting and kind == "denied" else _whole(left)
            assert rest == before or (lasting and _is_marked(left)), told


@pytest.mark.parametrize("kind", INTERRUPTS)
@pytest.mark.parametrize("name", short_and_long(JOBS))
def test_fault_144_ctrl_c_at_every_call(tmp_path: Path, name: str, kind: str) -> None:
    before, after = start(name, tmp_path / "lauf"), result(name)
    for fault, called, left in _failing_runs(name, kind, tmp_path / "lauf", lasting=False):
        told = (fault.at, fault.calls[fault.at - 1 :][:1], called.err)
        if fault.happened:
            assert called.code == 130, told
            assert called.err.splitlines()[-1] == "Abgebrochen", told
            assert "Traceback" not in called.err, told
        else:
            assert called.code == JOBS[name].code, told
        assert _whole(left) in (before, after), told
        again = thg(*JOBS[name].arguments, folder=tmp_path / "lauf")
        assert again.code in JOBS[name].codes_again, told
        assert _whole(tree(tmp_path / "lauf")) == after, told


def _whole(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files without the lock, which only ever hinders while its process lives."""
    return {name: content for name, content in files.items() if not name.endswith(LOCK_NAME)}


def _without_temporary(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if ".thg-" not in name}


def _is_marked(files: dict[str, bytes]) -> bool:
    return any(name.endswith(MARK_NAME) for name in files)
