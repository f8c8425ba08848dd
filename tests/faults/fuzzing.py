"""A fuzzer for the guard: ``python -m tests.faults.fuzzing FOLDER SEED COUNT``, one JSON line for each failure.

File ``SEED:k`` is always the same bytes, whatever the number of files: a failure is repeated by its name alone.
Why not a coverage-guided fuzzer: see docs/decisions/0016.
"""

import io
import json
import random
import sys
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests.faults.measuring import LIMIT_MB, LIMIT_S, measured
from tests.faults.mutations import MUTATIONS
from tests.faults.sketches import ACTIVITY, AMOUNT, METER, SITE, UNIT, Formula, Line, Sketch, facts_of, written
from tests.intake.workbooks import ORGANISATIONS, zipped
from thgbilanz.core.diagnostic import has_errors
from thgbilanz.intake.read import IntakeResult, read_files
from thgbilanz.templates.workbook import template_bytes

_TOKENS = (
    b"<",
    b">",
    b'"',
    b"</c>",
    b"<c/>",
    b'<c r="A1">',
    b'<c r="XFD1048576"><v>1</v></c>',
    b'<c r="A1" t="s"><v>99999999</v></c>',
    b'<row r="1048576">',
    b'<row r="0">',
    b"<f>",
    b"</f>",
    b"<f>A1</f>",
    b"<v>NaN</v>",
    b"<v>1e999</v>",
    b"<v>-1</v>",
    b"<v/>",
    b't="e"',
    b't="inlineStr"',
    b"<is><t>x</t></is>",
    b"&amp;",
    b"&#0;",
    b"&x;",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"<!DOCTYPE x>",
    b"<?xml?>",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\0",
    b'ref="A1:XFD1048576"',
    b"4294967295",
    b"-2147483649",
    b"9" * 400,
    b" " * 5000,
    b'count="999999999"',
    b"<si><t>x</t></si>" * 50,
    b"<mergeCell ref='A1:XFD1048576'/>",
    b'xmlns:x="y"',
    b"1904",
    b"/../",
    b"..\\",
    b"\xc3\xa4",
    b"\xc3",
)
_TABLE = (
    "organisation;raum;aktivitaet;menge;einheit;jahr;bemerkung\n"
    'stadt;betrieblich;erdgas;1.234,5;kWh (Hs);2019;"Gasthof ""Krone"""\n'
    "wohnen;betrieblich;oekostrom;17;kWh;2019;Bäder\n"
)
Mutator = Callable[[random.Random, bytes], bytes]


@cache
def corpus() -> tuple[bytes, ...]:
    """Right and hostile files to start from."""
    lines = tuple(
        Line({SITE: f"Haus {n}", METER: f"Z-{n:05}", ACTIVITY: "Erdgas", AMOUNT: value, UNIT: "kWh (Hs)"}, None)
        for n, value in enumerate((312500.0, "1.234,5", Formula("=A1*2", 25.0), 7.25))
    )
    sketch = Sketch(lines, above=3, left=1, others={"Notizen": (("x", 1.0),)})
    facts = ("", "", "", 0.0, "", "", "", "")
    described = Sketch(tuple(Line(line.cells, facts) for line in lines))
    changed = [written(mutation.step(described, 1)[0]) for mutation in MUTATIONS.values()]
    rows: dict[str, list[dict[str, object]]] = {
        "strom": [{"liegenschaft": "Rathaus", "aktivitaet": "strom", "menge": 1, "einheit": "MWh"}]
    }
    template = template_bytes(("strom", "waerme"), "stadt", "Stadt Musterstadt", 2019, rows=rows)
    by_openpyxl = written(Sketch(lines, writer="openpyxl"))
    return (written(sketch), by_openpyxl, template, *changed, _TABLE.encode(), _TABLE.replace(";", ",").encode())


def _noise(chance: random.Random, data: bytes) -> bytes:
    """Some bytes changed."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8))):
        if changed:
            changed[chance.randrange(len(changed))] ^= chance.randrange(1, 256)
    return bytes(changed)


def _cut(chance: random.Random, data: bytes) -> bytes:
    """A piece lost, doubled or moved."""
    begin, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    piece = data[begin:end]
    return chance.choice((data[:begin], data[:begin] + data[end:], data[:end] + piece + data[end:], piece + data))


def _headers(chance: random.Random, data: bytes) -> bytes:
    """A field in a header of the archive: sizes, offsets, flags, ways of packing, counts."""
    marks = [at for mark in (b"PK\1\2", b"PK\3\4", b"PK\5\6") for at in _all(data, mark)]
    if not marks:
        return _noise(chance, data)
    changed = bytearray(data)
    at = chance.choice(marks) + chance.randrange(4, 46)
    width = chance.choice((1, 2, 4))
    value = chance.choice((0, 1, 8, 99, 0xFFFF, 0xFFFFFFFF, len(data), chance.randrange(1 << 32))) % (1 << 8 * width)
    changed[at : at + width] = value.to_bytes(width, "little")
    return bytes(changed)


def _all(data: bytes, mark: bytes) -> list[int]:
    found, at = [], data.find(mark)
    while at >= 0:
        found.append(at)
        at = data.find(mark, at + 1)
    return found


def _inside(chance: random.Random, data: bytes) -> bytes:
    """Pieces of the format put into parts, with right checksums."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(name, archive.read(name)) for name in archive.namelist()]
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError):
        return _with_tokens(chance, data)
    for _ in range(chance.choice((1, 1, 2, 4))):
        number = chance.randrange(len(parts))
        name, content = parts[number]
        if chance.random() < 0.1:
            other = chance.choice(parts)[1]
            parts[number] = (name, other if chance.random() < 0.5 else b"")
        else:
            parts[number] = (name, _with_tokens(chance, content))
    if chance.random() < 0.05:
        parts.append((chance.choice(parts)[0], b"<x/>"))
    return zipped(dict(parts).items())


def _with_tokens(chance: random.Random, content: bytes) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 5))):
        begin = chance.randrange(len(content) + 1)
        end = min(len(content), begin + chance.choice((0, 0, 1, 3, 20, 200)))
        piece = chance.choice(_TOKENS) if chance.random() < 0.8 else bytes(chance.randrange(256) for _ in range(4))
        content = content[:begin] + piece * chance.choice((1, 1, 1, 30)) + content[end:]
    return content


_BLIND: tuple[Mutator, ...] = (_noise, _cut, _headers)
"""Changes that know nothing of the contents: checksums must reveal each that matters."""
_MUTATORS: tuple[Mutator, ...] = (*_BLIND, _inside, _inside, _inside)


def case(name: str) -> tuple[bytes, bytes | None]:
    """The bytes of ``SEED:k``, and the file they came from if the change must not pass unseen."""
    chance = random.Random(name)  # noqa: S311 - repeatable, not secret
    source = chance.choice(corpus())
    mutator = chance.choice(_MUTATORS)
    data = mutator(chance, source)
    return data, source if mutator in _BLIND and source.startswith(b"PK") else None


def _read(folder: Path, data: bytes) -> IntakeResult:
    path = folder / ("datei.xlsx" if data.startswith(b"PK") else "datei.csv")
    path.write_bytes(data)
    return read_files([path], folder, 2019, ORGANISATIONS, 2026)


def outcome(folder: Path, name: str) -> str:
    """Empty if all is as it must be."""
    data, source = case(name)
    result = _read(folder, data)
    if result.unreadable and not has_errors(result.findings):
        return "unreadable without a Fehler"
    if any(not finding.code.startswith("THG") or not finding.text for finding in result.findings):
        return "a finding without code or text"
    if source is not None and data != source and not result.unreadable:
        before = _read(folder, source)
        told = {(finding.code, finding.text) for finding in result.findings}
        if facts_of(before) != facts_of(result) and told <= {(f.code, f.text) for f in before.findings}:
            return "other activities, and nothing said"
    return ""


def failures(folder: Path, seed: int, count: int) -> list[dict[str, object]]:
    """What went wrong in ``count`` files, each with its name, time and memory."""
    found: list[dict[str, object]] = []
    for result in measured([f"{seed}:{number}" for number in range(count)], lambda name: outcome(folder, name)):
        if result.died or result.outcome or result.seconds > LIMIT_S or result.peak_mb > LIMIT_MB:
            said = result.outcome or f"{result.seconds:.1f} s, {result.peak_mb:.0f} MB"
            found.append({"name": result.name, "said": said})
    return found


def main() -> None:
    """Tell every failure as a line."""
    folder, seed, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    _read(folder, corpus()[0])
    for failure in failures(folder, seed, count):
        sys.stdout.write(json.dumps(failure) + "\n")


if __name__ == "__main__":
    main()
