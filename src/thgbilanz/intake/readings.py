"""Values of a table, column by column. Distinct texts are read once, numeric cells in one pass."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from thgbilanz.core.diagnostic import error
from thgbilanz.intake.answers import Answer, Value
from thgbilanz.intake.cells import EMPTY, Cell
from thgbilanz.intake.clean_text import NUMBER_KINDS
from thgbilanz.intake.finding_groups import FindingGroups
from thgbilanz.intake.mojibake import is_mojibake, repaired
from thgbilanz.intake.number_cells import number_answer, positions_of_odd_numbers, says_missing
from thgbilanz.intake.raw_table import RawTable
from thgbilanz.intake.word_cells import (
    are_plain_ids,
    choice_answer,
    date_answer,
    id_answer,
    text_answer,
    unit_answer,
    year_answer,
)
from thgbilanz.templates.definition import TIDY_COLUMNS, TemplateColumn
from thgbilanz.units.cell_text import shown

_MORE_THAN_A_NUMBER = "THG067"
_UNIT_IN_TITLE = (
    "Die Einheit steht im Titel der Spalte: nur die Zahl eintragen, bei anderer Einheit umgerechnet. Alles Weitere "
    "gehört in die Spalte Bemerkung"
)
_NONE_IF_ABSENT = frozenset({"number", "percent", "date", "year"})
_ABSENT: Mapping[str, Value] = {column.key: None if column.kind in _NONE_IF_ABSENT else "" for column in TIDY_COLUMNS}


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table with values. Cells that could not be read are listed by row and hold the value "not given"."""

    raw: RawTable
    values: dict[str, list[Value]]
    """Values of every tidy key and of the sheet's own keys, whether the file has the column or not."""
    unreadable: dict[int, set[str]] = field(default_factory=dict)
    """Row position to the keys of refused cells."""
    derivations: tuple[str, ...] = ()
    """For every row how its amount was computed, empty if it is as written; empty for tables without derivation."""


def read_table(raw: RawTable, groups: FindingGroups, latest_year: int) -> ReadTable:
    """Read every cell of a table; findings go to ``groups``."""
    table = ReadTable(raw, {})
    for key, absent in _ABSENT.items():
        if key in raw.heads:
            table.values[key] = _column(table, key, groups, latest_year)
        else:
            table.values[key] = [raw.constants.get(key, absent)] * len(raw.rows)
    for column in raw.own_columns:
        in_file = column.key in raw.heads
        table.values[column.key] = (
            _column(table, column.key, groups, latest_year) if in_file else [absent_value(column)] * len(raw.rows)
        )
    return table


def absent_value(column: TemplateColumn) -> Value:
    """What stands for "not given" in a column."""
    return None if column.kind in _NONE_IF_ABSENT else ""


def _column(table: ReadTable, key: str, groups: FindingGroups, latest_year: int) -> list[Value]:
    definition = table.raw.heads[key].column
    if definition.kind in NUMBER_KINDS:
        return _numbers(table, key, groups)
    _check_letters(table, key, groups)
    cells = table.raw.cells[key]
    if _stand_for_themselves(table.raw, key):
        return list(cells)  # type: ignore[arg-type]
    return _words(table, key, _word_reader(definition, latest_year), groups)


def _stand_for_themselves(raw: RawTable, key: str) -> bool:
    """Whether all cells of a column are texts that are their own values: the usual case for names and meters."""
    kind = raw.heads[key].column.kind
    if kind not in {"id", "text"} or set(map(type, raw.cells[key])) != {str}:
        return False
    return kind == "text" or are_plain_ids(raw.texts[key])


def _word_reader(definition: TemplateColumn, latest_year: int) -> Callable[[Cell], Answer]:
    readers: dict[str, Callable[[Cell], Answer]] = {
        "text": text_answer,
        "unit": unit_answer,
        "date": date_answer,
        "year": lambda cell: year_answer(cell, latest_year),
        "choice": lambda cell: choice_answer(cell, definition),
        "id": lambda cell: id_answer(cell, definition),
    }
    return readers[definition.kind]


def _numbers(table: ReadTable, key: str, groups: FindingGroups) -> list[Value]:
    cells = table.raw.cells[key]
    values: list[Value] = list(cells)  # type: ignore[arg-type]
    notation = table.raw.cells.get("notation")
    is_required = table.raw.heads[key].column.required
    for index in positions_of_odd_numbers(cells):
        cell = cells[index]
        if cell == EMPTY and cell.__class__ is str:
            values[index] = None
            continue
        if says_missing(cell) and (not is_required or (notation is not None and notation[index] != EMPTY)):
            values[index] = None
            continue
        answer = number_answer(cell, table.raw.dialect)
        if answer.code == _MORE_THAN_A_NUMBER and table.raw.heads[key].column.unit:
            answer = replace(answer, hint=_UNIT_IN_TITLE)
        values[index] = _noted(table, key, index, answer, groups)
    return values


def _words(table: ReadTable, key: str, reader: Callable[[Cell], Answer], groups: FindingGroups) -> list[Value]:
    cells = table.raw.cells[key]
    # True and 1.0 are equal, their answers are not
    keys: Sequence[object] = [(cell.__class__, cell) for cell in cells] if bool in set(map(type, cells)) else cells
    answers = {word: reader(cell) for word, cell in dict(zip(keys, cells, strict=True)).items()}
    values = {word: answer.value for word, answer in answers.items()}
    noted = {word for word, answer in answers.items() if answer.code}
    if not noted:
        return [values[word] for word in keys]
    return [
        _noted(table, key, index, answers[word], groups) if word in noted else values[word]
        for index, word in enumerate(keys)
    ]


def _noted(table: ReadTable, key: str, index: int, answer: Answer, groups: FindingGroups) -> Value:
    if not answer.code:
        return answer.value
    raw = table.raw
    groups.add_cell(
        (answer.code, answer.severity, raw.file, raw.sheet, raw.heads[key].title),
        answer.text if answer.code in _PER_WORD else "",
        raw.rows[index],
        lambda: raw.place(key, index),
        lambda: answer.at(raw.place(key, index), raw.cells[key][index]),
    )
    if answer.is_refused:
        table.unreadable.setdefault(index, set()).add(key)
        return absent_value(raw.heads[key].column)
    return answer.value


_PER_WORD = frozenset({"THG051", "THG054"})
"""Codes whose findings differ by word; all others are one finding per column."""


def _check_letters(table: ReadTable, key: str, groups: FindingGroups) -> None:
    """Broken umlauts anywhere show that the file went through a wrong character set (faults.md 57)."""
    raw = table.raw
    if "".join(raw.texts[key]).isascii():
        return
    texts = {text for text in raw.texts[key] if is_mojibake(text)}
    if not texts:
        return
    hint = "Zeichensatz: UTF-8 wurde als Windows-1252 gelesen. Die Quelle neu importieren und dabei UTF-8 wählen"
    for index, cell in enumerate(raw.cells[key]):
        if isinstance(cell, str) and cell in texts:
            meant = repaired(cell)
            expected = shown(meant) if meant != cell else "lesbare Umlaute"
            text = f"Text {shown(cell)} hat zerstörte Umlaute"
            finding = error("THG036", text, raw.place(key, index), found=cell[:60], expected=expected, hint=hint)
            groups.add(finding, together="")
            table.unreadable.setdefault(index, set()).add(key)
