"""Sheets for what an organisation burns and buys: electricity, heat and fuels, vehicles."""

from dataclasses import replace

from thgbilanz.core.activity_kinds import Group
from thgbilanz.core.vocabulary import Space
from thgbilanz.templates.choices import activity_choices, unit_choices
from thgbilanz.templates.columns import (
    AMOUNT,
    CONFIRMED,
    CONTRACT,
    COST,
    COUNTERPARTY,
    DELIVERY,
    END,
    EU_ETS,
    FLOOR_AREA,
    LOCAL_FACTOR,
    METER,
    NOTATION,
    QUALITY,
    REMARK,
    SITE,
    SOURCE,
    START,
    UNIT,
    WEATHER_CORRECTED,
)
from thgbilanz.templates.model import SheetTemplate, TemplateColumn
from thgbilanz.templates.tidy import TIDY

_CONSTANTS = {"raum": Space.ORGANISATIONAL.value}

_WHEN_AND_HOW_GOOD = (NOTATION, START, END, QUALITY)
_DELIVERED = (COUNTERPARTY, DELIVERY)
_CONTEXT = (FLOOR_AREA, COST, LOCAL_FACTOR, SOURCE, REMARK)


def _carrier(title: str, meaning: str, *groups: Group, example: str, synonyms: tuple[str, ...]) -> TemplateColumn:
    return replace(
        TIDY["aktivitaet"],
        title=title,
        meaning=meaning,
        example=example,
        choices=activity_choices(Space.ORGANISATIONAL, groups),
        synonyms=synonyms,
        width=30,
    )


ELECTRICITY = SheetTemplate(
    id="strom",
    sheet="Strom",
    version=1,
    title="Strom",
    purpose="Eine Zeile je Zähler oder Liegenschaft: bezogener Strom. Einspeisung gehört nicht hierher.",
    constants=_CONSTANTS,
    columns=(
        SITE,
        METER,
        _carrier(
            "Stromart",
            "Strom aus dem Netz oder Ökostrom mit entwerteten Herkunftsnachweisen. Ökostrom senkt nur die "
            "marktbasierte Summe; standortbasiert zählt immer der Strommix.",
            Group.ELECTRICITY,
            example="Strom",
            synonyms=("Stromprodukt", "Energieträger", "Tarifart"),
        ),
        AMOUNT,
        replace(
            UNIT,
            meaning="Einheit des Verbrauchs: kWh, MWh oder GWh.",
            example="kWh",
            choices=unit_choices("kWh", "MWh", "GWh"),
        ),
        *_WHEN_AND_HOW_GOOD,
        CONTRACT,
        *_DELIVERED,
        *_CONTEXT,
        CONFIRMED,
    ),
    example_rows=(
        {
            "liegenschaft": "Rathaus",
            "zaehler": "0012345678",
            "aktivitaet": "strom",
            "menge": 184300,
            "einheit": "kWh",
            "datenguete": "A",
            "flaeche_m2": 6200,
            "quelle": "Jahresrechnung",
        },
        {
            "liegenschaft": "Freibad",
            "zaehler": "0087654321",
            "aktivitaet": "oekostrom",
            "menge": 96.4,
            "einheit": "MWh",
            "von": "{jahr}-05-01",
            "bis": "{jahr}-09-30",
            "datenguete": "A",
            "quelle": "Ablesung",
            "bemerkung": "nur Sommerbetrieb",
        },
    ),
)

HEAT = SheetTemplate(
    id="waerme",
    sheet="Wärme und Brennstoffe",
    version=1,
    title="Wärme und Brennstoffe",
    purpose="Eine Zeile je Zähler, Lieferung oder Liegenschaft: Fernwärme, Erdgas, Heizöl, Holz und andere. "
    "Gasrechnungen stehen meist in kWh (Hs).",
    constants=_CONSTANTS,
    columns=(
        SITE,
        METER,
        _carrier(
            "Energieträger",
            "Womit geheizt wird. „Gas“ allein reicht nicht: Erdgas, Flüssiggas und Biogas unterscheiden sich.",
            Group.HEAT,
            Group.FUEL,
            example="Erdgas",
            synonyms=("Brennstoff", "Heizenergieträger", "Wärmeart"),
        ),
        AMOUNT,
        replace(
            UNIT,
            choices=unit_choices(
                "kWh (Hs)",
                "kWh (Hi)",
                "kWh",
                "MWh (Hs)",
                "MWh (Hi)",
                "MWh",
                "GJ",
                "m³",
                "Nm³",
                "l",
                "kg",
                "t",
                "SRm",
                "rm",
                "fm",
            ),
        ),
        *_WHEN_AND_HOW_GOOD,
        *_DELIVERED,
        *_CONTEXT,
        EU_ETS,
        WEATHER_CORRECTED,
        CONFIRMED,
    ),
    example_rows=(
        {
            "liegenschaft": "Grundschule am Park",
            "zaehler": "G-004711",
            "aktivitaet": "erdgas",
            "menge": 312500,
            "einheit": "kWh (Hs)",
            "datenguete": "A",
            "flaeche_m2": 3400,
            "quelle": "Gasrechnung",
        },
        {
            "liegenschaft": "Feuerwache Nord",
            "aktivitaet": "heizoel",
            "menge": 7850,
            "einheit": "l",
            "von": "{jahr}-01-01",
            "bis": "{jahr}-12-31",
            "datenguete": "B",
            "quelle": "Lieferscheine",
            "bemerkung": "ein Tankstand geschätzt",
        },
    ),
)

FLEET = SheetTemplate(
    id="fuhrpark",
    sheet="Fuhrpark und Kraftstoffe",
    version=1,
    title="Fuhrpark und Kraftstoffe",
    purpose="Getankte Mengen je Fahrzeug, Fahrzeuggruppe oder Tankkarte. Ladestrom nur, wenn er auf keinem "
    "Stromzähler des Blatts Strom steht.",
    constants=_CONSTANTS,
    columns=(
        replace(
            SITE,
            title="Fahrzeuggruppe",
            meaning="Fahrzeug, Fahrzeuggruppe oder Standort, möglichst jedes Jahr gleich geschrieben. Keine Namen.",
            example="Müllsammelfahrzeuge",
            synonyms=("Fahrzeug", "Fuhrpark", "Liegenschaft", "Standort"),
        ),
        _carrier(
            "Kraftstoff",
            "Womit gefahren wird. „Sprit“ allein reicht nicht: Diesel und Benzin unterscheiden sich.",
            Group.MOTOR_FUEL,
            Group.ELECTRICITY,
            example="Diesel",
            synonyms=("Energieträger", "Treibstoff", "Kraftstoffart"),
        ),
        replace(AMOUNT, example=48250),
        replace(
            UNIT,
            meaning="Einheit des Verbrauchs: Liter für Diesel und Benzin, kg für CNG, kWh für Ladestrom.",
            example="l",
            choices=unit_choices("l", "kg", "t", "kWh", "MWh", "kWh (Hi)", "kWh (Hs)", "MWh (Hi)"),
        ),
        *_WHEN_AND_HOW_GOOD,
        *_DELIVERED,
        COST,
        LOCAL_FACTOR,
        SOURCE,
        REMARK,
        CONFIRMED,
    ),
    example_rows=(
        {
            "liegenschaft": "Müllsammelfahrzeuge",
            "aktivitaet": "diesel",
            "menge": 48250,
            "einheit": "l",
            "datenguete": "A",
            "quelle": "Tankabrechnung",
        },
        {
            "liegenschaft": "Dienstwagen",
            "aktivitaet": "benzin",
            "menge": 3120.5,
            "einheit": "l",
            "von": "{jahr}-01-01",
            "bis": "{jahr}-12-31",
            "datenguete": "A",
            "quelle": "Tankkarten",
        },
    ),
)
