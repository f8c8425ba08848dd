"""Scope 1 by where it arises: stationary, mobile, process, fugitive (ESRS E1 AR 41, AR 43a)."""

from tests.support.group import balance_of, fuel, group_of, posting
from thgbilanz.core.activity_kinds import ACTIVITY_KINDS
from thgbilanz.core.source_groups import SourceGroup, source_group
from thgbilanz.core.vocabulary import Scope


def test_every_direct_kind_has_one_group_and_an_incinerator_is_stationary() -> None:
    direct = [kind.id for kind in ACTIVITY_KINDS if kind.scope is Scope.DIRECT]
    assert {source_group(id_) for id_ in direct} == {SourceGroup.STATIONARY, SourceGroup.MOBILE, SourceGroup.FUGITIVE}
    assert source_group("abfallverbrennung") is SourceGroup.STATIONARY
    assert {id_ for id_ in direct if source_group(id_) is SourceGroup.FUGITIVE} == {
        id_ for id_ in direct if id_.startswith("kaeltemittel_") or id_ == "sf6"
    }


def test_the_groups_add_up_to_scope_1_of_the_group() -> None:
    # 100 kg of gas and 30 kg of burnt waste are stationary, 20 kg of diesel mobile, 5 kg CO2e leaked; the upstream of
    # the gas is scope 3 and in none of them
    result = balance_of(
        fuel("stadt", 100.0),
        fuel("werke", 30.0, activity="abfallverbrennung"),
        fuel("wohnen", 20.0, activity="diesel"),
        fuel("wohnen", 5.0, activity="kaeltemittel_r410a"),
        posting(7.0, scope="3", scope3_category="3.3", boundary="upstream"),
    )
    balance = group_of(result)
    assert balance.group_by_source_kg == {"stationaer": 130.0, "mobil": 20.0, "fluechtig": 5.0}
    assert sum(balance.group_by_source_kg.values()) == balance.group.scope1_kg == 155.0
