"""What the factor sets promise, what they leave open, and that the two spaces agree on a kilowatt hour."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from thgbilanz.core.activity_kinds import ACTIVITY_KINDS, Role
from thgbilanz.core.factor import SetEntry
from thgbilanz.core.vocabulary import Space
from thgbilanz.factors.base import FactorBase
from thgbilanz.factors.gwp import factor_co2e_kg
from thgbilanz.factors.match import Match, NoMatch, matched_factor

SET_OF_SPACE = {Space.TERRITORIAL: "bisko", Space.ORGANISATIONAL: "uba-betrieblich"}
YEARS = range(2019, 2025)
GAPS_PAGE = Path(__file__).parents[2] / "docs" / "luecken.md"

# Activity and roles that no set can give for 2019 to 2024, see docs/luecken.md.
GAPS = {
    ("betrieblich", "ausgaben_kapitalgueter"): ("total",),
    ("betrieblich", "ausgaben_leistungen"): ("total",),
    ("betrieblich", "ausgaben_waren"): ("total",),
    ("betrieblich", "biogas"): ("upstream",),
    ("betrieblich", "biokraftstoffe"): ("direct", "upstream"),
    ("betrieblich", "biomasse"): ("direct", "upstream"),
    ("betrieblich", "fernwaerme"): ("location", "market", "upstream"),
    ("betrieblich", "holzhackschnitzel"): ("direct", "upstream"),
    ("betrieblich", "nahwaerme"): ("location", "market", "upstream"),
    ("territorial", "biokraftstoffe"): ("total",),
    ("territorial", "fernwaerme"): ("total",),
    ("territorial", "nahwaerme"): ("total",),
}


def entries(base: FactorBase) -> list[SetEntry]:
    return [entry for pins in base.sets.values() for entry in pins]


def test_every_promise_is_kept_by_exactly_one_row(base: FactorBase) -> None:
    promised = 0
    for entry in entries(base):
        for year in range(entry.year_from, entry.year_to + 1):
            found = matched_factor(base, entry.set_id, entry.space, entry.activity, entry.role, year)
            assert isinstance(found, Match), (entry, year, found)
            assert (found.factor.factor_id, found.factor.edition) == (entry.factor_id, entry.edition)
            assert found.factor.year_valid == year
            promised += 1
    assert promised > 400


def test_what_activity_kinds_need_is_there_or_a_documented_gap(base: FactorBase) -> None:
    page = GAPS_PAGE.read_text(encoding="utf-8")
    missing: dict[tuple[str, str], tuple[str, ...]] = {}
    for kind in ACTIVITY_KINDS:
        for space in kind.spaces:
            roles = (Role.TOTAL,) if space is Space.TERRITORIAL else kind.roles
            found = {
                role.value: {
                    isinstance(matched_factor(base, SET_OF_SPACE[space], space, kind.id, role, year), Match)
                    for year in YEARS
                }
                for role in roles
            }
            # A role is there for all years from 2019 on or for none: no hole in a series.
            assert all(len(answers) == 1 for answers in found.values()), (kind.id, found)
            absent = tuple(role for role, answers in found.items() if answers == {False})
            if absent:
                missing[space.value, kind.id] = absent
                assert f"`{kind.id}`" in page, f"{kind.id} fehlt in docs/luecken.md"
    assert missing == GAPS


def test_the_organisational_sets_promise_the_same(base: FactorBase) -> None:
    """Three views of one organisation: each activity, role and year of one set is there in the others."""
    promised = {
        set_id: {
            (entry.activity, entry.role, year)
            for entry in base.sets[set_id]
            for year in range(max(entry.year_from, 2018), entry.year_to + 1)
        }
        for set_id in ("uba-betrieblich", "ghgp-standort", "ghgp-markt")
    }
    assert promised["uba-betrieblich"] == promised["ghgp-standort"] == promised["ghgp-markt"]


def test_the_market_set_takes_the_residual_mix_where_it_is_published(base: FactorBase) -> None:
    for year in range(2018, 2025):
        found = matched_factor(base, "ghgp-markt", "betrieblich", "strom", "market", year)
        assert isinstance(found, Match)
        published = year in {2018, 2024}  # AIB, docs/luecken.md: 2019 to 2023 have no followable source
        assert (found.factor.factor_id == "strom.residualmix") is published
        assert ("Standortfaktor" in found.reason) is not published


def test_the_second_hand_edition_of_the_mix_is_in_no_set(base: FactorBase) -> None:
    assert {entry.edition for entry in entries(base)}.isdisjoint({"uba-cc-16-2026"})


def test_pins_name_known_activities_roles_and_the_unit_of_the_kind(base: FactorBase) -> None:
    kinds = {kind.id: kind for kind in ACTIVITY_KINDS}
    for entry in entries(base):
        kind = kinds[entry.activity]
        assert Space(entry.space) in kind.spaces
        assert entry.role in {role.value for role in kind.roles} | {"total"}
        assert {row.activity_unit for row in base.pinned_rows(entry)} == {kind.unit}, entry


def test_scope_1_and_3_3_add_up_to_the_bisko_factor(base: FactorBase) -> None:
    """Direct and upstream of the organisational set are the territorial factor cut in two: nothing counts twice."""
    compared = Counter[str]()
    for kind in ACTIVITY_KINDS:
        for year in range(2018, 2025):
            parts = [matched_factor(base, "uba-betrieblich", "betrieblich", kind.id, r, year) for r in kind.roles]
            total = matched_factor(base, "bisko", "territorial", kind.id, "total", year)
            if kind.roles != (Role.DIRECT, Role.UPSTREAM) or any(isinstance(p, NoMatch) for p in (*parts, total)):
                continue
            direct, upstream, whole = (
                factor_co2e_kg(found.factor, "AR5", base)[0] for found in (*parts, total) if isinstance(found, Match)
            )
            assert direct + upstream == pytest.approx(whole, rel=1e-10), (kind.id, year)
            compared[kind.id] += 1
    assert len(compared) == 14
    assert compared["erdgas"] == 7


def test_the_trade_corrected_series_is_in_no_set(base: FactorBase) -> None:
    # TRAPS 7: emissions of generation over domestic consumption; never a default for scope 2.
    assert "strom.netz.inlandsverbrauch.co2" in base.by_id
    assert all("inlandsverbrauch" not in entry.factor_id for entry in entries(base))
    assert {row.accounting for row in base.by_id["strom.netz.inlandsverbrauch.co2"]} == {"na"}


# No German figure with a source was found for these (docs/luecken.md); every pin says so in its note.
FOREIGN = {
    "dienstreise_flug_inland",
    "dienstreise_flug_kurz",
    "dienstreise_flug_lang",
    "dienstreise_taxi",
    "hvo",
    "it_geraete",
    "papier_recycling",
    "pendeln_motorrad",
}


def test_sets_use_foreign_values_only_where_they_say_so_and_no_network_values(base: FactorBase) -> None:
    foreign = [entry for entry in entries(base) if entry.region != "DE"]
    assert {entry.region for entry in foreign} == {"GB"}
    assert {entry.activity for entry in foreign} == FOREIGN
    assert all(entry.note.startswith("britischer Wert") for entry in foreign)
    assert not [entry for entry in entries(base) if entry.set_id == "bisko" and entry.region != "DE"]


def test_carried_electricity_does_not_exist(base: FactorBase) -> None:
    """The mix changes by up to 15 % a year: each year has its own publication."""
    rows = [row for factor_id, group in base.by_id.items() if factor_id.startswith("strom.netz") for row in group]
    assert not [row.key for row in rows if row.derivation.startswith("carried")]


def test_the_record_of_a_set_depends_on_its_rows_only(base: FactorBase) -> None:
    before = base.set_record("bisko")
    assert (before.set_id, before.edition, len(before.sha256)) == ("bisko", "2026.1", 64)
    assert before.sha256 != base.set_record("uba-betrieblich").sha256
    pinned = base.factors["erdgas.waerme", 2019, "DE", "total", "na", "bisko-leipzig-2019"]
    unpinned = base.factors["strom.netz.bundesmix", 2021, "DE", "total", "na", "bisko-muenster-2021"]
    for row, same in ((pinned, False), (unpinned, True)):
        changed = replace(row, co2e_kg=0.2)
        group = tuple(changed if other == row else other for other in base.by_id[row.factor_id])
        other_base = replace(base, by_id={**base.by_id, row.factor_id: group})
        assert (other_base.set_record("bisko") == before) is same


def test_an_unknown_set_has_no_edition(base: FactorBase) -> None:
    assert base.set_record("gibt-es-nicht").edition == ""
