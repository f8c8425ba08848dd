"""Datengüte: how well the energy of a balance is founded, 0 to 1, weighted by energy.

DG = sum(dg_i x E_i) / sum(E_i) over all components including transport (BISKO Methodenpapier section 3.4
as quoted in method/bisko.md section 8). The class values stand in ``datenguete.csv``.
"""

import csv
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from math import fsum


@cache
def class_values() -> dict[str, float]:
    """Value of each Datengüte class."""
    text = (files("thgbilanz.balance") / "datenguete.csv").read_text(encoding="utf-8")
    return {row["data_quality"]: float(row["value"]) for row in csv.DictReader(text.splitlines())}


def weighted_quality(parts: Iterable[tuple[str, float]]) -> float | None:
    """Datengüte of pairs of class and energy in kWh; None without energy or if any part is ungraded.

    An ungraded part is not class D: it makes the figure unknown (method/bisko.md section 8).
    """
    values = class_values()
    return mean_quality((values.get(grade), energy) for grade, energy in parts)


def mean_quality(parts: Iterable[tuple[float | None, float]]) -> float | None:
    """Datengüte of pairs of value and energy in kWh; None without energy or if any part with energy is ungraded.

    A stated zero needs no grade: it weighs nothing.

    >>> mean_quality([(1.0, 75.0), (0.5, 25.0), (None, 0.0)]), mean_quality([(1.0, 75.0), (None, 25.0)])
    (0.875, None)
    """
    pairs = [(value, energy) for value, energy in parts if energy]
    total = fsum(energy for _, energy in pairs)
    if total <= 0 or any(value is None for value, _ in pairs):
        return None
    return fsum((value or 0.0) * energy for value, energy in pairs) / total
