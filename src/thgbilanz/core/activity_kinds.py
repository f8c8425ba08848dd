"""The vocabulary of activities: energy carriers, fuels, waste, water, travel, and how each is booked.

A kind says what a row is about and where it goes in the organisational balance (scope rule). It holds no
figure: factors and properties live in tables with sources.
"""

from dataclasses import dataclass
from enum import StrEnum

from thgbilanz.core.vocabulary import Scope, Space


class Group(StrEnum):
    """Families of activities in exhibits."""

    ELECTRICITY = "strom"
    HEAT = "waerme"
    FUEL = "brennstoff"
    MOTOR_FUEL = "kraftstoff"
    TRAVEL = "reise"
    WASTE = "abfall"
    WATER = "wasser"
    GOODS = "beschaffung"
    PROCESS = "prozess"

    @property
    def label(self) -> str:
        """German name in exhibits."""
        return {
            "strom": "Strom",
            "waerme": "Wärme",
            "brennstoff": "Brennstoffe",
            "kraftstoff": "Kraftstoffe",
            "reise": "Reisen und Arbeitswege",
            "abfall": "Abfall",
            "wasser": "Wasser und Abwasser",
            "beschaffung": "Beschaffung",
            "prozess": "Prozesse",
        }[self.value]


class Role(StrEnum):
    """What a factor does for an activity; each role that a kind needs becomes one posting."""

    DIRECT = "direct"
    UPSTREAM = "upstream"
    LOCATION = "location"
    MARKET = "market"
    TOTAL = "total"


_BOTH = (Space.ORGANISATIONAL, Space.TERRITORIAL)
_ORGANISATIONAL = (Space.ORGANISATIONAL,)
_BURNT = (Role.DIRECT, Role.UPSTREAM)
_BOUGHT = (Role.LOCATION, Role.MARKET, Role.UPSTREAM)


@dataclass(frozen=True, slots=True)
class ActivityKind:
    """One kind of activity. ``unit`` is the canonical unit of its quantity (see ``units``)."""

    id: str
    label: str
    group: Group
    unit: str
    scope: Scope
    """Scope of the main posting in the organisational balance."""
    roles: tuple[Role, ...]
    """Roles needed in the organisational balance; the territorial balance always needs ``total``."""
    category: str = ""
    """Scope 3 category of the main posting."""
    spaces: tuple[Space, ...] = _ORGANISATIONAL
    is_energy: bool = False
    """Whether its quantity counts as final energy."""
    renewable: bool = False
    synonyms: tuple[str, ...] = ()
    """Further spellings, compared after trimming, NFC and casefold."""


def _fuel(
    id_: str,
    label: str,
    *synonyms: str,
    group: Group = Group.FUEL,
    renewable: bool = False,
) -> ActivityKind:
    return ActivityKind(
        id_,
        label,
        group,
        "kWh_Hi",
        Scope.DIRECT,
        _BURNT,
        spaces=_BOTH,
        is_energy=True,
        renewable=renewable,
        synonyms=synonyms,
    )


def _motor(id_: str, label: str, *synonyms: str, renewable: bool = False) -> ActivityKind:
    return _fuel(id_, label, *synonyms, group=Group.MOTOR_FUEL, renewable=renewable)


def _value_chain(id_: str, label: str, group: Group, unit: str, category: str, *synonyms: str) -> ActivityKind:
    return ActivityKind(id_, label, group, unit, Scope.VALUE_CHAIN, (Role.TOTAL,), category, synonyms=synonyms)


ACTIVITY_KINDS: tuple[ActivityKind, ...] = (
    ActivityKind(
        "strom",
        "Strom",
        Group.ELECTRICITY,
        "kWh",
        Scope.ENERGY,
        _BOUGHT,
        spaces=_BOTH,
        is_energy=True,
        synonyms=("netzstrom", "strom netz", "strom (netz)", "elektrizität", "strom (netzbezug)"),
    ),
    ActivityKind(
        "oekostrom",
        "Ökostrom mit Herkunftsnachweis",
        Group.ELECTRICITY,
        "kWh",
        Scope.ENERGY,
        _BOUGHT,
        is_energy=True,
        synonyms=("ökostrom", "strom öko", "ökostrom (hkn)"),
    ),
    ActivityKind(
        "fernwaerme",
        "Fernwärme",
        Group.HEAT,
        "kWh",
        Scope.ENERGY,
        _BOUGHT,
        spaces=_BOTH,
        is_energy=True,
        synonyms=("fernwaerme", "fw", "wärme/kälte (fernwärme)"),
    ),
    ActivityKind(
        "nahwaerme",
        "Nahwärme",
        Group.HEAT,
        "kWh",
        Scope.ENERGY,
        _BOUGHT,
        spaces=_BOTH,
        is_energy=True,
        synonyms=("nahwaerme", "nw"),
    ),
    _fuel("erdgas", "Erdgas", "erdgas h", "erdgas l"),
    _fuel("heizoel", "Heizöl EL", "heizöl", "heizoel el", "heizöl leicht"),
    _fuel("fluessiggas", "Flüssiggas", "flüssiggas", "propan"),
    _fuel("steinkohle", "Steinkohle"),
    _fuel("braunkohle", "Braunkohle", "braunkohlebriketts", "braunkohlenbriketts"),
    _fuel("holz", "Holz", "scheitholz", "brennholz", renewable=True),
    _fuel("holzpellets", "Holzpellets", "pellets", renewable=True),
    _fuel("holzhackschnitzel", "Holzhackschnitzel", "hackschnitzel", "hhs", renewable=True),
    _fuel("biomasse", "Biomasse (nicht aufgeteilt)", renewable=True),
    _fuel("biogas", "Biogas", renewable=True),
    ActivityKind(
        "solarthermie",
        "Solarthermie",
        Group.HEAT,
        "kWh",
        Scope.DIRECT,
        (Role.TOTAL,),
        spaces=(Space.TERRITORIAL,),
        is_energy=True,
        renewable=True,
    ),
    ActivityKind(
        "umweltwaerme",
        "Umweltwärme",
        Group.HEAT,
        "kWh",
        Scope.DIRECT,
        (Role.TOTAL,),
        spaces=(Space.TERRITORIAL,),
        is_energy=True,
        renewable=True,
        synonyms=("umweltwärme/geothermie", "geothermie", "umweltwärme"),
    ),
    ActivityKind(
        "sonstige_erneuerbare",
        "Sonstige Erneuerbare",
        Group.FUEL,
        "kWh_Hi",
        Scope.DIRECT,
        (Role.TOTAL,),
        spaces=(Space.TERRITORIAL,),
        is_energy=True,
        renewable=True,
        synonyms=("sonstige ee",),
    ),
    ActivityKind(
        "sonstige_konventionelle",
        "Sonstige Konventionelle",
        Group.FUEL,
        "kWh_Hi",
        Scope.DIRECT,
        (Role.TOTAL,),
        spaces=(Space.TERRITORIAL,),
        is_energy=True,
        synonyms=("sonstige fossile",),
    ),
    _motor("diesel", "Diesel", "dieselkraftstoff", "diesel fossil"),
    _motor("benzin", "Benzin", "ottokraftstoff", "super", "super e5", "benzin fossil"),
    _motor("lpg", "Autogas (LPG)", "autogas", "flüssiggas (kraftstoff)"),
    _motor("cng", "Erdgas als Kraftstoff (CNG)", "erdgas (cng)", "cng fossil"),
    _motor("kerosin", "Kerosin", "flugturbinenkraftstoff"),
    _motor("biodiesel", "Biodiesel", renewable=True),
    _motor("bioethanol", "Bioethanol", renewable=True),
    _motor("biokraftstoffe", "Biokraftstoffe (nicht aufgeteilt)", renewable=True),
    ActivityKind(
        "abfallverbrennung",
        "Abfallverbrennung (eigene Anlage)",
        Group.PROCESS,
        "t",
        Scope.DIRECT,
        (Role.DIRECT,),
        synonyms=("mva", "müllverbrennung"),
    ),
    _value_chain("restabfall", "Restabfall zur Verbrennung", Group.WASTE, "t", "3.5", "restmüll", "hausmüll"),
    _value_chain("wasser", "Trinkwasser", Group.WATER, "m3", "3.1", "trinkwasser", "frischwasser"),
)
"""All kinds of activity that templates and CSV tables may name, in the order of exhibits."""

KIND_BY_ID: dict[str, ActivityKind] = {kind.id: kind for kind in ACTIVITY_KINDS}

AMBIGUOUS: dict[str, tuple[str, ...]] = {
    "gas": ("erdgas", "fluessiggas", "biogas"),
    "öl": ("heizoel", "diesel"),
    "kohle": ("steinkohle", "braunkohle"),
    "wärme": ("fernwaerme", "nahwaerme"),
    "heizung": ("erdgas", "heizoel", "fernwaerme"),
    "kraftstoff": ("diesel", "benzin"),
    "sprit": ("diesel", "benzin"),
    "pflanzenöl": ("biodiesel",),
}
"""Words that could mean several activities: refused, with these as candidates (faults.md 101)."""

PARTS_OF: dict[str, tuple[str, ...]] = {
    "biomasse": ("holz", "holzpellets", "holzhackschnitzel"),
    "biokraftstoffe": ("biodiesel", "bioethanol"),
}
"""Totals and the parts they already contain: both in one balance would count twice (faults.md 135)."""
