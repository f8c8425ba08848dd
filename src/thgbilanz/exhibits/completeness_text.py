"""The completeness matrix as text: a block per organisation, activities as rows, years as columns, signs with a legend.

Activities that came in every year stand together in one line: what is not there is what a reader looks for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from thgbilanz.core.completeness import Completeness, CompletenessCell, CompletenessRow, Standing
from thgbilanz.core.vocabulary import Notation
from thgbilanz.exhibits.labels import SECTOR_SHORT
from thgbilanz.exhibits.layout import count_text
from thgbilanz.exhibits.medium import Medium, padded, text_width, wrapped
from thgbilanz.exhibits.section import section

SIGNS: Mapping[Standing, str] = {
    Standing.DELIVERED: "●",
    Standing.ESTIMATED: "◐",
    Standing.DECLARED: "○",
    Standing.WITHHELD: "?",
    Standing.MISSING: "✗",
    Standing.OUTSIDE: "·",
}
_GAPS = frozenset({Standing.MISSING, Standing.WITHHELD})
_GOOD = frozenset({Standing.DELIVERED, Standing.OUTSIDE})
_YEAR_WIDTH = 6
_LABEL_LEAST = 22
_LABEL_MOST = 44
_INDENT = 2
_MOST_ESTIMATED = 5
"""Estimated activities that a brief matrix names."""


@dataclass(frozen=True, slots=True)
class MatrixNames:
    """German names for the matrix."""

    organisations: Mapping[str, str]
    activities: Mapping[str, str]

    def row(self, row: CompletenessRow) -> str:
        """Activity, in the territory with its sector."""
        label = self.activities.get(row.activity, row.activity)
        return f"{label} ({SECTOR_SHORT.get(row.sector, row.sector)})" if row.sector else label


def is_telling(matrix: Completeness) -> bool:
    """Whether a matrix says more than that everything came in the only year there is."""
    if not matrix.rows:
        return False
    return len(matrix.years) > 1 or any(row.cells[0].standing not in _GOOD for row in matrix.rows)


def standing_counts(matrix: Completeness, year: int) -> str:
    """``92 Aktivitäten: 74 geliefert, 17 geschätzt, 1 fehlt``: how many activities stand how."""
    counts = {standing: matrix.count(year, standing) for standing in Standing}
    whole = count_text(len(matrix.rows), "Aktivität", "Aktivitäten")
    if counts[Standing.DELIVERED] == len(matrix.rows):
        return f"{whole}, alle geliefert ✓"
    return f"{whole}: {', '.join(f'{count} {standing.value}' for standing, count in counts.items() if count)}"


def cell_words(cell: CompletenessCell) -> str:
    """A cell in words: what the sign means here.

    >>> cell_words(CompletenessCell(Standing.ESTIMATED, 12, 3))
    'geschätzt (3 von 12 Zeilen)'
    >>> cell_words(CompletenessCell(Standing.DECLARED, notation="kommt_nicht_vor"))
    'entfällt (kommt nicht vor)'
    """
    if cell.standing is Standing.ESTIMATED:
        return f"{cell.standing.value} ({cell.estimated} von {count_text(cell.rows, 'Zeile', 'Zeilen')})"
    if cell.notation and not cell.rows:
        kinds = ", ".join(Notation(kind).label if kind in set(Notation) else kind for kind in cell.notation.split(", "))
        return f"{cell.standing.value} ({kinds})"
    return cell.standing.value


def matrix_lines(matrix: Completeness, names: MatrixNames, width: int, medium: Medium) -> list[str]:
    """The whole matrix."""
    lines = section("Vollständigkeit", width, medium)
    for year in matrix.years:
        lines += wrapped(medium.fit(f"{year}: {standing_counts(matrix, year)}"), width, "", "  ")
    if all(cell.standing in _GOOD for row in matrix.rows for cell in row.cells):
        return lines
    return [*lines, *_grid(matrix, names, width, medium)]


def brief_lines(matrix: Completeness, names: MatrixNames, width: int, medium: Medium) -> list[str]:
    """What the last year lacks, with some of what it estimates, beside the year before."""
    year = matrix.years[-1]
    lines = section("Vollständigkeit", width, medium)
    lines += wrapped(medium.fit(f"{year}: {standing_counts(matrix, year)}"), width, "  ", "    ")
    gaps = [row for row in matrix.rows if row.cells[-1].standing in _GAPS]
    estimated = [row for row in matrix.rows if row.cells[-1].standing is Standing.ESTIMATED]
    named = {id(row) for row in (*gaps, *estimated[:_MOST_ESTIMATED])}
    if not named:
        return lines
    shown = tuple(row for row in matrix.rows if id(row) in named)
    lines += _grid(replace(matrix, rows=shown), names, width, medium)
    more = len(estimated) - _MOST_ESTIMATED
    if more > 0:
        text = f"Und {more} weitere geschätzt: alle in bilanz.xlsx, Blatt „Vollständigkeit“"
        lines += wrapped(medium.fit(text), width, "", "  ")
    return lines


def _grid(matrix: Completeness, names: MatrixNames, width: int, medium: Medium) -> list[str]:
    """Blocks, legend and what could not be read; years that do not fit beside each other follow below."""
    longest = max((text_width(medium.fit(names.row(row))) for row in matrix.rows), default=0) + _INDENT
    room = max(_LABEL_LEAST, width - _YEAR_WIDTH * len(matrix.years))
    label = min(max(_LABEL_LEAST, min(longest, room, _LABEL_MOST)), width - _YEAR_WIDTH)
    most = max(1, (width - label) // _YEAR_WIDTH)
    lines = []
    for first in range(0, len(matrix.years), most):
        lines += ["", *_blocks(_years(matrix, first, first + most), names, label, width, medium)]
    used = {cell.standing for row in matrix.rows for cell in row.cells}
    legend = ", ".join(f"{SIGNS[standing]} {standing.value}" for standing in Standing if standing in used)
    lines += ["", *(medium.dim(line) for line in wrapped(medium.fit(legend), width, "", "  "))]
    for year, refused in matrix.refused.items():
        if refused:
            rows = count_text(refused, "Zeile", "Zeilen")
            text = f"{year}: {rows} nicht lesbar; was dort steht, zählt hier als „fehlt“"
            lines += [medium.warn(line) for line in wrapped(medium.fit(text), width, "", "  ")]
    return lines


def _years(matrix: Completeness, first: int, last: int) -> Completeness:
    rows = (replace(row, cells=row.cells[first:last]) for row in matrix.rows)
    return replace(matrix, years=matrix.years[first:last], rows=tuple(rows))


def _blocks(matrix: Completeness, names: MatrixNames, label: int, width: int, medium: Medium) -> list[str]:
    heads = "".join(padded(str(year), _YEAR_WIDTH, right=True) for year in matrix.years)
    lines = [medium.dim(" " * label + heads)]
    for organisation, group in groupby(matrix.rows, key=lambda row: row.organisation):
        rows = list(group)
        complete = [row for row in rows if all(cell.standing is Standing.DELIVERED for cell in row.cells)]
        telling = [row for row in rows if any(cell.standing is not Standing.DELIVERED for cell in row.cells)]
        name = names.organisations.get(organisation, organisation)
        lines += [medium.bold(line) for line in wrapped(medium.fit(name), width, "", "  ")]
        for row in telling:
            lines += _row_lines(medium.fit(names.row(row)), row.cells, label, medium)
        if complete:
            count = count_text(len(complete), "Aktivität", "Aktivitäten")
            text = f"{len(complete)} weitere" if telling else count
            lines += _row_lines(medium.fit(text), complete[0].cells, label, medium)
    return lines


def _row_lines(text: str, cells: Sequence[CompletenessCell], label: int, medium: Medium) -> list[str]:
    *above, last = wrapped(text, label, " " * _INDENT, " " * (_INDENT + 2))
    return [*above, (padded(last, label) + "".join(_sign(cell, medium) for cell in cells)).rstrip()]


def _sign(cell: CompletenessCell, medium: Medium) -> str:
    """A sign under the third digit of its year."""
    sign = medium.fit(SIGNS[cell.standing])
    before, after = " " * (_YEAR_WIDTH - 1 - text_width(sign)), " "
    if cell.standing in _GAPS:
        return f"{before}{medium.alarm(sign)}{after}"
    return f"{before}{medium.warn(sign) if cell.standing is Standing.ESTIMATED else sign}{after}"
