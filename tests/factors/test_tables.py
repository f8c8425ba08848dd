"""The committed tables: closed schema, canonical text, provenance, and every computed row recomputed."""

import csv
from dataclasses import fields
from pathlib import Path

import pytest

from thgbilanz.core.factor import Factor, Property, SetEntry, Source
from thgbilanz.factors.base import FactorBase
from thgbilanz.factors.formulas import computed_value, recomputed
from thgbilanz.factors.load import shipped_folder
from thgbilanz.factors.schema import FACTOR_READERS, PROPERTY_READERS, SET_READERS, SOURCE_READERS, UNITS
from thgbilanz.factors.table import TableFile, read_records
from thgbilanz.units.catalogue import base_of

FOLDER = shipped_folder()
TABLES = sorted(FOLDER.rglob("*.csv"))
FACTOR_TABLES = sorted((FOLDER / "factors").glob("*.csv"))


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def columns_of(row_type: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(row_type) if field.name not in {"table", "line"})


@pytest.mark.parametrize(
    ("readers", "row_type"),
    [(FACTOR_READERS, Factor), (PROPERTY_READERS, Property), (SOURCE_READERS, Source), (SET_READERS, SetEntry)],
)
def test_schema_and_row_types_agree(readers: dict[str, object], row_type: type) -> None:
    assert tuple(readers) == columns_of(row_type)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_tables_are_plain_text(path: Path) -> None:
    data = path.read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    assert data.endswith(b"\n")
    text = data.decode("utf-8")
    assert "\ufffd" not in text
    assert all(cell == cell.strip() and "  " not in cell for row in rows_of(path) for cell in row.values())


@pytest.mark.parametrize("path", FACTOR_TABLES, ids=lambda path: path.name)
def test_factor_tables_are_sorted_by_key(path: Path) -> None:
    keys = [
        (r["factor_id"], int(r["year_valid"]), r["region"], r["boundary"], r["accounting"], r["edition"])
        for r in rows_of(path)
    ]
    assert keys == sorted(keys)


def test_every_row_has_a_source_with_licence_and_locator(base: FactorBase) -> None:
    for row in (*base.factors.values(), *base.properties):
        source = base.sources[row.source_id]
        assert row.source_locator
        assert source.licence_spdx in {"CC0-1.0", "OGL-UK-3.0"} or source.licence_spdx.startswith("LicenseRef-")
        assert source.redistribution in {"yes", "values_only"}


def test_every_source_is_used(base: FactorBase) -> None:
    used = {row.source_id for row in (*base.factors.values(), *base.properties)}
    used |= {row["source_id"] for row in rows_of(FOLDER / "gwp.csv")}
    for name in ("properties_weitere.csv", "verlustraten.csv", "bioanteile.csv"):
        used |= {row["source_id"] for row in rows_of(FOLDER / name)}
    assert set(base.sources) == used


def test_tables_of_one_licence_say_so(base: FactorBase) -> None:
    licences = {
        path.name: {base.sources[row["source_id"]].licence_spdx for row in rows_of(path)} for path in FACTOR_TABLES
    }
    mixed = {"berechnet.csv"}  # computed rows are ours, the rule for environmental heat has a source
    assert {name for name, found in licences.items() if len(found) > 1} == mixed
    assert licences["uba_liste.csv"] == {"CC0-1.0"}


def test_no_source_is_a_transcription() -> None:
    text = (FOLDER / "sources.csv").read_text(encoding="utf-8")
    assert "github" not in text
    assert "localzero" not in text


def test_computed_rows_can_be_recomputed(base: FactorBase) -> None:
    computed = [row for row in base.factors.values() if row.derivation == "computed"]
    assert len(computed) > 100
    for row in computed:
        value = recomputed(row.formula_ref, base)
        assert value is not None, row.key
        assert value > 0, row.key
        assert computed_value(row) == pytest.approx(value, rel=1e-11), row.key


@pytest.mark.parametrize("name", ["properties.csv", "properties_weitere.csv"])
def test_computed_properties_can_be_recomputed(base: FactorBase, name: str) -> None:
    rows, findings = read_records(TableFile(FOLDER / name, name), PROPERTY_READERS, Property)
    assert findings == []
    for row in rows:
        if row.derivation == "computed":
            assert recomputed(row.formula_ref, base) == pytest.approx(row.value, rel=1e-11), row.property_id
        else:
            assert row.formula_ref == ""


def test_a_formula_with_an_unknown_parent_gives_no_value(base: FactorBase) -> None:
    assert recomputed("total_minus_direct(a.b/2019/DE/total/na/x; 0.1)", base) is None
    assert recomputed("no_such_formula(1)", base) is None


def test_carried_rows_repeat_a_row_of_the_same_edition(base: FactorBase) -> None:
    """Forward or back, the value, its basis and its data year come from one stated year, and the note says so."""
    for row in base.factors.values():
        if not row.derivation.startswith("carried"):
            continue
        origins = [
            other
            for other in base.by_id[row.factor_id]
            if (other.edition, other.boundary, other.accounting, other.region)
            == (row.edition, row.boundary, row.accounting, row.region)
            and not other.derivation.startswith("carried")
            and f"Wert für {other.year_valid} " in row.note
        ]
        assert len(origins) == 1, row.key
        origin = origins[0]
        assert (origin.year_valid < row.year_valid) == (row.derivation == "carried_forward"), row.key
        assert origin.year_data == row.year_data
        assert computed_value(origin) == computed_value(row)
        assert (origin.ch4_fossil_kg, origin.ch4_biogenic_kg, origin.n2o_kg) == (
            row.ch4_fossil_kg,
            row.ch4_biogenic_kg,
            row.n2o_kg,
        )


def test_published_and_computed_rows_state_what_they_measure(base: FactorBase) -> None:
    """The three years are apart: valid for, measured in, printed in (TRAPS 5)."""
    without_data_year = {row.factor_id for row in base.factors.values() if row.year_data is None}
    # DESNZ states the year of its edition, BAFA none: both leave the data year open.
    assert {row.source_id for row in base.factors.values() if row.year_data is None} == {
        "bafa-eew-3.1",
        "desnz-2025",
        "ghgp-scope2-2015",
    }
    assert {"fernwaerme.netz.bafa_standard", "strom.herkunftsnachweis", "wasser.trinkwasser"} <= without_data_year


def test_units_of_tables_are_known_to_the_unit_catalogue(base: FactorBase) -> None:
    for unit in UNITS:
        assert base_of(unit)[0], unit
    for row in base.properties:
        assert base_of(row.unit_from)[0] != base_of(row.unit_to)[0], row.property_id


def test_alternatives_are_never_looked_up(base: FactorBase) -> None:
    alternatives = {(r["property_id"], r["edition"]) for r in rows_of(FOLDER / "properties_weitere.csv")}
    in_use = {(row.property_id, row.edition) for row in base.properties}
    assert len(alternatives) > 5
    assert not alternatives & in_use
