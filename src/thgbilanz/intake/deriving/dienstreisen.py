"""Business travel (3.6): distances as recorded or trips times distance, and nights in hotels."""

from thgbilanz.core.activity_kinds import KIND_BY_ID
from thgbilanz.intake.deriving.cell_rules import missing, two_ways
from thgbilanz.intake.deriving.row import CellProblem, Derivation, Derived, Outcome, SheetRow
from thgbilanz.intake.deriving.words import product
from thgbilanz.units.catalogue import unit_label

_TRIPS, _DISTANCE, _NIGHTS = "reisen", "strecke_je_reise_km", "uebernachtungen"
_HOTEL = "hotel"


def _travelled(row: SheetRow) -> Outcome:
    journey = _journey(row)
    nights = row.number(_NIGHTS)
    stay = () if nights is None else (Derived(nights, "Nächte", _HOTEL, _NIGHTS),)
    return Outcome((*journey.rows, *stay), journey.problems)


def _journey(row: SheetRow) -> Outcome:
    amount, trips, distance = row.number("menge"), row.number(_TRIPS), row.number(_DISTANCE)
    activity = row.text("aktivitaet")
    if amount is not None:
        if trips is not None or distance is not None:
            text = "Strecke und Reisen mal Entfernung stehen in derselben Zeile"
            expected = "entweder die ganze Strecke oder Reisen und Entfernung je Reise"
            return Outcome(problems=(two_ways(_TRIPS if trips is not None else _DISTANCE, text, expected),))
        return Outcome((Derived(amount, row.text("einheit"), activity, "menge"),))
    if trips is None and distance is None:
        return Outcome(problems=_no_distance(row) if activity and row.is_given(_NIGHTS) else ())
    problems = missing(row, (_TRIPS, _DISTANCE), "die Strecke folgt aus Reisen mal Entfernung")
    if problems or trips is None or distance is None:
        return Outcome(problems=problems)
    kilometres, steps = product((trips, "Reisen"), (distance, "km hin und zurück je Reise"))
    unit = KIND_BY_ID[activity].unit if activity in KIND_BY_ID else "km"
    return Outcome((Derived(kilometres, unit_label(unit), activity, _DISTANCE, steps),))


def _no_distance(row: SheetRow) -> tuple[CellProblem, ...]:
    return missing(row, ("menge",), "ein Verkehrsmittel steht da, aber keine Strecke")


TRAVEL = Derivation(_travelled, ("menge", _TRIPS, _DISTANCE, _NIGHTS), uses=("aktivitaet", "einheit"))
