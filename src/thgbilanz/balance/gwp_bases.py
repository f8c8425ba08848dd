"""Which sets of global warming potentials the tonnes of a balance rest on: mixed bases are listed, never silent."""

from collections.abc import Iterable, Sequence
from math import fsum
from typing import TYPE_CHECKING, Final

from thgbilanz.balance.insight import GwpLine
from thgbilanz.core.diagnostic import Diagnostic, note
from thgbilanz.core.german import german_number
from thgbilanz.core.vocabulary import GwpSet, Method, Scope, Space

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

CO2_ONLY: Final = "CO2"
"""Basis of factors that count CO2 alone, which no set changes."""


def gwp_bases(journal: "pd.DataFrame", weights: "npt.NDArray", run_set: str) -> tuple[GwpLine, ...]:  # type: ignore[type-arg]
    """Lines of each space, largest first: sums over what is in the total, eliminations and weights included.

    ``weights`` is what each posting counts in the group (1 in the territory). Postings without a factor, which only
    state a quantity, rest on no set.
    """
    in_total = ((journal["method"] != Method.MARKET.value) & (journal["scope"] != Scope.OUTSIDE.value)).to_numpy()
    kg = journal["emissions_kg"].to_numpy(dtype="float64") * weights
    lines: list[GwpLine] = []
    for space in Space:
        inside = in_total & (journal["space"] == space.value).to_numpy()
        bases = journal["gwp_set"].cat
        codes = bases.codes.to_numpy()
        sums = {
            str(name): fsum(kg[inside & (codes == code)].tolist())
            for code, name in enumerate(bases.categories)
            if name and (inside & (codes == code)).any()
        }
        whole = fsum(sums.values())
        ordered = sorted(sums, key=lambda name: (-abs(sums[name]), name))
        lines += [
            GwpLine(space.value, name, sums[name], sums[name] / whole if whole > 0 else None, _fits(name, run_set))
            for name in ordered
        ]
    return tuple(lines)


def _fits(basis: str, run_set: str) -> bool:
    return basis in {run_set, CO2_ONLY}


def gwp_findings(lines: Iterable[GwpLine], run_set: str) -> list[Diagnostic]:
    """One Hinweis if tonnes rest on another stated set than the run's: their factors cannot be converted (THG661)."""
    known = tuple(lines)
    others = [line for line in known if not line.is_run_basis and line.basis in set(GwpSet) and line.kg]
    if not others:
        return []
    unknown = [line for line in known if line.basis not in {*GwpSet, CO2_ONLY} and line.kg]
    return [
        note(
            "THG661",
            f"Ein Teil der Bilanz beruht auf anderen Treibhauspotenzialen als {run_set}",
            found=_listed([*others, *unknown]),
            expected=f"Faktoren mit einzelnen Gasen, die sich mit {run_set} rechnen lassen",
            hint="Ihre Quellen drucken nur CO2e; der Unterschied zwischen den Sätzen ist bei Energie meist unter 1 %",
        )
    ]


def _listed(lines: Sequence[GwpLine]) -> str:
    return "; ".join(_told(line) for line in lines)


def _told(line: GwpLine) -> str:
    tonnes, percent = german_number(line.kg / 1000, 0), german_number(100 * (line.share or 0.0), 1)
    return f"{line.space}: {tonnes} t {line.basis} ({percent} %)"
