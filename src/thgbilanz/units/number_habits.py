"""Habits of people and programs that write a figure so that it is no number (faults.md 66 to 84).

One row per habit, tried in order. The patterns only recognise: nothing here ever yields a value. They run on
trimmed texts of at most 60 characters.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from thgbilanz.units.cell_text import BLANKS, shown
from thgbilanz.units.refusal import Refusal


@dataclass(frozen=True, slots=True)
class _Habit:
    """A way to write; ``{found}`` in the headline is the text in quotation marks."""

    pattern: str
    code: str
    text: str
    expected: str | Callable[[str], str]
    hint: str


def habit_of(text: str) -> Refusal | None:
    """The answer to the first habit that fits the text."""
    for habit, pattern in _compiled():
        if pattern.fullmatch(text):
            expected = habit.expected if isinstance(habit.expected, str) else habit.expected(text)
            return Refusal(habit.code, habit.text.format(found=shown(text)), expected, habit.hint)
    return None


_EXAMPLE = "eine Zahl wie 1234,5"


def _with_decimal_comma(text: str) -> str:
    """How a number is written in German once its point is known to be a decimal point."""
    digits = re.sub(r"[^0-9.+-]", "", text.replace("\u2212", "-"))
    whole, _, decimals = digits.rpartition(".") if "." in digits else (digits, "", "")
    whole = whole.replace(".", "")
    return (f"{whole}0" if whole in {"", "+", "-"} else whole) + (f",{decimals}" if decimals else "")


def _without_apostrophes(text: str) -> str:
    """Swiss numbers have a decimal point, others a comma; with both there is no certain reading."""
    digits = re.sub(r"[^0-9.,+-]", "", text.replace("\u2212", "-"))
    if "," in digits:
        return digits if digits.count(",") == 1 and "." not in digits else _EXAMPLE
    return _with_decimal_comma(digits) if digits.count(".") <= 1 else _EXAMPLE


def _without_comma_groups(text: str) -> str:
    """How an English number is written in German; commas in other places leave no certain reading."""
    grouped = re.fullmatch(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", text)
    return _with_decimal_comma(text) if grouped else _EXAMPLE


def _with_leading_minus(text: str) -> str:
    digits = re.sub(r"[^0-9,]", "", text)
    return f"-{digits}" if "." not in text and digits.count(",") <= 1 else "eine Zahl wie -1234,5"


_NUMBER = rf"[+−-]?[0-9](?:[0-9.,'{BLANKS}]*[0-9])?"
_DAY, _MONTH = r"(?:0?[1-9]|[12][0-9]|3[01])", r"(?:0?[1-9]|1[0-2])"
_MONTH_NAME = (
    r"(?:jan(?:uar)?|feb(?:ruar)?|mär(?:z)?|mrz|mar(?:ch)?|apr(?:il)?|mai|may|juni?|juli?|aug(?:ust)?|sept?(?:ember)?|"
    r"okt(?:ober)?|oct|nov(?:ember)?|dez(?:ember)?|dec)\.?"
)
_ROUGHLY = (
    r"(?:ca|circa|zirka|etwa|rund|ungefähr|ungef|geschätzt|gesch|schätzung|max|maximal|min|mind|mindestens|höchstens|"
    r"bis|bis zu|über|unter|knapp|gut|fast|mehr als|weniger als|approx|about|[~≈∼≃<>≤≥±]{1,2}=?)"
)

_HABITS = (
    _Habit(
        r"#.*",
        "THG079",
        "Statt einer Zahl steht die Fehlermeldung {found}",
        "eine Zahl",
        "Die Formel in der Datei reparieren, aus der der Wert stammt, und den Wert neu übernehmen",
    ),
    _Habit(
        rf"{_NUMBER}\s*[%‰]",
        "THG076",
        "{found} enthält ein Prozentzeichen",
        "die Zahl ohne Prozentzeichen",
        "In Prozentspalten nur die Zahl eintragen, in Mengenspalten die Menge selbst statt des Anteils",
    ),
    _Habit(
        r"[+−-]?[0-9][0-9.,]*\s?(?:e[+−-]?[0-9]+|[*·x×]\s?10(?:(?:\^|\*\*)[+−-]?[0-9]+|⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))",
        "THG075",
        "{found} steht in wissenschaftlicher Schreibweise",
        "alle Ziffern der Zahl",
        "Excel kürzt lange Zahlen so ab, dabei gehen Ziffern verloren: Zellformat Zahl wählen und den Wert aus der "
        "Quelle neu eintippen",
    ),
    _Habit(
        rf"{_DAY}\.{_MONTH}\.(?:[0-9]{{2}}|[0-9]{{4}})?|0[1-9]\.{_MONTH}|{_DAY}/{_MONTH}/[0-9]{{2,4}}"
        rf"|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?:[ T][0-9:.]+)?"
        rf"|{_DAY}\.?\s*{_MONTH_NAME}(?:\s*[0-9]{{2,4}})?|{_MONTH_NAME}[\s-]*[0-9]{{1,4}}",
        "THG070",
        "{found} ist ein Datum, keine Zahl",
        "eine Zahl wie 1,5",
        "Excel macht aus 1.5 den 1. Mai: Zellformat Zahl wählen und die Zahl mit Komma neu eintippen",
    ),
    _Habit(
        r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?",
        "THG070",
        "{found} ist eine Uhrzeit, keine Zahl",
        "eine Zahl wie 1,5",
        "Zellformat Zahl wählen und die Zahl neu eintippen",
    ),
    _Habit(
        rf"{_ROUGHLY}[.:]?\s*[+−-]?[0-9].*|[0-9].*(?:\?|±.*|\(?(?:geschätzt|gesch\.|ca\.?)\)?)",
        "THG068",
        "{found} ist eine ungefähre Angabe",
        "nur die Zahl",
        "Nur die Zahl eintragen; wie sicher sie ist, gehört in die Spalten Datengüte, Unsicherheit und Bemerkung",
    ),
    _Habit(
        rf"(?:von\s|zwischen\s)?\s*{_NUMBER}\s*(?:-|–|—|bis|und|oder|/|;|\||\n|…|\.{{2,3}}|\+/-)\s*{_NUMBER}(?:\s*\S{{1,12}})?",
        "THG069",
        "{found} enthält mehr als einen Wert",
        "eine Zahl je Zelle",
        "Bei einer Spanne den wahrscheinlichsten Wert eintragen und die Spanne in die Bemerkung; mehrere Verbräuche "
        "auf mehrere Zeilen verteilen",
    ),
    _Habit(
        r"[+−-]?[0-9.,'’‘´`′ʼ]*['’‘´`′ʼ][0-9.,'’‘´`′ʼ]*[0-9]",
        "THG066",
        "{found} enthält einen Apostroph",
        _without_apostrophes,
        "Die Zahl ohne Apostroph eintippen; Nachkommastellen trennt ein Komma",
    ),
    _Habit(
        r"[+−-]?[0-9]+(?:,[0-9]*)*,[0-9]*\.[0-9.,]*|[+−-]?[0-9]{1,3}(?:,[0-9]{3}){2,}",
        "THG065",
        "{found} ist in englischer Schreibweise",
        _without_comma_groups,
        "Für eine ganze Spalte in Excel: Daten › Text in Spalten, im dritten Schritt unter „Weitere…“ den Punkt als "
        "Dezimaltrennzeichen wählen",
    ),
    _Habit(
        rf"[+−-]?(?:[0-9]*|[0-9]{{1,3}}(?:[{BLANKS}][0-9]{{3}})+)\.[0-9]+",
        "THG064",
        "{found} hat einen Punkt als Dezimalzeichen",
        _with_decimal_comma,
        "Nachkommastellen mit Komma eintippen. Für eine ganze Spalte in Excel: Daten › Text in Spalten, im dritten "
        "Schritt unter „Weitere…“ den Punkt als Dezimaltrennzeichen wählen",
    ),
    _Habit(
        r"[0-9][0-9.]*,[-–—]{1,2}",
        "THG079",
        "{found} endet auf einen Strich",
        "eine Zahl wie 1000 oder 1000,00",
        "Den Strich nach dem Komma weglassen",
    ),
    _Habit(
        rf"\({_NUMBER}\)|{_NUMBER}\s*[-–—−]|[–—‐‑]\s*{_NUMBER}|[+−-]\s+{_NUMBER}",
        "THG079",
        "Das Minuszeichen von {found} steht nicht direkt vor der Zahl",
        _with_leading_minus,
        "Das Minus als Bindestrich direkt vor die erste Ziffer setzen",
    ),
    _Habit(
        r"=.*|.*[0-9)]\s*(?:[+*×·:]|\bx\b)\s*[(0-9].*|.*[0-9]\s*=.*",
        "THG079",
        "{found} ist eine Rechnung, keine Zahl",
        "das Ergebnis der Rechnung",
        "Soll Excel rechnen: Zellformat Standard wählen, in der Zelle F2 und dann die Eingabetaste drücken",
    ),
    _Habit(
        rf"{_NUMBER}\s*[^\W\d_][^\n]*|{_NUMBER}\s*[€$£°µ][^\n]*|(?:EUR|Euro|€|\$|£|[kMGT]?Wh)\s*{_NUMBER}|{_NUMBER}\s*\n.*",
        "THG067",
        "{found} enthält neben der Zahl weiteren Text",
        "nur die Zahl",
        "Die Einheit gehört in die Spalte Einheit, alles Weitere in die Spalte Bemerkung",
    ),
    _Habit(
        r"[+−-]?0[0-9]+(?:,[0-9]+)?",
        "THG079",
        "{found} beginnt mit Null wie eine Zählernummer",
        "eine Zahl ohne führende Null",
        "Steht hier eine Zählernummer, gehört sie in die Spalte Zähler",
    ),
    _Habit(
        rf"[+−-]?[0-9.,{BLANKS}]*[0-9][0-9.,{BLANKS}]*",
        "THG079",
        "In {found} stehen Trennzeichen an unerwarteter Stelle",
        _EXAMPLE,
        "Die Zahl ohne Tausendertrennzeichen neu eintippen; Nachkommastellen trennt genau ein Komma",
    ),
)


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[_Habit, re.Pattern[str]], ...]:
    # Late: most runs refuse no number, and compiling costs as much as reading a small workbook.
    return tuple((habit, re.compile(habit.pattern, re.IGNORECASE)) for habit in _HABITS)
