"""The run from project folder to balance: settings, files, intake, booking, journal, balance, judgement, run record.

Every stage runs as far as it can and hands its findings on; a file that cannot be read stops nothing but itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from thgbilanz import __version__
from thgbilanz.balance.bisko.cells import DeclaredCell
from thgbilanz.balance.milestones import milestones_of
from thgbilanz.balance.random_draws import SEED
from thgbilanz.balance.report import BalanceReport, ProjectFacts
from thgbilanz.balance.result import Control, OpenItem
from thgbilanz.balance.startbilanz import BalanceInput, startbilanz
from thgbilanz.balance.year_figures import YearFigures, year_figures
from thgbilanz.booking.book import BookingResult
from thgbilanz.core.activity import ActivityTable
from thgbilanz.core.activity_kinds import ACTIVITY_KINDS
from thgbilanz.core.diagnostic import Diagnostic, error, has_errors, in_order
from thgbilanz.core.organisation import TERRITORY
from thgbilanz.core.place import Place
from thgbilanz.core.run_record import InputFile, RunRecord
from thgbilanz.core.vocabulary import Space
from thgbilanz.intake.read import IntakeResult
from thgbilanz.plausibility.completeness import YearStatements
from thgbilanz.project.assessment import assessed
from thgbilanz.project.city.reading import city_findings, city_input
from thgbilanz.project.discovery import DATA_FOLDER, left_out, place_name, unlisted, year_folder
from thgbilanz.project.exceptions_file import exceptions_path
from thgbilanz.project.factor_sets import local_tables, sources_used
from thgbilanz.project.mappings import mapping_inputs
from thgbilanz.project.opened import (
    NO_EXTRAS,
    Extras,
    OpenProject,
    RunOptions,
    YearReading,
    open_project,
)
from thgbilanz.project.perimeter import choice_findings, perimeter_findings
from thgbilanz.project.perimeter_changes import change_findings
from thgbilanz.project.sealing import with_seal_check
from thgbilanz.project.settings import FILE_NAME, Settings
from thgbilanz.project.year_matrix import statements_of, year_matrix
from thgbilanz.units.catalogue import base_of

BOTH_VIEWS: tuple[str, ...] = tuple(space.value for space in Space)


@dataclass(frozen=True, slots=True)
class BalanceRun:
    """What a run came to. Without a report the findings say why there is none."""

    settings: Settings | None
    """None if ``thg.toml`` has problems (exit code 2)."""
    report: BalanceReport | None
    findings: tuple[Diagnostic, ...]
    """All findings in order, also those that stand in the report."""
    unreadable: bool = False
    """Whether a file of the year could not be read at all (exit code 3)."""
    activities: ActivityTable | None = None
    """The rows behind the report, as they were read: a batch compares them across projects."""


def run_balance(
    root: Path,
    year: int,
    *,
    organisations: Sequence[str] = (),
    latest_year: int,
    views: Sequence[str] = BOTH_VIEWS,
    tables: Path | None = None,
    today: date | None = None,
    extras: Extras = NO_EXTRAS,
) -> BalanceRun:
    """The balance of one year of the project in ``root``.

    ``organisations`` limits the group to some ids; unknown ids must be refused before. ``latest_year`` is the last
    year that data may have (faults.md 103) and ``today`` the day of the run, given from outside so that this stays
    free of the clock. ``tables`` is a folder of factor tables to use instead of the shipped ones. ``extras`` asks for
    more than thg.toml says: another consolidation approach, a Monte Carlo run.
    """
    options = RunOptions(latest_year, today, tuple(organisations), tables, extras)
    project, findings = open_project(root, options)
    if project is None:
        return BalanceRun(None, None, tuple(in_order(findings)))
    run = balance_of(project, year, views)
    if not options.extras.earlier or run.report is None:
        return run
    earlier = earlier_figures(project, year)
    this = year_figures(run.report.balance)
    figures = {entry.year: entry.group.total_kg for entry in (*earlier, *([this] if this else []))}
    milestones = milestones_of(project.settings.targets, figures, project.settings.population)
    return replace(run, report=replace(run.report, earlier=earlier, milestones=milestones))


def balance_of(
    project: OpenProject, year: int, views: Sequence[str] = BOTH_VIEWS, *, sealed: bool = True
) -> BalanceRun:
    """The balance of one year of an opened project; its findings include those of the whole project.

    ``sealed`` holds it against the seal of its year, if there is one: only a balance of everybody with the factors of
    today, because others answer other questions.
    """
    root, settings = project.root, project.settings
    findings = [*project.findings, *left_out(root, year_folder(root, year))]
    both = project.booked(year)
    if both is None:
        unlisted_findings = unlisted(root, year_folder(root, year))
        findings += unlisted_findings or [_nothing_to_read(year)]
        return BalanceRun(settings, None, tuple(in_order(findings)), unreadable=bool(unlisted_findings))
    (reading, booking), organisations = both, project.options.organisations
    intake = reading.intake
    findings += reading.findings
    findings += perimeter_findings(settings, year, intake, organisations)
    findings += choice_findings(settings, organisations)
    members = reading.members.inside
    findings += change_findings(settings, members, year, project.approach, intake.activities)
    given = _balance_input(project, reading, booking)
    findings += city_findings(root, settings, given.city, year)
    result = startbilanz(booking.postings, given)
    earlier = project.reading(year - 1)
    assessment = assessed(project, reading, [*findings, *result.findings], earlier=earlier, balance=result.balance)
    ordered = tuple(in_order(assessment.findings))
    report = BalanceReport(
        project=facts_of(settings),
        year=year,
        views=tuple(views),
        balance=result.balance,
        journal=result.journal,
        findings=ordered,
        record=_record(project, intake, views),
        sources=sources_used(project.factors, result.balance.factors),
        organisation_names={**settings.names_in(year), TERRITORY: f"Stadtgebiet {settings.name}"},
        activity_labels={kind.id: kind.label for kind in ACTIVITY_KINDS},
        materiality=assessment.materiality,
        weights=result.weights,
        assumed=settings.uncertainty,
        completeness=year_matrix(project, _statements(earlier, reading), views),
    )
    if sealed and not organisations and project.options.tables is None and project.approach is settings.consolidation:
        report = with_seal_check(root, settings, report)
    return BalanceRun(settings, report, report.findings, intake.unreadable, intake.activities)


def earlier_figures(project: OpenProject, year: int) -> tuple[YearFigures, ...]:
    """The group in the base year and in the year before, computed from their data; nothing for years without data."""
    years = sorted({project.settings.base_year, year - 1} - {year})
    found = []
    for earlier in years:
        both = project.booked(earlier)
        if both is None:
            continue
        reading, booking = both
        result = startbilanz(booking.postings, _balance_input(project, reading, booking))
        provisional = has_errors([*project.findings, *reading.findings, *result.findings])
        found.append(year_figures(result.balance, provisional=provisional))
    return tuple(figures for figures in found if figures is not None)


def _statements(*readings: YearReading | None) -> dict[int, YearStatements]:
    return {reading.year: statements_of(reading) for reading in readings if reading is not None}


def _nothing_to_read(year: int) -> Diagnostic:
    return error(
        "THG515",
        f"Für {year} liegen keine Daten vor",
        Place(f"{DATA_FOLDER}/{year}"),
        expected="ausgefüllte Vorlagen (.xlsx) oder CSV-Tabellen",
        hint=f"Vorlagen anlegen: thg vorlage {year}",
    )


def _balance_input(project: OpenProject, reading: YearReading, booking: BookingResult) -> BalanceInput:
    settings = project.settings
    return BalanceInput(
        year=reading.year,
        organisations=reading.members.inside,
        approach=project.approach,
        population=settings.population.get(reading.year),
        gwp=settings.gwp.value,
        assumed=settings.uncertainty,
        draws=project.options.extras.draws,
        control=_control(reading.intake, booking),
        files=frozenset(entry.file for entry in reading.intake.inputs),
        declared=_declared(reading.intake.activities),
        tree=settings.organisations,
        grid_buy_back=settings.grid_buy_back,
        categories=settings.categories,
        base_of=base_of,
        all_approaches=project.options.extras.all_approaches,
        city=city_input(project.root, project.city, settings, project.factors, reading.year),
        figures=reading.intake.figures,
        contracts=reading.intake.contracts,
    )


def _control(intake: IntakeResult, booking: BookingResult) -> Control:
    """The control equation over all rows of the files: rows that intake refused stay open.

    Rows that a mapping file leaves out are excluded with their reason.
    """
    refused = [("Zeile mit Fehler", intake.rejected)] if intake.rejected else []
    open_reasons = [*booking.open_reasons, *refused]
    excluded_reasons = [*booking.excluded_reasons, *intake.skipped]
    return Control(
        read=booking.read + intake.rejected + sum(count for _, count in intake.skipped),
        booked=booking.booked,
        open=sum(count for _, count in open_reasons),
        excluded=sum(count for _, count in excluded_reasons),
        open_reasons=tuple(OpenItem(reason, count) for reason, count in open_reasons),
        excluded_reasons=tuple(OpenItem(reason, count) for reason, count in excluded_reasons),
        totals=len(intake.totals),
        agreeing_totals=sum(total.agrees for total in intake.totals),
    )


def _declared(activities: ActivityTable) -> tuple[DeclaredCell, ...]:
    columns = activities.columns
    rows = zip(columns["space"], columns["sector"], columns["activity"], columns["notation"], strict=True)
    cells = {row[1:] for row in rows if row[0] == Space.TERRITORIAL.value and row[3]}
    return tuple(DeclaredCell(*cell) for cell in sorted(cells))


def facts_of(settings: Settings) -> ProjectFacts:
    """What the head of every exhibit says about the project."""
    return ProjectFacts(settings.name, settings.ags, settings.base_year, settings.target_year, settings.population)


def _record(project: OpenProject, intake: IntakeResult, views: Sequence[str]) -> RunRecord:
    root, settings, factors = project.root, project.settings, project.factors
    own = [root / FILE_NAME, *local_tables(root)]
    own += [path for path in (exceptions_path(root),) if path.is_file()]
    inputs = [
        *intake.inputs,
        *mapping_inputs(intake),
        *(entry for entry in project.city.inputs if entry not in intake.inputs),
        *(InputFile(place_name(root, path), _sha256(path)) for path in own),
    ]
    options = {
        "konsolidierung": project.approach.value,
        "sicht": ", ".join(views),
        "organisationen": ", ".join(sorted(project.options.organisations)) or "alle",
        "unsicherheit": settings.uncertainty.text if settings.uncertainty else "",
    }
    if project.options.extras.all_approaches:
        options["ansaetze"] = "alle"
    if project.options.extras.gwp:
        options["gwp"] = project.options.extras.gwp.value
    if project.options.extras.draws:
        options["monte_carlo"] = f"{project.options.extras.draws} Ziehungen, Startwert {SEED}"
    used = [set_id for set_id in dict.fromkeys(settings.sets.values()) if set_id in factors.sets]
    return RunRecord(
        version=__version__,
        factor_sets=tuple(factors.set_record(set_id) for set_id in used),
        gwp=settings.gwp.value,
        inputs=tuple(sorted(inputs, key=lambda entry: entry.file)),
        options=tuple(sorted(options.items())),
    )


def _sha256(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
