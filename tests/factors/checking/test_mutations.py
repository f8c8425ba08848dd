"""Mutation test of the gate: every defect of the issue, put into every row that can carry it, is found.

The short run takes a part of the rows, spread over all tables; the long one (marker ``lang``) takes all of them.
Fingerprints of releases (F15) are left out, so that the gate has to see the defect itself.
"""

from collections import Counter
from dataclasses import replace

import pytest

from tests.factors.checking.mutations import FACTOR_MUTATIONS, PROPERTY_MUTATIONS, Cells
from tests.factors.checking.neighbours import NEIGHBOUR_MUTATIONS
from tests.factors.checking.workshop import (
    FACTOR_COLUMNS,
    Line,
    changed_tables,
    described,
    factor_lines,
    findings_after,
    findings_in_all_tables,
    kind_findings,
    lines_of_kind,
    release_findings,
    shipped,
)
from thgbilanz.factors.checking.findings import row_key
from thgbilanz.factors.checking.keys import duplicate_keys
from thgbilanz.factors.checking.releases import fingerprint

MUTATIONS = FACTOR_MUTATIONS | NEIGHBOUR_MUTATIONS
SPREAD = 23
"""Every 23rd row in the short run: no table is skipped, and 23 is no divisor of a series' length."""
MUST_BE_CARRIED = {
    name: 1 if name in {"litre_and_kilowatt_hour_disagree", "share_out_of_band", "gas_sum_misses"} else 100
    for name in MUTATIONS
}
"""A defect that no row carries would prove nothing."""


def slipped(kind: str, lines: tuple[Line, ...]) -> tuple[int, list[str]]:
    """How many damaged rows were made, and those without a finding."""
    tried, missed = 0, []
    for line in lines:
        for detail, damaged in MUTATIONS[kind](line.cells):
            tried += 1
            if not findings_after(line, damaged) and not findings_in_all_tables(line, damaged):
                missed.append(described(line, detail))
    return tried, missed


@pytest.mark.parametrize("kind", MUTATIONS)
def test_a_defect_in_some_rows_of_every_table_is_found(kind: str) -> None:
    _, missed = slipped(kind, factor_lines()[::SPREAD])
    assert missed == []


@pytest.mark.lang
@pytest.mark.parametrize("kind", MUTATIONS)
def test_a_defect_in_any_row_is_found(kind: str) -> None:
    tried, missed = slipped(kind, factor_lines())
    assert missed == []
    assert tried >= MUST_BE_CARRIED[kind]


@pytest.mark.parametrize("kind", ["eigenschaft", "weitere"])
@pytest.mark.parametrize("mutation", PROPERTY_MUTATIONS)
def test_a_defect_in_any_property_is_found(kind: str, mutation: str) -> None:
    missed = [
        f"{detail}: {line.cells['property_id']}"
        for line in lines_of_kind(kind)
        for detail, damaged in PROPERTY_MUTATIONS[mutation](line.cells)
        if not kind_findings(kind, line, damaged)
    ]
    assert missed == []


def source_defects(cells: Cells) -> dict[str, Cells]:
    return {
        "no licence": cells | {"licence_spdx": ""},
        "unnamed licence": cells | {"licence_spdx": "unknown"},
        "may not be passed on": cells | {"redistribution": "no"},
        "right not stated": cells | {"redistribution": ""},
        "no title": cells | {"title": ""},
        "no institution": cells | {"institution": ""},
        "other id": cells | {"source_id": cells["source_id"] + "x"},
        "damaged": cells | {"title": "Straße".encode().decode("latin-1")},
    }


def test_a_defect_in_any_source_is_found() -> None:
    missed = [
        f"{name}: {line.cells['source_id']}"
        for line in lines_of_kind("quelle")
        for name, damaged in source_defects(line.cells).items()
        if not kind_findings("quelle", line, [damaged])
    ]
    assert missed == []


def gwp_defects(cells: Cells) -> dict[str, Cells]:
    value = cells["value"]
    return {
        "comma": cells | {"value": f"{value},0"},
        "thousand": cells | {"value": f"{value}000"},
        "ten percent": cells | {"value": f"{float(value) * 1.1:.6g}"},
        "negative": cells | {"value": f"-{value}"},
        "zero": cells | {"value": "0"},
        "unknown gas": cells | {"gas": "CH5"},
        "no source": cells | {"source_id": ""},
        "no locator": cells | {"source_locator": ""},
        "other source": cells | {"source_id": "hoerensagen"},
    }


def test_a_defect_in_any_global_warming_potential_is_found() -> None:
    missed = [
        f"{name}: {line.cells['gas']} {line.cells['gwp_set']}"
        for line in lines_of_kind("gwp")
        for name, damaged in gwp_defects(line.cells).items()
        if not kind_findings("gwp", line, [damaged])
    ]
    assert missed == []


def test_any_cell_of_a_released_row_is_fixed() -> None:
    """Each column of each row, but for those that may change after a release."""
    free = {"status", "reviewed_by", "reviewed_on"}
    missed: Counter[str] = Counter()
    for row in shipped().factors:
        before = fingerprint(row)
        for column in FACTOR_COLUMNS:
            value = getattr(row, column)
            other = value + 1 if isinstance(value, int | float) else 1.0 if value is None else f"{value}x"
            if (fingerprint(replace(row, **{column: other})) == before) != (column in free):
                missed[column] += 1
    assert missed == Counter()


def test_any_edited_released_row_is_found() -> None:
    missed = [row_key(row) for row in shipped().factors if not release_findings(replace(row, note=f"{row.note}x"))]
    missed += [row_key(row) for row in shipped().all_properties if not release_findings(replace(row, note="x"))]
    assert missed == []


def test_any_key_in_a_second_file_is_found() -> None:
    copies = tuple(replace(row, table="emission_factors/factors/zweite.csv") for row in shipped().factors)
    found = duplicate_keys(changed_tables(factors=(*shipped().factors, *copies)))
    assert sum(finding.place.file == copies[0].table for finding in found) == len(copies)
