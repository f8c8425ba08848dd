"""Scan of a sheet's XML as text, for files written the way Excel, LibreOffice, openpyxl and XlsxWriter write.

One pattern consumes whole rows of plain cells (values only, nothing hidden, columns A to Z) without a Python object
per cell: 0.1 s for a million cells, where expat needs 3 s. What remains (the head, formulas, errors, hidden rows,
marked styles) is looked at in detail. If anything is written so that neither understands it, ``facts`` is None and
the exact walk does the work.
"""

import re
from re import Pattern

from thgbilanz.intake.number_formats import CellStyles
from thgbilanz.intake.sheet_facts import LAST_ROW, SheetFacts, column_number

_BLOCK_BYTES = 1 << 22
_LONGEST_ROW = 1 << 24
_REF = rb'<c r="([A-Z]{1,3}[0-9]{1,7})"'
_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="[0-9]+")?(?: t="[a-zA-Z]+")?/?>')
_TEXT_USE = re.compile(rb' t="s"><v>(?![0-9]+</v>)')
_ROW = re.compile(rb'<row r="([0-9]{1,7})"((?: [A-Za-z0-9:]+="[^"<]*")*)/?>')
_PREFIXED = re.compile(rb":(?:c|row|sheetData|col|v|f|is)[\s/>]")
_HIDDEN = re.compile(rb'\shidden="(?:1|true)"')
_COL = re.compile(rb"<col\s[^>]*>")
_MIN_MAX = re.compile(rb'\s(min|max)="([0-9]{1,5})"')
_ERROR = re.compile(_REF + rb'[^>]* t="e">(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>([^<]*)</v>')
_FORMULA = re.compile(_REF + rb"([^>]*)><f(?:[^>]*/>|[^>]*>([^<]*)</f>)(?:<v>([^<]*)</v>|<v/>|<v />)?</c>")
_FORMULA_TAG = re.compile(rb"<f[\s>/]")
_FOREIGN = re.compile(r"\[([0-9]{1,4})\]")
_PLAIN_COLUMNS = 26


class QuickScan:
    """Feed the chunks of a sheet part, then ask for the facts."""

    def __init__(self, styles: CellStyles) -> None:
        self._facts = SheetFacts()
        self._carry = b""
        self._understood = True
        self._sheet_data = 0
        self._rows: list[int] = []
        self._styles = styles
        marked = b"|".join(str(number).encode() for number in sorted({*styles.misleading, *styles.struck}))
        self._marked = re.compile(_REF + rb' s="(' + marked + rb')"') if marked else None
        self._plain_rows = _plain_rows(marked)

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes of the part."""
        if not self._understood:
            return
        self._carry = self._carry + chunk if self._carry else chunk
        if len(self._carry) >= _BLOCK_BYTES:
            cut = self._carry.rfind(b"<row ")
            if cut <= 0:
                self._understood = len(self._carry) < _LONGEST_ROW
                return
            block, self._carry = self._carry[:cut], self._carry[cut:]
            self._scan(block)

    def facts(self) -> SheetFacts | None:
        """The facts, or None if the sheet is written in a way that only the exact walk understands."""
        if self._understood:
            self._scan(self._carry)
        if not self._understood or self._sheet_data != 1 or len(set(self._rows)) < len(self._rows):
            return None
        self._facts.rows = max(self._rows, default=0)
        return self._facts if self._facts.rows <= LAST_ROW else None

    def _scan(self, block: bytes) -> None:
        # Between the pieces stand, for every plain row, its number and a slash if it holds no cells at all.
        pieces = self._plain_rows.split(block)
        if numbers := [int(number) for number, empty in zip(pieces[1::3], pieces[2::3], strict=True) if not empty]:
            self._rows += numbers
            # Which of the columns A to Z are filled is not looked up: 26 is close enough for a bound.
            self._facts.columns = max(self._facts.columns, _PLAIN_COLUMNS)
            self._facts.cells += _PLAIN_COLUMNS * len(numbers)
        rest = b"".join(pieces[::3])
        self._sheet_data += rest.count(b"<sheetData")
        self._understood = self._is_regular(rest)
        if self._understood:
            self._scan_columns(rest)
            self._scan_errors(rest)
            self._scan_formulas(rest)
            self._scan_styles(rest)

    def _is_regular(self, rest: bytes) -> bool:
        cells, rows = _CELL.findall(rest), _ROW.findall(rest)
        self._facts.cells += len(cells)
        self._facts.columns = max(
            [self._facts.columns, *(column_number(name.decode()) for name in {c for c, _ in cells})]
        )
        self._facts.hidden_rows += [int(number) for number, attributes in rows if _HIDDEN.search(attributes)]
        numbers = [int(number) for number, _ in rows]
        self._rows += numbers
        return (
            len(cells) == len(re.findall(rb"<c[\s>/]", rest))
            and len(rows) == len(re.findall(rb"<row[\s>/]", rest))
            and {int(row) for _, row in cells} <= set(numbers)
            and b"<!" not in rest
            and not _PREFIXED.search(rest)
            and not _TEXT_USE.search(rest)
        )

    def _scan_columns(self, rest: bytes) -> None:
        for tag in _COL.findall(rest):
            bounds = dict(_MIN_MAX.findall(tag))
            if _HIDDEN.search(tag) and len(bounds) == len((b"min", b"max")):
                self._facts.hidden_columns.append((int(bounds[b"min"]), int(bounds[b"max"])))

    def _scan_errors(self, rest: bytes) -> None:
        found = _ERROR.findall(rest)
        self._understood = self._understood and len(found) == rest.count(b' t="e"')
        self._facts.errors.update((cell.decode(), text.decode("utf-8", "replace")) for cell, text in found)

    def _scan_formulas(self, rest: bytes) -> None:
        found = _FORMULA.findall(rest)
        self._understood = self._understood and len(found) == len(_FORMULA_TAG.findall(rest))
        facts = self._facts
        for reference, attributes, formula, value in found:
            cell = reference.decode()
            add_formula(facts, cell, _type_of(attributes), bool(value))
            if b"[" in formula and (link := _FOREIGN.search(formula.decode("utf-8", "replace"))):
                facts.foreign[cell] = int(link[1])

    def _scan_styles(self, rest: bytes) -> None:
        if self._marked is not None:
            for reference, style in self._marked.findall(rest):
                add_style(self._facts, self._styles, reference.decode(), int(style))


def add_formula(facts: SheetFacts, cell: str, type_: str, has_value: bool) -> None:
    """Note a formula: a missing value is only certain where the formula does not yield a text."""
    if type_ == "str":
        if has_value:
            facts.text_formulas.add(cell)
    elif not has_value:
        facts.uncached.add(cell)
    if has_value and type_ != "e":
        facts.formulas += 1


def add_style(facts: SheetFacts, styles: CellStyles, cell: str, style: int) -> None:
    """Note a cell whose style deserves a word."""
    if style in styles.misleading:
        facts.misleading[cell] = styles.misleading[style]
    if style in styles.struck:
        facts.struck.append(cell)


def _plain_rows(marked: bytes) -> Pattern[bytes]:
    """Rows whose cells hold nothing but values, every cell naming the row it stands in."""
    style = rb'(?: s="' + (rb"(?!(?:" + marked + rb')")' if marked else b"") + rb'[0-9]++")?+'
    value = (
        rb'(?:/>| t="s"><v>[0-9]++</v></c>|(?: t="(?:n|b|str)")?+><v>[^<]*+</v></c>| t="(?:s|n|b|str)"/>'
        rb'| t="inlineStr"><is><t(?: xml:space="preserve")?+>[^<]*+</t></is></c>)'
    )
    cells = rb'(?:<c r="[A-Z]\1"' + style + value + rb")*+"
    attributes = rb'(?: (?!hidden=)[A-Za-z0-9:]+="[^"<]*")*+'
    return re.compile(rb'<row r="([0-9]{1,7})"' + attributes + rb"(?:(/)>|>" + cells + rb"</row>)")


def _type_of(attributes: bytes) -> str:
    match = re.search(rb' t="([a-zA-Z]+)"', attributes)
    return match[1].decode() if match else ""
