"""Sheets for who generates and delivers: plants with fuel, heat and power, and deliveries to others."""

from dataclasses import replace

from thgbilanz.core.activity_kinds import KIND_BY_ID, Group
from thgbilanz.core.vocabulary import Flow, Space
from thgbilanz.templates.choices import YES_OR_NO, activity_choices, unit_choices
from thgbilanz.templates.columns import (
    AMOUNT,
    CONFIRMED,
    COST,
    COUNTERPARTY,
    DELIVERY,
    END,
    EU_ETS,
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
    UNIT,
)
from thgbilanz.templates.model import Choice, SheetTemplate, TemplateColumn
from thgbilanz.templates.tidy import TIDY

_WASTE = "abfallverbrennung"
_FUEL_UNITS = ("MWh (Hs)", "MWh (Hi)", "kWh (Hs)", "kWh (Hi)", "l", "kg", "t", "SRm", "rm", "fm", "m³", "Nm³")
_PLANTS = (
    Choice("BHKW oder Heizkraftwerk (KWK)", "kwk", "verbrennt Brennstoff, gibt Strom und Wärme ab"),
    Choice("Heizwerk oder Kessel", "heizwerk", "verbrennt Brennstoff, gibt Wärme ab"),
    Choice("Müllheizkraftwerk", "mhkw", "verbrennt Abfall; nur der fossile Anteil zählt in Scope 1"),
    Choice("Photovoltaik", "pv", "kein Brennstoff"),
    Choice("Wind- oder Wasserkraft", "wind_wasser", "kein Brennstoff"),
)


def _energy(key: str, title: str, meaning: str, example: float, *synonyms: str) -> TemplateColumn:
    return TemplateColumn(
        key,
        f"{title} (MWh)",
        "number",
        required=False,
        meaning=meaning,
        example=example,
        synonyms=(title, *synonyms),
        width=17,
        unit="MWh",
    )


PLANTS = SheetTemplate(
    id="anlagen",
    sheet="Anlagen",
    version=1,
    title="Anlagen: BHKW, Heizwerk, Photovoltaik, Müllheizkraftwerk",
    purpose="Eine Zeile je Anlage und Brennstoff. Der Brennstoff steht nur hier, nicht noch einmal auf dem Blatt Wärme "
    "und Brennstoffe.",
    constants={"raum": Space.ORGANISATIONAL.value},
    columns=(
        replace(SITE, title="Anlage", example="BHKW Hallenbad", synonyms=("Kraftwerk", "Standort", "Liegenschaft")),
        TemplateColumn(
            "anlagenart",
            "Art der Anlage",
            "choice",
            required=True,
            meaning="Was die Anlage tut. Anlagen mit Brennstoff stehen in Scope 1; ihr Strom und ihre Wärme "
            "zählen nicht noch einmal.",
            example=_PLANTS[0].label,
            choices=_PLANTS,
            synonyms=("Anlagenart", "Anlagentyp"),
            width=30,
            unless="notation",
        ),
        replace(
            TIDY["aktivitaet"],
            title="Brennstoff",
            required=False,
            meaning="Womit die Anlage betrieben wird. Leer bei Photovoltaik, Wind und Wasser.",
            example="Erdgas",
            choices=(
                *activity_choices(Space.ORGANISATIONAL, (Group.FUEL,)),
                Choice(KIND_BY_ID[_WASTE].label, _WASTE),
            ),
            synonyms=("Energieträger", "Brennstoffart"),
            width=30,
        ),
        replace(
            OPTIONAL_AMOUNT,
            title="Brennstoffeinsatz",
            meaning="Eingesetzte Menge des Brennstoffs im Zeitraum, als Zahl ohne Einheit. Daraus folgen Scope 1 und "
            "die Vorkette.",
            example=8200,
            synonyms=("Menge", "Brennstoffmenge", "Verbrauch"),
            width=17,
        ),
        replace(
            OPTIONAL_UNIT,
            meaning="Einheit des Brennstoffs; bei Gasen gehört Heizwert (Hi) oder Brennwert (Hs) dazu.",
            example="MWh (Hs)",
            choices=unit_choices(*_FUEL_UNITS),
        ),
        _energy(
            "waerme_erzeugt_mwh",
            "Wärme erzeugt",
            "Nutzbare Wärme ab Anlage. Lieferungen an andere stehen je Empfänger auf dem Blatt Lieferungen.",
            3900,
            "Wärmeerzeugung",
        ),
        _energy(
            "strom_erzeugt_mwh", "Strom erzeugt", "Strom ab Generator oder Wechselrichter.", 2700, "Stromerzeugung"
        ),
        _energy(
            "eigenverbrauch_mwh",
            "Davon selbst verbraucht",
            "Erzeugter Strom, den diese Organisation selbst nutzt, auch für den Betrieb der Anlage.",
            2100,
            "Eigenverbrauch",
        ),
        _energy(
            "einspeisung_mwh",
            "Davon ins Netz eingespeist",
            "Erzeugter Strom, der ins öffentliche Netz ging. Er wird genannt und nie vom eigenen Verbrauch abgezogen.",
            400,
            "Einspeisung",
            "Netzeinspeisung",
        ),
        _energy(
            "direktlieferung_mwh",
            "Davon über Direktleitung geliefert",
            "Erzeugter Strom, der ohne öffentliches Netz an andere ging (Kundenanlage, Mieterstrom).",
            200,
            "Direktlieferung",
            "Direktleitung",
        ),
        replace(
            COUNTERPARTY,
            title="Direktleitung an (ID)",
            meaning="Kennung der Organisation im Stadtkonzern, die den Strom über die Direktleitung bezieht. Leer "
            "bedeutet: Kunden außerhalb.",
            example="sport",
            synonyms=("Empfänger im Konzern (ID)", "Empfänger (ID)"),
        ),
        TemplateColumn(
            "eeg",
            "EEG-Vergütung",
            "choice",
            required=False,
            meaning="Ob der eingespeiste Strom nach dem EEG vergütet wird. Dann gibt es dafür keine Herkunftsnachweise "
            "(Doppelvermarktungsverbot, EEG 2023 § 80).",
            example="ja",
            choices=YES_OR_NO,
            synonyms=("EEG", "EEG-Förderung", "EEG-gefördert"),
            width=15,
        ),
        TemplateColumn(
            "herkunftsnachweise",
            "Herkunftsnachweise ausgestellt",
            "choice",
            required=False,
            meaning="Ob für den eingespeisten Strom Herkunftsnachweise ausgestellt oder beansprucht werden.",
            example="nein",
            choices=YES_OR_NO,
            synonyms=("Herkunftsnachweise", "HKN"),
            width=17,
        ),
        EU_ETS,
        NOTATION,
        START,
        END,
        QUALITY,
        LOCAL_FACTOR,
        UNCERTAINTY,
        COST,
        SOURCE,
        REMARK,
        CONFIRMED,
    ),
    example_rows=(
        {
            "liegenschaft": "BHKW Hallenbad",
            "anlagenart": "kwk",
            "aktivitaet": "erdgas",
            "menge": 8200,
            "einheit": "MWh (Hs)",
            "waerme_erzeugt_mwh": 3900,
            "strom_erzeugt_mwh": 2700,
            "eigenverbrauch_mwh": 2100,
            "einspeisung_mwh": 400,
            "direktlieferung_mwh": 200,
            "gegenpartei": "sport",
            "eu_ets": "nein",
            "datenguete": "A",
            "quelle": "Betriebstagebuch",
        },
        {
            "liegenschaft": "Dach Schulzentrum",
            "anlagenart": "pv",
            "strom_erzeugt_mwh": 96.4,
            "eigenverbrauch_mwh": 61.2,
            "einspeisung_mwh": 35.2,
            "eeg": "ja",
            "herkunftsnachweise": "nein",
            "datenguete": "A",
            "quelle": "Zähler",
        },
    ),
    derivation="anlagen",
)

DELIVERIES = SheetTemplate(
    id="lieferungen",
    sheet="Lieferungen",
    version=1,
    title="Lieferungen an andere",
    purpose="Eine Zeile je Empfänger und Produkt: Wärme, Strom, Brennstoffe, Entsorgung, Wasser, Fahrten, die diese "
    "Organisation geliefert hat. Nie eigener Verbrauch.",
    constants={"raum": Space.ORGANISATIONAL.value, "richtung": Flow.DELIVERED.value},
    columns=(
        replace(
            TIDY["aktivitaet"],
            title="Produkt",
            meaning="Was geliefert wurde: Wärme, Strom, Brennstoff, Abfall, Abwasser, Wasser oder Fahrten.",
            example="Fernwärme",
            choices=activity_choices(Space.ORGANISATIONAL),
            synonyms=("Aktivität", "Energieträger", "Leistung"),
            width=30,
        ),
        replace(
            COUNTERPARTY,
            title="Empfänger im Konzern (ID)",
            meaning="Kennung der Organisation im Stadtkonzern, die beliefert wurde. Leer bedeutet: Kunden außerhalb. "
            "Die Menge wird mit der Angabe des Empfängers verglichen.",
            example="wohnen",
            synonyms=("Empfänger", "Empfänger (ID)", "Kunde im Konzern (ID)", "Gegenpartei", "Gegenpartei (ID)"),
            width=20,
        ),
        replace(AMOUNT, title="Gelieferte Menge", example=5400, synonyms=("Menge", "Liefermenge"), width=16),
        replace(
            UNIT,
            meaning="Einheit der gelieferten Menge.",
            example="MWh",
            choices=unit_choices("MWh", "kWh", *_FUEL_UNITS, "km", "Pkm", "tkm", "EUR", "Nächte"),
        ),
        replace(
            DELIVERY,
            meaning="Nur für Strom: öffentliches Netz (am Markt beschafft und weiterverkauft), Direktleitung (eigene "
            "Erzeugung) oder eigene Erzeugung (eingespeist).",
        ),
        NOTATION,
        START,
        END,
        QUALITY,
        SITE,
        METER,
        LOCAL_FACTOR,
        SOURCE,
        REMARK,
        CONFIRMED,
    ),
    example_rows=(
        {
            "gegenpartei": "wohnen",
            "aktivitaet": "fernwaerme",
            "menge": 5400,
            "einheit": "MWh",
            "datenguete": "A",
            "quelle": "Abrechnung",
        },
        {
            "aktivitaet": "strom",
            "menge": 88000,
            "einheit": "MWh",
            "lieferung": "netz",
            "datenguete": "A",
            "quelle": "Absatzstatistik",
            "bemerkung": "Kunden außerhalb des Konzerns",
        },
    ),
)
