"""No input raises: any bytes, any change of a workbook, any table (contract 2); rows are taken or rejected."""

import io
import zipfile
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.intake.conftest import LATEST_YEAR
from tests.intake.workbooks import GOOD, ORGANISATIONS, SHEET, TITLES, altered, heat, workbook, zipped
from thgbilanz.core.diagnostic import has_errors
from thgbilanz.intake.read import IntakeResult, read_files

BASE = workbook({SHEET: [TITLES, GOOD, ("Bad", None, "Fernwärme", "1.234,5", "MWh")], "Strom": [["Stromart"]]})
with zipfile.ZipFile(io.BytesIO(BASE)) as _archive:
    PARTS = {name: _archive.read(name) for name in _archive.namelist()}
CODE = "THG"
fast = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read(folder: Path, name: str, data: bytes) -> IntakeResult:
    (folder / name).write_bytes(data)
    result = read_files([folder / name], folder, 2019, ORGANISATIONS, LATEST_YEAR)
    assert all(finding.code.startswith(CODE) and finding.text for finding in result.findings)
    assert not result.unreadable or has_errors(result.findings)
    return result


@fast
@given(st.binary(max_size=400), st.sampled_from(["a.xlsx", "a.csv", "a", "a.xls"]))
@example(b"PK\x05\x06" + bytes(18), "a.xlsx")
@example(b"PK\x05\x06" + b"\xff" * 18, "a.xlsx")
@example(b"PK\x03\x04PK\x01\x02PK\x05\x06", "a.xlsx")
@example(b"organisation;raum;\xff", "a.csv")
@example(b'"', "a.csv")
def test_any_bytes(tmp_path: Path, data: bytes, name: str) -> None:
    read(tmp_path, name, data)


@fast
@given(st.integers(0, len(BASE) - 1), st.integers(1, 255))
def test_any_byte_of_a_workbook_changed(tmp_path: Path, position: int, change: int) -> None:
    data = bytearray(BASE)
    data[position] ^= change
    read(tmp_path, "a.xlsx", bytes(data))


@fast
@given(st.integers(0, len(BASE)))
def test_any_truncation(tmp_path: Path, length: int) -> None:
    result = read(tmp_path, "a.xlsx", BASE[:length])
    assert result.unreadable == (length < len(BASE))


@fast
@given(st.sampled_from(sorted(PARTS)), st.data())
def test_any_part_changed_with_right_checksums(tmp_path: Path, name: str, data: st.DataObject) -> None:
    content = PARTS[name]
    begin = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(begin, min(len(content), begin + 30)))
    piece = data.draw(
        st.sampled_from([b"", b"<", b"9", b'"', b"</c>", b"e", b"\xff", b"&x;", b"]]>", b"-1", b"XFD1048576"])
    )
    read(tmp_path, "a.xlsx", altered(BASE, {name: content[:begin] + piece + content[end:]}))


@fast
@given(st.lists(st.tuples(st.sampled_from(sorted(PARTS)), st.binary(max_size=40)), max_size=4))
def test_any_mixture_of_parts(tmp_path: Path, entries: list[tuple[str, bytes]]) -> None:
    read(tmp_path, "a.xlsx", zipped({**PARTS, **dict(entries)}.items()))


texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
values = st.one_of(
    st.none(), st.booleans(), st.floats(allow_nan=False, allow_infinity=False), texts, st.dates(), st.sampled_from(GOOD)
)


@fast
@given(st.lists(st.lists(values, max_size=8), max_size=5), st.integers(0, 2))
def test_any_cells_below_the_header(tmp_path: Path, rows: list[list[object]], good: int) -> None:
    safe = [[_writable(value) for value in row] for row in rows]
    result = read(tmp_path, "a.xlsx", heat(*safe, *[(f"Haus {n}", None, *GOOD[2:]) for n in range(good)]))
    assert len(result.activities) >= good or has_errors(result.findings)


@fast
@given(st.lists(st.lists(texts, max_size=9), max_size=5), st.sampled_from(";,\t"))
def test_any_csv_text(tmp_path: Path, rows: list[list[str]], delimiter: str) -> None:
    header = delimiter.join(["organisation", "raum", "aktivitaet", "menge", "einheit", "jahr"])
    body = "\n".join(delimiter.join(row) for row in rows)
    read(tmp_path, "a.csv", f"{header}\n{body}".encode())


def _writable(value: object) -> object:
    """XlsxWriter refuses dates before 1900."""
    year = getattr(value, "year", 2000)
    return None if year < 1900 else value
