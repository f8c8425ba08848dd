"""Judging what a run found: suspicions, confirmations, effects, severity by effect, and the meter."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from thgbilanz.balance.result import Balance
from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.core.materiality import Materiality
from thgbilanz.core.vocabulary import Space
from thgbilanz.factors.base import FactorBase
from thgbilanz.factors.match import property_between
from thgbilanz.plausibility.confirmable import ABOUT_THE_YEAR_BEFORE
from thgbilanz.plausibility.confirmations import Confirmation, column_confirmations, confirmed
from thgbilanz.plausibility.effects import NetOfGross, RowIndex, graver, weighed
from thgbilanz.plausibility.entered_totals import EnteredTotals, own_totals, totals_of
from thgbilanz.plausibility.meter import materiality, meter_findings
from thgbilanz.plausibility.suspicions import Circumstances, suspicions
from thgbilanz.project.discovery import DATA_FOLDER
from thgbilanz.project.exceptions_file import EXCEPTIONS_NAME, idle_entries, stale_entries
from thgbilanz.project.opened import OpenProject, YearReading

_YEAR_OF_FILE = re.compile(rf"^{DATA_FOLDER}/([0-9]{{4}})/")


@dataclass(frozen=True, slots=True)
class Assessment:
    """Findings with effect, severity and confirmation, and what the open ones amount to."""

    findings: tuple[Diagnostic, ...]
    materiality: Materiality


def assessed(
    project: OpenProject,
    reading: YearReading,
    findings: Sequence[Diagnostic],
    *,
    earlier: YearReading | None,
    balance: Balance | None = None,
    files: Collection[str] = (),
) -> Assessment:
    """Judge the findings of a year against its rows and those of the year before (``earlier``).

    Without a ``balance``, totals are those of the rows. ``files`` limits what is said to some of the year's files;
    the meter is then that of those files and raises no finding.
    """
    exceptions, percent = project.exceptions, project.settings.materiality_percent
    from_column, unread = column_confirmations(reading.intake.activities, project.options.last_day)
    suspected = suspicions(reading.rows, _circumstances(project, reading, earlier))
    index = RowIndex([reading.rows, *([earlier.rows] if earlier else [])])
    concerned = _Concern(frozenset(files), index)
    judged = [*findings, *(finding for finding in (*suspected, *unread) if concerned.by(finding))]
    result = confirmed(judged, [*exceptions.entries, *from_column])
    totals = totals_of(reading.rows) if balance is None else _balance_totals(reading, balance)
    items = weighed(result.findings, index, _net_of_gross(project.factors))
    items = [graver(item, index, totals, percent) for item in items]
    meter = materiality(items, index, totals, percent)
    idle = (entry for entry in exceptions.entries if _is_judged(entry, reading.year, files))
    stale = (pair for pair in result.stale if pair[0].origin.file == EXCEPTIONS_NAME)
    told = [item.finding for item in items]
    explained = result.held | {entry.origin for entry, _ in result.stale}
    told += [*idle_entries(exceptions, idle, explained), *stale_entries(exceptions, stale)]
    return Assessment((*told, *(() if files else meter_findings(meter))), meter)


def _circumstances(project: OpenProject, reading: YearReading, earlier: YearReading | None) -> Circumstances:
    settings = project.settings
    return Circumstances(
        settings.population,
        earlier.rows if earlier else None,
        settings.organisation_names,
        materiality_percent=settings.materiality_percent,
        incomplete=_incomplete(reading),
    )


def _incomplete(reading: YearReading) -> frozenset[str]:
    """Organisations with rows that could not be read; all of them if a file with a Fehler has no readable row."""
    rows, intake = reading.rows, reading.intake
    if not intake.rejected and not intake.unreadable:
        return frozenset()
    wrong = {finding.place.file for finding in intake.findings if finding.severity is Severity.ERROR}
    pairs = set(zip(rows.column("file"), rows.column("organisation"), strict=True))
    in_wrong = frozenset(organisation for file, organisation in pairs if file in wrong)
    return in_wrong if wrong <= {file for file, _ in pairs} else frozenset(organisation for _, organisation in pairs)


def year_of_file(name: str) -> int:
    """Year of the folder that a data file lies in, 0 if it lies elsewhere.

    >>> year_of_file("daten/2020/wohnen.xlsx"), year_of_file("thg.toml")
    (2020, 0)
    """
    match = _YEAR_OF_FILE.match(name)
    return int(match[1]) if match else 0


@dataclass(frozen=True, slots=True)
class _Concern:
    """Which suspicions of a year some of its files should hear of; no files means all."""

    files: frozenset[str]
    index: RowIndex

    def by(self, finding: Diagnostic) -> bool:
        """Whether the finding stands in the files, or says what the organisations that deliver them have lost."""
        if not self.files or any(place.file in self.files for place in (finding.place, *finding.related)):
            return True
        if finding.code not in ABOUT_THE_YEAR_BEFORE:
            return False
        this_year = self.index.tables[0]
        pairs = zip(this_year.column("file"), this_year.column("organisation"), strict=True)
        delivering = {organisation for file, organisation in pairs if file in self.files}
        return any(self.index.owner(key)[1] in delivering for key in self.index.keys(finding))


def _is_judged(entry: Confirmation, year: int, files: Collection[str]) -> bool:
    """Whether this run can say that an entry confirms nothing: it is about these files, or about no year's."""
    if files:
        return entry.file in files and entry.code not in ABOUT_THE_YEAR_BEFORE
    stands_on = year - 1 if entry.code in ABOUT_THE_YEAR_BEFORE else year
    return year_of_file(entry.file) in {0, stands_on}


def _balance_totals(reading: YearReading, balance: Balance) -> EnteredTotals:
    """EnteredTotals as the balance states them: the group after consolidation and eliminations."""
    spaces, shares = {}, {}
    if balance.organisational is not None:
        spaces[Space.ORGANISATIONAL.value] = balance.organisational.group.total_kg
        shares = {part.organisation.id: part.weight for part in balance.organisational.organisations}
    if balance.territorial is not None:
        spaces[Space.TERRITORIAL.value] = balance.territorial.emissions_kg
    return EnteredTotals(spaces, own_totals(reading.rows), shares)


def _net_of_gross(factors: FactorBase) -> NetOfGross:
    def ratio(activity: str, year: int) -> float | None:
        row = property_between(factors, activity, "kWh_Hs", "kWh_Hi", year)
        return None if row is None else row.value

    return ratio
