"""Calling ``thg`` in a test: streams, clock and working directory replaced, and small projects to call it on."""

import json
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from thgbilanz.cli.environment import Environment
from thgbilanz.cli.main import run

_EXPLAINED = "".join(
    f'[scope3."3.{number}"]\nstatus = "ausgeschlossen"\ngrund = "unwesentlich"\n\n'
    for number in range(1, 16)
    if number != 3
)
SETTINGS = f"""\
[projekt]
name = "Musterstadt"
basisjahr = 2019
zieljahr = 2035

[einwohner]
"2019" = 100000

{_EXPLAINED}[[organisation]]
id = "stadt"
name = "Stadt"
art = "verwaltung"

[[organisation]]
id = "wohnen"
name = "Wohnen GmbH"
art = "wohnungsbau"
mutter = "stadt"
"""
"""Every category of scope 3 is booked or explained: nothing to tell."""

HEADER = "organisation;raum;aktivitaet;menge;einheit;jahr;datenguete\n"
GOOD = HEADER + "stadt;betrieblich;strom;1000;kWh;2019;A\nwohnen;betrieblich;heizoel;1000;l;2019;A\n"
CLEAN = GOOD.replace(";strom;", ";oekostrom;")
"""The same with a guarantee of origin: nothing to tell, not even a missing residual mix."""
AMBIGUOUS = HEADER + "stadt;betrieblich;strom;1000;kWh;2019;A\nwohnen;betrieblich;strom;1.234;kWh;2019;A\n"


@dataclass(frozen=True, slots=True)
class Called:
    """How a call ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


def thg(*arguments: str, folder: Path, width: int = 80, **variables: str) -> Called:
    """Run one call in ``folder``."""
    out, err = StringIO(), StringIO()
    environment = Environment(
        stdout=out, stderr=err, variables=variables, today=date(2026, 11, 22), width=width, folder=folder
    )
    code = run(arguments, environment)
    return Called(code, out.getvalue(), err.getvalue())


def project(folder: Path, table: str | None = GOOD, settings: str = SETTINGS, year: int = 2019) -> Path:
    """A project with one tidy table, ``daten/2019/tabelle.csv``."""
    data = folder / "daten" / str(year)
    data.mkdir(parents=True, exist_ok=True)
    (folder / "thg.toml").write_text(settings, encoding="utf-8")
    if table is not None:
        (data / "tabelle.csv").write_text(table, encoding="utf-8")
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
