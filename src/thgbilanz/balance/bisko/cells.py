"""The 21 mandatory cells: {households, commerce, industry} x seven carriers, each stated explicitly.

method/bisko.md section 4 (Difu confirmed per sub-sector on 19.08.2026): a value may be 0 but must be explicit, and a
grade must be present; grid-bound carriers need local primary data, Datengüte A.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Final

from thgbilanz.balance.bisko.result import MandatoryCell, Verdict
from thgbilanz.balance.quality import mean_quality
from thgbilanz.core.vocabulary import Notation, Sector

if TYPE_CHECKING:
    from thgbilanz.balance.result import TerritorialCell

SECTORS: Final = (Sector.HOUSEHOLDS, Sector.COMMERCE, Sector.INDUSTRY)


@dataclass(frozen=True, slots=True)
class Carrier:
    """A carrier of the mandatory cells and the activities that fill it."""

    label: str
    activities: frozenset[str]
    grid_bound: bool = False


CARRIERS: Final = (
    Carrier("Strom", frozenset({"strom"}), grid_bound=True),
    Carrier("Erdgas", frozenset({"erdgas"}), grid_bound=True),
    Carrier("Fernwärme", frozenset({"fernwaerme", "nahwaerme"}), grid_bound=True),
    Carrier("Heizöl", frozenset({"heizoel"})),
    Carrier("Biomasse", frozenset({"biomasse", "holz", "holzpellets", "holzhackschnitzel"})),
    Carrier("Solarthermie", frozenset({"solarthermie"})),
    Carrier("Umweltwärme", frozenset({"umweltwaerme"})),
)

_BEST = 1.0
"""Datengüte of a cell whose every value is graded A."""

_STATE_IT = "Menge eintragen; gibt es keine, 0 eintragen oder das Kennzeichen „kommt nicht vor“"
_GRADE_IT = "Datengüte A bis D eintragen"
_MEASURE_IT = "Daten des Netzbetreibers verwenden (Datengüte A)"


@dataclass(frozen=True, slots=True)
class DeclaredCell:
    """A sector and carrier for which the city declared by a notation key why there is no amount."""

    sector: str
    activity: str
    notation: str


def mandatory_cells(
    cells: Sequence["TerritorialCell"], declared: Collection[DeclaredCell]
) -> tuple[MandatoryCell, ...]:
    """The 21 cells by sector and carrier, in the order of the requirement."""
    return tuple(_cell(sector, carrier, cells, declared) for sector in SECTORS for carrier in CARRIERS)


def _cell(
    sector: Sector, carrier: Carrier, cells: Sequence["TerritorialCell"], declared: Collection[DeclaredCell]
) -> MandatoryCell:
    own = [cell for cell in cells if cell.sector == sector and cell.activity in carrier.activities]
    if not own:
        notations = {
            cell.notation for cell in declared if cell.sector == sector and cell.activity in carrier.activities
        }
        return _absent(sector, carrier, notations)
    energy = fsum(cell.energy_kwh for cell in own)
    if not energy:
        return MandatoryCell(sector.value, carrier.label, Verdict.PASSED, "bestätigte Null", 0.0, None)
    quality = mean_quality((cell.quality, cell.energy_kwh) for cell in own)
    verdict, state, remedy = _judged(carrier, quality)
    return MandatoryCell(sector.value, carrier.label, verdict, state, energy, quality, remedy)


def _judged(carrier: Carrier, quality: float | None) -> tuple[Verdict, str, str]:
    if quality is None:
        return Verdict.OPEN, "angegeben, Datengüte fehlt", _GRADE_IT
    if carrier.grid_bound and quality < _BEST:
        return Verdict.FAILED, "angegeben, Datengüte nicht A", _MEASURE_IT
    return Verdict.PASSED, "angegeben", ""


def _absent(sector: Sector, carrier: Carrier, notations: set[str]) -> MandatoryCell:
    if Notation.NOT_OCCURRING.value in notations:
        label = Notation.NOT_OCCURRING.label
        return MandatoryCell(sector.value, carrier.label, Verdict.PASSED, label, None, None)
    state = ", ".join(Notation(notation).label for notation in sorted(notations)) or "fehlt"
    return MandatoryCell(sector.value, carrier.label, Verdict.OPEN, state, None, None, _STATE_IT)
