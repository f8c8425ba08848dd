"""What a project states about its city beside the rows of the balance; read and checked by the project layer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from thgbilanz.balance.bisko.heat_routes import HeatDeclaration
from thgbilanz.balance.bisko.result import SideLine


@dataclass(frozen=True, slots=True)
class CityFact:
    """A fact of the city in the balance year: dwellings, employees, living space."""

    key: str
    value: float
    source: str


@dataclass(frozen=True, slots=True)
class Span:
    """Where published figures of other cities lie, in MWh per inhabitant."""

    key: str
    label: str
    sectors: frozenset[str]
    activities: frozenset[str]
    """Empty: all of the sectors."""
    lower: float
    upper: float
    source: str


@dataclass(frozen=True, slots=True)
class PowerSource:
    """Electricity made on the territory, or bought as green power, with a factor of its own."""

    name: str
    energy_kwh: float
    factor_kg: float
    source: str
    """Where quantity and factor come from."""


@dataclass(frozen=True, slots=True)
class Weather:
    """Degree days of the balance year and of the long-term mean, and the share of space heat by sector."""

    actual_kd: float
    longterm_kd: float
    source: str
    space_heat: Mapping[str, float]
    """Sector to the share of space heat in its fuels and heat (without electricity), 0 to 1."""


@dataclass(frozen=True, slots=True)
class CityInput:
    """Everything of one year."""

    heat: Sequence[HeatDeclaration] = ()
    municipal_in_commerce: frozenset[str] = frozenset()
    """Carriers whose figure for GHD still contains the municipal facilities, by declaration."""
    facts: Sequence[CityFact] = ()
    spans: Sequence[Span] = ()
    side: Sequence[SideLine] = ()
    mileage_km: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    """Mode of transport to its mileage."""
    local_power: Sequence[PowerSource] = ()
    green_power: Sequence[PowerSource] = ()
    weather: Weather | None = None
    quality_words: bool = False
    """Whether the Datengüte is put into words whose source nobody has seen."""


NO_CITY = CityInput()
"""A project that states nothing."""
