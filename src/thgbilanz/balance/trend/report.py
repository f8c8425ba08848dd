"""What exhibits of a time series are made from."""

from collections.abc import Mapping
from dataclasses import dataclass

from thgbilanz.balance.report import ProjectFacts
from thgbilanz.balance.trend.result import TrendSeries
from thgbilanz.core.diagnostic import Diagnostic, has_errors
from thgbilanz.core.run_record import RunRecord


@dataclass(frozen=True, slots=True)
class TrendReport:
    """The series of a project over some years, ready to be shown."""

    project: ProjectFacts
    first: int
    last: int
    years: tuple[int, ...]
    """Years with data."""
    series: tuple[TrendSeries, ...]
    """Territory, group, organisations: as far as asked for and there."""
    findings: tuple[Diagnostic, ...]
    record: RunRecord
    activity_labels: Mapping[str, str]
    organisation_names: Mapping[str, str]
    degree_day_sources: tuple[str, ...] = ()
    room_heat_share: float = 1.0

    @property
    def provisional(self) -> bool:
        """Whether findings of severity Fehler stand open in any year."""
        return has_errors(self.findings)
