"""``stapel.xlsx``: the items of a batch and everything that was found in them, to sort and filter."""

from thgbilanz.balance.batch import BatchReport
from thgbilanz.exhibits.batch_tables import items_table, status_table
from thgbilanz.exhibits.headline import MARK
from thgbilanz.exhibits.layout import count_text


def batch_workbook(report: BatchReport) -> bytes:
    """The workbook; the same report gives the same bytes."""
    # XlsxWriter takes longer to load than the rest of this: only who writes a workbook pays for it
    from thgbilanz.exhibits.sheets.book import PageHead, new_canvas  # noqa: PLC0415
    from thgbilanz.exhibits.sheets.evidence import findings_sheet  # noqa: PLC0415
    from thgbilanz.exhibits.sheets.placing import new_page, place  # noqa: PLC0415

    book = new_canvas(PageHead(f"Stapel · {report.year}", "Treibhausgasbilanz", report.version, _mark(report)))
    page = new_page(book, "Ergebnisse", "Viele Dateien auf einmal")
    place(page, status_table(report))
    placed = place(page, items_table(report))
    page.sheet.autofilter(placed.head_row, 0, max(placed.first_row, placed.last_row()), len(placed.table.columns) - 1)
    page.sheet.freeze_panes(placed.first_row, 1)
    page.finish()
    findings_sheet(book, report.findings)
    book.workbook.close()
    return book.data.getvalue()


def _mark(report: BatchReport) -> str:
    open_ = sum(item.provisional for item in report.items)
    if not open_:
        return ""
    return f"{MARK}: {count_text(open_, 'Ergebnis', 'Ergebnisse')} mit offenen Fehlern, siehe Spalte „Vorläufig“"
