"""How sure a total is: its 95 % interval, where somebody computed one."""

from thgbilanz.balance.insight import UncertaintyLine
from thgbilanz.balance.report import BalanceReport
from thgbilanz.core.vocabulary import Space
from thgbilanz.exhibits.rounding import share_of

TOTAL = "summe"
"""Figure of a space's total in ``UncertaintyLine``."""


def uncertainty_of(
    report: BalanceReport, space: Space, figure: str = TOTAL, organisation: str = ""
) -> UncertaintyLine | None:
    """The line of one total; None where nobody computed it."""
    wanted = (space.value, organisation, figure)
    lines = report.balance.insight.uncertainty
    return next((line for line in lines if (line.space, line.organisation, line.figure) == wanted), None)


def spread_of(report: BalanceReport, space: Space, figure: str = TOTAL, organisation: str = "") -> float | None:
    """Half of the 95 % interval as a share of the total."""
    line = uncertainty_of(report, space, figure, organisation)
    return None if line is None else share_of(line.half_width_kg, line.kg)
