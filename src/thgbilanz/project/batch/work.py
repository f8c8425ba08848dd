"""Work on one item: read, book, sum. Runs in a process of the batch; what many items share is loaded once there."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from thgbilanz.balance.batch import ItemKind, ItemResult, RowCounts
from thgbilanz.balance.result import ScopeTotals
from thgbilanz.booking.contract_findings import UNKNOWN_CONTRACT
from thgbilanz.booking.judged import JudgedRows, SumKey
from thgbilanz.core.activity import ActivityTable
from thgbilanz.core.diagnostic import Diagnostic, in_order
from thgbilanz.core.place import Place
from thgbilanz.core.run_record import InputFile
from thgbilanz.core.vocabulary import Consolidation, GwpSet, Method, Scope, Space
from thgbilanz.factors.load import SHIPPED_NAME, load_factors
from thgbilanz.intake.file_bytes import file_name
from thgbilanz.intake.marks import NO_MARKS
from thgbilanz.intake.read import IntakeResult, read_files
from thgbilanz.intake.row_marks import row_marks
from thgbilanz.project.assessment import assessed
from thgbilanz.project.batch.contents import BatchOptions, ContentKeys, project_name
from thgbilanz.project.batch.job import Job
from thgbilanz.project.batch.outcome import Outcome, outcome_bytes
from thgbilanz.project.discovery import degree_day_file
from thgbilanz.project.opened import OpenProject, RunOptions, open_project
from thgbilanz.project.settings import Settings
from thgbilanz.project.settings_schema import FactorTable


def outcome_bytes_of(job: Job) -> bytes:
    """Work on one item; the outcome as bytes."""
    return outcome_bytes(_BENCH.outcome(job))


@dataclass(frozen=True, slots=True)
class _Rules:
    """What single files are read, booked and judged with."""

    project: OpenProject
    organisations: dict[str, str] | None
    """None: any well-formed id."""


@dataclass(slots=True)
class _Bench:
    """What a process keeps between items."""

    keys: dict[tuple[Path, BatchOptions], ContentKeys] = field(default_factory=dict)
    rules: dict[tuple[Path | None, BatchOptions], "_Rules | tuple[Diagnostic, ...]"] = field(default_factory=dict)

    def outcome(self, job: Job) -> Outcome:
        options, root = job.options, job.item.root
        keys = self.keys.setdefault((job.base, options), ContentKeys(job.base, options))
        if job.item.kind is ItemKind.PROJECT:
            return _project_outcome(job, keys)
        if (root, options) not in self.rules:
            self.rules[root, options] = _rules(root, options)
        rules = self.rules[root, options]
        if isinstance(rules, tuple):
            findings = _renamed_findings(rules, job)
            return Outcome(ItemResult(job.item.name, ItemKind.FILE, findings=findings), seen=keys.of(job.item))
        return _file_outcome(job, keys, rules)


_BENCH = _Bench()


def _rules(root: Path | None, options: BatchOptions) -> _Rules | tuple[Diagnostic, ...]:
    """The rules of a project, or what is wrong with its ``thg.toml``."""
    if root is None:
        project = _no_project(options)
    else:
        opened, findings = open_project(root, RunOptions(options.latest_year))
        if opened is None:
            return tuple(findings)
        project = opened
    return _Rules(project, None if root is None else project.settings.organisation_names)


def _no_project(options: BatchOptions) -> OpenProject:
    """What holds for a file outside of any project: the settings of a new one, no organisations, no year before."""
    factors, findings = load_factors()
    settings = Settings(
        name="",
        ags="",
        base_year=options.year,
        target_year=options.year,
        population={},
        consolidation=Consolidation.OPERATIONAL,
        gwp=GwpSet.AR5,
        sets=FactorTable().by_space(),
        set_pins={},
        organisations=(),
    )
    return OpenProject(Path(), settings, factors, RunOptions(options.latest_year), tuple(findings))


def _file_outcome(job: Job, keys: ContentKeys, rules: _Rules) -> Outcome:
    item, options, project = job.item, job.options, rules.project
    # Confirmations and the year before know a file by its name in the project.
    inside = item.root is not None and item.path.is_relative_to(item.root)
    root = item.root if inside and item.root is not None else job.base
    own = file_name(item.path, root)
    intake = read_files(
        [item.path],
        root,
        options.year,
        rules.organisations,
        options.latest_year,
        project.mappings,
        None if item.root is None else degree_day_file(item.root),
    )
    reading, judged = project.judged_with_sums(intake, options.year)
    earlier = None if item.root is None else project.reading(options.year - 1)
    # The contract that a row names may stand in another file of its project.
    known = [found for found in reading.findings if item.root is None or found.code != UNKNOWN_CONTRACT]
    assessment = assessed(project, reading, known, earlier=earlier, files={own})
    findings = [*project.findings, *assessment.findings]
    result = ItemResult(
        name=item.name,
        kind=ItemKind.FILE,
        organisations=_organisations(intake.activities),
        rows=_rows(intake, judged),
        organisational=_organisational(judged),
        territorial_kg=_territorial(judged),
        inputs=tuple(
            replace(entry, file=_renamed(entry.file, job, own)) for entry in (*intake.inputs, *_mappings(intake))
        ),
        findings=_renamed_findings(in_order(findings), job, own),
        unreadable=intake.unreadable,
    )
    read = [entry.sha256 for entry in intake.inputs if entry.file == own]
    seen = keys.of_bytes(item, read[0]) if read else ""
    return Outcome(result, row_marks(intake.activities, lambda file: _renamed(file, job, own)), seen)


def _mappings(intake: IntakeResult) -> tuple[InputFile, ...]:
    return tuple(InputFile(used.file, used.sha256) for used in intake.layouts)


def _organisations(activities: ActivityTable) -> tuple[str, ...]:
    return tuple(sorted(set(activities.columns["organisation"])))


def _rows(intake: IntakeResult, judged: JudgedRows) -> RowCounts:
    opened = sum(count for _, count in judged.open_reasons) + intake.rejected
    skipped = sum(count for _, count in intake.skipped)
    excluded = sum(count for _, count in judged.excluded_reasons) + skipped
    read = len(intake.activities) + intake.rejected + skipped
    return RowCounts(read, read - opened - excluded, opened, excluded)


def _organisational(judged: JudgedRows) -> ScopeTotals | None:
    space = Space.ORGANISATIONAL.value
    if not any(key[0] == space for key in judged.sums_kg):
        return None

    def kg(scope: Scope, method: Method = Method.NONE) -> float:
        key: SumKey = (space, scope.value, method.value)
        return judged.sums_kg.get(key, 0.0)

    return ScopeTotals(
        scope1_kg=kg(Scope.DIRECT),
        scope2_location_kg=kg(Scope.ENERGY, Method.LOCATION),
        scope2_market_kg=kg(Scope.ENERGY, Method.MARKET),
        scope3_kg=kg(Scope.VALUE_CHAIN),
        outside_kg=kg(Scope.OUTSIDE),
    )


def _territorial(judged: JudgedRows) -> float | None:
    sums = [kg for (space, _, _), kg in judged.sums_kg.items() if space == Space.TERRITORIAL.value]
    return sum(sums) if sums else None


def _project_outcome(job: Job, keys: ContentKeys) -> Outcome:
    from thgbilanz.project.run import run_balance  # noqa: PLC0415 - pandas, which single files do without

    item, before = job.item, keys.of(job.item)
    run = run_balance(item.path, job.options.year, latest_year=job.options.latest_year)
    report = run.report
    findings = _renamed_findings(run.findings, job)
    result = ItemResult(item.name, ItemKind.PROJECT, findings=findings, unreadable=run.unreadable)
    if report is not None:
        balance = report.balance
        control = balance.control
        group = balance.organisational
        territorial = balance.territorial
        result = replace(
            result,
            organisations=() if run.activities is None else _organisations(run.activities),
            rows=RowCounts(control.read, control.booked, control.open, control.excluded),
            organisational=None if group is None else group.group,
            territorial_kg=None if territorial is None else territorial.emissions_kg,
            inputs=tuple(replace(entry, file=_renamed(entry.file, job)) for entry in report.record.inputs),
        )
    marks = NO_MARKS if run.activities is None else row_marks(run.activities, lambda file: _renamed(file, job))
    seen = before if before and before == keys.of(item) else ""
    return Outcome(result, marks, seen)


def _renamed_findings(findings: Iterable[Diagnostic], job: Job, own: str = "") -> tuple[Diagnostic, ...]:
    """Findings with places as the batch names them."""
    return tuple(
        replace(
            finding,
            place=_moved(finding.place, job, own),
            related=tuple(_moved(place, job, own) for place in finding.related),
        )
        for finding in findings
    )


def _moved(place: Place, job: Job, own: str) -> Place:
    return replace(place, file=_renamed(place.file, job, own)) if place.file else place


def _renamed(file: str, job: Job, own: str = "") -> str:
    """Name of a project's file as the batch names it; shipped tables keep theirs. ``own`` is that of the item."""
    if file == own:
        return job.item.name
    root = job.item.root
    if root is None or file.startswith(f"{SHIPPED_NAME}/"):
        return file
    if Path(file).is_absolute() and Path(file).is_relative_to(root):
        # A table of the project, beside a file that lies outside.
        file = Path(file).relative_to(root).as_posix()
    folder = project_name(job.base, root)
    return file if folder == "." or file.startswith(f"{folder}/") else f"{folder}/{file}"
