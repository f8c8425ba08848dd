"""Municipal facilities out of GHD: GHD := GHD - KE where the city declares that its GHD figure contains them.

KE is a sector of its own; the figure of a grid operator for GHD often still holds it. Only a declaration per carrier
subtracts (method/bisko.md 3, Prüfschritt 2.1 as quoted by kausal-paths). The journal keeps both: correction postings.
What is taken off has the grade of the GHD figure it is taken from, so that the rest keeps its grade (ibid. 8).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from thgbilanz.core.activity_kinds import KIND_BY_ID
from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.german import german_number
from thgbilanz.core.place import Place
from thgbilanz.core.vocabulary import GAS_COLUMNS, Layer, Sector, Space
from thgbilanz.journal.frame import constant_column, empty_journal, journal_frame
from thgbilanz.journal.identity import combined_hashes, text_hashes

if TYPE_CHECKING:
    from collections.abc import Collection

RULE: Final = "GHD-KE"
_REASON: Final = "GHD ohne kommunale Einrichtungen, in thg.toml erklärt (stadtbilanz.ghd_enthaelt_kommunal)"
_SIGNED: Final = ("amount", "quantity", "energy_kwh", "emissions_kg", *GAS_COLUMNS)


@dataclass(frozen=True, slots=True)
class MunicipalPart:
    """Correction postings and what speaks against them."""

    postings: pd.DataFrame
    findings: tuple[Diagnostic, ...] = ()


def municipal_part(journal: pd.DataFrame, carriers: "Collection[str]") -> MunicipalPart:
    """Postings that take the municipal facilities out of GHD, carrier by carrier.

    A carrier whose municipal energy exceeds that of GHD is left alone with a finding: a negative consumption would
    say that the declaration, or one of both figures, is wrong.
    """
    if not carriers:
        return MunicipalPart(empty_journal())
    own = journal[(journal["space"] == Space.TERRITORIAL.value) & journal["activity"].isin(set(carriers))]
    part, whole = _energy_of(own, Sector.MUNICIPAL), _energy_of(own, Sector.COMMERCE)
    too_large = sorted(carrier for carrier in part if part[carrier] > whole.get(carrier, 0.0))
    # an explicit zero takes nothing off, and there may be no figure of GHD that it could be taken from
    counts = (own["sector"] == Sector.MUNICIPAL.value) & own["activity"].isin(set(whole) - set(too_large))
    lines = own[counts]
    findings = tuple(_too_large(carrier, part[carrier], whole.get(carrier, 0.0)) for carrier in too_large)
    return MunicipalPart(_corrections(lines, _grades(own)), findings)


def _energy_of(lines: pd.DataFrame, sector: Sector) -> dict[str, float]:
    """kWh by carrier."""
    sums = lines[lines["sector"] == sector.value].groupby("activity", observed=True)["energy_kwh"].sum()
    return {str(carrier): float(energy) for carrier, energy in zip(sums.index, sums, strict=True)}


def _grades(lines: pd.DataFrame) -> dict[str, str]:
    """Carrier to the grade of the largest value of GHD."""
    commerce = lines[lines["sector"] == Sector.COMMERCE.value].sort_values("energy_kwh", kind="stable")
    return {
        str(carrier): str(grade) for carrier, grade in zip(commerce["activity"], commerce["data_quality"], strict=True)
    }


def _corrections(lines: pd.DataFrame, grade_of: dict[str, str]) -> pd.DataFrame:
    if lines.empty:
        return empty_journal()
    columns: dict[str, Any] = {name: lines[name].array for name in lines.columns}
    columns |= {name: -lines[name].to_numpy(dtype=np.float64) for name in _SIGNED}
    constants = {
        "sector": Sector.COMMERCE.value,
        "layer": Layer.CORRECTION.value,
        "rule": RULE,
        "reason": _REASON,
        "author": "thgbilanz",
    }
    columns |= {name: constant_column(value, len(lines)) for name, value in constants.items()}
    grades = [grade_of[str(carrier)] for carrier in lines["activity"]]
    columns["data_quality"] = pd.Categorical(grades, categories=pd.Index(sorted(set(grades)), dtype=object))
    own = lines["posting_id"].to_numpy(dtype=np.uint64)
    columns["posting_id"] = combined_hashes(len(lines), (own, text_hashes([RULE])))
    return journal_frame(columns)


def _too_large(carrier: str, part_kwh: float, whole_kwh: float) -> Diagnostic:
    label = KIND_BY_ID[carrier].label
    return error(
        "THG733",
        f"{label}: kommunale Einrichtungen verbrauchen mehr als GHD, aus dem sie abzuziehen wären",
        Place("thg.toml", "", "stadtbilanz.ghd_enthaelt_kommunal"),
        found=f"kommunal {german_number(part_kwh / 1000, 0)} MWh, GHD {german_number(whole_kwh / 1000, 0)} MWh",
        expected="GHD größer als kommunale Einrichtungen",
        hint=f"„{carrier}“ aus der Liste nehmen, wenn die Angabe für GHD die kommunalen Einrichtungen nicht enthält",
    )
