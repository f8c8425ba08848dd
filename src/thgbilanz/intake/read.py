"""Reading data files: the one entrance of the package. User data never raises, every stage returns its findings."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from thgbilanz.core.activity import ActivityTable, empty_activities
from thgbilanz.core.contract import Contract
from thgbilanz.core.diagnostic import Diagnostic, error, in_order
from thgbilanz.core.place import Place
from thgbilanz.core.reference import ReferenceFigure
from thgbilanz.core.run_record import InputFile
from thgbilanz.intake.activities import TakenTable, taken
from thgbilanz.intake.all_activities import AllActivities
from thgbilanz.intake.container import Container, container_of
from thgbilanz.intake.control_totals import AmountSums, ControlTotal, compared_totals
from thgbilanz.intake.corrections import check_corrections
from thgbilanz.intake.cross_checks import rows_counted_twice, warn_of_zeros
from thgbilanz.intake.csv_table import csv_table
from thgbilanz.intake.degree_day_table import DegreeDayTable, degree_day_table
from thgbilanz.intake.degree_days import NO_DEGREE_DAYS
from thgbilanz.intake.file_bytes import LOCK_PREFIX, FileBytes, file_bytes, file_name, lock_file_note
from thgbilanz.intake.finding_groups import FindingGroups
from thgbilanz.intake.layout import Layout
from thgbilanz.intake.mapped_csv import mapped_csv_file
from thgbilanz.intake.period_checks import warn_of_annual_units, warn_of_corrected_weather
from thgbilanz.intake.raw_table import RawTable
from thgbilanz.intake.readings import read_table
from thgbilanz.intake.reference_figures import agreed_figures
from thgbilanz.intake.reference_table import is_reference_table, reference_table
from thgbilanz.intake.refusal import RefusedFileError
from thgbilanz.intake.sheet_table import TableReading
from thgbilanz.intake.sibling_findings import SiblingFindings
from thgbilanz.intake.spend import warn_of_graded_spend
from thgbilanz.intake.validation import valid_rows
from thgbilanz.intake.workbook_file import FileReading, IntakeRules, workbook_file
from thgbilanz.templates.contract_sheet import CONTRACTS, CONTRACTS_ID


@dataclass(frozen=True)
class IntakeResult:
    """Everything that was read from the files of a run."""

    activities: ActivityTable
    rejected: int
    """Data rows that were read but cannot become an activity because of a Fehler: read = activities + rejected."""
    findings: list[Diagnostic]
    inputs: tuple[InputFile, ...]
    unreadable: bool
    """Whether some file could not be read at all (exit code 3)."""
    skipped: tuple[tuple[str, int], ...] = ()
    """Rows that mapping files leave out, by reason: they count as excluded in the control equation."""
    totals: tuple[ControlTotal, ...] = ()
    """Control totals that were compared with what was read."""
    layouts: tuple[Layout, ...] = ()
    """Mapping files that were used, each once."""
    contracts: tuple[Contract, ...] = ()
    """Supply contracts that rows of electricity may name."""
    figures: tuple[ReferenceFigure, ...] = ()
    """Reference figures of the organisations (employees, floor area, turnover), each once and without contradiction."""


def read_files(
    paths: Sequence[Path],
    root: Path,
    year: int | None,
    organisations: Mapping[str, str] | None,
    latest_year: int,
    mappings: Sequence[Layout] = (),
    degree_days: Path | None = None,
) -> IntakeResult:
    """Read workbooks and tidy CSV tables.

    ``root`` is the project folder that file names are relative to, ``organisations`` maps ids to names (None: a file
    outside of any project, whose well-formed ids are taken as they are), ``year`` is the year of the balance (None:
    rows of every year are taken), ``latest_year`` the last year that data may have. ``mappings`` are the layouts of
    foreign tables that the project declares, ``degree_days`` is its table of degree days (see ``portions``).
    The order of ``paths`` does not matter.
    """
    groups = FindingGroups()
    heating = _degree_day_table(degree_days, root, groups)
    rules = IntakeRules(organisations, year, latest_year, mappings, heating.degree_days)
    tables: list[TakenTable] = []
    inputs: list[InputFile] = []
    skipped: Counter[str] = Counter()
    totals: list[ControlTotal] = []
    contracts: list[Contract] = []
    used: dict[str, Layout] = {}
    figures: list[ReferenceFigure] = []
    unreadable = False
    for path in _in_order(paths, root):
        if path.name.startswith(LOCK_PREFIX):
            groups.add(lock_file_note(file_name(path, root)))
            continue
        reading = _read_file(path, root, rules, groups, inputs)
        if reading is None:
            unreadable = True
            continue
        if reading.layout is not None:
            used.setdefault(reading.layout.file, reading.layout)
        figures += reading.figures
        contracts += reading.contracts
        for reason, count in reading.skipped:
            skipped[reason] += count
        for part in reading.tables:
            taken_tables, compared = _taken(part, rules, groups)
            tables += taken_tables
            totals += compared
    activities, dropped = _cross_checked(tables, groups)
    return IntakeResult(
        activities=activities.without(dropped),
        figures=_agreed(figures, groups),
        rejected=sum(table.rejected for table in tables) + len(dropped),
        findings=in_order(groups.diagnostics()),
        inputs=(*inputs, *([heating.record] if heating.record else [])),
        unreadable=unreadable,
        skipped=tuple(skipped.items()),
        totals=tuple(totals),
        layouts=tuple(used.values()),
        contracts=tuple(contracts),
    )


def _read_file(
    path: Path, root: Path, rules: IntakeRules, groups: FindingGroups, inputs: list[InputFile]
) -> FileReading | None:
    """A file read, its record and findings taken; None if it cannot be read."""
    try:
        file = file_bytes(path, root)
        inputs.append(file.record)
        reading = _file_reading(file, rules)
    except RefusedFileError as refusal:
        groups.add(refusal.reason.at(Place(file_name(path, root))))
        return None
    if reading.layout is not None:
        inputs[-1] = replace(file.record, mapping=reading.layout.file)
    groups.extend((*file.notes, *reading.findings))
    return _with_contracts(reading, rules, groups)


def _agreed(figures: Iterable[ReferenceFigure], groups: FindingGroups) -> tuple[ReferenceFigure, ...]:
    agreed, contradictions = agreed_figures(figures)
    groups.extend(contradictions)
    return agreed


def _cross_checked(tables: Sequence[TakenTable], groups: FindingGroups) -> tuple[AllActivities, set[int]]:
    """The activities of all tables, and the positions of those that must not be booked."""
    activities = AllActivities(tables)
    dropped = rows_counted_twice(activities, groups)
    for warn in (
        warn_of_zeros,
        warn_of_corrected_weather,
        warn_of_annual_units,
        check_corrections,
        warn_of_graded_spend,
    ):
        warn(activities, groups)
    return activities, dropped


def _in_order(paths: Iterable[Path], root: Path) -> list[Path]:
    """Every file once, by its name in Unicode NFC: the same order on every system."""
    by_name = {file_name(path, root): path for path in paths}
    return [by_name[name] for name in sorted(by_name)]


def _degree_day_table(path: Path | None, root: Path, groups: FindingGroups) -> DegreeDayTable:
    if path is None or not path.exists():
        return DegreeDayTable(NO_DEGREE_DAYS, (), None)
    table = degree_day_table(path, root)
    groups.extend(table.findings)
    return table


def _file_reading(file: FileBytes, rules: IntakeRules) -> FileReading:
    if is_reference_table(file.name.rpartition("/")[2]):
        stated = reference_table(file, rules.organisations, rules.year)
        return FileReading((), stated.findings, figures=stated.figures)
    if container_of(file.data, file.suffix) is Container.WORKBOOK:
        return workbook_file(file, rules)
    mapped = mapped_csv_file(file, rules) if rules.layouts else None
    if mapped is not None:
        return mapped
    sheet = CONTRACTS if file.name.rpartition("/")[2].startswith(CONTRACTS_ID) else None
    reading = csv_table(file.data, file.name, file.sha256, sheet=sheet)
    findings = []
    if reading.table is not None and not reading.table.rows and not reading.odd:
        findings.append(
            error(
                "THG030",
                "Tabelle enthält keine Daten",
                Place(file.name),
                found="nur eine Kopfzeile",
                expected="mindestens eine Zeile mit Werten",
                hint="Die Tabelle füllen oder die Datei aus dem Ordner nehmen. Eine leere Tabelle ist keine Null",
            )
        )
    return FileReading((reading,), tuple(findings))


def _with_contracts(reading: FileReading, rules: IntakeRules, groups: FindingGroups) -> FileReading:
    """The reading of a file with its contracts beside its tables, which hold activities only."""
    of_contracts = [part.table is not None and part.table.derivation == CONTRACTS_ID for part in reading.tables]
    if not any(of_contracts):
        return reading
    pairs = list(zip(reading.tables, of_contracts, strict=True))
    contracts = [contract for part, holds in pairs if holds for contract in _contracts(part, rules, groups)]
    return replace(reading, tables=tuple(part for part, holds in pairs if not holds), contracts=tuple(contracts))


def _contracts(reading: TableReading, rules: IntakeRules, groups: FindingGroups) -> tuple[Contract, ...]:
    """The contracts of a table: rows that book nothing and do not count as read."""
    from thgbilanz.intake.contracts import contracts_of  # noqa: PLC0415 - pydantic comes late

    groups.extend(reading.findings)
    if reading.table is None:
        return ()
    return contracts_of(read_table(reading.table, groups, rules.latest_year), rules.organisations, rules.year, groups)


def _taken(
    reading: TableReading, rules: IntakeRules, groups: FindingGroups
) -> tuple[list[TakenTable], list[ControlTotal]]:
    """The activities of a table and its control totals, compared.

    Read in slices: a table that is wrong throughout is not read to its end, and nothing is compared then.
    """
    groups.extend(reading.findings)
    if reading.table is None:
        return [], []
    if reading.is_sibling:
        groups = SiblingFindings(groups, reading.table.heads["menge"].title)
    from thgbilanz.intake.row_problems import RowContext  # noqa: PLC0415 - pydantic comes late

    raw, count = reading.table, len(reading.table.rows)
    context = RowContext(rules.organisations, rules.year, raw.year)
    tables: list[TakenTable] = []
    rejected, begin, odd = 0, 0, reading.odd
    sums = AmountSums()
    for end in (*(end for end in _SLICES if end < count), count):
        part = raw if end - begin == count else raw.slice(begin, end)
        values = read_table(part, groups, rules.latest_year)
        if raw.derivation:
            from thgbilanz.intake.deriving.table import derived_table  # noqa: PLC0415 - pydantic comes late

            values = derived_table(values, groups)
        valid = valid_rows(values, context, groups)
        tables.append(taken(values, valid, odd, rules.degree_days))
        if raw.totals:
            sums.add(values.values["menge"], values.values["einheit"], valid.is_valid, values.raw.rows)
        rejected, begin, odd = rejected + tables[-1].rejected, end, 0
        if begin < count and rejected > begin / 2:
            groups.add(_rest_not_checked(raw, begin))
            tables.append(TakenTable(raw, [], empty_activities(), count - begin))
            return tables, []
    if raw.is_rejected:
        return tables, []
    totals, findings = compared_totals(raw.totals, raw.dialect, sums)
    groups.extend(findings)
    return tables, totals


_SLICES = (5_000, *range(50_000, 10_000_000, 50_000))


def _rest_not_checked(raw: RawTable, begin: int) -> Diagnostic:
    rest = len(raw.rows) - begin
    return error(
        "THG049",
        f"Mehr als die Hälfte der ersten {begin} Zeilen ist fehlerhaft, {rest} weitere sind nicht geprüft",
        raw.row_place(begin),
        expected="eine Tabelle, deren Spalten zu den Titeln passen",
        hint="Die genannten Fehler beheben, meist ist eine Spalte verrutscht, und noch einmal starten",
    )
