"""The entry of ``thg``: runs a command and turns whatever happens into an exit code and German words.

Importing this module loads nothing that Python has not loaded anyway, so that Ctrl-C is answered from the first moment.
"""
# ruff: noqa: PLC0415 - see above; and what a call does not need is not loaded, so that help stays fast

import gc
import sys

TYPE_CHECKING = False
"""As in ``typing``, whose import takes longer than all the rest of this module."""
if TYPE_CHECKING:
    from collections.abc import Sequence

    from thgbilanz.cli.environment import Environment
    from thgbilanz.cli.stop import Stop

_OBJECTS_BEFORE_COLLECTION = 5_000_000
_INTERRUPTED = 130


def main() -> None:
    """Console script ``thg``."""
    # One short run makes many objects and few cycles: rarer collections save a twentieth of ``thg bilanz``, and not
    # looking through everything once more on the way out another twentieth.
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTION, 20, 20)
    try:
        from thgbilanz.cli.interrupt import forget_interrupts, keep_interrupts

        keep_interrupts()
        from thgbilanz.cli.environment import system_environment

        code = run(sys.argv[1:], system_environment())
        forget_interrupts()
    except KeyboardInterrupt:
        if sys.stderr is not None:
            sys.stderr.write("Abgebrochen\n")
        code = _INTERRUPTED
    gc.freeze()
    sys.exit(code)


def run(arguments: "Sequence[str]", environment: "Environment") -> int:
    """Run one call and return its exit code; never asks, never reads standard input."""
    from thgbilanz.cli.environment import OutputStreamError
    from thgbilanz.cli.exit_codes import ExitCode
    from thgbilanz.cli.interrupt import was_interrupted

    try:
        return _outcome(arguments, environment)
    except OutputStreamError as failure:
        environment.err(f"Fehler: Die Ausgabe lässt sich nicht schreiben ({failure})\n")
        return ExitCode.OUTPUT
    except KeyboardInterrupt:
        environment.err("Abgebrochen\n")
        return ExitCode.INTERRUPTED
    except Exception as failure:  # noqa: BLE001 - the one place where a defect of ours ends
        if was_interrupted():
            environment.err("Abgebrochen\n")
            return ExitCode.INTERRUPTED
        from thgbilanz.cli.crash import crash_message

        environment.err(crash_message(failure))
        return ExitCode.DEFECT


def _outcome(arguments: "Sequence[str]", environment: "Environment") -> int:
    import typer
    from typer.main import get_command

    from thgbilanz.cli.application import app
    from thgbilanz.cli.exit_codes import ExitCode
    from thgbilanz.cli.german import USAGE_ERROR
    from thgbilanz.cli.stop import Stop

    try:
        result = get_command(app).main(args=list(arguments), prog_name="thg", standalone_mode=False, obj=environment)
    except Stop as stop:
        _render(stop, environment)
        return stop.code
    except typer.Abort:
        raise KeyboardInterrupt from None
    except USAGE_ERROR as problem:
        from thgbilanz.cli.usage_errors import usage_text

        environment.err(usage_text(problem, environment.width))
        return ExitCode.USAGE
    if result == ExitCode.INTERRUPTED:
        # typer turns Ctrl-C into this exit code on its own.
        raise KeyboardInterrupt
    return ExitCode(result) if isinstance(result, int) else ExitCode.FINE


def _render(stop: "Stop", environment: "Environment") -> None:
    from thgbilanz.cli.show import TEXT, show_findings, tell_findings

    if stop.output_format == TEXT:
        tell_findings(environment, stop.findings)
    else:
        show_findings(environment, stop.findings, stop.output_format)
