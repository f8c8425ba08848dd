"""A batch as text for a terminal or a pipe: what needs a person first, then the rest, then one line that sums up."""

from dataclasses import replace
from typing import Final

from thgbilanz.balance.batch import BatchReport, ItemResult, ItemStatus
from thgbilanz.exhibits.batch_tables import NO_SUM, items_table, worst_first
from thgbilanz.exhibits.finding_text import severity_counts
from thgbilanz.exhibits.headline import MARK
from thgbilanz.exhibits.layout import count_text, table_lines
from thgbilanz.exhibits.medium import Medium, wrapped
from thgbilanz.exhibits.rounding import ROUNDING_NOTE
from thgbilanz.exhibits.section import section
from thgbilanz.exhibits.table import Table

_NARROWEST: Final = 24
_WIDEST: Final = 100
_MOST_PER_STATUS: Final = 25
_COLUMNS: Final = ("name", "errors", "warnings", "scope1_t", "scope2_location_t", "scope3_t", "territorial_t")
_HEADS: Final = {
    ItemStatus.ABORTED: "Abgebrochen",
    ItemStatus.UNREADABLE: "Nicht lesbar",
    ItemStatus.ERRORS: f"Mit Fehlern ({MARK})",
    ItemStatus.WARNINGS: "Mit Warnungen",
    ItemStatus.FINE: "In Ordnung",
}
_ENDED: Final = {status: status.value for status in ItemStatus} | {ItemStatus.ERRORS: "mit Fehlern"}


def batch_text(
    report: BatchReport, width: int = 80, colour: bool = False, *, encoding: str = "utf-8", kept: int = 0
) -> str:
    """The batch for people to read; ``kept`` is how many items were unchanged and not read again."""
    medium = Medium(colour, encoding)
    columns = max(_NARROWEST, min(width, _WIDEST))
    title = wrapped(medium.fit(f"Stapel {report.year} · {_all(report)}"), columns)
    head = [*(medium.bold(line) for line in title), medium.dim(medium.heavy * columns)]
    notes = [medium.dim(line) for note in (NO_SUM, ROUNDING_NOTE) for line in wrapped(medium.fit(note), columns)]
    blocks = [head, *_sections(report, columns, medium), notes, _summary(report, kept, columns, medium)]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _all(report: BatchReport) -> str:
    return count_text(len(report.items), "Datei oder Projekt", "Dateien und Projekte")


def _sections(report: BatchReport, width: int, medium: Medium) -> list[list[str]]:
    whole = items_table(report)
    figures = [column.key for column in whole.columns if column.kind == "tonnes"]
    keys = [key for key in _COLUMNS if key not in figures or any(value is not None for value in whole.values(key))]
    magnitude = max((abs(v) for key in figures for v in whole.values(key) if isinstance(v, int | float)), default=0.0)
    row_of = dict(zip((item.name for item in report.items), whole.rows, strict=False))
    sections = []
    for status, items in worst_first(report):
        shown = items[:_MOST_PER_STATUS]
        table = replace(whole, rows=tuple(row_of[item.name] for item in shown), magnitude=magnitude)
        sections.append(_section(status, items, _shown(table, status, keys), width, medium))
    return sections


def _shown(table: Table, status: ItemStatus, keys: list[str]) -> Table:
    """Only the columns that say something about items of this status."""
    if status in {ItemStatus.ABORTED, ItemStatus.UNREADABLE}:
        return table.only("name", "errors", "warnings")
    return table.only(*keys)


def _section(status: ItemStatus, items: list[ItemResult], table: Table, width: int, medium: Medium) -> list[str]:
    lines = section(f"{_HEADS[status]}: {len(items)}", width, medium)
    lines += table_lines(table, width, medium)
    rest = len(items) - len(table.rows)
    if rest:
        text = f"und {count_text(rest, 'weitere', 'weitere')}, alle in stapel.xlsx und mit --format json"
        lines += [medium.dim(line) for line in wrapped(medium.fit(text), width, "  ", "  ")]
    return lines


def _summary(report: BatchReport, kept: int, width: int, medium: Medium) -> list[str]:
    ended = [f"{len(items)} {_ENDED[status]}" for status, items in worst_first(report)]
    parts = [", ".join(ended), f"Befunde: {', '.join(severity_counts(report.findings)) or 'keine'}"]
    if kept:
        parts.append(f"{kept} unverändert, nicht erneut gelesen")
    return wrapped(medium.fit(" · ".join(parts)), width)
