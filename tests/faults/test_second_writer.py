"""LibreOffice as a second writer: its files give the same balance and no new finding (faults.md 34, 9 to 13)."""

import io
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from tests.cli.calls import SETTINGS, project, thg
from tests.faults.jobs import ROOT
from tests.faults.sketches import facts_of, sketches, written
from tests.faults.test_mutated_workbooks import read, serious
from tests.intake.workbooks import GOOD, heat
from thgbilanz.core.diagnostic import Severity
from thgbilanz.templates.workbook import template_bytes

pytestmark = pytest.mark.lang
EXAMPLE = ROOT / "examples" / "musterstadt"
YEARS = sorted(int(folder.name) for folder in (EXAMPLE / "daten").iterdir() if folder.name.isdecimal())
LATIN_CSV, UTF8_CSV = "csv:Text - txt - csv (StarCalc):59,34,ANSI,1", "csv:Text - txt - csv (StarCalc):59,34,76,1"


def saved(files: list[Path], form: str, folder: Path) -> list[Path]:
    """The files as LibreOffice saves them in another form."""
    found = shutil.which("soffice")
    assert found is not None, "LibreOffice fehlt: apt-get install libreoffice-calc"
    profile = folder / "profil"
    # LibreOffice says nothing by its exit code: what counts is whether the files are there.
    done = subprocess.run(
        [
            found,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            str(folder),
            *map(str, files),
        ],
        capture_output=True,
        check=False,
        timeout=600,
    )
    shutil.rmtree(profile, ignore_errors=True)
    made = [folder / f"{file.stem}.{form.partition(':')[0]}" for file in files]
    assert all(path.is_file() for path in made), done.stderr
    return made


def without_hashes(document: dict[str, Any]) -> dict[str, Any]:
    """A balance without the record of the run, in which the files have other hashes."""
    return {name: value for name, value in document.items() if name != "lauf"}


@cache
def examples_by_way(way: str) -> Path:
    """All workbooks of the example, saved again as xlsx, or as ods and then as xlsx; one folder for each year."""
    target = Path(mkdtemp(prefix="thg-zweiter-"))
    for year in YEARS:
        folder, between = target / str(year), target / f"{year}.ods"
        folder.mkdir()
        between.mkdir()
        files = sorted((EXAMPLE / "daten" / str(year)).glob("*.xlsx"))
        saved(saved(files, "ods", between) if way == "over ods" else files, "xlsx", folder)
    return target


@pytest.mark.parametrize("way", ["xlsx", "over ods"])
@pytest.mark.parametrize("year", YEARS)
def test_fault_34_the_example_city_saved_by_libreoffice(tmp_path: Path, year: int, way: str) -> None:
    root = tmp_path / "stadt"
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns("ausgabe"))
    usual = thg("bilanz", str(year), "--format", "json", folder=root)
    for file in (examples_by_way(way) / str(year)).glob("*.xlsx"):
        shutil.copy(file, root / "daten" / str(year))
    again = thg("bilanz", str(year), "--format", "json", folder=root)
    assert (usual.code, again.code) == (0, 0), again.err
    assert without_hashes(again.document) == without_hashes(usual.document)


def test_fault_34_filled_templates_saved_by_libreoffice(tmp_path: Path) -> None:
    sheets = ("strom", "waerme", "fuhrpark", "aktivitaeten")
    usual = tmp_path / "vorlage.xlsx"
    usual.write_bytes(template_bytes(sheets, "stadt", "Stadt Musterstadt", 2019, rows=ROWS, with_examples=False))
    (again,) = saved([usual], "xlsx", _new(tmp_path / "wieder"))
    first, second = read(tmp_path, usual.read_bytes()), read(tmp_path, again.read_bytes())
    assert len(facts_of(first)) == sum(len(rows) for rows in ROWS.values())
    assert facts_of(second) == facts_of(first)
    assert [(f.code, f.place.cell) for f in second.findings] == [(f.code, f.place.cell) for f in first.findings]


ROWS: dict[str, list[dict[str, object]]] = {
    "strom": [{"liegenschaft": "Rathaus", "zaehler": "0012", "aktivitaet": "strom", "menge": 1.5, "einheit": "MWh"}],
    "waerme": [{"liegenschaft": "Bad", "aktivitaet": "heizoel", "notation": "nicht_erhoben", "bemerkung": "kommt"}],
    "fuhrpark": [{"aktivitaet": "diesel", "menge": 48250.25, "einheit": "l", "von": "2019-01-01", "bis": "2019-06-30"}],
    "aktivitaeten": [{"aktivitaet": "restabfall", "menge": 42.6, "einheit": "t", "scope3_kategorie": "3.5"}],
}


def test_fault_34_workbooks_of_any_shape_saved_by_libreoffice(tmp_path: Path) -> None:
    described = []

    @settings(max_examples=40, phases=[Phase.generate], database=None)
    @given(sketches(("xlsxwriter", "openpyxl")), st.none())
    def collect(sketch: object, _: None) -> None:
        described.append(sketch)

    collect()
    files = []
    for number, sketch in enumerate(described):
        files.append(_new(tmp_path / "vorher") / f"mappe{number}.xlsx")
        files[-1].write_bytes(written(sketch))
    made = saved(files, "xlsx", _new(tmp_path / "nachher"))
    assert len(made) >= 40
    for sketch, file in zip(described, made, strict=True):
        result = read(tmp_path, file.read_bytes())
        assert facts_of(result) == sketch.facts, file
        assert serious(result) == [], file


@pytest.mark.parametrize(("form", "said"), [("xls", "97–2003"), ("ods", "OpenDocument"), ("html", "Webseite")])
def test_fault_9_11_13_other_forms_from_libreoffice_are_refused_by_name(tmp_path: Path, form: str, said: str) -> None:
    source = tmp_path / "mappe.xlsx"
    source.write_bytes(heat(GOOD))
    (file,) = saved([source], form, _new(tmp_path / "form"))
    root = project(tmp_path / "p", None)
    for name in (f"a.{form}", "a.xlsx"):
        target = root / "daten" / "2019" / name
        shutil.copy(file, target)
        called = thg("pruefen", str(target), folder=root)
        assert called.code == 3
        assert "THG008" in called.out
        assert said in called.out


def test_fault_12_tables_from_libreoffice_are_read_strictly(tmp_path: Path) -> None:
    table = tmp_path / "tabelle.xlsx"
    table.write_bytes(tidy_workbook())
    root = project(tmp_path / "p", None, SETTINGS)
    for form, code in ((UTF8_CSV, 0), (LATIN_CSV, 3)):
        (file,) = saved([table], form, _new(tmp_path / f"csv{code}"))
        shutil.copy(file, root / "daten" / "2019" / "tabelle.csv")
        called = thg("bilanz", "2019", "--format", "json", folder=root)
        errors = [f["code"] for f in called.document["befunde"] if f["schwere"] == str(Severity.ERROR)]
        assert (called.code, errors) == (code, ["THG041"] if code else [])


def tidy_workbook() -> bytes:
    """A tidy table as a sheet, with an umlaut, to be saved as CSV."""
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Tabelle")
        titles = ("organisation", "raum", "aktivitaet", "menge", "einheit", "jahr", "liegenschaft")
        sheet.write_row(0, 0, titles)
        sheet.write_row(1, 0, ("stadt", "betrieblich", "oekostrom", 1000, "kWh", 2019, "Bäderbetrieb"))
        sheet.write_row(2, 0, ("wohnen", "betrieblich", "heizoel", 500, "l", 2019, "Straße"))
    return buffer.getvalue()


def _new(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder
