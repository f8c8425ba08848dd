"""What the commands of ``thg faktoren`` share: the factor base of a call, checked wishes, formats."""
# ruff: noqa: PLC0415 - factor tables load only when they are shown

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thgbilanz.cli.environment import Environment
from thgbilanz.cli.german import near, refuse
from thgbilanz.cli.options import is_whole_number
from thgbilanz.cli.projects import project_folder
from thgbilanz.cli.show import tell_findings

if TYPE_CHECKING:
    from thgbilanz.factors.base import FactorBase

Year = Annotated[str, typer.Option("--jahr", metavar="JAHR", help="Nur Faktoren, die für dieses Jahr gelten")]
Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="text (Standard), json oder csv")]


def factors_of_call(environment: Environment, project: str) -> "tuple[FactorBase, Path | None]":
    """The shipped factors with those of the project, and its folder; tells what is wrong with the tables."""
    from thgbilanz.factors.load import load_factors
    from thgbilanz.project.discovery import find_project
    from thgbilanz.project.factor_sets import project_factors

    root = project_folder(environment, project) if project else find_project(environment.folder)
    base, findings = project_factors(root) if root else load_factors()
    tell_findings(environment, findings)
    return base, root


def machine_output(environment: Environment, text: str) -> None:
    """Output for programs, in every command of the group by this one way."""
    environment.data(text)


def stated_factor_year(text: str) -> int | None:
    """A year of factor tables, which may lie before and after those of balances; None if not stated."""
    if not text:
        return None
    if not is_whole_number(text):
        refuse(f"„{text}“ ist kein Jahr", "--jahr 2019")
    return int(text)


def known_activity(text: str) -> str:
    """An activity of the vocabulary, or nothing."""
    from thgbilanz.core.activity_kinds import KIND_BY_ID

    if text and text not in KIND_BY_ID:
        hint = near(text, KIND_BY_ID) or "Aktivitäten: " + ", ".join(KIND_BY_ID)
        refuse(f"Aktivität „{text}“ gibt es nicht", hint)
    return text


def known_word(text: str, known: "set[str]", what: str, all_: str) -> str:
    """A word that the tables know, or nothing.

    >>> known_word("DE", {"DE", "DE-NW"}, "Region", "Regionen")
    'DE'
    """
    if text and text not in known:
        hint = near(text, sorted(known)) or f"{all_}: " + ", ".join(sorted(known))
        refuse(f"{what} „{text}“ gibt es nicht", hint)
    return text
