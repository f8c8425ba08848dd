"""The journal as a file: one CSV table with the declared columns, written and read back without losing a digit.

Comma, point, UTF-8, plain line ends; numbers in their shortest form that reads back as the same number; posting ids as
16 hexadecimal digits; an absent figure is an empty cell. A text that a spreadsheet program would take for a formula
gets an apostrophe before it, which reading takes off again. The same postings give the same bytes.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from thgbilanz.core.diagnostic import Diagnostic, error, note
from thgbilanz.core.place import Place
from thgbilanz.core.posting import POSTING_COLUMNS, POSTING_SCHEMA
from thgbilanz.core.schema import Column
from thgbilanz.journal.frame import EMPTY_BY_KIND, constant_column, empty_journal, journal_frame
from thgbilanz.journal.identity import posting_id_text
from thgbilanz.journal.names import JournalName

Floats = npt.NDArray[np.float64]

SHARE_COLUMN = Column("group_share", "float", "Anteil am Konzern", "what the posting counts in the group, 0 to 1")
"""No column of a posting, but of its balance: with it a stored journal alone gives the total of the group."""

_KNOWN = (*POSTING_COLUMNS, SHARE_COLUMN.name)

_CHUNK = 20_000
"""Rows that are text at the same time: a million rows of texts would take ten times the memory of their codes."""

_ESSENTIAL = frozenset(
    {
        "posting_id", "organisation", "space", "sector", "scope", "scope3_category", "method", "activity", "boundary",
        "year", "start", "end", "amount", "unit", "portion", "quantity", "quantity_unit", "factor_kg", "emissions_kg",
        "gwp_set", "counterparty", "delivery", "meter", "site", "file", "sheet", "row", "column", "layer", "rule",
    }
)  # fmt: skip
"""Columns without which no difference could be explained. Others may have been declared after a file was written: a
sealed year stays readable."""

_NOT_GIVEN = float("nan")
_MOST_FINDINGS = 20
_SAFE_BEFORE = re.compile(r"^'*[=+\-@\t\r\n＝＋－＠]")
"""Texts that get an apostrophe: those that begin a formula, and those that look as if they already had one."""

_UNWRITABLE = re.compile("[\0\ud800-\udfff]")
"""Halves of surrogate pairs (broken file names) and NUL, which end a text in half of all programs."""

_ID = re.compile(r"[0-9a-f]{16}")
_CHARACTERS_OF_A_CELL = 1_000_000


@dataclass(frozen=True, slots=True)
class StoredJournal:
    """A journal that was read back, or the findings that say why there is none."""

    postings: pd.DataFrame | None
    findings: tuple[Diagnostic, ...] = ()
    shares: Floats | None = None
    """What each posting counts in the group; None if the file does not say."""


def column_parts(journal: pd.DataFrame, names: Sequence[JournalName]) -> Iterator[str]:
    """Some columns as CSV under their German keys, some thousand rows at a time; ``read_journal`` takes all or none."""
    yield ",".join(name.key for name in names) + "\n"
    schema = {column.name: column for column in POSTING_SCHEMA}
    columns = (journal[name.column] if name.divisor == 1 else journal[name.column] / name.divisor for name in names)
    texts = [_texts_of(schema[name.column], values) for name, values in zip(names, columns, strict=True)]
    yield from _rows(texts, len(journal))


def journal_bytes(journal: pd.DataFrame, shares: Floats | None = None) -> bytes:
    """The whole table as UTF-8."""
    return b"".join(part.encode() for part in journal_parts(journal, shares))


def journal_parts(journal: pd.DataFrame, shares: Floats | None = None) -> Iterator[str]:
    """Header and rows, some thousand rows at a time, in the order of the journal.

    ``shares`` are what each posting counts in the group; they stand in a column of their own at the end.
    """
    names = [*POSTING_COLUMNS, *([SHARE_COLUMN.name] if shares is not None else [])]
    yield ",".join(names) + "\n"
    texts = [_texts_of(column, journal[column.name]) for column in POSTING_SCHEMA]
    if shares is not None:
        texts.append(_texts_of(SHARE_COLUMN, pd.Series(shares)))
    yield from _rows(texts, len(journal))


def _rows(texts: Sequence[Callable[[int, int], list[str]]], size: int) -> Iterator[str]:
    for first in range(0, size, _CHUNK):
        last = min(first + _CHUNK, size)
        columns = [of_rows(first, last) for of_rows in texts]
        yield "".join(",".join(cells) + "\n" for cells in zip(*columns, strict=True))


def _texts_of(column: Column, values: Any) -> Callable[[int, int], list[str]]:  # noqa: ANN401 - a pandas Series
    """How to turn rows of a column into cells."""
    if column.kind == "float":
        numbers = values.to_numpy(dtype=np.float64)
        return lambda first, last: [_float_text(value) for value in numbers[first:last].tolist()]
    if column.kind == "int":
        whole = values.to_numpy()
        text = posting_id_text if column.name == "posting_id" else str
        return lambda first, last: [text(value) for value in whole[first:last].tolist()]
    categories = [_cell(str(value)) for value in values.cat.categories]
    codes = values.cat.codes.to_numpy()
    return lambda first, last: [categories[code] if code >= 0 else "" for code in codes[first:last].tolist()]


def _float_text(value: float) -> str:
    """The shortest text that reads back as the same number; zero has no sign.

    >>> _float_text(0.1 + 0.2), _float_text(float("nan")), _float_text(-0.0)
    ('0.30000000000000004', '', '0.0')
    """
    return "" if value != value else repr(value + 0.0)  # noqa: PLR0124 - NaN is the one number that is not itself


def _cell(text: str) -> str:
    shown = _UNWRITABLE.sub("\ufffd", text)
    safe = f"'{shown}" if _SAFE_BEFORE.match(shown) else shown
    return f'"{safe.replace(chr(34), chr(34) * 2)}"' if any(sign in safe for sign in ',"\n\r') else safe


def _uncelled(text: str) -> str:
    return text[1:] if text.startswith("'") and _SAFE_BEFORE.match(text) else text


def read_journal(content: bytes, name: str) -> StoredJournal:
    """The journal in a file with this content; ``name`` is how findings call it.

    Findings: THG642 if it is no journal, THG643 for cells and rows that are none of a journal.
    """
    if b"\0" in content[:_CHUNK]:
        return _no_journal(name, "keine Texttabelle")
    records = _records(content)
    header = next(records, None)
    if header is None or isinstance(header, str):
        return _no_journal(name, "leer" if header is None else header)
    refused = _header_findings(header, name)
    if any(finding.code == "THG642" for finding in refused):
        return StoredJournal(None, tuple(refused))
    reading = _Reading(header, name)
    for record in records:
        reading.add(record)
    reading.finish()
    findings = (*refused, *reading.findings)
    if reading.findings:
        return StoredJournal(None, findings)
    return StoredJournal(reading.frame(), findings, reading.shares())


def _records(content: bytes) -> Iterator[list[str] | str]:
    """Records of the table; a text if the table cannot be taken apart at this point."""
    csv.field_size_limit(_CHARACTERS_OF_A_CELL)
    # decoded as it is read: the text of a million postings as a whole would take four times the room of its bytes
    stream = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig", newline="")
    reader = csv.reader(stream, strict=True)
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except UnicodeDecodeError:
            yield "kein UTF-8"
            return
        except csv.Error as problem:
            yield f"nicht lesbar ab Zeile {reader.line_num} ({problem})"
            return
        if record:
            yield record


def _no_journal(name: str, found: str) -> StoredJournal:
    finding = error(
        "THG642",
        f"„{name}“ ist kein Journal",
        Place(name),
        found=found,
        expected="CSV-Tabelle aus thg journal JAHR --format csv",
        hint="Das Journal neu schreiben: thg journal JAHR --format csv > journal.csv",
    )
    return StoredJournal(None, (finding,))


def _header_findings(header: Sequence[str], name: str) -> list[Diagnostic]:
    doubled = [title for position, title in enumerate(header) if title in header[:position]]
    unknown = [title for title in header if title not in _KNOWN]
    missing = [title for title in POSTING_COLUMNS if title not in header]
    if doubled or unknown or _ESSENTIAL & set(missing):
        near = get_close_matches(unknown[0], missing or POSTING_COLUMNS, n=3) if unknown else []
        found = [f"unbekannt: {', '.join(unknown)}"] if unknown else []
        found += [f"fehlt: {', '.join(missing)}"] if missing else []
        found += [f"doppelt: {', '.join(doubled)}"] if doubled else []
        hint = f"Gemeint ist vielleicht {', '.join(near)}" if near else "Das Journal mit allen Spalten schreiben"
        text = f"„{name}“ hat nicht die Spalten eines Journals"
        place = Place(name, cell="1")
        return [error("THG642", text, place, found="; ".join(found), expected=", ".join(POSTING_COLUMNS), hint=hint)]
    if missing:
        hint = "Geschrieben von einer früheren Version; die Spalten gelten als leer"
        text = f"„{name}“ kennt {len(missing)} neuere Spalten des Journals nicht"
        return [note("THG651", text, Place(name), found=", ".join(missing), hint=hint)]
    return []


class _Reading:
    """Columns in the making: codes and distinct texts, numbers as numbers, so that no row ever is a list of texts."""

    def __init__(self, header: Sequence[str], name: str) -> None:
        self.findings: list[Diagnostic] = []
        self._name, self._width, self._line = name, len(header), 1
        schema = {column.name: column for column in (*POSTING_SCHEMA, SHARE_COLUMN)}
        self._columns = [schema[title] for title in header]
        self._values: list[Any] = [_Texts() if column.kind in {"category", "text"} else [] for column in self._columns]
        self._chunk: list[list[str]] = []
        self._lines: list[int] = []
        self._rows = 0

    def add(self, record: list[str] | str) -> None:
        self._line += 1
        if isinstance(record, str) or len(record) != self._width:
            found = record if isinstance(record, str) else f"{len(record)} Felder"
            self._wrong(f"Zeile {self._line} ist keine Zeile des Journals", "", found, f"{self._width} Felder")
            return
        self._chunk.append(record)
        self._lines.append(self._line)
        if len(self._chunk) == _CHUNK:
            self.finish()

    def finish(self) -> None:
        """Turn the rows that are still texts into columns."""
        if not self._chunk:
            return
        for position, texts in enumerate(zip(*self._chunk, strict=True)):
            column = self._columns[position]
            if column.kind in {"category", "text"}:
                self._values[position].add(texts)
            else:
                self._values[position].append(self._figures(column, texts))
        self._rows += len(self._chunk)
        self._chunk.clear()
        self._lines.clear()

    def _figures(self, column: Column, texts: Sequence[str]) -> Any:  # noqa: ANN401 - an array
        read, kind = _reading_of(column)
        try:
            if texts.count(texts[0]) == len(texts):
                return np.full(len(texts), read(texts[0]), dtype=kind)
            if column.kind == "float":
                return _floats(texts)
            return np.array([read(text) for text in texts], dtype=kind)
        except (ValueError, OverflowError):
            pairs = zip(texts, self._lines, strict=True)
            return np.array([self._figure(column, text, line) for text, line in pairs], dtype=kind)

    def _figure(self, column: Column, text: str, line: int) -> Any:  # noqa: ANN401 - a number of the column's kind
        read, kind = _reading_of(column)
        try:
            value = read(text)
            np.array([value], dtype=kind)
        except (ValueError, OverflowError):
            expected = "16 Zeichen 0–9 und a–f" if column.name == "posting_id" else "Zahl mit Punkt, etwa 1234.5"
            self._wrong(f"„{text[:40]}“ ist kein Wert für {column.name}", f"{line}", text[:40], expected)
            return 0
        return value

    def _wrong(self, text: str, cell: str, found: str, expected: str) -> None:
        if len(self.findings) < _MOST_FINDINGS:
            hint = "Das Journal nicht von Hand ändern, sondern neu schreiben lassen"
            place = Place(self._name, cell=cell)
            self.findings.append(error("THG643", text, place, found=found, expected=expected, hint=hint))

    def frame(self) -> pd.DataFrame:
        if not self._rows:
            return empty_journal()
        columns: dict[str, Any] = {}
        for column, values in zip(self._columns, self._values, strict=True):
            if column is SHARE_COLUMN:
                continue
            columns[column.name] = values.categorical() if isinstance(values, _Texts) else np.concatenate(values)
        for column in POSTING_SCHEMA:
            if column.name not in columns:
                columns[column.name] = _constant(column, self._rows)
        return journal_frame(columns)

    def shares(self) -> Floats | None:
        """What each posting counts in the group, if the file says it."""
        if SHARE_COLUMN not in self._columns:
            return None
        parts = self._values[self._columns.index(SHARE_COLUMN)]
        return np.concatenate(parts) if parts else np.zeros(0)


def _reading_of(column: Column) -> tuple[Callable[[str], Any], str]:
    if column.name == "posting_id":
        return _id_number, "uint64"
    if column.kind == "int":
        return int, "int64"
    return _float_of, "float64"


def _id_number(text: str) -> int:
    if not _ID.fullmatch(text):
        raise ValueError(text)
    return int(text, 16)


def _floats(texts: Sequence[str]) -> Any:  # noqa: ANN401 - an array
    """Many figures at once; raises ValueError if one of them is none, infinite or the word nan."""
    values = np.array([float(text) if text else _NOT_GIVEN for text in texts])
    if np.isinf(values).any() or int(np.isnan(values).sum()) != texts.count(""):
        raise ValueError
    return values


def _float_of(text: str) -> float:
    value = float(text) if text else float("nan")
    if value in {float("inf"), float("-inf")} or (text and value != value):  # noqa: PLR0124 - "nan" as a text
        raise ValueError(text)
    return value


def _constant(column: Column, rows: int) -> Any:  # noqa: ANN401 - a column of any kind
    empty = EMPTY_BY_KIND[column.kind]
    if column.kind in {"category", "text"}:
        return constant_column(empty, rows)
    return np.full(rows, empty)


class _Texts:
    """Distinct texts of a column with the number of each row's text."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._codes: list[Any] = []

    def add(self, texts: Sequence[str]) -> None:
        numbers = self._numbers
        if texts.count(texts[0]) == len(texts):
            self._codes.append(np.full(len(texts), numbers.setdefault(texts[0], len(numbers)), dtype=np.int32))
            return
        codes = [numbers.setdefault(text, len(numbers)) for text in texts]
        self._codes.append(np.array(codes, dtype=np.int32))

    def categorical(self) -> pd.Categorical:
        texts = [_uncelled(text) for text in self._numbers]
        order = {text: position for position, text in enumerate(sorted(set(texts)))}
        rank = np.array([order[text] for text in texts], dtype=np.int32)
        codes = rank[np.concatenate(self._codes)]
        return pd.Categorical.from_codes(codes, categories=pd.Index(list(order), dtype=object), validate=False)
