"""Asking the journal: conditions as people type them, ``scope=2`` or ``emissionen_t>100``, and the postings they mean.

A small pure parser and one pass per condition: texts are compared once per distinct value, figures as arrays.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from thgbilanz.core.activity_kinds import ACTIVITY_KINDS
from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.vocabulary import Boundary, DataQuality, Delivery, Flow, Layer, Method, Scope, Sector, Space
from thgbilanz.journal.identity import posting_id_text
from thgbilanz.journal.names import JournalName, folded, journal_name, nearest_names, nearest_values

Mask = npt.NDArray[np.bool_]

OPERATORS: Final = ("!=", ">=", "<=", "=", ">", "<", "~")
"""Operators, the longer ones first."""

_USUAL: Final = "organisation, raum, scope, scope3_kategorie, aktivitaet, emissionen_t, liegenschaft, datei, datenguete"

_ORDERED_TEXTS: Final = frozenset({"start", "end", "recorded_on"})
"""Texts with an order: days in ISO 8601."""

_CLOSED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "space": tuple(Space),
        "sector": tuple(Sector),
        "scope": tuple(Scope),
        "method": tuple(Method),
        "activity": tuple(kind.id for kind in ACTIVITY_KINDS),
        "boundary": tuple(Boundary),
        "delivery": tuple(Delivery),
        "flow": tuple(Flow),
        "data_quality": tuple(DataQuality),
        "layer": tuple(Layer),
        "scope3_category": tuple(f"3.{number}" for number in range(1, 16)),
    }
)
"""Words that a column may hold, also where this journal has none of them: asking for them is no mistake."""

_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]+)?|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+)(?:[eE][+-]?[0-9]+)?")
_THOUSAND_OR_THOUSANDTH: Final = re.compile(r"[+-]?[0-9]{1,3}\.[0-9]{3}")
_DAY: Final = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: a column, an operator, and what stands beside it."""

    name: JournalName
    operator: str
    value: str
    number: float = 0.0
    """The value of a column of figures."""

    def __str__(self) -> str:
        return f"{self.name.key}{self.operator}{self.value}"


@dataclass(frozen=True, slots=True)
class Known:
    """What a project knows of the values of a column beside the journal."""

    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Column to value to its name: an organisation is also found by its name."""

    def of(self, column: str) -> Mapping[str, str]:
        """Names by value; empty if the column's values have none."""
        return self.labels.get(column, {})


NOTHING_KNOWN: Final = Known()


def parsed(text: str) -> Condition | Diagnostic:
    """The condition that a text means, or the finding (THG640, THG641) that says why it means none.

    >>> str(parsed("Emissionen_t >= 0,5")), parsed("Emissionen_t >= 0,5").number
    ('emissionen_t>=0,5', 0.5)
    """
    word, operator, value = _split(text)
    if not operator:
        expected = f"SPALTE, dann eines von {' '.join(OPERATORS)}, dann ein Wert"
        hint = "Zum Beispiel scope=2, emissionen_t>100 oder liegenschaft~Rathaus; > und < in Anführungszeichen setzen"
        return error("THG641", f"„{text}“ ist keine Bedingung", found=text, expected=expected, hint=hint)
    name = journal_name(word)
    if name is None:
        return unknown_name(word)
    return _checked(name, operator, value)


def unknown_name(word: str) -> Diagnostic:
    """The finding for a column that the journal does not have."""
    near = nearest_names(word)
    hint = f"Meinten Sie {' oder '.join(f'„{name}“' for name in near)}?" if near else f"Oft gefragt: {_USUAL}"
    text = f"Eine Spalte „{word}“ hat das Journal nicht"
    return error("THG640", text, found=word, expected=", ".join(near) or "Spalte des Journals", hint=hint)


def _split(text: str) -> tuple[str, str, str]:
    positions = [(text.find(sign), -len(sign), sign) for sign in OPERATORS if sign in text]
    if not positions:
        return text, "", ""
    position, _, sign = min(positions)
    word, value = text[:position].strip(), text[position + len(sign) :].strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    return word, sign if word else "", value


def _checked(name: JournalName, operator: str, value: str) -> Condition | Diagnostic:
    if name.kind in {"float", "int"}:
        return _numeric(name, operator, value)
    if operator in {"=", "!=", "~"}:
        return Condition(name, operator, value)
    if name.column in _ORDERED_TEXTS and _DAY.fullmatch(value):
        return Condition(name, operator, value)
    if name.column in _ORDERED_TEXTS:
        return _problem(name, value, f"„{value}“ ist kein Tag", "Tag wie 2019-06-30")
    text = f"„{operator}“ geht nur mit Zahlen und Tagen, „{name.key}“ hält Text"
    return _problem(name, value, text, "= oder != für gleich, ~ für enthält")


def _numeric(name: JournalName, operator: str, value: str) -> Condition | Diagnostic:
    if operator == "~":
        return _problem(name, value, f"„~“ geht nur mit Text, „{name.key}“ hält Zahlen", "= != > >= < <=")
    if not value and operator in {"=", "!="}:
        return Condition(name, operator, value, float("nan"))
    if _THOUSAND_OR_THOUSANDTH.fullmatch(value):
        whole, decimals = value.replace(".", ""), value.replace(".", ",")
        return _problem(name, value, f"„{value}“ ist mehrdeutig", f"{whole} oder {decimals}")
    if not _NUMBER.fullmatch(value):
        return _problem(name, value, f"„{value}“ ist keine Zahl", "Zahl wie 100 oder 0,5")
    plain = value.replace(".", "").replace(",", ".") if "," in value else value
    return Condition(name, operator, value, float(plain))


def _problem(name: JournalName, value: str, text: str, expected: str) -> Diagnostic:
    return error("THG641", f"Bedingung zu „{name.key}“: {text}", found=value, expected=expected)


def unknown_values(
    conditions: Sequence[Condition], journal: pd.DataFrame, known: Known = NOTHING_KNOWN
) -> list[Diagnostic]:
    """Findings (THG641) for values that no posting has and that the column's vocabulary does not know."""
    findings = []
    for condition in conditions:
        name = condition.name
        if name.kind == "id" and condition.operator != "~" and not re.fullmatch(r"[0-9a-f]{16}", condition.value):
            expected = "16 Zeichen 0–9 und a–f; ein Teil davon mit ~"
            findings.append(_problem(name, condition.value, f"„{condition.value}“ ist keine Buchungs-ID", expected))
        if name.kind != "text" or condition.operator not in {"=", "!="} or not condition.value:
            continue
        labels = known.of(name.column)
        values = {*map(str, journal[name.column].cat.categories), *_CLOSED.get(name.column, ()), *labels}
        if folded(_word(condition)) in {folded(word) for word in (*values, *labels.values())}:
            continue
        near = nearest_values(condition.value, values)
        hint = f"Meinten Sie {' oder '.join(f'„{value}“' for value in near)}?" if near else ""
        text = f"„{condition.value}“ kommt in „{name.key}“ nicht vor"
        findings.append(error("THG641", text, found=str(condition), expected=", ".join(near), hint=hint))
    return findings


def matching(journal: pd.DataFrame, conditions: Sequence[Condition], known: Known = NOTHING_KNOWN) -> Mask:
    """Which postings meet all conditions."""
    mask = np.ones(len(journal), dtype=bool)
    for condition in conditions:
        mask &= _met(journal, condition, known)
    return mask


def _met(journal: pd.DataFrame, condition: Condition, known: Known) -> Mask:
    column = journal[condition.name.column]
    if condition.name.kind == "id":
        numbers = column.to_numpy(dtype=np.uint64)
        if condition.operator == "~":
            part = folded(condition.value)
            return np.array([part in posting_id_text(number) for number in numbers.tolist()], dtype=bool)
        # unknown_values says what is no posting id; here it is one that no posting has
        is_id = re.fullmatch(r"[0-9a-f]{16}", condition.value)
        same = numbers == np.uint64(int(condition.value, 16)) if is_id else np.zeros(len(numbers), dtype=bool)
        return same if condition.operator == "=" else ~same
    if condition.name.kind == "text":
        values = [str(value) for value in column.cat.categories]
        fits = _fitting(values, condition, known.of(condition.name.column))
        codes = column.cat.codes.to_numpy()
        return np.append(fits, False)[codes]
    return _compared(column.to_numpy(dtype=np.float64) / condition.name.divisor, condition)


def _fitting(values: Sequence[str], condition: Condition, labels: Mapping[str, str]) -> Mask:
    """Which distinct values of a text column meet the condition."""
    operator, wanted = condition.operator, folded(_word(condition))
    if operator == "~":
        fits = [wanted in folded(value) or wanted in folded(labels.get(value, "")) for value in values]
    elif operator in {"=", "!="}:
        same = [wanted in _words(value, labels) for value in values]
        fits = same if operator == "=" else [not each for each in same]
    else:
        compare = {">": str.__gt__, ">=": str.__ge__, "<": str.__lt__, "<=": str.__le__}[operator]
        # a month or a year stands for its first day
        fits = [bool(value) and compare(value[: len(condition.value)], condition.value) for value in values]
    return np.array(fits, dtype=bool)


def _words(value: str, labels: Mapping[str, str]) -> Collection[str]:
    return {folded(value), folded(labels[value])} if value in labels else {folded(value)}


def _word(condition: Condition) -> str:
    """The value asked for; ``Scope 2`` is the value 2 of the column scope."""
    value = condition.value
    return folded(value).removeprefix("scope").strip() if condition.name.column == "scope" else value


def _compared(values: npt.NDArray[np.float64], condition: Condition) -> Mask:
    number, operator = condition.number, condition.operator
    if np.isnan(number):
        return np.isnan(values) if operator == "=" else ~np.isnan(values)
    results: dict[str, Any] = {
        "=": np.isclose(values, number, rtol=1e-12, atol=0.0),
        "!=": ~np.isclose(values, number, rtol=1e-12, atol=0.0),
        ">": values > number,
        ">=": values >= number,
        "<": values < number,
        "<=": values <= number,
    }
    met: Mask = results[operator]
    return met
