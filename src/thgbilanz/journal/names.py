"""What the columns of the journal are called: their own names, the titles of the exhibits, the words of the templates.

``Datengüte``, ``datenguete`` and ``data_quality`` are one column; so are ``Liegenschaft`` and ``site``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final, Literal
from unicodedata import normalize

from thgbilanz.core.posting import POSTING_SCHEMA

NameKind = Literal["text", "float", "int", "id"]


@dataclass(frozen=True, slots=True)
class JournalName:
    """A column that people can ask for: a declared one, or one that is computed from it."""

    key: str
    """How it is written: German, ASCII."""
    column: str
    """The declared column behind it."""
    title: str
    kind: NameKind
    divisor: float = 1.0
    """What the declared column is divided by: ``emissionen_t`` are the kilograms of ``emissions_kg`` by 1000."""


_KEYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "posting_id": "buchung",
        "organisation": "organisation",
        "space": "raum",
        "sector": "sektor",
        "scope": "scope",
        "scope3_category": "scope3_kategorie",
        "method": "methode",
        "activity": "aktivitaet",
        "boundary": "systemgrenze",
        "year": "jahr",
        "start": "von",
        "end": "bis",
        "amount": "menge",
        "unit": "einheit",
        "portion": "anteil",
        "quantity": "menge_umgerechnet",
        "quantity_unit": "einheit_umgerechnet",
        "conversion": "umrechnung",
        "energy_kwh": "endenergie_kwh",
        "factor_id": "faktor",
        "factor_edition": "faktor_ausgabe",
        "factor_year": "faktor_jahr",
        "factor_region": "faktor_region",
        "factor_source": "faktor_quelle",
        "factor_reservation": "vorbehalt",
        "match_reason": "zuordnung",
        "factor_kg": "faktor_kg",
        "emissions_kg": "emissionen_kg",
        "gwp_set": "gwp",
        "counterparty": "gegenpartei",
        "delivery": "lieferung",
        "flow": "richtung",
        "contract": "vertrag",
        "eu_ets": "eu_ets",
        "meter": "zaehler",
        "site": "liegenschaft",
        "file": "datei",
        "sheet": "blatt",
        "row": "zeile",
        "column": "spalte",
        "file_sha256": "sha256",
        "data_quality": "datenguete",
        "uncertainty_percent": "unsicherheit_prozent",
        "factor_uncertainty_percent": "unsicherheit_faktor_prozent",
        "layer": "ebene",
        "rule": "regel",
        "author": "autor",
        "recorded_on": "erfasst_am",
        "reason": "begruendung",
        "source": "quelle",
        "remark": "bemerkung",
    }
)
"""German key of each declared column; a column that is not here has its own name."""


def german_keys(*columns: str) -> dict[str, str]:
    """German key to declared column, for documents that show some of them.

    >>> german_keys("space", "sector")
    {'raum': 'space', 'sektor': 'sector'}
    """
    return {_KEYS.get(column, column): column for column in columns}


_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def folded(text: str) -> str:
    """Text as it is compared: without case, umlauts spelt out, blanks folded.

    >>> folded("  Heizöl  EL"), folded("STRASSE") == folded("Straße")
    ('heizoel el', True)
    """
    return " ".join(normalize("NFC", text).casefold().translate(_UMLAUTS).split())


def _plain(text: str) -> str:
    """A name without anything but letters, digits and single underscores."""
    kept = "".join(char if char.isalnum() else " " for char in folded(text))
    return "_".join(kept.split())


def _all_names() -> tuple[JournalName, ...]:
    kinds: dict[str, NameKind] = {"float": "float", "int": "int"}
    declared = [
        JournalName(
            _KEYS.get(column.name, column.name),
            column.name,
            column.title,
            "id" if column.name == "posting_id" else kinds.get(column.kind, "text"),
        )
        for column in POSTING_SCHEMA
    ]
    return (
        *declared,
        JournalName("emissionen_t", "emissions_kg", "Emissionen (t CO2e)", "float", 1000.0),
        JournalName("endenergie_mwh", "energy_kwh", "Endenergie (MWh)", "float", 1000.0),
    )


NAMES: Final[tuple[JournalName, ...]] = _all_names()
"""Every column that can be asked for, declared ones first and in their order."""

_FURTHER: Final[Mapping[str, str]] = MappingProxyType(
    {
        "id": "buchung",
        "buchungs_id": "buchung",
        "bilanzraum": "raum",
        "scope_2_methode": "methode",
        "kategorie": "scope3_kategorie",
        "traeger": "aktivitaet",
        "energietraeger": "aktivitaet",
        "emissionen": "emissionen_t",
        "t": "emissionen_t",
        "kg": "emissionen_kg",
        "tonnen": "emissionen_t",
        "energie_kwh": "endenergie_kwh",
        "energie_mwh": "endenergie_mwh",
        "mwh": "endenergie_mwh",
        "mappe": "datei",
        "unsicherheit": "unsicherheit_prozent",
        "gwp_satz": "gwp",
    }
)
"""Other words that people use."""


def _by_name() -> dict[str, JournalName]:
    by_key = {name.key: name for name in NAMES}
    found = {word: by_key[key] for word, key in _FURTHER.items()}
    found |= {_plain(name.column): name for name in reversed(NAMES)}
    found |= {_plain(name.title): name for name in NAMES}
    return found | by_key


_BY_NAME: Final = MappingProxyType(_by_name())


def journal_name(word: str) -> JournalName | None:
    """The column that a word names, or None.

    >>> [journal_name(word).column for word in ("Datengüte", "zaehler", "site", "Emissionen_t")]
    ['data_quality', 'meter', 'site', 'emissions_kg']
    """
    return _BY_NAME.get(_plain(word))


def nearest_names(word: str) -> list[str]:
    """Keys that a word may have meant, best first."""
    close = get_close_matches(_plain(word), _BY_NAME, n=6, cutoff=0.5)
    return list(dict.fromkeys(_BY_NAME[name].key for name in close))[:3]


def nearest_values(word: str, values: Iterable[str]) -> list[str]:
    """Values that a word may have meant: those that are close or contain it, best first; a few if none is."""
    known = {folded(value): value for value in values if value}
    close = get_close_matches(folded(word), known, n=3, cutoff=0.6)
    close += [name for name in known if folded(word) and folded(word) in name]
    return [known[name] for name in dict.fromkeys(close)][:3] or sorted(known.values())[:5]
