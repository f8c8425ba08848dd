"""Reference figures of organisations: read from a cell, and two files that contradict each other.

They change no emission: a figure that cannot be read, or that two files state differently, is a Warnung, and the
indicator made from it is left out.
"""

from collections.abc import Iterable
from math import isclose

from thgbilanz.core.diagnostic import Diagnostic, Severity, warning
from thgbilanz.core.place import Place
from thgbilanz.core.reference import ReferenceFigure
from thgbilanz.intake.answers import cell_text
from thgbilanz.intake.cells import Cell
from thgbilanz.intake.dialect import Dialect
from thgbilanz.intake.number_cells import number_answer
from thgbilanz.templates.definition import MASTER_FIELDS, MasterField
from thgbilanz.units.german import german_number

_LONGEST_FOUND = 60
_SAME = 1e-9
_EMPTY: tuple[Cell, ...] = ("", "-", "–")
"""Nothing, or a dash: no statement. A dash in a form means "nothing", never zero."""
_TITLES = {field.key: field.title for field in MASTER_FIELDS}


def reference_figure(
    organisation: str,
    year: int,
    field: MasterField,
    cell: Cell,
    place: Place,
    dialect: Dialect,
    findings: list[Diagnostic],
) -> ReferenceFigure | None:
    """The figure that a cell states; None if it states none or cannot be read, which is then a finding."""
    if cell in _EMPTY:
        return None
    answer = number_answer(cell, dialect)
    value = answer.value
    if not isinstance(value, float | int):
        text = answer.text or "keine Zahl"
        findings.append(_unreadable(field, text, place, cell, answer.expected or "eine Zahl"))
        return None
    if value < 0:
        findings.append(_unreadable(field, "eine Zahl unter null", place, cell, "eine Zahl ab 0"))
        return None
    return ReferenceFigure(organisation, year, field.key, float(value), place)


def _unreadable(field: MasterField, why: str, place: Place, cell: Cell, expected: str) -> Diagnostic:
    hint = f"{field.meaning} Ohne Angabe die Zelle leer lassen"
    text = f"„{field.title}“ ist nicht lesbar: {why}"
    return warning("THG680", text, place, found=cell_text(cell)[:_LONGEST_FOUND], expected=expected, hint=hint)


def agreed_figures(figures: Iterable[ReferenceFigure]) -> tuple[tuple[ReferenceFigure, ...], list[Diagnostic]]:
    """Each figure once, and a finding for those of which two places state different values: none of them is taken."""
    stated: dict[tuple[str, int, str], list[ReferenceFigure]] = {}
    for figure in figures:
        stated.setdefault((figure.organisation, figure.year, figure.key), []).append(figure)
    agreed, findings = [], []
    for key in sorted(stated):
        first, *others = stated[key]
        different = [other for other in others if not isclose(other.value, first.value, rel_tol=_SAME)]
        if different:
            findings.append(_contradiction(first, different))
        else:
            agreed.append(first)
    return tuple(agreed), findings


def _contradiction(first: ReferenceFigure, others: list[ReferenceFigure]) -> Diagnostic:
    title = _TITLES[first.key]
    values = " und ".join(dict.fromkeys(_number(figure.value) for figure in (first, *others)))
    return Diagnostic(
        "THG681",
        Severity.WARNING,
        f"„{title}“ von „{first.organisation}“ ist widersprüchlich angegeben: {values}",
        first.place,
        _number(first.value),
        f"überall derselbe Wert (auch: {others[0].place})",
        "Den richtigen Wert in alle Dateien der Organisation eintragen oder nur in eine; bis dahin fehlt der Kennwert",
        tuple(other.place for other in others),
        1 + len(others),
    )


def _number(value: float) -> str:
    decimals = 0 if value == int(value) else 2
    return german_number(value, decimals)
