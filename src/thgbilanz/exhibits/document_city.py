"""What the city's balance tells, inside the JSON document: additive keys of ``territorial``."""

from collections.abc import Sequence

from thgbilanz.balance.bisko.result import CityInsight, ConformityReport, HeatNetwork
from thgbilanz.exhibits.clean import utf8_text
from thgbilanz.exhibits.json_number import number, thousandth


def city_object(city: CityInsight) -> dict[str, object]:
    """Keys that stand in ``territorial`` beside its sums; empty without that balance."""
    return {
        "pruefung": None if city.conformity is None else _conformity(city.conformity),
        "fernwaerme": _heat(city.heat),
        "datenguete_wort": city.quality_word,
        "datenguete_hebel": [
            {
                "sektor": line.sector,
                "energietraeger": line.activity,
                "einzelheit": utf8_text(line.detail),
                "stelle": utf8_text(line.place),
                "datenguete": line.grade,
                "mwh": thousandth(line.energy_kwh),
                "zuwachs": number(line.gain),
            }
            for line in city.levers
        ],
        "ohne_datenguete": city.ungraded,
        "kennzahlen": [
            {
                "kennzahl": line.key,
                "bezeichnung": line.label,
                "einheit": line.unit,
                "wert": number(line.value),
                "von": number(line.lower),
                "bis": number(line.upper),
                "vergleich": line.comparison,
                "quelle": utf8_text(line.source),
                "anmerkung": line.note,
            }
            for line in city.indicators
        ],
        "lesarten": [
            {
                "lesart": line.key,
                "bezeichnung": line.label,
                "bisko_konform": False,
                "t": thousandth(line.emissions_kg),
                "unterschied_t": thousandth(line.difference_kg),
                "mwh": thousandth(line.energy_kwh),
                "grundlage": utf8_text(line.basis),
            }
            for line in city.readings
        ],
        "verkehrsmittel": [
            {
                "verkehrsmittel": utf8_text(line.mode),
                "fahrleistung_km": number(line.mileage_km),
                "mwh": thousandth(line.energy_kwh),
                "t": thousandth(line.emissions_kg),
                "datenguete": number(line.quality),
            }
            for line in city.modes
        ],
    }


def side_object(city: CityInsight) -> dict[str, object]:
    """Non-energetic emissions by area: in no sum (contract key ``nachrichtlich``)."""
    return {
        utf8_text(line.area): {
            "t": thousandth(line.emissions_kg),
            "datenguete": line.quality,
            "quelle": utf8_text(line.source),
        }
        for line in city.side
    }


def _conformity(report: ConformityReport) -> dict[str, object]:
    return {
        "ergebnis": report.result.value,
        "kriterien": [
            {
                "nummer": line.number,
                "titel": line.title,
                "ergebnis": line.verdict.value,
                "gefunden": utf8_text(line.found),
                "zu_tun": utf8_text(line.remedy),
            }
            for line in report.criteria
        ],
        "pflichtangaben": [
            {
                "sektor": cell.sector,
                "energietraeger": cell.carrier,
                "ergebnis": cell.verdict.value,
                "angabe": cell.state,
                "mwh": thousandth(cell.energy_kwh),
                "datenguete": number(cell.quality),
                "zu_tun": cell.remedy,
            }
            for cell in report.cells
        ],
    }


def _heat(networks: Sequence[HeatNetwork]) -> list[dict[str, object]]:
    return [
        {
            "faktor": network.factor_id,
            "weg": network.route,
            "ergebnis": network.verdict.value,
            "gefunden": utf8_text(network.found),
            "zu_tun": utf8_text(network.remedy),
            "mwh": thousandth(network.energy_kwh),
            "verwendet_kg_je_kwh": number(network.used_kg),
            "gerechnet_kg_je_kwh": number(network.computed_kg),
            "verfahren": [
                {
                    "verfahren": method.key,
                    "bezeichnung": method.label,
                    "bisko_konform": method.admitted,
                    "kg_je_kwh": number(method.factor_kg),
                }
                for method in network.methods
            ],
        }
        for network in networks
    ]
