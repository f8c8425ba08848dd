"""``bilanz.xlsx``: the balance as a workbook that can be read, filtered, printed and checked.

Figures stand in full precision, formats round what is seen. No cell is a formula or an address, the same
report gives the same bytes (faults.md 155, 170, 182, 186, 188, 190).
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from thgbilanz.balance.report import BalanceReport
from thgbilanz.core.vocabulary import Space
from thgbilanz.exhibits.labels import shows

if TYPE_CHECKING:
    from thgbilanz.exhibits.sheets.charts import ChartSpec


def balance_workbook(report: BalanceReport, document: Mapping[str, object] | None = None) -> bytes:
    """The workbook; sheets of an accounting space that the report does not show are left out.

    ``document`` is the JSON document of the report where the caller has made it already.
    """
    # XlsxWriter takes a fifth of the import of pandas: only who writes a workbook pays for it
    from thgbilanz.exhibits.sheets import answers, city, evidence, judgement, organisational, standards  # noqa: PLC0415
    from thgbilanz.exhibits.sheets.book import new_book  # noqa: PLC0415
    from thgbilanz.exhibits.sheets.journal import journal_sheet, journal_values  # noqa: PLC0415
    from thgbilanz.exhibits.sheets.overview import overview_page, place_charts  # noqa: PLC0415
    from thgbilanz.exhibits.sheets.posting_head import MODEL_ROW  # noqa: PLC0415
    from thgbilanz.exhibits.sheets.raw_rows import with_rows  # noqa: PLC0415
    from thgbilanz.exhibits.sheets.territorial import territorial_sheet  # noqa: PLC0415

    book = new_book(report)
    overview = overview_page(book)
    charts: list[ChartSpec] = []
    emitters: list[ChartSpec] = []
    group = report.balance.organisational if shows(report, Space.ORGANISATIONAL) else None
    territorial = report.balance.territorial if shows(report, Space.TERRITORIAL) else None
    if group is not None:
        emitters = organisational.scopes_sheet(book, group)
        charts += organisational.organisations_sheet(book, group)
        answers.scope2_sheet(book, group)
        answers.scope3_sheet(book, group)
        organisational.eliminations_sheet(book, group)
        answers.intensities_sheet(book)
    if territorial is not None:
        charts += territorial_sheet(book, territorial)
        city.check_sheet(book, territorial)
        city.figures_sheet(book, territorial)
    answers.bridge_sheet(book)
    answers.certainty_sheet(book)
    answers.restatement_sheet(book)
    if group is not None:
        standards.esrs_sheet(book)
        standards.vsme_sheet(book)
    number = journal_sheet(book)
    evidence.factors_sheet(book)
    evidence.sources_sheet(book)
    judgement.completeness_sheet(book)
    judgement.confirmations_sheet(book)
    evidence.findings_sheet(book, report.findings)
    evidence.figures_sheet(book, document)
    place_charts(overview, charts + emitters)
    overview.finish()
    book.workbook.close()
    if not len(report.journal):
        return book.data.getvalue()
    return with_rows(book.data.getvalue(), number, MODEL_ROW + 1, journal_values(report.journal))
