"""Tables as they lie on disk: bytes to lines, with everything that is wrong with the text itself (F01)."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.place import Place, column_letter
from thgbilanz.factors.checking.layout import KINDS, Kind, kind_of

Cells = tuple[str, ...]

_MOJIBAKE = re.compile("[ÃÂ][\u0080-\u00bf\u2018-\u203a\u0152-\u0178\u20ac\u2122]|â€|\\?\\w|(?:^|\\s)\\?")
"""UTF-8 read as Latin-1 or Windows-1252, or a letter that became a question mark."""
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\ufeff\ufffd]")
"""Control characters, invisible blanks and the replacement character; a line end inside a cell is F01 as well."""


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as lines of cells, still text."""

    name: str
    """Name in findings: folder and path."""
    kind: str
    lines: tuple[tuple[int, Cells], ...]
    """Line number as an editor shows it, and its cells."""
    findings: tuple[Diagnostic, ...] = ()


def raw_tables(folder: Path, shown: str) -> list[RawTable]:
    """All tables of a folder in the order of their names; files of other kinds are left alone."""
    return [_read(path, f"{shown}/{relative}", kind) for path, relative, kind in table_files(folder)]


def table_files(folder: Path) -> Iterator[tuple[Path, str, str]]:
    """Path, path in the folder and kind of every table of a folder, sorted."""
    flat = not (folder / "factors").is_dir()
    for path in sorted(folder.rglob("*.csv")):
        relative = path.relative_to(folder).as_posix()
        kind = kind_of(relative, flat=flat)
        if kind:
            yield path, relative, kind


def _read(path: Path, name: str, kind: str) -> RawTable:
    try:
        data = path.read_bytes()
    except OSError as problem:
        return RawTable(name, kind, (), (_unreadable(name, problem.strerror or "Datei fehlt"),))
    return raw_table(name, kind, data)


def raw_table(name: str, kind: str, data: bytes) -> RawTable:
    """A table from the bytes of its file; undecodable bytes become findings, not an exception."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        return RawTable(name, kind, (), (_unreadable(name, f"kein UTF-8 ab Byte {problem.start}"),))
    findings = list(_text_findings(name, text))
    lines, problems = _lines(name, text.removeprefix("\ufeff"), KINDS[kind])
    return RawTable(name, kind, tuple(lines), (*findings, *problems))


def _text_findings(name: str, text: str) -> Iterator[Diagnostic]:
    if text.startswith("\ufeff"):
        yield error("F01", "Tabelle beginnt mit einem Byte-Order-Mark", Place(name, "", "A1"), hint=_FORMAT_HINT)
    if "\r" in text:
        yield error("F01", "Zeilenenden sind nicht LF", Place(name), found="CR", expected="LF (\\n)", hint=_FORMAT_HINT)
    if text and not text.endswith("\n"):
        yield error("F01", "Letzte Zeile endet nicht mit einem Zeilenende", Place(name), hint=_FORMAT_HINT)


_FORMAT_HINT = "thg faktoren formatiere schreibt die kanonische Form"


def _lines(name: str, text: str, kind: Kind) -> tuple[list[tuple[int, Cells]], list[Diagnostic]]:
    columns = tuple(kind.readers)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[tuple[int, Cells]] = []
    findings: list[Diagnostic] = []
    try:
        header = tuple(next(reader, []))
        if header != columns:
            return [], [_header(name, header, columns)]
        for row in reader:
            if len(row) == len(columns):
                lines.append((reader.line_num, tuple(row)))
            elif row:
                findings.append(_ragged(name, reader.line_num, len(row), len(columns)))
    except csv.Error as problem:
        findings.append(_unreadable(name, f"Zeile {reader.line_num}: {problem}"))
    return lines, findings


def cell_text_findings(table: RawTable) -> Iterator[Diagnostic]:
    """Damaged encoding, invisible characters and blanks in cells."""
    columns = tuple(KINDS[table.kind].readers)
    for line, row in table.lines:
        joined = "\x1f".join(row)
        # one look at the whole line: nearly all lines are clean
        if joined.isascii() and "?" not in joined and "  " not in joined and joined.replace("\x1f", "").isprintable():
            continue
        for column, cell in zip(columns, row, strict=True):
            problem = _cell_problem(cell)
            if problem:
                place = Place(table.name, "", f"{column_letter(columns.index(column))}{line}", column)
                yield error("F01", problem, place, found=cell, hint="Text neu aus der Quelle eintragen")


def _cell_problem(cell: str) -> str:
    if "\n" in cell or _CONTROL.search(cell):
        return "Zelle enthält Steuerzeichen oder beschädigte Zeichen"
    if _MOJIBAKE.search(cell) and "://" not in cell:
        return "Zelle enthält falsch umgewandelte Umlaute"
    if cell != unicodedata.normalize("NFC", cell) or "\u00a0" in cell or "  " in cell:
        return "Zelle enthält doppelte, geschützte oder zerlegte Zeichen"
    return ""


def _header(name: str, header: Cells, columns: Cells) -> Diagnostic:
    missing = [column for column in columns if column not in header]
    unknown = [column for column in header if column not in columns]
    parts = [f"fehlt: {', '.join(missing)}"] if missing else []
    parts += [f"unbekannt: {', '.join(unknown)}"] if unknown else []
    return error(
        "F01",
        f"Kopfzeile von „{name}“ passt nicht zum Schema",
        Place(name, "", "A1"),
        found="; ".join(parts) or "andere Reihenfolge oder doppelt",
        expected=",".join(columns),
        hint="Kopfzeile der mitgelieferten Tabelle übernehmen; mit Komma trennen, nicht mit Semikolon",
    )


def _ragged(name: str, line: int, count: int, expected: int) -> Diagnostic:
    return error(
        "F01",
        f"Zeile {line} hat {count} statt {expected} Felder",
        Place(name, "", f"A{line}"),
        hint="Texte mit Komma stehen in Anführungszeichen; ein Dezimalkomma spaltet eine Zahl in zwei Felder",
    )


def _unreadable(name: str, found: str) -> Diagnostic:
    return error(
        "F01",
        f"Tabelle „{name}“ lässt sich nicht lesen",
        Place(name),
        found=found,
        expected="CSV-Datei in UTF-8 mit Komma als Trennzeichen",
        hint="In Excel „CSV UTF-8 (durch Trennzeichen getrennt)“ wählen oder die Tabelle neu ablegen",
    )
