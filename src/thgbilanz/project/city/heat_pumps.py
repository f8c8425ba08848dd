"""Heat pumps as activities without counting their electricity twice (method/bisko.md 4).

The BISKO factor of Umweltwärme is the federal mix / 3.2: it holds the electricity of the pump. Hence two ways, both of
which keep the energy of strom + umweltwaerme the same:

``abziehen`` (Leitfaden Datenbeschaffung 2024, Schritt 7): Umweltwärme is the heat of the pump, W = heat / JAZ is taken
out of the sector's electricity where that holds it.
``bleibt``: Umweltwärme is heat x (1 - 1 / JAZ), the electricity stays where it is; the factor of Umweltwärme must then
be one without it.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from thgbilanz.balance.bisko.heat_pump import pump_heat
from thgbilanz.balance.bisko.rule_values import rule_source, rule_value
from thgbilanz.core.diagnostic import Diagnostic, note, warning
from thgbilanz.core.german import german_number
from thgbilanz.intake.city.table import CityRow
from thgbilanz.project.city.rows import Derived

_UNIT: Final = "MWh"


def pump_activities(rows: Sequence[CityRow], power_grades: Mapping[str, str], *, stays: bool) -> list[Derived]:
    """Activities of each row; ``stays`` is the option ``waermepumpenstrom = "bleibt"``.

    ``power_grades`` is the Datengüte of each sector's electricity: what is taken out of it has its grade, so that the
    rest keeps it.
    """
    return [one for row in rows for one in _activities(row, power_grades, stays=stays)]


def _activities(row: CityRow, power_grades: Mapping[str, str], *, stays: bool) -> list[Derived]:
    heat, jaz, told = row.numbers["waerme_mwh"], _jaz(row), f"Wärme {german_number(row.numbers['waerme_mwh'], 1)} MWh"
    parts, held = pump_heat(heat, jaz), row.text("strom_enthalten") == "ja"
    factor = f"JAZ {german_number(jaz, 2)} ({_jaz_source(row)})"
    if not stays:
        found = [
            _derived(row, "umweltwaerme", heat, f"{told} einschließlich Pumpenstrom, wie ihn der BISKO-Faktor enthält")
        ]
        if held:
            text = f"Pumpenstrom abgezogen: {told} / {factor}"
            found.append(_derived(row, "strom", -parts.power, text, power_grades.get(row.text("sektor"), "")))
        return found
    found = [_derived(row, "umweltwaerme", parts.environment, f"{told} × (1 − 1 / JAZ), {factor}")]
    if not held:
        found.append(_derived(row, "strom", parts.power, f"Pumpenstrom: {told} / {factor}"))
    return found


def _derived(row: CityRow, activity: str, amount: float, derivation: str, grade: str = "") -> Derived:
    return Derived(
        row=row,
        title="waerme_mwh",
        sector=row.text("sektor"),
        activity=activity,
        amount=amount,
        unit=_UNIT,
        data_quality=grade or row.text("datenguete"),
        source=row.text("quelle"),
        derivation=derivation,
        site="Wärmepumpen",
        local_factor=row.text("faktor") if activity == "umweltwaerme" else "",
    )


def _jaz(row: CityRow) -> float:
    return row.numbers.get("jaz", rule_value("heat_pump_jaz"))


def _jaz_source(row: CityRow) -> str:
    return row.text("quelle_jaz") or (row.text("quelle") if "jaz" in row.numbers else rule_source("heat_pump_jaz"))


def pump_findings(rows: Sequence[CityRow], *, stays: bool) -> list[Diagnostic]:
    """Unusual performance factors (THG736), and electricity that the factor counts a second time (THG735)."""
    low, high = rule_value("heat_pump_jaz_lowest"), rule_value("heat_pump_jaz_highest")
    span = f"{german_number(low, 1)} bis {german_number(high, 1)}"
    unusual = [
        note(
            "THG736",
            f"Jahresarbeitszahl {german_number(_jaz(row), 2)} ist ungewöhnlich",
            row.place("jaz"),
            expected=f"{span} ({rule_source('heat_pump_jaz')})",
            hint="Stimmt der Wert, ist nichts zu tun: Quelle in quelle_jaz nennen",
        )
        for row in rows
        if not low <= _jaz(row) <= high
    ]
    if not stays:
        return unusual
    return unusual + [
        warning(
            "THG735",
            "Pumpenstrom zählt zweimal: im Strom und im BISKO-Faktor für Umweltwärme",
            row.place("waerme_mwh"),
            found='waermepumpenstrom = "bleibt" ohne eigenen Faktor',
            expected="ein Faktor für Umweltwärme ohne Pumpenstrom oder waermepumpenstrom = „abziehen“",
            hint="In thg.toml unter [stadtbilanz] „abziehen“ wählen; ein eigener Faktor in der Spalte faktor vermeidet "
            "die Doppelung auch, die Bilanz ist dann aber nicht BISKO-konform",
        )
        for row in rows
        if not row.text("faktor")
    ]
