"""What becomes of one distinct kind of row: the lines it is booked on, or why it stays open.

A batch has millions of rows but few distinct combinations of activity, unit, year and factor. Each
combination is planned once, in plain Python; the rows then follow their plan by index.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from thgbilanz.booking.cover import REST, Cover
from thgbilanz.booking.quantities import Conversion, NoConversion, conversion_between, german_figure
from thgbilanz.booking.routes import (
    OWN_USE,
    RESALE,
    RESALE_CATEGORY,
    SOLD_CATEGORY,
    SOLD_FUEL,
    SOLD_FUEL_UPSTREAM,
    SOLD_UPSTREAM_CATEGORY,
    TAKEN,
    is_handed_on,
    is_own_use,
    is_resale,
    is_sold_fuel,
    statement_reason,
)
from thgbilanz.core.activity_kinds import KIND_BY_ID, ActivityKind, Role
from thgbilanz.core.diagnostic import Severity
from thgbilanz.core.factor import Factor
from thgbilanz.core.vocabulary import GAS_COLUMNS, Boundary, Method, Scope, Space
from thgbilanz.factors.gwp import factor_co2e_kg, factor_under_gwp
from thgbilanz.factors.match import Match, NoMatch, matched_factor
from thgbilanz.units.catalogue import UnitReading, unit_reading

if TYPE_CHECKING:
    from thgbilanz.factors.base import FactorBase

UPSTREAM_CATEGORY = "3.3"
"""Upstream of fuels and energy is scope 3.3, never scope 1 or 2 (method/organisation.md 4.7, 5.3)."""


@dataclass(frozen=True, slots=True)
class PlanKey:
    """What decides how a row is booked."""

    space: str
    activity: str
    unit: str
    year: int
    local_factor: str
    scope3_category: str
    route: str = TAKEN
    """Which way the row goes, see ``routes``."""
    cover: Cover | None = None
    """What the supply contract of the row covers; None without contract."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding about all rows of a plan; places are added by the rows."""

    code: str
    severity: Severity
    text: str
    found: str = ""
    expected: str = ""
    hint: str = ""
    about_unit: bool = False
    """Whether the finding stands at the cell of the unit; else at the cell of the amount."""


@dataclass(frozen=True, slots=True)
class Line:
    """One posting that every row of a plan gets: where it goes, its factor, and what one unit becomes."""

    scope: str
    category: str
    method: str
    boundary: str
    factor: Factor | None
    """None: the line only states a quantity, nothing is emitted by whom it belongs to."""
    reason: str
    quantity_per_amount: float
    """Quantity in the factor's unit per amount as written."""
    conversion: str
    energy_per_amount: float
    """Final energy in kWh per amount as written; 0 on side postings."""
    kg_per_quantity: float
    gwp: str
    gases: tuple[float, ...]
    """Masses per quantity in the order of ``GAS_COLUMNS``; NaN where the factor has no gas split."""
    quantity_unit: str
    part: str = ""
    """Tells lines apart that share their place in the scopes: what a contract leaves over is ``rest``."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Lines of a combination, or no lines and the problem that keeps its rows open."""

    lines: tuple[Line, ...] = ()
    open_reason: str = ""
    problems: tuple[Problem, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Rules:
    """What a run books with: the factor base, the factor set of each accounting space, the GWP set."""

    factors: "FactorBase"
    sets: Mapping[str, str]
    gwp: str


def planned(key: PlanKey, rules: Rules) -> Plan:
    """The plan of a combination: every role the activity needs gets exactly one factor row, or all stays open.

    A row is never booked in part: were one of its factors missing, a sum would look complete that is not.
    """
    kind = KIND_BY_ID.get(key.activity)
    if kind is None:
        return _unknown_activity(key)
    unit = unit_reading(key.unit, key.activity)
    problems = _unit_problems(unit, key)
    if not unit.unit:
        return Plan(open_reason="Einheit nicht verwendbar", problems=problems)
    if _only_tells(kind, key):
        return _stated(kind, key, unit, rules, problems)
    lines: list[Line] = []
    for role in _roles(kind, key):
        for share in _shares(role, key):
            found = share.match or _matched(share.activity or key.activity, role, key, rules)
            if isinstance(found, NoMatch):
                problem = Problem(found.code, Severity.ERROR, found.text, expected=found.expected, hint=_hint(found))
                return Plan(open_reason="kein Emissionsfaktor", problems=(*problems, problem))
            conversion = conversion_between(unit, found.factor.activity_unit, key.activity, key.year, rules.factors)
            if isinstance(conversion, NoConversion):
                return _not_convertible(conversion, key, problems)
            energy = _energy(kind, role, unit, key, rules)
            lines += (share.of(line) for line in _lines(kind, key, role, found, conversion, energy, rules))
    return Plan(tuple(lines), problems=problems)


def _not_convertible(conversion: NoConversion, key: PlanKey, problems: tuple[Problem, ...]) -> Plan:
    problem = Problem("THG301", Severity.ERROR, conversion.text, key.unit, conversion.expected, conversion.hint)
    return Plan(open_reason="Menge nicht umrechenbar", problems=(*problems, problem))


def _matched(activity: str, role: Role, key: PlanKey, rules: Rules) -> Match | NoMatch:
    local_factor = key.local_factor if activity == key.activity else ""
    set_id = rules.sets.get(key.space, "")
    return matched_factor(rules.factors, set_id, key.space, activity, role.value, key.year, local_factor)


@dataclass(frozen=True, slots=True)
class _Share:
    """The part of a row that one factor covers; without a contract all of it."""

    share: float = 1.0
    match: Match | None = None
    """The contract's own rate."""
    activity: str = ""
    """Activity whose factor covers the part, if not that of the row."""
    reason: str = ""
    part: str = ""

    def of(self, line: Line) -> Line:
        """The line with this part of the quantity."""
        if not self.reason and self.share == 1:
            return line
        reason = "; ".join(part for part in (self.reason, line.reason) if part)
        quantity = line.quantity_per_amount if self.share == 1 else line.quantity_per_amount * self.share
        covered = "" if self.share == 1 else f"× {german_figure(self.share)} ({_COVERED[self.part]})"
        conversion = "; ".join(step for step in (line.conversion, covered) if step)
        return replace(line, reason=reason, quantity_per_amount=quantity, conversion=conversion, part=self.part)


_WHOLE = (_Share(),)
_COVERED = {"": "vom Vertrag gedeckt", REST: "über den Vertrag hinaus"}
_GRID_ELECTRICITY = "strom"
"""What a contract does not cover is electricity of the residual mix, whatever the row calls itself."""


def _shares(role: Role, key: PlanKey) -> tuple[_Share, ...]:
    """How a role's quantity is divided: only scope 2 by market, only if a contract is named."""
    cover = key.cover
    if role is not Role.MARKET or cover is None:
        return _WHOLE
    if cover.factor is None:
        return (_Share(activity=_GRID_ELECTRICITY, reason=cover.reason),)
    covered = _Share(cover.share, Match(cover.factor, cover.reason))
    if cover.share == 1:
        return (covered,)
    rest = _Share(1 - cover.share, None, _GRID_ELECTRICITY, f"Vertrag {cover.contract} deckt diesen Teil nicht", REST)
    return (covered, rest)


def _only_tells(kind: ActivityKind, key: PlanKey) -> bool:
    """Whether a row has no factor: own electricity, and deliveries whose emissions stand elsewhere already."""
    if is_own_use(key.route, kind):
        return True
    return is_handed_on(key.route) and not is_resale(key.route, kind) and not is_sold_fuel(key.route, kind)


def _stated(kind: ActivityKind, key: PlanKey, unit: UnitReading, rules: Rules, problems: tuple[Problem, ...]) -> Plan:
    """Lines without factor: zero emissions, the quantity in the kind's unit for comparison with the other side."""
    conversion = conversion_between(unit, kind.unit, key.activity, key.year, rules.factors)
    if isinstance(conversion, NoConversion):
        return _not_convertible(conversion, key, problems)
    own_use = is_own_use(key.route, kind)
    line = Line(
        scope=Scope.NONE.value,
        category="",
        method="",
        boundary=Boundary.DIRECT.value,
        factor=None,
        reason=OWN_USE if own_use else statement_reason(key.route),
        quantity_per_amount=conversion.multiplier,
        conversion=conversion.steps,
        energy_per_amount=0.0,
        kg_per_quantity=0.0,
        gwp="",
        gases=(0.0,) * len(GAS_COLUMNS),
        quantity_unit=kind.unit,
    )
    if not own_use:
        return Plan((line,), problems=problems)
    by_location = replace(
        line, scope=Scope.ENERGY.value, method=Method.LOCATION.value, energy_per_amount=conversion.multiplier
    )
    by_market = replace(line, scope=Scope.ENERGY.value, method=Method.MARKET.value)
    return Plan((by_location, by_market), problems=problems)


def _unknown_activity(key: PlanKey) -> Plan:
    text = f"Aktivität „{key.activity}“ ist nicht bekannt"
    return Plan(
        open_reason="Aktivität nicht bekannt",
        problems=(
            Problem("THG300", Severity.ERROR, text, key.activity, hint="Die Auswahlliste der Vorlage verwenden"),
        ),
    )


def _unit_problems(unit: UnitReading, key: PlanKey) -> tuple[Problem, ...]:
    if unit.problem is None:
        return ()
    problem = unit.problem
    return (
        Problem(
            problem.code, problem.severity, problem.text, key.unit, problem.expected, problem.hint, about_unit=True
        ),
    )


def _hint(found: NoMatch) -> str:
    nearest = "am nächsten liegen: " + ", ".join(found.candidates) if found.candidates else ""
    return "; ".join(part for part in (found.hint, nearest) if part)


def _roles(kind: ActivityKind, key: PlanKey) -> tuple[Role, ...]:
    if key.space == Space.TERRITORIAL:
        return (Role.TOTAL,)
    if is_handed_on(key.route):
        return tuple(role for role in kind.roles if role is not Role.MARKET)
    if key.scope3_category and kind.scope is not Scope.VALUE_CHAIN:
        # Energy of leased assets (3.8, 3.13): one method only, all of it in the named category.
        return tuple(role for role in kind.roles if role is not Role.MARKET)
    return kind.roles


def _carries_energy(role: Role) -> bool:
    return role in {Role.DIRECT, Role.LOCATION, Role.TOTAL}


def _energy(kind: ActivityKind, role: Role, unit: UnitReading, key: PlanKey, rules: Rules) -> float:
    if not kind.is_energy or not _carries_energy(role) or is_handed_on(key.route):
        return 0.0
    conversion = conversion_between(unit, kind.unit, key.activity, key.year, rules.factors)
    return conversion.multiplier if isinstance(conversion, Conversion) else float("nan")


def _place_in_scopes(kind: ActivityKind, key: PlanKey, role: Role) -> tuple[str, str, str]:
    """Scope, scope 3 category and scope 2 method of a role (GHG Protocol; method/organisation.md 4 and 5)."""
    if key.space == Space.TERRITORIAL:
        return Scope.NONE.value, "", ""
    if category := key.scope3_category or _category_beside_scopes_1_and_2(kind, key, role):
        return Scope.VALUE_CHAIN.value, category, ""
    if role is Role.LOCATION:
        return Scope.ENERGY.value, "", Method.LOCATION.value
    if role is Role.MARKET:
        return Scope.ENERGY.value, "", Method.MARKET.value
    return kind.scope.value, kind.category, ""


def _category_beside_scopes_1_and_2(kind: ActivityKind, key: PlanKey, role: Role) -> str:
    """Scope 3 category of what is handed on and of every upstream; empty for what kind and role decide."""
    if not is_handed_on(key.route):
        return UPSTREAM_CATEGORY if role is Role.UPSTREAM else ""
    if is_resale(key.route, kind):
        return RESALE_CATEGORY
    return SOLD_UPSTREAM_CATEGORY if role is Role.UPSTREAM else SOLD_CATEGORY


def _reason(kind: ActivityKind, key: PlanKey, role: Role, match: Match) -> str:
    if not is_handed_on(key.route):
        return match.reason
    if is_resale(key.route, kind):
        return f"{RESALE}; {match.reason}"
    return f"{SOLD_FUEL_UPSTREAM if role is Role.UPSTREAM else SOLD_FUEL}; {match.reason}"


def _boundary(role: Role, factor: Factor) -> str:
    if role is Role.TOTAL:
        return factor.boundary
    return Boundary.UPSTREAM.value if role is Role.UPSTREAM else Boundary.DIRECT.value


def _lines(
    kind: ActivityKind, key: PlanKey, role: Role, match: Match, conversion: Conversion, energy: float, rules: Rules
) -> list[Line]:
    factor = factor_under_gwp(match.factor, rules.gwp, rules.factors)
    kg_per_quantity, basis = factor_co2e_kg(factor, rules.gwp, rules.factors)
    scope, category, method = _place_in_scopes(kind, key, role)
    biogenic = factor.co2_biogenic_kg or 0.0
    main = Line(
        scope=scope,
        category=category,
        method=method,
        boundary=_boundary(role, factor),
        factor=factor,
        reason=_reason(kind, key, role, match),
        quantity_per_amount=conversion.multiplier,
        conversion=conversion.steps,
        energy_per_amount=energy,
        kg_per_quantity=kg_per_quantity,
        gwp=basis,
        gases=_gases(factor),
        quantity_unit=factor.activity_unit,
    )
    # Biogenic CO2 of fuel that is sold stands with whoever burns it.
    burnt = _carries_energy(role) and not is_handed_on(key.route)
    outside_applies = biogenic and key.space == Space.ORGANISATIONAL and burnt
    return [main, _outside(main, biogenic)] if outside_applies else [main]


def _gases(factor: Factor) -> tuple[float, ...]:
    """Masses inside the scopes: biogenic CO2 is booked on a line of its own outside of them."""
    nan = float("nan")
    masses = (
        factor.co2_fossil_kg,
        None if factor.co2_biogenic_kg is None else 0.0,
        factor.ch4_fossil_kg,
        factor.ch4_biogenic_kg,
        factor.n2o_kg,
        factor.other_co2e_kg,
    )
    return tuple(nan if mass is None else mass for mass in masses)


def _outside(main: Line, biogenic_kg: float) -> Line:
    """Biogenic CO2, outside the scopes (ESRS E1 AR 43c; method/organisation.md 6)."""
    return replace(
        main,
        scope=Scope.OUTSIDE.value,
        category="",
        method="",
        energy_per_amount=0.0,
        kg_per_quantity=biogenic_kg,
        gwp="CO2",
        gases=(0.0, biogenic_kg, 0.0, 0.0, 0.0, 0.0),
    )
