"""A seal as JSON: the totals of the contract, what they were made from, who closed the year and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thgbilanz.balance.report import BalanceReport
from thgbilanz.exhibits.clean import utf8_text
from thgbilanz.exhibits.document import run_object
from thgbilanz.exhibits.document_organisational import totals_object
from thgbilanz.exhibits.json_number import number, thousandth
from thgbilanz.journal.seal import CHECKSUM, SCHEMA_ID, checksum, content_hash, sealed_journal_name


@dataclass(frozen=True, slots=True)
class Closing:
    """Who closes a year, when and why."""

    day: str
    """ISO 8601."""
    author: str
    reason: str


def seal_document(
    report: BalanceReport, approach: str, closing: Closing, journal: bytes, earlier: Sequence[Mapping[str, object]] = ()
) -> dict[str, object]:
    """The seal of a balance; ``journal`` is its journal as it is stored, ``earlier`` the seals before, oldest first."""
    balance = report.balance
    group = balance.organisational
    control = balance.control
    document: dict[str, object] = {
        "schema": SCHEMA_ID,
        "projekt": {"name": utf8_text(report.project.name), "ags": utf8_text(report.project.ags)},
        "jahr": report.year,
        "geschlossen": {
            "am": closing.day,
            "von": utf8_text(closing.author),
            "grund": utf8_text(closing.reason),
            "version": report.record.version,
        },
        "summen": totals_of(report),
        "konsolidierung": approach,
        "anteile": {own.organisation.id: number(own.weight) for own in group.organisations} if group else {},
        "kontrolle": {
            "gelesen": control.read,
            "gebucht": control.booked,
            "offen": control.open,
            "ausgeschlossen": control.excluded,
        },
        "lauf": run_object(report.record),
        "journal": {
            "datei": sealed_journal_name(report.year),
            "sha256": content_hash(journal),
            "buchungen": len(report.journal),
        },
        "frueher": [dict(entry) for entry in earlier],
    }
    return document | {CHECKSUM: checksum(document)}


def totals_of(report: BalanceReport) -> dict[str, object]:
    """The totals of a balance as the JSON contract names them, null for a space that it does not have."""
    group, territory = report.balance.organisational, report.balance.territorial
    return {
        "betrieblich": totals_object(group.group) if group is not None else None,
        "territorial": {
            "summe_t": thousandth(territory.emissions_kg),
            "endenergie_mwh": thousandth(territory.energy_kwh),
        }
        if territory is not None
        else None,
    }


def history_of(document: Mapping[str, object]) -> list[Mapping[str, object]]:
    """The seals before and the one in this file, oldest first: what a new seal remembers."""
    earlier = document.get("frueher")
    closed, journal = document.get("geschlossen"), document.get("journal")
    entry: dict[str, object] = dict(closed) if isinstance(closed, Mapping) else {}
    entry["summen"] = document.get("summen")
    entry["journal_sha256"] = journal.get("sha256") if isinstance(journal, Mapping) else None
    entry[CHECKSUM] = document.get(CHECKSUM)
    return [*(earlier if isinstance(earlier, list) else []), entry]
