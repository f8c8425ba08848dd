"""The run from project folder to balance: settings, files, intake, booking, journal, balance, run record.

Every stage runs as far as it can and hands its findings on; a file that cannot be read stops nothing but itself.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from thgbilanz import __version__
from thgbilanz.balance.bisko import DeclaredCell
from thgbilanz.balance.report import BalanceReport, ProjectFacts
from thgbilanz.balance.result import Control, OpenItem
from thgbilanz.balance.startbilanz import BalanceInput, startbilanz
from thgbilanz.booking.book import BookingResult, booked
from thgbilanz.core.activity import ActivityTable
from thgbilanz.core.activity_kinds import ACTIVITY_KINDS
from thgbilanz.core.diagnostic import Diagnostic, error, has_errors, in_order, note, warning
from thgbilanz.core.organisation import TERRITORY, Organisation
from thgbilanz.core.place import Place
from thgbilanz.core.run_record import InputFile, RunRecord
from thgbilanz.core.vocabulary import Consolidation, Space
from thgbilanz.factors.base import FactorBase
from thgbilanz.intake.read import IntakeResult, read_files
from thgbilanz.plausibility.periods import names_periods, period_findings
from thgbilanz.plausibility.rows import booked_rows
from thgbilanz.project.discovery import (
    DATA_FOLDER,
    data_files,
    degree_day_file,
    left_out,
    place_name,
    unlisted,
    year_folder,
)
from thgbilanz.project.factor_sets import local_tables, project_factors, set_findings, sources_used
from thgbilanz.project.mappings import load_mappings, mapping_inputs
from thgbilanz.project.settings import FILE_NAME, Settings, load_settings

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


@dataclass(frozen=True, slots=True)
class _Members:
    """Organisations of the balance, and why the rows of others stay out."""

    inside: tuple[Organisation, ...]
    outside: Mapping[str, str]


def run_balance(
    root: Path,
    year: int,
    *,
    organisations: Sequence[str] = (),
    latest_year: int,
    views: Sequence[str] = BOTH_VIEWS,
    tables: Path | None = None,
) -> BalanceRun:
    """The balance of one year of the project in ``root``.

    ``organisations`` limits the group to some ids; unknown ids must be refused before. ``latest_year`` is the last
    year that data may have (faults.md 103), given from outside so that this stays free of the clock.
    ``tables`` is a folder of factor tables to use instead of the shipped ones.
    """
    settings, findings = load_settings(root / FILE_NAME)
    if settings is None:
        return BalanceRun(None, None, tuple(in_order(findings)))
    paths = data_files(root, year)
    findings += left_out(root, year_folder(root, year))
    if not paths:
        unlisted_findings = unlisted(root, year_folder(root, year))
        findings += unlisted_findings or [_nothing_to_read(year)]
        return BalanceRun(settings, None, tuple(in_order(findings)), unreadable=bool(unlisted_findings))
    factors, factor_findings = project_factors(root, tables)
    mappings, mapping_findings = load_mappings(root, settings.organisation_names)
    findings += mapping_findings
    degree_days = degree_day_file(root)
    intake = read_files(paths, root, year, settings.organisation_names, latest_year, mappings, degree_days)
    members = _members(settings, year, organisations)
    booking = booked(intake.activities, factors, settings.sets, settings.gwp.value, members.outside)
    findings += [*factor_findings, *set_findings(settings, factors), *intake.findings, *booking.findings]
    if names_periods(intake.activities):
        findings += period_findings(booked_rows(year, intake.activities, booking.postings))
    findings += _perimeter_findings(settings, year, intake, organisations)
    findings += _choice_findings(settings, organisations)
    result = startbilanz(booking.postings, _balance_input(settings, year, members, intake, booking))
    ordered = tuple(in_order([*findings, *result.findings]))
    report = BalanceReport(
        project=_facts(settings),
        year=year,
        views=tuple(views),
        balance=result.balance,
        journal=result.journal,
        findings=ordered,
        record=_record(root, settings, factors, intake, organisations, views),
        sources=sources_used(factors, result.balance.factors),
        organisation_names={**settings.organisation_names, TERRITORY: f"Stadtgebiet {settings.name}"},
        activity_labels={kind.id: kind.label for kind in ACTIVITY_KINDS},
    )
    return BalanceRun(settings, report, ordered, intake.unreadable, intake.activities)


def _nothing_to_read(year: int) -> Diagnostic:
    return error(
        "THG515",
        f"Für {year} liegen keine Daten vor",
        Place(f"{DATA_FOLDER}/{year}"),
        expected="ausgefüllte Vorlagen (.xlsx) oder CSV-Tabellen",
        hint=f"Vorlagen anlegen: thg vorlage {year}",
    )


def _members(settings: Settings, year: int, chosen: Collection[str]) -> _Members:
    outside = {}
    for organisation in settings.organisations:
        if not organisation.exists_in(year):
            outside[organisation.id] = f"Organisation „{organisation.id}“ gehörte {year} nicht dazu"
        elif chosen and organisation.id not in chosen:
            outside[organisation.id] = "Organisation nicht gewählt (--organisation)"
    if chosen and TERRITORY not in chosen:
        outside[TERRITORY] = "Stadtgebiet nicht gewählt (--organisation)"
    inside = tuple(
        _with_share_of_absent_parents(organisation, settings.organisations, outside)
        for organisation in settings.organisations
        if organisation.id not in outside
    )
    return _Members(inside, outside)


def _with_share_of_absent_parents(
    organisation: Organisation, all_: Sequence[Organisation], outside: Collection[str]
) -> Organisation:
    """The organisation with the shares of parents that are left out folded into its own.

    Equity shares multiply along the chain of parents; without this, leaving out a parent would raise the share.
    """
    by_id = {other.id: other for other in all_}
    share = organisation.share_percent
    parent = by_id.get(organisation.parent)
    while parent is not None and parent.id in outside and parent.parent:
        share *= parent.share_percent / 100
        parent = by_id.get(parent.parent)
    return replace(organisation, share_percent=share, parent=parent.id if parent else "")


def _perimeter_findings(
    settings: Settings, year: int, intake: IntakeResult, chosen: Collection[str]
) -> list[Diagnostic]:
    """Organisations without data, and data of organisations that did not exist (faults.md 129).

    As long as intake reports a Fehler, rows may be missing for that reason, so nobody is called silent.
    """
    with_data = set(intake.activities.columns["organisation"])
    is_complete = not intake.unreadable and not has_errors(intake.findings)
    findings = []
    for position, organisation in enumerate(settings.organisations, 1):
        has_data, exists = organisation.id in with_data, organisation.exists_in(year)
        if chosen and organisation.id not in chosen:
            continue
        place = Place(FILE_NAME, cell=f"organisation[{position}]")
        if exists and not has_data and is_complete:
            hint = f"Vorlage ausfüllen (thg vorlage {year} --organisation {organisation.id}) oder gueltig_bis eintragen"
            text = f"„{organisation.name}“ hat für {year} keine Zeilen in der Bilanz"
            findings.append(warning("THG521", text, place, expected="Daten jeder Organisation", hint=hint))
        elif has_data and not exists:
            hint = "gueltig_ab und gueltig_bis prüfen oder die Zeilen aus dem Ordner des Jahres nehmen"
            text = f"„{organisation.name}“ gehörte {year} nicht dazu: ihre Zeilen zählen nicht"
            findings.append(warning("THG522", text, place, found=_period(organisation), hint=hint))
    return findings


def _choice_findings(settings: Settings, chosen: Collection[str]) -> list[Diagnostic]:
    """A balance of some organisations says so wherever it is shown."""
    if not chosen:
        return []
    names = settings.organisation_names | {TERRITORY: "Stadtgebiet"}
    shown = ", ".join(names[id_] for id_ in names if id_ in chosen)
    hint = "Für den ganzen Konzern ohne --organisation aufrufen"
    return [note("THG524", f"Teilbilanz: nur {shown}", found=f"--organisation {', '.join(sorted(chosen))}", hint=hint)]


def _period(organisation: Organisation) -> str:
    return f"gültig von {organisation.valid_from or '–'} bis {organisation.valid_until or '–'}"


def _balance_input(
    settings: Settings, year: int, members: _Members, intake: IntakeResult, booking: BookingResult
) -> BalanceInput:
    return BalanceInput(
        year=year,
        organisations=members.inside,
        approach=settings.consolidation,
        population=settings.population.get(year),
        control=_control(intake, booking),
        files=frozenset(entry.file for entry in intake.inputs),
        declared=_declared(intake.activities),
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


def _facts(settings: Settings) -> ProjectFacts:
    return ProjectFacts(settings.name, settings.ags, settings.base_year, settings.target_year, settings.population)


def _record(
    root: Path,
    settings: Settings,
    factors: FactorBase,
    intake: IntakeResult,
    organisations: Sequence[str],
    views: Sequence[str],
) -> RunRecord:
    own = [root / FILE_NAME, *local_tables(root)]
    inputs = [
        *intake.inputs,
        *mapping_inputs(intake),
        *(InputFile(place_name(root, path), _sha256(path)) for path in own),
    ]
    options = {
        "konsolidierung": Consolidation(settings.consolidation).value,
        "sicht": ", ".join(views),
        "organisationen": ", ".join(sorted(organisations)) or "alle",
    }
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
