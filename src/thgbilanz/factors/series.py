"""Series: the rows of one factor that differ by year only, so that a person can read them as one line or chart."""

from collections.abc import Iterable
from dataclasses import dataclass

from thgbilanz.core.factor import Factor

SeriesKey = tuple[str, str, str, str, str, str]
"""Id, region, edition, boundary, accounting, unit."""

_BOUNDARY_ORDER = ("direct", "upstream", "total", "cradle_to_gate", "transport_only")


@dataclass(frozen=True, slots=True)
class Series:
    """Rows of one id, region, edition, boundary, accounting and unit, by year."""

    factor_id: str
    region: str
    edition: str
    boundary: str
    accounting: str
    unit: str
    rows: tuple[Factor, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """Balance years of the rows, ascending."""
        return tuple(row.year_valid for row in self.rows)


def series_of(rows: Iterable[Factor]) -> tuple[Series, ...]:
    """Series by id, region, edition, then boundary (direct before upstream before total) and accounting."""
    groups: dict[SeriesKey, list[Factor]] = {}
    for row in rows:
        key = (row.factor_id, row.region, row.edition, row.boundary, row.accounting, row.activity_unit)
        groups.setdefault(key, []).append(row)
    ordered = sorted(groups, key=lambda key: (*key[:3], _BOUNDARY_ORDER.index(key[3]), *key[4:]))
    return tuple(Series(*key, tuple(sorted(groups[key], key=lambda row: row.year_valid))) for key in ordered)


def year_spans(years: Iterable[int]) -> str:
    """Years as a person writes them; a gap is never hidden in a span.

    >>> year_spans([2018, 2019, 2020, 2024]), year_spans([2019, 2020]), year_spans([])
    ('2018–2020, 2024', '2019, 2020', '')
    """
    spans: list[list[int]] = []
    for year in sorted(set(years)):
        if spans and spans[-1][-1] == year - 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    texts: list[str] = []
    for span in spans:
        texts += [f"{span[0]}–{span[-1]}"] if len(span) > len(("first", "last")) else map(str, span)
    return ", ".join(texts)
