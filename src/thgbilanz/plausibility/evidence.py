"""Evidence that a unit slipped, and the one finding a cell gets from all evidence about it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.core.place import Place
from thgbilanz.plausibility.rows import BookedRows
from thgbilanz.plausibility.slips import effect_of, slip_words
from thgbilanz.plausibility.totals import Totals, kilograms, largest, owner_of
from thgbilanz.plausibility.wording import amount_of

_HINT = (
    "Einheit und Kommastelle mit dem Beleg vergleichen, auch beim Vergleichswert. Stimmt der Wert, die Zeile bestätigen"
)


@dataclass(frozen=True, slots=True)
class SlipEvidence:
    """One reason to think that the amounts of some rows are too large by ``slip`` (below 1: too small)."""

    code: str
    strength: int
    """Rank of the kind of evidence: 0 is the strongest."""
    positions: tuple[int, ...]
    slip: float
    subject: str
    """The thing and its value, German: „Zähler 4711: 1.250.000 MWh“."""
    comparison: str
    """What it is compared with and the ratio, German."""
    expected: str
    unit_changed: bool = False
    """Whether the unit is written differently than in the year before: then the unit cell is the place to look."""


def slip_findings(
    rows: BookedRows, evidence: Iterable[SlipEvidence], totals: Totals, remarks: Mapping[int, Sequence[str]]
) -> list[Diagnostic]:
    """One finding for each row under suspicion: the strongest evidence speaks, further evidence is named.

    ``remarks`` are what other checks say of a row; they get no finding of their own.
    """
    findings = []
    ordered = sorted(evidence, key=lambda one: (one.strength, one.positions))
    by_row: dict[int, list[SlipEvidence]] = {}
    for one in ordered:
        for position in one.positions:
            by_row.setdefault(position, []).append(one)
    told: set[int] = set()
    for one in ordered:
        mine = tuple(position for position in one.positions if position not in told)
        if mine:
            told.update(mine)
            others = dict.fromkeys(
                [other.comparison for position in mine for other in by_row[position] if other is not one]
                + [remark for position in mine for remark in remarks.get(position, ())]
            )
            findings.append(_finding(rows, one, mine, tuple(others), totals))
    return findings


def _finding(
    rows: BookedRows, evidence: SlipEvidence, positions: Sequence[int], others: Sequence[str], totals: Totals
) -> Diagnostic:
    position = largest(rows, positions)
    effect_kg = effect_of(evidence.slip, kilograms(rows, positions))
    question = slip_words(evidence.slip, str(rows.column("unit")[position]))
    return Diagnostic(
        evidence.code,
        totals.severity(owner_of(rows, position), effect_kg),
        f"{evidence.subject}, {evidence.comparison} – {question}{_further(others)}",
        rows.place(position, unit=evidence.unit_changed),
        found=amount_of(rows, positions),
        expected=evidence.expected,
        hint=_HINT,
        related=_others(rows, positions, position, unit=evidence.unit_changed),
        rows=rows_of_sheet(rows, positions, position),
        effect_kg=effect_kg,
    )


def _further(others: Sequence[str]) -> str:
    """Further evidence, named behind the strongest."""
    return f" Auch: {'; '.join(others)}" if others else ""


def rows_of_sheet(rows: BookedRows, positions: Sequence[int], position: int) -> tuple[int, ...]:
    """Row numbers of the positions that stand on the same sheet as ``position``."""
    files, sheets, numbers = rows.column("file"), rows.column("sheet"), rows.column("row")
    here = (files[position], sheets[position])
    return tuple(sorted({numbers[other] for other in positions if (files[other], sheets[other]) == here}))


def _others(rows: BookedRows, positions: Sequence[int], position: int, *, unit: bool) -> tuple[Place, ...]:
    """Cells of the further rows, in the order of the files."""
    places = (rows.place(other, unit=unit) for other in positions if other != position)
    return tuple(sorted(places, key=lambda place: (place.file, place.sheet, len(place.cell), place.cell)))
