import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

HEAVY = ("pandas", "numpy", "pint", "openpyxl", "xlsxwriter", "python_calamine", "pydantic", "globalwarmingpotentials")

_HELP_THEN_MODULES = f"""
import sys
sys.path.insert(0, {str(ROOT / "src")!r})
from thgbilanz.cli.main import main
sys.argv = ["thg", *sys.argv[1:]]
try:
    main()
finally:
    sys.stderr.write("MODULES " + " ".join(name for name in {HEAVY!r} if name in sys.modules))
"""


def test_imports_go_one_way() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run([*command, "--no-cache"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_help_imports_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _HELP_THEN_MODULES, "--help"], capture_output=True, encoding="utf-8", check=True
    )
    assert "bilanz" in done.stdout
    assert done.stderr.partition("MODULES ")[2].split() == []


def test_the_probe_for_heavy_imports_sees_them() -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import pandas\n{_HELP_THEN_MODULES}", "--help"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert {"pandas", "numpy"} <= set(done.stderr.partition("MODULES ")[2].split())
