"""The bridge from the organisational balance of the group to the territorial balance of the city.

The two balances answer different questions and are never added (method/organisation.md 1.7). The organisational one
books fuel where it is burnt, purchased energy with its user, and a value chain. The territorial one (BISKO) books final
energy within the city's border, each carrier with one factor that holds its upstream. What both have in common is the
final energy that the group uses itself; the bridge leads there step by step, and from there to the whole city.

What the data do not say is where a meter stands: the bridge takes everything as lying within the city, and says so.
Each step is a sum over its own postings, so that the steps add up exactly.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from thgbilanz.balance.cube import CubeRow
from thgbilanz.balance.elimination_rules import SAME_ENERGY
from thgbilanz.balance.insight import BridgeLine
from thgbilanz.core.activity_kinds import KIND_BY_ID, PARTS_OF, Group
from thgbilanz.core.german import german_number
from thgbilanz.core.vocabulary import Layer, Scope, Sector, Space

_TERRITORIAL_KIND: Mapping[str, str] = {
    "oekostrom": "strom",
    **{part: whole for whole, parts in PARTS_OF.items() for part in parts},
}
"""Kinds that the territorial balance holds under another name: green power is booked as power (BISKO)."""

_FUEL = frozenset({Group.FUEL})
_DELIVERED = frozenset({Group.ELECTRICITY, Group.HEAT})


@dataclass(frozen=True, slots=True)
class _Parts:
    """The group's rows, each in exactly one part."""

    value_chain: list[CubeRow]
    not_energy: list[CubeRow]
    conversion: list[CubeRow]
    internal: list[CubeRow]
    final_energy: list[CubeRow]


def bridge(rows: Sequence[CubeRow], suppliers: Iterable[str]) -> tuple[BridgeLine, ...]:
    """The steps, or nothing if one of the balances is missing.

    ``suppliers`` are organisations that deliver power or heat to others: their fuel is converted, not final energy.
    """
    own = [row for row in rows if row.space == Space.ORGANISATIONAL and row.in_total]
    territory = [row for row in rows if row.space == Space.TERRITORIAL]
    if not own or not territory:
        return ()
    parts = _split(own, frozenset(suppliers))
    lines = [_start(own)]
    lines += [
        _step(
            "wertschoepfung",
            "Scope 3 außer Energie (Abfall, Wasser, Reisen, Beschaffung, …)",
            parts.value_chain,
            "Das Stadtgebiet zählt nur Endenergie. Fahrten stehen dort im Verkehr; wie viele davon in der Stadt "
            "liegen, sagen die Daten nicht",
        ),
        _step(
            "nicht_energie",
            "Scope 1 ohne Endenergie (Prozesse, Kältemittel)",
            parts.not_energy,
            "Nach BISKO nicht Teil der territorialen Bilanz",
        ),
        _step(
            "umwandlung",
            "Brennstoffe für gelieferte Wärme und Strom, mit Vorkette",
            parts.conversion,
            "Im Stadtgebiet stehen sie als Fernwärme und Strom bei den Abnehmern. Eigene Heizungen dieser "
            "Unternehmen sind in den Daten nicht getrennt",
        ),
        _step(
            "eliminiert",
            "Bezug aus dem Konzern, dort eliminiert",
            parts.internal,
            "Im Stadtgebiet zählt jeder Verbrauch bei dem, der ihn hat",
        ),
    ]
    return (*lines, *_to_the_city(parts.final_energy, territory))


def _start(own: Sequence[CubeRow]) -> BridgeLine:
    return BridgeLine(
        "konzern", "Konzern (Scope 1, 2 standortbasiert, 3)", _total(own), "start", "Betriebliche Bilanz, konsolidiert"
    )


def _split(own: Sequence[CubeRow], suppliers: frozenset[str]) -> _Parts:
    parts = _Parts([], [], [], [], [])
    for row in own:
        kind = KIND_BY_ID.get(row.activity)
        is_energy = kind is not None and kind.is_energy
        if not is_energy or (row.scope3_category not in {"", "3.3", "3.8", "3.13"}):
            (parts.not_energy if row.scope == Scope.DIRECT else parts.value_chain).append(row)
        elif (row.layer == Layer.ELIMINATION and row.rule not in SAME_ENERGY) or row.is_delivered:
            parts.internal.append(row)
        elif kind is not None and kind.group in _FUEL and row.organisation in suppliers:
            parts.conversion.append(row)
        else:
            parts.final_energy.append(row)
    return parts


def _to_the_city(final_energy: Sequence[CubeRow], territory: Sequence[CubeRow]) -> Iterable[BridgeLine]:
    """From the group's final energy at its own factors to the city: unknown carriers, factors, quantities, the rest."""
    in_city = {activity: (_city_kwh(rows), _city_kg(rows)) for activity, rows in _by_carrier(territory).items()}
    unknown: list[tuple[str, list[CubeRow]]] = []
    shared: list[tuple[str, list[CubeRow]]] = []
    for activity, rows in _by_carrier(final_energy).items():
        (shared if in_city.get(activity, (0.0, 0.0))[0] > 0 else unknown).append((activity, rows))
    revalued, beyond, inside = [], [], []
    for activity, rows in shared:
        city_kwh, city_kg = in_city[activity]
        group_kwh, factor = _group_energy(rows), city_kg / city_kwh
        revalued.append(group_kwh * factor - _total(rows))
        beyond.append(max(0.0, group_kwh - city_kwh) * factor)
        inside.append(min(group_kwh, city_kwh) * factor)
    common, city = fsum(inside), _city_kg(territory)
    yield _line("endenergie", "Endenergie des Konzerns, eigene Faktoren", _total(final_energy), "subtotal")
    names = ", ".join(sorted({KIND_BY_ID[row.activity].label for _, rows in unknown for row in rows}))
    yield _line(
        "nur_konzern",
        "Energieträger, die das Stadtgebiet nicht ausweist",
        -fsum(_total(rows) for _, rows in unknown),
        "step",
        names,
    )
    yield _line(
        "faktoren",
        "Andere Faktoren und Systemgrenzen",
        fsum(revalued),
        "step",
        "Dieselben kWh mit dem Faktor des Stadtgebiets je Energieträger statt mit Scope 1 oder 2 und Vorkette",
    )
    yield _line(
        "ueber_stadt",
        "Mehr Endenergie, als das Stadtgebiet ausweist",
        -fsum(beyond),
        "step",
        "Solche Verbräuche liegen außerhalb der Stadt, oder die territoriale Bilanz ist unvollständig",
    )
    yield _line("gemeinsam", "In beiden Bilanzen", common, "subtotal", _municipal(territory))
    yield _line("uebrige", "Übriges Stadtgebiet", city - common, "step", "Haushalte, Betriebe, Verkehr anderer")
    yield _line("stadtgebiet", "Stadtgebiet", city, "end", "Territoriale Bilanz")


def _municipal(territory: Sequence[CubeRow]) -> str:
    """What speaks for or against the assumption that all meters of the group stand in the city."""
    kg = _city_kg(row for row in territory if row.sector == Sector.MUNICIPAL)
    text = "Wo ein Zähler steht, sagen die Daten nicht: gerechnet, als läge alles in der Stadt"
    tonnes = german_number(kg / 1000, 0)
    return f"{text}. Das Stadtgebiet weist {tonnes} t als kommunale Einrichtungen aus" if kg else text


def _step(key: str, label: str, rows: Sequence[CubeRow], note: str) -> BridgeLine:
    return _line(key, label, -_total(rows), "step", note)


def _line(key: str, label: str, kg: float, role: str, note: str = "") -> BridgeLine:
    return BridgeLine(key, label, kg + 0.0, role, note)


def _by_carrier(rows: Iterable[CubeRow]) -> dict[str, list[CubeRow]]:
    """Rows by the kind under which the territorial balance books them, kinds sorted."""
    parts: dict[str, list[CubeRow]] = {}
    for row in rows:
        parts.setdefault(_TERRITORIAL_KIND.get(row.activity, row.activity), []).append(row)
    return {activity: parts[activity] for activity in sorted(parts)}


def _total(rows: Iterable[CubeRow]) -> float:
    return fsum(row.group_kg for row in rows)


def _city_kg(rows: Iterable[CubeRow]) -> float:
    return fsum(row.emissions_kg for row in rows)


def _city_kwh(rows: Iterable[CubeRow]) -> float:
    return fsum(row.energy_kwh for row in rows)


def _group_energy(rows: Iterable[CubeRow]) -> float:
    return fsum(row.group_kwh for row in rows)
