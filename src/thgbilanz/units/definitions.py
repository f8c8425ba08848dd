"""Our units as pint defines them: the proof of ``units.csv``, built only when asked for.

pint is exact about units and careless about text ("1,5 kWh" is 15 kWh, "fm" a femtometre), so it gets the
``definition`` column of our own table and never a cell. Heizwert, Brennwert, norm state, passenger and the
ways to stack wood are dimensions of their own: pint then refuses what only a sourced property may convert.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from thgbilanz.units.tables import units

if TYPE_CHECKING:
    import pint

_OWN_DIMENSIONS = (
    "net_calorific = [net_calorific_basis]",
    "gross_calorific = [gross_calorific_basis]",
    "norm_state = [norm_state]",
    "passenger = [passenger]",
    "bulk_wood = [bulk_wood]",
    "stacked_wood = [stacked_wood]",
    "solid_wood = [solid_wood]",
    "euro = [currency]",
    "piece = [piece]",
    "person = [person]",
    "overnight = [overnight]",
)


@lru_cache(maxsize=1)
def registry() -> pint.UnitRegistry[float]:
    """pint's registry with our own dimensions; costs about half a second once."""
    from pint import UnitRegistry  # noqa: PLC0415 - half a second that no balance needs

    built: pint.UnitRegistry[float] = UnitRegistry()
    for line in _OWN_DIMENSIONS:
        built.define(line)
    return built


def defined(unit_id: str) -> pint.Quantity[float]:
    """One of our units as a quantity of pint.

    Raises KeyError for an id that ``units.csv`` does not hold.

    >>> defined("MJ_Hi").to(defined("kWh_Hi").units).magnitude * 3.6
    1.0
    """
    quantity: pint.Quantity[float] = registry().parse_expression(units()[unit_id].definition) * 1.0
    return quantity
