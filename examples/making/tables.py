"""CSV tables of the examples as rows of text, and files written with the line ends that every system shares."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from pathlib import Path

Row = dict[str, str]


def rows_of(path: Path, delimiter: str = ";") -> list[Row]:
    """Rows of a UTF-8 table by column title."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))


def table_bytes(columns: Sequence[str], rows: Iterable[Mapping[str, object]], delimiter: str = ";") -> bytes:
    """A UTF-8 table with LF line ends; numbers with a decimal comma, as a German Excel writes them."""
    stream = StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_text(row.get(column, "")) for column in columns] for row in rows)
    return stream.getvalue().encode("utf-8")


def _text(value: object) -> str:
    return f"{value:.10g}".replace(".", ",") if isinstance(value, float) else str(value)
