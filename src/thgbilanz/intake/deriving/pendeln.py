"""Commuting (3.7) from a survey: people × days × there and back × distance × share of the means of transport."""

from thgbilanz.core.activity_kinds import KIND_BY_ID
from thgbilanz.intake.deriving.cell_rules import missing, outside, part_of_year
from thgbilanz.intake.deriving.row import Derivation, Derived, Outcome, SheetRow
from thgbilanz.intake.deriving.words import exact, figure, product
from thgbilanz.units.catalogue import unit_label

_PEOPLE, _DAYS, _DISTANCE, _SHARE = "beschaeftigte", "tage_je_jahr", "entfernung_km", "anteil_prozent"
_OCCUPANTS = "personen_je_fahrzeug"
_MOST_DAYS, _MOST_KM, _MOST_OCCUPANTS = 366.0, 500.0, 9.0
_VEHICLE_KM = "km"


def _commuted(row: SheetRow) -> Outcome:
    given = (_PEOPLE, _DAYS, _DISTANCE, _SHARE)
    if not any(map(row.is_given, given)):
        return Outcome()
    problems = (
        *missing(row, given, "ohne sie ist die Strecke nicht zu rechnen"),
        *part_of_year(row, _DAYS, "Die Zahl der Tage"),
        *outside(row, _DAYS, 0, _MOST_DAYS, "Gemeint sind Arbeitstage vor Ort je Person und Jahr"),
        *outside(row, _DISTANCE, 0, _MOST_KM, "Gemeint ist der einfache Weg je Person und Tag in km"),
        *outside(
            row, _OCCUPANTS, 1, _MOST_OCCUPANTS, "Wer allein fährt, zählt 1; bei Bus und Bahn bleibt die Zelle leer"
        ),
    )
    if problems:
        return Outcome(problems=problems)
    people, days, distance, share = (row.number(key) or 0.0 for key in given)
    activity = row.text("aktivitaet")
    unit = KIND_BY_ID[activity].unit if activity in KIND_BY_ID else _VEHICLE_KM
    amount, steps = product((people, "Beschäftigte"), (days, "Tage"), (2, ""), (distance, "km"))
    label = KIND_BY_ID[activity].label.removeprefix("Arbeitsweg ") if activity in KIND_BY_ID else activity
    exactly, steps = exact(amount) * exact(share) / 100, f"{steps} × {figure(share)} % {label}"
    if unit == _VEHICLE_KM:
        occupants = row.number(_OCCUPANTS) or 1.0
        exactly /= exact(occupants)
        steps += f" ÷ {figure(occupants)} {'Person' if occupants == 1 else 'Personen'} je Fahrzeug"
    return Outcome((Derived(float(exactly), unit_label(unit), activity, _PEOPLE, steps),))


COMMUTING = Derivation(_commuted, (_PEOPLE, _DAYS, _DISTANCE, _SHARE), uses=("aktivitaet", _OCCUPANTS))
