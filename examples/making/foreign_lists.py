"""A foreign list as housing companies send it: logo rows, one column per carrier, empty cells, a row of sums.

``gebaeude.csv`` holds the figures (fictitious); the workbook shows them as somebody else would lay them out.
"""

import datetime as dt
import io
from pathlib import Path

from examples.making.tables import rows_of

SHEET = "Verbräuche 2019"
TITLES = ("Lfd. Nr.", "Objekt", "Baujahr", "Wohnfläche m²", "Erdgas [kWh Hs]", "Heizöl [Liter]", "Allgemeinstrom [kWh]")
CARRIERS = ("erdgas", "heizoel", "strom")
_WIDTHS = (8, 30, 10, 15, 17, 15, 21)


def foreign_list_files(folder: Path) -> dict[str, bytes]:
    """The workbook of the housing company by its path relative to the project folder."""
    return {"daten/2019/wohnbau.xlsx": _workbook(rows_of(folder / "erzeugung" / "gebaeude.csv"))}


def _workbook(buildings: list[dict[str, str]]) -> bytes:
    from xlsxwriter import Workbook  # noqa: PLC0415 - as everywhere in the examples, only when something is made

    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": dt.datetime(2020, 1, 1)})  # noqa: DTZ001 - Excel has no time zones
        bold = book.add_format({"bold": True})
        head = book.add_format({"bold": True, "bg_color": "#D9E2EC", "border": 1, "text_wrap": True})
        total = book.add_format({"bold": True, "top": 1, "num_format": "#,##0.##"})
        sheet = book.add_worksheet(SHEET)
        sheet.write_string(0, 1, "Wohnbau Musterhausen eG", book.add_format({"bold": True, "font_size": 16}))
        sheet.write_string(1, 1, "Verbrauchsübersicht der Wohngebäude, Abrechnungsjahr 2019")
        sheet.write_string(2, 1, "Stand: 14.03.2020, Abteilung Bestand")
        for column, (title, width) in enumerate(zip(TITLES, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(4, column, title, head)
        for number, building in enumerate(buildings, 1):
            row = 4 + number
            sheet.write_number(row, 0, number)
            sheet.write_string(row, 1, building["objekt"])
            sheet.write_number(row, 2, int(building["baujahr"]))
            sheet.write_number(row, 3, float(building["flaeche_m2"]))
            for column, carrier in enumerate(CARRIERS, 4):
                if building[carrier]:
                    sheet.write_number(row, column, float(building[carrier]))
        last = 5 + len(buildings)
        sheet.write_string(last, 1, "Summe", total)
        for column, name in enumerate(("flaeche_m2", *CARRIERS), 3):
            # No formula: Excel would have stored its value, the writer used here cannot.
            sheet.write_number(last, column, sum(float(building[name] or 0) for building in buildings), total)
        sheet.write_string(last + 2, 1, "Fernwärmeversorgte Objekte werden gesondert gemeldet.", bold)
        sheet.freeze_panes(5, 2)
    return buffer.getvalue()
