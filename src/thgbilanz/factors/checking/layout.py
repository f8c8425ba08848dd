"""Tables of the gate: their columns, and which file of a folder holds what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from thgbilanz.core.factor import Factor, Property, SetEntry, Source
from thgbilanz.core.vocabulary import GwpSet, Space
from thgbilanz.factors import cells
from thgbilanz.factors.schema import FACTOR_READERS, GWP_READERS, PROPERTY_READERS, SET_READERS, SOURCE_READERS
from thgbilanz.factors.table import Reader


@dataclass(frozen=True, slots=True)
class GwpRow:
    """One line of ``gwp.csv``: kg CO2e per kg of a gas."""

    gas: str
    gwp_set: str
    horizon_years: str
    value: float
    source_id: str
    source_locator: str
    note: str
    table: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Band:
    """One reviewed span of ``checks/*.csv``: from ``lower`` to ``upper``, ends included."""

    check: str
    carrier: str
    """A factor id, the carrier of ids (their part before the first point), or ``*``."""
    quantity: str
    lower: float
    upper: float
    unit: str
    source_id: str
    source_locator: str
    note: str
    table: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Carrier:
    """One line of ``checks/traeger.csv``: the vocabulary for the first part of factor ids."""

    carrier: str
    words: str
    """Words that name it in texts, separated by ``|``."""
    units: str
    """Units its factors may have, separated by blanks."""
    note: str
    table: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Naming:
    """One line of ``checks/kennungen.csv``: what an id is called, and which editions publish it."""

    factor_id: str
    name: str
    editions: str
    """Editions, separated by blanks."""
    table: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """One line of ``checks/abdeckung.csv``: a promise of a set, or a documented gap in it."""

    set_id: str
    activity: str
    """Activity kind, or ``*`` for all of the set's accounting space."""
    role: str
    year_from: int
    year_to: int
    status: str
    """``zugesagt`` or ``luecke``."""
    note: str
    table: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Waiver:
    """One line of ``waivers.csv``: the only way past a check."""

    check_id: str
    row_key: str
    reason: str
    reviewer: str
    until_date: str
    table: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Release:
    """One line of ``released.csv``: the fingerprint of a row that was published."""

    release: str
    kind: str
    row_key: str
    sha256: str
    table: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class GoldenRow:
    """One expected posting of ``golden/*.csv``, computed by hand from printed figures."""

    case: str
    set_id: str
    gwp: str
    space: str
    activity: str
    amount: float
    unit: str
    year: int
    scope: str
    scope3_category: str
    method: str
    co2_fossil_kg: float | None
    co2_biogenic_kg: float | None
    ch4_fossil_kg: float | None
    ch4_biogenic_kg: float | None
    n2o_kg: float | None
    co2e_kg: float | None
    calculation: str
    source: str
    table: str = ""
    line: int = 0


class ShareRow(tuple[object, ...]):
    """A line of ``bioanteile.csv`` or ``verlustraten.csv``; the gate only reads its cells."""

    __slots__ = ()

    def __new__(cls, *cells: object) -> Self:
        """All cells, then table and line."""
        return super().__new__(cls, cells)


def _date(text: str) -> object:
    return cells.given_text(text) if not text else cells.date_or_empty(text)


BAND_READERS: Mapping[str, Reader] = {
    "check": cells.one_of("F06", "F08", "F09", "F10", "F11", "F13", "F14"),
    "carrier": cells.given_text,
    "quantity": cells.given_text,
    "lower": cells.number,
    "upper": cells.number,
    "unit": cells.given_text,
    "source_id": cells.slug,
    "source_locator": cells.given_text,
    "note": cells.free_text,
}
CARRIER_READERS: Mapping[str, Reader] = {
    "carrier": cells.slug,
    "words": cells.given_text,
    "units": cells.given_text,
    "note": cells.free_text,
}
NAMING_READERS: Mapping[str, Reader] = {
    "factor_id": cells.slug,
    "name": cells.given_text,
    "editions": cells.given_text,
}
COVERAGE_READERS: Mapping[str, Reader] = {
    "set_id": cells.slug,
    "activity": cells.given_text,
    "role": cells.given_text,
    "year_from": cells.year,
    "year_to": cells.year,
    "status": cells.one_of("zugesagt", "luecke"),
    "note": cells.given_text,
}
WAIVER_READERS: Mapping[str, Reader] = {
    "check_id": cells.given_text,
    "row_key": cells.given_text,
    "reason": cells.given_text,
    "reviewer": cells.given_text,
    "until_date": _date,
}
RELEASE_READERS: Mapping[str, Reader] = {
    "release": cells.slug,
    "kind": cells.one_of("faktor", "eigenschaft"),
    "row_key": cells.given_text,
    "sha256": cells.given_text,
}

GOLDEN_READERS: Mapping[str, Reader] = {
    "case": cells.given_text,
    "set_id": cells.slug,
    "gwp": cells.one_of(*(gwp.value for gwp in GwpSet)),
    "space": cells.one_of(*(space.value for space in Space)),
    "activity": cells.slug,
    "amount": cells.positive,
    "unit": cells.given_text,
    "year": cells.year,
    "scope": cells.one_of("", "1", "2", "3", "ausserhalb"),
    "scope3_category": cells.free_text,
    "method": cells.one_of("", "standort", "markt"),
    **dict.fromkeys(("co2_fossil_kg", "co2_biogenic_kg", "ch4_fossil_kg", "ch4_biogenic_kg", "n2o_kg"), cells.amount),
    "co2e_kg": cells.amount,
    "calculation": cells.given_text,
    "source": cells.given_text,
}
BIOGENIC_SHARE_READERS: Mapping[str, Reader] = {
    "fuel": cells.slug,
    "label": cells.given_text,
    "year_valid": cells.year,
    "region": cells.region,
    "share": cells.positive,
    "share_basis": cells.given_text,
    "source_id": cells.slug,
    "source_locator": cells.given_text,
    "note": cells.free_text,
}
LOSS_READERS: Mapping[str, Reader] = {
    "application": cells.slug,
    "label": cells.given_text,
    "region": cells.region,
    "year_data": cells.year_or_none,
    "share_per_year": cells.positive,
    "source_id": cells.slug,
    "source_locator": cells.given_text,
    "note": cells.free_text,
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of table: columns with their readers, the record of a line, and the columns that form its key."""

    name: str
    readers: Mapping[str, Reader]
    build: Callable[..., Any]
    key: tuple[str, ...]
    with_place: bool = True


FACTOR_COLUMNS = tuple(FACTOR_READERS)
PROPERTY_COLUMNS = tuple(PROPERTY_READERS)
_FACTOR_KEY = ("factor_id", "year_valid", "region", "boundary", "accounting", "edition")
KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("faktor", FACTOR_READERS, Factor, _FACTOR_KEY),
        Kind("eigenschaft", PROPERTY_READERS, Property, ("property_id", "edition", "year_from")),
        Kind("weitere", PROPERTY_READERS, Property, ("property_id", "edition", "year_from")),
        Kind("quelle", SOURCE_READERS, Source, ("source_id",), with_place=False),
        Kind(
            "satz", SET_READERS, SetEntry, ("set_id", "space", "activity", "role", "year_from", "factor_id", "edition")
        ),
        Kind("gwp", GWP_READERS, GwpRow, ("gas", "gwp_set", "horizon_years")),
        Kind("spanne", BAND_READERS, Band, ("check", "carrier", "quantity", "unit")),
        Kind("traeger", CARRIER_READERS, Carrier, ("carrier",)),
        Kind("kennung", NAMING_READERS, Naming, ("factor_id",)),
        Kind("abdeckung", COVERAGE_READERS, Coverage, ("set_id", "activity", "role", "year_from")),
        Kind("ausnahme", WAIVER_READERS, Waiver, ("check_id", "row_key")),
        Kind("golden", GOLDEN_READERS, GoldenRow, ("case",)),
        Kind("anteil", BIOGENIC_SHARE_READERS, ShareRow, ("fuel", "year_valid", "region")),
        Kind("verlust", LOSS_READERS, ShareRow, ("application", "label", "region", "year_data")),
        Kind("freigabe", RELEASE_READERS, Release, ("kind", "row_key")),
    )
}

_BY_NAME = {
    "sources.csv": "quelle",
    "quellen.csv": "quelle",
    "sets.csv": "satz",
    "gwp.csv": "gwp",
    "properties.csv": "eigenschaft",
    "properties_weitere.csv": "weitere",
    "bioanteile.csv": "anteil",
    "verlustraten.csv": "verlust",
    "waivers.csv": "ausnahme",
    "released.csv": "freigabe",
    "checks/traeger.csv": "traeger",
    "checks/abdeckung.csv": "abdeckung",
    "checks/kennungen.csv": "kennung",
}


def kind_of(relative: str, *, flat: bool) -> str:
    """Kind of a file by its path in the folder; empty for files that are none of the gate's tables.

    A folder is flat if it has no ``factors`` below it, as ``faktoren`` of a project: then every other CSV file in
    it is a factor table.

    >>> kind_of("factors/strom_uba.csv", flat=False), kind_of("netze.csv", flat=True), kind_of("x.csv", flat=False)
    ('faktor', 'faktor', '')
    """
    if relative in _BY_NAME:
        return _BY_NAME[relative]
    parts = relative.split("/")
    if parts[0] == "golden":
        return "golden"
    if parts[0] == "checks" and len(parts) == len(("checks", "x.csv")):
        return "spanne"
    if parts[0] == "factors" or (flat and len(parts) == 1):
        return "faktor"
    return ""
