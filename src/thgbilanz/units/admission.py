"""Which units may stand beside which activity.

A unit fits if it converts to the unit of the activity kind directly, or if a sourced property row could
bridge it (heating value, density, Brennwert). Whether that row exists for the year is found out by booking.
"""

from functools import lru_cache

from thgbilanz.core.activity_kinds import KIND_BY_ID
from thgbilanz.units.tables import Admission, admissions, units


@lru_cache(maxsize=256)
def admission_of(activity: str) -> Admission | None:
    """What may stand beside an activity; None if no such kind of activity exists.

    Looked up by activity, then by group. A kind without either takes what shares the base unit of its own
    unit: a tonne of something is never a litre of it.
    """
    kind = KIND_BY_ID.get(activity)
    if kind is None:
        return None
    table = admissions()
    by_name = table.get(activity) or table.get(kind.group.value)
    if by_name and {units()[kind.unit].measure, units()[kind.unit].base} & set(by_name.measures):
        return by_name
    siblings = [unit for unit in units().values() if unit.base == units()[kind.unit].base]
    return Admission(tuple(dict.fromkeys(unit.measure for unit in siblings)), tuple(unit.label for unit in siblings))


def is_fuel(activity: str) -> bool:
    """Whether the energy of an activity has a heating value basis, Hi or Hs."""
    kind = KIND_BY_ID.get(activity)
    return kind is not None and units()[kind.unit].base == "kWh_Hi"
