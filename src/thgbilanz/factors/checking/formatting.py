"""Canonical form for a whole folder: what would change, table by table. Writes nothing itself."""

import csv
import difflib
import io
from dataclasses import dataclass
from pathlib import Path

from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.factors.checking.canonical import canonical_text
from thgbilanz.factors.checking.layout import KINDS, RELEASE_READERS
from thgbilanz.factors.checking.raw import raw_table, table_files
from thgbilanz.factors.checking.releases import release_lines
from thgbilanz.factors.checking.tables import CheckTables

RELEASED_NAME = "released.csv"


@dataclass(frozen=True, slots=True)
class Formatted:
    """One table before and after."""

    path: Path
    name: str
    before: bytes
    after: bytes

    @property
    def changed(self) -> bool:
        """Whether its bytes are not canonical yet."""
        return self.before != self.after

    def differences(self) -> list[str]:
        """Lines that go (``-``) and lines that come (``+``)."""
        old = self.before.decode("utf-8", errors="replace").splitlines()
        new = self.after.decode("utf-8").splitlines()
        diff = difflib.unified_diff(old, new, lineterm="", n=0)
        return [line for line in diff if not line.startswith(("---", "+++", "@@"))]


def formatted(folder: Path, shown: str) -> tuple[list[Formatted], list[Diagnostic]]:
    """Canonical form of every table of a folder; a table that can't be read whole stays as it is and is named."""
    results: list[Formatted] = []
    findings: list[Diagnostic] = []
    for path, relative, kind in table_files(folder):
        name = f"{shown}/{relative}"
        try:
            before = path.read_bytes()
        except OSError:
            findings += raw_table(name, kind, b"\xff").findings
            continue
        # byte order mark and line ends are what formatting mends; anything else must be readable
        text = before.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        table = raw_table(name, kind, text if text.endswith(b"\n") or not text else text + b"\n")
        findings += table.findings
        if not table.findings:
            after = canonical_text(KINDS[kind], (cells for _, cells in table.lines)).encode("utf-8")
            results.append(Formatted(path, name, before, after))
    return results, findings


def release_text(tables: CheckTables, release: str) -> str:
    """Text of ``released.csv`` after a release of everything in the tables."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(RELEASE_READERS)
    writer.writerows(release_lines(tables, release))
    return buffer.getvalue()
