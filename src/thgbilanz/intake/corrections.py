"""Corrections beside what they correct: each refers to rows of its activity, and leaves no negative amount."""

from collections.abc import Sequence
from math import fsum, isnan

from thgbilanz.core.activity_kinds import KIND_BY_ID
from thgbilanz.core.diagnostic import note, warning
from thgbilanz.core.german import german_number
from thgbilanz.core.vocabulary import Layer
from thgbilanz.intake.all_activities import AllActivities
from thgbilanz.intake.finding_groups import FindingGroups
from thgbilanz.units.catalogue import unit_reading

_SAME = ("organisation", "space", "sector", "activity", "year", "flow")
_ROUNDING = 1e-9


def check_corrections(activities: AllActivities, groups: FindingGroups) -> None:
    """Tell of corrections that meet nothing, and of those that take away more than there is.

    A correction with a meter refers to the rows of this meter, one with a site to those of the site, others to all
    rows of the organisation and activity. Only what was read is seen: a single file may hold the correction alone.
    """
    layers = activities.column("layer")
    correction = Layer.CORRECTION.value
    corrections = [row for row, layer in enumerate(layers) if layer == correction]
    if not corrections:
        return
    keys = list(zip(*(activities.column(name) for name in _SAME), strict=True))
    meters, sites = (list(map(str.casefold, activities.column(name))) for name in ("meter", "site"))
    for row in corrections:
        narrower = meters if meters[row] else sites
        same = [
            other
            for other, key in enumerate(keys)
            if key == keys[row] and (not narrower[row] or narrower[other] == narrower[row])
        ]
        if all(layers[other] == Layer.CORRECTION.value for other in same):
            _tell_of_nothing(activities, row, groups)
        else:
            _tell_of_too_much(activities, row, same, groups)


def _tell_of_nothing(activities: AllActivities, row: int, groups: FindingGroups) -> None:
    label = KIND_BY_ID[activities.column("activity")[row]].label
    groups.add(
        note(
            "THG612",
            f"Zur Korrektur von „{label}“ gibt es in den gelesenen Dateien keine Zeile",
            activities.place(row, "menge"),
            hint="Gezählt wird die Korrektur. Organisation, Jahr, Aktivität, Zähler und Liegenschaft mit der Zeile "
            "vergleichen, die sie ändern soll",
        )
    )


def _tell_of_too_much(activities: AllActivities, row: int, same: Sequence[int], groups: FindingGroups) -> None:
    kind = KIND_BY_ID[activities.column("activity")[row]]
    amounts, units, portions = (activities.column(name) for name in ("amount", "unit", "portion"))
    readings = [unit_reading(units[other], kind.id) for other in same]
    if amounts[row] >= 0 or len({reading.unit for reading in readings}) != 1 or not readings[0].unit:
        return  # litres and kWh are not added here
    given = [
        amounts[other] * portions[other] * reading.factor
        for other, reading in zip(same, readings, strict=True)
        if not isnan(amounts[other])
    ]
    rest = fsum(given)
    if rest >= -_ROUNDING * fsum(map(abs, given)):
        return
    amount = german_number(rest / unit_reading(units[row], kind.id).factor, 3).rstrip("0").rstrip(",")
    groups.add(
        warning(
            "THG613",
            f"Nach der Korrektur bleibt für „{kind.label}“ eine negative Menge",
            activities.place(row, "menge"),
            found=f"{amount} {units[row]}",
            expected="höchstens so viel abziehen, wie gebucht ist",
            hint="Vorzeichen, Einheit und Jahr der Korrektur prüfen, und ob sie zweimal dasteht",
        )
    )
