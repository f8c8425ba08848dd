"""What becomes of one distinct kind of row: the lines it is booked on, or why it stays open.

A batch has millions of rows but few distinct combinations of activity, unit, year and factor. Each
combination is planned once, in plain Python; the rows then follow their plan by index.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thgbilanz.booking.quantities import Conversion, NoConversion, conversion_between
from thgbilanz.core.activity_kinds import KIND_BY_ID, ActivityKind, Role
from thgbilanz.core.diagnostic import Severity
from thgbilanz.core.factor import Factor
from thgbilanz.core.vocabulary import Boundary, Method, Scope, Space
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
    factor: Factor
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
    set_id = rules.sets.get(key.space, "")
    if not unit.unit:
        return Plan(open_reason="Einheit nicht verwendbar", problems=problems)
    lines: list[Line] = []
    for role in _roles(kind, key):
        found = matched_factor(rules.factors, set_id, key.space, key.activity, role.value, key.year, key.local_factor)
        if isinstance(found, NoMatch):
            problem = Problem(found.code, Severity.ERROR, found.text, expected=found.expected, hint=_hint(found))
            return Plan(open_reason="kein Emissionsfaktor", problems=(*problems, problem))
        conversion = conversion_between(unit, found.factor.activity_unit, key.activity, key.year, rules.factors)
        if isinstance(conversion, NoConversion):
            problem = Problem("THG301", Severity.ERROR, conversion.text, key.unit, conversion.expected, conversion.hint)
            return Plan(open_reason="Menge nicht umrechenbar", problems=(*problems, problem))
        energy = _energy(kind, role, unit, key, rules)
        lines += _lines(kind, key, role, found, conversion, energy, rules)
    return Plan(tuple(lines), problems=problems)


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
    if key.scope3_category and kind.scope is not Scope.VALUE_CHAIN:
        # Energy of leased assets (3.8, 3.13): one method only, all of it in the named category.
        return tuple(role for role in kind.roles if role is not Role.MARKET)
    return kind.roles


def _carries_energy(role: Role) -> bool:
    return role in {Role.DIRECT, Role.LOCATION, Role.TOTAL}


def _energy(kind: ActivityKind, role: Role, unit: UnitReading, key: PlanKey, rules: Rules) -> float:
    if not kind.is_energy or not _carries_energy(role):
        return 0.0
    conversion = conversion_between(unit, kind.unit, key.activity, key.year, rules.factors)
    return conversion.multiplier if isinstance(conversion, Conversion) else float("nan")


def _place_in_scopes(kind: ActivityKind, key: PlanKey, role: Role) -> tuple[str, str, str]:
    """Scope, scope 3 category and scope 2 method of a role (GHG Protocol; method/organisation.md 4 and 5)."""
    if key.space == Space.TERRITORIAL:
        return Scope.NONE.value, "", ""
    if key.scope3_category:
        return Scope.VALUE_CHAIN.value, key.scope3_category, ""
    if role is Role.UPSTREAM:
        return Scope.VALUE_CHAIN.value, UPSTREAM_CATEGORY, ""
    if role is Role.LOCATION:
        return Scope.ENERGY.value, "", Method.LOCATION.value
    if role is Role.MARKET:
        return Scope.ENERGY.value, "", Method.MARKET.value
    return kind.scope.value, kind.category, ""


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
        reason=match.reason,
        quantity_per_amount=conversion.multiplier,
        conversion=conversion.steps,
        energy_per_amount=energy,
        kg_per_quantity=kg_per_quantity,
        gwp=basis,
        gases=_gases(factor),
    )
    outside_applies = biogenic and key.space == Space.ORGANISATIONAL and _carries_energy(role)
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
    return Line(
        scope=Scope.OUTSIDE.value,
        category="",
        method="",
        boundary=main.boundary,
        factor=main.factor,
        reason=main.reason,
        quantity_per_amount=main.quantity_per_amount,
        conversion=main.conversion,
        energy_per_amount=0.0,
        kg_per_quantity=biogenic_kg,
        gwp="CO2",
        gases=(0.0, biogenic_kg, 0.0, 0.0, 0.0, 0.0),
    )
