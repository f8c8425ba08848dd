"""Water bought (3.1) and waste water (3.5) of one meter: two activities of one row."""

from thgbilanz.intake.deriving.row import Derivation, Derived, Outcome, SheetRow

_WATER, _WASTE_WATER = "trinkwasser_m3", "abwasser_m3"


def _used(row: SheetRow) -> Outcome:
    fresh, waste = row.number(_WATER), row.number(_WASTE_WATER)
    rows = []
    if fresh is not None:
        rows.append(Derived(fresh, "m³", "wasser", _WATER))
    if waste is not None:
        # The meter counts what flows in: it may not count a second time for what flows out.
        rows.append(Derived(waste, "m³", "abwasser", _WASTE_WATER, changes={"zaehler": ""}))
    return Outcome(tuple(rows))


WATER = Derivation(_used, (_WATER, _WASTE_WATER), activity="wasser")
