"""Which findings a person can confirm: the closed table, and why the others need another remedy.

Only what can be read and booked and merely looks wrong can be right. A confirmation never makes a figure out of
something that has none, and never brings a row back that was left out.
"""

from collections.abc import Mapping
from types import MappingProxyType

CONFIRMABLE: Mapping[str, str] = MappingProxyType(
    {
        "THG013": "Der Wert aus der anderen Datei ist der aktuelle",
        "THG023": "Das Blatt gehört nicht in die Bilanz",
        "THG024": "Das ausgeblendete Blatt gehört in die Bilanz",
        "THG025": "Die ausgeblendeten Zeilen oder Spalten gehören in die Bilanz",
        "THG035": "Die Zeilen unter der Lücke gehören zur Tabelle",
        "THG039": "Die gespeicherten Werte der Formeln sind berechnet und aktuell",
        "THG046": "Die Zahl in der Zelle gilt, nicht die Anzeige",
        "THG047": "Die durchgestrichene oder kommentierte Zeile gilt",
        "THG054": "Die Aktivität steht auf dem richtigen Blatt",
        "THG059": "Der Verbrauch war im ganzen Jahr 0",
        "THG090": "Eine Ablesung am Jahresende gibt es nicht",
        "THG091": "In den fehlenden Tagen gab es keinen Verbrauch",
        "THG094": "Die Menge ist die des Zeitraums, nicht die eines Jahres",
        "THG104": "Die Gasmenge ist auf den Heizwert bezogen",
        "THG310": "Der Verbrauch hat sich gegenüber dem Vorjahr wirklich so geändert",
        "THG311": "Die Liegenschaft verbraucht je m² wirklich so viel oder so wenig",
        "THG312": "Der Preis je kWh stimmt",
        "THG313": "Die Liegenschaft verbraucht je m² wirklich so viel oder so wenig",
        "THG314": "Der Preis je kWh stimmt",
        "THG315": "Die Endenergie je Einwohner stimmt",
        "THG316": "Die Endenergie hat sich wirklich so geändert",
        "THG318": "Der Zähler ist ausgebaut, ersetzt oder umbenannt",
        "THG319": "Die Liegenschaft ist abgegeben, stillgelegt oder umbenannt",
        "THG320": "Bessere Angaben gibt es nicht",
        "THG401": "Der Lieferant betreibt selbst keine Anlage",
        "THG630": "Der übrige Strom ist Eigenbedarf oder Verlust der Anlage",
        "THG633": "Die Anlage nutzt den Brennwert",
        "THG519": "Der Unterordner gehört nicht zu den Daten",
        "THG606": "Die Anteile gelten für verschiedene Gruppen von Beschäftigten",
        "THG607": "Die Anlage ist leer gelaufen und neu befüllt",
    }
)
"""Code to what a confirmation of it says. A code that is not here cannot be confirmed."""

ABOUT_THE_YEAR_BEFORE = frozenset({"THG318", "THG319"})
"""Codes whose findings stand on rows of the year before: what is gone has no cell in this year's files."""

_OTHER_REMEDIES: tuple[tuple[range, str], ...] = (
    (range(1, 20), "Die Datei selbst muss lesbar sein"),
    (range(20, 50), "Am Aufbau der Tabelle hängt, was gelesen wird: Die Tabelle berichtigen"),
    (range(50, 60), "Solche Zeilen zählen nicht oder zählten doppelt: Die Zeilen berichtigen oder löschen"),
    (range(60, 100), "Ohne lesbaren Wert gibt es nichts zu bestätigen: Die Zelle berichtigen"),
    (range(100, 200), "Ohne eindeutige Einheit gibt es keine Menge: Die Einheit berichtigen"),
    (range(200, 300), "Ohne Emissionsfaktor gibt es keine Tonnen: Den Faktor ergänzen"),
    (range(500, 600), "Das regelt thg.toml oder der Aufruf"),
)
_OTHERWISE = "Der Befund nennt, was zu tun ist"


def why_not(code: str) -> str:
    """What to do about a finding that cannot be confirmed.

    >>> why_not("THG063")
    'Ohne lesbaren Wert gibt es nichts zu bestätigen: Die Zelle berichtigen'
    """
    number = int(code.removeprefix("THG"))
    return next((remedy for codes, remedy in _OTHER_REMEDIES if number in codes), _OTHERWISE)
