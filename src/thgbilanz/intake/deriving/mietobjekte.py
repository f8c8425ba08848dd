"""Leased assets: energy of rented rooms as metered, or floor area times a value per square metre.

Whoever operates the plant (heating, or the contract for electricity) has the emissions in scope 1 or 2. For the other
side they are scope 3: 3.13 for a landlord whose tenants operate it, 3.8 for a tenant (method/organisation.md 2).
"""

from thgbilanz.intake.deriving.cell_rules import missing, part_of_year, two_ways
from thgbilanz.intake.deriving.row import Derivation, Derived, Outcome, SheetRow
from thgbilanz.intake.deriving.words import product

_LEASE, _OPERATOR, _AREA, _PER_AREA = "mietverhaeltnis", "betreiber", "flaeche_m2", "kennwert_kwh_m2"
LET, RENTED, LANDLORD, TENANT = "vermietet", "angemietet", "vermieter", "mieter"
_CATEGORY = {(LET, TENANT): "3.13", (RENTED, LANDLORD): "3.8"}


def _used(row: SheetRow) -> Outcome:
    amount, per_area, area = row.number("menge"), row.number(_PER_AREA), row.number(_AREA)
    if amount is None and per_area is None:
        return Outcome()
    problems = missing(row, (_LEASE, _OPERATOR), "beides entscheidet, in welchen Scope die Energie gehört")
    changes = {"scope3_kategorie": _CATEGORY.get((row.text(_LEASE), row.text(_OPERATOR)), "")}
    if amount is not None:
        if per_area is not None:
            text = "Verbrauch und Kennwert stehen in derselben Zeile"
            problems += (two_ways(_PER_AREA, text, "entweder der Verbrauch oder Fläche und Kennwert"),)
        derived = Derived(amount, row.text("einheit"), row.text("aktivitaet"), "menge", changes=changes)
        return Outcome(() if problems else (derived,), problems)
    problems += missing(row, (_AREA, "quelle"), "ein Kennwert braucht eine Fläche und einen Beleg")
    problems += part_of_year(row, _PER_AREA, "Der Kennwert")
    if problems or area is None or per_area is None:
        return Outcome(problems=problems)
    energy, steps = product((area, "m²"), (per_area, "kWh/m² je Jahr"))
    derived = Derived(energy, row.text("einheit"), row.text("aktivitaet"), _PER_AREA, steps, changes)
    return Outcome((derived,))


LEASED = Derivation(_used, ("menge", _PER_AREA), uses=("aktivitaet", "einheit", _AREA, _LEASE, _OPERATOR, "quelle"))
