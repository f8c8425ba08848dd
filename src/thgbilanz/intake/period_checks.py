"""Rows whose amount may not be what was consumed in their period: corrected for the weather, or given per year."""

import datetime as dt

from thgbilanz.core.diagnostic import warning
from thgbilanz.core.period import Period, days_in_year
from thgbilanz.intake.all_activities import AllActivities
from thgbilanz.intake.finding_groups import FindingGroups
from thgbilanz.units.catalogue import is_per_year


def warn_of_corrected_weather(activities: AllActivities, groups: FindingGroups) -> None:
    """Weather-corrected amounts of organisations (faults.md 118); those of the territory are refused with their row.

    An inventory holds what was emitted: "neither over nor under actual emissions" (GHG Protocol Corporate Standard,
    chapter 1, principle accuracy). Over the years the correction evens out, hence a Warnung.
    """
    flags = activities.column("weather_corrected")
    if "ja" not in flags:
        return
    for row in (row for row, flag in enumerate(flags) if flag == "ja"):
        finding = warning(
            "THG093",
            "Menge ist witterungsbereinigt, in die Bilanz gehört der gemessene Verbrauch",
            activities.place(row, "witterungsbereinigt"),
            found="ja",
            expected="der gemessene Verbrauch des Jahres",
            hint="Den Verbrauch von Zähler oder Rechnung eintragen. Bereinigte Werte taugen für Vergleiche, nicht für "
            "die Bilanz",
        )
        groups.add(finding, together="")


def warn_of_annual_units(activities: AllActivities, groups: FindingGroups) -> None:
    """Amounts per year on a period that is no year: a quarter of the year may have the amount of all of it."""
    units = activities.column("unit")
    annual = {unit for unit in set(units) if is_per_year(unit)}
    if not annual:
        return
    starts, ends = activities.column("start"), activities.column("end")
    for row in (row for row, unit in enumerate(units) if unit in annual):
        period = Period(dt.date.fromisoformat(starts[row]), dt.date.fromisoformat(ends[row]))
        if period.days in {days_in_year(year) for year in period.years}:
            continue
        groups.add(
            warning(
                "THG094",
                f"Einheit „{units[row]}“ bei einem Zeitraum von {period.days} Tagen",
                activities.place(row, "einheit"),
                found=units[row],
                expected="die Menge des Zeitraums, etwa in kWh",
                hint="Gerechnet wird, als wäre es die Menge des Zeitraums. Ist es die Menge eines Jahres, Von und Bis "
                "leeren oder die Menge des Zeitraums eintragen",
            ),
            together="",
        )
