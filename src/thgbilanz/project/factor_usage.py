"""Which organisations of a project use a factor: read from the journals of its years, never guessed from sets."""

from pathlib import Path
from typing import TYPE_CHECKING

from thgbilanz.core.vocabulary import Layer
from thgbilanz.factors.listing import BalanceUse
from thgbilanz.project.check import project_years
from thgbilanz.project.run import run_balance

if TYPE_CHECKING:
    import pandas as pd

_KEYS = ["organisation", "activity", "factor_edition", "boundary"]
_Key = tuple[str, str, str, str]


def factor_usage(root: Path, factor_id: str, latest_year: int) -> tuple[BalanceUse, ...]:
    """Uses of a factor in every year that the project has data for; findings of the runs are not repeated here."""
    years: dict[_Key, list[int]] = {}
    names: dict[str, str] = {}
    for year in project_years(root):
        report = run_balance(root, year, latest_year=latest_year).report
        if report is not None:
            names |= dict(report.organisation_names)
            for key in _uses(report.journal, factor_id):
                years.setdefault(key, []).append(year)
    return tuple(
        BalanceUse(organisation, names.get(organisation, organisation), activity, edition, boundary, tuple(found))
        for (organisation, activity, edition, boundary), found in sorted(years.items())
    )


def _uses(journal: "pd.DataFrame", factor_id: str) -> list[_Key]:
    lines = journal[(journal["factor_id"] == factor_id) & (journal["layer"] != Layer.ELIMINATION.value)]
    columns = (lines[key].astype(str).tolist() for key in _KEYS)
    return sorted(set(zip(*columns, strict=True)))
