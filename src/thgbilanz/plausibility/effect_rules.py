"""By how much a suspicion could change a total, code by code: the one table, each line with its reason.

A rule says which part of a row's tonnes is in doubt. Findings that weigh themselves (they carry ``effect_kg``) need
no rule; a code without a rule and without a weight has an unknown effect, and the meter counts it as such.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Part(StrEnum):
    """Which part of a row's tonnes is in doubt."""

    WHOLE = "ganz"
    NOTHING = "nichts"
    GROSS_TO_NET = "Brennwert zu Heizwert"
    UNKNOWN = "unbekannt"


@dataclass(frozen=True, slots=True)
class EffectRule:
    """The rule of a code."""

    part: Part
    reason: str


_ONLY_BY_MARKET = "Ein Stromvertrag ändert nur Scope 2 marktbasiert, die Summe rechnet standortbasiert"

EFFECT_RULES: Mapping[str, EffectRule] = MappingProxyType(
    {
        "THG012": EffectRule(Part.NOTHING, "Namen im Archiv ändern keinen Wert"),
        "THG013": EffectRule(Part.WHOLE, "Der Wert aus der fremden Datei kann ganz veraltet sein"),
        "THG017": EffectRule(Part.UNKNOWN, "Wie der neuere Stand der Datei aussieht, ist nicht gelesen"),
        "THG023": EffectRule(Part.UNKNOWN, "Das Blatt ist nicht gelesen, seine Mengen sind nicht bekannt"),
        "THG024": EffectRule(Part.WHOLE, "Gehört das ausgeblendete Blatt nicht dazu, entfallen alle seine Zeilen"),
        "THG025": EffectRule(Part.WHOLE, "Gehören ausgeblendete Zeilen nicht dazu, entfallen sie ganz"),
        "THG029": EffectRule(Part.UNKNOWN, "Die Spalte ist nicht gelesen, ihre Werte sind nicht bekannt"),
        "THG035": EffectRule(Part.WHOLE, "Gehören die Zeilen unter der Lücke nicht dazu, entfallen sie ganz"),
        "THG039": EffectRule(Part.WHOLE, "Ein nicht berechneter Wert kann ganz falsch sein"),
        "THG046": EffectRule(Part.WHOLE, "Anzeige und Wert unterscheiden sich meist um den Faktor 1.000"),
        "THG047": EffectRule(Part.WHOLE, "Gelten durchgestrichene Zeilen nicht, entfallen sie ganz"),
        "THG054": EffectRule(Part.WHOLE, "Ist ein anderer Energieträger gemeint, gilt ein anderer Faktor"),
        "THG059": EffectRule(Part.UNKNOWN, "Eine Null sagt nicht, wie viel fehlt"),
        "THG090": EffectRule(Part.UNKNOWN, "Wie der Verbrauch innerhalb der Rechnung verlief, ist nicht bekannt"),
        "THG091": EffectRule(Part.UNKNOWN, "Ist eine Zeile offen, ist ihr Verbrauch je Tag nicht bekannt"),
        "THG093": EffectRule(Part.UNKNOWN, "Wie stark bereinigt wurde, steht nicht in der Zeile"),
        "THG094": EffectRule(Part.WHOLE, "Ist es die Menge eines Jahres, stimmt sie für den Zeitraum nicht"),
        "THG104": EffectRule(Part.GROSS_TO_NET, "Ist der Brennwert gemeint, sinkt die Menge um dessen Überschuss"),
        "THG401": EffectRule(Part.WHOLE, "Steht die Erzeugung schon beim Lieferanten, zählt die Lieferung doppelt"),
        "THG402": EffectRule(Part.WHOLE, "Über eine Direktleitung wird die Lieferung ganz eliminiert"),
        "THG404": EffectRule(Part.NOTHING, "Ohne Einwohnerzahl fehlt der Pro-Kopf-Wert, keine Summe ändert sich"),
        "THG411": EffectRule(Part.UNKNOWN, "Ob der Bezug fehlt oder ohne Gegenpartei dasteht, ist nicht bekannt"),
        "THG413": EffectRule(Part.WHOLE, "Zählt die Gegenpartei dieselbe Emission, steht sie doppelt da"),
        "THG416": EffectRule(Part.UNKNOWN, "Wie viel in den fehlenden oder doppelten Tagen liegt, ist nicht bekannt"),
        "THG417": EffectRule(Part.WHOLE, "Gehören die Zeilen doch dazu, fehlen ihre Tage in der Konzernsumme"),
        "THG422": EffectRule(Part.UNKNOWN, "Wie viel die Zeilen nicht enthalten, ist nicht bekannt"),
        "THG518": EffectRule(Part.NOTHING, "Gleiche Namen ändern keinen Wert"),
        "THG519": EffectRule(Part.UNKNOWN, "Was nicht gelesen ist, ist nicht bekannt"),
        "THG520": EffectRule(Part.UNKNOWN, "Was noch nicht gespeichert ist, ist nicht bekannt"),
        "THG521": EffectRule(Part.UNKNOWN, "Wie viel die Organisation beiträgt, ist nicht bekannt"),
        "THG522": EffectRule(Part.UNKNOWN, "Die Zeilen sind nicht gebucht"),
        "THG605": EffectRule(Part.NOTHING, "Die Datengüte ändert keine Tonne"),
        "THG606": EffectRule(Part.WHOLE, "Kommt das Verkehrsmittel zweimal vor, entfällt die Zeile ganz"),
        "THG607": EffectRule(Part.WHOLE, "Sind es Gramm, bleibt von der Menge ein Tausendstel"),
        "THG613": EffectRule(Part.WHOLE, "Ist die Korrektur falsch, entfällt sie ganz"),
        "THG620": EffectRule(Part.NOTHING, _ONLY_BY_MARKET),
        "THG621": EffectRule(Part.NOTHING, _ONLY_BY_MARKET),
        "THG622": EffectRule(Part.NOTHING, _ONLY_BY_MARKET),
        "THG623": EffectRule(Part.NOTHING, _ONLY_BY_MARKET),
        "THG624": EffectRule(Part.NOTHING, _ONLY_BY_MARKET),
        "THG625": EffectRule(Part.NOTHING, _ONLY_BY_MARKET),
        "THG626": EffectRule(Part.NOTHING, _ONLY_BY_MARKET),
        "THG627": EffectRule(Part.NOTHING, _ONLY_BY_MARKET),
        "THG628": EffectRule(Part.NOTHING, _ONLY_BY_MARKET),
        "THG629": EffectRule(Part.WHOLE, "Ist der Brennstoff falsch angegeben, kann die ganze Zeile falsch sein"),
        "THG630": EffectRule(Part.NOTHING, "Wohin der Strom einer Anlage ging, ändert ihre Emissionen nicht"),
        "THG633": EffectRule(Part.GROSS_TO_NET, "Ist der Brennwert gemeint, sinkt die Menge um dessen Überschuss"),
        "THG336": EffectRule(Part.NOTHING, "Eine Ausnahme ändert keinen Wert"),
        "THG337": EffectRule(Part.NOTHING, "Der Befund, den die Ausnahme bestätigte, zählt selbst"),
        "THG338": EffectRule(Part.NOTHING, "Der Befund der Zeile zählt selbst"),
        "THG340": EffectRule(Part.NOTHING, "Die Summe der anderen Befunde"),
    }
)
"""Code to rule."""
