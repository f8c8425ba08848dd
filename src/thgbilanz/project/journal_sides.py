"""What a comparison is between: a year of the project, a sealed year, or a journal in a CSV file."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.place import Place
from thgbilanz.journal.seal import SCHEMA_ID, unpacked
from thgbilanz.project.discovery import place_name
from thgbilanz.project.seal_file import read_sealed
from thgbilanz.project.sealing import report_side, seal_side

if TYPE_CHECKING:
    from thgbilanz.journal.difference import JournalSide
    from thgbilanz.project.run import BalanceRun

_EXPECTED = "Jahr wie 2019, Abschluss wie abschluss/2019.json oder Journal wie journal.csv"


@dataclass(frozen=True, slots=True)
class SideResult:
    """One side of a comparison, or the findings that say why there is none."""

    side: "JournalSide | None"
    findings: tuple[Diagnostic, ...] = ()
    provisional: bool = False
    """Whether findings of severity Fehler stand open in the year behind it."""
    is_unreadable: bool = False


def year_side(run: "BalanceRun") -> SideResult:
    """A year of the project, just computed."""
    if run.report is None or run.settings is None:
        return SideResult(None, run.findings, is_unreadable=run.unreadable)
    side = report_side(run.report, run.settings.consolidation.value)
    return SideResult(side, provisional=run.report.provisional, is_unreadable=run.unreadable)


def file_side(path: Path, root: Path) -> SideResult:
    """A sealed year or a journal in a file; findings THG642 to THG648 for anything else."""
    name = place_name(root, path)
    if path.suffix.casefold() == ".json":
        return _json_side(path, root, name)
    try:
        content = path.read_bytes()
    except OSError as failure:
        return _refused(name, f"nicht lesbar ({type(failure).__name__})", is_unreadable=True)
    if path.suffix.casefold() == ".gz":
        plain = unpacked(content)
        if plain is None:
            return _refused(name, "beschädigtes Archiv", is_unreadable=True)
        content = plain
    return _journal_side(content, name)


def _json_side(path: Path, root: Path, name: str) -> SideResult:
    try:
        document = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        document = None
    schema = str(document.get("schema", "")) if isinstance(document, dict) else ""
    if schema.startswith("thgbilanz.bilanz/"):
        hint = "Das Jahr selbst nennen, sein Journal (thg journal JAHR --format csv > a.csv) oder seinen Abschluss"
        return _refused(name, "bilanz.json hält Summen, keine Buchungen", hint)
    if schema and schema != SCHEMA_ID:
        return _refused(name, schema)
    sealed = read_sealed(path, root)
    side = seal_side(sealed)
    return SideResult(side, sealed.findings, is_unreadable=side is None)


def _refused(name: str, found: str, hint: str = "", *, is_unreadable: bool = False) -> SideResult:
    text = f"„{name}“ lässt sich nicht vergleichen"
    finding = error("THG645", text, Place(name), found=found, expected=_EXPECTED, hint=hint)
    return SideResult(None, (finding,), is_unreadable=is_unreadable)


def _journal_side(content: bytes, name: str) -> SideResult:
    from thgbilanz.journal.difference import JournalSide  # noqa: PLC0415 - pandas only for who compares
    from thgbilanz.journal.store import read_journal  # noqa: PLC0415

    stored = read_journal(content, name)
    if stored.postings is None:
        return SideResult(None, stored.findings, is_unreadable=True)
    years = sorted({int(year) for year in stored.postings["year"].unique()})
    if len(years) != 1:
        found = ", ".join(map(str, years)) or "keine Buchung"
        return _refused(name, f"Jahre: {found}", "Ein Journal hält die Buchungen eines Jahres")
    return SideResult(JournalSide(name, years[0], stored.postings, shares=stored.shares), stored.findings)


def completed(before: "JournalSide", after: "JournalSide") -> tuple["JournalSide", "JournalSide"]:
    """Both sides with the members of the group: a file does not tell who belongs to it without any posting."""
    return (
        before if before.members is not None else replace(before, members=after.members),
        after if after.members is not None else replace(after, members=before.members),
    )


def other_approach(before: "JournalSide", after: "JournalSide") -> Diagnostic | None:
    """The finding if the sides were consolidated by different approaches (method/organisation.md 1.4)."""
    if not before.approach or not after.approach or before.approach == after.approach:
        return None
    return error(
        "THG644",
        "Die Journale sind nach verschiedenen Ansätzen konsolidiert",
        found=f"{before.label}: {before.approach}, {after.label}: {after.approach}",
        expected="derselbe Ansatz auf beiden Seiten (konsolidierung in thg.toml)",
        hint="Mit --ansatz-verschieden trotzdem vergleichen; der Wechsel zählt dann als Methode",
    )
