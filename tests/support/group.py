"""Journals of small groups, by hand: postings with round figures, so that a balance can be worked out in the head."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from thgbilanz.balance.result import Control, OrganisationalBalance
from thgbilanz.balance.startbilanz import BalanceInput, BalanceResult, startbilanz
from thgbilanz.core.organisation import Organisation
from thgbilanz.core.posting import POSTING_SCHEMA
from thgbilanz.core.vocabulary import GAS_COLUMNS, Consolidation, OrganisationKind
from thgbilanz.journal.frame import journal_frame

FILE = "daten/2019/gruppe.csv"
YEAR = 2019

CITY = Organisation("stadt", "Stadt", OrganisationKind.ADMINISTRATION)
HOUSING = Organisation("wohnen", "Wohnen", OrganisationKind.HOUSING, "stadt", 80.0)
UTILITY = Organisation("werke", "Werke", OrganisationKind.UTILITY, "stadt", 60.0)
GROUP = (CITY, HOUSING, UTILITY)

_PLAIN: dict[str, Any] = {
    "organisation": "stadt",
    "space": "betrieblich",
    "scope": "1",
    "activity": "erdgas",
    "boundary": "direct",
    "year": YEAR,
    "start": "2019-01-01",
    "end": "2019-12-31",
    "portion": 1.0,
    "quantity_unit": "kWh",
    "flow": "bezug",
    "file": FILE,
    "column": "D",
    "data_quality": "A",
    "layer": "ist",
    "gwp_set": "AR5",
    "factor_year": YEAR,
}


def posting(kg: float, **values: Any) -> dict[str, Any]:
    """One posting; only what differs from a plain one is named. One kWh per kg unless ``quantity`` says otherwise."""
    return {**_PLAIN, "emissions_kg": kg, "quantity": kg, "amount": kg, "energy_kwh": 0.0, **values}


def fuel(organisation: str, kg: float, **values: Any) -> dict[str, Any]:
    """Natural gas burnt in scope 1."""
    return posting(kg, organisation=organisation, **values)


def heat(organisation: str, kg: float, counterparty: str = "", **values: Any) -> dict[str, Any]:
    """District heat used, scope 2 by location."""
    place = {"scope": "2", "method": "standort", "activity": "fernwaerme", "counterparty": counterparty}
    return posting(kg, organisation=organisation, **{**place, **values})


def power(organisation: str, kg: float, counterparty: str = "", delivery: str = "", **values: Any) -> dict[str, Any]:
    """Electricity used, scope 2 by location."""
    place = {"scope": "2", "method": "standort", "activity": "strom", "counterparty": counterparty}
    return posting(kg, organisation=organisation, **{**place, "delivery": delivery, **values})


def delivered(organisation: str, counterparty: str, quantity: float, **values: Any) -> dict[str, Any]:
    """The supplier's statement of a delivery: a quantity without emissions of its own."""
    place = {"scope": "2", "activity": "fernwaerme", "flow": "lieferung", "counterparty": counterparty}
    return posting(0.0, organisation=organisation, **{**place, "quantity": quantity, "amount": quantity, **values})


def scope3(organisation: str, kg: float, category: str, activity: str, **values: Any) -> dict[str, Any]:
    """A posting in scope 3."""
    place = {"scope": "3", "scope3_category": category, "activity": activity, "boundary": "total"}
    return posting(kg, organisation=organisation, **{**place, **values})


def journal_of(*postings: dict[str, Any]) -> pd.DataFrame:
    """A journal; rows are numbered in their order unless they say otherwise."""
    rows = [{"row": number + 2, "posting_id": number + 1, **values} for number, values in enumerate(postings)]
    columns: dict[str, Any] = {}
    for column in POSTING_SCHEMA:
        if column.kind == "float":
            fallback = float("nan") if column.name in {*GAS_COLUMNS, "factor_kg"} else 0.0
            columns[column.name] = np.array([row.get(column.name, fallback) for row in rows], dtype=np.float64)
        elif column.kind == "int":
            kind = np.uint64 if column.name == "posting_id" else np.int64
            columns[column.name] = np.array([row.get(column.name, 0) for row in rows], dtype=kind)
        else:
            texts = [row.get(column.name, "") for row in rows]
            columns[column.name] = pd.Categorical(texts, categories=pd.Index(sorted(set(texts)), dtype=object))
    return journal_frame(columns)


def balance_of(
    *postings: dict[str, Any],
    organisations: Sequence[Organisation] = GROUP,
    approach: Consolidation = Consolidation.OPERATIONAL,
    **given: Any,
) -> BalanceResult:
    """The balance of a journal by hand."""
    control = Control(len(postings), len(postings), 0, 0)
    files = {row.get("file", FILE) for row in postings}
    return startbilanz(journal_of(*postings), BalanceInput(YEAR, organisations, approach, 100, control, files, **given))


def group_of(result: BalanceResult) -> OrganisationalBalance:
    """The balance of the group; there must be one."""
    assert result.balance.organisational is not None
    return result.balance.organisational


def total_of(result: BalanceResult) -> float:
    """kg CO2e of the group, scope 2 by location."""
    return group_of(result).group.total_kg


def taken_off(result: BalanceResult) -> list[tuple[str, str, str, float]]:
    """Rule, supplier, receiver and kg of each elimination."""
    return [(line.rule, line.supplier, line.receiver, line.kg) for line in group_of(result).eliminations]


def codes(result: BalanceResult) -> list[str]:
    """Codes of the findings about deliveries and consolidation, without the open categories."""
    return [finding.code for finding in result.findings if finding.code != "THG423"]
