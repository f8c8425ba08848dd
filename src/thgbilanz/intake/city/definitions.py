"""The tables of ``stadtgebiet/`` and their columns."""

from types import MappingProxyType
from typing import Final

from thgbilanz.core.activity_kinds import ACTIVITY_KINDS, Group
from thgbilanz.core.vocabulary import Sector, Space
from thgbilanz.intake.city.table import CityColumn

FOLDER: Final = "stadtgebiet"

HEAT: Final = "fernwaerme.csv"
MILEAGE: Final = "fahrleistung.csv"
HEAT_PUMPS: Final = "waermepumpen.csv"
SIDE: Final = "nachrichtlich.csv"
POWER: Final = "stromerzeugung.csv"
FACTS: Final = "kennzahlen.csv"

COGENERATION, BOILER, DELIVERED = "kwk", "heizwerk", "abgabe"
GENERATED, GREEN = "erzeugung", "oekostrom"

_YEAR = CityColumn("jahr", "year")
_SOURCE = CityColumn("quelle")
_QUALITY = CityColumn("datenguete", "choice", choices=MappingProxyType({grade: grade for grade in "ABCD"}))
_HEATED = (Sector.HOUSEHOLDS, Sector.COMMERCE, Sector.INDUSTRY, Sector.MUNICIPAL)


def _same(*values: str) -> MappingProxyType[str, str]:
    return MappingProxyType({value: value for value in values})


def _carriers(*, motor: bool) -> MappingProxyType[str, str]:
    """Spellings of energy carriers of the territory to their ids; ``motor``: what vehicles run on."""
    names: dict[str, str] = {}
    for kind in ACTIVITY_KINDS:
        moves = kind.group in {Group.MOTOR_FUEL, Group.ELECTRICITY}
        if Space.TERRITORIAL in kind.spaces and (moves or not motor):
            names |= dict.fromkeys((*kind.synonyms, kind.label, kind.id), kind.id)
    return MappingProxyType(names)


CARRIERS: Final = _carriers(motor=False)
"""Spellings of all carriers of the territory to their ids."""

MODES: Final = (
    "motorisierte Zweiräder",
    "Pkw",
    "leichte Nutzfahrzeuge",
    "Lkw > 3,5 t",
    "Linienbus",
    "Reisebus",
    "Straßen-, Stadt-, U-Bahn",
    "Bahn, Nahverkehr (SPNV)",
    "Bahn, Fernverkehr (SPFV)",
    "Bahn, Güter (SGV)",
    "Binnenschiff (Güter)",
    "gewerblicher Flugverkehr",
)
"""Modes of the transport sector (BISKO Prüfschritte 2.2 and 2.3; method/bisko.md 9)."""

_MODE_WORDS = {
    **_same(*MODES),
    "MZR": MODES[0],
    "LNF": MODES[2],
    "Lkw": MODES[3],
    "SPNV": MODES[7],
    "SPFV": MODES[8],
    "SGV": MODES[9],
}
_USE_UNITS = MappingProxyType({"kWh": "kWh", "kWh (Hi)": "kWh (Hi)", "l": "l", "kg": "kg"})

TABLES: Final = MappingProxyType(
    {
        HEAT: (
            _YEAR,
            CityColumn("faktor"),
            CityColumn("anlage"),
            CityColumn("art", "choice", choices=_same(COGENERATION, BOILER, DELIVERED)),
            CityColumn("brennstoff", required=False),
            CityColumn("brennstoff_mwh", "number", required=False),
            CityColumn("waerme_mwh", "number", required=False),
            CityColumn("strom_mwh", "number", required=False),
            CityColumn("vorlauf_c", "number", required=False, least=11.0, most=300.0),
            CityColumn("faktor_kg_je_kwh", "number", required=False, most=5.0),
            CityColumn("quelle_faktor", required=False),
            _SOURCE,
        ),
        MILEAGE: (
            _YEAR,
            CityColumn("verkehrsmittel", "choice", choices=MappingProxyType(_MODE_WORDS)),
            CityColumn("strassenart", "choice", required=False, choices=_same("Autobahn", "außerorts", "innerorts")),
            CityColumn("fahrleistung_km", "number"),
            CityColumn("antrieb", "choice", choices=_carriers(motor=True)),
            CityColumn("anteil_prozent", "number", most=100.0),
            CityColumn("verbrauch_je_km", "number", most=1000.0),
            CityColumn("einheit", "choice", choices=_USE_UNITS),
            _QUALITY,
            CityColumn("quelle_fahrleistung"),
            CityColumn("quelle_verbrauch"),
        ),
        HEAT_PUMPS: (
            _YEAR,
            CityColumn(
                "sektor",
                "choice",
                choices=MappingProxyType(
                    {name: sector.value for sector in _HEATED for name in (sector.label, sector.value)}
                ),
            ),
            CityColumn("waerme_mwh", "number"),
            CityColumn("jaz", "number", required=False, least=1.01, most=10.0),
            CityColumn("strom_enthalten", "choice", choices=_same("ja", "nein")),
            _QUALITY,
            _SOURCE,
            CityColumn("quelle_jaz", required=False),
            CityColumn("faktor", required=False),
        ),
        SIDE: (_YEAR, CityColumn("bereich"), CityColumn("emissionen_t", "number", least=-1e12), _QUALITY, _SOURCE),
        POWER: (
            _YEAR,
            CityColumn("art", "choice", choices=_same(GENERATED, GREEN)),
            CityColumn("anlage"),
            CityColumn("strom_mwh", "number"),
            CityColumn("faktor_kg_je_kwh", "number", most=5.0),
            _SOURCE,
            CityColumn("quelle_faktor"),
        ),
        FACTS: (
            _YEAR,
            CityColumn(
                "kennzahl", "choice", choices=_same("wohnungen", "wohnflaeche_m2", "beschaeftigte", "beschaeftigte_ghd")
            ),
            CityColumn("wert", "number", least=1.0),
            _SOURCE,
        ),
    }
)
"""File name to columns, in the order of the handbook."""
