"""The territorial balance inside the JSON document (contract.md, key ``territorial``)."""

from collections.abc import Sequence
from math import fsum

from thgbilanz.balance.result import TerritorialBalance, TerritorialCell
from thgbilanz.exhibits.clean import utf8_text
from thgbilanz.exhibits.document_city import city_object, side_object
from thgbilanz.exhibits.json_number import number, thousandth
from thgbilanz.exhibits.labels import activities_in_order, sectors_in_order
from thgbilanz.exhibits.tables.territorial import weighted_quality

_NOTHING = TerritorialBalance((), 0.0, 0.0, None, None, False, ())


def territorial_object(balance: TerritorialBalance | None, provisional: bool) -> dict[str, object]:
    """Sectors and energy carriers of the territory; null and empty objects without that balance."""
    shown = balance or _NOTHING
    return {
        "summe_t": thousandth(balance.emissions_kg if balance else None),
        "endenergie_mwh": thousandth(balance.energy_kwh if balance else None),
        "pro_kopf_t": thousandth(balance.per_head_kg if balance else None),
        "datenguete": number(shown.quality),
        "bisko_konform": balance.bisko_conform if balance else None,
        "abweichungen": [utf8_text(text) for text in shown.deviations],
        "sektoren": _sectors(shown.cells),
        "energietraeger": _carriers(shown.cells),
        "nachrichtlich": side_object(shown.city),
        "vorlaeufig": provisional,
        "einwohner": shown.population,
        **city_object(shown.city),
    }


def _sectors(cells: Sequence[TerritorialCell]) -> dict[str, object]:
    result: dict[str, object] = {}
    for sector in sectors_in_order(cell.sector for cell in cells):
        own = [cell for cell in cells if cell.sector == sector]
        result[sector] = {**_figures(own), "energietraeger": _carriers(own)}
    return result


def _carriers(cells: Sequence[TerritorialCell]) -> dict[str, object]:
    return {
        carrier: _figures([cell for cell in cells if cell.activity == carrier])
        for carrier in activities_in_order(cell.activity for cell in cells)
    }


def _figures(cells: Sequence[TerritorialCell]) -> dict[str, float | None]:
    return {
        "t": thousandth(fsum(cell.emissions_kg for cell in cells)),
        "mwh": thousandth(fsum(cell.energy_kwh for cell in cells)),
        "datenguete": number(weighted_quality(cells)),
    }
