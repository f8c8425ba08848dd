"""Ctrl-C as a signal to the process: 130, one line, no traceback, no half result (faults.md 144, recipe R5)."""

import signal
import time
from pathlib import Path

import pytest

from tests.cli.calls import tree
from tests.faults.jobs import result, start
from tests.faults.processes import ended, started
from tests.faults.test_failing_calls import _whole

MOMENTS = 20
IN_A_CALLBACK = """
import signal, sys, weakref
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            thing = Finder()
            self.watch = weakref.ref(thing, lambda _: signal.raise_signal(signal.SIGINT))
            del thing
sys.meta_path.insert(0, Finder())
"""
AS_IMPORT_ERROR = """
import signal, sys
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            try:
                signal.raise_signal(signal.SIGINT)
            except KeyboardInterrupt:
                raise ImportError("numpy.core.multiarray failed to import") from None
sys.meta_path.insert(0, Finder())
"""


@pytest.mark.parametrize("module", ["typer", "pandas", "xlsxwriter"])
@pytest.mark.parametrize("way", [IN_A_CALLBACK, AS_IMPORT_ERROR], ids=["dropped in a callback", "hidden by a module"])
def test_fault_144_ctrl_c_that_others_swallow(tmp_path: Path, way: str, module: str) -> None:
    before = start("bilanz", tmp_path / "lauf")
    done = ended("bilanz", "2019", folder=tmp_path / "lauf", prelude=way.format(module=module))
    assert (done.returncode, done.stderr.decode().splitlines()[-1]) == (130, "Abgebrochen")
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr
    assert tree(tmp_path / "lauf") == before


@pytest.mark.lang
def test_fault_144_ctrl_c_at_twenty_moments(tmp_path: Path) -> None:
    folder = tmp_path / "lauf"
    before, after = start("bilanz", folder), result("bilanz")
    begin = time.monotonic()
    ended("bilanz", "2019", folder=folder)
    whole_run_s = time.monotonic() - begin
    codes = []
    for moment in range(MOMENTS):
        start("bilanz", folder)
        running = started("bilanz", "2019", folder=folder)
        time.sleep(0.01 + whole_run_s * 0.95 * moment / MOMENTS)
        running.send_signal(signal.SIGINT)
        told = running.communicate(timeout=60)[1].decode()
        assert "Traceback" not in told, moment
        assert running.returncode in {0, 130}, (moment, told)
        if running.returncode == 130:
            assert told.splitlines()[-1] == "Abgebrochen", moment
        assert _whole(tree(folder)) in (before, after), moment
        assert ended("bilanz", "2019", folder=folder).returncode == 0
        assert tree(folder) == after, "the next run leaves nothing behind"
        codes.append(running.returncode)
    assert codes.count(130) > MOMENTS // 2
