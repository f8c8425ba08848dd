"""Colours of charts: scopes and sectors apart for colour-blind readers, carriers by family.

Fossil carriers are grey to brown, renewable ones green, electricity and heat (mixes) yellow to red, so that a
stack shows at a glance what is left to replace.
"""

from typing import Final

from thgbilanz.exhibits.labels import is_renewable

SCOPES: Final = {"scope1_t": "#33526B", "scope2_location_t": "#E0A030", "scope3_t": "#7FA66B"}

SECTORS: Final = {
    "haushalte": "#33526B",
    "ghd": "#6FA3C7",
    "industrie": "#8A6FA8",
    "kommunal": "#E0A030",
    "verkehr": "#B5523B",
    "gebaeude": "#7FA66B",
}

_CARRIERS: Final = {
    "strom": "#E8B93C",
    "oekostrom": "#A9C75A",
    "fernwaerme": "#C8553D",
    "nahwaerme": "#E08A6B",
    "erdgas": "#8C9AA6",
    "heizoel": "#5A4A42",
    "fluessiggas": "#A89C94",
    "steinkohle": "#2F2F33",
    "braunkohle": "#6B5A3E",
    "diesel": "#4E5B66",
    "benzin": "#74808A",
    "cng": "#A3ADB5",
    "lpg": "#C1B8B0",
    "kerosin": "#3C4A70",
}
_RENEWABLES: Final = ("#3F7D4E", "#5E9B62", "#7FB77E", "#9CCB8F", "#BBDDAA", "#2F6B57", "#6FAE9B")
_OTHERS: Final = ("#7D6B8A", "#9D8FA8", "#B9AFC2", "#5F7F86", "#86A3A8", "#B0846A")


def carrier_colours(carriers: list[str]) -> dict[str, str]:
    """A colour for each energy carrier of a chart; the same list gives the same colours."""
    colours: dict[str, str] = {}
    renewable = other = 0
    for carrier in carriers:
        if carrier in _CARRIERS:
            colours[carrier] = _CARRIERS[carrier]
        elif is_renewable(carrier):
            colours[carrier] = _RENEWABLES[renewable % len(_RENEWABLES)]
            renewable += 1
        else:
            colours[carrier] = _OTHERS[other % len(_OTHERS)]
            other += 1
    return colours
