"""Checking without a balance: every finding of a project or of single files, nothing written."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from thgbilanz.booking.contract_findings import CONTRACT_CODES
from thgbilanz.core.activity_kinds import ACTIVITY_KINDS
from thgbilanz.core.completeness import Completeness
from thgbilanz.core.diagnostic import Diagnostic, error, in_order
from thgbilanz.core.organisation import TERRITORY
from thgbilanz.core.place import Place
from thgbilanz.plausibility.completeness import YearStatements
from thgbilanz.plausibility.periods import PERIOD_CODES
from thgbilanz.project.assessment import assessed, year_of_file
from thgbilanz.project.discovery import DATA_FOLDER, data_files, degree_day_file, place_name
from thgbilanz.project.exceptions_file import EXCEPTIONS_NAME
from thgbilanz.project.opened import OpenProject, RunOptions, YearReading, open_project
from thgbilanz.project.published_table import FILE as PUBLISHED_FILE
from thgbilanz.project.published_table import read_published
from thgbilanz.project.settings import FILE_NAME
from thgbilanz.project.year_matrix import statements_of, year_matrix

_OF_THE_YEAR = PERIOD_CODES | CONTRACT_CODES
_YEAR = re.compile(r"^(?:19|20)[0-9]{2}$")


@dataclass(frozen=True, slots=True)
class MatrixReport:
    """The completeness matrix with the names that it is shown with."""

    completeness: Completeness
    organisation_names: Mapping[str, str]
    activity_labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found."""

    findings: tuple[Diagnostic, ...]
    files: int
    """How many files were looked at, ``thg.toml`` included."""
    settings_failed: bool = False
    """Whether ``thg.toml`` has problems: then nothing else can be judged."""
    unreadable: bool = False
    matrix: MatrixReport | None = None
    """What came in all years of the project; None if not the whole project was checked."""


def checked_project(root: Path, latest_year: int, today: date | None = None) -> CheckResult:
    """Everything that ``thg bilanz`` would find in any year of the project; each year is read once."""
    project, findings = open_project(root, RunOptions(latest_year, today))
    if project is None:
        return CheckResult(_distinct(findings), 1, settings_failed=True)
    from thgbilanz.project.run import balance_of  # noqa: PLC0415 - a check of single files needs no pandas

    years = project_years(root)
    if not years:
        findings.append(_no_years(project.settings.base_year))
    findings += read_published(project)[1]
    unreadable = False
    said: dict[int, YearStatements] = {}
    for year in years:
        run = balance_of(project, year)
        findings += run.findings
        unreadable |= run.unreadable
        reading = project.reading(year)
        said |= {year: statements_of(reading)} if reading else {}
        project.forget_before(year)
    files = 1 + sum(len(data_files(root, year)) for year in years)
    matrix = _matrix_report(project, said) if said else None
    return CheckResult(_distinct(findings), files, unreadable=unreadable, matrix=matrix)


def _matrix_report(project: OpenProject, said: Mapping[int, YearStatements]) -> MatrixReport:
    settings = project.settings
    names = {**settings.organisation_names, TERRITORY: f"Stadtgebiet {settings.name}"}
    return MatrixReport(year_matrix(project, said), names, {kind.id: kind.label for kind in ACTIVITY_KINDS})


def checked_files(root: Path, files: Iterable[Path], latest_year: int, today: date | None = None) -> CheckResult:
    """Everything found in single files of a project, of whatever year; ``thg.toml`` is always checked with them."""
    project, findings = open_project(root, RunOptions(latest_year, today))
    if project is None:
        return CheckResult(_distinct(findings), 1, settings_failed=True)
    asked = list(files)
    paths = [path for path in asked if path.name not in {FILE_NAME, EXCEPTIONS_NAME, PUBLISHED_FILE}]
    if any(path.name == PUBLISHED_FILE for path in asked):
        findings += read_published(project)[1]
    if not paths:
        return CheckResult(_distinct(findings), 1)
    alone = _read_alone(project, paths)
    findings += [finding for group in _groups(project, paths, alone) for finding in group]
    return CheckResult(_distinct(findings), 1 + len(paths), unreadable=alone.intake.unreadable)


def _read_alone(project: OpenProject, paths: Sequence[Path]) -> YearReading:
    """The files by themselves: rows of every year, of every organisation that thg.toml knows."""
    intake = project.intake(paths, None)
    year = max(intake.activities.columns["year"], default=project.options.latest_year)
    return project.judged_reading(intake, year)


def _groups(project: OpenProject, paths: Sequence[Path], alone: YearReading) -> Iterator[tuple[Diagnostic, ...]]:
    """Findings of the files, judged: those in ``daten/JAHR`` as part of their year, the others by themselves.

    Gaps and splits of periods are those of the year: another file may hold the bill that one of them lacks. So are
    contracts: another file may hold the one that a row names.
    """
    names_of: dict[int, set[str]] = {}
    for path in paths:
        names_of.setdefault(year_of_file(place_name(project.root, path)), set()).add(place_name(project.root, path))
    asked = set[str]().union(*names_of.values())
    yield tuple(finding for finding in alone.findings if finding.place.file not in asked)
    organisations = frozenset(alone.rows.column("organisation"))
    for year, names in sorted(names_of.items()):
        belongs = bool(year and organisations)
        reading = _with_neighbours(project, alone, year, organisations) if belongs else alone
        own = [finding for finding in alone.findings if finding.code not in _OF_THE_YEAR]
        own += [finding for finding in reading.findings if finding.code in _OF_THE_YEAR]
        own = [finding for finding in own if finding.place.file in names]
        earlier = project.reading_of(year - 1, organisations) if belongs else None
        yield assessed(project, reading, own, earlier=earlier, files=names).findings


def _with_neighbours(project: OpenProject, alone: YearReading, year: int, organisations: frozenset[str]) -> YearReading:
    """The files with everything else that their organisations deliver for the year."""
    read = {entry.file for entry in alone.intake.inputs} - {place_name(project.root, degree_day_file(project.root))}
    wanted = {place_name(project.root, path) for path in project.files_of(year, organisations)}
    if read == wanted and set(alone.rows.column("year")) <= {year}:
        return alone
    return project.reading_of(year, organisations) or alone


def project_years(root: Path) -> list[int]:
    """Years that have a folder with data files in ``daten/``."""
    folder = root / DATA_FOLDER
    if not folder.is_dir():
        return []
    years = sorted(int(entry.name) for entry in folder.iterdir() if _YEAR.match(entry.name))
    return [year for year in years if data_files(root, year)]


def _no_years(base_year: int) -> Diagnostic:
    return error(
        "THG515",
        "Das Projekt enthält noch keine Daten",
        Place(DATA_FOLDER),
        expected=f"ausgefüllte Vorlagen in {DATA_FOLDER}/{base_year}",
        hint=f"Vorlagen anlegen: thg vorlage {base_year}",
    )


def _distinct(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Findings in order; those of thg.toml come with every year but count once."""
    return tuple(in_order(dict.fromkeys(findings)))
