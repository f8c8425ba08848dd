"""Refrigerants: what was topped up has leaked (mass balance), or the charge times a loss rate (screening).

Both are in method/organisation.md section 3; the mass balance is preferred. One row never mixes them.
"""

from thgbilanz.core.diagnostic import Severity
from thgbilanz.intake.deriving.cell_rules import missing, part_of_year, two_ways
from thgbilanz.intake.deriving.loss_rates import loss_rates
from thgbilanz.intake.deriving.row import CellProblem, Derivation, Derived, Outcome, SheetRow
from thgbilanz.intake.deriving.words import exact, figure

_TOPPED_UP, _CHARGE, _APPLICATION = "nachfuellmenge_kg", "fuellmenge_kg", "anwendung"


def _leaked(row: SheetRow) -> Outcome:
    topped_up, charge, application = row.number(_TOPPED_UP), row.number(_CHARGE), row.text(_APPLICATION)
    if topped_up is not None:
        if application:
            text = "Nachgefüllte Menge und Schätzung über eine Verlustrate stehen in derselben Zeile"
            expected = "entweder die nachgefüllte Menge oder Füllmenge mit Art der Anlage"
            return Outcome(problems=(two_ways(_APPLICATION, text, expected),))
        derived = Derived(topped_up, "kg", row.text("aktivitaet"), _TOPPED_UP)
        return Outcome((derived,), _more_than_fits(topped_up, charge))
    if charge is None and not application:
        return Outcome()
    problems = missing(row, (_CHARGE, _APPLICATION), "geschätzt wird aus Füllmenge und Art der Anlage")
    problems += part_of_year(row, _CHARGE, "Die Verlustrate")
    if problems or charge is None:
        return Outcome(problems=problems)
    rate = loss_rates()[application]
    steps = (
        f"Füllmenge {figure(charge)} kg × Verlustrate {figure(rate.share_per_year * 100)} % je Jahr "
        f"[{rate.source}, {rate.region}]"
    )
    leaked = float(exact(charge) * exact(rate.share_per_year))
    return Outcome((Derived(leaked, "kg", row.text("aktivitaet"), _CHARGE, steps),))


def _more_than_fits(topped_up: float, charge: float | None) -> tuple[CellProblem, ...]:
    if charge is None or topped_up <= charge:
        return ()
    text = f"Nachgefüllt sind {figure(topped_up)} kg, mehr als die Füllmenge von {figure(charge)} kg"
    hint = "Gramm und Kilogramm prüfen. Ist die Anlage im Jahr ganz leer gelaufen und neu befüllt, stimmt der Wert"
    return (CellProblem(_TOPPED_UP, "THG607", text, "höchstens die Füllmenge", hint, Severity.WARNING),)


REFRIGERANTS = Derivation(_leaked, (_TOPPED_UP, _CHARGE))
