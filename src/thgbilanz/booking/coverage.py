"""How contracts cover electricity: every kWh once, what is left over by residual mix (method/organisation.md 4.2).

If more is used than a contract covers, each of its rows is covered by the same share. The result then depends neither
on the order of rows nor on that of files.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import repeat
from math import fsum, isnan
from typing import TYPE_CHECKING, Any

from thgbilanz.booking.contract_findings import CoverageFindings, Refusal, kwh_text, refusal_of
from thgbilanz.booking.cover import Cover
from thgbilanz.core.activity import ActivityTable
from thgbilanz.core.contract import CONTRACT_FACTOR, RULE_VERSION, Contract
from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.core.factor import Factor
from thgbilanz.core.vocabulary import Delivery, Flow, Space
from thgbilanz.units.catalogue import unit_reading

if TYPE_CHECKING:
    from thgbilanz.factors.base import FactorBase

_SOURCE = "stromvertrag"
"""Stands for the id of a source: the contract table itself, the locator names its cell."""
_ROUNDING = 1e-9
"""Relative slack: an amount that equals the contract must not leave over a millionth of a kWh."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The covers of a table: a number per row, 0 for rows without contract."""

    numbers: Sequence[int]
    covers: tuple[Cover | None, ...]
    findings: tuple[Diagnostic, ...] = ()


def coverage(activities: ActivityTable, contracts: Sequence[Contract]) -> Coverage:
    """Cover the rows of a table that name a contract. Pure; the order of rows and contracts changes nothing."""
    named = activities.columns["contract"]
    if not any(named):
        return Coverage(list(repeat(0, len(named))), (None,))
    known = _by_id(contracts)
    findings = CoverageFindings(activities)
    numbers = [0] * len(named)
    covers: dict[Cover, int] = {}
    held: dict[tuple[str, int], list[int]] = {}
    for position in _concerned(activities):
        year = activities.columns["year"][position]
        entries = known.get((named[position].casefold(), year), ())
        refusal = refusal_of(activities, position, entries)
        if refusal is None:
            held.setdefault((entries[0].id, year), []).append(position)
        else:
            findings.refused(position, refusal)
            if refusal.counts_as_residual:
                numbers[position] = _number(covers, _refused_cover(named[position], refusal))
    for id_, year in sorted(held):
        contract, positions = known[id_.casefold(), year][0], held[id_, year]
        used_kwh = fsum(_kwh(activities, position) for position in positions)
        number = _number(covers, _cover(contract, used_kwh))
        for position in positions:
            numbers[position] = number
        if contract.covered_kwh is not None and _share(contract, used_kwh) < 1:
            findings.exceeded(contract, used_kwh, positions)
    return Coverage(numbers, (None, *covers), findings.diagnostics())


def _by_id(contracts: Iterable[Contract]) -> dict[tuple[str, int], tuple[Contract, ...]]:
    known: dict[tuple[str, int], tuple[Contract, ...]] = {}
    for contract in contracts:
        key = (contract.id.casefold(), contract.year)
        known[key] = (*known.get(key, ()), contract)
    return known


def _concerned(activities: ActivityTable) -> list[int]:
    """Rows that name a contract where one can matter: electricity that an organisation took from others."""
    columns = activities.columns
    names = ("contract", "space", "flow", "delivery", "scope3_category", "amount")
    rows: Iterable[tuple[Any, ...]] = zip(*(columns[name] for name in names), strict=True)
    return [
        position
        for position, (contract, space, flow, delivery, category, amount) in enumerate(rows)
        if contract
        and space == Space.ORGANISATIONAL.value
        and flow == Flow.RECEIVED.value
        and delivery != Delivery.OWN.value
        and not category
        and not isnan(amount)
    ]


def _number(covers: dict[Cover, int], cover: Cover) -> int:
    return covers.setdefault(cover, len(covers) + 1)


def _kwh(activities: ActivityTable, position: int) -> float:
    """Use of a row in its year; a row whose unit cannot be read uses nothing, it stays open."""
    columns = activities.columns
    used: float = columns["amount"][position] * columns["portion"][position]
    return used * kwh_per_unit(columns["unit"][position], columns["activity"][position])


def kwh_per_unit(spelling: str, activity: str) -> float:
    """kWh per unit as written beside an activity; 0 if the unit is none of electricity or heat."""
    unit = unit_reading(spelling, activity)
    return unit.factor if unit.unit == "kWh" else 0.0


def _share(contract: Contract, used_kwh: float) -> float:
    if contract.covered_kwh is None or used_kwh <= contract.covered_kwh * (1 + _ROUNDING):
        return 1.0
    return contract.covered_kwh / used_kwh


def _cover(contract: Contract, used_kwh: float) -> Cover:
    product = " ".join(part for part in (contract.supplier, contract.product) if part)
    reason = f"Vertrag {contract.id}{f' ({product})' if product else ''}, {contract.instrument.label}, {RULE_VERSION}"
    share = _share(contract, used_kwh)
    if share < 1:
        covered = kwh_text(contract.covered_kwh or 0.0)
        reason += f"; deckt nur einen Teil: {kwh_text(used_kwh)} kWh Verbrauch, {covered} kWh im Vertrag"
    return Cover(contract.id, share, contract_factor(contract), reason)


def _refused_cover(name: str, refusal: Refusal) -> Cover:
    return Cover(name, 0.0, None, f"Vertrag {name} zählt nicht ({refusal.why})")


def with_contracts(base: "FactorBase", contracts: Sequence[Contract]) -> "FactorBase":
    """The factor base with the rates of contracts as rows, so that their postings can be recomputed."""
    rows = [contract_factor(contract) for contract in contracts]
    by_id = {row.factor_id: (*base.by_id.get(row.factor_id, ()), row) for row in rows}
    return replace(base, by_id={**base.by_id, **by_id}, factors={**base.factors, **{row.key: row for row in rows}})


def contract_factor(contract: Contract) -> Factor:
    """The contract's rate as a factor row: direct kg CO2e per kWh, its source the cell of the contract table."""
    cell, _ = contract.cell("kg_je_kwh")
    place = " › ".join(part for part in (contract.file, contract.sheet, cell) if part)
    return Factor(
        factor_id=f"{CONTRACT_FACTOR}{contract.id}",
        year_valid=contract.year,
        region="DE",
        boundary="direct",
        accounting="market",
        edition="vertrag",
        activity_unit="kWh",
        heat_basis="na",
        co2_fossil_kg=None,
        co2_biogenic_kg=None,
        ch4_fossil_kg=None,
        ch4_biogenic_kg=None,
        n2o_kg=None,
        other_co2e_kg=None,
        co2e_kg=contract.kg_per_kwh,
        co2e_gwp="unknown",
        zero_reason="" if contract.kg_per_kwh else contract.instrument.label,
        gas_split="co2e_only",
        u_low=None,
        u_high=None,
        u_kind="none",
        dq_tech=None,
        dq_geo=None,
        dq_time=None,
        dq_complete=None,
        dq_reliab=None,
        derivation="local",
        formula_ref="",
        year_data=contract.year,
        year_published=None,
        source_id=_SOURCE,
        source_locator=f"{place}: {contract.factor_source or 'ohne Fundstelle'}",
        status="active",
        supersedes="",
        reviewed_by="",
        reviewed_on="",
        note="",
        table=contract.file,
        line=contract.row,
    )
