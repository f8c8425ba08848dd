"""F18: id, carrier and what the source calls the thing belong together."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from difflib import get_close_matches
from functools import lru_cache

from thgbilanz.core.diagnostic import Diagnostic, Severity, error
from thgbilanz.core.factor import Factor
from thgbilanz.core.place import Place
from thgbilanz.factors.checking.bands import carrier_of
from thgbilanz.factors.checking.findings import row_error
from thgbilanz.factors.checking.tables import CheckTables


@lru_cache(maxsize=512)
def _pattern(words: str) -> re.Pattern[str]:
    parts = sorted((re.escape(word.strip().casefold()) for word in words.split("|") if word.strip()), key=len)
    return re.compile("|".join(f"(?<![a-zäöüß]){part}" for part in reversed(parts)))


def names(tables: CheckTables) -> Iterator[Diagnostic]:
    """The first part of an id is a known carrier; the place in the source does not name another one."""
    known = {carrier.carrier: carrier for carrier in tables.carriers}
    if not known:
        return
    patterns = {name: _pattern(carrier.words) for name, carrier in known.items()}
    # a source has few places and many rows
    places = {row.source_locator for row in tables.factors}
    named = {
        place: {name for name, pattern in patterns.items() if pattern.search(place.casefold())} for place in places
    }
    for row in tables.factors:
        carrier = carrier_of(row.factor_id, known) if not tables.whole else row.factor_id.split(".", maxsplit=1)[0]
        if carrier not in known:
            yield _unknown_carrier(row, known, whole=tables.whole)
            continue
        others = named[row.source_locator]
        if others and carrier not in others:
            yield row_error(
                "F18",
                row,
                "source_locator",
                f"Fundstelle von {row.factor_id} nennt {', '.join(sorted(others))}",
                found=row.source_locator,
                expected=known[carrier].words.replace("|", ", "),
                hint="Kennung und Zeile der Quelle vergleichen",
            )
    yield from _properties(tables)
    yield from _namings(tables, patterns)


def _unknown_carrier(row: Factor, known: Collection[str], *, whole: bool) -> Diagnostic:
    """An error in a collection, and where a word is nearly one of the vocabulary; else a city may name it so."""
    words = [word for part in row.factor_id.split(".") for word in (part, part.split("_", maxsplit=1)[0])]
    near = [match for word in words for match in get_close_matches(word, known, n=1, cutoff=0.8)]
    finding = row_error(
        "F18",
        row,
        "factor_id",
        f"Träger von {row.factor_id} ist nicht im Vokabular",
        found=row.factor_id,
        expected=f"vermutlich {near[0]}" if near else "ein Träger aus checks/traeger.csv",
        hint="Kennung prüfen oder den Träger mit Wörtern und Einheiten in checks/traeger.csv ergänzen",
    )
    return finding if whole or near else replace(finding, severity=Severity.WARNING)


def _namings(tables: CheckTables, patterns: dict[str, re.Pattern[str]]) -> Iterator[Diagnostic]:
    """Names belong to the carrier of their id; an edition publishes only the ids that somebody reviewed."""
    for line in tables.namings:
        carrier = line.factor_id.split(".", maxsplit=1)[0]
        if carrier in patterns and not patterns[carrier].search(line.name.casefold()):
            yield error(
                "F18",
                f"Name von {line.factor_id} nennt den Träger nicht",
                Place(line.table, "", f"B{line.line}", "name"),
                found=line.name,
                expected=f"ein Wort aus checks/traeger.csv für {carrier}",
            )
    editions = {line.factor_id: line.editions.split() for line in tables.namings}
    for row in tables.factors:
        known = editions.get(row.factor_id)
        if known is None and not tables.whole:
            continue
        if row.edition not in (known or ()) and (tables.whole or not tables.is_own(row)):
            yield row_error(
                "F18",
                row,
                "factor_id",
                f"Ausgabe {row.edition} führt {row.factor_id} nicht",
                found=row.edition,
                expected=", ".join(known or ()) or "eine Zeile in checks/kennungen.csv",
                hint="Kennung prüfen; ist sie richtig, die Ausgabe in checks/kennungen.csv ergänzen",
            )


def _properties(tables: CheckTables) -> Iterator[Diagnostic]:
    """Properties carry the activity in their id."""
    for row in tables.all_properties:
        if row.property_id.split(".", maxsplit=1)[0] != row.activity:
            yield row_error(
                "F18",
                row,
                "property_id",
                f"Kennung {row.property_id} widerspricht der Aktivität {row.activity}",
                found=row.property_id,
                expected=f"{row.activity}.…",
            )
