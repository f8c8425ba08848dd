"""A difference for people: each total with its causes, then the postings behind it."""

from collections.abc import Sequence
from typing import Final

from thgbilanz.exhibits.difference_lines import DifferenceLine, difference_lines, what_changed
from thgbilanz.exhibits.factor_columns import TextColumn, laid_out
from thgbilanz.exhibits.journal_text import scope_words
from thgbilanz.exhibits.layout import count_text, table_lines
from thgbilanz.exhibits.medium import Medium, wrapped
from thgbilanz.exhibits.rounding import MISSING, ROUNDING_NOTE, decimals_for, rounded_text
from thgbilanz.exhibits.section import section
from thgbilanz.exhibits.table import CO2E, Table, TableColumn, TableRow, tonnes
from thgbilanz.journal.difference import Cause, Difference, FigureDifference

MOST_LINES: Final = 30
_NARROWEST = 24
_WIDEST = 120

FIGURE_LABELS: Final = {
    ("betrieblich", "standort"): "Konzern standortbasiert",
    ("betrieblich", "markt"): "Konzern marktbasiert",
    ("territorial", ""): "Stadtgebiet",
}


def difference_text(
    difference: Difference,
    labels: dict[str, str],
    width: int,
    medium: Medium,
    *,
    every: bool = False,
    notes: Sequence[str] = (),
) -> str:
    """The difference as text; ``labels`` are the names of activities, ``notes`` what a reader must know."""
    columns = max(_NARROWEST, min(width, _WIDEST))
    title = f"Vergleich: {difference.before.label} → {difference.after.label}"
    head = [medium.bold(line) for line in wrapped(medium.fit(title), columns, "", "  ")]
    head.append(medium.dim(medium.heavy * columns))
    head += [line for note in notes for line in wrapped(medium.own(note), columns)]
    blocks = [head]
    if difference.is_empty:
        same = count_text(difference.unchanged, "Buchung", "Buchungen")
        blocks.append([medium.good(medium.fit(f"✓ Kein Unterschied: {same} gleich"))])
    else:
        blocks += [_causes(difference, columns, medium), _lines(difference, labels, columns, medium, every=every)]
        blocks.append([medium.dim(line) for line in wrapped(medium.own(ROUNDING_NOTE), columns)])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def causes_table(difference: Difference) -> Table:
    """Totals before and after with what lies between them, one column for each total: they are never added."""
    figures = difference.figures
    places = [_decimals(figure) for figure in figures]
    rows = [_row(difference.before.label, [tonnes(f.before_kg) for f in figures], places, signed=False)]
    for cause in Cause:
        values = [tonnes(figure.causes[cause.value]) for figure in figures]
        if any(values):
            rows.append(_row(cause.label, values, places, signed=True))
    rows.append(_row("Unterschied", [tonnes(f.change_kg) for f in figures], places, signed=True, role="sum"))
    rows.append(_row(difference.after.label, [tonnes(f.after_kg) for f in figures], places, signed=False))
    columns = [
        TableColumn(f"{figure.space}_{figure.method}", FIGURE_LABELS[figure.space, figure.method], "tonnes", CO2E)
        for figure in figures
    ]
    return Table("ursachen", "Ursachen", (TableColumn("label", "Ursache"), *columns), tuple(rows))


def _row(
    label: str,
    values: Sequence[float],
    places: Sequence[int],
    *,
    signed: bool,
    role: str = "item",
) -> TableRow:
    texts = [_figure(value, decimals, signed=signed) for value, decimals in zip(values, places, strict=True)]
    return TableRow((label, *texts), "sum" if role == "sum" else "item")


def _decimals(figure: FigureDifference) -> int:
    """Decimals by the size of the change: a small change beside a large total must not vanish."""
    changes = [figure.change_kg, *figure.causes.values()]
    return decimals_for(tonnes(kg) for kg in (changes if any(changes) else [figure.before_kg]))


def _figure(value: float, decimals: int, *, signed: bool) -> str:
    if signed and not value:
        return MISSING
    return signed_text(value, decimals) if signed else rounded_text(value, decimals)


def signed_text(value: float, decimals: int) -> str:
    """A change with its sign.

    >>> signed_text(12.34, 1), signed_text(-0.01, 1), signed_text(0.01, 1)
    ('+12,3', '> -0,1', '< +0,1')
    """
    text = rounded_text(value, decimals)
    if value <= 0:
        return text
    return f"< +{text.removeprefix('< ')}" if text.startswith("<") else f"+{text}"


def _causes(difference: Difference, width: int, medium: Medium) -> list[str]:
    table = causes_table(difference)
    lines = [*section("Ursachen", width, medium), *table_lines(table, width, medium)]
    if not difference.same_year:
        note = (
            "Verschiedene Jahre: Buchungen gehören zusammen, wenn Organisation, Aktivität, Scope und Liegenschaft "
            "gleich sind. Ein Faktor eines anderen Jahres ist eine wirkliche Änderung, keine der Methode"
        )
        lines += [medium.dim(line) for line in wrapped(medium.own(note), width)]
    return lines


def _lines(difference: Difference, labels: dict[str, str], width: int, medium: Medium, *, every: bool) -> list[str]:
    whole = len(difference.lines)
    lines = difference_lines(difference, None if every else MOST_LINES)
    decimals = decimals_for(line.change_t for line in lines)
    texts: dict[str, list[str]] = {
        CO2E: [signed_text(line.change_t, decimals) for line in lines],
        "Organisation": [line.about["organisation"] for line in lines],
        "Scope": [scope_words(line.about) for line in lines],
        "Aktivität": [labels.get(line.about["activity"], line.about["activity"]) for line in lines],
        "": [_details(line, decimals) for line in lines],
    }
    columns = [
        TextColumn(medium.own(name), [medium.fit(text) for text in column], name == CO2E)
        for name, column in texts.items()
    ]
    table = laid_out(columns, width, medium)
    text = [*section("Buchungen mit Unterschied, größter zuerst", width, medium), *table.head]
    text += [line for row in table.rows for line in row]
    rest = [f"{len(lines)} von {whole} gezeigt; alle mit --alle oder csv"] if len(lines) < whole else []
    rest.append(f"{count_text(difference.unchanged, 'Buchung', 'Buchungen')} ohne Unterschied")
    return [*text, *(medium.dim(line) for note in rest for line in wrapped(medium.fit(note), width))]


def _details(line: DifferenceLine, decimals: int) -> str:
    about = line.about
    side = line.after or line.before
    correction = f"{about['reason']} ({about['author']})" if about["layer"] == "korrektur" else ""
    place = side.place if side is not None else ""
    parts = (f"{_cause_words(line, decimals)}: {what_changed(line)}", correction, about["site"], place)
    return " · ".join(part for part in parts if part)


def _cause_words(line: DifferenceLine, decimals: int) -> str:
    """The causes of a line; with their tonnes where there are several."""
    causes = line.causes_by_size
    if not causes:
        return "in keiner Summe"
    if len(causes) == 1:
        return causes[0].label
    return ", ".join(f"{cause.label} {signed_text(line.causes_t[cause.value], decimals)}" for cause in causes)
