"""How much of a total rests on estimates: a balance that is mostly estimated must say so (faults.md 134)."""

import math

from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.core.vocabulary import DataQuality, Layer, Space
from thgbilanz.plausibility.columns import finite_figures
from thgbilanz.plausibility.evidence import rows_of_sheet
from thgbilanz.plausibility.rows import BookedRows
from thgbilanz.plausibility.totals import Owner, largest
from thgbilanz.plausibility.wording import Names, figure

_MEASURED = frozenset({DataQuality.A.value, DataQuality.B.value})
"""Regional primary data and their extrapolation. C and D are statistics of elsewhere (method/bisko.md section 8)."""


_ESTIMATE = Layer.ESTIMATE.value


def estimate_findings(rows: BookedRows, names: Names, limit_percent: float) -> list[Diagnostic]:
    """A warning for each organisation, and for the territory, whose estimated share exceeds the limit.

    Organisations by tonnes, the territory by energy, as BISKO weighs the Datengüte. Split periods are no estimates of
    an amount: what was billed was measured, only its year is shared out (THG090 to THG094 say so).
    """
    weights: dict[Owner, list[tuple[int, float]]] = {}
    is_estimate = [
        quality not in _MEASURED or layer == _ESTIMATE
        for quality, layer in zip(rows.column("data_quality"), rows.column("layer"), strict=True)
    ]
    amounts = {
        Space.ORGANISATIONAL.value: finite_figures(rows.emissions_kg),
        Space.TERRITORIAL.value: finite_figures(rows.energy_kwh),
    }
    owners = zip(rows.column("space"), rows.column("organisation"), strict=True)
    for position, owner in enumerate(owners):
        weight = amounts[owner[0]][position]
        if weight > 0:
            weights.setdefault(owner, []).append((position, weight))
    found = []
    for owner, entries in weights.items():
        total = math.fsum(weight for _, weight in entries)
        estimated = [(position, weight) for position, weight in entries if is_estimate[position]]
        percent = 100 * math.fsum(weight for _, weight in estimated) / total
        if percent > limit_percent:
            positions = [position for position, _ in estimated]
            found.append(_finding(rows, owner, positions, (percent, limit_percent), names))
    return found


def _finding(
    rows: BookedRows, owner: Owner, positions: list[int], percents: tuple[float, float], names: Names
) -> Diagnostic:
    space, organisation = owner
    percent, limit = percents
    first = largest(rows, positions)
    qualities = rows.column("data_quality")
    ungraded = sum(not qualities[position] for position in positions)
    what = "Endenergie" if space == Space.TERRITORIAL.value else "Tonnen"
    lines = "1 Zeile" if len(positions) == 1 else f"{len(positions)} Zeilen"
    name = "Stadtgebiet" if space == Space.TERRITORIAL.value else names.get(organisation, organisation)
    return Diagnostic(
        "THG320",
        Severity.WARNING,
        f"{name}: {figure(percent, 2)} % der {what} sind geschätzt oder nicht bewertet",
        rows.place(first),
        found=f"{lines} mit Datengüte C, D oder leer, davon {ungraded} leer",
        expected=f"höchstens {figure(limit)} %; Datengüte A (Zähler, Rechnung) oder B für die großen Posten",
        hint="Mit der größten Zeile anfangen: Rechnung oder Ablesung beschaffen, Datengüte eintragen",
        rows=rows_of_sheet(rows, positions, first),
    )
