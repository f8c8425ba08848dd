"""``thg`` as a process: closed streams, odd encodings, no HOME, strict Python, Ctrl-C, crash, start-up."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import thgbilanz
from tests.cli.calls import AMBIGUOUS, project, thg
from thgbilanz.cli import crash
from thgbilanz.cli.commands import fehler

SOURCE = str(Path(thgbilanz.__file__).parents[1])
START = "from thgbilanz.cli.main import main; main()"


def process(
    *arguments: str, folder: Path, flags: tuple[str, ...] = (), clean: bool = False, **variables: str
) -> "subprocess.CompletedProcess[bytes]":
    base = {} if clean else dict(os.environ)
    return subprocess.run(
        [sys.executable, *flags, "-c", START, *arguments],
        cwd=folder,
        env=base | {"PYTHONPATH": SOURCE} | variables,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_any_encoding_of_the_terminal_works(tmp_path: Path, encoding: str) -> None:
    root = project(tmp_path, AMBIGUOUS)
    result = process("bilanz", "2019", folder=root, PYTHONIOENCODING=encoding)
    assert result.returncode == 1
    assert "1.234" in result.stderr.decode(encoding)
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("flags", "variables"),
    [
        (("-O",), {}),
        (("-W", "error"), {}),
        ((), {"PYTHONWARNINGS": "error"}),
        ((), {"LANG": "C", "LC_ALL": "C", "HOME": "/nonexistent"}),
        ((), {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
        ((), {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "COLUMNS": "120"}),
    ],
)
def test_settings_of_python_and_system_change_no_byte(
    tmp_path: Path, flags: tuple[str, ...], variables: dict[str, str]
) -> None:
    root = project(tmp_path)
    plain = process("bilanz", "2019", "--format", "json", folder=root)
    before = (root / "ausgabe" / "2019" / "bilanz.xlsx").read_bytes()
    result = process("bilanz", "2019", "--format", "json", folder=root, flags=flags, clean=True, **variables)
    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout == plain.stdout
    assert (root / "ausgabe" / "2019" / "bilanz.xlsx").read_bytes() == before


def test_a_reader_that_goes_away_ends_it_quietly(tmp_path: Path) -> None:
    root = project(tmp_path)
    command = [sys.executable, "-c", START, "fehler", "--format", "json"]
    with subprocess.Popen(
        command, cwd=root, env=os.environ | {"PYTHONPATH": SOURCE}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(timeout=60) == 0


@pytest.mark.parametrize("script", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_do_not_disturb(tmp_path: Path, script: str) -> None:
    root = project(tmp_path)
    command = f'"{sys.executable}" -c "{START}" bilanz 2019 {script}'
    result = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=root,
        env=os.environ | {"PYTHONPATH": SOURCE},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert result.returncode == 0
    assert b"Traceback" not in result.stderr
    assert (root / "ausgabe" / "2019" / "bilanz.json").is_file()


def test_a_full_disk_behind_standard_output_ends_with_4(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [sys.executable, "-c", START, "fehler"],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": SOURCE},
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    assert result.returncode == 4
    assert result.stderr.decode().startswith("Fehler: Die Ausgabe lässt sich nicht schreiben")


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    script = (
        "import sys; sys.argv = ['thg', 'bilanz', '--help']\n"
        "from thgbilanz.cli.main import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'pandas', 'numpy', 'pint', 'openpyxl', 'xlsxwriter', 'pydantic', 'rich', 'python_calamine'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": SOURCE},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert result.stdout.splitlines()[-1] == "[]"


def test_checking_one_workbook_loads_no_tables_library(tmp_path: Path) -> None:
    # loading pandas alone takes as long as all of the check may (docs/decisions/0017)
    root = project(tmp_path)
    script = (
        "import sys; sys.argv = ['thg', 'pruefen', *sys.argv[1:]]\n"
        "from thgbilanz.cli.main import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'pandas', 'numpy', 'pint', 'openpyxl', 'xlsxwriter', 'rich'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    paths = sorted(str(path.relative_to(root)) for path in (root / "daten").rglob("*.*"))
    result = subprocess.run(
        [sys.executable, "-c", script, *paths],
        cwd=root,
        env=os.environ | {"PYTHONPATH": SOURCE},
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    assert "Geprüft: 2 Dateien" in result.stderr
    assert result.stdout.splitlines()[-1] == "[]"


def test_ctrl_c_ends_with_130_and_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_code: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(fehler, "_full_code", interrupted)
    result = thg("fehler", "THG501", folder=tmp_path)
    assert (result.code, result.out, result.err) == (130, "", "Abgebrochen\n")


def test_ctrl_c_while_python_still_loads_ends_with_130(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "class Finder:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'typer': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Finder())\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", script + START, "bilanz", "2019"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": SOURCE},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (result.returncode, result.stdout, result.stderr.splitlines()) == (130, b"", [b"Abgebrochen"])


def test_a_defect_of_ours_is_one_line_and_a_report_without_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private = "Zählerstand 4711 von Frau Muster"

    def broken(_code: str) -> str:
        raise RuntimeError(private)

    monkeypatch.setattr(fehler, "_full_code", broken)
    monkeypatch.setattr(crash.tempfile, "gettempdir", lambda: str(tmp_path))
    result = thg("fehler", "THG501", folder=tmp_path)
    assert (result.code, result.out) == (70, "")
    assert result.err.count("\n") == 1
    assert result.err.startswith("Interner Fehler von thg (RuntimeError)")
    (report,) = tmp_path.glob("thg-fehlerbericht-*.txt")
    assert str(report) in result.err
    text = report.read_text(encoding="utf-8")
    assert private not in text
    assert "4711" not in text
    assert str(tmp_path) not in text
    assert f"thgbilanz {thgbilanz.__version__}" in text
    assert "builtins.RuntimeError" in text
    assert "cli/commands/fehler.py:" in text


def test_a_crash_without_a_temporary_folder_is_still_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_code: str) -> str:
        raise ValueError

    monkeypatch.setattr(fehler, "_full_code", broken)
    monkeypatch.setattr(crash.tempfile, "gettempdir", lambda: str(tmp_path / "missing"))
    result = thg("fehler", "THG501", folder=tmp_path)
    assert (result.code, result.err.count("\n")) == (70, 1)
