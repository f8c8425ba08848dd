"""Smoke test of the built wheel: no development packages, the README's first command, figures of its JSON.

The command runs from another working directory on a copy of the example, so that nothing of the checkout helps.
"""

import argparse
import json
import math
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "musterstadt"
DEVELOPMENT = {"pytest", "hypothesis", "mypy", "ruff", "import-linter", "reuse", "cffconvert", "build", "pandas-stubs"}


def main() -> int:
    """Exit code 0 if the wheel does its job, 1 with one line for each failure otherwise."""
    arguments = _arguments()
    scripts = arguments.clean / ("Scripts" if os.name == "nt" else "bin")
    arguments.work.mkdir(parents=True)
    copy = arguments.work / "musterstadt"
    shutil.copytree(EXAMPLE, copy, ignore=shutil.ignore_patterns("ausgabe"))
    failures = [*_installed(scripts), *_run(scripts, arguments.command, copy, arguments.work)]
    for failure in failures:
        print(f"Wheel: {failure}", file=sys.stderr)
    if not failures:
        print("Wheel: Befehl, Dateien und Zahlen stimmen")
    return 1 if failures else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clean", type=Path, required=True, help="environment with nothing but the wheel")
    parser.add_argument("--work", type=Path, required=True, help="new folder outside of the checkout")
    parser.add_argument("--command", required=True, help="the README's first command")
    return parser.parse_args()


def _installed(scripts: Path) -> list[str]:
    listing = subprocess.run(
        [scripts / "python", "-m", "pip", "list", "--format=json"], capture_output=True, text=True, check=True
    )
    names = {entry["name"].lower() for entry in json.loads(listing.stdout)}
    failures = [f"Entwicklungspaket {name} ist installiert" for name in sorted(names & DEVELOPMENT)]
    return failures if "thgbilanz" in names else [*failures, "thgbilanz ist nicht installiert"]


def _run(scripts: Path, command: str, copy: Path, work: Path) -> list[str]:
    words = command.split("&&")[1].split()
    if words[0] != "thg" or words[-2] != "--projekt":
        return [f"der Befehl der README hat eine andere Form: {command}"]
    words = [str(scripts / "thg"), *words[1:-1], str(copy)]
    text = subprocess.run(words, cwd=work, capture_output=True, encoding="utf-8", check=False)
    if text.returncode != 0:
        return [f"Rückgabewert {text.returncode}", text.stdout, text.stderr]
    print(text.stdout)
    machine = subprocess.run([*words, "--format", "json"], cwd=work, capture_output=True, encoding="utf-8", check=False)
    written = copy / "ausgabe" / "2019" / "bilanz.json"
    if not written.is_file() or not written.with_suffix(".xlsx").is_file():
        return ["bilanz.json oder bilanz.xlsx fehlt in ausgabe/2019"]
    if json.loads(machine.stdout) != json.loads(written.read_text(encoding="utf-8")):
        return ["die Ausgabe von --format json weicht von bilanz.json ab"]
    return _figures(json.loads(machine.stdout))


def _figures(document: dict[str, Any]) -> list[str]:
    """Relations that hold for any right balance, and known figures of the example."""
    failures = []
    control, group, territory = document["kontrolle"], document["betrieblich"], document["territorial"]
    known = json.loads((EXAMPLE / "erwartet_2019.json").read_text(encoding="utf-8"))
    expectations = {
        "schema": document["schema"] == "thgbilanz.bilanz/1",
        "jahr": document["jahr"] == 2019,  # noqa: PLR2004
        "gelesen": control["gelesen"] == known["zeilen"],
        "Kontrollgleichung": control["gelesen"] == control["gebucht"] + control["offen"] + control["ausgeschlossen"],
        "nichts offen": control["offen"] == 0,
        "Summe der Scopes": math.isclose(
            group["summe_t"], group["scope1_t"] + group["scope2_standort_t"] + group["scope3_t"], rel_tol=1e-12
        ),
        "Summe der Sektoren": math.isclose(
            territory["summe_t"], math.fsum(sector["t"] for sector in territory["sektoren"].values()), rel_tol=1e-12
        ),
        "bekannter Scope 1": math.isclose(group["scope1_t"], known["scope1_t"], rel_tol=1e-9),
        "bekannte territoriale Summe": math.isclose(territory["summe_t"], known["territorial_t"], rel_tol=1e-9),
        "keine Fehler": not [finding for finding in document["befunde"] if finding["schwere"] == "Fehler"],
    }
    failures += [f"falsch in der JSON-Ausgabe: {name}" for name, holds in expectations.items() if not holds]
    return failures


if __name__ == "__main__":
    sys.exit(main())
