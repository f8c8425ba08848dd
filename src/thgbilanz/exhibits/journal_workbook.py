"""``journal.xlsx``: postings to sort and filter, and what they amount to; bytes depend on nothing else."""

from typing import Any

from thgbilanz.exhibits.headline import provisional_text
from thgbilanz.exhibits.journal_view import JournalView, is_weighted, sums_table
from thgbilanz.exhibits.labels import balance_title
from thgbilanz.journal.identity import posting_id_text
from thgbilanz.journal.names import NAMES, JournalName


def journal_workbook(view: JournalView) -> bytes:
    """The workbook: sheet "Summen" with conditions and sums, sheet "Journal" with the postings."""
    # XlsxWriter takes longer to load than the rest of this: only who writes a workbook pays for it
    from thgbilanz.exhibits.sheets.book import PageHead, new_canvas, new_sheet  # noqa: PLC0415
    from thgbilanz.exhibits.sheets.placing import new_page, place, place_note  # noqa: PLC0415
    from thgbilanz.exhibits.sheets.posting_head import MODEL_ROW, PostingColumn, posting_head  # noqa: PLC0415
    from thgbilanz.exhibits.sheets.raw_rows import with_rows  # noqa: PLC0415

    report = view.report
    mark = provisional_text(report) if report.provisional else ""
    head = PageHead(f"{report.project.name} · {balance_title(report)}", "Emissionsjournal", report.record.version, mark)
    book = new_canvas(head)
    page = new_page(book, "Summen", "Summen der gezeigten Buchungen")
    if view.conditions:
        place_note(page, f"Bedingungen: {' UND '.join(view.conditions)}")
        page.row += 1
    for sums in view.sums:
        place(page, sums_table(sums, weighted=is_weighted(report) and sums.space == "betrieblich"))
    page.finish()
    names = view.names or tuple(name for name in NAMES if name.divisor == 1)
    count = len(view.postings)
    sheet = new_sheet(book, "Journal", "Emissionsjournal: Buchungen mit Herkunft und Faktor")
    widths = [18.0 if name.kind == "id" else 15.0 for name in names]
    heads = [
        PostingColumn(name.title, _kind(name), name.kind in {"float", "int"}, width)
        for name, width in zip(names, widths, strict=True)
    ]
    posting_head(book, sheet, heads, count)
    book.workbook.close()
    if not count:
        return book.data.getvalue()
    return with_rows(book.data.getvalue(), 2, MODEL_ROW + 1, [_values(name, view) for name in names])


def _kind(name: JournalName) -> str:
    if name.kind == "int":
        return "year"
    if name.kind == "float":
        return "tonnes" if name.column in {"emissions_kg", "energy_kwh"} else "factor"
    return "code"


def _values(name: JournalName, view: JournalView) -> list[Any]:
    values: list[Any] = view.postings[name.column].tolist()
    if name.kind == "id":
        return [posting_id_text(value) for value in values]
    return values if name.divisor == 1 else [value / name.divisor for value in values]
