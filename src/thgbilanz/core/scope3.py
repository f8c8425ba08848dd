"""The fifteen categories of scope 3: names, presets, and what a project states about those it does not book."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

SCOPE3_CATEGORIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "3.1": "Eingekaufte Waren und Dienstleistungen",
        "3.2": "Investitionsgüter",
        "3.3": "Brennstoff- und energiebezogene Emissionen (Vorkette)",
        "3.4": "Transport und Verteilung (vorgelagert)",
        "3.5": "Abfall aus dem Betrieb",
        "3.6": "Dienstreisen",
        "3.7": "Arbeitswege der Beschäftigten",
        "3.8": "Gemietete Sachanlagen (vorgelagert)",
        "3.9": "Transport und Verteilung (nachgelagert)",
        "3.10": "Verarbeitung verkaufter Produkte",
        "3.11": "Nutzung verkaufter Produkte",
        "3.12": "Entsorgung verkaufter Produkte",
        "3.13": "Vermietete Sachanlagen (nachgelagert)",
        "3.14": "Franchise",
        "3.15": "Beteiligungen",
    }
)
"""Categories of the GHG Protocol Scope 3 Standard (same list as ESRS E1 AR 48)."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A selection of scope 3 categories (method/organisation.md 5.4); scope 1 and 2 always belong to it."""

    id: str
    label: str
    categories: tuple[str, ...]


CORE: Final = Preset("kernbilanz", "Kernbilanz", ("3.3", "3.6"))
EXTENDED: Final = Preset("erweitert", "Erweiterte Bilanz", ("3.1", "3.3", "3.5", "3.6", "3.7"))
ALL: Final = Preset("alle", "Alle gebuchten Kategorien", tuple(SCOPE3_CATEGORIES))
PRESETS: Final = (CORE, EXTENDED, ALL)

EXCLUDED: Final = "ausgeschlossen"
ESTIMATED: Final = "abgeschaetzt"
BOOKED: Final = "erfasst"
OPEN: Final = "offen"


@dataclass(frozen=True, slots=True)
class CategoryStatement:
    """What ``thg.toml`` says about a category (``[scope3."3.4"]``): excluded with a reason, or estimated."""

    category: str
    status: str
    """``ausgeschlossen`` or ``abgeschaetzt``."""
    reason: str = ""
    estimate_t: float | None = None
    """Tonnes CO2e of the group per year, only with status ``abgeschaetzt``; in no total."""
    source: str = ""
