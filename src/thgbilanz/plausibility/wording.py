"""How plausibility findings name things and print their figures."""

import math
from collections.abc import Iterable, Mapping, Sequence

from thgbilanz.core.activity_kinds import activity_label
from thgbilanz.core.german import german_number
from thgbilanz.core.organisation import TERRITORY
from thgbilanz.core.vocabulary import Sector, Space
from thgbilanz.plausibility.rows import BookedRows

_SIGNIFICANT = 4

Names = Mapping[str, str]
"""Names of organisations by id."""


def figure(value: float, significant: int = _SIGNIFICANT) -> str:
    """A figure with about four significant digits, whole from 1.000 on.

    >>> figure(1059.3), figure(0.0123456), figure(68.0), figure(2.5), figure(0)
    ('1.059', '0,01235', '68', '2,5', '0')
    """
    if not value or not math.isfinite(value):
        return german_number(value, 0)
    decimals = max(0, significant - 1 - math.floor(math.log10(abs(value))))
    text = german_number(value, decimals)
    return text.rstrip("0").rstrip(",") if "," in text else text


def written(value: float) -> str:
    """An amount as somebody wrote it: nothing rounded that a person could have typed.

    >>> written(1250000.0), written(427.5), written(0.125)
    ('1.250.000', '427,5', '0,125')
    """
    text = german_number(value, 6)
    return text.rstrip("0").rstrip(",") if "," in text else text


def ratio_words(ratio: float) -> str:
    """A ratio that reads well on either side of 1.

    >>> ratio_words(1059.3), ratio_words(0.001)
    ('1.059', '1 : 1.000')
    """
    return figure(ratio) if ratio >= 1 else f"1 : {figure(1 / ratio)}"


def amount_of(rows: BookedRows, positions: Sequence[int]) -> str:
    """The amount of some rows together: as written if they share a unit, else in kWh or kg CO2e."""
    units = {rows.column("unit")[position] for position in positions}
    portions = rows.column("portion")
    if len(units) == 1 and all(portions[position] == 1 for position in positions):
        amounts = rows.column("amount")
        return f"{written(math.fsum(amounts[position] for position in positions))} {units.pop()}"
    energy = math.fsum(float(rows.energy_kwh[position]) for position in positions)
    if energy:
        return f"{figure(energy)} kWh"
    return f"{figure(math.fsum(float(rows.emissions_kg[position]) for position in positions))} kg CO2e"


def thing(rows: BookedRows, position: int, names: Names) -> str:
    """What a row is about, as somebody would call it: meter, site and activity, or organisation and activity."""
    activity = activity_label(rows.column("activity")[position])
    meter, site = rows.column("meter")[position], rows.column("site")[position]
    if meter:
        return f"Zähler {meter} ({activity}{f', {site}' if site else ''})"
    if site:
        return f"{site}, {activity}"
    return f"{owner_name(rows, position, names)}, {activity}"


def owner_name(rows: BookedRows, position: int, names: Names) -> str:
    """Organisation of a row, or the sector in the territorial balance."""
    if rows.column("space")[position] == Space.TERRITORIAL.value:
        sector = rows.column("sector")[position]
        return Sector(sector).label if sector in set(Sector) else "Stadtgebiet"
    organisation = rows.column("organisation")[position]
    return names.get(organisation, "Stadtgebiet" if organisation == TERRITORY else organisation)


def listed(parts: Iterable[str], most: int = 3) -> str:
    """Some names, cut with the count of the rest."""
    names = list(parts)
    rest = len(names) - most
    shown = ", ".join(names[:most])
    return f"{shown} und {rest} weitere" if rest > 0 else shown
