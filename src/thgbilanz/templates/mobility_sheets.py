"""Sheets for how people travel: business trips and the way to work."""

from dataclasses import replace

from thgbilanz.core.activity_kinds import ACTIVITY_KINDS
from thgbilanz.core.vocabulary import Space
from thgbilanz.templates.choices import unit_choices
from thgbilanz.templates.columns import (
    CONFIRMED,
    COST,
    COUNTERPARTY,
    END,
    LOCAL_FACTOR,
    NOTATION,
    OPTIONAL_AMOUNT,
    OPTIONAL_UNIT,
    QUALITY,
    REMARK,
    SITE,
    SOURCE,
    START,
    UNCERTAINTY,
)
from thgbilanz.templates.model import Choice, SheetTemplate, TemplateColumn
from thgbilanz.templates.tidy import TIDY

_CONSTANTS = {"raum": Space.ORGANISATIONAL.value}
_BUSINESS, _COMMUTING = "3.6", "3.7"


def _means(category: str) -> tuple[Choice, ...]:
    return tuple(Choice(kind.label, kind.id) for kind in ACTIVITY_KINDS if kind.category == category)


_CARRIER_IN_GROUP = replace(
    COUNTERPARTY,
    title="Verkehrsbetrieb im Konzern (ID)",
    meaning="Kennung des Verkehrsunternehmens im Stadtkonzern, wenn die Strecke auf dessen Linien liegt: So zählt "
    "dieselbe Tonne nicht zweimal.",
    example="verkehrsbetriebe",
    synonyms=("Verkehrsbetrieb im Konzern", "Verkehrsbetrieb (ID)", "Gegenpartei", "Gegenpartei (ID)"),
)
_TAIL = (LOCAL_FACTOR, UNCERTAINTY, SOURCE, REMARK, CONFIRMED)

TRAVEL = SheetTemplate(
    id="dienstreisen",
    sheet="Dienstreisen",
    version=1,
    title="Dienstreisen",
    purpose="Eine Zeile je Verkehrsmittel und Bereich: Strecke im Jahr, oder Reisen mal Entfernung. Fahrten mit "
    "eigenen Fahrzeugen gehören zum Fuhrpark.",
    constants=_CONSTANTS,
    columns=(
        replace(
            SITE,
            title="Bereich",
            meaning="Amt, Abteilung oder Anlass, möglichst jedes Jahr gleich geschrieben. Keine Namen von Personen.",
            example="Hauptamt",
            synonyms=("Amt", "Abteilung", "Organisationseinheit", "Anlass"),
        ),
        replace(
            TIDY["aktivitaet"],
            title="Verkehrsmittel",
            required=False,
            meaning="Womit gereist wurde. Leer nur in Zeilen, die allein Übernachtungen nennen.",
            example="Dienstreise Bahn, Fernverkehr",
            choices=_means(_BUSINESS),
            synonyms=("Reiseart", "Reisemittel"),
            width=32,
        ),
        replace(
            OPTIONAL_AMOUNT,
            title="Strecke",
            meaning="Ganze Strecke im Zeitraum, zum Beispiel aus der Auswertung des Reisebüros. Leer, wenn Reisen mal "
            "Entfernung gerechnet werden soll.",
            example=184000,
            synonyms=("Menge", "Strecke gesamt", "Kilometer", "Personenkilometer"),
        ),
        replace(
            OPTIONAL_UNIT,
            meaning="Einheit der Strecke: Personenkilometer (Pkm) für Bahn, Bus und Flug, Fahrzeugkilometer (km) für "
            "Pkw und Taxi.",
            example="Pkm",
            choices=unit_choices("Pkm", "km", "Nächte"),
        ),
        TemplateColumn(
            "reisen",
            "Reisen (Anzahl)",
            "number",
            required=False,
            meaning="Zahl der Reisen; reisen zwei Personen mit der Bahn, sind es zwei. Beim Pkw zählt das Fahrzeug.",
            example=14,
            synonyms=("Reisen", "Anzahl Reisen", "Zahl der Reisen"),
            unit="Anzahl",
        ),
        TemplateColumn(
            "strecke_je_reise_km",
            "Hin und zurück je Reise (km)",
            "number",
            required=False,
            meaning="Strecke einer Reise, hin und zurück zusammen.",
            example=1140,
            synonyms=("Strecke je Reise (km)", "Entfernung je Reise (km)", "km je Reise"),
            width=17,
            unit="km",
        ),
        TemplateColumn(
            "uebernachtungen",
            "Übernachtungen (Nächte)",
            "number",
            required=False,
            meaning="Nächte im Hotel zu diesen Reisen. Sie werden neben der Strecke gebucht.",
            example=22,
            synonyms=("Übernachtungen", "Hotelnächte", "Nächte"),
            width=17,
            unit="Nacht",
        ),
        NOTATION,
        START,
        END,
        QUALITY,
        _CARRIER_IN_GROUP,
        COST,
        *_TAIL,
    ),
    example_rows=(
        {
            "liegenschaft": "Hauptamt",
            "aktivitaet": "dienstreise_bahn_fern",
            "menge": 184000,
            "einheit": "Pkm",
            "uebernachtungen": 22,
            "datenguete": "A",
            "quelle": "Auswertung der Bahn",
        },
        {
            "liegenschaft": "Stadtplanung",
            "aktivitaet": "dienstreise_pkw",
            "reisen": 14,
            "strecke_je_reise_km": 86,
            "datenguete": "B",
            "quelle": "Reisekostenabrechnung",
        },
    ),
    derivation="dienstreisen",
)

COMMUTING = SheetTemplate(
    id="pendeln",
    sheet="Pendeln",
    version=1,
    title="Wege zur Arbeit",
    purpose="Eine Zeile je Standort und Verkehrsmittel, meist aus einer Umfrage. Fahrrad und Fußweg brauchen keine "
    "Zeile.",
    constants=_CONSTANTS,
    columns=(
        replace(SITE, title="Standort", synonyms=("Liegenschaft", "Dienststelle", "Bereich", "Gebäude")),
        replace(
            TIDY["aktivitaet"],
            title="Verkehrsmittel",
            meaning="Womit die Beschäftigten zur Arbeit kommen, das Hauptverkehrsmittel.",
            example="Arbeitsweg Pkw",
            choices=_means(_COMMUTING),
            synonyms=("Verkehrsmittel Arbeitsweg", "Hauptverkehrsmittel"),
            width=32,
        ),
        TemplateColumn(
            "beschaeftigte",
            "Beschäftigte (Personen)",
            "number",
            required=True,
            meaning="Beschäftigte am Standort, für die der Anteil gilt, als Köpfe und nicht als Vollzeitstellen.",
            example=120,
            synonyms=("Beschäftigte", "Mitarbeitende", "Zahl der Beschäftigten"),
            width=17,
            unit="Pers",
            unless="notation",
        ),
        TemplateColumn(
            "tage_je_jahr",
            "Tage vor Ort (je Person und Jahr)",
            "number",
            required=True,
            meaning="Arbeitstage am Standort je Person und Jahr, ohne Urlaub, Krankheit und Homeoffice.",
            example=200,
            synonyms=("Arbeitstage", "Tage je Jahr", "Arbeitstage vor Ort"),
            width=19,
            unit="d",
            unless="notation",
        ),
        TemplateColumn(
            "entfernung_km",
            "Einfache Entfernung (km)",
            "number",
            required=True,
            meaning="Mittlere Entfernung zwischen Wohnung und Standort, ein Weg. Gerechnet wird hin und zurück.",
            example=14.2,
            synonyms=("Einfache Entfernung", "Entfernung (km)", "Arbeitsweg (km)"),
            width=17,
            unit="km",
            unless="notation",
        ),
        TemplateColumn(
            "anteil_prozent",
            "Anteil des Verkehrsmittels (%)",
            "percent",
            required=True,
            meaning="Anteil der Wege mit diesem Verkehrsmittel, 0 bis 100. Steht in „Beschäftigte“ schon die Zahl "
            "derer, die es nutzen: 100.",
            example=60,
            synonyms=("Anteil", "Anteil (%)", "Anteil in %", "Modal Split (%)"),
            width=17,
            unit="%",
            unless="notation",
        ),
        TemplateColumn(
            "personen_je_fahrzeug",
            "Personen je Fahrzeug (Anzahl)",
            "number",
            required=False,
            meaning="Nur für Pkw und Motorrad: Personen je Fahrzeug. Leer heißt: alle fahren allein.",
            example=1.2,
            synonyms=("Personen je Fahrzeug", "Besetzungsgrad", "Personen je Pkw"),
            width=17,
            unit="Pers",
        ),
        NOTATION,
        START,
        END,
        QUALITY,
        _CARRIER_IN_GROUP,
        *_TAIL,
    ),
    example_rows=(
        {
            "liegenschaft": "Rathaus",
            "aktivitaet": "pendeln_pkw",
            "beschaeftigte": 120,
            "tage_je_jahr": 200,
            "entfernung_km": 14.2,
            "anteil_prozent": 60,
            "personen_je_fahrzeug": 1.2,
            "datenguete": "B",
            "quelle": "Umfrage im Mai",
        },
        {
            "liegenschaft": "Rathaus",
            "aktivitaet": "pendeln_stadtbahn",
            "beschaeftigte": 120,
            "tage_je_jahr": 200,
            "entfernung_km": 9.5,
            "anteil_prozent": 25,
            "datenguete": "B",
            "gegenpartei": "verkehrsbetriebe",
            "quelle": "Umfrage im Mai",
        },
    ),
    derivation="pendeln",
)
