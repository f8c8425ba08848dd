"""Billing periods across a year's end: how much of a year's figure rests on a split (faults.md 119, THG090)."""

from math import fsum, isfinite

from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.core.german import german_number
from thgbilanz.core.heating import DEGREE_DAYS_IN, heats
from thgbilanz.plausibility.rows import BookedRows
from thgbilanz.plausibility.wording import listed

_MOST_RELATED = 3


def split_findings(rows: BookedRows) -> list[Diagnostic]:
    """One finding for each sheet with split rows: how many rows and which share of its tonnes."""
    bases = rows.column("portion_basis")
    split = [position for position, basis in enumerate(bases) if basis]
    if not split:
        return []
    sheets = list(zip(rows.column("file"), rows.column("sheet"), strict=True))
    by_sheet: dict[tuple[str, str], list[int]] = {}
    for position in split:
        by_sheet.setdefault(sheets[position], []).append(position)
    tonnes: dict[tuple[str, str], list[float]] = {sheet: [] for sheet in by_sheet}
    for sheet, kilograms in zip(sheets, rows.emissions_kg.tolist(), strict=True):
        if sheet in tonnes and isfinite(kilograms):
            tonnes[sheet].append(kilograms)
    return [_finding(rows, by_sheet[sheet], fsum(tonnes[sheet])) for sheet in sorted(by_sheet)]


def _finding(rows: BookedRows, positions: list[int], sheet_kg: float) -> Diagnostic:
    bases = [rows.column("portion_basis")[position] for position in positions]
    heating = sum(f" {DEGREE_DAYS_IN} " in basis for basis in bases)
    ways = [(heating, "nach Gradtagen"), (len(positions) - heating, "nach Tagen")]
    how = " und ".join(f"{count} {way}" for count, way in ways if count)
    numbers = rows.column("row")
    ordered = sorted(positions, key=lambda position: numbers[position])
    return Diagnostic(
        "THG090",
        Severity.WARNING,
        f"{_rows(len(positions))} über den Jahreswechsel auf Jahre verteilt: {how}{_share(rows, positions, sheet_kg)}",
        rows.place(ordered[0]),
        found=listed(dict.fromkeys(bases), most=2),
        expected="Ablesungen zum 31.12.",
        hint=_hint(rows, positions),
        related=tuple(rows.place(position) for position in ordered[1 : _MOST_RELATED + 1]),
        count=len(positions),
        rows=tuple(numbers[position] for position in ordered),
    )


def _rows(count: int) -> str:
    return "1 Zeile ist" if count == 1 else f"{count} Zeilen sind"


def _share(rows: BookedRows, positions: list[int], sheet_kg: float) -> str:
    split_kg = fsum(
        float(rows.emissions_kg[position]) for position in positions if isfinite(rows.emissions_kg[position])
    )
    if sheet_kg <= 0:
        return ""
    where = "des Blatts" if rows.column("sheet")[positions[0]] else "der Tabelle"
    return f", {german_number(100 * split_kg / sheet_kg, 1)} % der Emissionen {where}"


def _hint(rows: BookedRows, positions: list[int]) -> str:
    sentence = "Gibt es eine Ablesung am Jahresende, die Zeile dort teilen"
    activities, sectors, bases = (rows.column(name) for name in ("activity", "sector", "portion_basis"))
    by_days = any(
        heats(activities[position], sectors[position]) and f" {DEGREE_DAYS_IN} " not in bases[position]
        for position in positions
    )
    return (
        f"{sentence}. Heizenergie wird nach Gradtagen verteilt, wenn daten/gradtage.csv sie nennt"
        if by_days
        else sentence
    )
