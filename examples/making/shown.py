"""Output shown in README and handbook: found by its markers, produced by running, compared in a test.

A block is ``<!-- thg: bilanz 2019 ... -->``, a fenced text, ``<!-- /thg -->``. ``thg[1]`` expects exit code 1;
``(erste 30 Zeilen)`` before the arrow shows the beginning only. The blocks of a page run one after the other in
one folder that holds a copy of ``examples/``.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

BLOCK = re.compile(
    r"<!-- thg(?:\[(?P<code>\d+)\])?: (?P<command>.+?)(?: \(erste (?P<lines>\d+) Zeilen\))? -->\n"
    r"```text\n(?P<body>.*?)```\n<!-- /thg -->",
    re.DOTALL,
)


def pages() -> list[Path]:
    """The pages that show output."""
    return [ROOT / "README.md", *sorted((ROOT / "docs" / "handbuch").glob("*.md"))]


def refreshed(text: str) -> str:
    """The page with every block filled by a run; raises RuntimeError if a command ends with another exit code."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        shutil.copytree(ROOT / "examples", work / "examples", ignore=shutil.ignore_patterns("ausgabe", "__pycache__"))
        return BLOCK.sub(lambda block: _filled(block, work), text)


def _filled(block: re.Match[str], work: Path) -> str:
    output = _output(block["command"].split(), int(block["code"] or 0), work)
    lines = output.splitlines()
    if block["lines"] and len(lines) > int(block["lines"]):
        lines = [*lines[: int(block["lines"])], "…"]
    body = "\n".join(line.rstrip() for line in lines) + "\n"
    head, _, rest = block[0].partition("```text\n")
    return f"{head}```text\n{body}```{rest.rpartition('```')[2]}"


def _output(arguments: list[str], code: int, work: Path) -> str:
    environment = os.environ | {"COLUMNS": "80", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    paths = [str(ROOT / "src"), environment.get("PYTHONPATH", "")]
    environment["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)
    command = [sys.executable, "-c", "from thgbilanz.cli.main import main; main()", *arguments]
    done = subprocess.run(  # noqa: S603 - our own command with arguments of our own pages
        command, cwd=work, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode != code:
        msg = f"thg {' '.join(arguments)} ended with {done.returncode}, not {code}:\n{done.stdout}{done.stderr}"
        raise RuntimeError(msg)
    shown = "\n".join(part for part in (done.stdout.rstrip("\n"), done.stderr.rstrip("\n")) if part)
    return shown.replace(str(work.resolve()) + os.sep, "").replace(str(work) + os.sep, "")
