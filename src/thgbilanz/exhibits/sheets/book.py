"""A workbook in the making: its formats, its sheets with head and print set-up, and tables on them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from thgbilanz.balance.report import BalanceReport
from thgbilanz.exhibits.clean import cell_text, shortened
from thgbilanz.exhibits.headline import provisional_text
from thgbilanz.exhibits.labels import balance_title

INK: Final = "#22384A"
_HEAD_FILL: Final = "#E6EDF2"
_GREY: Final = "#6A747C"
_ALARM: Final = "#B3261E"
_LINE: Final = "#9FB0BC"
_A4: Final = 9
_CREATED: Final = datetime(1980, 1, 1)  # noqa: DTZ001 - the format has no time zone; a clock would change the bytes
FIRST_ROW: Final = 4
"""Row of a sheet where its contents begin, from 0: title, project and mark stand above."""

ROW_HEIGHT: Final = 17
"""Height of a row with one line of text, in points."""

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}

NUMBER_FORMATS: Final[Mapping[str, str]] = {
    "tonnes": "#,##0.0",
    "energy": "#,##0.0",
    "share": "0.0 %",
    "spread": '"± "0.0 %',
    "ratio": "#,##0.00",
    "factor": "#,##0.0######",
    "per_head": "#,##0.00",
    "score": "0.00",
    "count": "#,##0",
    "year": "0",
    "delta": "+#,##0.0;-#,##0.0;0.0",
    "delta_share": "+0.0 %;-0.0 %;0.0 %",
}
"""Number format by kind of column; Excel shows it with the separators of its language."""

_ROLES: Final[Mapping[str, Mapping[str, Any]]] = {
    "item": {},
    "sum": {"bold": True, "top": 1, "border_color": _LINE},
    "memo": {"font_color": _GREY},
}

_HEAD: Final[Mapping[str, Any]] = {
    "bold": True,
    "bg_color": _HEAD_FILL,
    "bottom": 1,
    "border_color": _LINE,
    "text_wrap": True,
    "valign": "vcenter",
}

_STYLES: Final[Mapping[str, Mapping[str, Any]]] = {
    "title": {"bold": True, "font_size": 18, "font_color": INK},
    "subtitle": {"font_size": 11, "font_color": _GREY},
    "band": {"bold": True, "font_color": "#FFFFFF", "bg_color": _ALARM, "align": "left", "valign": "vcenter"},
    "headline": {"bold": True, "font_size": 14, "font_color": INK},
    "table_title": {"bold": True, "font_size": 13, "font_color": INK},
    "head": _HEAD,
    "head_indented": {**_HEAD, "indent": 1},
    "head_right": {**_HEAD, "align": "right"},
    "note": {"italic": True, "font_color": _GREY},
}


@dataclass(frozen=True, slots=True)
class PageHead:
    """What stands at the top of every sheet and in the properties of the workbook."""

    title: str
    """Who and what: ``Musterstadt · Startbilanz 2019``."""
    subject: str
    version: str
    mark: str = ""
    """What is provisional about the figures; empty if they are final."""


@dataclass(frozen=True, slots=True)
class Canvas:
    """A workbook with its formats; ``data`` holds the bytes once the workbook is closed."""

    head: PageHead
    workbook: Workbook
    data: BytesIO
    _formats: dict[tuple[str, str, bool, bool], Format] = field(default_factory=dict)

    def style(self, name: str) -> Format:
        """Format of heads, titles and notes."""
        return self._format((name, "", False, False), lambda: dict(_STYLES[name]))

    def cell(self, kind: str, role: str = "item", *, wrap: bool = True, indent: bool = False) -> Format:
        """Format of a value by the kind of its column and the role of its row; ``indent`` after a figure."""
        key = (kind, role, wrap, indent)
        return self._format(key, lambda: _cell_properties(kind, role, wrap=wrap, indent=indent))

    def _format(self, key: tuple[str, str, bool, bool], properties: Callable[[], dict[str, Any]]) -> Format:
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(properties())
        return self._formats[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book(Canvas):
    """The workbook of a balance."""

    report: BalanceReport


def _cell_properties(kind: str, role: str, *, wrap: bool, indent: bool) -> dict[str, Any]:
    properties: dict[str, Any] = {"valign": "vcenter", **_ROLES[role]}
    if kind in NUMBER_FORMATS:
        return properties | {"num_format": NUMBER_FORMATS[kind], "align": "right"}
    # "@" keeps a text a text when somebody edits the cell
    return properties | {"num_format": "@", "text_wrap": wrap and kind == "text", "indent": int(indent)}


def new_book(report: BalanceReport) -> Book:
    """An empty workbook in memory, with fixed properties: the same report gives the same bytes."""
    mark = provisional_text(report) if report.provisional else ""
    head = PageHead(
        f"{report.project.name} · {balance_title(report)}", "Treibhausgasbilanz", report.record.version, mark
    )
    data = BytesIO()
    return Book(head, _workbook(head, data), data, report=report)


def new_canvas(head: PageHead) -> Canvas:
    """The same for what is no balance."""
    data = BytesIO()
    return Canvas(head, _workbook(head, data), data)


def _workbook(head: PageHead, data: BytesIO) -> Workbook:
    workbook = Workbook(data, _OPTIONS)
    workbook.set_properties(
        {
            "title": cell_text(head.title.replace(" · ", ": ", 1)),
            "subject": head.subject,
            "comments": f"thgbilanz {head.version}",
            "created": _CREATED,
        }
    )
    return workbook


def new_sheet(book: Canvas, name: str, title: str) -> Worksheet:
    """A sheet with title, project and, while errors stand open, the mark; set up for print on A4 landscape."""
    head = book.head
    sheet = book.workbook.add_worksheet(name)
    sheet.hide_gridlines(2)
    sheet.set_default_row(ROW_HEIGHT)
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, cell_text(title), book.style("title"))
    sheet.write_string(1, 0, cell_text(f"{head.title} · thgbilanz {head.version}"), book.style("subtitle"))
    if head.mark:
        for column in range(8):
            sheet.write_blank(2, column, None, book.style("band"))
        sheet.write_string(2, 0, head.mark, book.style("band"))
        sheet.set_tab_color(_ALARM)
    _print_setup(sheet, head, name)
    return sheet


def _print_setup(sheet: Worksheet, head: PageHead, name: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    # "&" steers page headers: doubled it is a character
    left = shortened(cell_text(head.title), 80).replace("&", "&&")
    mark = f"&C&B&K{_ALARM[1:]}{head.mark}" if head.mark else ""
    sheet.set_header(f"&L{left}{mark}&R{name}")
    sheet.set_footer(f"&Lthgbilanz {head.version}&RSeite &P von &N")
