"""Foreign lists for tests: a housing company's workbook and its mapping file."""

from collections.abc import Mapping
from pathlib import Path

from tests.cli.calls import SETTINGS
from tests.intake.workbooks import Value, workbook
from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.intake.read import IntakeResult, read_files
from thgbilanz.project.mappings import load_mappings

LATEST_YEAR = 2026
ORGANISATIONS = {"stadt": "Stadt Musterstadt", "wohnen": "Wohnbau Musterstadt GmbH"}
SHEET = "Verbräuche"
TITLES = ("Objekt", "Baujahr", "Fläche", "Erdgas [kWh Hs]", "Fernwärme [MWh]", "Allgemeinstrom [kWh]")
ROWS: list[tuple[Value, ...]] = [
    ("Wohnbau Musterstadt GmbH",),
    ("Verbrauchsübersicht 2019",),
    (),
    TITLES,
    ("Lindenhof", 1962.0, 4200.0, 512400.0, None, 21300.5),
    ("Am Markt 1", 1978.0, 2100.0, None, 248.7, 9800.0),
    ("Summe", None, 6300.0, 512400.0, 248.7, 31100.5),
]
CONFIRMED = """
[bestaetigung]
wer = "Umweltamt, A. Beispiel"
wann = 2026-02-14
"""
HEAD = """\
[zuordnung]
name = "Verbrauchsliste der Wohnbau"
"""
WIDE = """
[[blatt]]
name = "Verbräuche"
nicht_gelesen = ["Baujahr"]
kennzeichen = { leer = "kommt_nicht_vor" }
ueberspringen = [{ spalte = "Objekt", text = "Summe", grund = "Summenzeile", kontrollsumme = true }]

[blatt.spalten]
liegenschaft = "Objekt"
flaeche_m2 = "Fläche"

[blatt.fest]
organisation = "wohnen"
raum = "betrieblich"
jahr = 2019
datenguete = "A"

[[blatt.menge]]
spalte = "Erdgas [kWh Hs]"
aktivitaet = "erdgas"
einheit = "kWh (Hs)"

[[blatt.menge]]
spalte = "Fernwärme [MWh]"
aktivitaet = "fernwaerme"
einheit = "MWh"

[[blatt.menge]]
spalte = "Allgemeinstrom [kWh]"
aktivitaet = "strom"
einheit = "kWh"
"""
MAPPING = HEAD + CONFIRMED + WIDE
TIDY = """\
organisation;raum;aktivitaet;menge;einheit;jahr;datenguete;liegenschaft;flaeche_m2;notation
wohnen;betrieblich;erdgas;512400;kWh (Hs);2019;A;Lindenhof;4200;
wohnen;betrieblich;erdgas;;kWh (Hs);2019;A;Am Markt 1;2100;kommt_nicht_vor
wohnen;betrieblich;fernwaerme;;MWh;2019;A;Lindenhof;4200;kommt_nicht_vor
wohnen;betrieblich;fernwaerme;248,7;MWh;2019;A;Am Markt 1;2100;
wohnen;betrieblich;strom;21300,5;kWh;2019;A;Lindenhof;4200;
wohnen;betrieblich;strom;9800;kWh;2019;A;Am Markt 1;2100;
"""
"""The same as ``ROWS`` through ``MAPPING``, in the same order."""
PLACES = {"file", "sheet", "row", "column", "column_title", "unit_column", "unit_title", "file_sha256"}


def housing_list(
    rows: list[tuple[Value, ...]] | None = None, sheet: str = SHEET, **others: list[tuple[Value, ...]]
) -> bytes:
    """The workbook of the housing company."""
    return workbook({sheet: ROWS if rows is None else rows, **others}, master=())


def changed(row: int, column: int, value: Value) -> list[tuple[Value, ...]]:
    """The rows with one cell replaced, both counted as Excel does from 1."""
    rows = [list(line) for line in ROWS]
    rows[row - 1][column - 1] = value
    return [tuple(line) for line in rows]


def foreign_project(folder: Path, mappings: Mapping[str, str], files: Mapping[str, bytes | str]) -> Path:
    """A project with mapping files and data files of 2019."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "thg.toml").write_text(SETTINGS, encoding="utf-8")
    for name, text in mappings.items():
        (folder / "zuordnungen").mkdir(exist_ok=True)
        (folder / "zuordnungen" / name).write_text(text, encoding="utf-8")
    data = folder / "daten" / "2019"
    data.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (data / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def read_project(root: Path, year: int | None = 2019) -> tuple[IntakeResult, list[Diagnostic]]:
    """The files of a project through its mappings, and the findings about the mapping files."""
    layouts, findings = load_mappings(root, ORGANISATIONS)
    paths = sorted((root / "daten" / "2019").iterdir())
    return read_files(paths, root, year, ORGANISATIONS, LATEST_YEAR, layouts), findings


def contents(result: IntakeResult) -> dict[str, str]:
    """The activities without the places they stand at; NaN made comparable."""
    return {name: repr(values) for name, values in result.activities.columns.items() if name not in PLACES}
