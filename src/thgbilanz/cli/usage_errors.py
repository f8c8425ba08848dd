"""Usage errors in German: one headline, one remedy, and where the help is."""

from typing import Any

from thgbilanz.cli.german import UsageProblem, parameter_name
from thgbilanz.exhibits.medium import wrapped


def usage_text(problem: Exception, width: int) -> str:
    """The text of a usage error for standard error, no line longer than ``width``, ends with a line end."""
    headline, hint = _headline_and_hint(problem)
    context = getattr(problem, "ctx", None)
    command = context.command_path if context is not None else "thg"
    hints = [line for part in hint.splitlines() for line in wrapped(_visible(part), width, "  ", "    ")]
    lines = [*wrapped(f"Fehler: {_visible(headline)}", width, "", "  "), *hints, f"  Hilfe: {command} --help"]
    return "\n".join(lines) + "\n"


def _headline_and_hint(problem: Any) -> tuple[str, str]:  # noqa: ANN401 - click's exceptions, told apart by name
    name = type(problem).__name__
    if isinstance(problem, UsageProblem):
        return problem.message, problem.hint
    if name == "NoSuchOption":
        possible = ", ".join(f"„{option}“" for option in sorted(problem.possibilities or ()))
        return f"Option „{problem.option_name}“ gibt es hier nicht", f"Meinten Sie {possible}?" if possible else ""
    if name == "BadOptionUsage":
        return _misused_option(problem.option_name, problem.message)
    if name == "BadParameter":
        return f"{parameter_name(problem.param)}: {problem.message}", ""
    return "Aufruf nicht verstanden", str(getattr(problem, "message", ""))


def _misused_option(option: str, message: str) -> tuple[str, str]:
    if "does not take" in message:
        return f"Option „{option}“ nimmt keinen Wert an", ""
    return f"Option „{option}“ braucht einen Wert", ""


def _visible(text: str) -> str:
    """Text of the user with control characters made visible, so that it cannot steer the terminal."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)
