"""Workbooks for tests: plain ones from XlsxWriter, and hostile ones made by changing their parts."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence

from xlsxwriter import Workbook

Value = str | float | bool | dt.date | None
SHEET = "Wärme und Brennstoffe"
PART = "xl/worksheets/sheet2.xml"
"""Part of the first data sheet: the master data come first."""
TITLES = ("Liegenschaft", "Zählernummer", "Energieträger", "Verbrauch", "Einheit", "Kennzeichen", "Von", "Bis")
GOOD: tuple[Value, ...] = ("Rathaus", "G-004711", "Erdgas", 312500.0, "kWh (Hs)")
ORGANISATIONS = {"stadt": "Stadt Musterstadt", "wohnen": "Wohnbau Musterstadt GmbH"}
MASTER: tuple[tuple[str, Value], ...] = (
    ("Organisation (ID)", "stadt"),
    ("Name der Organisation", "Stadt Musterstadt"),
    ("Berichtsjahr", 2019.0),
    ("Vorlagenversion", 1.0),
)


def workbook(sheets: Mapping[str, Iterable[Sequence[Value]]], master: Sequence[tuple[str, Value]] = MASTER) -> bytes:
    """A workbook with master data (unless empty) and sheets whose rows begin in row 1."""
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as target:
        date_format = target.add_format({"num_format": "dd.mm.yyyy"})
        tables = {"Stammdaten": master, **sheets} if master else sheets
        for name, rows in tables.items():
            worksheet = target.add_worksheet(name)
            for number, row in enumerate(rows):
                for index, value in enumerate(row):
                    if isinstance(value, dt.date):
                        worksheet.write_datetime(number, index, value, date_format)  # type: ignore[arg-type]
                    elif isinstance(value, str):
                        worksheet.write_string(number, index, value)
                    elif value is not None:
                        worksheet.write(number, index, value)
    return buffer.getvalue()


def heat(*rows: Sequence[Value], titles: Sequence[Value] = TITLES) -> bytes:
    """A workbook with one data sheet: titles in row 1, rows from row 2."""
    return workbook({SHEET: [titles, *rows]})


def heat_with(**cells: Value) -> bytes:
    """A workbook with one good row in row 2, some of its cells replaced by title."""
    values: dict[str, Value] = dict(zip(TITLES, GOOD, strict=False)) | cells
    titles = [*TITLES, *(title for title in cells if title not in TITLES)]
    return heat([values.get(title) for title in titles], titles=titles)


def altered(data: bytes, changes: Mapping[str, Callable[[bytes], bytes] | bytes | None]) -> bytes:
    """The workbook with some parts changed, replaced, added or (None) left out."""
    source = zipfile.ZipFile(io.BytesIO(data))
    parts = {name: source.read(name) for name in source.namelist()}
    for name, change in changes.items():
        if change is None:
            del parts[name]
        else:
            parts[name] = change if isinstance(change, bytes) else change(parts[name])
    return zipped(parts.items())


def zipped(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip archive with these entries, names repeated if they are."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in entries:
            target.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def replaced(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """A change that replaces bytes which must be there."""

    def change(content: bytes) -> bytes:
        assert old in content, content
        return content.replace(old, new)

    return change


def with_sheet_data(xml: bytes) -> Callable[[bytes], bytes]:
    """A change that replaces the rows of a sheet."""

    def change(content: bytes) -> bytes:
        begin, end = content.index(b"<sheetData>") + len(b"<sheetData>"), content.index(b"</sheetData>")
        return content[:begin] + xml + content[end:]

    return change


def with_rows_added(xml: bytes) -> Callable[[bytes], bytes]:
    """A change that adds rows at the end of a sheet."""
    return replaced(b"</sheetData>", xml + b"</sheetData>")


def with_amount(cell: bytes) -> Callable[[bytes], bytes]:
    """A change that replaces the amount of the good row (cell D2) by another cell."""
    return replaced(b'<c r="D2"><v>312500</v></c>', cell)
