import json
from dataclasses import replace
from math import fsum, inf, nan
from typing import Any

import jsonschema
import pytest

from tests.exhibits.samples import FORMULA, ORGANISATIONAL, TERRITORIAL, provisional_report, with_balance
from thgbilanz.balance.report import BalanceReport
from thgbilanz.exhibits.document import balance_document, balance_schema, document_text

CONTRACT = {
    "": ["schema", "projekt", "jahr", "lauf", "kontrolle", "betrieblich", "territorial", "befunde"],
    "lauf": ["version", "faktoren", "gwp", "eingaben"],
    "kontrolle": ["gelesen", "gebucht", "offen", "ausgeschlossen"],
    "betrieblich": [
        "summe_t",
        "summe_markt_t",
        "scope1_t",
        "scope2_standort_t",
        "scope2_markt_t",
        "scope3_t",
        "ausserhalb_t",
        "organisationen",
        "eliminationen",
        "konzern",
    ],
    "territorial": [
        "summe_t",
        "endenergie_mwh",
        "pro_kopf_t",
        "datenguete",
        "bisko_konform",
        "abweichungen",
        "sektoren",
        "energietraeger",
        "nachrichtlich",
    ],
}


def read(report: BalanceReport) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(document_text(balance_document(report)).encode())
    return document


def closed(schema: object) -> object:
    """The schema without room for keys that it does not declare."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    shut = {key: closed(part) for key, part in schema.items()}
    return shut | {"additionalProperties": False} if "properties" in shut else shut


def check(report: BalanceReport) -> dict[str, Any]:
    document = read(report)
    schema = closed(balance_schema())
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.Draft7Validator(schema).validate(document)
    for part, keys in CONTRACT.items():
        assert set(keys) <= set(document[part] if part else document), part
    return document


def test_the_document_satisfies_schema_and_contract(report: BalanceReport) -> None:
    document = check(report)
    assert list(document)[:5] == ["schema", "projekt", "jahr", "vorlaeufig", "lauf"]
    assert list(document["betrieblich"])[:10] == CONTRACT["betrieblich"]
    assert list(document["territorial"])[:9] == CONTRACT["territorial"]
    assert document["schema"] == "thgbilanz.bilanz/1"
    assert document["jahr"] == 2019
    assert document["lauf"]["faktoren"][0]["satz"] == "uba-betrieblich"
    assert document["lauf"]["eingaben"][0]["datei"] == "daten/2019/stadt.xlsx"


def test_the_schema_refuses_what_it_should(report: BalanceReport) -> None:
    validator = jsonschema.Draft7Validator(closed(balance_schema()))
    good = read(report)
    for broken in (
        good | {"schema": "thgbilanz.bilanz/2"},
        good | {"neu": 1},
        good | {"betrieblich": good["betrieblich"] | {"summe_t": "1440"}},
        {key: value for key, value in good.items() if key != "kontrolle"},
    ):
        assert not validator.is_valid(broken)


def test_figures_stand_in_tonnes_and_full_precision(report: BalanceReport) -> None:
    document = read(report)
    group = document["betrieblich"]
    assert group["summe_t"] == 1440.0
    assert group["summe_markt_t"] == 1310.0
    assert group["ausserhalb_t"] == 12.3455
    assert group["konzern"] == {key: group[key] for key in CONTRACT["betrieblich"][:7]}
    assert group["vor_eliminationen"]["summe_t"] == 1590.0
    assert group["scope3_kategorien"] == {"3.3": 240.0}
    third = with_balance(report, territorial=replace(TERRITORIAL, emissions_kg=1000 / 3))
    assert read(third)["territorial"]["summe_t"] == 1000 / 3 / 1000
    territory = document["territorial"]
    assert territory["endenergie_mwh"] == 2350.0
    assert territory["pro_kopf_t"] == pytest.approx(0.7715)
    assert territory["sektoren"]["verkehr"]["energietraeger"]["diesel"] == {"t": 261.6, "mwh": 800.0, "datenguete": 0.5}
    assert territory["energietraeger"]["strom"]["mwh"] == 550.0
    assert document["kontrollsummen"]["betrieblich"] == {
        "scope_t": 1440.0,
        "organisation_t": 1440.0,
        "aktivitaet_t": 1440.0,
        "datei_t": 1440.0,
        "stimmt": True,
    }


def test_organisations_less_eliminations_are_the_group(report: BalanceReport) -> None:
    group = read(report)["betrieblich"]
    own = fsum(entry["anteil"] * entry["summe_t"] for entry in group["organisationen"])
    assert own - fsum(entry["t"] for entry in group["eliminationen"]) == pytest.approx(group["konzern"]["summe_t"])
    first = group["eliminationen"][0]
    assert {key: first[key] for key in ("von", "an", "scope", "t", "regel")} == {
        "von": "werke",
        "an": "wohnen",
        "scope": "2",
        "t": 150.0,
        "regel": "E2",
    }
    by_market = fsum(entry["anteil"] * entry["summe_markt_t"] for entry in group["organisationen"])
    taken_off = fsum(entry["t"] for entry in group["eliminationen"] if entry["scope"] != "2")
    taken_off += fsum(entry["t"] for entry in group["eliminationen_markt"])
    assert by_market - taken_off == pytest.approx(group["konzern"]["summe_markt_t"])
    assert fsum(entry["anteil_an_summe"] for entry in group["organisationen"]) == pytest.approx(1)


def test_a_missing_view_leaves_its_keys_with_null(report: BalanceReport) -> None:
    document = check(replace(report, views=("territorial",)))
    group = document["betrieblich"]
    assert group["summe_t"] is None
    assert group["konzern"]["summe_t"] is None
    assert group["organisationen"] == group["eliminationen"] == []
    document = check(with_balance(report, territorial=None))
    assert document["territorial"]["summe_t"] is None
    assert document["territorial"]["bisko_konform"] is None
    assert document["territorial"]["sektoren"] == {}


def test_open_errors_mark_the_document_and_both_balances() -> None:
    document = check(provisional_report())
    assert document["vorlaeufig"] is True
    assert document["betrieblich"]["vorlaeufig"] is True
    assert document["territorial"]["vorlaeufig"] is True
    assert document["kontrolle"]["offene_fehler"] == 1
    assert document["befunde"][0]["schwere"] == "Fehler"


def test_what_is_no_number_is_null_and_zero_has_no_sign(report: BalanceReport) -> None:
    group = replace(ORGANISATIONAL.group, scope1_kg=nan, outside_kg=-0.0)
    broken = with_balance(
        report,
        organisational=replace(ORGANISATIONAL, group=group),
        territorial=replace(TERRITORIAL, emissions_kg=inf, quality=None),
    )
    document = check(broken)
    assert document["betrieblich"]["scope1_t"] is None
    assert document["betrieblich"]["summe_t"] is None
    assert str(document["betrieblich"]["ausserhalb_t"]) == "0.0"
    assert document["territorial"]["summe_t"] is None
    with pytest.raises(ValueError, match="not JSON compliant"):
        document_text({"t": nan})


def test_text_of_users_stays_as_it_is(report: BalanceReport) -> None:
    text = document_text(balance_document(report))
    assert f'"name": "{FORMULA}"' in text
    assert "<script>" in text
    assert "Fernwärme" in text
    assert text.endswith("}\n")
    broken = replace(report, project=replace(report.project, name="z\udce4\x00hler"))
    assert read(broken)["projekt"]["name"] == "z�\x00hler"
