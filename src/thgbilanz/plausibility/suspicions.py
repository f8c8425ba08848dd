"""Everything suspicious in the rows of a year: one list, weighed by what it could change."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.plausibility.estimates import estimate_findings
from thgbilanz.plausibility.evidence import SlipEvidence, slip_findings
from thgbilanz.plausibility.netting import net_of_corrections
from thgbilanz.plausibility.peers import peer_slips
from thgbilanz.plausibility.rows import BookedRows
from thgbilanz.plausibility.territory import band_findings, outside_bands, without_population
from thgbilanz.plausibility.totals import Totals, totals_of
from thgbilanz.plausibility.wording import Names


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the rows are compared with."""

    population: Mapping[int, int]
    """Inhabitants by year."""
    previous: BookedRows | None
    """Rows of the year before, None if there are none."""
    organisation_names: Mapping[str, str]
    materiality_percent: float = 5.0
    """From which share of a total a suspicion is a Fehler until confirmed."""
    estimated_percent: float = 50.0
    """From which share of estimates a total gets a warning. A setting of ours: no source that could be followed
    states one (docs/luecken.md)."""
    incomplete: Collection[str] = frozenset()
    """Organisations with rows that could not be read: what they seem to lack may stand in such a row."""


def suspicions(rows: BookedRows, circumstances: Circumstances) -> list[Diagnostic]:
    """Findings THG310 to THG329; all but notes can be confirmed by a person.

    Pure: no file but our own tables of bands, no clock. ``effect_kg`` is None where nobody can say what a suspicion
    would change (estimates, a missing number of inhabitants).
    """
    names, previous = circumstances.organisation_names, circumstances.previous
    rows, previous = net_of_corrections(rows), net_of_corrections(previous) if previous is not None else None
    totals = totals_of(rows, circumstances.materiality_percent)
    slips = peer_slips(rows, names)
    slips += _beside_previous_year(rows, previous, names) if previous is not None else []
    outside = outside_bands(rows, previous, circumstances.population)
    remarks: dict[int, list[str]] = {}
    for one in outside:
        remarks.setdefault(one.position, []).append(one.text)
    told = {position: slip for slip in slips for position in slip.positions}
    return [
        *slip_findings(rows, slips, totals, remarks),
        *band_findings(rows, outside, told, totals),
        *without_population(rows, circumstances.population),
        *(_gone(rows, previous, circumstances, totals) if previous is not None else ()),
        *estimate_findings(rows, names, circumstances.estimated_percent),
    ]


# Years are compared in arrays. Who checks a workbook without a year before must not wait until these are loaded.


def _beside_previous_year(rows: BookedRows, previous: BookedRows, names: Names) -> list[SlipEvidence]:
    from thgbilanz.plausibility.identity import keys_of  # noqa: PLC0415 - see above
    from thgbilanz.plausibility.previous_year import previous_year_slips  # noqa: PLC0415

    return previous_year_slips(*keys_of(rows, previous), names)


def _gone(rows: BookedRows, previous: BookedRows, circumstances: Circumstances, totals: Totals) -> list[Diagnostic]:
    from thgbilanz.plausibility.missing import missing_findings  # noqa: PLC0415 - see above

    return missing_findings(rows, previous, circumstances.organisation_names, totals, circumstances.incomplete)
