"""Dropdown entries made from the vocabularies: German labels beside the values of the tidy table."""

from collections.abc import Iterable

from thgbilanz.core.activity_kinds import ACTIVITY_KINDS, ActivityKind, Group
from thgbilanz.core.vocabulary import DataQuality, Delivery, Flow, Layer, Notation, OrganisationKind, Sector, Space
from thgbilanz.templates.model import Choice


def activity_choices(space: Space, groups: Iterable[Group] = tuple(Group)) -> tuple[Choice, ...]:
    """Activities that may be booked in an accounting space, in the order of exhibits."""
    wanted = frozenset(groups)
    return tuple(_activity(kind) for kind in ACTIVITY_KINDS if space in kind.spaces and kind.group in wanted)


def all_activity_choices() -> tuple[Choice, ...]:
    """Every activity, for the tidy table."""
    return tuple(_activity(kind) for kind in ACTIVITY_KINDS)


def _activity(kind: ActivityKind) -> Choice:
    return Choice(kind.label, kind.id)


def unit_choices(*spellings: str) -> tuple[Choice, ...]:
    """Units as the dropdown offers them: label and value are the same spelling."""
    return tuple(Choice(spelling, spelling) for spelling in spellings)


SPACES: tuple[Choice, ...] = tuple(Choice(space.value, space.value) for space in Space)

SECTORS: tuple[Choice, ...] = tuple(Choice(sector.label, sector.value) for sector in Sector)

LAYERS: tuple[Choice, ...] = (
    Choice("ist", Layer.ACTUAL.value, "gemessen, abgerechnet oder abgelesen; leer bedeutet dasselbe"),
    Choice("Schätzung", Layer.ESTIMATE.value, "steht für eine Menge, die niemand gemessen hat"),
    Choice("Korrektur", Layer.CORRECTION.value, "ändert eine Menge, die in einer anderen Zeile steht; auch negativ"),
)

_QUALITY_MEANINGS = {
    DataQuality.A: "regionale Primärdaten, zum Beispiel Zähler oder Rechnung",
    DataQuality.B: "Hochrechnung regionaler Primärdaten",
    DataQuality.C: "regionale Kennwerte und Statistiken",
    DataQuality.D: "bundesweite Kennzahlen",
}
QUALITIES: tuple[Choice, ...] = tuple(
    Choice(grade.value, grade.value, meaning) for grade, meaning in _QUALITY_MEANINGS.items()
)
"""Datengüte classes of the BISKO Methodenpapier, section 3.4."""

_NOTATION_MEANINGS = {
    Notation.NOT_OCCURRING: "Es gibt diesen Verbrauch nicht, zum Beispiel kein Ölkessel.",
    Notation.NOT_ESTIMATED: "Es gibt den Verbrauch, aber noch keinen Wert. Die Bilanz weist ihn als offen aus.",
    Notation.INCLUDED_ELSEWHERE: "Der Verbrauch steckt schon in einer anderen Zeile; die Bemerkung nennt sie.",
    Notation.CONFIDENTIAL: "Der Wert ist bekannt, darf aber nicht weitergegeben werden.",
}
NOTATIONS: tuple[Choice, ...] = tuple(
    Choice(key.label, key.value, meaning) for key, meaning in _NOTATION_MEANINGS.items()
)

_DELIVERY_LABELS = {
    Delivery.GRID: "öffentliches Netz",
    Delivery.DIRECT: "Direktleitung",
    Delivery.OWN: "eigene Erzeugung",
}
DELIVERIES: tuple[Choice, ...] = tuple(Choice(label, way.value) for way, label in _DELIVERY_LABELS.items())

_FLOW_MEANINGS = {
    Flow.RECEIVED: "selbst verbraucht oder bezogen; gilt auch, wenn die Zelle leer ist",
    Flow.DELIVERED: "an andere geliefert oder verkauft; zählt nie zum eigenen Verbrauch",
}
FLOWS: tuple[Choice, ...] = tuple(Choice(flow.label, flow.value, meaning) for flow, meaning in _FLOW_MEANINGS.items())

_ORGANISATION_LABELS = {
    OrganisationKind.ADMINISTRATION: "Verwaltung",
    OrganisationKind.HOUSING: "Wohnungsbau",
    OrganisationKind.UTILITY: "Versorgung",
    OrganisationKind.TRANSPORT: "Verkehr",
    OrganisationKind.HARBOUR: "Hafen",
    OrganisationKind.WASTE: "Entsorgung",
    OrganisationKind.SPORTS: "Sport",
    OrganisationKind.DEVELOPMENT: "Wirtschaftsförderung",
    OrganisationKind.PACT: "Klimapakt",
    OrganisationKind.OTHER: "Sonstige",
}
ORGANISATION_KINDS: tuple[Choice, ...] = tuple(
    Choice(label, kind.value) for kind, label in _ORGANISATION_LABELS.items()
)

YES_OR_NO: tuple[Choice, ...] = (Choice("ja", "ja"), Choice("nein", "nein"))

# Labels begin with the number and go on with words: a bare "3.1" becomes a date in a German Excel.
_SCOPE3_LABELS = (
    "Eingekaufte Güter und Dienstleistungen",
    "Kapitalgüter",
    "Brennstoff- und energiebezogene Vorketten",
    "Vorgelagerter Transport",
    "Abfall aus dem Betrieb",
    "Geschäftsreisen",
    "Arbeitswege der Beschäftigten",
    "Angemietete Sachanlagen",
    "Nachgelagerter Transport",
    "Verarbeitung verkaufter Produkte",
    "Nutzung verkaufter Produkte",
    "Entsorgung verkaufter Produkte",
    "Vermietete Sachanlagen",
    "Franchise",
    "Investitionen",
)
SCOPE3_CATEGORIES: tuple[Choice, ...] = tuple(
    Choice(f"3.{number} {label}", f"3.{number}") for number, label in enumerate(_SCOPE3_LABELS, start=1)
)
"""Categories of the GHG Protocol Corporate Value Chain (Scope 3) Standard, table 5.3."""
