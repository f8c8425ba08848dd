"""An opened project: settings, factors, confirmations, and the readings of its years, each made once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from thgbilanz.booking.coverage import kwh_per_unit, with_contracts
from thgbilanz.booking.judged import Judge, JudgedRows
from thgbilanz.booking.plan import Rules
from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.core.organisation import TERRITORY
from thgbilanz.core.vocabulary import Consolidation, GwpSet
from thgbilanz.factors.base import FactorBase
from thgbilanz.intake.layout import Layout
from thgbilanz.intake.read import IntakeResult, read_files
from thgbilanz.plausibility.periods import period_findings
from thgbilanz.plausibility.plants import plant_findings
from thgbilanz.plausibility.rows import BookedRows, booked_rows
from thgbilanz.project.city.reading import CityTables, city_tables, with_city_rows
from thgbilanz.project.discovery import data_files, degree_day_file, files_about
from thgbilanz.project.exceptions_file import NO_EXCEPTIONS, Exceptions, load_exceptions
from thgbilanz.project.factor_sets import project_factors, set_findings
from thgbilanz.project.mappings import load_mappings
from thgbilanz.project.perimeter import Members, members_of
from thgbilanz.project.settings import FILE_NAME, Settings, load_settings

if TYPE_CHECKING:
    from thgbilanz.booking.book import BookingResult


@dataclass(frozen=True, slots=True)
class Extras:
    """What a run computes beyond what thg.toml says."""

    approach: Consolidation | None = None
    """Consolidation approach to use instead of the project's."""
    all_approaches: bool = False
    """Whether to show the group's totals under every approach as well."""
    draws: int = 0
    """Draws of the Monte Carlo run; 0: none."""
    gwp: GwpSet | None = None
    """Global warming potentials to use instead of the project's."""
    earlier: bool = False
    """Whether to compute the base year and the year before as well, which takes as long again for each."""


NO_EXTRAS = Extras()
"""As thg.toml says."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What a caller may ask of a run; the same options and files give the same bytes."""

    latest_year: int
    """Last year that data may have (faults.md 103), given from outside: nothing here asks a clock."""
    today: date | None = None
    """Day of the run, so that no confirmation lies in the future; None: the end of ``latest_year``."""
    organisations: Sequence[str] = ()
    """Ids of the organisations to balance; none means all."""
    tables: Path | None = None
    """Folder of factor tables to use instead of the shipped ones."""
    extras: Extras = NO_EXTRAS

    @property
    def last_day(self) -> date:
        """Last day on which anything can have been confirmed."""
        return self.today or date(self.latest_year, 12, 31)


@dataclass(frozen=True, slots=True)
class YearReading:
    """The files of a year, read, and what their rows amount to."""

    year: int
    intake: IntakeResult
    members: Members
    rows: BookedRows
    findings: tuple[Diagnostic, ...]
    """Findings of intake and of booking."""


@dataclass(slots=True)
class OpenProject:
    """A project whose settings are good."""

    root: Path
    settings: Settings
    factors: FactorBase
    options: RunOptions
    findings: tuple[Diagnostic, ...]
    """Findings of thg.toml, the factor tables, the mapping files and ausnahmen.toml: they belong to every year."""
    exceptions: Exceptions = NO_EXCEPTIONS
    mappings: Sequence[Layout] = ()
    city: CityTables = field(default_factory=CityTables)
    """Tables of ``stadtgebiet/``."""
    _readings: dict[int, YearReading | None] = field(default_factory=dict)
    _judge: Judge | None = None

    @property
    def approach(self) -> Consolidation:
        """Consolidation approach of the run."""
        return self.options.extras.approach or self.settings.consolidation

    def reading(self, year: int) -> YearReading | None:
        """The year's files read and judged row by row, or None if there are none. Asked again, the same reading."""
        if year not in self._readings:
            paths = data_files(self.root, year)
            self._readings[year] = self.judged_reading(self._year_intake(paths, year), year) if paths else None
        return self._readings[year]

    def reading_of(self, year: int, organisations: Collection[str]) -> YearReading | None:
        """Like ``reading``, but only of files that may hold rows of these organisations; None if there are none."""
        paths = self.files_of(year, organisations)
        read = self._year_intake if TERRITORY in organisations else self.intake
        return self.judged_reading(read(paths, year), year) if paths else None

    def files_of(self, year: int, organisations: Collection[str]) -> list[Path]:
        """Data files of a year that may hold rows of these organisations."""
        known = [organisation.id for organisation in self.settings.organisations]
        return files_about(self.root, year, organisations, [*known, TERRITORY])

    def booked(self, year: int) -> "tuple[YearReading, BookingResult] | None":
        """The year's files read and booked, or None if there are none."""
        # pandas comes only for who makes postings; the rows come from them as well, so that nothing is planned twice
        from thgbilanz.booking.book import booked  # noqa: PLC0415

        paths = data_files(self.root, year)
        if not paths:
            return None
        known = self._readings.get(year)
        intake = known.intake if known else self._year_intake(paths, year)
        members, sets = members_of(self.settings, year, self.options.organisations), self.settings.sets
        booking = booked(
            intake.activities, self.factors, sets, self.settings.gwp.value, members.outside, intake.contracts
        )
        rows = booked_rows(year, intake.activities, booking.postings)
        reading = YearReading(
            year, intake, members, rows, (*intake.findings, *booking.findings, *self._period_findings(rows))
        )
        self._readings[year] = reading
        return reading, booking

    def factors_of(self, year: int) -> FactorBase:
        """The factor tables with the rates of the year's supply contracts."""
        reading = self.reading(year)
        return with_contracts(self.factors, reading.intake.contracts) if reading else self.factors

    def judged_reading(self, intake: IntakeResult, year: int) -> YearReading:
        """What was read with its tonnes, without postings."""
        return self.judged_with_sums(intake, year)[0]

    def judged_with_sums(self, intake: IntakeResult, year: int) -> tuple[YearReading, JudgedRows]:
        """The same with the sums over all rows."""
        members = members_of(self.settings, year, self.options.organisations)
        self._judge = self._judge or Judge(Rules(self.factors, self.settings.sets, self.settings.gwp.value))
        result = self._judge.judged(intake.activities, members.outside, intake.contracts)
        rows = BookedRows(year, intake.activities, result.emissions_kg, result.energy_kwh)
        findings = (*intake.findings, *result.findings, *self._period_findings(rows))
        return YearReading(year, intake, members, rows, findings), result

    def _period_findings(self, rows: BookedRows) -> list[Diagnostic]:
        return [*period_findings(rows, self.settings.materiality_percent), *plant_findings(rows, kwh_per_unit)]

    def forget_before(self, year: int) -> None:
        """Let go of the readings of earlier years: who checks many years in order needs two at a time."""
        self._readings = {known: reading for known, reading in self._readings.items() if known >= year}

    def _year_intake(self, paths: Sequence[Path], year: int) -> IntakeResult:
        """Files of the year, and the consumption that tables of ``stadtgebiet/`` stand for."""
        return with_city_rows(self.intake(paths, year), self.city, self.settings, year)

    def intake(self, paths: Sequence[Path], year: int | None) -> IntakeResult:
        """Files read with the project's organisations and mapping files; ``year`` None takes rows of every year."""
        names, latest = self.settings.organisation_names, self.options.latest_year
        return read_files(paths, self.root, year, names, latest, self.mappings, degree_day_file(self.root))


def open_project(root: Path, options: RunOptions) -> tuple[OpenProject | None, list[Diagnostic]]:
    """The project in ``root``, or None with everything that is wrong in its ``thg.toml``."""
    settings, findings = load_settings(root / FILE_NAME)
    if settings is None:
        return None, findings
    if options.extras.gwp in {None, settings.gwp}:
        options = replace(options, extras=replace(options.extras, gwp=None))
    settings = replace(settings, gwp=options.extras.gwp or settings.gwp)
    factors, factor_findings = project_factors(root, options.tables)
    exceptions = load_exceptions(root, options.last_day)
    mappings, mapping_findings = load_mappings(root, settings.organisation_names)
    city = city_tables(root)
    findings += [*factor_findings, *set_findings(settings, factors), *mapping_findings, *exceptions.findings]
    findings += city.findings
    return OpenProject(root, settings, factors, options, tuple(findings), exceptions, mappings, city), findings
