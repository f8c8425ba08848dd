"""Reading a workbook of 100,000 rows x 12 columns: with guard and validation, and by the cell reader alone.

Run as ``python -m benchmarks.large_workbook times ROUNDS`` or ``... memory``; prints JSON. Each runs in a process of
its own, so that the memory of one is not the memory of the other.
"""

import datetime as dt
import json
import sys
import tempfile
from pathlib import Path

from benchmarks.memory import peak_bytes
from benchmarks.ratio import alternating

ROWS = 100_000
TITLES = (
    "Liegenschaft",
    "Zählernummer",
    "Energieträger",
    "Verbrauch",
    "Einheit",
    "Von",
    "Bis",
    "Datengüte",
    "Fläche (m²)",
    "Kosten (EUR, brutto)",
    "Quelle",
    "Bemerkung",
)
FUELS = (("Erdgas", "kWh (Hs)"), ("Heizöl", "l"), ("Holzpellets", "t"), ("Fernwärme", "MWh"))
YEAR = 2019
ORGANISATIONS = {"stadt": "Stadt Musterstadt"}


def large_workbook(path: Path, rows: int = ROWS) -> None:
    """A filled sheet of the template as a portal would export it; every meter once, months as periods."""
    from xlsxwriter import Workbook  # noqa: PLC0415

    with Workbook(path, {"constant_memory": True, "default_date_format": "dd.mm.yyyy"}) as book:
        master = book.add_worksheet("Stammdaten")
        for number, pair in enumerate((("Organisation (ID)", "stadt"), ("Berichtsjahr", YEAR), ("Vorlagenversion", 1))):
            master.write_row(number, 0, pair)
        sheet = book.add_worksheet("Wärme und Brennstoffe")
        sheet.write_row(0, 0, TITLES)
        for number in range(rows):
            sheet.write_row(number + 1, 0, _row(number))


def _row(number: int) -> tuple[str | float | dt.date, ...]:
    fuel, unit = FUELS[number % len(FUELS)]
    month = number % 12 + 1
    first = dt.date(YEAR, month, 1)
    last = dt.date(YEAR + month // 12, month % 12 + 1, 1) - dt.timedelta(1)
    site, meter, amount = f"Gebäude {number // 48}", f"G-{number:06d}", 1000.0 + (number * 7919) % 100_003 / 4
    bill, remark = f"Rechnung {YEAR}", "abgelesen" if number % 3 else ""
    return site, meter, fuel, amount, unit, first, last, "A", 500.0 + number % 977, amount / 10, bill, remark


def cells_only(path: Path) -> int:
    """The floor: python-calamine reads all sheets into lists."""
    from python_calamine import load_workbook  # noqa: PLC0415

    book = load_workbook(path)
    return sum(len(book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names)


def read_and_validated(path: Path, rows: int) -> None:
    """The subject: the entrance of the intake. Raises RuntimeError if anything was refused."""
    from thgbilanz.intake.read import read_files  # noqa: PLC0415

    result = read_files([path], path.parent, YEAR, ORGANISATIONS, YEAR)
    if len(result.activities) != rows or result.rejected:
        msg = f"only {len(result.activities)} of {rows} rows were read: {result.findings[:3]}"
        raise RuntimeError(msg)


def main(what: str, rounds: int, rows: int = ROWS) -> None:
    """Measure ``times`` (pairs of seconds) or ``memory`` (bytes) and print them as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "gross.xlsx"
        large_workbook(path, rows)
        if what == "times":
            times = alternating(lambda: cells_only(path), lambda: read_and_validated(path, rows), rounds)
            print(json.dumps({"times": times}))
            return
        read_and_validated(path, rows)
        print(json.dumps({"peak_bytes": peak_bytes()}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if sys.argv[2:] else 1)
