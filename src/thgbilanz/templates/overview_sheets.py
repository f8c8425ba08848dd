"""Sheets that hold whole balances: any activity of an organisation, and the territory by sector and carrier."""

from dataclasses import replace

from thgbilanz.core.organisation import TERRITORY
from thgbilanz.core.vocabulary import Space
from thgbilanz.templates.choices import activity_choices, unit_choices
from thgbilanz.templates.columns import (
    AMOUNT,
    CONFIRMED,
    COST,
    COUNTERPARTY,
    DELIVERY,
    END,
    FLOOR_AREA,
    LOCAL_FACTOR,
    METER,
    NOTATION,
    QUALITY,
    REMARK,
    SITE,
    SOURCE,
    START,
    UNCERTAINTY,
    UNIT,
    WEATHER_CORRECTED,
    YEAR,
)
from thgbilanz.templates.model import SheetTemplate
from thgbilanz.templates.tidy import TIDY

ACTIVITIES = SheetTemplate(
    id="aktivitaeten",
    sheet="Aktivitäten",
    version=1,
    title="Aktivitäten (allgemein)",
    purpose="Für alles, was auf keinem anderen Blatt Platz hat, und für Tabellen aus anderen Programmen. "
    "Betriebliche Bilanz.",
    constants={"raum": Space.ORGANISATIONAL.value},
    columns=(
        replace(
            TIDY["aktivitaet"],
            title="Aktivität",
            example="Restabfall zur Verbrennung",
            choices=activity_choices(Space.ORGANISATIONAL),
            synonyms=("Energieträger", "Tätigkeit"),
            width=30,
        ),
        replace(AMOUNT, title="Menge", synonyms=("Verbrauch", "Verbrauchsmenge")),
        replace(
            UNIT,
            choices=unit_choices(
                "kWh",
                "MWh",
                "GWh",
                "kWh (Hi)",
                "kWh (Hs)",
                "MWh (Hi)",
                "MWh (Hs)",
                "GJ",
                "l",
                "m³",
                "Nm³",
                "kg",
                "t",
                "SRm",
                "rm",
                "fm",
                "km",
                "Pkm",
                "tkm",
                "Nächte",
                "EUR",
            ),
        ),
        NOTATION,
        replace(
            YEAR,
            required=False,
            unless="",
            meaning="Kalenderjahr der Aktivität. Leer bedeutet: das Berichtsjahr der Stammdaten.",
        ),
        START,
        END,
        QUALITY,
        replace(
            TIDY["organisation"],
            title="Organisation (ID)",
            required=False,
            meaning="Kennung der Organisation wie in thg.toml. Leer bedeutet: die Organisation der Stammdaten.",
            synonyms=("Organisation", "Unternehmen", "Unternehmen (ID)"),
            width=18,
        ),
        SITE,
        METER,
        replace(
            TIDY["scope3_kategorie"],
            title="Scope-3-Kategorie",
            example="3.5 Abfall aus dem Betrieb",
            synonyms=("Scope 3 Kategorie", "Kategorie (Scope 3)"),
            width=28,
        ),
        COUNTERPARTY,
        DELIVERY,
        LOCAL_FACTOR,
        FLOOR_AREA,
        COST,
        UNCERTAINTY,
        SOURCE,
        REMARK,
        WEATHER_CORRECTED,
        CONFIRMED,
    ),
    example_rows=(
        {
            "aktivitaet": "restabfall",
            "menge": 42.6,
            "einheit": "t",
            "datenguete": "A",
            "liegenschaft": "Betriebshof",
            "scope3_kategorie": "3.5",
            "gegenpartei": "entsorgung",
            "quelle": "Wiegescheine",
        },
        {
            "aktivitaet": "wasser",
            "menge": 5180,
            "einheit": "m³",
            "von": "{jahr}-01-01",
            "bis": "{jahr}-12-31",
            "datenguete": "B",
            "liegenschaft": "Hallenbad",
            "unsicherheit_prozent": 5,
            "quelle": "Jahresrechnung",
        },
    ),
)

TERRITORIAL = SheetTemplate(
    id="stadtgebiet",
    sheet="Stadtgebiet",
    version=1,
    title="Stadtgebiet: Endenergie nach Sektor und Energieträger",
    purpose="Eine Zeile je Sektor und Energieträger: Endenergie auf dem Stadtgebiet, nicht witterungsbereinigt. "
    "Territoriale Bilanz (BISKO).",
    constants={"raum": Space.TERRITORIAL.value, "organisation": TERRITORY},
    columns=(
        replace(
            TIDY["sektor"],
            title="Sektor",
            required=True,
            meaning="Verbrauchssektor nach BISKO. „Gebäude (nicht aufgeteilt)“ nur, wenn eine Veröffentlichung nicht "
            "feiner trennt; die Bilanz ist dann nicht BISKO-konform.",
            example="Private Haushalte",
            synonyms=("Verbrauchssektor", "Bereich"),
            width=34,
        ),
        replace(
            TIDY["aktivitaet"],
            title="Energieträger",
            example="Erdgas",
            choices=activity_choices(Space.TERRITORIAL),
            synonyms=("Aktivität", "Brennstoff", "Kraftstoff"),
            width=30,
        ),
        replace(
            AMOUNT,
            title="Endenergie",
            meaning="Endenergie als Zahl ohne Einheit, wie am Zähler gemessen, ohne Witterungsbereinigung. Fehlt der "
            "Wert, bleibt die Zelle leer und ein Kennzeichen sagt, warum. Eine 0 ist eine bestätigte Null.",
            example=896858,
            synonyms=("Verbrauch", "Menge", "Endenergieverbrauch"),
            width=16,
        ),
        replace(
            UNIT,
            meaning="Einheit der Endenergie. Brennstoffe und Kraftstoffe bezogen auf den Heizwert (Hi); Strom und "
            "Wärme ohne Zusatz.",
            example="MWh",
            choices=unit_choices(
                "MWh", "MWh (Hi)", "GWh", "GWh (Hi)", "kWh", "kWh (Hi)", "GJ", "TJ", "MWh (Hs)", "kWh (Hs)"
            ),
        ),
        NOTATION,
        QUALITY,
        LOCAL_FACTOR,
        UNCERTAINTY,
        SOURCE,
        REMARK,
        WEATHER_CORRECTED,
        CONFIRMED,
    ),
    example_rows=(
        {
            "sektor": "haushalte",
            "aktivitaet": "erdgas",
            "menge": 1250000,
            "einheit": "MWh (Hi)",
            "datenguete": "A",
            "quelle": "Netzbetreiber, Konzessionsabrechnung",
        },
        {
            "sektor": "industrie",
            "aktivitaet": "steinkohle",
            "notation": "vertraulich",
            "quelle": "Statistisches Landesamt",
            "bemerkung": "ein Betrieb, Geheimhaltung",
        },
    ),
)
