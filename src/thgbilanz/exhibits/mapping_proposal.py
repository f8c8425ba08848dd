"""What ``thg zuordnen`` proposes, as text and as JSON."""

from collections.abc import Iterator, Sequence

from thgbilanz.exhibits.clean import shortened, utf8_text, visible
from thgbilanz.exhibits.medium import Medium, wrapped
from thgbilanz.intake.proposing.sheet import ProposedColumn, ProposedSheet

_WIDEST_TITLE = 28


def proposal_text(
    file: str, sheets: Sequence[ProposedSheet], missing: Sequence[str], width: int, medium: Medium
) -> str:
    """Sheet by sheet: which column means what, and why."""
    lines = wrapped(medium.fit(f"Vorschlag für {visible(file)}"), width, "", "  ")
    for sheet in sheets:
        lines += ["", *_sheet_lines(sheet, width, medium)] if sheet.amounts else []
    others = [f"„{visible(sheet.cells.name)}“" for sheet in sheets if not sheet.amounts]
    if others:
        text = f"Ohne erkannte Mengen, nicht im Vorschlag: {', '.join(others)}"
        lines += ["", *wrapped(medium.fit(text), width, "", "  ")]
    if missing:
        text = f"Einzutragen, weil die Liste es nicht sagt: {', '.join(missing)}"
        lines += ["", *wrapped(medium.fit(text), width, "", "  ")]
    return "\n".join(lines) + "\n"


def proposal_document(
    file: str, target: str, sheets: Sequence[ProposedSheet], missing: Sequence[str], state: str
) -> dict[str, object]:
    """The same as data. ``state``: vorschlag, vorlage, zugeordnet or nicht_erkannt."""
    return {
        "schema": "thgbilanz.zuordnung/1",
        "datei": utf8_text(file),
        "stand": state,
        "zuordnung": utf8_text(target),
        "einzutragen": list(missing),
        "blaetter": [_sheet_document(sheet) for sheet in sheets],
    }


def _sheet_lines(sheet: ProposedSheet, width: int, medium: Medium) -> Iterator[str]:
    name = f"Blatt „{visible(sheet.cells.name)}“" if sheet.cells.csv is None else "CSV-Tabelle"
    yield from wrapped(medium.fit(f"{name}, Kopfzeile {sheet.header_row}"), width, "", "  ")
    longest = min(_WIDEST_TITLE, max(len(visible(column.title)) for column in sheet.columns))
    for column in sheet.columns:
        title = shortened(visible(column.title), longest)
        head = f"  {column.letter:<2} {title:<{longest}}  "
        text = f"{_meaning(column)}: {visible(column.meaning.reason)}"
        yield from wrapped(medium.fit(text), width, medium.fit(head), " " * (longest + 7))
    for title, text in sheet.totals:
        line = f"wird übersprungen: Zeilen mit „{visible(text)}“ in „{visible(title)}“"
        yield from wrapped(medium.fit(line), width, "  ", "    ")


def _meaning(column: ProposedColumn) -> str:
    meaning = column.meaning
    if meaning.key != "menge":
        return meaning.key or "?"
    parts = [part for part in (meaning.activity, meaning.unit, str(meaning.year or "")) if part]
    return f"menge ({', '.join(parts)})" if parts else "menge"


def _sheet_document(sheet: ProposedSheet) -> dict[str, object]:
    return {
        "blatt": utf8_text(sheet.cells.name),
        "kopfzeile": sheet.header_row or None,
        "vorgeschlagen": bool(sheet.amounts),
        "spalten": [
            {
                "spalte": column.letter,
                "titel": utf8_text(column.title),
                "schluessel": column.meaning.key,
                "aktivitaet": column.meaning.activity,
                "einheit": column.meaning.unit,
                "jahr": column.meaning.year,
                "grund": utf8_text(column.meaning.reason),
            }
            for column in sheet.columns
        ],
        "summenzeilen": [{"titel": utf8_text(title), "text": utf8_text(text)} for title, text in sheet.totals],
    }
