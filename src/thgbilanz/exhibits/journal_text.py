"""Postings for people: largest first, each with its tonnes and where it comes from, then what they amount to."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from thgbilanz.core.place import Place
from thgbilanz.core.vocabulary import Layer, Scope
from thgbilanz.exhibits.factor_columns import TextColumn, laid_out
from thgbilanz.exhibits.headline import MARK, provisional_text
from thgbilanz.exhibits.journal_view import JournalView, is_weighted, sums_table
from thgbilanz.exhibits.labels import SECTOR_SHORT
from thgbilanz.exhibits.layout import count_text, table_lines
from thgbilanz.exhibits.medium import Medium, wrapped
from thgbilanz.exhibits.rounding import ROUNDING_NOTE, decimals_for, factor_text, rounded_text
from thgbilanz.exhibits.section import section
from thgbilanz.exhibits.table import CO2E, tonnes
from thgbilanz.journal.identity import posting_id_text
from thgbilanz.journal.names import JournalName
from thgbilanz.units.catalogue import unit_label

if TYPE_CHECKING:
    import pandas as pd

MOST_POSTINGS: Final = 30
"""Postings that stand in a terminal unless all are asked for."""

_NARROWEST = 24
_WIDEST = 120


def journal_text(view: JournalView, width: int, medium: Medium, *, every: bool = False) -> str:
    """The postings as text; ``every`` shows all, otherwise the largest ``MOST_POSTINGS``."""
    columns = max(_NARROWEST, min(width, _WIDEST))
    blocks = [_head(view, columns, medium)]
    if len(view.postings):
        blocks.append(_postings(view, columns, medium, every=every))
        weighted = is_weighted(view.report)
        for sums in view.sums:
            table = sums_table(sums, weighted=weighted and sums.space == "betrieblich")
            notes = [medium.dim(line) for note in table.notes for line in wrapped(medium.own(note), columns)]
            blocks.append([*section(table.title, columns, medium), *table_lines(table, columns, medium), *notes])
        blocks.append([medium.dim(line) for line in wrapped(medium.own(ROUNDING_NOTE), columns)])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _head(view: JournalView, width: int, medium: Medium) -> list[str]:
    report = view.report
    whole, shown = len(report.journal), len(view.postings)
    count = count_text(whole, "Buchung", "Buchungen")
    count = f"{count_text(shown, 'von', 'von')} {count}" if view.conditions else count
    mark = f"{MARK} · " if report.provisional else ""
    title = f"{mark}{report.project.name} · Journal {report.year} · {count}"
    lines = [medium.bold(line) for line in wrapped(medium.fit(title), width, "", "  ")]
    lines.append(medium.dim(medium.heavy * width))
    if report.provisional:
        lines += [medium.alarm(line) for line in wrapped(medium.fit(provisional_text(report)), width)]
    if view.conditions:
        lines += wrapped(medium.fit(f"Bedingungen: {' UND '.join(view.conditions)}"), width, "", "  ")
        if not shown:
            lines += wrapped(medium.fit("Keine Buchung erfüllt alle Bedingungen"), width)
    return lines


def _postings(view: JournalView, width: int, medium: Medium, *, every: bool) -> list[str]:
    kilograms: list[float] = view.postings["emissions_kg"].tolist()
    order = sorted(range(len(kilograms)), key=lambda row: (-_size(kilograms[row]), row))
    shown = order if every else order[:MOST_POSTINGS]
    lines = view.postings.iloc[shown]
    columns = _asked(view.names, lines, medium) if view.names else _usual(view, lines, medium)
    table = laid_out(columns, width, medium)
    title = "Buchungen, größte zuerst"
    text = [*section(title, width, medium), *table.head, *(line for row in table.rows for line in row)]
    if len(shown) < len(order):
        note = f"{len(shown)} von {count_text(len(order), 'Buchung', 'Buchungen')} gezeigt; alle mit --alle oder csv"
        text += [medium.dim(line) for line in wrapped(medium.fit(note), width)]
    return text


def _size(kilograms: float) -> float:
    return abs(kilograms) if kilograms == kilograms else -1.0  # noqa: PLR0124 - NaN stands last


def _usual(view: JournalView, lines: "pd.DataFrame", medium: Medium) -> list[TextColumn]:
    records = lines.to_dict("records")
    labels = view.report.activity_labels
    decimals = decimals_for(tonnes(record["emissions_kg"]) for record in records)
    figures = [rounded_text(tonnes(record["emissions_kg"]), decimals) for record in records]
    texts: dict[str, list[str]] = {
        "Buchung": [posting_id_text(record["posting_id"]) for record in records],
        CO2E: figures,
        "Organisation": [record["organisation"] for record in records],
        "Scope": [scope_words(record) for record in records],
        "Aktivität": [labels.get(record["activity"], record["activity"]) for record in records],
        "Herkunft": [_origin(record) for record in records],
    }
    shown = {head: [medium.fit(text) for text in column] for head, column in texts.items()}
    return [TextColumn(medium.own(head), column, head == CO2E) for head, column in shown.items()]


def scope_words(record: "dict[Any, Any]") -> str:
    """Scope of a posting in few characters: ``2 Standort``, ``3.3``; the sector in the territory.

    >>> scope_words({"scope": "2", "method": "markt", "scope3_category": "", "sector": ""})
    '2 Markt'
    """
    if record["scope"] == Scope.OUTSIDE:
        return "außerhalb"
    if record["scope3_category"]:
        return str(record["scope3_category"])
    if record["method"]:
        return f"{record['scope']} {str(record['method']).capitalize()}"
    return str(record["scope"]) or SECTOR_SHORT.get(record["sector"], record["sector"])


def _origin(record: "dict[Any, Any]") -> str:
    """What a posting was computed from, and where that stands."""
    if record["layer"] == Layer.ELIMINATION:
        made = f"Elimination {record['rule']}: Lieferung von {record['counterparty']}"
    else:
        quantity = f"{factor_text(record['quantity'])} {unit_label(record['quantity_unit'])}"
        made = f"{quantity} × {factor_text(record['factor_kg'])} kg"
    layer = _recorded(record)
    cell = f"{record['column']}{record['row']}" if record["column"] and record["row"] else ""
    place = str(Place(record["file"], record["sheet"], cell))
    return " · ".join(part for part in (layer, made, record["site"], place) if part)


def _recorded(record: "dict[Any, Any]") -> str:
    """Who corrected or estimated, and why; nothing for what was measured."""
    word = {"korrektur": "Korrektur", "schaetzung": "Schätzung"}.get(record["layer"], "")
    who = f" von {record['author']}" if record["author"] else ""
    return f"{word}{who}: {record['reason']}" if word and record["reason"] else word


def _asked(names: Sequence[JournalName], lines: "pd.DataFrame", medium: Medium) -> list[TextColumn]:
    columns = []
    for name in names:
        values = lines[name.column].tolist()
        if name.kind == "id":
            texts = [posting_id_text(value) for value in values]
        elif name.kind == "int":
            texts = [str(value) for value in values]
        elif name.kind == "float":
            texts = _figures(name, values)
        else:
            texts = [str(value) for value in values]
        # the short word that was asked for: titles with units leave no room for figures
        columns.append(
            TextColumn(medium.fit(name.key), [medium.fit(text) for text in texts], name.kind in {"float", "int"})
        )
    return columns


def _figures(name: JournalName, values: Sequence[float]) -> list[str]:
    shown = [value / name.divisor for value in values]
    if name.key in {"emissionen_t", "endenergie_mwh"}:
        decimals = decimals_for(shown)
        return [rounded_text(value, decimals) for value in shown]
    return [factor_text(value) for value in shown]
