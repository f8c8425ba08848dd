"""When there is no balance: why, and how the command ends."""

from typing import TYPE_CHECKING

from thgbilanz.cli.environment import Environment
from thgbilanz.cli.exit_codes import ExitCode, code_of
from thgbilanz.cli.show import TEXT, show_findings, tell_findings

if TYPE_CHECKING:
    from thgbilanz.project.run import BalanceRun


def without_report(environment: Environment, run: "BalanceRun", output_format: str) -> ExitCode:
    """Show why there is no balance: beside the result for people, as the result for programs; the exit code."""
    if output_format == TEXT:
        tell_findings(environment, run.findings)
    else:
        show_findings(environment, run.findings, output_format)
    return ExitCode.USAGE if run.settings is None else code_of(run)
