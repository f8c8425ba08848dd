"""How each kWh of electricity is covered in the market-based method, by organisation and instrument.

Own figures of the organisations, before shares and eliminations: what an organisation can answer for to its auditor.
"""

from collections.abc import Mapping, Sequence
from math import fsum
from typing import TYPE_CHECKING, Any

from thgbilanz.balance.insight import MarketLine
from thgbilanz.core.activity_kinds import ACTIVITY_KINDS, Group
from thgbilanz.core.contract import CONTRACT_FACTOR, Contract, Instrument
from thgbilanz.core.vocabulary import Delivery, Layer, Method, Space

if TYPE_CHECKING:
    import pandas as pd

_ROW = ["file", "sheet", "row", "column", "layer", "start", "end"]
_FACTOR = ["factor_id", "factor_edition", "factor_region"]
_LOCAL = "lokaler Faktor"
"""Begins the reason of a factor of the project's own folder (``factors.match``)."""
_ELECTRICITY = frozenset(kind.id for kind in ACTIVITY_KINDS if kind.group is Group.ELECTRICITY)
_CERTIFIED = "oekostrom"
_READ = (
    "organisation", "activity", "delivery", "contract", "factor_id", "match_reason", "method", "quantity", "energy_kwh",
    "emissions_kg",
)  # fmt: skip
"""Columns that are read beside the keys: taking all of the journal's would cost more than the answer."""


def market_lines(journal: "pd.DataFrame", contracts: Sequence[Contract]) -> tuple[MarketLine, ...]:
    """Electricity of every organisation by instrument and contract, best instrument first.

    kWh and kg by location of a row are divided among its market lines as their quantities are.
    """
    is_electricity = (
        (journal["space"] == Space.ORGANISATIONAL.value)
        & journal["activity"].isin(_ELECTRICITY)
        & (journal["layer"] != Layer.ELIMINATION.value)
    )
    lines = journal[list(dict.fromkeys([*_ROW, *_FACTOR, *_READ]))][is_electricity]
    market = lines[lines["method"] == Method.MARKET.value]
    if market.empty:
        return ()
    location = lines[lines["method"] == Method.LOCATION.value].astype(dict.fromkeys([*_ROW, *_FACTOR], object))
    market = market.astype(dict.fromkeys([*_ROW, *_FACTOR], object))
    both = market.merge(location[[*_ROW, *_FACTOR, "energy_kwh", "emissions_kg"]], on=_ROW, suffixes=("", "_location"))
    whole = both.groupby(_ROW, sort=False)["quantity"].transform("sum")
    share = (both["quantity"] / whole).where(whole != 0, 0.0)
    same = (both[_FACTOR].to_numpy() == both[[f"{name}_location" for name in _FACTOR]].to_numpy()).all(axis=1)
    rows = zip(
        *(
            both[name].astype(str)
            for name in ("organisation", "activity", "delivery", "contract", "factor_id", "match_reason")
        ),
        same.tolist(),
        (both["energy_kwh_location"] * share).tolist(),
        (both["emissions_kg_location"] * share).tolist(),
        both["emissions_kg"].tolist(),
        strict=True,
    )
    return _summed(rows, {contract.id.casefold(): contract for contract in contracts})


def _summed(rows: "zip[Any]", contracts: Mapping[str, Contract]) -> tuple[MarketLine, ...]:
    parts: dict[tuple[str, int, str, tuple[str, ...]], list[tuple[float, float, float]]] = {}
    for organisation, activity, delivery, name, factor_id, reason, same, kwh, location_kg, market_kg in rows:
        contract = contracts.get(name.casefold())
        covered = factor_id.startswith(CONTRACT_FACTOR)
        is_direct = delivery == Delivery.DIRECT.value and same
        uncovered = Instrument.DIRECT if is_direct else _instrument(activity, name, factor_id, reason, same)
        instrument = contract.instrument if covered and contract else uncovered
        failed = contract.failed_criteria if contract and not covered else ()
        told = contract.id if contract and (covered or failed) else ""
        key = (organisation, _RANK[instrument], told, failed)
        parts.setdefault(key, []).append((kwh, location_kg, market_kg))
    return tuple(_line(key, parts[key]) for key in sorted(parts))


def _line(key: tuple[str, int, str, tuple[str, ...]], parts: Sequence[tuple[float, float, float]]) -> MarketLine:
    organisation, rank, contract, failed = key
    kwh, location_kg, market_kg = (fsum(figures) for figures in zip(*parts, strict=True))
    return MarketLine(organisation, _ORDER[rank].value, contract, kwh, location_kg, market_kg, failed)


_ORDER = tuple(Instrument)
_RANK = {instrument: rank for rank, instrument in enumerate(_ORDER)}


def _instrument(activity: str, contract: str, factor_id: str, reason: str, same: bool) -> Instrument:
    """What covers a line that no contract covers."""
    if not factor_id:
        return Instrument.OWN
    if same:
        return Instrument.GRID
    if reason.startswith(_LOCAL):
        return Instrument.SUPPLIER
    return Instrument.CERTIFICATE if activity == _CERTIFIED and not contract else Instrument.RESIDUAL
