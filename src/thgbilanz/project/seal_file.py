"""Reading a seal: ``abschluss/2019.json`` and the journal beside it, both proven by their hashes before use."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.place import Place
from thgbilanz.core.vocabulary import Consolidation
from thgbilanz.journal.seal import (
    CHECKSUM,
    SCHEMA_ID,
    SEAL_FOLDER,
    checksum,
    content_hash,
    seal_name,
    sealed_journal_name,
    unpacked,
)
from thgbilanz.project.discovery import place_name

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

_RESTORE = "Den Ordner abschluss aus der Sicherung zurückholen oder neu abschließen: thg abschluss JAHR --grund …"


@dataclass(frozen=True, slots=True)
class Seal:
    """A sealed year as its file tells it."""

    year: int
    closed_on: str
    author: str
    reason: str
    version: str
    approach: str
    gwp: str
    weights: Mapping[str, float]
    """Share of each organisation in the group."""
    totals: Mapping[str, Mapping[str, float]]
    """Accounting space to the totals of the JSON contract, t CO2e and MWh."""
    journal_sha256: str
    postings: int
    document: Mapping[str, Any]
    """The whole file."""


@dataclass(frozen=True, slots=True)
class SealedYear:
    """What was read: a seal with its journal, or why there is none. Neither of both: the year is not sealed."""

    seal: Seal | None = None
    journal: "pd.DataFrame | None" = None
    findings: tuple[Diagnostic, ...] = ()
    shares: "npt.NDArray[np.float64] | None" = None
    """What each posting counts in the group."""
    content: bytes = b""
    """The sealed journal as it was written."""


def seal_path(root: Path, year: int) -> Path:
    """Where the seal of a year lies, whether there is one or not."""
    return root / SEAL_FOLDER / seal_name(year)


def load_sealed(root: Path, year: int) -> SealedYear:
    """The seal of a year with its journal."""
    return read_sealed(seal_path(root, year), root)


def read_sealed(path: Path, root: Path) -> SealedYear:
    """A seal at a path with the journal beside it; findings THG647 and THG648 if one of them was changed."""
    place = Place(place_name(root, path))
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return SealedYear()
    except OSError as failure:
        return SealedYear(findings=(_changed(place, f"nicht lesbar ({type(failure).__name__})"),))
    seal, reason = _seal_of(text)
    if seal is None:
        return SealedYear(findings=(_changed(place, reason),))
    journal = path.with_name(sealed_journal_name(seal.year))
    content, reason = _journal_content(journal, seal)
    if content is None:
        name = place_name(root, journal)
        finding = error(
            "THG648",
            f"Das Journal zum Abschluss {seal.year} ist nicht mehr das abgeschlossene",
            Place(name),
            found=reason,
            expected=f"sha256 {seal.journal_sha256}",
            hint=_RESTORE,
        )
        return SealedYear(seal, None, (finding,))
    from thgbilanz.journal.store import read_journal  # noqa: PLC0415 - pandas only for who has a seal

    stored = read_journal(content, place_name(root, journal))
    return SealedYear(
        seal, stored.postings, tuple(f for f in stored.findings if stored.postings is None), stored.shares, content
    )


def _changed(place: Place, found: str) -> Diagnostic:
    text = f"Der Abschluss „{place.file}“ wurde verändert oder ist beschädigt"
    expected = "Datei, wie thg abschluss sie geschrieben hat"
    return error("THG647", text, place, found=found, expected=expected, hint=_RESTORE)


def _seal_of(text: bytes) -> tuple[Seal | None, str]:
    """The seal, or in German what is wrong with it."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return None, "kein JSON"
    if not isinstance(document, dict) or document.get("schema") != SCHEMA_ID:
        return None, f"Aufbau {document.get('schema')!r}" if isinstance(document, dict) else "kein JSON-Objekt"
    if document.get(CHECKSUM) != checksum(document):
        return None, "Prüfsumme stimmt nicht"
    try:
        return _parsed(document), ""
    except (KeyError, TypeError, ValueError) as problem:
        return None, f"Angabe fehlt oder passt nicht: {problem}"


def _parsed(document: Mapping[str, Any]) -> Seal:
    closed, journal = document["geschlossen"], document["journal"]
    totals = {
        space: {key: _finite(value) for key, value in figures.items() if value is not None}
        for space, figures in document["summen"].items()
        if figures is not None
    }
    return Seal(
        year=int(document["jahr"]),
        closed_on=str(closed["am"]),
        author=str(closed["von"]),
        reason=str(closed["grund"]),
        version=str(closed["version"]),
        approach=Consolidation(document["konsolidierung"]).value,
        gwp=str(document["lauf"]["gwp"]),
        weights={str(id_): _finite(weight) for id_, weight in document["anteile"].items()},
        totals=totals,
        journal_sha256=str(journal["sha256"]),
        postings=int(journal["buchungen"]),
        document=document,
    )


def _finite(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not isfinite(value):
        raise ValueError(value)
    return float(value)


def _journal_content(path: Path, seal: Seal) -> tuple[bytes | None, str]:
    try:
        content = unpacked(path.read_bytes())
    except FileNotFoundError:
        return None, "Datei fehlt"
    except OSError as failure:
        return None, f"nicht lesbar ({type(failure).__name__})"
    if content is None:
        return None, "beschädigt"
    found = content_hash(content)
    return (content, "") if found == seal.journal_sha256 else (None, f"sha256 {found}")
