"""``thg faktoren zeige ID``: one factor with every edition, source, formula and use."""
# ruff: noqa: PLC0415 - factor tables load only when they are shown

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thgbilanz.cli.environment import Environment
from thgbilanz.cli.exit_codes import ExitCode
from thgbilanz.cli.factor_list import Format, Year, factors_of_call, machine_output, stated_factor_year
from thgbilanz.cli.german import environment_of, near, refuse
from thgbilanz.cli.options import Project, chosen
from thgbilanz.cli.show import CSV, JSON, TEXT

if TYPE_CHECKING:
    from thgbilanz.factors.base import FactorBase
    from thgbilanz.factors.listing import BalanceUse

SHORT = "Zeigt einen Faktor mit allen Jahren, Quelle und Verwendung"
PURPOSE = """\
Zeigt einen Faktor: jede Ausgabe als Zeitreihe, Quelle mit Fundstelle und Lizenz, Rechenweg und wo er verwendet wird.
"""
EXAMPLES = """\
\b
Beispiele:
  thg faktoren zeige strom.netz.bundesmix
  thg faktoren zeige strom.netz.bundesmix --jahr 2019 --format json
"""


def zeige(
    context: typer.Context,
    faktor: Annotated[str, typer.Argument(metavar="FAKTOR", help="Kennung wie strom.netz.bundesmix")],
    jahr: Year = "",
    projekt: Project = "",
    output_format: Format = TEXT,
) -> ExitCode:
    """Show one factor with its source."""
    from thgbilanz.factors.listing import Choice, chosen_rows

    environment = environment_of(context)
    chosen(output_format, (TEXT, JSON, CSV), "--format")
    base, root = factors_of_call(environment, projekt)
    _must_be_known(base, faktor)
    year = stated_factor_year(jahr)
    rows = chosen_rows(base, Choice(faktor, year=year))
    if not rows:
        _refuse_year(base, faktor, year)
    if output_format == CSV:
        from thgbilanz.exhibits.factor_list import COLUMNS, factor_row, rows_csv

        machine_output(environment, rows_csv((factor_row(row, base) for row in rows), COLUMNS))
        return ExitCode.FINE
    name, used_by = _uses(environment, root, faktor)
    if output_format == JSON:
        from thgbilanz.exhibits.document import document_text
        from thgbilanz.exhibits.factor_document import page_document

        machine_output(environment, document_text(page_document(base, rows, used_by if root else None)))
    else:
        from thgbilanz.exhibits.factor_page import page_text
        from thgbilanz.exhibits.medium import Medium

        medium = Medium(environment.colour, environment.encoding)
        environment.out(page_text(base, rows, environment.width, medium, project=name, used_by=used_by))
    return ExitCode.FINE


def _must_be_known(base: "FactorBase", factor_id: str) -> None:
    if factor_id in base.by_id:
        return
    begins = sorted(id_ for id_ in base.by_id if id_.startswith(f"{factor_id}."))
    hint = "Gemeint ist vielleicht: " + ", ".join(begins) if begins else near(factor_id, base.by_id)
    refuse(f"Faktor „{factor_id}“ gibt es nicht", hint or "Alle Faktoren: thg faktoren liste")


def _refuse_year(base: "FactorBase", factor_id: str, year: int | None) -> None:
    from thgbilanz.factors.series import year_spans

    years = year_spans(row.year_valid for row in base.by_id[factor_id])
    refuse(f"Faktor „{factor_id}“ gilt nicht für {year}", f"Es gibt ihn für {years}")


def _uses(environment: Environment, root: Path | None, factor_id: str) -> "tuple[str, tuple[BalanceUse, ...]]":
    """Name of the project and who in it uses the factor; no name without a project."""
    if root is None:
        return "", ()
    from thgbilanz.project.factor_usage import factor_usage
    from thgbilanz.project.settings import FILE_NAME, load_settings

    settings, _ = load_settings(root / FILE_NAME)
    if settings is None:
        return "", ()
    return settings.name, factor_usage(root, factor_id, environment.today.year)
