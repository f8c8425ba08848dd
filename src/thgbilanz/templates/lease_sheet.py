"""The sheet for rented rooms: tenants' energy of a housing company, and rooms that an organisation rents."""

from dataclasses import replace

from thgbilanz.core.activity_kinds import Group
from thgbilanz.core.vocabulary import Space
from thgbilanz.templates.choices import activity_choices
from thgbilanz.templates.columns import (
    CONFIRMED,
    COUNTERPARTY,
    END,
    FLOOR_AREA,
    LOCAL_FACTOR,
    METER,
    NOTATION,
    OPTIONAL_AMOUNT,
    QUALITY,
    REMARK,
    SITE,
    SOURCE,
    START,
    UNCERTAINTY,
    WEATHER_CORRECTED,
)
from thgbilanz.templates.energy_sheets import HEAT
from thgbilanz.templates.model import Choice, SheetTemplate, TemplateColumn
from thgbilanz.templates.tidy import TIDY

_UNIT = next(column for column in HEAT.columns if column.key == "einheit")

LEASED = SheetTemplate(
    id="mietobjekte",
    sheet="Mietobjekte",
    version=1,
    title="Vermietete und angemietete Räume",
    purpose="Eine Zeile je Objekt und Energieträger. Wer die Anlage betreibt, hat die Emissionen in Scope 1 oder 2; "
    "für die andere Seite zählen sie in Scope 3 (3.13 oder 3.8).",
    constants={"raum": Space.ORGANISATIONAL.value},
    columns=(
        replace(SITE, title="Objekt", example="Siedlung am Park", synonyms=("Liegenschaft", "Gebäude", "Standort")),
        TemplateColumn(
            "mietverhaeltnis",
            "Mietverhältnis",
            "choice",
            required=True,
            meaning="Ob diese Organisation das Objekt vermietet oder angemietet hat.",
            example="vermietet",
            choices=(Choice("vermietet", "vermietet"), Choice("angemietet", "angemietet")),
            synonyms=("Vermietet oder angemietet",),
            unless="notation",
        ),
        TemplateColumn(
            "betreiber",
            "Betreiber der Anlage",
            "choice",
            required=True,
            meaning="Wer die Heizung betreibt, bei Strom: wer den Liefervertrag hat. Bei einer Zentralheizung meist "
            "der Vermieter, bei Etagenheizung und Wohnungsstrom der Mieter.",
            example="Mieter",
            choices=(Choice("Vermieter", "vermieter"), Choice("Mieter", "mieter")),
            synonyms=("Betreiber", "Betreiber der Heizung"),
            width=17,
            unless="notation",
        ),
        METER,
        replace(
            TIDY["aktivitaet"],
            title="Energieträger",
            meaning="Womit geheizt wird, oder Strom.",
            example="Erdgas",
            choices=activity_choices(Space.ORGANISATIONAL, (Group.ELECTRICITY, Group.HEAT, Group.FUEL)),
            synonyms=("Brennstoff", "Wärmeart"),
            width=30,
        ),
        replace(
            OPTIONAL_AMOUNT,
            meaning="Verbrauch als Zahl ohne Einheit. Leer, wenn er aus Fläche mal Kennwert gerechnet werden soll.",
        ),
        replace(
            _UNIT, meaning="Einheit des Verbrauchs oder der Energie aus Fläche mal Kennwert, bei Gas mit Hi oder Hs."
        ),
        replace(
            FLOOR_AREA, meaning="Vermietete oder angemietete Fläche in m²; für den Kennwert dieselbe Art von Fläche."
        ),
        TemplateColumn(
            "kennwert_kwh_m2",
            "Kennwert (kWh/m² im Jahr)",
            "number",
            required=False,
            meaning="Energie je m² und Jahr, wenn kein Verbrauch bekannt ist, etwa aus dem Energieausweis oder von "
            "vergleichbaren Gebäuden. Die Spalte Quelle belegt ihn.",
            example=128,
            synonyms=("Kennwert", "Kennwert (kWh/m²)", "Kennwert (kWh/m²a)"),
            width=17,
            unit="kWh",
        ),
        NOTATION,
        START,
        END,
        QUALITY,
        replace(
            COUNTERPARTY,
            title="Vermieter oder Mieter im Konzern (ID)",
            meaning="Kennung der anderen Seite des Mietvertrags, wenn sie zum Stadtkonzern gehört: So zählt dieselbe "
            "Tonne nicht zweimal.",
            example="stadt",
            synonyms=("Andere Seite im Konzern (ID)", "Gegenpartei", "Gegenpartei (ID)"),
            width=19,
        ),
        LOCAL_FACTOR,
        UNCERTAINTY,
        SOURCE,
        REMARK,
        WEATHER_CORRECTED,
        CONFIRMED,
    ),
    example_rows=(
        {
            "liegenschaft": "Siedlung am Park",
            "mietverhaeltnis": "vermietet",
            "betreiber": "mieter",
            "aktivitaet": "erdgas",
            "einheit": "kWh (Hi)",
            "flaeche_m2": 18400,
            "kennwert_kwh_m2": 128,
            "datenguete": "C",
            "quelle": "Energieausweise 2018",
        },
        {
            "liegenschaft": "Bürgerbüro Nord",
            "mietverhaeltnis": "angemietet",
            "betreiber": "vermieter",
            "aktivitaet": "fernwaerme",
            "menge": 64000,
            "einheit": "kWh",
            "datenguete": "A",
            "gegenpartei": "wohnen",
            "quelle": "Heizkostenabrechnung",
        },
    ),
    derivation="mietobjekte",
)
