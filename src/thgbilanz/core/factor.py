"""An emission factor row and a physical property row, as the tables of ``emission_factors/`` hold them."""

from dataclasses import dataclass
from typing import Final

LOCAL_FACTOR_REASON: Final = "lokaler Faktor"
"""How the reason of a match begins if the row is the project's own."""


@dataclass(frozen=True, slots=True)
class Factor:
    """One row: a factor for one year, region, boundary, accounting method and edition (factor_schema.md).

    Gas columns are masses per ``activity_unit``; None means not published, which is not zero. ``co2e_kg`` is
    kg CO2e per ``activity_unit`` as printed, under ``co2e_gwp``.
    """

    factor_id: str
    year_valid: int
    region: str
    boundary: str
    accounting: str
    """``na``, ``location``, ``market`` or ``residual`` (scope 2 only)."""
    edition: str
    activity_unit: str
    heat_basis: str
    """``Hi``, ``Hs`` or ``na``."""
    co2_fossil_kg: float | None
    co2_biogenic_kg: float | None
    ch4_fossil_kg: float | None
    ch4_biogenic_kg: float | None
    n2o_kg: float | None
    other_co2e_kg: float | None
    co2e_kg: float | None
    co2e_gwp: str
    """``AR4``, ``AR5``, ``AR6``, ``CO2`` (CO2 only) or ``unknown``."""
    zero_reason: str
    gas_split: str
    """``full`` (per gas, any GWP set), ``co2_only`` or ``co2e_only``."""
    u_low: float | None
    u_high: float | None
    u_kind: str
    dq_tech: int | None
    dq_geo: int | None
    dq_time: int | None
    dq_complete: int | None
    dq_reliab: int | None
    derivation: str
    """``published``, ``computed``, ``interpolated``, ``carried_forward``, ``carried_back`` or ``local``."""
    formula_ref: str
    year_data: int | None
    year_published: int | None
    source_id: str
    source_locator: str
    status: str
    supersedes: str
    reviewed_by: str
    reviewed_on: str
    note: str
    table: str = ""
    """File of the row, relative to the factor folder; not a column of the file."""
    line: int = 0
    """Line of the row in that file, from 1; not a column of the file."""

    @property
    def key(self) -> tuple[str, int, str, str, str, str]:
        """Primary key: id, year, region, boundary, accounting, edition."""
        return (self.factor_id, self.year_valid, self.region, self.boundary, self.accounting, self.edition)


@dataclass(frozen=True, slots=True)
class Property:
    """A sourced physical property that turns one unit of a carrier into another (Hi, Hs/Hi, density)."""

    property_id: str
    """e.g. ``erdgas.hs_hi``, ``heizoel.hi_liter``."""
    activity: str
    unit_from: str
    """Canonical unit id, e.g. ``kWh_Hs``, ``L``, ``kg``."""
    unit_to: str
    """Canonical unit id, e.g. ``kWh_Hi``."""
    value: float
    """One ``unit_from`` is ``value`` ``unit_to``."""
    edition: str
    year_from: int | None
    year_to: int | None
    region: str
    source_id: str
    source_locator: str
    derivation: str
    formula_ref: str
    note: str
    table: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """A publication (``sources.csv``)."""

    source_id: str
    title: str
    institution: str
    year: int | None
    url: str
    doi: str
    sha256: str
    licence_spdx: str
    redistribution: str
    retrieved: str
    archived_copy: str
    note: str


@dataclass(frozen=True, slots=True)
class SetEntry:
    """One pin of a factor set (``sets.csv``): which factor an activity uses, in which role and years."""

    set_id: str
    set_edition: str
    space: str
    activity: str
    role: str
    """``direct``, ``upstream``, ``location``, ``market`` or ``total``."""
    factor_id: str
    edition: str
    region: str
    year_from: int
    year_to: int
    note: str
    table: str = ""
    line: int = 0
