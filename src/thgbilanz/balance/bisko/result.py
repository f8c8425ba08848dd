"""What the city's balance tells beside its sums; every figure in full precision, read by all exhibits."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a requirement stands."""

    PASSED = "erfüllt"
    FAILED = "nicht erfüllt"
    OPEN = "offen"
    """Not failed: something that is needed to judge it is missing."""
    NOT_APPLICABLE = "entfällt"


class Conformity(StrEnum):
    """What a balance may be called (method/bisko.md 10: conformant, non-conformant, incomplete)."""

    CONFORM = "konform"
    NOT_CONFORM = "nicht konform"
    INCOMPLETE = "unvollständig"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One of the seven criteria (method/bisko.md 1), what was found, and what to do."""

    number: int
    title: str
    verdict: Verdict
    found: str
    remedy: str = ""
    """Empty where there is nothing to do."""


@dataclass(frozen=True, slots=True)
class MandatoryCell:
    """One of the 21 cells that must be stated (method/bisko.md 4)."""

    sector: str
    carrier: str
    """German name of the carrier of the cell."""
    verdict: Verdict
    state: str
    """``angegeben``, ``bestätigte Null``, ``fehlt`` or the notation key that stands there."""
    energy_kwh: float | None
    quality: float | None
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class ConformityReport:
    """The result of the check with every criterion and mandatory cell."""

    result: Conformity
    criteria: tuple[Criterion, ...]
    cells: tuple[MandatoryCell, ...]

    @property
    def deviations(self) -> tuple[str, ...]:
        """German sentences, one per criterion that is not met; empty if nothing speaks against the label."""
        against = {Verdict.FAILED, Verdict.OPEN}
        return tuple(f"{line.found} (Kriterium {line.number})" for line in self.criteria if line.verdict in against)


@dataclass(frozen=True, slots=True)
class HeatMethod:
    """The heat factor of a network under one way of sharing the fuels of cogeneration between power and heat."""

    key: str
    label: str
    admitted: bool
    """Whether BISKO admits it: only the exergetic way."""
    factor_kg: float
    """kg CO2e per kWh of delivered heat."""


@dataclass(frozen=True, slots=True)
class HeatNetwork:
    """A heat factor of the balance, the route that the project declares for it, and whether both agree."""

    factor_id: str
    route: str
    """Value of ``heat_routes.Route``; empty without a declaration."""
    route_label: str
    verdict: Verdict
    found: str
    remedy: str
    used_kg: float
    """kg CO2e per kWh that the balance used."""
    computed_kg: float | None
    """kg CO2e per kWh by the declared route; None if the route computes nothing."""
    energy_kwh: float
    """Heat of the balance."""
    methods: tuple[HeatMethod, ...] = ()
    delivered_kwh: float = 0.0
    """Heat that the plants' data say was delivered; 0 if they do not say."""


@dataclass(frozen=True, slots=True)
class QualityLever:
    """A single value and by how much its grade would raise the Datengüte of the balance if it became A."""

    sector: str
    activity: str
    detail: str
    place: str
    grade: str
    energy_kwh: float
    gain: float | None
    """Rise of the total Datengüte, 0 to 1; None while ungraded values leave the total unknown."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure of the city with its unit, and where published figures of other cities lie."""

    key: str
    label: str
    unit: str
    value: float | None
    """None: something is missing, named in ``note``."""
    lower: float | None = None
    upper: float | None = None
    comparison: str = ""
    """``im üblichen Bereich``, ``darunter`` or ``darüber``; empty without a published span."""
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SideLine:
    """Emissions that BISKO does not count: told beside the balance, in no sum (method/bisko.md 2)."""

    area: str
    emissions_kg: float
    quality: str
    source: str
    place: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading of the same year by another rule. It is never BISKO-conform and never replaces the balance."""

    key: str
    label: str
    emissions_kg: float
    difference_kg: float
    """To the balance: negative if the reading is lower."""
    energy_kwh: float
    basis: str
    """German: formula with figures and sources."""


@dataclass(frozen=True, slots=True)
class ModeLine:
    """A mode of transport: what its mileage, or its measured consumption, comes to."""

    mode: str
    mileage_km: float | None
    """None where consumption was measured."""
    energy_kwh: float
    emissions_kg: float
    quality: float | None


@dataclass(frozen=True, slots=True)
class CityInsight:
    """The answers of one run; an empty tuple or None means: nothing to tell."""

    conformity: ConformityReport | None = None
    heat: tuple[HeatNetwork, ...] = ()
    quality_word: str = ""
    """Datengüte in a word, only where the project asks for it."""
    levers: tuple[QualityLever, ...] = ()
    ungraded: int = 0
    """Values with energy and without a grade."""
    indicators: tuple[Indicator, ...] = ()
    side: tuple[SideLine, ...] = ()
    readings: tuple[Reading, ...] = ()
    modes: tuple[ModeLine, ...] = ()


NO_INSIGHT = CityInsight()
"""A balance that nobody asked further questions."""
