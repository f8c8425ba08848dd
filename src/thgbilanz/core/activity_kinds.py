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
    REFRIGERANT = "kaeltemittel"

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
            "kaeltemittel": "Kältemittel und SF6",
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


def _leaked(gas: str, label: str, *synonyms: str) -> ActivityKind:
    """Leaked or topped-up gas: fugitive emission in scope 1 by mass; one kind per gas, since each has its own GWP."""
    return ActivityKind(
        f"kaeltemittel_{gas}",
        f"Kältemittel {label}",
        Group.REFRIGERANT,
        "kg",
        Scope.DIRECT,
        (Role.DIRECT,),
        synonyms=(label, label.replace("R", "R-", 1), *synonyms),
    )


def _travel(id_: str, label: str, unit: str, *synonyms: str) -> ActivityKind:
    return _value_chain(f"dienstreise_{id_}", f"Dienstreise {label}", Group.TRAVEL, unit, "3.6", *synonyms)


def _commuting(id_: str, label: str, unit: str, *synonyms: str) -> ActivityKind:
    return _value_chain(f"pendeln_{id_}", f"Arbeitsweg {label}", Group.TRAVEL, unit, "3.7", *synonyms)


def _freight(id_: str, label: str, *synonyms: str) -> ActivityKind:
    return _value_chain(f"transport_{id_}", f"Transport {label}", Group.TRAVEL, "tkm", "3.4", *synonyms)


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
    ActivityKind(
        "hvo",
        "HVO (hydriertes Pflanzenöl)",
        Group.MOTOR_FUEL,
        "kWh_Hi",
        Scope.DIRECT,
        _BURNT,
        is_energy=True,
        renewable=True,
        synonyms=("hvo100", "hvo 100", "hvo diesel"),
    ),
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
    _value_chain("bioabfall_kompost", "Bioabfall zur Kompostierung", Group.WASTE, "t", "3.5", "grünschnitt"),
    _value_chain("bioabfall_vergaerung", "Bioabfall zur Vergärung", Group.WASTE, "t", "3.5", "speisereste"),
    _value_chain("wasser", "Trinkwasser", Group.WATER, "m3", "3.1", "trinkwasser", "frischwasser"),
    _value_chain("abwasser", "Abwasser", Group.WATER, "m3", "3.5", "schmutzwasser"),
    _value_chain("papier", "Papier (Frischfaser)", Group.GOODS, "kg", "3.1", "frischfaserpapier"),
    _value_chain("papier_recycling", "Recyclingpapier", Group.GOODS, "kg", "3.1", "papier (recycling)"),
    _value_chain("it_geraete", "IT-Geräte", Group.GOODS, "kg", "3.1", "computer", "edv-geräte"),
    _value_chain("ausgaben_waren", "Waren nach Ausgaben", Group.GOODS, "EUR", "3.1"),
    _value_chain("ausgaben_leistungen", "Dienstleistungen nach Ausgaben", Group.GOODS, "EUR", "3.1"),
    _value_chain("ausgaben_kapitalgueter", "Kapitalgüter nach Ausgaben", Group.GOODS, "EUR", "3.2"),
    _travel("bahn_fern", "Bahn, Fernverkehr", "Pkm", "bahn fernverkehr", "ice"),
    _travel("bahn_nah", "Bahn, Nahverkehr", "Pkm", "bahn nahverkehr", "regionalbahn"),
    _travel("linienbus", "Linienbus, Nahverkehr", "Pkm"),
    _travel("fernbus", "Fernbus", "Pkm", "fernlinienbus"),
    _travel("stadtbahn", "Straßen-, Stadt-, U-Bahn", "Pkm"),
    _travel("pkw", "Pkw", "km", "privat-pkw", "mietwagen"),
    _travel("taxi", "Taxi", "km", "taxi"),
    _travel("flug_inland", "Flug, Inland", "Pkm", "inlandsflug"),
    _travel("flug_kurz", "Flug, Kurzstrecke", "Pkm", "kurzstreckenflug", "flug europa"),
    _travel("flug_lang", "Flug, Langstrecke", "Pkm", "langstreckenflug"),
    _value_chain("hotel", "Hotelübernachtung", Group.TRAVEL, "Nacht", "3.6", "übernachtung", "hotelnacht"),
    _commuting("pkw", "Pkw", "km"),
    _commuting("motorrad", "Motorrad", "km", "motorrad"),
    _commuting("bahn_fern", "Bahn, Fernverkehr", "Pkm"),
    _commuting("bahn_nah", "Bahn, Nahverkehr", "Pkm"),
    _commuting("linienbus", "Linienbus, Nahverkehr", "Pkm"),
    _commuting("stadtbahn", "Straßen-, Stadt-, U-Bahn", "Pkm"),
    _freight("lkw", "Lkw", "lkw-transport"),
    _freight("bahn", "Güterbahn", "güterbahn"),
    _freight("binnenschiff", "Binnenschiff", "binnenschiff"),
    _leaked("r134a", "R134a"),
    _leaked("r22", "R22"),
    _leaked("r23", "R23"),
    _leaked("r32", "R32"),
    _leaked("r227ea", "R227ea"),
    _leaked("r290", "R290", "propan (kältemittel)"),
    _leaked("r404a", "R404A"),
    _leaked("r407a", "R407A"),
    _leaked("r407c", "R407C"),
    _leaked("r407f", "R407F"),
    _leaked("r410a", "R410A"),
    _leaked("r417a", "R417A"),
    _leaked("r422d", "R422D"),
    _leaked("r438a", "R438A"),
    _leaked("r448a", "R448A"),
    _leaked("r449a", "R449A"),
    _leaked("r452a", "R452A"),
    _leaked("r454b", "R454B"),
    _leaked("r454c", "R454C"),
    _leaked("r455a", "R455A"),
    _leaked("r507a", "R507A"),
    _leaked("r513a", "R513A"),
    _leaked("r744", "R744", "kohlendioxid (kältemittel)"),
    _leaked("r1234yf", "R1234yf"),
    _leaked("r1234ze", "R1234ze(E)", "r1234ze"),
    ActivityKind(
        "sf6",
        "Schwefelhexafluorid (SF6)",
        Group.REFRIGERANT,
        "kg",
        Scope.DIRECT,
        (Role.DIRECT,),
        synonyms=("schwefelhexafluorid",),
    ),
)
"""All kinds of activity that templates and CSV tables may name, in the order of exhibits."""

KIND_BY_ID: dict[str, ActivityKind] = {kind.id: kind for kind in ACTIVITY_KINDS}

_REFRIGERANTS = ("kaeltemittel_r134a", "kaeltemittel_r410a", "kaeltemittel_r32", "kaeltemittel_r404a")

AMBIGUOUS: dict[str, tuple[str, ...]] = {
    "gas": ("erdgas", "fluessiggas", "biogas"),
    "öl": ("heizoel", "diesel"),
    "kohle": ("steinkohle", "braunkohle"),
    "wärme": ("fernwaerme", "nahwaerme"),
    "heizung": ("erdgas", "heizoel", "fernwaerme"),
    "kraftstoff": ("diesel", "benzin"),
    "sprit": ("diesel", "benzin"),
    "pflanzenöl": ("biodiesel", "hvo"),
    "kaeltemittel": _REFRIGERANTS,
    "kältemittel": _REFRIGERANTS,
    "dienstreise": ("dienstreise_bahn_fern", "dienstreise_pkw", "dienstreise_flug_kurz"),
    "dienstreisen": ("dienstreise_bahn_fern", "dienstreise_pkw", "dienstreise_flug_kurz"),
    "dienstreise_bahn": ("dienstreise_bahn_fern", "dienstreise_bahn_nah"),
    "dienstreise_flug": ("dienstreise_flug_inland", "dienstreise_flug_kurz", "dienstreise_flug_lang"),
    "bahn": ("dienstreise_bahn_fern", "dienstreise_bahn_nah", "pendeln_bahn_nah"),
    "flug": ("dienstreise_flug_inland", "dienstreise_flug_kurz", "dienstreise_flug_lang"),
    "bus": ("dienstreise_linienbus", "dienstreise_fernbus", "pendeln_linienbus"),
    "pkw": ("dienstreise_pkw", "pendeln_pkw", "diesel", "benzin"),
    "pendeln": ("pendeln_pkw", "pendeln_bahn_nah", "pendeln_linienbus"),
    "arbeitsweg": ("pendeln_pkw", "pendeln_bahn_nah", "pendeln_linienbus"),
    "abfall": ("restabfall", "bioabfall_kompost"),
    "bioabfall": ("bioabfall_kompost", "bioabfall_vergaerung"),
}
"""Words that could mean several activities: refused, with these as candidates (faults.md 101)."""

PARTS_OF: dict[str, tuple[str, ...]] = {
    "biomasse": ("holz", "holzpellets", "holzhackschnitzel"),
    "biokraftstoffe": ("biodiesel", "bioethanol"),
}
"""Totals and the parts they already contain: both in one balance would count twice (faults.md 135)."""


def activity_label(activity: str) -> str:
    """German name of an activity kind, its id where the vocabulary has none.

    >>> activity_label("strom"), activity_label("einhornmilch")
    ('Strom', 'einhornmilch')
    """
    return KIND_BY_ID[activity].label if activity in KIND_BY_ID else activity
