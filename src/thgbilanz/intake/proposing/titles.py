"""What a title of a foreign table may mean, and why: equal, a known synonym, similar, or a word that it contains."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from thgbilanz.core.activity_kinds import ACTIVITY_KINDS, AMBIGUOUS, KIND_BY_ID
from thgbilanz.intake.suggestions import nearest
from thgbilanz.intake.title_units import title_and_unit
from thgbilanz.templates.definition import SHEETS, TIDY, TIDY_COLUMNS, normal_title

_YEAR = re.compile(r"\b((?:19|20)[0-9]{2})\b")
_WORD = re.compile(r"[^\W\d_]{3,}")
_SHORTEST_SIMILAR = 5
_TOLD_BY_A_WORD = frozenset({"menge", "flaeche_m2", "kosten_eur", "zaehler"})
_MONEY = frozenset({"EUR", "€"})
_TIMES = frozenset({"jahr", "von", "bis"})
_MONTHS = ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
_WORDS_OF_LISTS: Mapping[str, tuple[str, ...]] = {
    "liegenschaft": (
        "haus",
        "gebäudename",
        "immobilie",
        "adresse",
        "straße",
        "strasse",
        "bezeichnung",
        "name",
        "anlage",
    ),
    "zaehler": ("zähler", "zählpunkt", "malo", "melo", "marktlokations-id"),
    "flaeche_m2": ("wohnfläche", "nutzfläche", "nettogrundfläche", "ngf", "bgf", "beheizte fläche", "fläche"),
    "kosten_eur": ("kosten", "betrag", "rechnungsbetrag", "bruttobetrag"),
    "menge": ("verbrauch", "menge", "wert", "verbrauchsmenge", "jahresverbrauch"),
    "einheit": ("einheit", "me", "mengeneinheit"),
    "aktivitaet": ("energieträger", "medium", "energieart", "brennstoff", "sparte", "kraftstoff"),
    "jahr": ("jahr", "abrechnungsjahr", "kalenderjahr"),
    "von": ("von", "beginn", "abrechnung von", "zeitraum von"),
    "bis": ("bis", "ende", "abrechnung bis", "zeitraum bis"),
}
"""Words that foreign lists use beside the synonyms of our templates; only for proposals."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a title suggests. ``key`` is a tidy key or empty; all of it is a proposal."""

    key: str
    reason: str
    activity: str = ""
    unit: str = ""
    year: int | None = None


def meaning_of(title: str) -> Meaning:
    """The meaning of a title.

    >>> meaning_of("Objekt").key, meaning_of("Erdgas [kWh Hs]").activity, meaning_of("Verbrauch 2019").year
    ('liegenschaft', 'erdgas', 2019)
    """
    bare, unit = title_and_unit(title)
    match = _YEAR.search(bare)
    year = int(match[1]) if match else None
    rest = " ".join((bare[: match.start()] + " " + bare[match.end() :]).split(" ")).strip(" -–:,") if match else bare
    name = normal_title(rest)
    if year and not name:
        return Meaning("menge", f"Titel ist die Jahreszahl {year}", unit=unit, year=year)
    found = _by_name(title, name, unit, year) or _by_activity(name, unit, year) or _by_likeness(rest, unit, year)
    return found or Meaning("", "nicht erkannt – bitte eintragen", unit=unit, year=year)


def is_month(title: str) -> bool:
    """Whether a title is the name of a month.

    >>> is_month("Januar"), is_month("Jan. 19"), is_month("Marktlokation")
    (True, True, False)
    """
    name = normal_title(title)
    return name[:3] in _MONTHS and len(re.sub(r"[^a-zäöü]", "", name)) <= len("september") and "markt" not in name


def _by_name(title: str, name: str, unit: str, year: int | None) -> Meaning | None:
    for spelling in dict.fromkeys((normal_title(title), name)):
        if key := _known_titles().get(spelling):
            return Meaning(key, "Titel gleich", unit=unit, year=year)
        if key := _list_words().get(spelling):
            return Meaning(key, "übliches Wort in Listen", unit=unit, year=year)
    return None


def _by_activity(name: str, unit: str, year: int | None) -> Meaning | None:
    if kind := _kinds().get(name):
        return Meaning("menge", f"Titel nennt „{KIND_BY_ID[kind].label}“", kind, unit, year)
    words = _WORD.findall(name)
    if unit in _MONEY or any(word.startswith(("kosten", "preis", "betrag")) for word in words):
        return Meaning("kosten_eur", "Titel nennt Kosten", unit=unit)
    named = {kind for word in words if (kind := _kinds().get(word))}
    if len(named) == 1:
        (kind,) = named
        return Meaning("menge", f"Titel nennt „{KIND_BY_ID[kind].label}“", kind, unit, year)
    ambiguous = [word for word in words if word in AMBIGUOUS]
    if ambiguous and not named:
        labels = " oder ".join(f"„{KIND_BY_ID[kind].label}“" for kind in AMBIGUOUS[ambiguous[0]][:3])
        return Meaning("menge", f"„{ambiguous[0].capitalize()}“ ist mehrdeutig: {labels}?", unit=unit, year=year)
    return None


def _by_likeness(rest: str, unit: str, year: int | None) -> Meaning | None:
    for known in (_known_titles(), _list_words()):
        if near := nearest(rest, _long_enough(known), most=1):
            return Meaning(known[near[0]], f"Titel ähnlich: „{near[0]}“", unit=unit, year=year)
    # Without a unit a word that looks like a carrier is more often something else.
    if unit and (near := nearest(rest, _long_enough(_kinds()), most=1)):
        kind = _kinds()[near[0]]
        return Meaning("menge", f"Titel ähnlich: „{KIND_BY_ID[kind].label}“", kind, unit, year)
    for word in _WORD.findall(normal_title(rest)):
        key = _list_words().get(word)
        if key in _TOLD_BY_A_WORD:
            return Meaning(key, f"Titel enthält „{word}“", unit=unit, year=year)
    ends = [word for word in _long_enough(_kinds()) if normal_title(rest).endswith(word)]
    if ends:
        kind = _kinds()[ends[0]]
        return Meaning("menge", f"Titel endet auf „{KIND_BY_ID[kind].label}“", kind, unit, year)
    return None


def _long_enough(names: Mapping[str, str]) -> list[str]:
    """Short words and words for time are like too many others: "Jahr" and "Baujahr"."""
    return [name for name, key in names.items() if len(name) >= _SHORTEST_SIMILAR and key not in _TIMES]


@cache
def _known_titles() -> Mapping[str, str]:
    titles: dict[str, str] = {}
    columns = [*TIDY_COLUMNS, *(column for sheet in SHEETS.values() for column in sheet.columns if column.key in TIDY)]
    for column in columns:
        for title in (column.title, column.key, *column.synonyms):
            titles.setdefault(normal_title(title), column.key)
    return titles


@cache
def _list_words() -> Mapping[str, str]:
    return {word: key for key, words in _WORDS_OF_LISTS.items() for word in words}


@cache
def _kinds() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for kind in ACTIVITY_KINDS:
        for name in (kind.id, kind.label, *kind.synonyms):
            names.setdefault(normal_title(name), kind.id)
    return names
