"""The balance of a year as it is now, not held against its seal: for commands that make that comparison themselves."""
# ruff: noqa: PLC0415 - the whole line from cell to balance loads only when a balance is computed

from pathlib import Path
from typing import TYPE_CHECKING

from thgbilanz.cli.environment import Environment

if TYPE_CHECKING:
    from thgbilanz.project.run import BalanceRun


def unsealed_run(environment: Environment, root: Path, year: int) -> "BalanceRun":
    """The balance of a year; without a report the findings say why there is none."""
    from thgbilanz.core.diagnostic import in_order
    from thgbilanz.project.opened import RunOptions, open_project
    from thgbilanz.project.run import BalanceRun, balance_of

    project, findings = open_project(root, RunOptions(environment.today.year, environment.today))
    if project is None:
        return BalanceRun(None, None, tuple(in_order(findings)))
    return balance_of(project, year, sealed=False)
