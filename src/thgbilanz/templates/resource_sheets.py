"""Sheets for what escapes, is thrown away or runs through pipes: refrigerants, waste, water."""

from dataclasses import replace

from thgbilanz.core.activity_kinds import Group
from thgbilanz.core.vocabulary import Space
from thgbilanz.templates.applications import APPLICATIONS
from thgbilanz.templates.choices import activity_choices, unit_choices
from thgbilanz.templates.columns import (
    CONFIRMED,
    COST,
    COUNTERPARTY,
    END,
    LOCAL_FACTOR,
    METER,
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
from thgbilanz.templates.model import SheetTemplate, TemplateColumn
from thgbilanz.templates.tidy import TIDY

_CONSTANTS = {"raum": Space.ORGANISATIONAL.value}
_HOW_GOOD = (UNCERTAINTY, SOURCE, REMARK, CONFIRMED)

REFRIGERANTS = SheetTemplate(
    id="kaeltemittel",
    sheet="Kältemittel",
    version=1,
    title="Kältemittel und SF6",
    purpose="Eine Zeile je Anlage und Kältemittel: am besten die nachgefüllte Menge aus dem Wartungsprotokoll, sonst "
    "Füllmenge und Art der Anlage.",
    constants=_CONSTANTS,
    columns=(
        replace(
            SITE,
            title="Anlage",
            meaning="Anlage, Gebäude oder Fahrzeuggruppe, möglichst jedes Jahr gleich geschrieben.",
            example="Serverraum Rathaus",
            synonyms=("Liegenschaft", "Gebäude", "Objekt", "Standort"),
        ),
        replace(
            TIDY["aktivitaet"],
            title="Kältemittel",
            meaning="Kältemittel vom Typenschild oder Wartungsprotokoll. Jedes hat eine eigene Klimawirkung.",
            example="Kältemittel R410A",
            choices=activity_choices(Space.ORGANISATIONAL, (Group.REFRIGERANT,)),
            synonyms=("Gas", "Kältemitteltyp"),
            width=24,
        ),
        TemplateColumn(
            "nachfuellmenge_kg",
            "Nachgefüllt (kg)",
            "number",
            required=False,
            meaning="Im Zeitraum nachgefüllte Menge: So viel ist entwichen (Massenbilanz, vorzuziehen). Eine 0 heißt: "
            "gewartet und nichts nachgefüllt.",
            example=1.8,
            synonyms=("Nachfüllmenge", "Nachfüllmenge (kg)", "Nachgefüllte Menge (kg)"),
            unit="kg",
        ),
        TemplateColumn(
            "fuellmenge_kg",
            "Füllmenge (kg)",
            "number",
            required=False,
            meaning="Füllmenge der Anlage. Sie zählt nur zusammen mit der Art der Anlage, wenn keine nachgefüllte "
            "Menge bekannt ist.",
            example=12,
            synonyms=("Füllmenge", "Kältemittelfüllmenge (kg)"),
            unit="kg",
        ),
        TemplateColumn(
            "anwendung",
            "Art der Anlage (Schätzung)",
            "choice",
            required=False,
            meaning="Nur wenn die nachgefüllte Menge fehlt: Gerechnet wird Füllmenge mal Verlustrate dieser Art. Die "
            "Raten sind grob und stammen aus der mitgelieferten Tabelle mit Quelle.",
            example="Kaltwassersätze",
            choices=APPLICATIONS,
            synonyms=("Art der Anlage", "Anwendung", "Anlagenart"),
            width=34,
        ),
        NOTATION,
        START,
        END,
        QUALITY,
        LOCAL_FACTOR,
        *_HOW_GOOD,
    ),
    example_rows=(
        {
            "liegenschaft": "Serverraum Rathaus",
            "aktivitaet": "kaeltemittel_r410a",
            "nachfuellmenge_kg": 1.8,
            "datenguete": "A",
            "quelle": "Wartungsprotokoll",
        },
        {
            "liegenschaft": "Kunsteisbahn",
            "aktivitaet": "kaeltemittel_r134a",
            "fuellmenge_kg": 240,
            "anwendung": "kaltwassersatz",
            "datenguete": "D",
            "quelle": "Typenschild",
        },
    ),
    derivation="kaeltemittel",
)

WASTE = SheetTemplate(
    id="abfall",
    sheet="Abfall",
    version=1,
    title="Abfall aus dem Betrieb",
    purpose="Eine Zeile je Abfallart und Standort, gewogen oder aus Behältern und Leerungen: was die Organisation "
    "selbst wegwirft, nicht was eine eigene Anlage für andere verbrennt.",
    constants=_CONSTANTS,
    columns=(
        replace(SITE, example="Betriebshof"),
        replace(
            TIDY["aktivitaet"],
            title="Abfallart",
            meaning="Art des Abfalls und sein Weg. „Abfall“ allein ist mehrdeutig.",
            example="Restabfall zur Verbrennung",
            choices=activity_choices(Space.ORGANISATIONAL, (Group.WASTE,)),
            synonyms=("Abfall", "Fraktion", "Abfallfraktion"),
            width=30,
        ),
        replace(
            OPTIONAL_AMOUNT,
            title="Menge",
            meaning="Gewogenes Gewicht. Leer, wenn es aus Behältern und Leerungen gerechnet werden soll.",
            example=31.2,
            synonyms=("Gewicht", "Abfallmenge"),
        ),
        replace(
            OPTIONAL_UNIT,
            meaning="Einheit der Menge: t oder kg.",
            example="t",
            choices=unit_choices("t", "kg"),
        ),
        TemplateColumn(
            "behaelter_l",
            "Behälter (l)",
            "number",
            required=False,
            meaning="Volumen aller Behälter dieser Zeile, die gemeinsam geleert werden, in Litern.",
            example=1100,
            synonyms=("Behältervolumen (l)", "Behältervolumen"),
            unit="L",
        ),
        TemplateColumn(
            "leerungen",
            "Leerungen (Anzahl)",
            "number",
            required=False,
            meaning="Leerungen im Zeitraum, zum Beispiel 52 bei wöchentlicher Abfuhr.",
            example=52,
            synonyms=("Leerungen", "Zahl der Leerungen"),
            unit="Anzahl",
        ),
        TemplateColumn(
            "dichte_kg_l",
            "Dichte (kg/l)",
            "number",
            required=False,
            meaning="Gewicht je Liter Behälter, so voll wie er meist ist: vom Entsorger oder aus einer Probewägung. "
            "Die Spalte Quelle belegt es.",
            example=0.12,
            synonyms=("Schüttdichte (kg/l)", "Dichte", "Schüttdichte"),
            unit="kg",
        ),
        NOTATION,
        START,
        END,
        QUALITY,
        replace(
            COUNTERPARTY,
            title="Entsorger im Konzern (ID)",
            meaning="Kennung der Organisation im Stadtkonzern, die den Abfall in einer eigenen Anlage behandelt: So "
            "zählt dieselbe Tonne nicht zweimal.",
            example="entsorgung",
            synonyms=("Entsorger im Konzern", "Entsorger (ID)", "Gegenpartei", "Gegenpartei (ID)"),
        ),
        COST,
        LOCAL_FACTOR,
        *_HOW_GOOD,
    ),
    example_rows=(
        {
            "liegenschaft": "Betriebshof",
            "aktivitaet": "restabfall",
            "menge": 31.2,
            "einheit": "t",
            "datenguete": "A",
            "gegenpartei": "entsorgung",
            "quelle": "Wiegescheine",
        },
        {
            "liegenschaft": "Kantine",
            "aktivitaet": "bioabfall_vergaerung",
            "behaelter_l": 240,
            "leerungen": 52,
            "dichte_kg_l": 0.3,
            "datenguete": "C",
            "quelle": "Abfuhrkalender; Dichte laut Entsorger",
        },
    ),
    derivation="abfall",
)


def _volume(key: str, title: str, meaning: str, example: float, *synonyms: str) -> TemplateColumn:
    return TemplateColumn(
        key, title, "number", required=False, meaning=meaning, example=example, synonyms=synonyms, unit="m3"
    )


WATER = SheetTemplate(
    id="wasser",
    sheet="Wasser und Abwasser",
    version=1,
    title="Wasser und Abwasser",
    purpose="Eine Zeile je Zähler oder Liegenschaft. Trinkwasser zählt in Scope 3.1, Abwasser in Scope 3.5.",
    constants=_CONSTANTS,
    columns=(
        replace(SITE, example="Hallenbad"),
        METER,
        _volume(
            "trinkwasser_m3",
            "Trinkwasser (m³)",
            "Bezogenes Trinkwasser laut Zähler oder Rechnung.",
            5180,
            "Trinkwasser",
            "Frischwasser (m³)",
            "Frischwasser",
            "Wasserverbrauch (m³)",
        ),
        _volume(
            "abwasser_m3",
            "Abwasser (m³)",
            "Eingeleitetes Abwasser laut Gebührenbescheid, mit Niederschlagswasser nur, wenn es in m³ abgerechnet ist.",
            4900,
            "Abwasser",
            "Schmutzwasser (m³)",
            "Schmutzwasser",
        ),
        NOTATION,
        START,
        END,
        QUALITY,
        replace(
            COUNTERPARTY,
            title="Versorger im Konzern (ID)",
            meaning="Kennung der Organisation im Stadtkonzern, die das Wasser liefert und das Abwasser klärt: So zählt "
            "dieselbe Tonne nicht zweimal. Sind es zwei Organisationen, je eine Zeile.",
            example="stadtwerke",
            synonyms=("Versorger im Konzern", "Versorger (ID)", "Gegenpartei", "Gegenpartei (ID)"),
        ),
        COST,
        *_HOW_GOOD,
    ),
    example_rows=(
        {
            "liegenschaft": "Hallenbad",
            "zaehler": "W-0042117",
            "trinkwasser_m3": 5180,
            "abwasser_m3": 4900,
            "datenguete": "A",
            "gegenpartei": "stadtwerke",
            "quelle": "Gebührenbescheid",
        },
        {
            "liegenschaft": "Friedhof",
            "trinkwasser_m3": 620,
            "datenguete": "A",
            "quelle": "Jahresrechnung",
            "bemerkung": "Gießwasser, kein Abwasser",
        },
    ),
    derivation="wasser",
)
