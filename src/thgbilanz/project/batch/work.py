"""Work on one item: read, book, sum. Runs in a process of the batch; what many items share is loaded once there."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from thgbilanz.balance.batch import ItemKind, ItemResult, RowCounts
from thgbilanz.balance.result import ScopeTotals
from thgbilanz.booking.judged import Judge, JudgedRows, SumKey
from thgbilanz.booking.plan import Rules
from thgbilanz.core.activity import ActivityTable
from thgbilanz.core.diagnostic import Diagnostic, in_order
from thgbilanz.core.place import Place
from thgbilanz.core.run_record import InputFile
from thgbilanz.core.vocabulary import GwpSet, Method, Scope, Space
from thgbilanz.factors.load import SHIPPED_NAME, load_factors
from thgbilanz.intake.layout import Layout
from thgbilanz.intake.read import IntakeResult, read_files
from thgbilanz.intake.row_marks import NO_MARKS, row_marks
from thgbilanz.plausibility.periods import period_findings
from thgbilanz.plausibility.rows import BookedRows
from thgbilanz.project.batch.contents import BatchOptions, ContentKeys, project_name
from thgbilanz.project.batch.items import Item
from thgbilanz.project.batch.outcome import Outcome, outcome_bytes
from thgbilanz.project.discovery import degree_day_file


@dataclass(frozen=True, slots=True)
class Job:
    """An item with what holds for the whole batch. Small, because it travels to another process."""

    item: Item
    base: Path
    options: BatchOptions


def worked(job: Job) -> bytes:
    """Work on one item; the outcome as bytes."""
    return outcome_bytes(_BENCH.outcome(job))


@dataclass(slots=True)
class _Bench:
    """What a process keeps between items."""

    keys: dict[tuple[Path, BatchOptions], ContentKeys] = field(default_factory=dict)
    rules: dict[Path | None, "_FileRules | tuple[Diagnostic, ...]"] = field(default_factory=dict)

    def outcome(self, job: Job) -> Outcome:
        keys = self.keys.setdefault((job.base, job.options), ContentKeys(job.base, job.options))
        if job.item.kind is ItemKind.PROJECT:
            return _project_outcome(job, keys)
        root = job.item.root
        if root not in self.rules:
            self.rules[root] = _file_rules(root)
        return _file_outcome(job, keys, self.rules[root])


_BENCH = _Bench()


@dataclass(frozen=True, slots=True)
class _FileRules:
    """What single files of one project are read and booked with."""

    organisations: dict[str, str] | None
    judge: Judge
    mappings: tuple[Layout, ...]
    findings: tuple[Diagnostic, ...]
    """What is wrong with the project's own files: every item of it has this problem."""


def _file_rules(root: Path | None) -> _FileRules | tuple[Diagnostic, ...]:
    """The rules of a project, or why there are none. Without a project those of a new one hold."""
    if root is None:
        factors, findings = load_factors()
        return _FileRules(None, Judge(Rules(factors, _standard_sets(), GwpSet.AR5.value)), (), tuple(findings))
    from thgbilanz.project.factor_sets import project_factors, set_findings  # noqa: PLC0415 - imports pandas' users
    from thgbilanz.project.mappings import load_mappings  # noqa: PLC0415 - only projects have mappings
    from thgbilanz.project.settings import FILE_NAME, load_settings  # noqa: PLC0415 - pydantic models of thg.toml

    settings, findings = load_settings(root / FILE_NAME)
    if settings is None:
        return tuple(findings)
    factors, factor_findings = project_factors(root)
    mappings, mapping_findings = load_mappings(root, settings.organisation_names)
    findings += [*factor_findings, *set_findings(settings, factors), *mapping_findings]
    judge = Judge(Rules(factors, settings.sets, settings.gwp.value))
    return _FileRules(settings.organisation_names, judge, mappings, tuple(findings))


def _standard_sets() -> dict[str, str]:
    from thgbilanz.project.settings_schema import FactorTable  # noqa: PLC0415 - pydantic models of thg.toml

    return FactorTable().by_space()


def _file_outcome(job: Job, keys: ContentKeys, rules: _FileRules | tuple[Diagnostic, ...]) -> Outcome:
    item = job.item
    if isinstance(rules, tuple):
        return Outcome(ItemResult(item.name, ItemKind.FILE, findings=_placed(job, rules)), seen=keys.of(item))
    options = job.options
    intake = read_files(
        [item.path],
        job.base,
        options.year,
        rules.organisations,
        options.latest_year,
        rules.mappings,
        None if item.root is None else degree_day_file(item.root),
    )
    judged = rules.judge.judged(intake.activities)
    rows = BookedRows(options.year, intake.activities, judged.emissions_kg, judged.energy_kwh)
    own = _placed(job, rules.findings)
    result = ItemResult(
        name=item.name,
        kind=ItemKind.FILE,
        organisations=_organisations(intake.activities),
        rows=_rows(intake, judged),
        organisational=_organisational(judged),
        territorial_kg=_territorial(judged),
        inputs=(*intake.inputs, *(InputFile(_renamed(job, used.file), used.sha256) for used in intake.layouts)),
        findings=tuple(in_order([*own, *intake.findings, *judged.findings, *period_findings(rows)])),
        unreadable=intake.unreadable,
    )
    seen = keys.of_bytes(item, intake.inputs[0].sha256) if intake.inputs else ""
    return Outcome(result, row_marks(intake.activities), seen)


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
    result = ItemResult(item.name, ItemKind.PROJECT, findings=_placed(job, run.findings), unreadable=run.unreadable)
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
            inputs=tuple(replace(entry, file=_renamed(job, entry.file)) for entry in report.record.inputs),
        )
    marks = NO_MARKS if run.activities is None else row_marks(run.activities, lambda file: _renamed(job, file))
    seen = before if before and before == keys.of(item) else ""
    return Outcome(result, marks, seen)


def _placed(job: Job, findings: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Findings of a project with places as the batch names them."""
    return tuple(
        replace(
            finding,
            place=_moved(job, finding.place),
            related=tuple(_moved(job, place) for place in finding.related),
        )
        for finding in findings
    )


def _moved(job: Job, place: Place) -> Place:
    return replace(place, file=_renamed(job, place.file)) if place.file else place


def _renamed(job: Job, file: str) -> str:
    """Name of a project's file as the batch names it; shipped tables keep theirs."""
    root = job.item.root
    if root is None or file.startswith(f"{SHIPPED_NAME}/"):
        return file
    folder = project_name(job.base, root)
    return file if folder == "." else f"{folder}/{file}"
