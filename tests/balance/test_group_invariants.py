"""Laws of the group that hold for any organisations, shares, periods and deliveries."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.group import YEAR, balance_of, delivered, fuel, group_of, heat, posting, power, scope3, total_of
from thgbilanz.balance.consolidation import perimeter_of
from thgbilanz.balance.weighting import posting_weights
from thgbilanz.core.organisation import Change, Organisation
from thgbilanz.core.vocabulary import GAS_COLUMNS, Consolidation, Control, OrganisationKind

IDS = ("stadt", "wohnen", "werke", "bahn")
KG = st.floats(0.0, 1e6)
PERIODS = st.sampled_from(
    [
        ("2019-01-01", "2019-12-31"),
        ("2019-01-01", "2019-06-30"),
        ("2019-05-01", "2019-09-30"),
        ("2018-11-01", "2019-02-28"),
    ]
)
PARTNERS = st.sampled_from(["", *IDS])


@st.composite
def groups(draw: st.DrawFn) -> tuple[Organisation, ...]:
    """Four organisations in a chain or a star, with shares, controls and changes within the year."""
    found = []
    for number, id_ in enumerate(IDS):
        changes = draw(
            st.lists(
                st.builds(
                    Change,
                    st.dates(date(2018, 12, 1), date(2020, 1, 31)),
                    share_percent=st.sampled_from([0.0, 40.0, 100.0]),
                    control=st.sampled_from(list(Control)),
                ),
                max_size=2,
                unique_by=lambda change: change.since,
            )
        )
        found.append(
            Organisation(
                id_,
                id_.title(),
                OrganisationKind.OTHER,
                draw(st.sampled_from(["", *IDS[:number]])),
                draw(st.sampled_from([0.0, 33.3, 60.0, 100.0])),
                draw(st.sampled_from(list(Control))),
                draw(st.sampled_from([None, date(2019, 3, 1)])),
                draw(st.sampled_from([None, date(2019, 10, 31)])),
                changes=tuple(changes),
            )
        )
    return tuple(found)


@st.composite
def activities(draw: st.DrawFn) -> list[dict[str, Any]]:
    """One row of a file with its postings: consumption, delivery, resale or a thing of scope 3."""
    own, other, kg = draw(st.sampled_from(IDS)), draw(PARTNERS), draw(KG)
    start, end = draw(PERIODS)
    gases = {name: draw(st.floats(0.0, 100.0)) for name in GAS_COLUMNS}
    common = {"start": start, "end": end, "counterparty": other, "data_quality": draw(st.sampled_from("ABCD")), **gases}
    way = {"delivery": draw(st.sampled_from(["", "direkt", "netz"]))}
    to_others = {"flow": "lieferung", "counterparty": other or "wohnen"}
    upstream = {"boundary": "upstream"}
    kinds: list[list[dict[str, Any]]] = [
        [fuel(own, kg, **common), scope3(own, kg / 5, "3.3", "erdgas", **common, **upstream)],
        [heat(own, kg, **common), scope3(own, kg / 5, "3.3", "fernwaerme", **common, **upstream)],
        [
            posting(kg, organisation=own, scope="2", method="standort", activity="strom", **common, **way),
            posting(kg / 2, organisation=own, scope="2", method="markt", activity="strom", **common, **way),
            scope3(own, kg / 5, "3.3", "strom", **common, **way, **upstream),
        ],
        [delivered(own, other or "wohnen", kg)],
        [delivered(own, other or "wohnen", kg, activity="strom", **way)],
        [scope3(own, kg, "3.3", "strom", **{**common, **way, **to_others})],
        [scope3(own, kg, "3.11", "erdgas", **{**common, **to_others})],
        [scope3(own, kg, "3.5", "restabfall", **common)],
        [scope3(own, kg, "3.7", "pendeln_stadtbahn", **common)],
        [scope3(own, kg, "3.13", "fernwaerme", **common)],
        [scope3(own, kg, "3.8", "fernwaerme", **common)],
        [scope3(own, kg, "3.1", "it_geraete", **common)],
        [scope3(own, kg, "3.15", "erdgas", **common)],
        [fuel(own, kg, activity="diesel", **common)],
    ]
    return draw(st.sampled_from(kinds))


ROWS = st.lists(activities(), min_size=1, max_size=12)


def numbered(rows: Sequence[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Postings of the rows: those of one row share its number, each has an id of its own."""
    return [
        {**values, "row": number + 2, "posting_id": 10 * number + part + 1}
        for number, postings in enumerate(rows)
        for part, values in enumerate(postings)
    ]


@settings(max_examples=25)
@given(groups(), ROWS, st.sampled_from(list(Consolidation)), st.booleans())
def test_weighted_organisations_and_eliminations_are_the_group(
    organisations: tuple[Organisation, ...], rows: list[list[dict[str, Any]]], approach: Consolidation, buy_back: bool
) -> None:
    """By location, by market, by category and gas by gas, to 1e-9 of what is added."""
    postings = numbered(rows)
    result = balance_of(*postings, organisations=organisations, approach=approach, grid_buy_back=buy_back)
    group = group_of(result)
    size = 1e-9 * max(1.0, sum(values["emissions_kg"] for values in postings))
    for total, left_out in (("total_kg", "2-markt"), ("total_market_kg", "2")):
        own = sum(getattr(part.weighted, total) for part in group.organisations)
        off = sum(line.kg for line in group.eliminations if line.scope not in {left_out, "ausserhalb"})
        assert own - off == pytest.approx(getattr(group.group, total), abs=size)
    scope3_kg = sum(group.group_by_category_kg.values())
    assert scope3_kg == pytest.approx(group.group.scope3_kg, abs=size)
    perimeter = perimeter_of(organisations, approach, YEAR)
    own_lines = result.journal[result.journal["layer"] != "elimination"]
    taken = result.journal[result.journal["layer"] == "elimination"]
    weights = posting_weights(own_lines, perimeter)
    for gas in GAS_COLUMNS:
        assert (own_lines[gas] * weights).sum() + taken[gas].sum() >= -size


@settings(max_examples=25)
@given(groups(), ROWS, st.sampled_from(list(Consolidation)), st.booleans())
def test_no_elimination_exceeds_its_line(
    organisations: tuple[Organisation, ...], rows: list[list[dict[str, Any]]], approach: Consolidation, buy_back: bool
) -> None:
    postings = numbered(rows)
    journal = balance_of(*postings, organisations=organisations, approach=approach, grid_buy_back=buy_back).journal
    own = journal[journal["layer"] != "elimination"].copy()
    own["weighted"] = own["emissions_kg"] * posting_weights(own, perimeter_of(organisations, approach, YEAR))
    taken = journal[journal["layer"] == "elimination"]
    key = ["organisation", "counterparty", "scope", "scope3_category", "method", "activity", "row"]
    both = taken.merge(own, on=key, suffixes=("", "_line"))
    assert len(both) == len(taken)
    assert (-both["emissions_kg"] <= both["weighted"] * (1 + 1e-12) + 1e-12).all()
    assert (taken["emissions_kg"] <= 0).all()


@settings(max_examples=20)
@given(groups(), ROWS, st.sampled_from(list(Consolidation)), st.booleans())
def test_an_own_balance_never_changes(
    organisations: tuple[Organisation, ...], rows: list[list[dict[str, Any]]], approach: Consolidation, buy_back: bool
) -> None:
    postings = numbered(rows)
    internal = group_of(balance_of(*postings, organisations=organisations, approach=approach, grid_buy_back=buy_back))
    alone = [{**values, "counterparty": ""} for values in postings]
    external = group_of(balance_of(*alone, organisations=organisations, approach=approach))
    assert external.eliminations == ()
    for mine, theirs in zip(internal.organisations, external.organisations, strict=True):
        assert mine.totals == theirs.totals
        assert mine.weighted == theirs.weighted


@settings(max_examples=20)
@given(groups(), ROWS, st.sampled_from(list(Consolidation)), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_files_changes_nothing(
    organisations: tuple[Organisation, ...], rows: list[list[dict[str, Any]]], approach: Consolidation, random: Any
) -> None:
    postings = [{**values, "file": f"daten/2019/{values['organisation']}.csv"} for values in numbered(rows)]
    shuffled = list(postings)
    random.shuffle(shuffled)
    first = balance_of(*postings, organisations=organisations, approach=approach)
    second = balance_of(*shuffled, organisations=organisations, approach=approach)
    size = 1e-9 * max(1.0, sum(values["emissions_kg"] for values in postings))
    assert total_of(first) == pytest.approx(total_of(second), abs=size)
    assert first.balance.insight.deliveries == second.balance.insight.deliveries
    lines = [
        {
            (row.rule, row.supplier, row.receiver, row.scope, row.category, row.activity): row.kg
            for row in group_of(result).eliminations
        }
        for result in (first, second)
    ]
    assert lines[0] == pytest.approx(lines[1], abs=size)
    assert [(finding.code, finding.place) for finding in first.findings] == [
        (finding.code, finding.place) for finding in second.findings
    ]


WHOLE = Organisation("werke", "Werke", OrganisationKind.UTILITY, "stadt", 60.0)
PLANT = Organisation("anlage", "Anlage", OrganisationKind.UTILITY, "stadt", 60.0)
USERS = Organisation("betrieb", "Betrieb", OrganisationKind.UTILITY, "stadt", 60.0)
CITY = Organisation("stadt", "Stadt", OrganisationKind.ADMINISTRATION)


@settings(max_examples=25)
@given(
    st.sampled_from(list(Consolidation)),
    st.tuples(KG, KG, KG, KG, KG),
    st.booleans(),
)
def test_splitting_an_entity_with_internal_deliveries_changes_nothing(
    approach: Consolidation, kg: tuple[float, float, float, float, float], told: bool
) -> None:
    """One company, or two that deliver heat, own power, bought power, gas and rides to each other.

    Whole: it burns gas for heat and power, buys power, and heats a building with gas. Split: the plant burns the
    gas and hands heat, own power, bought power and gas on; the other uses them and lets its staff ride.
    """
    plant_kg, heat_kg, bought_kg, boiler_kg, ride_kg = (value + 1.0 for value in kg)
    everyone = [
        fuel("werke", plant_kg),
        power("werke", bought_kg, delivery="netz"),
        fuel("werke", boiler_kg, quantity_unit="kWh_Hi"),
        posting(bought_kg / 2, organisation="werke", scope="2", method="markt", activity="strom"),
        fuel("werke", 7.0, activity="diesel"),
    ]
    market = {"scope": "2", "method": "markt", "activity": "strom"}
    split = [
        fuel("anlage", plant_kg, row=2),
        fuel("anlage", 7.0, activity="diesel", row=3),
        heat("betrieb", heat_kg, "anlage", row=4),
        scope3("betrieb", heat_kg / 4, "3.3", "fernwaerme", counterparty="anlage", boundary="upstream", row=4),
        power("betrieb", heat_kg / 3, "anlage", "direkt", row=5),
        posting(heat_kg / 9, organisation="betrieb", counterparty="anlage", delivery="direkt", **market, row=5),
        power("betrieb", bought_kg, "anlage", "netz", row=6),
        posting(bought_kg / 2, organisation="betrieb", counterparty="anlage", delivery="netz", **market, row=6),
        scope3("anlage", bought_kg * 2, "3.3", "strom", flow="lieferung", counterparty="betrieb", delivery="netz",
               quantity=bought_kg, row=7),
        fuel("betrieb", boiler_kg, counterparty="anlage", quantity_unit="kWh_Hi", row=8),
        scope3("anlage", boiler_kg, "3.11", "erdgas", flow="lieferung", counterparty="betrieb",
               quantity_unit="kWh_Hi", row=9),
        scope3("betrieb", ride_kg, "3.7", "pendeln_linienbus", counterparty="anlage", quantity_unit="Pkm", row=10),
    ]  # fmt: skip
    if told:
        split += [
            delivered("anlage", "betrieb", heat_kg, row=11),
            delivered("anlage", "betrieb", heat_kg / 3, activity="strom", delivery="direkt", row=12),
        ]
    one = group_of(balance_of(*everyone, organisations=(CITY, WHOLE), approach=approach)).group
    two = group_of(balance_of(*split, organisations=(CITY, PLANT, USERS), approach=approach)).group
    size = 1e-9 * sum(abs(values["emissions_kg"]) for values in split)
    for field in ("scope1_kg", "scope2_location_kg", "scope2_market_kg", "scope3_kg", "total_kg", "total_market_kg"):
        assert getattr(two, field) == pytest.approx(getattr(one, field), abs=size), field
