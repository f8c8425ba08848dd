"""The first line of every exhibit: who, which balance, how many tonnes, and whether that is final."""

from dataclasses import dataclass
from typing import Final

from thgbilanz.balance.report import BalanceReport
from thgbilanz.core.vocabulary import Space
from thgbilanz.exhibits.certainty import spread_of
from thgbilanz.exhibits.labels import balance_title, error_count, group_label, shows
from thgbilanz.exhibits.layout import count_text
from thgbilanz.exhibits.rounding import decimals_for, rounded_text, spread_text
from thgbilanz.exhibits.table import CO2E, tonnes

MARK: Final = "VORLÄUFIG"
"""Stands on everything that shows figures while findings of severity Fehler are open."""


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline: what it is about, and its figure with unit (which belong on one line)."""

    subject: str
    amount: str


def headlines(report: BalanceReport) -> list[Headline]:
    """One headline per accounting space that the report shows; their figures are never added.

    If nothing was delivered for the space asked for, the only headline says so.
    """
    balance = report.balance
    found = []
    if shows(report, Space.ORGANISATIONAL) and balance.organisational is not None:
        found.append((group_label(report), balance.organisational.group.total_kg, Space.ORGANISATIONAL))
    if shows(report, Space.TERRITORIAL) and balance.territorial is not None:
        found.append(("Stadtgebiet", balance.territorial.emissions_kg, Space.TERRITORIAL))
    if not found:
        asked = "Stadtgebiet" if Space.TERRITORIAL.value in report.views else "Konzern"
        return [Headline(_subject(report, asked), "keine Daten")]
    return [
        Headline(_subject(report, who), _amount(tonnes(kg)) + _interval(spread_of(report, space)))
        for who, kg, space in found
    ]


def _subject(report: BalanceReport, who: str) -> str:
    parts = (MARK if report.provisional else "", report.project.name, who, balance_title(report))
    return " · ".join(part for part in parts if part)


def _amount(emissions_t: float) -> str:
    return f"{rounded_text(emissions_t, decimals_for([emissions_t]))} {CO2E}"


def _interval(spread: float | None) -> str:
    """Half of the 95 % interval behind the figure, where it is known."""
    return "" if spread is None else f" ± {spread_text(spread)} %"


def provisional_text(report: BalanceReport) -> str:
    """What the mark means here."""
    errors = count_text(error_count(report), "Fehler", "Fehler")
    return f"{MARK}: {errors} offen, die Summen können sich noch ändern"
