"""typer in German: help pages, headings and usage errors, none of typer's English reaches the user.

All parameters are declared as text or switch, so typer never converts (and never complains); our own checks do.
typer 0.29 carries click inside itself, earlier versions import it: only names that both have are used here.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from functools import partial
from typing import Any, NoReturn, TypeAlias

import typer
from typer.core import TyperCommand, TyperGroup

from thgbilanz.cli.environment import Environment

ClickContext: TypeAlias = Any
"""Context, parameter and formatter are click's, whose module differs between versions of typer."""

_WIDEST_HELP = 80

USAGE_ERROR: type[Exception] = typer.BadParameter.__mro__[1]
"""The class of all usage errors; typer exports only this one subclass."""


class UsageProblem(typer.BadParameter):
    """A usage error in our own words: headline and remedy."""

    def __init__(self, text: str, hint: str = "", context: ClickContext = None) -> None:
        super().__init__(text, ctx=context)
        self.hint = hint


def refuse(text: str, hint: str = "", context: ClickContext = None) -> NoReturn:
    """End the call with a usage error."""
    raise UsageProblem(text, hint, context)


def near(wrong: str, known: Iterable[str]) -> str:
    """``Meinten Sie „bilanz“?`` or nothing.

    >>> near("bilans", ["bilanz", "neu"])
    'Meinten Sie „bilanz“?'
    """
    matches = get_close_matches(wrong, list(known), n=1, cutoff=0.6)
    return f"Meinten Sie „{matches[0]}“?" if matches else ""


def environment_of(context: ClickContext) -> Environment:
    """The environment of the call that a context belongs to."""
    environment = context.find_root().obj
    if not isinstance(environment, Environment):
        msg = "the command line must be started through thgbilanz.cli.main.run"
        raise TypeError(msg)
    return environment


def _show_help(context: ClickContext, _parameter: object, value: object) -> None:
    if value and not context.resilient_parsing:
        environment_of(context).out(context.get_help() + "\n")
        raise typer.Exit(0)


def parameter_name(parameter: ClickContext) -> str:
    """How a message names an option or argument."""
    if parameter is None:
        return "Eine Angabe"
    if parameter.param_type_name == "option":
        return f"Option „{parameter.opts[0]}“"
    return f"Angabe {_argument_name(parameter)}"


def _taken_value(parameter: ClickContext, context: ClickContext, value: ClickContext) -> ClickContext:
    """The value of a parameter as it was typed: text stays text, a switch is on or off.

    Stands in for typer's own conversion, which loads pydantic (80 ms) to turn text into text.
    """
    if getattr(parameter, "is_flag", False):
        value = value is True
    elif value is None and (parameter.nargs == -1 or getattr(parameter, "multiple", False)):
        value = ()
    if parameter.required and (value is None or value == ()):
        refuse(f"{parameter_name(parameter)} fehlt", "", context)
    return parameter.callback(context, parameter, value) if parameter.callback else value


class _German:
    """Help page in German: call, purpose, examples, arguments, options, commands."""

    def get_params(self, ctx: ClickContext) -> list[ClickContext]:
        parameters: list[ClickContext] = super().get_params(ctx)  # type: ignore[misc]
        for parameter in parameters:
            parameter.process_value = partial(_taken_value, parameter)
        return parameters

    def get_help_option(self, ctx: ClickContext) -> Any:  # noqa: ANN401 - click's Option, see ClickContext
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "Zeigt diese Hilfe"
            option.callback = _show_help
        return option

    def get_help(self, ctx: ClickContext) -> str:
        # The environment knows the width of the terminal; click would ask the process.
        ctx.terminal_width = min(environment_of(ctx).width, _WIDEST_HELP) - 2
        text: str = super().get_help(ctx)  # type: ignore[misc]
        return text

    def format_help(self, ctx: ClickContext, formatter: ClickContext) -> None:
        command: Any = self
        formatter.write_usage(ctx.command_path, " ".join(_usage(command, ctx)), prefix="Aufruf: ")
        for text in (command.help, command.epilog):
            if text:
                formatter.write_paragraph()
                formatter.write_text(text)
        shown = [parameter for parameter in command.get_params(ctx) if not getattr(parameter, "hidden", False)]
        _section(formatter, "Angaben", [_argument_row(p) for p in shown if p.param_type_name == "argument"])
        _section(formatter, "Optionen", [_option_row(p) for p in shown if p.param_type_name == "option"])
        _section(formatter, "Befehle", _command_rows(command, ctx))


class GermanCommand(_German, TyperCommand):
    """A command whose help and errors are German."""

    def parse_args(self, ctx: ClickContext, args: list[str]) -> list[str]:
        """Parse, and refuse surplus arguments in our own words."""
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except USAGE_ERROR as problem:
            # An option without its value does not know its command.
            problem.ctx = getattr(problem, "ctx", None) or ctx  # type: ignore[attr-defined]
            raise
        if rest:
            surplus = " ".join(str(arg) for arg in rest)
            refuse(f"Überzählige Angabe „{surplus}“", "Namen mit Leerzeichen in Anführungszeichen setzen", ctx)
        return rest


class GermanGroup(_German, TyperGroup):
    """A group of commands whose help and errors are German."""

    def parse_args(self, ctx: ClickContext, args: list[str]) -> list[str]:
        """Parse, and say in our own words that a command is missing."""
        if not args:
            refuse("Befehl fehlt", "Befehle: " + ", ".join(self.list_commands(ctx)), ctx)
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: ClickContext, args: list[str]) -> Any:  # noqa: ANN401 - click's triple
        """Find the command, or suggest one."""
        if self.get_command(ctx, args[0]) is None:
            names = self.list_commands(ctx)
            hint = near(args[0], names) or "Befehle: " + ", ".join(names)
            refuse(f"Befehl „{args[0]}“ gibt es nicht", hint, ctx)
        return super().resolve_command(ctx, args)


def _usage(command: Any, ctx: ClickContext) -> list[str]:  # noqa: ANN401 - click's Command
    pieces = ["[OPTIONEN]"]
    for parameter in command.get_params(ctx):
        if parameter.param_type_name == "argument":
            name = _argument_name(parameter)
            pieces.append(name if parameter.required else f"[{name}]")
    if isinstance(command, TyperGroup):
        pieces.append("BEFEHL …")
    return pieces


def _argument_name(parameter: Any) -> str:  # noqa: ANN401 - click's Argument
    name = parameter.metavar or parameter.name.upper()
    return f"{name}…" if parameter.nargs != 1 else name


def _argument_row(parameter: Any) -> tuple[str, str]:  # noqa: ANN401
    return _argument_name(parameter), parameter.help or ""


def _option_row(parameter: Any) -> tuple[str, str]:  # noqa: ANN401
    names = ", ".join(sorted(parameter.opts, key=len))
    return (f"{names} {parameter.metavar}" if parameter.metavar else names), parameter.help or ""


def _command_rows(command: Any, ctx: ClickContext) -> list[tuple[str, str]]:  # noqa: ANN401
    if not isinstance(command, TyperGroup):
        return []
    return [(name, found.short_help or "") for name in command.list_commands(ctx) if (found := command.commands[name])]


def _section(formatter: ClickContext, title: str, rows: list[tuple[str, str]]) -> None:
    if rows:
        with formatter.section(title):
            formatter.write_dl(rows)
