"""Texts of the sheet "Anleitung": short, friendly, complete enough to start without the handbook."""

from dataclasses import dataclass

from thgbilanz.templates.choices import NOTATIONS, QUALITIES


@dataclass(frozen=True, slots=True)
class Section:
    """One heading with its lines; a line has a short left part and a text."""

    heading: str
    lines: tuple[tuple[str, str], ...]
    opening: str = ""
    """Text over the full width, before the lines."""


WHAT_IT_IS = (
    "In diese Mappe kommen Verbräuche mit Einheit und Beleg, zum Beispiel Strom, Wärme und Kraftstoffe eines Jahres. "
    "Die Emissionen rechnet das Programm thgbilanz daraus; Emissionsfaktoren trägt hier niemand ein."
)

STEPS = Section(
    "So geht es",
    (
        ("1 · Stammdaten prüfen", "Kennung, Name und Berichtsjahr stehen schon da; Kennwerte helfen beim Einordnen."),
        ("2 · Zeilen füllen", "Eine Zeile je Zähler, Rechnung oder Gruppe. Blätter ohne Daten bleiben leer."),
        (
            "3 · Listen nutzen",
            "Energieträger, Einheit und Kennzeichen stehen zur Auswahl (kleiner Pfeil an der Zelle).",
        ),
        (
            "4 · Nur Werte einfügen",
            "Aus anderen Tabellen mit „Inhalte einfügen › Werte“: So bleiben die Listen erhalten.",
        ),
        (
            "5 · Keine Summen",
            "Jede Zeile unter den Titeln zählt als Verbrauch. Für eine Summe ist oben das Feld „Kontrollsumme“ da.",
        ),
    ),
)

_MISSING = (
    "Eine leere Zelle ist keine Null, und eine 0 ist ein gemessener Wert. Fehlt eine Menge, sagt die Spalte "
    "„Kennzeichen“, warum:"
)

MISSING = Section(
    "Wenn ein Wert fehlt",
    tuple((choice.label, choice.meaning) for choice in NOTATIONS),
    _MISSING,
)

GAS = Section(
    "Gasrechnungen: Heizwert oder Brennwert",
    (
        (
            "kWh (Hs)",
            "Brennwert. So stehen Erdgasmengen fast immer auf der Rechnung, auch als kWh Ho oder „Brennwert“.",
        ),
        ("kWh (Hi)", "Heizwert. Damit rechnet die Bilanz; die Umrechnung macht das Programm und weist sie aus."),
        ("kWh", "Ohne Zusatz nur für Strom, Fernwärme und Nahwärme. Bei Gas wäre der Unterschied rund 10 %."),
    ),
)

QUALITY = Section(
    "Datengüte",
    tuple((choice.label, choice.meaning[0].upper() + choice.meaning[1:]) for choice in QUALITIES),
)


def saving(year: int) -> Section:
    """What happens after filling in."""
    return Section(
        "Speichern, prüfen, rechnen",
        (
            (
                "Speichern",
                f"Als Excel-Arbeitsmappe (.xlsx) im Projektordner unter daten/{year}/. Der Dateiname ist frei.",
            ),
            ("thg pruefen", "Nennt jede fragliche Zelle mit Blatt, Zeile und Vorschlag. Die Mappe bleibt unverändert."),
            (f"thg bilanz {year}", "Rechnet die Bilanz. Jede Tonne lässt sich bis zur Zelle zurückverfolgen."),
        ),
    )
