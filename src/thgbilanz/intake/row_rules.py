"""Rules for amounts, notation keys, sectors and periods, and how fields of one row must go together."""

import datetime as dt
from typing import TypeVar

from pydantic import ValidationInfo

from thgbilanz.core.period import Period, german_date
from thgbilanz.core.vocabulary import Flow, Layer, Space
from thgbilanz.intake.row_problems import TITLES, context_of, reject, reject_missing
from thgbilanz.templates.definition import TIDY
from thgbilanz.units.catalogue import unit_reading
from thgbilanz.units.cell_text import shown
from thgbilanz.units.missing_words import MISSING

LONGEST_PERIOD_DAYS = 3 * 365 + 1
"""Three calendar years hold at most one leap day."""
_WHOLE = 100.0


def fits_sector(value: str, info: ValidationInfo) -> str:
    """The territorial balance needs a sector, the organisational one has none."""
    space = info.data.get("raum")
    if space == Space.TERRITORIAL and value == "":
        offered = ", ".join(choice.label for choice in TIDY["sektor"].choices)
        reject("THG054", "Sektor fehlt in der territorialen Bilanz", offered, "Den Verbrauchssektor angeben")
    if space == Space.ORGANISATIONAL and value != "":
        reject(
            "THG054",
            f"Sektor {shown(value)} gehört nicht in die betriebliche Bilanz",
            "kein Sektor",
            "Die Zelle leeren oder die Zeile in den territorialen Bilanzraum stellen",
        )
    return value


def fits_space(value: str, info: ValidationInfo) -> str:
    """Only organisations deliver to one another: the territory has consumption alone (method/bisko.md 1)."""
    if value == Flow.DELIVERED and info.data.get("raum") == Space.TERRITORIAL:
        reject(
            "THG054",
            "Eine Lieferung gehört nicht in die territoriale Bilanz",
            "Bezug oder eine leere Zelle",
            "Im Stadtgebiet zählt der Verbrauch. Lieferungen einer Organisation in den betrieblichen Raum stellen",
        )
    return value


def is_not_negative(value: float | None, info: ValidationInfo) -> float | None:
    """Quantities, areas and costs are never negative (faults.md 78, 132); only a correction takes something back."""
    if info.field_name == "menge" and info.data.get("ebene") == Layer.CORRECTION:
        return value
    if value is not None and not value >= 0:
        reject(
            "THG085",
            f"{TITLES[str(info.field_name)]} ist negativ",
            "eine Zahl ab 0",
            "Gutschriften mit der zugehörigen Rechnung verrechnen; Einspeisung gehört nicht in den Verbrauch. Eine "
            "Korrektur hat ihr eigenes Blatt mit Autor, Datum und Begründung",
        )
    return value


_MADE = {Layer.ESTIMATE.value: "Schätzung", Layer.CORRECTION.value: "Korrektur"}

_OfRow = TypeVar("_OfRow", str, dt.date | None)


def goes_with_layer(value: _OfRow, info: ValidationInfo) -> _OfRow:
    """Who made an estimate or correction, when, why and from what: all four, and only there (architecture.md)."""
    key, layer = str(info.field_name), info.data.get("ebene", "")
    if layer in _MADE and not value:
        reject(
            "THG610",
            f"{TITLES[key]} fehlt bei einer {_MADE[layer]}",
            f"zum Beispiel „{TIDY[key].example}“",
            f"Eine {_MADE[layer]} braucht Autor, Datum, Begründung und Quelle: Sonst kann sie niemand nachvollziehen",
        )
    if layer not in _MADE and value and key != "quelle":
        reject(
            "THG611",
            f"{TITLES[key]} steht in einer Zeile, die weder Schätzung noch Korrektur ist",
            "Ebene „Schätzung“ oder „Korrektur“",
            "Die Ebene angeben, oder die Zelle leeren und den Text in die Bemerkung schreiben",
        )
    return value


def is_percent(value: float | None) -> float | None:
    """Percent are written as 0 or 1 to 100 (faults.md 92): what lies between 0 and 1 may be a share."""
    if value is not None and value != 0 and not 1 <= value <= _WHOLE:
        reason = "kann ein Anteil oder ein Prozentwert sein" if 0 < value < 1 else "liegt nicht zwischen 0 und 100"
        reject(
            "THG089",
            f"Prozentwert {value:g} {reason}".replace(".", ","),
            "0 oder eine Zahl von 1 bis 100, ohne Prozentzeichen",
            "10 bedeutet 10 %. Ist die Zelle als Prozent formatiert: Zellformat Standard wählen und neu eintippen",
        )
    return value


def is_amount_or_notation(value: float | None, info: ValidationInfo) -> float | None:
    """Exactly one of the two: an amount, or a key that says why there is none (faults.md 72)."""
    notation = info.data.get("notation")
    if value is None and notation == "":
        reject(MISSING.code, MISSING.text, MISSING.expected, MISSING.hint)
    if value is not None and notation:
        reject(
            "THG084",
            "Menge und Kennzeichen stehen in derselben Zeile",
            "entweder eine Menge oder ein Kennzeichen",
            "Gilt die Menge, das Kennzeichen löschen. Gilt das Kennzeichen, die Menge löschen, auch wenn sie 0 ist",
        )
    return value


def goes_with_amount(value: str, info: ValidationInfo) -> str:
    """An amount needs a unit; whether the unit is one is decided where quantities are made."""
    if value == "" and info.data.get("menge") is not None:
        problem = unit_reading("", info.data.get("aktivitaet", "")).problem
        if problem is not None:
            reject(problem.code, problem.text, problem.expected, problem.hint)
    return value


def ends_after_it_begins(value: dt.date | None, info: ValidationInfo) -> dt.date | None:
    """A period has both ends, in order, and is no longer than a bill can be."""
    start = info.data.get("von")
    if start is None and value is None:
        return value
    if start is None or value is None:
        absent = TITLES["von" if start is None else "bis"]
        reject("THG087", f"„{absent}“ fehlt im Zeitraum", "Anfang und Ende", "Beide Tage angeben oder keinen")
    if value < start:
        reject("THG087", "Zeitraum endet, bevor er beginnt", f"ein Tag ab {german_date(start)}", "Von und Bis prüfen")
    days = Period(start, value).days
    if days > LONGEST_PERIOD_DAYS:
        reject(
            "THG087",
            f"Zeitraum umfasst {days} Tage, mehr als drei Jahre",
            "ein Zeitraum von höchstens drei Jahren",
            "Von und Bis prüfen. Lange Zeiträume nach Ablesungen oder Rechnungen auf mehrere Zeilen verteilen",
        )
    return value


def is_in_asked_year(value: int | None, info: ValidationInfo) -> int | None:
    """The year that the row is booked in (faults.md 104, 119): the one that is balanced, if the row touches it.

    A period across a year's end belongs to every year that it touches, with its portion. If no year is asked, the
    reporting year of the file counts, else the year that the row names, else the year with most days.
    """
    if not {"von", "bis"} <= info.data.keys():
        return value
    context, start = context_of(info), info.data["von"]
    if start is None:
        return _asked(value, context.year)
    period = Period(start, info.data["bis"])
    if value is not None and value not in period.years:
        years = " oder ".join(map(str, period.years))
        reject("THG087", f"Jahr {value} passt nicht zum Zeitraum", years, "Das Jahr oder den Zeitraum berichtigen")
    if period.year is not None:
        return _asked(period.year, context.year)
    if context.year is None:
        wanted = (year for year in (context.reporting_year, value) if year in period.years)
        return next(wanted, None) or max(period.years, key=period.days_in)
    if context.year not in period.years:
        reject(
            "THG057",
            f"Zeitraum {german_date(start)}–{german_date(period.end)} liegt außerhalb von {context.year}",
            f"ein Zeitraum mit Tagen in {context.year}",
            "Stimmt der Zeitraum, gehört die Zeile in die Ordner der Jahre, die er berührt",
        )
    return context.year


def _asked(year: int | None, asked: int | None) -> int:
    if year is None:
        reject_missing("jahr")
    if asked is not None and year != asked:
        reject(
            "THG057",
            f"Zeile gehört zum Jahr {year}, gefragt ist {asked}",
            str(asked),
            f"Stimmt das Jahr, gehört die Zeile in eine Datei im Ordner daten/{year}",
        )
    return int(year)


def is_as_measured(value: str, info: ValidationInfo) -> str:
    """The territorial balance takes no weather-corrected values (faults.md 118; method/bisko.md 1, criterion 5)."""
    if value == "ja" and info.data.get("raum") == Space.TERRITORIAL:
        reject(
            "THG093",
            "Witterungsbereinigte Werte gehören nicht in die BISKO-Bilanz",
            "der gemessene Verbrauch des Jahres",
            "Den Wert ohne Witterungsbereinigung eintragen. Bereinigte Werte sind nur eine Ergänzung neben der Bilanz",
        )
    return value
