"""Ending a command early with findings: no project, a path that does not exist, an unknown organisation."""

from thgbilanz.cli.exit_codes import ExitCode
from thgbilanz.core.diagnostic import Diagnostic


class Stop(Exception):  # noqa: N818 - it ends a command, which is no error of the program
    """Carries the findings to ``main``, which renders them in the format that the command was asked for."""

    def __init__(self, code: ExitCode, findings: tuple[Diagnostic, ...], output_format: str = "text") -> None:
        super().__init__(code.name)
        self.code = code
        self.findings = findings
        self.output_format = output_format
