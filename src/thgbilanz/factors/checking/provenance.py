"""F03 and F04: who says so and may we pass it on; units that the catalogue and the carrier know."""

import re
from collections.abc import Iterator

from thgbilanz.core.diagnostic import Diagnostic, error, note
from thgbilanz.core.place import Place, column_letter
from thgbilanz.factors.checking.bands import carrier_of
from thgbilanz.factors.checking.findings import recoded, row_error
from thgbilanz.factors.checking.layout import KINDS
from thgbilanz.factors.checking.raw import RawTable
from thgbilanz.factors.checking.tables import CheckTables
from thgbilanz.factors.checks import source_findings
from thgbilanz.units.catalogue import unit_ids

_SHA256 = re.compile(r"[0-9a-f]{64}")
_LICENCE = re.compile(r"LicenseRef-[A-Za-z0-9.\-]+|[A-Za-z0-9][A-Za-z0-9.+\-]*")
_HAS_OWN_RULE = frozenset({"faktor", "eigenschaft", "weitere", "quelle"})
_EMPTY_WORDS = frozenset({"?", "-", "–", "x", "tbd", "n/a", "unbekannt", "unknown", "siehe oben", "s. o.", "k. a."})


def provenance(tables: CheckTables) -> Iterator[Diagnostic]:
    """F03: source, place in it, licence and right to pass on."""
    yield from recoded(source_findings(tables.factors, tables.base.sources), {}, "F03")
    yield from recoded(source_findings(tables.all_properties, tables.base.sources), {}, "F03")
    for row in tables.value_rows:
        if row.source_locator.strip().casefold() in _EMPTY_WORDS:
            yield row_error(
                "F03",
                row,
                "source_locator",
                "Fundstelle führt nirgendwohin",
                found=row.source_locator,
                expected="Tabelle, Seite, Blatt oder Zelle",
                hint="Fundstelle aus der Quelle eintragen",
            )
    for table in tables.raw:
        yield from _unlisted(table, tables)
    for source, place in tables.sources:
        yield from _source(source.licence_spdx, source.redistribution, place, whole=tables.whole)
        yield from _copy(source.url, source.retrieved, source.archived_copy, source.sha256, place)


def _unlisted(table: RawTable, tables: CheckTables) -> Iterator[Diagnostic]:
    """Sources of all other tables: spans, global warming potentials, loss rates."""
    columns = tuple(KINDS[table.kind].readers)
    if table.kind in _HAS_OWN_RULE or "source_id" not in columns:
        return
    index = columns.index("source_id")
    for line, cells in table.lines:
        if cells[index] not in tables.base.sources:
            place = Place(table.name, "", f"{column_letter(index)}{line}", "source_id")
            yield error("F03", f"Quelle {cells[index]} ist nicht verzeichnet", place, found=cells[index])


def _source(licence: str, redistribution: str, place: Place, *, whole: bool) -> Iterator[Diagnostic]:
    if not _LICENCE.fullmatch(licence) or licence.casefold() in {"unknown", "none", "noassertion"}:
        yield error(
            "F03",
            "Lizenz der Quelle ist nicht benannt",
            place,
            found=licence,
            expected="SPDX-Kennung oder LicenseRef-…",
            hint="Etwa CC0-1.0, CC-BY-4.0, LicenseRef-Zahlenzitat",
        )
    if whole and redistribution == "no":
        yield error(
            "F03",
            "Quelle darf nicht weitergegeben werden",
            place,
            found=redistribution,
            expected="yes oder values_only in Tabellen, die verteilt werden",
            hint="Solche Werte gehören in den Ordner faktoren des Projekts",
        )


def _copy(url: str, retrieved: str, archived: str, sha256: str, place: Place) -> Iterator[Diagnostic]:
    if url and not retrieved:
        yield note("F03", "Abrufdatum der Quelle fehlt", place, found=url, expected="JJJJ-MM-TT in retrieved")
    if (archived and not sha256) or (sha256 and not _SHA256.fullmatch(sha256)):
        yield error(
            "F03",
            "Prüfsumme der abgelegten Quelle fehlt oder ist keine",
            place,
            found=sha256,
            expected="64 Zeichen sha256",
            hint="Prüfsumme der Datei aus archived_copy eintragen",
        )


def units(tables: CheckTables) -> Iterator[Diagnostic]:
    """F04: units known to the catalogue and admitted for the carrier."""
    known = frozenset(unit_ids())
    admitted = {carrier.carrier: carrier.units.split() for carrier in tables.carriers}
    for row in tables.factors:
        carrier = carrier_of(row.factor_id, admitted)
        allowed = admitted.get(carrier, [])
        if row.activity_unit in known and (not allowed or row.activity_unit in allowed):
            continue
        yield row_error(
            "F04",
            row,
            "activity_unit",
            f"Einheit {row.activity_unit} passt nicht zu {carrier}",
            found=row.activity_unit,
            expected=", ".join(allowed) or "eine Einheit des Katalogs",
            hint="Zulässige Einheiten je Träger stehen in checks/traeger.csv",
        )
