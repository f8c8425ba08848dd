"""What a time series tells, as plain values in full precision; exhibits render it and compute nothing new."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from thgbilanz.balance.trend.progress import TargetProgress
from thgbilanz.balance.trend.published import PublishedYear

TERRITORY_ID = "stadtgebiet"
GROUP_ID = "konzern"
"""Id of the group as a subject of a series and in ``[[ziel]]``."""


class Cause(StrEnum):
    """Why emissions changed from one year to another."""

    ACTIVITY = "aktivitaet"
    FACTOR = "faktor"
    WEATHER = "witterung"
    POPULATION = "bevoelkerung"
    PERIMETER = "umfang"
    METHOD = "methode"

    @property
    def label(self) -> str:
        """German name in exhibits."""
        return _CAUSE_LABELS[self.value]


_CAUSE_LABELS = {
    "aktivitaet": "Aktivität",
    "faktor": "Emissionsfaktor",
    "witterung": "Witterung",
    "bevoelkerung": "Bevölkerung",
    "umfang": "Umfang",
    "methode": "Methode",
}


class PointStatus(StrEnum):
    """What is known of a year."""

    FINAL = "belegt"
    PROVISIONAL = "vorlaeufig"
    """Findings of severity Fehler stand open in the year."""
    GAP = "luecke"
    ABSENT = "nicht_dabei"
    """The organisation did not belong to the group in the year, or was not consolidated."""

    @property
    def label(self) -> str:
        """German words in exhibits."""
        return {"belegt": "", "vorlaeufig": "VORLÄUFIG", "luecke": "keine Daten", "nicht_dabei": "nicht dabei"}[
            self.value
        ]


class BreakKind(StrEnum):
    """Kinds of breaks in a series."""

    ORGANISATION = "organisation"
    WEIGHT = "anteil"
    COVERAGE = "abdeckung"
    SECTORS = "sektoren"
    FACTOR = "faktor"
    SOURCE = "faktorquelle"
    METHOD = "methode"


@dataclass(frozen=True, slots=True)
class Break:
    """Why figures before and after cannot be compared just like that."""

    kind: BreakKind
    text: str


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One year of one series; None where there is no figure."""

    year: int
    status: PointStatus
    emissions_kg: float | None = None
    market_kg: float | None = None
    """The same with scope 2 by market; None for the territory."""
    energy_kwh: float | None = None
    population: int | None = None
    index: float | None = None
    """Emissions as a share of those of the base year."""
    like_for_like_kg: float | None = None
    """Emissions of what all years have in common; None if nothing was left out."""
    parts_kg: Mapping[str, float] = field(default_factory=dict)
    """Sector, organisation or scope to kg CO2e; they add up to ``emissions_kg``."""

    @property
    def per_head_kg(self) -> float | None:
        """kg CO2e per inhabitant."""
        return self.emissions_kg / self.population if self.emissions_kg is not None and self.population else None


@dataclass(frozen=True, slots=True)
class Driver:
    """One activity's part in one cause of a change."""

    cause: Cause
    activity: str
    kg: float


@dataclass(frozen=True, slots=True)
class TrendStep:
    """The change from one year with data to the next one, with its causes."""

    start: int
    end: int
    before_kg: float
    after_kg: float
    effects_kg: Mapping[Cause, float]
    """Cause to kg CO2e, all causes that apply; they add up to ``after_kg - before_kg``."""
    not_separated: tuple[Cause, ...]
    """Causes for which data are missing: they are part of the activity."""
    drivers: tuple[Driver, ...]
    """Largest parts first."""
    breaks: tuple[Break, ...]

    @property
    def change_kg(self) -> float:
        """kg CO2e, signed."""
        return self.after_kg - self.before_kg

    @property
    def skipped(self) -> int:
        """Years without data in between: the change belongs to all of them together."""
        return self.end - self.start - 1


@dataclass(frozen=True, slots=True)
class TrendSeries:
    """The years of one subject: the territory, the group or an organisation."""

    subject: str
    name: str
    parts_by: str
    """What ``parts_kg`` are: ``sektor``, ``organisation`` or ``scope``."""
    base_year: int
    points: tuple[TrendPoint, ...]
    steps: tuple[TrendStep, ...]
    like_for_like: str
    """German: what all years have in common; empty if nothing was left out."""
    targets: tuple[TargetProgress, ...] = ()
    published: tuple[PublishedYear, ...] = ()
