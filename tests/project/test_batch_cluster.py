"""The same batch on a real Dask cluster on loopback: the same bytes, also when a worker dies; and clear refusals."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import thgbilanz
from tests.cli.calls import CLEAN, HEADER, project, thg, tree
from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.project.batch.cluster import connected

SOURCE = Path(thgbilanz.__file__).parents[1]
ROOT = Path(__file__).parents[2]
ROW = "tochter;betrieblich;heizoel;{amount};l;2019;A\n"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def process(*arguments: str, folder: Path, source: Path = SOURCE) -> Iterator["subprocess.Popen[bytes]"]:
    environment = os.environ | {"PYTHONPATH": str(source), "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-m", "dask", *arguments]
    quiet = subprocess.DEVNULL
    running = subprocess.Popen(command, cwd=folder, env=environment, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        yield running
    finally:
        with_group = getattr(os, "killpg", None)
        if running.poll() is None and with_group is not None:
            with_group(running.pid, signal.SIGKILL)
        running.kill()
        running.wait(30)


@contextmanager
def scheduler(folder: Path) -> Iterator[str]:
    port = free_port()
    arguments = ("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-show")
    with process(*arguments, folder=folder):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"tcp://127.0.0.1:{port}"


@contextmanager
def worker(address: str, folder: Path, source: Path = SOURCE) -> Iterator["subprocess.Popen[bytes]"]:
    arguments = ["worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"]
    with process(*arguments, "--local-directory", str(folder), folder=folder, source=source) as running:
        yield running


def deliveries(folder: Path, count: int) -> Path:
    """Files outside of any project, a project, files inside one, a broken workbook, a link."""
    post = folder / "post"
    post.mkdir()
    for number in range(count):
        (post / f"{number:03}.csv").write_text(HEADER + ROW.format(amount=1000 + number), encoding="utf-8")
    project(post / "stadt", CLEAN)
    inside = project(folder / "kreis", CLEAN) / "daten"
    (inside / "2018").mkdir()
    (inside / "2018" / "tabelle.csv").write_text(
        CLEAN.replace(";2019;", ";2018;").replace("1000", "9"), encoding="utf-8"
    )
    (inside / "2019" / "fremd.csv").write_text(HEADER + ROW.format(amount=7), encoding="utf-8")
    (post / "kaputt.xlsx").write_bytes(b"PK\x03\x04")
    (post / "leer.csv").write_bytes(b"")
    if os.name != "nt":
        (post / "link.csv").symlink_to(post / "000.csv")
    return post


def results(folder: Path) -> dict[str, bytes]:
    return {name: content for name, content in tree(folder).items() if ".zwischenstand" not in name}


def local_and_distributed(folder: Path, address: str) -> tuple[dict[str, bytes], dict[str, bytes]]:
    call = ("stapel", "post", "kreis/daten/2019", "--jahr", "2019", "--format", "json")
    here = thg(*call, "--ausgabe", "hier", folder=folder)
    there = thg(*call, "--ausgabe", "dort", "--verteilt", address, folder=folder)
    assert (here.code, here.out, here.err) == (there.code, there.out, there.err)
    return results(folder / "hier"), results(folder / "dort")


@pytest.mark.lang
def test_a_cluster_gives_the_same_bytes_as_this_machine(tmp_path: Path) -> None:
    deliveries(tmp_path, 40)
    with scheduler(tmp_path) as address, worker(address, tmp_path), worker(address, tmp_path):
        here, there = local_and_distributed(tmp_path, address)
    assert len(here) == 3
    assert here == there


@pytest.mark.lang
def test_a_worker_that_dies_in_the_middle_changes_no_byte(tmp_path: Path) -> None:
    deliveries(tmp_path, 400)
    with scheduler(tmp_path) as address, worker(address, tmp_path) as first, worker(address, tmp_path):
        connected_workers = connected(address, 60)
        assert not isinstance(connected_workers, Diagnostic)
        connected_workers.client.wait_for_workers(2, timeout=60)
        connected_workers.client.close()
        store = tmp_path / "dort" / "stapel" / ".zwischenstand"

        def kill_in_the_middle() -> None:
            while len(list(store.glob("*.json"))) < 50:
                time.sleep(0.02)
            first.kill()

        killer = threading.Thread(target=kill_in_the_middle, daemon=True)
        killer.start()
        here, there = local_and_distributed(tmp_path, address)
        killer.join(10)
        assert first.poll() is not None
    assert here == there


@pytest.mark.lang
def test_workers_of_another_version_are_refused(tmp_path: Path) -> None:
    deliveries(tmp_path, 1)
    other = tmp_path / "andere"
    for name in ("src", "emission_factors"):
        shutil.copytree(ROOT / name, other / name, ignore=shutil.ignore_patterns("__pycache__"))
    with (other / "src" / "thgbilanz" / "core" / "place.py").open("a", encoding="utf-8") as stream:
        stream.write("\nCHANGED = True\n")
    with scheduler(tmp_path) as address, worker(address, tmp_path, source=other / "src"):
        called = thg("stapel", "post", "--jahr", "2019", "--verteilt", address, folder=tmp_path)
    assert (called.code, called.out) == (2, "")
    assert "Fehler THG583" in called.err
    assert not (tmp_path / "ausgabe").exists()


@pytest.mark.lang
def test_a_scheduler_without_workers_is_said(tmp_path: Path) -> None:
    with scheduler(tmp_path) as address:
        found = connected(address, 2)
    assert isinstance(found, Diagnostic)
    assert found.code == "THG582"


def test_a_scheduler_that_does_not_answer_is_said() -> None:
    for address in (f"tcp://127.0.0.1:{free_port()}", "127.0.0.1", "udp://nirgends:1"):
        found = connected(address, 1)
        assert isinstance(found, Diagnostic)
        assert found.code == "THG581"


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_text(HEADER + ROW.format(amount=1), encoding="utf-8")
    monkeypatch.setitem(sys.modules, "distributed", None)
    called = thg("stapel", "a.csv", "--jahr", "2019", "--verteilt", "tcp://127.0.0.1:1", folder=tmp_path)
    assert (called.code, called.out) == (2, "")
    assert 'pip install "thgbilanz[verteilt]"' in " ".join(called.err.split())
    assert not (tmp_path / "ausgabe").exists()
