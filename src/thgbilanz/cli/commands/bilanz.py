"""``thg bilanz JAHR``: the balance of one year, shown and written."""
# ruff: noqa: PLC0415 - pandas and the whole line from cell to balance load only when a balance is computed

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thgbilanz.cli.environment import Environment
from thgbilanz.cli.exit_codes import ExitCode, code_of
from thgbilanz.cli.german import environment_of
from thgbilanz.cli.options import Organisations, Output, Project, Quiet, chosen, stated_year
from thgbilanz.cli.projects import checked_output, known_organisations, project_folder
from thgbilanz.cli.reportless import without_report
from thgbilanz.cli.show import JSON, TEXT, tell_findings
from thgbilanz.core.vocabulary import Consolidation, GwpSet, Space

if TYPE_CHECKING:
    from thgbilanz.balance.report import BalanceReport
    from thgbilanz.project.opened import Extras
    from thgbilanz.project.run import BalanceRun
    from thgbilanz.project.writing import WriteResult

SHORT = "Rechnet die Bilanz eines Jahres"
PURPOSE = """\
Rechnet die Bilanz eines Jahres, zeigt sie und schreibt bilanz.xlsx und bilanz.json nach ausgabe/JAHR/.

Solange Fehler offen sind, wird nichts geschrieben und jede Summe ist als VORLÄUFIG bezeichnet.
"""
EXAMPLES = """\
\b
Beispiele:
  thg bilanz 2019 --projekt examples/musterstadt
  thg bilanz 2019 --projekt examples/musterstadt --sicht betrieblich --format json
"""

_Detail = Annotated[
    bool, typer.Option("-v", "--ausfuehrlich", help="Zeigt alle Tabellen, gelesene Dateien und Faktorsätze")
]
_VIEWS = {"betrieblich": ("betrieblich",), "territorial": ("territorial",), "beide": ("betrieblich", "territorial")}


def bilanz(  # noqa: PLR0913, PLR0917 - typer reads the options from the signature
    context: typer.Context,
    jahr: Annotated[str, typer.Argument(metavar="JAHR", help="Bilanzjahr wie 2019")],
    projekt: Project = "",
    sicht: Annotated[
        str, typer.Option("--sicht", metavar="SICHT", help="betrieblich, territorial oder beide (Standard)")
    ] = "beide",
    organisation: Organisations = None,
    konsolidierung: Annotated[
        str,
        typer.Option(
            "--konsolidierung",
            metavar="ANSATZ",
            help="operativ, finanziell oder beteiligung; sonst der Ansatz aus thg.toml",
        ),
    ] = "",
    ansaetze: Annotated[
        bool, typer.Option("--ansaetze", help="Zeigt die Konzernsumme zusätzlich unter allen drei Ansätzen")
    ] = False,
    vorlaeufig: Annotated[
        bool, typer.Option("--vorlaeufig", help="Schreibt trotz offener Fehler, mit dem Vermerk VORLÄUFIG")
    ] = False,
    gwp: Annotated[
        str, typer.Option("--gwp", metavar="SATZ", help="AR4, AR5 oder AR6; sonst der Satz aus thg.toml")
    ] = "",
    unsicherheit: Annotated[
        bool, typer.Option("--unsicherheit", help="Rechnet die 95-%-Bereiche zusätzlich mit Monte Carlo")
    ] = False,
    ausgabe: Output = "",
    output_format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text (Standard) oder json")] = TEXT,
    leise: Quiet = False,
    ausfuehrlich: _Detail = False,
) -> ExitCode:
    """Compute, show and write the balance of one year."""
    from thgbilanz.balance.uncertainty_options import DRAWS
    from thgbilanz.project.opened import Extras

    environment = environment_of(context)
    views = _VIEWS[chosen(sicht, tuple(_VIEWS), "--sicht")]
    chosen(output_format, (TEXT, JSON), "--format")
    approach = _approach(konsolidierung)
    year = stated_year(jahr, environment.today.year)
    root = project_folder(environment, projekt, output_format)
    target = checked_output(environment, root, ausgabe)

    extras = Extras(approach, ansaetze, DRAWS if unsicherheit else 0, _gwp_set(gwp), Space.ORGANISATIONAL in views)
    run = _computed(environment, root, _Asked(year, tuple(organisation or ()), views, extras))
    if run.report is None:
        return without_report(environment, run, output_format)
    may_write = vorlaeufig or not run.report.provisional
    names = _file_names(run.report)
    written = _write(target, root if not ausgabe else None, run.report, names) if may_write else None
    if output_format == JSON:
        _show_json(environment, run.report, written)
        return code_of(run, written)
    _show_text(environment, run.report, only_errors=leise, detail=ausfuehrlich)
    _tell_files(environment, root, [target / str(year) / name for name in names], written, quiet=leise)
    _tell_seal(environment, run.report, quiet=leise)
    return code_of(run, written)


def _approach(stated: str) -> Consolidation | None:
    return Consolidation(chosen(stated, tuple(Consolidation), "--konsolidierung")) if stated else None


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the user asked for."""

    year: int
    organisations: tuple[str, ...]
    views: tuple[str, ...]
    extras: "Extras"


def _gwp_set(stated: str) -> GwpSet | None:
    return GwpSet(chosen(stated.upper(), tuple(GwpSet), "--gwp")) if stated else None


def _computed(environment: Environment, root: Path, asked: _Asked) -> "BalanceRun":
    from thgbilanz.project.run import run_balance
    from thgbilanz.project.settings import FILE_NAME, load_settings

    organisations: tuple[str, ...] = asked.organisations
    if organisations:
        settings, _ = load_settings(root / FILE_NAME)
        if settings is not None:
            organisations = tuple(known_organisations(list(organisations), tuple(settings.organisation_names)))
    return run_balance(
        root,
        asked.year,
        organisations=organisations,
        latest_year=environment.today.year,
        views=asked.views,
        today=environment.today,
        extras=asked.extras,
    )


def _file_names(report: "BalanceReport") -> tuple[str, str]:
    """Names of the results. A balance of chosen organisations or under another approach never takes the whole one's."""
    from thgbilanz.project.names import file_stem
    from thgbilanz.project.perimeter_changes import OTHER_APPROACH

    options = dict(report.record.options)
    chosen_ids = options["organisationen"]
    stem = "bilanz" if chosen_ids == "alle" else f"bilanz-{file_stem(chosen_ids)}"
    if any(finding.code == OTHER_APPROACH for finding in report.findings):
        stem += f"-{options['konsolidierung']}"
    if "gwp" in options:
        stem += f"-{options['gwp'].lower()}"
    return f"{stem}.json", f"{stem}.xlsx"


def _write(target: Path, within: Path | None, report: "BalanceReport", names: tuple[str, str]) -> "WriteResult":
    from thgbilanz.exhibits.document import balance_document, document_text
    from thgbilanz.exhibits.workbook import balance_workbook
    from thgbilanz.project.writing import write_all

    document = balance_document(report)
    files = {names[0]: document_text(document).encode(), names[1]: balance_workbook(report, document)}
    return write_all(target / str(report.year), files, within=within)


def _show_json(environment: Environment, report: "BalanceReport", written: "WriteResult | None") -> None:
    from thgbilanz.exhibits.document import balance_document, document_text
    from thgbilanz.exhibits.findings import findings_json

    document = balance_document(report)
    if written is not None and written.findings:
        document["befunde"] = findings_json([*report.findings, *written.findings])
    environment.data(document_text(document))


def _show_text(environment: Environment, report: "BalanceReport", *, only_errors: bool, detail: bool) -> None:
    from thgbilanz.exhibits.terminal import balance_text

    tell_findings(environment, report.findings, only_errors=only_errors)
    text = balance_text(report, environment.width, environment.colour, encoding=environment.encoding, detail=detail)
    environment.out(text)
    if detail:
        _tell_record(environment, report)


def _tell_files(
    environment: Environment, root: Path, paths: list[Path], written: "WriteResult | None", *, quiet: bool
) -> None:
    from thgbilanz.project.discovery import place_name

    if written is None:
        stale = [place_name(root, path) for path in paths if path.exists()]
        text = "Nichts geschrieben, solange Fehler offen sind (mit --vorlaeufig als VORLÄUFIG)."
        rest = f"Von einem früheren Lauf: {', '.join(stale)}\n" if stale else ""
        environment.err(f"{text}\n{rest}")
    elif written.findings:
        tell_findings(environment, written.findings)
    elif not quiet:
        for label, names in (("Geschrieben", written.written), ("Unverändert", written.unchanged)):
            shown = ", ".join(place_name(root, path) for path in paths if path.name in names)
            environment.err(f"{label}: {shown}\n" if shown else "")


def _tell_seal(environment: Environment, report: "BalanceReport", *, quiet: bool) -> None:
    """Say in a line that a sealed year is as it was closed; that it differs is a finding."""
    restatement = report.balance.insight.restatement
    if restatement is None or restatement.differs or quiet:
        return
    from thgbilanz.exhibits.seal_text import seal_line

    encoding = environment.error_encoding
    environment.err(seal_line(report.year, restatement.sealed_on, "", restatement.reason, encoding))


def _tell_record(environment: Environment, report: "BalanceReport") -> None:
    lines = [f"Gelesen: {entry.file} (sha256 {entry.sha256})" for entry in report.record.inputs]
    lines += [
        f'Faktorsatz: {used.set_id} = {{ ausgabe = "{used.edition}", sha256 = "{used.sha256}" }}'
        for used in report.record.factor_sets
    ]
    environment.err("\n".join(lines) + "\n")
