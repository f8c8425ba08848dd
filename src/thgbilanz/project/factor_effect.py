"""What other factor tables do to a project: its balances computed with both, compared by scope and sector."""

from collections.abc import Iterable
from pathlib import Path

from thgbilanz.balance.report import BalanceReport
from thgbilanz.core.vocabulary import Sector, Space
from thgbilanz.factors.comparison import Effect, OpenRows, ProjectEffect
from thgbilanz.project.check import project_years
from thgbilanz.project.run import run_balance
from thgbilanz.project.settings import FILE_NAME, load_settings


def project_effect(root: Path, old: Path, new: Path, latest_year: int) -> ProjectEffect:
    """Balances of all years of the project in ``root`` with the tables of two folders."""
    effects: list[Effect] = []
    open_rows: list[OpenRows] = []
    skipped: list[int] = []
    for year in project_years(root):
        before, after = (
            run_balance(root, year, latest_year=latest_year, tables=folder).report for folder in (old, new)
        )
        if before is None or after is None:
            skipped.append(year)
            continue
        effects += _effects(before, after)
        counts = (before.balance.control.open, after.balance.control.open)
        if any(counts):
            open_rows.append(OpenRows(before.project.name, year, *counts))
    settings, _ = load_settings(root / FILE_NAME)
    name = settings.name if settings else root.name
    return ProjectEffect(name, tuple(effects), tuple(open_rows), tuple(skipped))


_Sum = tuple[str, str, bool]
"""Space, name, whether it is the total of the space."""


def _effects(before: BalanceReport, after: BalanceReport) -> Iterable[Effect]:
    old, new = _sums(before), _sums(after)
    for space, item, is_total in dict.fromkeys((*old, *new)):
        key = (space, item, is_total)
        yield Effect(before.project.name, before.year, space, item, is_total, old.get(key), new.get(key))


def _sums(report: BalanceReport) -> dict[_Sum, float]:
    """Sums of the group by scope, of the territory by sector, each space with its total."""
    sums: dict[_Sum, float] = {}
    organisational, territorial = report.balance.organisational, report.balance.territorial
    if organisational is not None:
        space, group = Space.ORGANISATIONAL.value, organisational.group
        sums[space, "Scope 1", False] = group.scope1_kg
        sums[space, "Scope 2 (standortbasiert)", False] = group.scope2_location_kg
        sums[space, "Scope 2 (marktbasiert)", False] = group.scope2_market_kg
        sums[space, "Scope 3", False] = group.scope3_kg
        sums[space, "außerhalb der Scopes", False] = group.outside_kg
        sums[space, "Summe (standortbasiert)", True] = group.total_kg
    if territorial is not None:
        space = Space.TERRITORIAL.value
        for sector in Sector:
            cells = [cell.emissions_kg for cell in territorial.cells if cell.sector == sector.value]
            if cells:
                sums[space, sector.label, False] = sum(cells)
        sums[space, "Summe", True] = territorial.emissions_kg
    return sums
