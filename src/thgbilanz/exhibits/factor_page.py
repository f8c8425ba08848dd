"""One factor for people: every edition as a table with bars, origin, formula, sources, and where it is used."""

from collections.abc import Iterable, Iterator, Sequence

from thgbilanz.core.activity_kinds import activity_label
from thgbilanz.core.factor import Factor, Source
from thgbilanz.core.vocabulary import Space
from thgbilanz.exhibits.factor_formula import Explained, explained
from thgbilanz.exhibits.factor_words import (
    SHOWN_GWP,
    aligned,
    boundary_text,
    derivation_text,
    figure_text,
    legend,
    per_unit,
    thin_marks,
)
from thgbilanz.exhibits.medium import Medium, padded, text_width, wrapped
from thgbilanz.factors.base import FactorBase
from thgbilanz.factors.gwp import factor_co2e_kg
from thgbilanz.factors.listing import BalanceUse, uses_in_sets
from thgbilanz.factors.roles import ROLE_LABELS
from thgbilanz.factors.series import Series, series_of, year_spans

_WIDEST = 100
_BAR = 24
_RIGHTS = {"yes": "Weitergabe frei", "values_only": "nur Einzelwerte", "no": "keine Weitergabe"}


def page_text(
    base: FactorBase,
    rows: Sequence[Factor],
    width: int,
    medium: Medium,
    *,
    project: str = "",
    used_by: Sequence[BalanceUse] = (),
) -> str:
    """The page of a factor. ``rows`` are those to show; ``project`` names the project whose uses are known."""
    columns = max(24, min(width, _WIDEST))
    editions = _by_edition(series_of(rows))
    lines = [medium.bold(medium.fit(rows[0].factor_id)), *_facts(rows, columns, medium)]
    for series in editions:
        lines += ["", *_edition(series, base, columns, medium)]
    marks = legend(thin_marks(row) for row in rows)
    if marks:
        lines += ["", *wrapped(medium.own(marks), columns)]
    lines += _section("Berechnung", _formulas(rows, base, columns, medium), medium)
    lines += _section("Quellen", _sources(rows, base, columns, medium), medium)
    lines += _section("In Faktorsätzen", _sets(rows[0].factor_id, base, columns, medium), medium)
    if project:
        lines += _section(f"In „{project}“", _organisations(used_by, columns, medium), medium)
    return "\n".join(lines) + "\n"


def _section(title: str, body: Iterable[str], medium: Medium) -> list[str]:
    lines = list(body)
    return ["", medium.bold(medium.fit(title)), *lines] if lines else []


def _facts(rows: Sequence[Factor], width: int, medium: Medium) -> list[str]:
    units = ", ".join(dict.fromkeys(per_unit(row.activity_unit) for row in rows))
    regions = ", ".join(dict.fromkeys(row.region for row in rows))
    editions = len({row.edition for row in rows})
    count = "1 Ausgabe" if editions == 1 else f"{editions} Ausgaben"
    text = f"{units} · {regions} · {year_spans(row.year_valid for row in rows)} · {count}"
    return [medium.dim(line) for line in wrapped(medium.own(text), width)]


def _by_edition(series: Iterable[Series]) -> list[list[Series]]:
    groups: dict[tuple[str, str, str], list[Series]] = {}
    for one in series:
        groups.setdefault((one.edition, one.region, one.unit), []).append(one)
    return [groups[key] for key in sorted(groups, key=lambda key: (-_last_print(groups[key]), key))]


def _last_print(series: Sequence[Series]) -> int:
    return max(row.year_published or 0 for one in series for row in one.rows)


def _edition(group: list[Series], base: FactorBase, width: int, medium: Medium) -> list[str]:
    edition, region, unit = group[0].edition, group[0].region, group[0].unit
    head = f"Ausgabe {edition}"
    if region != "DE":
        head += f", {region}"
    lines = [medium.bold(medium.fit(head)) + medium.dim(f"  {medium.own(per_unit(unit))}")]
    if text_width(f"{head}  {per_unit(unit)}") > width:
        lines = [medium.bold(medium.fit(head)), medium.dim(f"  {medium.own(per_unit(unit))}")]
    lines += _table(group, base, width, medium)
    for one in group:
        lines += [medium.dim(line) for text in _origins(one) for line in wrapped(medium.own(text), width, "  ", "    ")]
    return lines


def _table(group: list[Series], base: FactorBase, width: int, medium: Medium) -> list[str]:
    """Years down, boundaries across, a bar for the first boundary; a boundary per block where that is too wide."""
    years = sorted({year for one in group for year in one.years})
    heads = [medium.fit(boundary_text(one.boundary, one.accounting, short=True)) for one in group]
    columns = [_figures(one, years, base, medium) for one in group]
    widths = [max(text_width(head), *map(text_width, texts)) for head, texts in zip(heads, columns, strict=True)]
    needed = 6 + sum(widths) + 2 * len(widths)
    if needed > width and len(group) > 1:
        return [line for one in group for line in _table([one], base, width, medium)]
    room = min(_BAR, width - needed - 2)
    bars = _bars(group[0], years, base, room, medium) if len(years) > 1 else [""] * len(years)
    head_cells = "".join("  " + padded(head, size, right=True) for head, size in zip(heads, widths, strict=True))
    lines = [medium.dim(f"  {medium.fit('Jahr')}{head_cells}")]
    for index, year in enumerate(years):
        cells = "".join(
            "  " + padded(texts[index], size, right=True) for texts, size in zip(columns, widths, strict=True)
        )
        bar = f"  {medium.accent(bars[index])}" if bars[index] else ""
        lines.append(f"  {year}{cells}{bar}".rstrip())
    return lines


def _figures(series: Series, years: Sequence[int], base: FactorBase, medium: Medium) -> list[str]:
    by_year = {row.year_valid: row for row in series.rows}
    rows = [by_year.get(year) for year in years]
    texts = aligned("" if row is None else figure_text(factor_co2e_kg(row, SHOWN_GWP, base)[0]) for row in rows)
    marks = ["" if row is None else thin_marks(row) for row in rows]
    room = max(map(len, marks))
    return [
        medium.fit(text + (" " + padded(mark, room) if room else "")) for text, mark in zip(texts, marks, strict=True)
    ]


def _bars(series: Series, years: Sequence[int], base: FactorBase, room: int, medium: Medium) -> list[str]:
    by_year = {row.year_valid: factor_co2e_kg(row, SHOWN_GWP, base)[0] for row in series.rows}
    largest = max(by_year.values())
    if room < len("......") or len(set(by_year.values())) == 1:
        return [""] * len(years)
    return [medium.bar(by_year[year] / largest if year in by_year else None, room) for year in years]


def _origins(series: Series) -> Iterator[str]:
    """Origin, GWP basis, place and notes, each said once with the years that it holds for."""
    stated: dict[str, list[int]] = {}
    for row in series.rows:
        for text in _statements(row):
            stated.setdefault(text, []).append(row.year_valid)
    everywhere = [text for text, years in stated.items() if len(years) == len(series.rows)]
    boundary = boundary_text(series.boundary, series.accounting)
    yield f"{boundary}: {'; '.join(everywhere)}" if everywhere else boundary
    partly: dict[tuple[int, ...], list[str]] = {}
    for text, years in stated.items():
        if text not in everywhere:
            partly.setdefault(tuple(years), []).append(text)
    for some_years, texts in partly.items():
        yield f"{year_spans(some_years)}: {'; '.join(texts)}"


def _statements(row: Factor) -> Iterator[str]:
    """What is to be said about a row; that a value is carried is in its origin, not once more from the note."""
    data = f", Daten von {row.year_data}" if row.derivation in _CARRIED and row.year_data else ""
    yield derivation_text(row) + data
    basis = SHOWN_GWP if row.gas_split == "full" else row.co2e_gwp.replace("unknown", "unbekannt")
    yield f"GWP-Basis {basis}"
    yield row.source_locator
    if row.zero_reason:
        yield f"null, weil: {row.zero_reason}"
    for part in row.note.split("; "):
        if part and not (row.derivation in _CARRIED and part.startswith("Wert für ")):
            yield part


_CARRIED = frozenset({"carried_forward", "carried_back"})


def _formulas(rows: Sequence[Factor], base: FactorBase, width: int, medium: Medium) -> Iterator[str]:
    """The latest computed row of each formula and boundary, worked out; the other years follow the same rule."""
    groups: dict[tuple[str, str], list[Explained]] = {}
    for found in (explained(row, base) for row in rows):
        if found is not None:
            groups.setdefault((found.formula, found.boundary), []).append(found)
    for group in groups.values():
        last = max(group, key=lambda one: one.year)
        yield from wrapped(medium.own(f"{last.sentence} ({last.formula})"), width, "  ", "    ")
        for text in last.inputs:
            yield from wrapped(medium.own(text), width, "    ", "      ")
        yield from wrapped(medium.own(f"= {figure_text(last.result)} für {last.year}"), width, "    ", "      ")
        others = year_spans(one.year for one in group if one.year != last.year)
        if others:
            yield from wrapped(medium.fit(f"ebenso {others}"), width, "    ", "      ")


def _sources(rows: Sequence[Factor], base: FactorBase, width: int, medium: Medium) -> Iterator[str]:
    for id_ in dict.fromkeys(row.source_id for row in rows):
        source = base.sources.get(id_)
        yield from wrapped(medium.fit(id_), width, "  ", "    ")
        if source is not None:
            for text in _source_texts(source):
                yield from wrapped(medium.own(text), width, "    ", "      ")
            if source.url or source.doi:
                # A link is never broken over lines: nobody could open it.
                yield "    " + medium.fit(source.url or f"https://doi.org/{source.doi}")


def _source_texts(source: Source) -> Iterator[str]:
    year = f" ({source.year})" if source.year else ""
    yield f"{source.institution}: {source.title}{year}"
    yield f"Lizenz {source.licence_spdx}, {_RIGHTS.get(source.redistribution, source.redistribution)}"
    if source.note:
        yield source.note


def _sets(factor_id: str, base: FactorBase, width: int, medium: Medium) -> Iterator[str]:
    uses = uses_in_sets(base, factor_id)
    for use in uses:
        entry = use.entry
        space = Space(entry.space).value
        what = f"{activity_label(entry.activity)}, {ROLE_LABELS[entry.role]}"
        text = f"{entry.set_id} {entry.set_edition} ({space}): {what}, {year_spans(use.years)} aus {entry.edition}"
        yield from wrapped(medium.own(text), width, "  ", "    ")
    if not uses:
        yield "  " + medium.fit("in keinem Satz")


def _organisations(used_by: Sequence[BalanceUse], width: int, medium: Medium) -> Iterator[str]:
    for use in used_by:
        what = f"{activity_label(use.activity)}, {boundary_text(use.boundary, 'na')}"
        text = f"{use.name}: {what}, {year_spans(use.years)} ({use.edition})"
        yield from wrapped(medium.own(text), width, "  ", "    ")
    if not used_by:
        yield "  " + medium.fit("in keiner Buchung")
