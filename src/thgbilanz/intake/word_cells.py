"""Labels, ids, texts and dates: what a cell is taken for. Unknown words stay as they are for the row check."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from thgbilanz.core.activity_kinds import ACTIVITY_KINDS, KIND_BY_ID
from thgbilanz.core.diagnostic import Severity
from thgbilanz.intake.answers import Answer, cell_text, changed_by_excel, formula_problem, refused
from thgbilanz.intake.cells import Cell, ErrorCell, NoValue
from thgbilanz.intake.year_cells import date_of, year_of
from thgbilanz.templates.definition import TemplateColumn, normal_text
from thgbilanz.units.cell_text import shown
from thgbilanz.units.numbers import is_missing_word

_NO_DIGIT = re.compile(r"^[^0-9\n]+$", re.MULTILINE)
_EXPONENT = re.compile(r"[0-9](?:[.,][0-9]+)?E\+?[0-9]+", re.IGNORECASE)
_DIGIT = re.compile("[0-9]")
_EXACT = 1e15


def text_answer(cell: Cell) -> Answer:
    """Free text. A failed formula there changes no figure, therefore a Warnung."""
    if isinstance(cell, str):
        return Answer(cell)
    return formula_problem(cell, Severity.WARNING) or Answer(cell_text(cell))


def are_plain_ids(texts: Iterable[str]) -> bool:
    """Whether texts are ids that stand for themselves: no word for "missing", no number that may have lost digits."""
    joined = "\n".join(texts)
    return not ("e" in joined or "E" in joined or _NO_DIGIT.search(joined))


def choice_answer(cell: Cell, column: TemplateColumn) -> Answer:
    """The tidy value of a label or value from the closed list; any other text is left to the row check."""
    if isinstance(cell, ErrorCell | NoValue):
        return formula_problem(cell) or Answer("")
    expected = "ein Wert aus der Auswahlliste"
    if not isinstance(cell, str | float | int) or isinstance(cell, bool):
        return changed_by_excel(cell, expected)
    text = cell if isinstance(cell, str) else cell_text(cell).replace(",", ".")
    if not isinstance(cell, str) and column.key == "scope3_kategorie" and text == "3.1":
        # A numeric cell has forgotten whether somebody typed 3.1 or 3.10.
        return refused("THG083", "Zahl 3,1 kann die Kategorie 3.1 oder 3.10 sein", expected, "Aus der Liste wählen")
    if text and (value := _choices_by_name(column).get(normal_text(text))):
        return Answer(value)
    if text == "" or is_missing_word(text):  # only now: "nicht erhoben" is a notation key as well
        return Answer("")
    return _activity(text, column) if column.key == "aktivitaet" else Answer(text)


def id_answer(cell: Cell, column: TemplateColumn) -> Answer:
    """Text that names a thing. Numbers become their digits; a number that lost digits is refused (faults.md 95)."""
    if isinstance(cell, str):
        if column.key == "zaehler" and _EXPONENT.fullmatch(cell):
            return _lost_digits(cell)
        # No word for "missing" holds a digit, nearly every meter number does.
        return Answer("" if not _DIGIT.search(cell) and is_missing_word(cell) else cell)
    if isinstance(cell, bool) or not isinstance(cell, float | int):
        return formula_problem(cell) or changed_by_excel(cell, "eine Kennung als Text")
    if not abs(cell) < _EXACT or cell != int(cell):  # the first also holds for NaN and infinity
        return _lost_digits(cell_text(cell))
    if column.key != "zaehler":
        return Answer(cell_text(cell))
    return Answer(
        cell_text(cell),
        "THG088",
        Severity.NOTE,
        "Zählernummern stehen als Zahl in der Zelle, führende Nullen sind verloren",
        "Zählernummern als Text",
        "Beginnen die Nummern mit Null: Zellformat Text wählen und neu eintippen. Sonst ist nichts zu tun",
    )


def unit_answer(cell: Cell) -> Answer:
    """A unit as written; whether it is one is decided where quantities are made."""
    if isinstance(cell, str):
        return Answer("" if is_missing_word(cell) else cell)
    return formula_problem(cell) or Answer(cell_text(cell))


def date_answer(cell: Cell) -> Answer:
    """A day."""
    if isinstance(cell, str) and (cell == "" or is_missing_word(cell)):
        return Answer(None)
    if problem := formula_problem(cell):
        return problem
    reading = date_of(cell)
    return Answer(reading.day) if reading.day else refused("THG087", reading.text, reading.expected, reading.hint)


def year_answer(cell: Cell, latest_year: int) -> Answer:
    """A calendar year."""
    if isinstance(cell, str) and (cell == "" or is_missing_word(cell)):
        return Answer(None)
    if problem := formula_problem(cell):
        return problem
    reading = year_of(cell, latest_year)
    return Answer(reading.year) if reading.year else refused("THG087", reading.text, reading.expected, reading.hint)


def _activity(text: str, column: TemplateColumn) -> Answer:
    kind_id = _kinds_by_name().get(normal_text(text))
    is_synonym = kind_id is None
    kind_id = kind_id or _kinds_by_synonym().get(normal_text(text))
    if kind_id is None:
        return Answer(text)
    label = KIND_BY_ID[kind_id].label
    if all(kind_id != choice.value for choice in column.choices):
        headline = f"Aktivität „{label}“ steht nicht in der Auswahl dieses Blatts"
        hint = "Gezählt wird die Zeile. Ist ein anderer Energieträger gemeint, die Auswahl berichtigen"
        return Answer(kind_id, "THG054", Severity.WARNING, headline, "eine Aktivität aus der Auswahlliste", hint)
    if is_synonym:
        headline, hint = f"Aktivität {shown(text)} ist als „{label}“ gelesen", "Stimmt das, ist nichts zu tun"
        return Answer(kind_id, "THG051", Severity.NOTE, headline, f"„{label}“", hint)
    return Answer(kind_id)


@lru_cache(maxsize=64)
def _choices_by_name(column: TemplateColumn) -> Mapping[str, str]:
    """Values by label and by value, as ``chosen_value`` compares them; a table may hold very many distinct words."""
    names = ((name, choice.value) for choice in column.choices for name in (choice.label, choice.value))
    return MappingProxyType({normal_text(name): value for name, value in reversed(list(names))})


@cache
def _kinds_by_name() -> dict[str, str]:
    return {normal_text(name): kind.id for kind in ACTIVITY_KINDS for name in (kind.id, kind.label)}


@cache
def _kinds_by_synonym() -> dict[str, str]:
    return {normal_text(name): kind.id for kind in ACTIVITY_KINDS for name in kind.synonyms}


def _lost_digits(text: str) -> Answer:
    return refused(
        "THG088",
        f"Nummer {shown(text)} hat beim Umwandeln Ziffern verloren",
        "alle Ziffern als Text",
        "Zellformat Text wählen und die Nummer aus der Quelle neu eintippen",
    )
