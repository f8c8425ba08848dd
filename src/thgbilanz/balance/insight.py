"""What a balance tells beside its totals: one small result type per question, read by every exhibit.

Each question has a module of its own in this package that computes its answer from the journal; here stand only the
answers, so that exhibits and computations can change apart. All figures are in full precision, never rounded here.
"""

from dataclasses import dataclass
from math import fsum


@dataclass(frozen=True, slots=True)
class ScreeningLine:
    """One of the fifteen scope 3 categories: what the balance holds, or why it holds nothing (ESRS E1 46i)."""

    category: str
    """``3.1`` to ``3.15``."""
    label: str
    status: str
    """``erfasst``, ``abgeschaetzt`` (estimated in thg.toml, not booked), ``ausgeschlossen`` or ``offen``."""
    group_kg: float | None
    """kg CO2e of the group after eliminations; the estimate where the category is only estimated; None if unknown."""
    primary_share: float | None
    """Share of kg that rests on data of quality A, 0 to 1; None without postings (ESRS E1 46g)."""
    reason: str
    """German: reason of an exclusion or source of an estimate, as the project states it."""
    in_core: bool
    """Whether the preset "Kernbilanz" contains the category (method/organisation.md 5.4)."""
    in_extended: bool
    """Whether the preset "erweitert" contains the category."""


@dataclass(frozen=True, slots=True)
class PresetTotal:
    """The group's total within a preset of scope 3 categories (method/organisation.md 5.4)."""

    preset: str
    """``kernbilanz``, ``erweitert`` or ``alle``."""
    label: str
    categories: tuple[str, ...]
    """Scope 3 categories inside."""
    location_kg: float
    market_kg: float


@dataclass(frozen=True, slots=True)
class DeliveryCheck:
    """One internal delivery as both sides state it (issue: both must agree within 1 %)."""

    supplier: str
    receiver: str
    activity: str
    delivery: str
    unit: str
    """Canonical unit of both quantities."""
    supplied: float | None
    """Quantity that the supplier states; None if it states none."""
    received: float | None
    difference_share: float | None
    """|supplied - received| / larger of both; None if one side is missing."""
    agrees: bool | None
    """None if one side is missing."""
    emissions_kg: float
    """kg CO2e (scope 2 by location, scope 1 and 3) of the receiver's rows."""


@dataclass(frozen=True, slots=True)
class MarketLine:
    """Electricity of the group by instrument: how each kWh is covered in the market-based method."""

    organisation: str
    instrument: str
    """``zertifikat``, ``lieferant``, ``residualmix``, ``netzmix`` (no residual mix at hand: a visible gap),
    ``direktleitung`` or ``eigenerzeugung`` (own power without scope 2)."""
    contract: str
    """Contract id; of residual mix and grid mix only where a contract failed, see ``failed_criteria``."""
    energy_kwh: float
    location_kg: float
    market_kg: float
    failed_criteria: tuple[str, ...] = ()
    """Numbers of quality criteria that the contract does not meet (Scope 2 Guidance Table 7.1)."""


@dataclass(frozen=True, slots=True)
class EtsShare:
    """Share of gross scope 1 under the EU emissions trading system (ESRS E1 48b, AR 44d)."""

    ets_kg: float
    scope1_kg: float
    unstated_kg: float
    """Scope 1 of plants whose rows do not say whether they are in the EU ETS."""

    @property
    def share(self) -> float | None:
        """0 to 1, None without scope 1."""
        return self.ets_kg / self.scope1_kg if self.scope1_kg else None


@dataclass(frozen=True, slots=True)
class IntensityLine:
    """Emissions per unit of activity of one organisation or of the group (method/organisation.md 9)."""

    organisation: str
    """Organisation id; empty for the group."""
    indicator: str
    """``je_vzae``, ``je_m2``, ``je_einwohner``, ``je_pkm``, ``je_t_umschlag``, ``je_t_abfall``, ``je_tsd_eur`` ..."""
    label: str
    numerator: str
    """German label of what stands above the line, with scopes and scope 2 method."""
    numerator_kg: float
    denominator: float
    denominator_unit: str
    value_kg: float
    """kg CO2e per unit of the denominator."""
    place: str
    """File › sheet › cell of the denominator."""


@dataclass(frozen=True, slots=True)
class VsmeLine:
    """Figures of disclosure B3 (VSME, Recommendation (EU) 2025/1710) of one organisation by itself."""

    organisation: str
    electricity_renewable_kwh: float
    """Bought electricity that a guarantee of origin covers."""
    electricity_other_kwh: float
    own_renewable_kwh: float
    """Self-generated electricity, used by the organisation itself."""
    own_other_kwh: float
    fuels_renewable_kwh: float
    fuels_other_kwh: float
    heat_kwh: float
    """District heat; the breakdown of B3 has no line for it, the total contains it."""
    scope1_kg: float
    scope2_location_kg: float
    scope2_market_kg: float
    scope3_kg: float
    turnover_eur: float | None

    @property
    def energy_kwh(self) -> float:
        """Total energy consumption."""
        return fsum(
            (
                self.electricity_renewable_kwh,
                self.electricity_other_kwh,
                self.own_renewable_kwh,
                self.own_other_kwh,
                self.fuels_renewable_kwh,
                self.fuels_other_kwh,
                self.heat_kwh,
            )
        )

    @property
    def scope12_location_kg(self) -> float:
        """Scope 1 and scope 2 by location."""
        return self.scope1_kg + self.scope2_location_kg

    @property
    def scope12_market_kg(self) -> float:
        """Scope 1 and scope 2 by market."""
        return self.scope1_kg + self.scope2_market_kg


@dataclass(frozen=True, slots=True)
class GwpLine:
    """How many tonnes of a space rest on which set of global warming potentials: mixed bases are never silent."""

    space: str
    basis: str
    """``AR4``, ``AR5``, ``AR6``, ``CO2`` (CO2 only) or ``unbekannt``."""
    kg: float
    share: float | None
    is_run_basis: bool
    """Whether it is the GWP set of the run, or CO2 alone, which no set changes."""


@dataclass(frozen=True, slots=True)
class UncertaintyLine:
    """The 95 % interval of one total, by error propagation and by a seeded Monte Carlo run (method 8)."""

    space: str
    organisation: str
    """Organisation id; empty for the group or the territory."""
    figure: str
    """``summe``, ``summe_markt``, ``scope1``, ``scope2_standort``, ``scope2_markt`` or ``scope3``."""
    label: str
    kg: float
    half_width_kg: float
    """Half of the 95 % interval by error propagation (IPCC 2006 V1 Ch. 3, Eq. 3.1 and 3.2)."""
    low_kg: float | None
    """2.5 % quantile of the Monte Carlo run; None if none was asked for."""
    median_kg: float | None
    high_kg: float | None
    """97.5 % quantile of the Monte Carlo run."""
    assumed_share: float
    """Share of kg whose uncertainty of activity or factor is a documented default, not stated by data or source."""


@dataclass(frozen=True, slots=True)
class BridgeLine:
    """A step of the bridge from the organisational to the territorial balance; the steps add up (method 1.7)."""

    key: str
    label: str
    kg: float
    """Signed: what the step adds to or takes from the running figure."""
    role: str
    """``start``, ``step``, ``subtotal`` or ``end``."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ApproachTotal:
    """The group under one consolidation approach, from the same rows; never compared without being asked."""

    approach: str
    """Value of vocabulary.Consolidation."""
    label: str
    location_kg: float
    market_kg: float


@dataclass(frozen=True, slots=True)
class RestatedLine:
    """One cause of the difference between a published (sealed) balance and today's recalculation of the same year."""

    cause: str
    """``aktivitaet``, ``faktor``, ``perimeter``, ``methode`` or ``fehler``."""
    label: str
    kg: float
    postings: int


@dataclass(frozen=True, slots=True)
class Restatement:
    """A published year beside its recalculation, and whether policy asks for a restated base year (method 7)."""

    year: int
    sealed_on: str
    published_kg: float
    recalculated_kg: float
    causes: tuple[RestatedLine, ...]
    threshold: float
    """Share of the published total from which on the base year is recalculated, for example 0.05."""
    must_restate: bool
    """Whether the threshold is reached by any of ``tests``."""
    space: str = ""
    """Accounting space of the figures above, value of vocabulary.Space: the group by location if there is one."""
    is_base_year: bool = False
    differs: bool = False
    """Whether any posting differs; the total may be the same all the same."""
    reason: str = ""
    """Why the year was closed, as stated then."""
    tests: tuple["RestatementTest", ...] = ()


@dataclass(frozen=True, slots=True)
class RestatementTest:
    """One published total held against the threshold (method 7: total, scope 1 + 2, every space)."""

    space: str
    figure: str
    """``summe``, ``scope1_2``, ``summe_markt``, ``scope1_2_markt``."""
    label: str
    published_kg: float
    recalculated_kg: float
    share: float | None
    """|recalculated - published| / |published|; None if nothing was published and nothing is there."""
    reached: bool


@dataclass(frozen=True, slots=True)
class Insight:
    """The answers of one run; an empty tuple or None means: nothing to tell, never: not computed."""

    screening: tuple[ScreeningLine, ...] = ()
    presets: tuple[PresetTotal, ...] = ()
    approaches: tuple[ApproachTotal, ...] = ()
    deliveries: tuple[DeliveryCheck, ...] = ()
    market: tuple[MarketLine, ...] = ()
    ets: EtsShare | None = None
    intensities: tuple[IntensityLine, ...] = ()
    vsme: tuple[VsmeLine, ...] = ()
    gwp: tuple[GwpLine, ...] = ()
    uncertainty: tuple[UncertaintyLine, ...] = ()
    bridge: tuple[BridgeLine, ...] = ()
    restatement: Restatement | None = None


NO_INSIGHT = Insight()
"""A balance that nobody asked further questions."""
