"""What a balance of one year is: the figures that every exhibit reads, in full precision, never rounded here."""

from dataclasses import dataclass, field

from thgbilanz.balance.bisko.result import NO_INSIGHT as NO_CITY_INSIGHT
from thgbilanz.balance.bisko.result import CityInsight
from thgbilanz.balance.insight import NO_INSIGHT, Insight
from thgbilanz.core.organisation import Organisation


@dataclass(frozen=True, slots=True)
class ScopeTotals:
    """Emissions by scope in kg CO2e. Scope 2 stands twice, by location and by market; a total takes one."""

    scope1_kg: float = 0.0
    scope2_location_kg: float = 0.0
    scope2_market_kg: float = 0.0
    scope3_kg: float = 0.0
    outside_kg: float = 0.0
    """Biogenic CO2, reported outside the scopes and in no total."""

    @property
    def total_kg(self) -> float:
        """Scope 1 + scope 2 (location based) + scope 3: ``summe_t`` of the contract."""
        return self.scope1_kg + self.scope2_location_kg + self.scope3_kg

    @property
    def total_market_kg(self) -> float:
        """Scope 1 + scope 2 (market based) + scope 3."""
        return self.scope1_kg + self.scope2_market_kg + self.scope3_kg


@dataclass(frozen=True, slots=True)
class OrganisationBalance:
    """The own balance of one organisation, before consolidation; eliminations never change it."""

    organisation: Organisation
    weight: float
    """Share with which a row of the whole year enters the group, 0 to 1, by the consolidation approach."""
    totals: ScopeTotals
    by_category_kg: dict[str, float]
    """Scope 3 category (``3.3``, ...) to kg CO2e."""
    by_activity_kg: dict[str, float]
    """Activity id to kg CO2e over scope 1, 2 (location) and 3."""
    energy_kwh: dict[str, float]
    """Activity id to final energy in kWh."""
    weighted: ScopeTotals
    """What it counts in the group before eliminations: each posting with the weight of its own days."""


@dataclass(frozen=True, slots=True)
class EliminationLine:
    """Eliminations between two organisations under one rule, summed; ``kg`` is positive and is taken off.

    The rule says from whose line: the receiver's (mirrored indirect emission) or the supplier's (resale).
    """

    supplier: str
    receiver: str
    scope: str
    """``1``, ``2`` (location), ``2-markt`` or ``3``."""
    category: str
    activity: str
    kg: float
    rule: str
    rule_text: str


@dataclass(frozen=True, slots=True)
class OrganisationalBalance:
    """The balance of the group: own balances, eliminations and what remains."""

    approach: str
    """Label of the consolidation approach."""
    organisations: tuple[OrganisationBalance, ...]
    eliminations: tuple[EliminationLine, ...]
    group: ScopeTotals
    """Sum of the weighted totals of the organisations, less eliminations."""
    group_by_category_kg: dict[str, float]
    group_by_activity_kg: dict[str, float]
    group_by_source_kg: dict[str, float] = field(default_factory=dict)
    """Scope 1 by group of sources (core.source_groups)."""


@dataclass(frozen=True, slots=True)
class TerritorialCell:
    """One sector and energy carrier of the territory."""

    sector: str
    activity: str
    energy_kwh: float
    emissions_kg: float
    quality: float | None
    """Datengüte 0 to 1, weighted by energy; None if any part is ungraded."""


@dataclass(frozen=True, slots=True)
class TerritorialBalance:
    """The energy and greenhouse gas balance of the territory by sector and carrier (BISKO)."""

    cells: tuple[TerritorialCell, ...]
    energy_kwh: float
    emissions_kg: float
    population: int | None
    quality: float | None
    bisko_conform: bool
    deviations: tuple[str, ...]
    """German sentences: why the balance may not be called BISKO-conform."""
    city: CityInsight = NO_CITY_INSIGHT
    """Conformity check, district heat, data quality, indicators and readings of the territory."""

    @property
    def per_head_kg(self) -> float | None:
        """kg CO2e per inhabitant, None without a population."""
        return self.emissions_kg / self.population if self.population else None


@dataclass(frozen=True, slots=True)
class OpenItem:
    """Rows of activities that could not be booked, grouped by reason."""

    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Control:
    """The control equation in rows of activities: read = booked + open + excluded with a reason."""

    read: int
    booked: int
    open: int
    excluded: int
    open_reasons: tuple[OpenItem, ...] = ()
    excluded_reasons: tuple[OpenItem, ...] = ()
    totals: int = 0
    """Control totals of the sheets that were compared with what was read (faults.md 124)."""
    agreeing_totals: int = 0

    @property
    def holds(self) -> bool:
        """Whether no row was lost."""
        return self.read == self.booked + self.open + self.excluded


@dataclass(frozen=True, slots=True)
class IndependentSums:
    """Four sums over the same postings by four different columns, kg CO2e; they must agree (faults.md 187)."""

    by_scope_kg: float
    by_organisation_kg: float
    by_activity_kg: float
    by_file_kg: float
    agree: bool


@dataclass(frozen=True, slots=True)
class FactorUse:
    """A factor row that the balance used in one accounting space, with its tonnes."""

    space: str
    """Accounting space, value of vocabulary.Space: sums never cross it."""
    in_total: bool
    """Whether its tonnes count in the space's total: neither scope 2 by market nor biogenic CO2."""
    factor_id: str
    edition: str
    year: int
    region: str
    boundary: str
    unit: str
    factor_kg: float
    source: str
    """Source id and locator."""
    reservation: str
    """Why the row is thin: carried, foreign, second-hand and the like, joined by commas; empty if it is not."""
    match_reason: str
    gwp_set: str
    emissions_kg: float
    postings: int


@dataclass(frozen=True, slots=True)
class Balance:
    """The balance of one year: one journal, seen from its accounting spaces."""

    year: int
    organisational: OrganisationalBalance | None
    territorial: TerritorialBalance | None
    control: Control
    sums: tuple[tuple[str, IndependentSums], ...]
    """Accounting space to its four independent sums."""
    factors: tuple[FactorUse, ...]
    insight: Insight = NO_INSIGHT
