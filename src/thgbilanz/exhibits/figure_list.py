"""All figures of a year with name and value: what ``thg erklaere`` can be asked, and the sheet "Kennzahlen"."""

from collections.abc import Iterator
from math import fsum

from thgbilanz.balance.explain import figure_parts
from thgbilanz.balance.figures import Figure, figures_of
from thgbilanz.balance.report import BalanceReport
from thgbilanz.exhibits.clean import utf8_text
from thgbilanz.exhibits.explained import weights_of
from thgbilanz.exhibits.explained_text import figure_value, unit_text
from thgbilanz.exhibits.json_number import number
from thgbilanz.exhibits.labels import balance_title
from thgbilanz.exhibits.medium import Medium, padded, text_width, wrapped
from thgbilanz.exhibits.section import section

LIST_SCHEMA_ID = "thgbilanz.kennzahlen/1"
_TITLES = {
    "betrieblich": "Betriebliche Bilanz",
    "territorial": "Territoriale Bilanz",
    "faktoren": "Faktoren",
    "belastbarkeit": "Belastbarkeit der Faktoren",
}


def listed_figures(report: BalanceReport) -> Iterator[tuple[Figure, float]]:
    """Every figure once, with its value as the sum of its postings."""
    weights = weights_of(report)
    for figure in figures_of(report.balance).values():
        if not figure.same_as and figure.space in report.views:
            yield figure, fsum(figure_parts(report.journal, figure, weights)[2].tolist())


def figures_text(report: BalanceReport, width: int, medium: Medium) -> str:
    """The list for people: name and value on one line, by part of the document."""
    lines = [
        medium.bold(line) for line in wrapped(medium.fit(f"{report.project.name} · {balance_title(report)}"), width)
    ]
    part = ""
    for figure, value in listed_figures(report):
        of_part = figure.name.partition(".")[0]
        if of_part != part:
            lines += ["", *section(_TITLES.get(of_part, of_part), width, medium)]
            part = of_part
        lines += _line(figure, value, width, medium)
    lines += [
        "",
        *wrapped(medium.fit("Eine davon erklären: thg erklaere NAME oder Wörter wie „wohnen scope 1“"), width),
    ]
    return "\n".join(lines) + "\n"


def _line(figure: Figure, value: float, width: int, medium: Medium) -> list[str]:
    tail = medium.own(f"{figure_value(value, figure)} {unit_text(figure)}")
    name = medium.fit(figure.name)
    if text_width(name) + text_width(tail) + 2 <= width:
        return [padded(name, width - text_width(tail)) + tail]
    return [*wrapped(name, width, "", "  "), padded(tail, width, right=True)]


def figures_document(report: BalanceReport) -> dict[str, object]:
    """The same as plain values."""
    return {
        "schema": LIST_SCHEMA_ID,
        "projekt": utf8_text(report.project.name),
        "jahr": report.year,
        "vorlaeufig": report.provisional,
        "kennzahlen": [
            {
                "name": utf8_text(figure.name),
                "bezeichnung": utf8_text(figure.label),
                "raum": figure.space,
                "wert": number(value),
                "einheit": figure.unit,
            }
            for figure, value in listed_figures(report)
        ],
    }
