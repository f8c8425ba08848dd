"""Checking without a balance: every finding of a project or of single files, nothing written."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from thgbilanz.booking.judged import judged
from thgbilanz.core.diagnostic import Diagnostic, error, in_order
from thgbilanz.core.place import Place
from thgbilanz.intake.read import read_files
from thgbilanz.plausibility.periods import period_findings
from thgbilanz.plausibility.rows import BookedRows
from thgbilanz.project.discovery import DATA_FOLDER, data_files, degree_day_file
from thgbilanz.project.factor_sets import project_factors, set_findings
from thgbilanz.project.mappings import load_mappings
from thgbilanz.project.settings import FILE_NAME, load_settings

_YEAR = re.compile(r"^(?:19|20)[0-9]{2}$")


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found."""

    findings: tuple[Diagnostic, ...]
    files: int
    """How many files were looked at, ``thg.toml`` included."""
    settings_failed: bool = False
    """Whether ``thg.toml`` has problems: then nothing else can be judged."""
    unreadable: bool = False


def checked_project(root: Path, latest_year: int) -> CheckResult:
    """Everything that ``thg bilanz`` would find in any year of the project."""
    settings, findings = load_settings(root / FILE_NAME)
    if settings is None:
        return CheckResult(_distinct(findings), 1, settings_failed=True)
    from thgbilanz.project.run import run_balance  # noqa: PLC0415 - a check of single files needs no pandas

    years = project_years(root)
    if not years:
        findings.append(_no_years(settings.base_year))
    runs = [run_balance(root, year, latest_year=latest_year) for year in years]
    findings += [finding for run in runs for finding in run.findings]
    files = 1 + sum(len(data_files(root, year)) for year in years)
    return CheckResult(_distinct(findings), files, unreadable=any(run.unreadable for run in runs))


def checked_files(root: Path, files: Iterable[Path], latest_year: int) -> CheckResult:
    """Everything found in single files of a project, of whatever year; ``thg.toml`` is always checked with them."""
    settings, findings = load_settings(root / FILE_NAME)
    if settings is None:
        return CheckResult(_distinct(findings), 1, settings_failed=True)
    paths = [path for path in files if path.name != FILE_NAME]
    factors, factor_findings = project_factors(root)
    findings += [*factor_findings, *set_findings(settings, factors)]
    if not paths:
        return CheckResult(_distinct(findings), 1)
    mappings, mapping_findings = load_mappings(root, settings.organisation_names)
    degree_days = degree_day_file(root)
    intake = read_files(paths, root, None, settings.organisation_names, latest_year, mappings, degree_days)
    judgement = judged(intake.activities, factors, settings.sets, settings.gwp.value)
    findings += [*mapping_findings, *intake.findings, *judgement.findings]
    findings += period_findings(BookedRows(0, intake.activities, judgement.emissions_kg, judgement.energy_kwh))
    return CheckResult(_distinct(findings), 1 + len(paths), unreadable=intake.unreadable)


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
