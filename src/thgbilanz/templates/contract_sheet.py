"""The sheet of supply contracts: what a contract claims, and what it must show to count (Scope 2 Guidance, ch. 7)."""

from dataclasses import replace

from thgbilanz.core.contract import CRITERIA, Instrument
from thgbilanz.core.vocabulary import Space
from thgbilanz.templates.choices import YES_OR_NO
from thgbilanz.templates.columns import END, REMARK, SOURCE, START, YEAR
from thgbilanz.templates.model import Choice, SheetTemplate, TemplateColumn
from thgbilanz.templates.tidy import TIDY

CONTRACTS_ID = "stromvertraege"
"""Id of the sheet, and of what becomes of its rows: contracts, not activities."""

_INSTRUMENTS = (
    Choice(
        Instrument.CERTIFICATE.label,
        Instrument.CERTIFICATE.value,
        "Herkunftsnachweise, die für den Verbraucher entwertet sind, oder Direktliefervertrag (PPA). Geht vor.",
    ),
    Choice(
        Instrument.SUPPLIER.label,
        Instrument.SUPPLIER.value,
        "Emissionsfaktor des gelieferten Produkts laut Stromkennzeichnung, nicht der des ganzen Unternehmens.",
    ),
)


def _criterion(number: str, words: str) -> TemplateColumn:
    return TemplateColumn(
        f"kriterium_{number}",
        f"Kriterium {number}: {words}",
        "choice",
        required=False,
        meaning=f"Qualitätskriterium {number} der GHG Protocol Scope 2 Guidance (Tabelle 7.1): Der Nachweis {words}. "
        "Nur „ja“ bei allen fünf lässt den Vertrag zählen; sonst steht die Menge im Residualmix.",
        example="ja",
        choices=YES_OR_NO,
        synonyms=(f"Kriterium {number}", f"Qualitätskriterium {number}"),
        width=20,
    )


CONTRACTS = SheetTemplate(
    id=CONTRACTS_ID,
    sheet="Stromverträge",
    version=1,
    title="Stromverträge",
    purpose="Eine Zeile je Stromliefervertrag des Jahres. Auf dem Blatt Strom nennt jede Zeile ihren Vertrag. Verträge "
    "ändern nur Scope 2 marktbasiert.",
    constants={"raum": Space.ORGANISATIONAL.value},
    columns=(
        TemplateColumn(
            "lieferant",
            "Lieferant",
            "text",
            required=False,
            meaning="Name des Stromlieferanten.",
            example="Stadtwerke Musterstadt",
            synonyms=("Versorger", "Stromlieferant"),
            width=24,
        ),
        replace(
            TIDY["vertrag"],
            title="Vertrag (ID)",
            required=True,
            meaning="Kurze Kennung des Vertrags, je Jahr einmal. Die Stromzeilen nennen sie.",
            synonyms=("Vertrag", "Kennung", "Vertragskennung", "Vertragsnummer"),
        ),
        TemplateColumn(
            "produkt",
            "Produkt",
            "text",
            required=False,
            meaning="Name des Tarifs oder Produkts, wie er auf der Stromkennzeichnung steht.",
            example="Natur 100",
            synonyms=("Tarif", "Stromprodukt"),
            width=20,
        ),
        TemplateColumn(
            "instrument",
            "Art des Nachweises",
            "choice",
            required=True,
            meaning="Worauf sich der Emissionsfaktor stützt.",
            example=Instrument.CERTIFICATE.label,
            choices=_INSTRUMENTS,
            synonyms=("Instrument", "Nachweis"),
            width=26,
        ),
        replace(START, meaning="Erster Tag, für den der Vertrag gilt. Leer bedeutet: seit Jahresbeginn."),
        replace(END, meaning="Letzter Tag, für den der Vertrag gilt. Leer bedeutet: bis Jahresende."),
        TemplateColumn(
            "strommenge_kwh",
            "Gedeckte Menge im Jahr (kWh)",
            "number",
            required=False,
            meaning="kWh, die der Vertrag in diesem Jahr deckt; bei Herkunftsnachweisen die entwertete Menge und "
            "Pflicht. Leer nur beim Produkt des Lieferanten: alles, was er geliefert hat.",
            example=250000,
            synonyms=("Strommenge (kWh)", "Menge (kWh)", "Entwertete Menge (kWh)"),
            width=17,
            unit="kWh",
        ),
        TemplateColumn(
            "kg_je_kwh",
            "Direkte Emissionen (kg CO2e je kWh)",
            "number",
            required=False,
            meaning="Direkter Emissionsfaktor ohne Vorkette in kg je kWh. Die Stromkennzeichnung nennt g je kWh: durch "
            "1000 teilen. Entwertete Herkunftsnachweise aus Wind, Wasser oder Sonne: 0.",
            example=0,
            synonyms=("kg CO2e je kWh", "Emissionsfaktor (kg/kWh)", "Emissionsfaktor (kg CO2e/kWh)"),
            width=20,
            unit="kg/kWh",
        ),
        replace(
            SOURCE,
            title="Quelle des Faktors",
            meaning="Wo der Faktor steht, zum Beispiel Stromkennzeichnung mit Seite oder Entwertungsbestätigung.",
            example="Stromkennzeichnung 2019, S. 2",
            synonyms=("Quelle", "Beleg", "Stromkennzeichnung"),
        ),
        *(_criterion(number, words) for number, words in CRITERIA),
        TemplateColumn(
            "gilt_auch_fuer",
            "Gilt auch für (IDs)",
            "text",
            required=False,
            meaning="Kennungen weiterer Organisationen, die aus diesem Rahmenvertrag beziehen, durch Komma getrennt.",
            example="wohnen, sport",
            synonyms=("Gilt auch für", "Weitere Organisationen", "Weitere Organisationen (IDs)"),
            width=20,
        ),
        TemplateColumn(
            "zeitlicher_abgleich",
            "Zeitlicher Abgleich",
            "text",
            required=False,
            meaning="Wie Erzeugung und Verbrauch zeitlich zusammenpassen: Jahr, Monat oder Stunde. Freier Text; die "
            "Regeln dazu werden gerade überarbeitet, er entscheidet noch nichts.",
            example="Kalenderjahr",
            synonyms=("Zeitliche Zuordnung", "Stündlicher Abgleich"),
            width=18,
        ),
        replace(
            YEAR,
            required=False,
            unless="",
            meaning="Kalenderjahr, dessen Verbrauch der Vertrag deckt. Leer bedeutet: das Berichtsjahr der Stammdaten.",
        ),
        replace(
            TIDY["organisation"],
            title="Organisation (ID)",
            required=False,
            meaning="Wer den Vertrag hält. Leer bedeutet: die Organisation der Stammdaten.",
            synonyms=("Organisation", "Vertragspartner (ID)"),
            width=18,
        ),
        REMARK,
    ),
    example_rows=(
        {
            "vertrag": "SV-01",
            "lieferant": "Stadtwerke Musterstadt",
            "produkt": "Natur 100",
            "instrument": Instrument.CERTIFICATE.value,
            "strommenge_kwh": 250000,
            "kg_je_kwh": 0,
            "quelle": "Entwertungsbestätigung HKNR",
            **{f"kriterium_{number}": "ja" for number, _ in CRITERIA},
        },
        {
            "vertrag": "SV-02",
            "lieferant": "Regionalstrom",
            "produkt": "Gewerbe",
            "instrument": Instrument.SUPPLIER.value,
            "von": "{jahr}-01-01",
            "bis": "{jahr}-12-31",
            "kg_je_kwh": 0.352,
            "quelle": "Stromkennzeichnung, S. 2",
            **{f"kriterium_{number}": "ja" for number, _ in CRITERIA},
            "gilt_auch_fuer": "wohnen",
        },
    ),
    derivation=CONTRACTS_ID,
)
