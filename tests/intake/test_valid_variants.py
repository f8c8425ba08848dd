"""Files that are unusual and right: the same activities must come out (faults.md 34, 44, 45, 48, 50)."""

import io
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.intake.conftest import LATEST_YEAR, Reader, codes
from tests.intake.workbooks import MASTER, ORGANISATIONS, PART, SHEET, TITLES, Value, altered, heat, workbook, zipped
from thgbilanz.core.activity import ActivityTable
from thgbilanz.intake.read import read_files
from thgbilanz.templates.workbook import template_bytes

ROWS: list[tuple[Value, ...]] = [
    ("Rathaus", "G-004711", "Erdgas", 312500.0, "kWh (Hs)"),
    ("Feuerwache Nord", None, "Heizöl EL", 7850.5, "l"),
    ("Bäderbetrieb", "0012", "Fernwärme", None, "MWh", "nicht erhoben"),
]
PLACES = {"file", "sheet", "row", "column", "column_title", "unit_column", "unit_title", "file_sha256"}


def contents(table: ActivityTable) -> dict[str, str]:
    """The activities without the places they stand at; NaN made comparable."""
    return {name: repr(values) for name, values in table.columns.items() if name not in PLACES}


@pytest.fixture
def usual(read: Reader) -> dict[str, str]:
    return contents(read(heat(*ROWS), "usual.xlsx").activities)


def openpyxl_file(rows: list[tuple[Value, ...]]) -> bytes:
    book = Workbook()
    book.active.title = "Stammdaten"
    for line in MASTER:
        book["Stammdaten"].append(line)
    sheet = book.create_sheet(SHEET)
    for row in [TITLES, *rows]:
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def saved_again(data: bytes) -> bytes:
    """The workbook as openpyxl writes it after reading it."""
    buffer = io.BytesIO()
    load_workbook(io.BytesIO(data)).save(buffer)
    return buffer.getvalue()


def with_inline_texts(data: bytes) -> bytes:
    """Texts in the cells themselves, as many exporters write them."""
    cell = b'<c r="A2" t="inlineStr"><is><t>Rathaus</t></is></c>'

    def change(xml: bytes) -> bytes:
        begin = xml.index(b'<c r="A2"')
        end = xml.index(b"</c>", begin) + 4
        return xml[:begin] + cell + xml[end:]

    return altered(data, {PART: change})


def with_prefixes(data: bytes) -> bytes:
    """The sheet with a namespace prefix on every tag, as some .NET programs write it."""

    def change(xml: bytes) -> bytes:
        head, _, body = xml.partition(b"?>")
        body = body.replace(b"</", b"</x:").replace(b"<", b"<x:").replace(b"<x:/x:", b"</x:")
        return head + b"?>" + body.replace(b'xmlns="', b'xmlns:x="')

    return altered(data, {PART: change})


def with_spaces_in_tags(data: bytes) -> bytes:
    return altered(data, {PART: lambda xml: xml.replace(b'<c r="', b"<c\n r = '").replace(b'" t="s">', b"' t='s' >")})


VARIANTS = {
    "openpyxl": openpyxl_file(ROWS),
    "openpyxl again": saved_again(heat(*ROWS)),
    "inline texts": with_inline_texts(heat(*ROWS)),
    "prefixes": with_prefixes(heat(*ROWS)),
    "stored, not packed": zipped([]) and heat(*ROWS),
    "sheet order": workbook({SHEET: [TITLES, *ROWS], "Anleitung": [["so geht es"]]}, master=MASTER),
    "titles with blanks": heat(*ROWS, titles=["\u00a0Liegenschaft", "Zähler-\nNr.", *TITLES[2:]]),
    "rows above": workbook({SHEET: [["Logo"], ["Stand 2020", "Jahr", 2019.0], [], TITLES, *ROWS]}),
    "empty column": workbook({SHEET: [[None, *row] for row in [TITLES, *ROWS]]}),
    "other order": heat(*[row[::-1] for row in [(*r, *[None] * (8 - len(r))) for r in ROWS]], titles=TITLES[::-1]),
    "required marks": heat(*ROWS, titles=[f"{title} *" for title in TITLES]),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_unusual_and_right(read: Reader, usual: dict[str, str], name: str) -> None:
    result = read(VARIANTS[name])
    assert codes(result) == []
    assert contents(result.activities) == usual


def test_spaces_and_single_quotes_in_tags(read: Reader, usual: dict[str, str]) -> None:
    data = altered(heat(*ROWS), {PART: lambda xml: xml.replace(b'<c r="', b'<c  r="')})
    assert contents(read(data).activities) == usual


def test_own_template_is_read_back_whole(tmp_path: Path) -> None:
    rows = {
        "strom": [
            {
                "liegenschaft": "Rathaus",
                "zaehler": "0012",
                "aktivitaet": "strom",
                "menge": 1.5,
                "einheit": "MWh",
                "bestaetigt": "M. Beispiel; 14.03.2020; Umbau",
            }
        ],
        "waerme": [{"aktivitaet": "heizoel", "notation": "nicht_erhoben", "witterungsbereinigt": "nein"}],
        "fuhrpark": [
            {"aktivitaet": "diesel", "menge": 48250, "einheit": "l", "von": "2019-01-01", "bis": "2019-06-30"}
        ],
        "aktivitaeten": [
            {
                "aktivitaet": "restabfall",
                "menge": 42.6,
                "einheit": "t",
                "scope3_kategorie": "3.5",
                "gegenpartei": "wohnen",
                "lieferung": "netz",
                "unsicherheit_prozent": 5,
                "organisation": "wohnen",
            }
        ],
        "stadtgebiet": [{"sektor": "haushalte", "aktivitaet": "erdgas", "menge": 1e6, "einheit": "MWh (Hi)"}],
    }
    data = template_bytes(list(rows), "stadt", "Stadt Musterstadt", 2019, rows=rows)
    (tmp_path / "a.xlsx").write_bytes(data)
    result = read_files([tmp_path / "a.xlsx"], tmp_path, 2019, ORGANISATIONS, LATEST_YEAR)
    columns = result.activities.columns
    assert codes(result) == []
    assert columns["activity"] == ["strom", "heizoel", "diesel", "restabfall", "erdgas"]
    assert columns["organisation"] == ["stadt", "stadt", "stadt", "wohnen", "stadtgebiet"]
    assert columns["notation"] == ["", "nicht_erhoben", "", "", ""]
    assert columns["counterparty"] == ["", "", "", "wohnen", ""]
    assert columns["delivery"] == ["", "", "", "netz", ""]
    assert columns["scope3_category"] == ["", "", "", "3.5", ""]
    assert columns["meter"][0] == "0012"
    assert columns["confirmation"] == ["M. Beispiel; 14.03.2020; Umbau", "", "", "", ""]
    assert columns["weather_corrected"] == ["", "nein", "", "", ""]
    assert columns["start"][2] == "2019-01-01"


def test_untouched_template_has_no_data(tmp_path: Path) -> None:
    data = template_bytes(["strom", "waerme", "stadtgebiet"], "stadt", "Stadt", 2019)
    (tmp_path / "a.xlsx").write_bytes(data)
    result = read_files([tmp_path / "a.xlsx"], tmp_path, 2019, ORGANISATIONS, LATEST_YEAR)
    assert codes(result) == ["THG030"]


def test_row_order_does_not_matter(read: Reader) -> None:
    def sorted_rows(table: ActivityTable) -> list[tuple[str, ...]]:
        return sorted(zip(*(map(repr, table.columns[name]) for name in contents(table)), strict=True))

    forwards, backwards = read(heat(*ROWS)), read(heat(*reversed(ROWS)))
    assert sorted_rows(forwards.activities) == sorted_rows(backwards.activities)


def test_values_in_a_csv_table_and_in_a_workbook_are_the_same(read: Reader, usual: dict[str, str]) -> None:
    lines = ["organisation;raum;jahr;liegenschaft;zaehler;aktivitaet;menge;einheit;notation"]
    for row in ROWS:
        site, meter, activity, amount, unit, *notation = ["" if v is None else str(v).replace(".", ",") for v in row]
        lines.append(";".join(["stadt", "betrieblich", "2019", site, meter, activity, amount, unit, *notation]))
    lines = [line + ";" * (8 - line.count(";")) for line in lines]
    assert contents(read("\n".join(lines)).activities) == usual


def test_a_template_filled_before_columns_were_added_stays_valid(read: Reader) -> None:
    """``bestaetigt`` and ``witterungsbereinigt`` are optional: version 1 without them is still version 1."""
    assert {"Witterungsbereinigt", "Bestätigt"}.isdisjoint(TITLES)
    result = read(heat(*ROWS))
    assert codes(result) == []
    assert result.activities.columns["weather_corrected"] == ["", "", ""]
    assert result.activities.columns["confirmation"] == ["", "", ""]


def test_confirmations_and_the_weather_flag_are_carried_as_written(read: Reader) -> None:
    words = "M. Beispiel; 14.03.2020;  Umbau,\nHalle stand leer"
    titles = [*TITLES[:5], "Bestätigt", "Witterungsbereinigt"]
    result = read(heat((*ROWS[0], words, "nein"), (*ROWS[1], None, None), titles=titles))
    assert codes(result) == []
    assert result.activities.columns["confirmation"] == [words, ""]
    assert result.activities.columns["weather_corrected"] == ["nein", ""]
