"""The recalculation as a workbook of formulas: factors, lines, and the group put together from them."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from math import fsum
from typing import TYPE_CHECKING

from examples.making.recalculation import Factor, Line

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_HEADS = (
    ("Organisation", 14), ("Stelle", 46), ("Gegenstand", 34), ("Aktivität", 24), ("Menge", 14), ("mal", 11), ("mal", 9),
    ("mal", 9), ("mal", 9), ("geteilt durch", 10), ("Umrechnung 1", 12), ("Umrechnung 2", 12), ("Faktor", 22),
    ("kg je Einheit", 13), ("Scope", 10), ("Kategorie", 10), ("Methode", 10), ("kg CO2e", 16), ("Regel", 7),
    ("fällt weg zu", 10), ("Elimination kg", 16),
)  # fmt: skip
_MOST_AMOUNTS = 5
_SUMS = (
    ("Scope 1", "1", ""), ("Scope 2 standortbasiert", "2", "standort"), ("Scope 2 marktbasiert", "2", "markt"),
    ("Scope 3", "3", ""), ("Außerhalb der Scopes", "ausserhalb", ""),
)  # fmt: skip


def recalculation_workbook(lines: Sequence[Line], factors: Mapping[str, Factor]) -> bytes:
    """Three sheets of formulas with their values, so that any reader sees both; the same input gives the same bytes."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - as everywhere in the examples, only when something is made

    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": "Musterstadt 2019: Nachrechnung", "created": dt.datetime(2020, 1, 1)})  # noqa: DTZ001
        formats = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "head": book.add_format(
                {"bold": True, "bg_color": "#D9E2EC", "bottom": 1, "text_wrap": True, "valign": "top"}
            ),
            "number": book.add_format({"num_format": "#,##0.########"}),
            "kg": book.add_format({"num_format": "#,##0.0"}),
            "sum": book.add_format({"bold": True, "top": 1, "num_format": "#,##0.0"}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        group = book.add_worksheet("Konzern")
        sheet = book.add_worksheet("Zeilen")
        rows_of_factors = _factor_sheet(book.add_worksheet("Faktoren"), factors, formats)
        _line_sheet(sheet, lines, factors, rows_of_factors, formats)
        _group_sheet(group, lines, factors, formats)
        for page in book.worksheets():
            page.set_landscape()
            page.set_paper(9)
            page.fit_to_pages(1, 0)
    return buffer.getvalue()


def _factor_sheet(sheet: "Worksheet", factors: Mapping[str, Factor], formats: Mapping[str, "Format"]) -> dict[str, int]:
    sheet.write_string(0, 0, "Faktoren und Umrechnungen, aus den Veröffentlichungen abgeschrieben", formats["title"])
    for column, (title, width) in enumerate((("Kennung", 22), ("Wert", 16), ("Einheit", 24), ("Quelle", 90))):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, title, formats["head"])
    rows = {}
    for row, factor in enumerate(factors.values(), 3):
        rows[factor.name] = row + 1
        sheet.write_string(row, 0, factor.name)
        sheet.write_formula(row, 1, f"={factor.formula}", formats["number"], factor.value)
        sheet.write_string(row, 2, factor.unit)
        sheet.write_string(row, 3, factor.source, formats["wrap"])
    sheet.freeze_panes(3, 1)
    return rows


def _line_sheet(
    sheet: "Worksheet",
    lines: Sequence[Line],
    factors: Mapping[str, Factor],
    rows: Mapping[str, int],
    formats: Mapping[str, "Format"],
) -> None:
    sheet.write_string(0, 0, "Jede Zeile der Daten, Schritt für Schritt", formats["title"])
    for column, (title, width) in enumerate(_HEADS):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, title, formats["head"])
    for row, line in enumerate(lines, 3):
        _write_line(sheet, row, line, factors, rows, formats)
    sheet.freeze_panes(3, 1)
    sheet.autofilter(2, 0, 2 + len(lines), len(_HEADS) - 1)


def _write_line(
    sheet: "Worksheet",
    row: int,
    line: Line,
    factors: Mapping[str, Factor],
    rows: Mapping[str, int],
    formats: Mapping[str, "Format"],
) -> None:
    for column, text in enumerate((line.organisation, line.place, line.subject, line.activity)):
        sheet.write_string(row, column, text)
    for column, amount in enumerate(line.amounts, 4):
        sheet.write_number(row, column, amount, formats["number"])
    for divisor in line.divisors:
        sheet.write_number(row, 9, divisor, formats["number"])
    for column, name in enumerate(line.steps, 10):
        sheet.write_formula(row, column, f"=Faktoren!$B${rows[name]}", formats["number"], factors[name].value)
    sheet.write_string(row, 12, line.factor)
    sheet.write_formula(row, 13, f"=Faktoren!$B${rows[line.factor]}", formats["number"], factors[line.factor].value)
    for column, text in enumerate((line.scope, line.category, line.method), 14):
        sheet.write_string(row, column, text)
    used = ["EFGHI"[number] for number in range(len(line.amounts))] + [
        "KL"[number] for number in range(len(line.steps))
    ]
    product = "*".join(f"{letter}{row + 1}" for letter in [*used, "N"])
    quotient = f"/J{row + 1}" if line.divisors else ""
    kilograms = line.kilograms(factors)
    sheet.write_formula(row, 17, f"={product}{quotient}", formats["kg"], kilograms)
    if line.rule:
        sheet.write_string(row, 18, line.rule)
        sheet.write_number(row, 19, line.limit, formats["number"])
        sheet.write_formula(row, 20, f"=-R{row + 1}*T{row + 1}", formats["kg"], -kilograms * line.limit)


def _group_sheet(
    sheet: "Worksheet", lines: Sequence[Line], factors: Mapping[str, Factor], formats: Mapping[str, "Format"]
) -> None:
    last = 3 + len(lines)
    sheet.write_string(0, 0, "Musterstadt (fiktiv) 2019: von Hand nachgerechnet, kg CO2e", formats["title"])
    sheet.write_string(1, 0, "Jede Zahl ist eine Formel: Faktoren → Zeilen → Konzern. Alle Mengen sind frei erfunden.")
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, len(_SUMS), 20)
    sheet.write_string(3, 0, "Organisation", formats["head"])
    for column, (title, _, _) in enumerate(_SUMS, 1):
        sheet.write_string(3, column, title, formats["head"])
    organisations = list(dict.fromkeys(line.organisation for line in lines))
    for row, organisation in enumerate(organisations, 4):
        sheet.write_string(row, 0, organisation)
        for column, (_, scope, method) in enumerate(_SUMS, 1):
            formula = f"=SUMIFS(Zeilen!$R$4:$R${last},Zeilen!$A$4:$A${last},$A{row + 1},{_where(scope, method, last)})"
            value = fsum(
                x.kilograms(factors) for x in lines if _is(x, scope, method) and x.organisation == organisation
            )
            sheet.write_formula(row, column, formula, formats["kg"], value)
    eliminated = 4 + len(organisations)
    sheet.write_string(eliminated, 0, "Eliminationen")
    sheet.write_string(eliminated + 1, 0, "Konzern", formats["sum"])
    for column, (_, scope, method) in enumerate(_SUMS, 1):
        letter = "ABCDEFG"[column]
        off = fsum(-x.kilograms(factors) * x.limit for x in lines if _is(x, scope, method) and x.rule)
        own = fsum(x.kilograms(factors) for x in lines if _is(x, scope, method))
        formula = f"=SUMIFS(Zeilen!$U$4:$U${last},{_where(scope, method, last)})"
        sheet.write_formula(eliminated, column, formula, formats["kg"], off)
        total = f"=SUM({letter}5:{letter}{eliminated + 1})"
        sheet.write_formula(eliminated + 1, column, total, formats["sum"], own + off)


def _where(scope: str, method: str, last: int) -> str:
    by_scope = f'Zeilen!$O$4:$O${last},"{scope}"'
    return f'{by_scope},Zeilen!$Q$4:$Q${last},"{method}"' if method else by_scope


def _is(line: Line, scope: str, method: str) -> bool:
    return line.scope == scope and line.method == method
