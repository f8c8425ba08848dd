"""Rules for amounts, notation keys, sectors and periods, and how fields of one row must go together."""

import datetime as dt

from pydantic import ValidationInfo

from thgbilanz.core.vocabulary import Space
from thgbilanz.intake.row_problems import TITLES, context_of, reject, reject_missing
from thgbilanz.templates.definition import TIDY
from thgbilanz.units.catalogue import unit_reading
from thgbilanz.units.cell_text import shown
from thgbilanz.units.missing_words import MISSING

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


def is_not_negative(value: float | None, info: ValidationInfo) -> float | None:
    """Quantities, areas and costs are never negative (faults.md 78, 132)."""
    if value is not None and not value >= 0:
        reject(
            "THG085",
            f"{TITLES[str(info.field_name)]} ist negativ",
            "eine Zahl ab 0",
            "Gutschriften mit der zugehörigen Rechnung verrechnen; Einspeisung gehört nicht in den Verbrauch",
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
            "10 bedeutet ±10 %. Ist die Zelle als Prozent formatiert: Zellformat Standard wählen und neu eintippen",
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


def ends_in_its_year(value: dt.date | None, info: ValidationInfo) -> dt.date | None:
    """A period has both ends, in order, within one calendar year (faults.md 119)."""
    start = info.data.get("von")
    if start is None and value is None:
        return value
    if start is None or value is None:
        absent = TITLES["von" if start is None else "bis"]
        reject("THG087", f"„{absent}“ fehlt im Zeitraum", "Anfang und Ende", "Beide Tage angeben oder keinen")
    if value < start:
        expected = f"ein Tag ab {start.day:02}.{start.month:02}.{start.year}"
        reject("THG087", "Zeitraum endet, bevor er beginnt", expected, "Von und Bis prüfen")
    if value.year != start.year:
        reject(
            "THG057",
            "Zeitraum geht über den Jahreswechsel",
            "ein Zeitraum innerhalb eines Kalenderjahrs",
            f"Die Zeile am 31.12.{start.year} teilen und die Menge auf beide Jahre verteilen, am besten nach Ablesung; "
            "geschätzte Anteile in der Datengüte kennzeichnen",
        )
    return value


def is_asked_year(value: int | None, info: ValidationInfo) -> int | None:
    """The row belongs to one calendar year, and to the year that is balanced (faults.md 104)."""
    if not {"von", "bis"} <= info.data.keys():
        return value
    start = info.data["von"]
    if start is not None and value is not None and value != start.year:
        text = f"Jahr {value} passt nicht zum Zeitraum"
        reject("THG087", text, str(start.year), "Das Jahr oder den Zeitraum berichtigen")
    year = value if start is None else start.year
    if year is None:
        reject_missing("jahr")
    asked = context_of(info).year
    if asked is not None and year != asked:
        reject(
            "THG057",
            f"Zeile gehört zum Jahr {year}, gefragt ist {asked}",
            str(asked),
            f"Stimmt das Jahr, gehört die Zeile in eine Datei im Ordner daten/{year}",
        )
    return int(year)
