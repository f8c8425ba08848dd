"""The sheet for what is estimated or corrected: rows of their own, with author, date, reason and source."""

from dataclasses import replace

from thgbilanz.core.vocabulary import Layer
from thgbilanz.templates.choices import LAYERS
from thgbilanz.templates.columns import (
    AMOUNT,
    AUTHOR,
    LAYER,
    METER,
    REASON,
    RECORDED_ON,
    SITE,
    SOURCE,
)
from thgbilanz.templates.model import SheetTemplate, TemplateColumn
from thgbilanz.templates.overview_sheets import ACTIVITIES

_COLUMNS = {column.key: column for column in ACTIVITIES.columns}
_OWN: tuple[TemplateColumn, ...] = (
    _COLUMNS["aktivitaet"],
    replace(
        LAYER,
        required=True,
        meaning="Schätzung: steht für eine Menge, die niemand gemessen hat. Korrektur: ändert eine Menge, die in einer "
        "anderen Zeile steht.",
        choices=tuple(choice for choice in LAYERS if choice.value != Layer.ACTUAL),
    ),
    replace(
        AMOUNT,
        title="Menge",
        unless="",
        signed=True,
        meaning="Menge der Schätzung, oder um wie viel die Korrektur die gelieferte Menge ändert: mit Minus, wenn sie "
        "kleiner wird.",
        example=-12400,
        synonyms=("Verbrauch", "Änderung"),
    ),
    replace(_COLUMNS["einheit"], unless=""),
    replace(AUTHOR, required=True),
    replace(RECORDED_ON, required=True),
    replace(REASON, required=True),
    replace(SOURCE, required=True),
    replace(SITE, meaning="Liegenschaft der Zeile, die korrigiert wird, genauso geschrieben."),
    replace(METER, meaning="Zähler der Zeile, die korrigiert wird, wenn es einen gibt."),
)
_NOT_HERE = frozenset({"notation", "flaeche_m2", "kosten_eur", "witterungsbereinigt"})

CORRECTIONS = SheetTemplate(
    id="korrekturen",
    sheet="Korrekturen und Schätzungen",
    version=1,
    title="Korrekturen und Schätzungen",
    purpose="Eine Zeile je Korrektur oder Schätzung. Gelieferte Zeilen bleiben, wie sie sind; die Korrektur steht "
    "daneben und darf negativ sein.",
    constants=ACTIVITIES.constants,
    columns=(
        *_OWN,
        *(c for c in ACTIVITIES.columns if c.key not in _NOT_HERE | {own.key for own in _OWN}),
    ),
    example_rows=(
        {
            "aktivitaet": "erdgas",
            "ebene": "korrektur",
            "menge": -12400,
            "einheit": "kWh (Hs)",
            "autor": "Klimaschutzstelle",
            "erfasst_am": "{jahr}-12-20",
            "begruendung": "Baustellenzähler irrtümlich mitgezählt",
            "quelle": "Ablesung vom 31.10.",
            "liegenschaft": "Grundschule am Park",
            "zaehler": "G-004711",
        },
        {
            "aktivitaet": "strom",
            "ebene": "schaetzung",
            "menge": 8600,
            "einheit": "kWh",
            "autor": "Klimaschutzstelle",
            "erfasst_am": "{jahr}-12-20",
            "begruendung": "Zähler März bis Mai defekt, Mittel der drei Vorjahre",
            "quelle": "Rechnungen der Vorjahre",
            "datenguete": "C",
            "liegenschaft": "Stadtbücherei",
        },
    ),
)
