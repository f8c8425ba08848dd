"""Closed schemas of the factor tables: columns in their order and the reader of each cell (factor_schema.md)."""

from collections.abc import Mapping

from thgbilanz.core.vocabulary import Boundary, GwpSet, Space
from thgbilanz.factors import cells
from thgbilanz.factors.table import Reader

UNITS = (
    "kWh",
    "kWh_Hi",
    "kWh_Hs",
    "kg",
    "t",
    "L",
    "m3",
    "Nm3",
    "km",
    "Pkm",
    "tkm",
    "m2",
    "EUR",
    "SRm",
    "rm",
    "fm",
    "Stk",
    "h",
    "Nacht",
)
"""Canonical unit ids that tables may use; each is known to ``units.catalogue.base_of``."""

ROLES = ("direct", "upstream", "location", "market", "total")
DERIVATIONS = ("published", "computed", "interpolated", "carried_forward", "carried_back", "local")
"""``carried_back`` holds the value of a later year for an earlier one, always as a row of its own that says so."""

GWP_OF_SOURCE = (*(gwp.value for gwp in GwpSet), "CO2", "unknown")
GASES = ("CH4_biogenic", "CH4_fossil", "CO2", "N2O")

FACTOR_READERS: Mapping[str, Reader] = {
    "factor_id": cells.slug,
    "year_valid": cells.year,
    "region": cells.region,
    "boundary": cells.one_of(*(boundary.value for boundary in Boundary)),
    "accounting": cells.one_of("na", "location", "market", "residual"),
    "edition": cells.slug,
    "activity_unit": cells.one_of(*UNITS),
    "heat_basis": cells.one_of("Hi", "Hs", "na"),
    "co2_fossil_kg": cells.amount,
    "co2_biogenic_kg": cells.amount,
    "ch4_fossil_kg": cells.amount,
    "ch4_biogenic_kg": cells.amount,
    "n2o_kg": cells.amount,
    "other_co2e_kg": cells.amount,
    "co2e_kg": cells.amount,
    "co2e_gwp": cells.one_of(*GWP_OF_SOURCE),
    "zero_reason": cells.free_text,
    "gas_split": cells.one_of("full", "co2_only", "co2e_only"),
    "u_low": cells.amount,
    "u_high": cells.amount,
    "u_kind": cells.one_of("p95", "gsd", "expert", "none"),
    "dq_tech": cells.grade,
    "dq_geo": cells.grade,
    "dq_time": cells.grade,
    "dq_complete": cells.grade,
    "dq_reliab": cells.grade,
    "derivation": cells.one_of(*DERIVATIONS),
    "formula_ref": cells.free_text,
    "year_data": cells.year_or_none,
    "year_published": cells.year_or_none,
    "source_id": cells.slug,
    "source_locator": cells.given_text,
    "status": cells.one_of("active", "superseded", "withdrawn", "erratum"),
    "supersedes": cells.free_text,
    "reviewed_by": cells.free_text,
    "reviewed_on": cells.date_or_empty,
    "note": cells.free_text,
}

PROPERTY_READERS: Mapping[str, Reader] = {
    "property_id": cells.slug,
    "activity": cells.slug,
    "unit_from": cells.one_of(*UNITS),
    "unit_to": cells.one_of(*UNITS),
    "value": cells.positive,
    "edition": cells.slug,
    "year_from": cells.year_or_none,
    "year_to": cells.year_or_none,
    "region": cells.region,
    "source_id": cells.slug,
    "source_locator": cells.given_text,
    "derivation": cells.one_of(*DERIVATIONS),
    "formula_ref": cells.free_text,
    "note": cells.free_text,
}

SOURCE_READERS: Mapping[str, Reader] = {
    "source_id": cells.slug,
    "title": cells.given_text,
    "institution": cells.given_text,
    "year": cells.year_or_none,
    "url": cells.free_text,
    "doi": cells.free_text,
    "sha256": cells.free_text,
    "licence_spdx": cells.given_text,
    "redistribution": cells.one_of("yes", "values_only", "no"),
    "retrieved": cells.date_or_empty,
    "archived_copy": cells.free_text,
    "note": cells.free_text,
}

SET_READERS: Mapping[str, Reader] = {
    "set_id": cells.slug,
    "set_edition": cells.slug,
    "space": cells.one_of(*(space.value for space in Space)),
    "activity": cells.slug,
    "role": cells.one_of(*ROLES),
    "factor_id": cells.slug,
    "edition": cells.slug,
    "region": cells.region,
    "year_from": cells.year,
    "year_to": cells.year,
    "note": cells.free_text,
}

GWP_READERS: Mapping[str, Reader] = {
    "gas": cells.one_of(*GASES),
    "gwp_set": cells.one_of(*(gwp.value for gwp in GwpSet)),
    "horizon_years": cells.one_of("100"),
    "value": cells.positive,
    "source_id": cells.slug,
    "source_locator": cells.given_text,
    "note": cells.free_text,
}
