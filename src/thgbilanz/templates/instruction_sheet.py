"""Writes the sheet "Anleitung": what the workbook is for, how to fill it in, what the colours mean."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from thgbilanz.templates.cells import cell_text
from thgbilanz.templates.definition import MASTER_SHEET
from thgbilanz.templates.instructions import GAS, MISSING, QUALITY, STEPS, WHAT_IT_IS, Section, saving
from thgbilanz.templates.model import SheetTemplate
from thgbilanz.templates.style import MUTED, Styles

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_LEFT, _RIGHT = 1, 2
_TEXT_WIDTH = 114
_FULL_WIDTH = 140
_LINE_HEIGHT = 15


class InstructionWriter:
    """Writes line after line; knows the next free row."""

    def __init__(self, worksheet: "Worksheet", styles: Styles) -> None:
        self._worksheet = worksheet
        self._styles = styles
        self._row = 0

    def band(self, text: str, style: "Format", height: float) -> None:
        """One line over the full width."""
        self._worksheet.set_row(self._row, height)
        for index in (0, _LEFT, _RIGHT):
            self._worksheet.write_blank(self._row, index, None, style)
        self._worksheet.write_string(self._row, 0, text, style)
        self._row += 1

    def heading(self, text: str) -> None:
        """A heading with some air above."""
        self._worksheet.set_row(self._row, 10)
        self._row += 1
        self._worksheet.set_row(self._row, 22)
        self._worksheet.write_string(self._row, _LEFT, text, self._styles.heading)
        self._worksheet.write_blank(self._row, _RIGHT, None, self._styles.heading)
        self._row += 1

    def paragraph(self, text: str) -> None:
        """Text over the full width."""
        self._worksheet.set_row(self._row, _height(text, _FULL_WIDTH))
        self._worksheet.merge_range(self._row, _LEFT, self._row, _RIGHT, None, self._styles.text)
        self._worksheet.write_string(self._row, _LEFT, text, self._styles.text)
        self._row += 1

    def line(self, left: str, text: str, left_style: "Format | None" = None, link: str = "") -> None:
        """A short left part and its text; ``link`` names a sheet of this workbook."""
        self._worksheet.set_row(self._row, _height(text, _TEXT_WIDTH))
        style = left_style or self._styles.label
        if link:
            self._worksheet.write_url(self._row, _LEFT, f"internal:'{link}'!A1", self._styles.link, left)
        else:
            self._worksheet.write_string(self._row, _LEFT, left, style)
        self._worksheet.write_string(self._row, _RIGHT, text, self._styles.text)
        self._row += 1

    def section(self, section: Section) -> None:
        """A heading and its lines."""
        self.heading(section.heading)
        if section.opening:
            self.paragraph(section.opening)
        for left, text in section.lines:
            self.line(left, text)


def _height(text: str, width: int) -> float:
    return _LINE_HEIGHT * (1 + (len(text) - 1) // width) + 4


def write_instructions(
    worksheet: "Worksheet",
    sheets: Sequence[SheetTemplate],
    styles: Styles,
    *,
    name: str,
    year: int,
    organisations: Sequence[tuple[str, str]],
) -> None:
    """Fill an empty worksheet with the instructions for this organisation and year."""
    _set_up_page(worksheet)
    writer = InstructionWriter(worksheet, styles)
    writer.band(f"Treibhausgasbilanz {year}", styles.band, 38)
    writer.band(cell_text(name), styles.purpose, 24)
    writer.heading("Wofür diese Mappe da ist")
    writer.paragraph(WHAT_IT_IS)
    writer.section(STEPS)
    _write_sheets(writer, sheets)
    _write_colours(writer, styles)
    for section in (MISSING, GAS, QUALITY, saving(year)):
        writer.section(section)
    if organisations:
        writer.heading("Kennungen im Stadtkonzern")
        for organisation, title in organisations:
            writer.line(cell_text(organisation), cell_text(title))


def _set_up_page(worksheet: "Worksheet") -> None:
    worksheet.set_column(0, 0, 2)
    worksheet.set_column(_LEFT, _LEFT, 26)
    worksheet.set_column(_RIGHT, _RIGHT, 100)
    worksheet.hide_gridlines(2)
    worksheet.set_tab_color(MUTED)
    worksheet.set_portrait()
    worksheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.6)
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    worksheet.set_footer("&L&8 thgbilanz · &A&R&8 Seite &P von &N")


def _write_sheets(writer: InstructionWriter, sheets: Sequence[SheetTemplate]) -> None:
    writer.heading("Blätter dieser Mappe")
    writer.line(MASTER_SHEET, "Angaben zur Organisation und zum Berichtsjahr.", link=MASTER_SHEET)
    for sheet in sheets:
        writer.line(sheet.sheet, sheet.purpose, link=sheet.sheet)


def _write_colours(writer: InstructionWriter, styles: Styles) -> None:
    writer.heading("Farben und Zeichen")
    writer.line("Titel *", "Pflichtspalte. Jede ausgefüllte Zeile braucht hier einen Eintrag.", styles.required)
    writer.line("Titel", "Freiwillige Spalte. Hilft beim Prüfen und Auswerten.", styles.optional)
    writer.line(
        "Beispiel: …",
        "Zeilen über den Titeln zeigen, wie es aussehen kann. Sie werden nie gelesen.",
        styles.example["text"],
    )
    writer.line(
        "Pflichtangabe fehlt",
        "Die Zeile ist begonnen, hier fehlt noch etwas. Die Farbe verschwindet von selbst.",
        styles.gap,
    )
    writer.line(
        "Roter Winkel im Titel", "Mauszeiger auf den Titel: Bedeutung der Spalte, Beispiel und Auswahl erscheinen."
    )
