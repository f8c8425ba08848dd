"""The plan of an import for people and programs: what is new, changed, unchanged, in conflict."""

from collections import Counter
from collections.abc import Sequence

from thgbilanz.exhibits.clean import utf8_text
from thgbilanz.exhibits.factor_changes import Section, change_text
from thgbilanz.exhibits.factor_changes_text import section_lines
from thgbilanz.exhibits.factor_words import aligned, boundary_text, figure_text
from thgbilanz.exhibits.json_number import number
from thgbilanz.exhibits.medium import Medium, wrapped
from thgbilanz.factors.importers.plan import PlannedRow, State

SCHEMA_ID = "thgbilanz.faktorimport/1"
_WIDEST = 100


def import_text(rows: Sequence[PlannedRow], written: str, width: int, medium: Medium) -> str:
    """A line per row that is not unchanged, then the counts; ``written`` says what became of it."""
    columns = max(24, min(width, _WIDEST))
    shown = [row for row in rows if row.state in {State.NEW, State.CHANGED, State.CONFLICT}]
    lines = [*section_lines(_section(shown), columns, medium), ""] if shown else []
    lines += wrapped(medium.fit(counts_text(rows)), columns)
    lines += wrapped(medium.fit(written), columns)
    return "\n".join(lines) + "\n"


def counts_text(rows: Sequence[PlannedRow]) -> str:
    """How many rows are in which state, every state named."""
    counts = Counter(row.state for row in rows)
    names = {State.CONFLICT: ("Konflikt", "Konflikte"), State.PROBLEM: ("Problem", "Probleme")}
    texts = []
    for state in State:
        one, many = names.get(state, (state.value, state.value))
        texts.append(f"{counts[state]} {one if counts[state] == 1 else many}")
    return ", ".join(texts)


def _section(rows: Sequence[PlannedRow]) -> Section:
    """A row per factor; old figure and change only where there is an old figure at all."""
    old = aligned(figure_text(row.old_kg) if row.old_kg is not None else "" for row in rows)
    new = aligned(figure_text(row.kg) for row in rows)
    is_compared = any(row.old_kg is not None for row in rows)
    lines = []
    for row, before, after in zip(rows, old, new, strict=True):
        boundary = boundary_text(row.cells["boundary"], row.cells["accounting"], short=True)
        words = (row.state.value, row.cells["factor_id"], row.cells["year_valid"], boundary)
        change = change_text(row.old_kg, row.kg) if row.old_kg is not None else ""
        lines.append((*words, before, after, change) if is_compared else (*words, after))
    heads = ("Zustand", "Faktor", "Jahr", "Grenze", *(("alt", "neu", "Änderung") if is_compared else ("neu",)))
    return Section("", heads, tuple(lines), frozenset(range(4, len(heads))))


def import_document(rows: Sequence[PlannedRow], table: str, *, written: bool) -> dict[str, object]:
    """The plan as plain values; ``alt_kg`` is of the same edition for conflicts, else of the edition before."""
    counts = Counter(row.state for row in rows)
    return {
        "schema": SCHEMA_ID,
        "tabelle": table,
        "geschrieben": written,
        "anzahl": {state.value: counts[state] for state in State},
        "zeilen": [
            {
                "zustand": row.state.value,
                "id": utf8_text(row.line.id),
                "faktor": row.line.columns.get("factor_id", ""),
                "jahr": row.line.columns.get("year_valid", ""),
                "ausgabe": row.line.columns.get("edition", ""),
                "alt_kg": number(row.old_kg),
                "neu_kg": number(row.kg),
                "problem": utf8_text(row.problem),
                "stelle": str(row.place) if row.place else "",
            }
            for row in rows
        ],
    }
