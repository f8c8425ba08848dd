"""Commuting (3.7) from a survey: people × days × there and back × distance × share of the means of transport."""

from collections.abc import Sequence

from thgbilanz.core.activity_kinds import KIND_BY_ID
from thgbilanz.core.diagnostic import Severity
from thgbilanz.intake.deriving.cell_rules import missing, outside, part_of_year
from thgbilanz.intake.deriving.row import CellProblem, Derivation, Derived, Outcome, SheetRow
from thgbilanz.intake.deriving.words import exact, figure, product
from thgbilanz.units.catalogue import unit_label

_PEOPLE, _DAYS, _DISTANCE, _SHARE = "beschaeftigte", "tage_je_jahr", "entfernung_km", "anteil_prozent"
_OCCUPANTS = "personen_je_fahrzeug"
_MOST_DAYS, _MOST_KM, _MOST_OCCUPANTS = 366.0, 500.0, 9.0
_VEHICLE_KM = "km"
_WHOLE, _ROUNDED = 100.0, 0.5
"""A survey prints shares without decimals: three of them may round up."""


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


def _shares(rows: Sequence[SheetRow]) -> list[tuple[int, CellProblem]]:
    """Shares of the same people at the same site are parts of one whole: together no more than 100 %."""
    found: list[tuple[int, CellProblem]] = []
    sums: dict[tuple[object, ...], float] = {}
    for position, row in enumerate(rows):
        share = row.number(_SHARE)
        if share is None:
            continue
        site = row.text("liegenschaft").casefold()
        key = (site, row.number(_PEOPLE), row.day("von"), row.day("bis"))
        sums[key] = sums.get(key, 0.0) + share
        if sums[key] > _WHOLE + _ROUNDED and sums[key] - share <= _WHOLE + _ROUNDED:
            text = f"Anteile von {figure(row.number(_PEOPLE) or 0.0)} Beschäftigten ergeben zusammen mehr als 100 %"
            hint = (
                "Zählt der Anteil nur für einen Teil der Beschäftigten, deren Zahl und 100 % eintragen. Kommt ein "
                "Verkehrsmittel zweimal vor, eine Zeile löschen"
            )
            problem = CellProblem(_SHARE, "THG606", text, "höchstens 100 %", hint, Severity.WARNING)
            found.append((position, problem))
    return found


COMMUTING = Derivation(
    _commuted, (_PEOPLE, _DAYS, _DISTANCE, _SHARE), uses=("aktivitaet", _OCCUPANTS), together=_shares
)
