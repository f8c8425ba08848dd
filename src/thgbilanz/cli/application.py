"""The commands of ``thg`` put together. Command files import what they compute with only when they run."""

from typing import Annotated

import typer

from thgbilanz import __version__
from thgbilanz.cli.commands import (
    abschluss,
    bilanz,
    erklaere,
    faktoren,
    fehler,
    historie,
    journal,
    neu,
    pruefen,
    stapel,
    trend,
    vorlage,
    zuordnen,
)
from thgbilanz.cli.german import ClickContext, GermanCommand, GermanGroup, environment_of

_PURPOSE = """\
Treibhausgasbilanzen für Kommunen und Stadtkonzerne: von der Excel-Zelle zur belegbaren Tonne.
"""
_EXAMPLES = """\
\b
Beispiele:
  thg bilanz 2019 --projekt examples/musterstadt
  thg pruefen --projekt examples/musterstadt
"""

app = typer.Typer(
    name="thg",
    cls=GermanGroup,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help=_PURPOSE,
    epilog=_EXAMPLES,
)


def _show_version(context: typer.Context, value: bool) -> None:
    if value:
        environment_of(context).out(f"thg {__version__}\n")
        raise typer.Exit(0)


@app.callback()
def root(
    _version: Annotated[
        bool, typer.Option("--version", help="Zeigt die Version", is_eager=True, callback=_show_version)
    ] = False,
) -> None:
    """Options of ``thg`` itself."""


def _add(group: typer.Typer, module: ClickContext, name: str, function: ClickContext) -> None:
    group.command(name, cls=GermanCommand, help=module.PURPOSE, short_help=module.SHORT, epilog=module.EXAMPLES)(
        function
    )


_add(app, neu, "neu", neu.neu)
_add(app, vorlage, "vorlage", vorlage.vorlage)
_add(app, pruefen, "pruefen", pruefen.pruefen)
_add(app, zuordnen, "zuordnen", zuordnen.zuordnen)
_add(app, bilanz, "bilanz", bilanz.bilanz)
_add(app, trend, "trend", trend.trend)
_add(app, historie, "historie", historie.historie)
_add(app, erklaere, "erklaere", erklaere.erklaere)
_add(app, journal, "journal", journal.journal)
_add(app, abschluss, "abschluss", abschluss.abschluss)
_add(app, stapel, "stapel", stapel.stapel)
app.add_typer(faktoren.group, name="faktoren")
_add(app, fehler, "fehler", fehler.fehler)
