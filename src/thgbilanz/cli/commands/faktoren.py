"""``thg faktoren``: look up, compare and import emission factors. Each command has a file of its own."""

import typer

from thgbilanz.cli.commands import (
    faktoren_einlesen,
    faktoren_formatiere,
    faktoren_liste,
    faktoren_pruefen,
    faktoren_vergleiche,
    faktoren_zeige,
)
from thgbilanz.cli.german import ClickContext, GermanCommand, GermanGroup

GROUP_EXAMPLES = """\
\b
Beispiele:
  thg faktoren liste --aktivitaet strom --jahr 2019
  thg faktoren zeige strom.netz.bundesmix
"""

group = typer.Typer(
    cls=GermanGroup,
    rich_markup_mode=None,
    add_completion=False,
    help="Schlägt Emissionsfaktoren nach, prüft, vergleicht, ordnet sie und liest amtliche Listen ein.",
    short_help="Schlägt Emissionsfaktoren nach, prüft und vergleicht sie",
    epilog=GROUP_EXAMPLES,
)


@group.callback()
def _group() -> None:
    """Look up factors."""


def _add(module: ClickContext, name: str, function: ClickContext) -> None:
    group.command(name, cls=GermanCommand, help=module.PURPOSE, short_help=module.SHORT, epilog=module.EXAMPLES)(
        function
    )


_add(faktoren_liste, "liste", faktoren_liste.liste)
_add(faktoren_zeige, "zeige", faktoren_zeige.zeige)
_add(faktoren_vergleiche, "vergleiche", faktoren_vergleiche.vergleiche)
_add(faktoren_pruefen, "pruefen", faktoren_pruefen.pruefen)
_add(faktoren_formatiere, "formatiere", faktoren_formatiere.formatiere)
_add(faktoren_einlesen, "einlesen", faktoren_einlesen.einlesen)
