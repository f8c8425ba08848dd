"""The sheet for purchases: by mass where it is known, by spend where only an invoice is at hand."""

from dataclasses import replace

from thgbilanz.core.activity_kinds import Group
from thgbilanz.core.vocabulary import Space
from thgbilanz.templates.choices import activity_choices, unit_choices
from thgbilanz.templates.columns import (
    CONFIRMED,
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
from thgbilanz.templates.model import SheetTemplate, TemplateColumn
from thgbilanz.templates.tidy import TIDY


def _index(key: str, title: str, meaning: str, example: float, *synonyms: str) -> TemplateColumn:
    return TemplateColumn(
        key, title, "number", required=False, meaning=meaning, example=example, synonyms=synonyms, width=18, unit="1"
    )


def _price_year(key: str, title: str, meaning: str, example: int, *synonyms: str) -> TemplateColumn:
    return TemplateColumn(key, title, "year", required=False, meaning=meaning, example=example, synonyms=synonyms)


PURCHASES = SheetTemplate(
    id="beschaffung",
    sheet="Beschaffung",
    version=1,
    title="Beschaffung",
    purpose="Eine Zeile je Warengruppe: am besten die Menge in kg, sonst die Ausgaben. Ausgaben brauchen einen eigenen "
    "Faktor in kg CO2e je EUR und zählen als Datengüte D.",
    constants={"raum": Space.ORGANISATIONAL.value},
    columns=(
        replace(
            SITE,
            title="Warengruppe",
            meaning="Ware, Leistung oder Konto des Haushalts, möglichst jedes Jahr gleich geschrieben.",
            example="Reinigung der Schulen",
            synonyms=("Ware", "Leistung", "Konto", "Sachkonto", "Bezeichnung"),
        ),
        replace(
            TIDY["aktivitaet"],
            title="Art des Einkaufs",
            meaning="Papier und IT-Geräte nach Masse; alles andere nach Ausgaben, getrennt nach Waren, "
            "Dienstleistungen (3.1) und Kapitalgütern (3.2).",
            example="Dienstleistungen nach Ausgaben",
            choices=activity_choices(Space.ORGANISATIONAL, (Group.GOODS,)),
            synonyms=("Einkaufsart",),
            width=30,
        ),
        replace(
            OPTIONAL_AMOUNT,
            title="Menge",
            meaning="Gekaufte Masse, zum Beispiel Papier. Leer, wenn nach Ausgaben gerechnet wird.",
            example=8400,
            synonyms=("Masse", "Gewicht"),
        ),
        replace(
            OPTIONAL_UNIT,
            meaning="Einheit der Menge: kg oder t.",
            example="kg",
            choices=unit_choices("kg", "t"),
        ),
        TemplateColumn(
            "ausgaben_eur",
            "Ausgaben (EUR)",
            "number",
            required=False,
            meaning="Ausgaben im Zeitraum in EUR. Ob Mehrwertsteuer enthalten ist, sagt die nächste Spalte.",
            example=119000,
            synonyms=("Ausgaben", "Rechnungsbetrag (EUR)", "Betrag (EUR)"),
            unit="EUR",
        ),
        TemplateColumn(
            "mwst_prozent",
            "Enthaltene MwSt. (%)",
            "percent",
            required=False,
            meaning="Satz der Mehrwertsteuer, die in den Ausgaben steckt; 0, wenn die Ausgaben netto sind. Faktoren je "
            "EUR gelten ohne Steuer.",
            example=19,
            synonyms=("MwSt. (%)", "Mehrwertsteuer (%)", "USt. (%)"),
            unit="%",
        ),
        replace(
            LOCAL_FACTOR,
            meaning="Kennung eines eigenen Faktors in kg CO2e je EUR aus dem Ordner faktoren/. Mitgeliefert ist "
            "keiner: docs/luecken.md nennt den Grund.",
            example="ausgaben.reinigung",
        ),
        _price_year(
            "preisjahr_faktor",
            "Preisstand des Faktors",
            "Jahr, zu dessen Preisen der Faktor gilt.",
            2015,
            "Preisjahr des Faktors",
        ),
        _price_year(
            "preisjahr",
            "Preisstand der Ausgaben",
            "Jahr der Ausgaben. Leer bedeutet: das Berichtsjahr.",
            2019,
            "Preisjahr",
            "Preisjahr der Ausgaben",
        ),
        _index(
            "preisindex",
            "Preisindex der Ausgaben (Basis 100)",
            "Preisindex im Jahr der Ausgaben, zum Beispiel der Verbraucherpreisindex; die Quelle nennt ihn.",
            105.3,
            "Preisindex",
            "Preisindex der Ausgaben",
        ),
        _index(
            "preisindex_faktor",
            "Preisindex des Faktors (Basis 100)",
            "Derselbe Preisindex im Jahr des Faktors.",
            100,
            "Preisindex des Faktors",
        ),
        NOTATION,
        START,
        END,
        QUALITY,
        COUNTERPARTY,
        UNCERTAINTY,
        SOURCE,
        REMARK,
        CONFIRMED,
    ),
    example_rows=(
        {
            "liegenschaft": "Druckerpapier",
            "aktivitaet": "papier_recycling",
            "menge": 8400,
            "einheit": "kg",
            "datenguete": "A",
            "quelle": "Lieferscheine",
        },
        {
            "liegenschaft": "Reinigung der Schulen",
            "aktivitaet": "ausgaben_leistungen",
            "ausgaben_eur": 119000,
            "mwst_prozent": 19,
            "faktor": "ausgaben.reinigung",
            "preisjahr_faktor": 2015,
            "preisindex": 105.3,
            "preisindex_faktor": 100,
            "quelle": "Haushaltskonto; Preisindex laut Statistikamt",
        },
    ),
    derivation="beschaffung",
)
