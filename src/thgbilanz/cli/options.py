"""Options that mean the same in every command, declared once."""

from typing import Annotated

import typer

from thgbilanz.cli.german import near, refuse

Project = Annotated[
    str,
    typer.Option(
        "--projekt", metavar="ORDNER", help="Projektordner; sonst der nächste mit thg.toml, von hier aufwärts"
    ),
]
Output = Annotated[
    str, typer.Option("--ausgabe", metavar="ORDNER", help="Schreibt in diesen Ordner statt in den des Projekts")
]
Organisations = Annotated[
    list[str] | None,
    typer.Option("--organisation", metavar="ID", help="Nur diese Organisation; mehrfach möglich"),
]
Quiet = Annotated[bool, typer.Option("-q", "--leise", help="Meldet nur Fehler")]
Verbose = Annotated[bool, typer.Option("-v", "--ausfuehrlich", help="Meldet auch gelesene Dateien und Faktorsätze")]

_FIRST_YEAR = 1990


def chosen(value: str, allowed: tuple[str, ...], option: str) -> str:
    """The value if it is allowed; raises UsageProblem with the list otherwise."""
    if value not in allowed:
        hint = near(value, allowed) or "Möglich: " + ", ".join(allowed)
        refuse(f"„{value}“ ist für {option} nicht möglich", hint)
    return value


def stated_year(text: str, latest: int, what: str = "JAHR") -> int:
    """A year from 1990 to ``latest``; raises UsageProblem otherwise.

    >>> stated_year("2019", 2026)
    2019
    """
    if not (is_whole_number(text) and _FIRST_YEAR <= int(text) <= latest):
        refuse(f"„{text}“ ist kein Jahr von {_FIRST_YEAR} bis {latest}", f"{what} wie 2019 angeben")
    return int(text)


def is_whole_number(text: str) -> bool:
    """Whether a text is nothing but the digits 0 to 9.

    >>> is_whole_number("2019"), is_whole_number("²"), is_whole_number("-1")
    (True, False, False)
    """
    return text.isascii() and text.isdecimal()
