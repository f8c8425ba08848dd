"""Named changes of a right workbook, each with the class of outcome that it must have.

A mutation takes a sketch and the position of one line. What must happen to the activities stands in the changed
sketch (``Line.facts``), what must be said stands in ``Outcome``.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tests.faults.sketches import (
    ACTIVITY,
    AMOUNT,
    END,
    METER,
    PART,
    REMARK,
    SITE,
    START,
    UNIT,
    Formula,
    Line,
    Sketch,
)
from tests.intake.workbooks import MASTER, SHEET, altered
from thgbilanz.core.diagnostic import Severity

Result = tuple[Sketch, str]
"""The changed sketch, and the cell at which the finding must stand ('' for none)."""
Step = Callable[[Sketch, int], Result]


@dataclass(frozen=True, slots=True)
class Mutation:
    """A change, and the finding that must name it: code and severity; no code: no Warnung and no Fehler."""

    step: Step
    code: str = ""
    severity: Severity = Severity.ERROR
    unreadable: bool = False
    every_row_goes: bool = False
    """Whether the table as a whole is refused."""


def _cell(title: str, value: object, **facts: object) -> Step:
    """Another cell in the line; without ``facts`` its activity must go."""

    def step(sketch: Sketch, at: int) -> Result:
        line = sketch.lines[at].with_cell(title, value, **(facts or {"gone": True}))
        return sketch.with_line(at, line), sketch.cell(at, title)

    return step


def _spelling(title: str, spelling: str) -> Step:
    return lambda sketch, _at: (replace(sketch, spellings={title: spelling}), "")


def _inserted(*cells: Mapping[str, Any], found: str = "") -> Step:
    """Lines put in before a line (never before the first); the finding stands in the first of them."""

    def step(sketch: Sketch, at: int) -> Result:
        position = max(at, 1)
        new = sketch.with_lines(position, *(Line(line, None) for line in cells))
        return new, new.cell(position, found) if found else ""

    return step


def _copied(**changes: Any) -> Step:
    """The line once more at the end, with some cells changed; the copy must not be booked."""

    def step(sketch: Sketch, at: int) -> Result:
        copy = Line({**sketch.lines[at].cells, **changes}, None)
        new = replace(sketch, lines=(*sketch.lines, copy))
        return new, ""

    return step


def _with(**changes: Any) -> Step:
    return lambda sketch, _at: (replace(sketch, **changes), "")


def _parts(changes: Mapping[str, Callable[[bytes], bytes] | bytes | None]) -> Step:
    return lambda sketch, _at: (sketch.changed(lambda data: altered(data, changes)), "")


def _sheet_xml(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """Replace bytes of the sheet that must be there."""

    def change(xml: bytes) -> bytes:
        assert old in xml, xml
        return xml.replace(old, new)

    return change


def _without_value(sketch: Sketch, at: int) -> Result:
    step = _cell(AMOUNT, Formula("=A1*3", 7.5), gone=True)
    new, cell = step(sketch, at)
    return new.changed(lambda data: altered(data, {PART: _sheet_xml(b"<f>A1*3</f><v>7.5</v>", b"<f>A1*3</f>")})), cell


def _formula(sketch: Sketch, at: int) -> Result:
    # Formulas are counted for the whole sheet, not named one by one.
    return sketch.with_line(at, sketch.lines[at].with_cell(AMOUNT, Formula("=5*5", 25.0), amount=25.0)), ""


def _total(sketch: Sketch, _at: int) -> Result:
    cells = {SITE: "Summe", AMOUNT: 4711.0, UNIT: "kWh (Hs)"}
    new = replace(sketch, lines=(*sketch.lines, Line(cells, None)))
    return new, ""


def _far_cell(sketch: Sketch, _at: int) -> Result:
    stray = b'<row r="1048576"><c r="XFD1048576"><v>5</v></c></row></sheetData>'
    return sketch.changed(lambda data: altered(data, {PART: _sheet_xml(b"</sheetData>", stray)})), "XFD1048576"


def _same_meter(sketch: Sketch, at: int) -> Result:
    """A line at the end has the meter and the carrier of this one, but another site and amount."""
    cells = {**sketch.lines[at].cells, SITE: "Anderswo", AMOUNT: 0.5}
    new = replace(sketch, lines=(*sketch.lines, Line(cells, None)))
    return new, new.cell(len(sketch.lines), METER)


def _zip_bytes(change: Callable[[bytearray], bytearray | bytes]) -> Step:
    return lambda sketch, _at: (sketch.changed(lambda data: bytes(change(bytearray(data)))), "")


def _flipped_in_sheet(data: bytearray) -> bytearray:
    begin = data.index(PART.encode()) + len(PART)
    data[begin + 40] ^= 0xFF
    return data


def _wrong_checksum(data: bytearray) -> bytearray:
    data[data.rindex(PART.encode()) - 46 + 16] ^= 0xFF
    return data


def _doctype(xml: bytes) -> bytes:
    return xml.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "1">]><worksheet', 1)


def _scaled(sketch: Sketch, _at: int) -> Result:
    return replace(sketch, options={**sketch.options, "format": {"num_format": "#,##0,"}}), ""


def _comment(sketch: Sketch, at: int) -> Result:
    cell = sketch.cell(at, AMOUNT)
    return replace(sketch, options={"write_comment": (cell, "gilt nicht")}), cell


def _unit_row(sketch: Sketch, _at: int) -> Result:
    new = sketch.with_lines(0, Line({AMOUNT: "kWh"}, None))
    return new, ""


def _hidden_column(sketch: Sketch, _at: int) -> Result:
    column = sketch.left + sketch.titles.index(AMOUNT)
    return replace(sketch, options={"set_column": (column, column, None, None, {"hidden": True})}), ""


SAME: dict[str, Mutation] = {
    "title with blanks and a line break": Mutation(_spelling(AMOUNT, "\u00a0Ver\u00adbrauch\n ")),
    "title in capitals": Mutation(_spelling(SITE, "LIEGENSCHAFT")),
    "title marked as required": Mutation(_spelling(UNIT, "Einheit *")),
    "sheet name in other case": Mutation(_with(sheet="WÄRME UND BRENNSTOFFE")),
    "sheet protection": Mutation(_with(options={"protect": ()})),
    "frozen panes and filter": Mutation(_with(options={"freeze_panes": (1, 0), "autofilter": (0, 0, 1, 3)})),
    "dimension wrong": Mutation(_parts({PART: lambda xml: _dimension(xml, b"A1:XFD1048576")})),
    "dimension too small": Mutation(_parts({PART: lambda xml: _dimension(xml, b"A1")})),
    "no author": Mutation(_parts({"docProps/core.xml": b"<x/>", "docProps/app.xml": b"<x/>"})),
    "printer settings": Mutation(_parts({"xl/printerSettings/printerSettings1.bin": b"\0\1" * 99})),
    "bytes before the archive": Mutation(_parts({"xl/customProperty1.bin": b"x"})),
    "invisible signs around a text": Mutation(_cell(METER, "\ufeffZ-1\u200b ", meter="Z-1")),
}


def _dimension(xml: bytes, ref: bytes) -> bytes:
    begin = xml.index(b'<dimension ref="') + len(b'<dimension ref="')
    return xml[:begin] + ref + xml[xml.index(b'"', begin) :]


NOTE, WARNING = Severity.NOTE, Severity.WARNING
NOTED: dict[str, Mutation] = {
    "65 German number as text": Mutation(_cell(AMOUNT, "1.234,5", amount=1234.5), "THG061", NOTE),
    "69 narrow blanks in a number": Mutation(_cell(AMOUNT, "1\u202f234\u202f567", amount=1234567.0), "THG061", NOTE),
    "82 number as text": Mutation(_cell(AMOUNT, "4711", amount=4711.0), "THG060", NOTE),
    "76 formula": Mutation(_formula, "THG039", NOTE),
    "101 synonym": Mutation(_cell(ACTIVITY, "FW", activity="fernwaerme"), "THG051", NOTE),
    "43 sheet with notes": Mutation(_with(others={"Notizen": (("Verbrauch", 99.0),)}), "THG022", NOTE),
    "21 macros": Mutation(_parts({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}), "THG014", NOTE),
    "94 comment": Mutation(_comment, "THG047", NOTE),
    "95 meter as a number": Mutation(_cell(METER, 471100.0, meter="471100"), "THG088", NOTE),
}
WARNED: dict[str, Mutation] = {
    "42 hidden sheet": Mutation(
        _parts({"xl/workbook.xml": lambda xml: xml.replace(b'sheetId="2"', b'sheetId="2" state="veryHidden"')}),
        "THG024",
        WARNING,
    ),
    "43 copy of the sheet": Mutation(_with(others={f"{SHEET} (2)": (("Verbrauch", 99.0),)}), "THG023", WARNING),
    "55 gap in the table": Mutation(_inserted({}, {}, {}), "THG035", WARNING),
    "56 hidden row": Mutation(lambda sketch, at: (replace(sketch, hidden=frozenset({at})), ""), "THG025", WARNING),
    "56 hidden column": Mutation(_hidden_column, "THG025", WARNING),
    "93 format that divides by 1000": Mutation(_scaled, "THG046", WARNING),
    "31 entry that leaves the archive": Mutation(_parts({"../../boese.xml": b"<x/>"}), "THG012", WARNING),
}
_WRONG_AMOUNTS: dict[str, tuple[object, str]] = {
    "66 point and three digits": ("1.234", "THG063"),
    "67 English number": ("1,234.5", "THG065"),
    "68 apostrophe": ("1'234", "THG066"),
    "70 unit in the cell": ("1200 kWh", "THG067"),
    "70 about": ("ca. 1200", "THG068"),
    "70 from to": ("1000-1200", "THG069"),
    "71 date": (dt.date(2019, 5, 1), "THG083"),
    "72 k. A.": ("k. A.", "THG071"),
    "72 dash": ("-", "THG071"),
    "73 empty": (None, "THG072"),
    "73 no-break space": ("\u00a0", "THG072"),
    "74 reference lost": (Formula("=X1", "#REF!"), "THG081"),
    "74 not available": (Formula("=X1", "#N/A"), "THG081"),
    "76 formula with a text": (Formula("=X1", "312500"), "THG081"),
    "78 negative": (-5.0, "THG085"),
    "79 nan as text": ("nan", "THG073"),
    "80 huge": (1e300, "THG074"),
    "81 tiny": (1e-300, "THG074"),
    "84 truth value": (True, "THG083"),
    "92 percent sign": ("50 %", "THG076"),
    "95 exponent": ("1,2E5", "THG075"),
}
REFUSED: dict[str, Mutation] = {
    **{name: Mutation(_cell(AMOUNT, value), code) for name, (value, code) in _WRONG_AMOUNTS.items()},
    "75 formula without a value": Mutation(_without_value, "THG082"),
    "73 no unit": Mutation(_cell(UNIT, None), "THG109"),
    "100 unknown carrier": Mutation(_cell(ACTIVITY, "Ergas"), "THG050"),
    "101 ambiguous carrier": Mutation(_cell(ACTIVITY, "Gas"), "THG052"),
    "73 no carrier": Mutation(_cell(ACTIVITY, "\u200b"), "THG080"),
    "95 meter with an exponent": Mutation(_cell(METER, "1,23457E+12"), "THG088"),
    "57 broken umlauts": Mutation(_cell(ACTIVITY, "FernwÃ¤rme"), "THG036"),
    "54 total row": Mutation(_total, "THG032"),
    "55 second header": Mutation(_inserted({t: t for t in (SITE, METER, ACTIVITY, AMOUNT, UNIT)}), "THG033"),
    "61 row of units": Mutation(_unit_row, "THG034"),
    "106 row twice": Mutation(_copied(), "THG055"),
    "107 meter twice": Mutation(_same_meter, "THG056"),
    "104 year after": Mutation(
        lambda sketch, at: (
            sketch.with_line(
                at,
                Line({**sketch.lines[at].cells, START: dt.date(2020, 1, 1), END: dt.date(2020, 12, 31)}, None),
            ),
            "",
        ),
        "THG057",
    ),
    "27 stray cell": Mutation(_far_cell, "THG038"),
}
TABLE: dict[str, Mutation] = {
    "47 misspelt title": Mutation(_spelling(AMOUNT, "Verbrach"), "THG027", every_row_goes=True),
    "51 column missing": Mutation(
        lambda sketch, _at: (replace(sketch, titles=tuple(t for t in sketch.titles if t != AMOUNT)), ""),
        "THG027",
        every_row_goes=True,
    ),
    "49 same title twice": Mutation(_spelling(REMARK, AMOUNT), "THG028", every_row_goes=True),
    "41 renamed sheet": Mutation(_with(sheet="Wärme"), "THG021", every_row_goes=True),
    "44 header too far down": Mutation(_with(above=40), "THG026", every_row_goes=True),
    "53 header only": Mutation(_with(lines=()), "THG030", every_row_goes=True),
    "58 version to come": Mutation(
        _with(master=(*MASTER[:-1], ("Vorlagenversion", 99.0))), "THG037", every_row_goes=True
    ),
}
UNITS = {"77 milliwatt hours": "mWh", "77 unknown unit": "Eimer", "102 unit of another dimension": "km"}
"""Units that only booking can refuse: they fit no factor of the carrier. Fehler at the cell, and no tonnes."""
UNREADABLE: dict[str, Mutation] = {
    "5 truncated": Mutation(_zip_bytes(lambda data: data[: len(data) // 2]), "THG005", unreadable=True),
    "6 directory lost": Mutation(
        _zip_bytes(lambda data: data[: data.rindex(b"PK\1\2") - 400]), "THG005", unreadable=True
    ),
    "7 bits flipped": Mutation(_zip_bytes(_flipped_in_sheet), "THG006", unreadable=True),
    "7 checksum wrong": Mutation(_zip_bytes(_wrong_checksum), "THG006", unreadable=True),
    "17 document type": Mutation(_parts({PART: _doctype}), "THG010", unreadable=True),
    "29 no styles": Mutation(_parts({"xl/styles.xml": None}), "THG006", unreadable=True),
    "30 sheet cut off": Mutation(
        _parts({PART: lambda xml: xml[: xml.index(b"</sheetData>")]}), "THG006", unreadable=True
    ),
    "32 part twice": Mutation(_parts({PART.upper(): b"<worksheet/>"}), "THG011", unreadable=True),
}
GROUPS = {"same": SAME, "noted": NOTED, "warned": WARNED, "refused": REFUSED, "table": TABLE, "unreadable": UNREADABLE}
MUTATIONS: dict[str, Mutation] = {f"{group}: {name}": m for group, ms in GROUPS.items() for name, m in ms.items()}
