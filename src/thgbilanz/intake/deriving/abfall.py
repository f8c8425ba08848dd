"""Waste from operations (3.5): as weighed, or containers × collections × bulk density.

A bulk density belongs to a kind of waste and a place: it comes from the row, with its source.
"""

from thgbilanz.intake.deriving.cell_rules import missing, outside, two_ways
from thgbilanz.intake.deriving.row import Derivation, Derived, Outcome, SheetRow
from thgbilanz.intake.deriving.words import product

_VOLUME, _COLLECTIONS, _DENSITY = "behaelter_l", "leerungen", "dichte_kg_l"
_COUNTED = (_VOLUME, _COLLECTIONS, _DENSITY)
_DENSEST = 3.0
"""kg per litre: more than rubble, which is the heaviest that goes into a container."""


def _thrown_away(row: SheetRow) -> Outcome:
    amount, activity = row.number("menge"), row.text("aktivitaet")
    given = [key for key in _COUNTED if row.is_given(key)]
    if amount is not None:
        if given:
            text = "Gewicht und Behälter stehen in derselben Zeile"
            return Outcome(problems=(two_ways(given[0], text, "entweder das Gewicht oder Behälter und Leerungen"),))
        return Outcome((Derived(amount, row.text("einheit"), activity, "menge"),))
    if not given:
        return Outcome()
    problems = missing(row, (*_COUNTED, "quelle"), "das Gewicht folgt aus Behältern, Leerungen und belegter Dichte")
    problems += outside(row, _DENSITY, 0, _DENSEST, "Gemeint sind kg je Liter: 0,12 kg/l sind 120 kg je m³")
    volume, collections, density = (row.number(key) for key in _COUNTED)
    if problems or volume is None or collections is None or density is None:
        return Outcome(problems=problems)
    weight, steps = product((volume, "l"), (collections, "Leerungen"), (density, "kg/l"))
    return Outcome((Derived(weight, "kg", activity, _VOLUME, steps),))


WASTE = Derivation(_thrown_away, ("menge", *_COUNTED), uses=("aktivitaet", "einheit", "quelle"))
