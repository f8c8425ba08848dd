"""``thg faktoren liste``: emission factors by activity, year, region, set and source."""
# ruff: noqa: PLC0415 - factor tables load only when they are shown

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from thgbilanz.cli.environment import Environment
from thgbilanz.cli.exit_codes import ExitCode
from thgbilanz.cli.factor_list import (
    Format,
    Year,
    factors_of_call,
    known_activity,
    known_word,
    machine_output,
    stated_factor_year,
)
from thgbilanz.cli.german import environment_of, near, refuse
from thgbilanz.cli.options import Project, chosen
from thgbilanz.cli.show import CSV, JSON, TEXT

if TYPE_CHECKING:
    from thgbilanz.core.factor import Factor
    from thgbilanz.factors.base import FactorBase

SHORT = "Listet Emissionsfaktoren auf"
PURPOSE = """\
Listet Emissionsfaktoren auf. Ohne --jahr steht je Zeitreihe eine Zeile, mit --jahr je Faktor eine.
"""
EXAMPLES = """\
\b
Beispiele:
  thg faktoren liste --aktivitaet strom --jahr 2019
  thg faktoren liste --satz bisko --jahr 2019 --format csv
"""


def liste(  # noqa: PLR0913, PLR0917 - each filter is an option of its own
    context: typer.Context,
    aktivitaet: Annotated[
        str,
        typer.Option("--aktivitaet", "--energietraeger", metavar="ID", help="Nur Faktoren dafür, etwa erdgas"),
    ] = "",
    jahr: Year = "",
    region: Annotated[str, typer.Option("--region", metavar="REGION", help="Nur diese Region, etwa DE")] = "",
    satz: Annotated[str, typer.Option("--satz", metavar="SATZ", help="Nur Faktoren dieses Satzes, etwa bisko")] = "",
    quelle: Annotated[
        str, typer.Option("--quelle", metavar="QUELLE", help="Nur diese Quelle oder Quellen, die so beginnen, etwa uba")
    ] = "",
    lang: Annotated[
        bool, typer.Option("--lang", help="Alle Angaben, je Gas: Massen, Quelle, Fundstelle, Herkunft")
    ] = False,
    projekt: Project = "",
    output_format: Format = TEXT,
) -> ExitCode:
    """List factor rows."""
    from thgbilanz.factors.listing import Choice, chosen_rows

    environment = environment_of(context)
    chosen(output_format, (TEXT, JSON, CSV), "--format")
    known_activity(aktivitaet)
    base, _ = factors_of_call(environment, projekt)
    known_word(satz, set(base.sets), "Faktorsatz", "Faktorsätze")
    known_word(region, {row.region for row in base.factors.values()}, "Region", "Regionen")
    _known_source(base, quelle)
    year = stated_factor_year(jahr)
    rows = chosen_rows(base, Choice("", aktivitaet, year, region, satz, quelle))
    _show(environment, base, rows, output_format, by_gas=lang, by_year=year is not None)
    return ExitCode.FINE


def _known_source(base: "FactorBase", wish: str) -> None:
    from thgbilanz.factors.listing import is_of_source

    known = sorted({row.source_id for row in base.factors.values()})
    if wish and not any(is_of_source(source, wish) for source in known):
        refuse(f"Quelle „{wish}“ gibt es nicht", near(wish, known) or "Quellen: " + ", ".join(known))


def _show(
    environment: Environment,
    base: "FactorBase",
    rows: "Sequence[Factor]",
    output_format: str,
    *,
    by_gas: bool,
    by_year: bool,
) -> None:
    from thgbilanz.exhibits.document import document_text
    from thgbilanz.exhibits.factor_list import (
        COLUMNS,
        LONG_COLUMNS,
        factor_row,
        json_rows,
        list_text,
        long_rows,
        long_text,
        rows_csv,
    )
    from thgbilanz.exhibits.medium import Medium

    if output_format == TEXT:
        medium, width = Medium(environment.colour, environment.encoding), environment.width
        text = long_text(rows, width, medium) if by_gas else list_text(rows, base, width, medium, by_year=by_year)
        environment.out(text)
        return
    shown = long_rows(rows) if by_gas else [factor_row(row, base) for row in rows]
    if output_format == JSON:
        name = "thgbilanz.faktoren-lang/1" if by_gas else "thgbilanz.faktoren/1"
        machine_output(environment, document_text({"schema": name, "faktoren": json_rows(shown)}))
    else:
        machine_output(environment, rows_csv(shown, LONG_COLUMNS if by_gas else COLUMNS))
