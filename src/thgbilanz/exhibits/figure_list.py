"""All figures of a year with name and value: what ``thg erklaere`` can be asked, and the sheet "Kennzahlen"."""

from collections.abc import Iterator, Mapping
from math import fsum

from thgbilanz.balance.explain import figure_parts
from thgbilanz.balance.figure_names import document_figures
from thgbilanz.balance.figures import Figure
from thgbilanz.balance.figures_beside import figures_of
from thgbilanz.balance.report import BalanceReport
from thgbilanz.exhibits.clean import utf8_text
from thgbilanz.exhibits.document import balance_document
from thgbilanz.exhibits.explained import weights_of
from thgbilanz.exhibits.explained_text import figure_value, unit_text
from thgbilanz.exhibits.json_number import number
from thgbilanz.exhibits.labels import balance_title
from thgbilanz.exhibits.medium import Medium, padded, text_width, wrapped
from thgbilanz.exhibits.section import section
from thgbilanz.exhibits.table import Table, TableColumn, TableRow

LIST_SCHEMA_ID = "thgbilanz.kennzahlen/1"
_TITLES = {
    "betrieblich": "Betriebliche Bilanz",
    "territorial": "Territoriale Bilanz",
    "faktoren": "Faktoren",
    "belastbarkeit": "Belastbarkeit der Faktoren",
    "kontrollsummen": "Kontrollsummen",
    "treibhauspotenziale": "Treibhauspotenziale hinter den Faktoren",
}


def listed_figures(report: BalanceReport) -> Iterator[tuple[Figure, float]]:
    """Every figure once, with its value: as the document prints it, else as the sum of its postings."""
    printed, weights = document_figures(balance_document(report)), weights_of(report)
    for figure in figures_of(report.balance).values():
        if figure.same_as or figure.space not in report.views:
            continue
        value = printed.get(figure.name)
        if value is None:
            value = fsum(figure_parts(report.journal, figure, weights)[2].tolist())
        yield figure, value


def figures_table(report: BalanceReport, document: Mapping[str, object] | None = None) -> Table:
    """Name and value of every figure of the document: what to ask ``thg erklaere`` for.

    ``document`` is the JSON document of the report where the caller has made it already.
    """
    printed, figures = document_figures(document or balance_document(report)), figures_of(report.balance)
    rows = [
        TableRow((figures[name].label, name, value, unit_text(figures[name])))
        for name, value in printed.items()
        if name in figures and not figures[name].same_as
    ]
    return Table(
        "kennzahlen",
        "Kennzahlen und ihre Namen",
        (
            TableColumn("label", "Kennzahl", "code"),
            TableColumn("name", "Name für thg erklaere", "code"),
            TableColumn("value", "Wert", "factor", "Einheit daneben"),
            TableColumn("unit", "Einheit", "code"),
        ),
        tuple(rows),
        ("Jede Zahl bis zur Zelle: thg erklaere NAME, ein Wort wie „wohnen scope 1“ oder eine Buchungs-ID",),
    )


def figures_text(report: BalanceReport, width: int, medium: Medium) -> str:
    """The list for people: name and value on one line, by part of the document."""
    lines = [
        medium.bold(line) for line in wrapped(medium.fit(f"{report.project.name} · {balance_title(report)}"), width)
    ]
    parts: dict[str, list[str]] = {}
    for figure, value in listed_figures(report):
        parts.setdefault(figure.name.partition(".")[0], []).extend(_line(figure, value, width, medium))
    for part, of_part in parts.items():
        lines += ["", *section(_TITLES.get(part, part), width, medium), *of_part]
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
