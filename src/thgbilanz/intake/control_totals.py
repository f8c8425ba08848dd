"""Control totals: the sum that the sender wrote down, compared with the sum of what was read (faults.md 124)."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.place import Place
from thgbilanz.intake.answers import Answer, Value, cell_text
from thgbilanz.intake.cells import Cell
from thgbilanz.intake.dialect import Dialect
from thgbilanz.intake.number_cells import number_answer
from thgbilanz.intake.raw_table import TotalCell
from thgbilanz.units.cell_text import shown

_NOISE = 1e-9
"""Share of a sum by which a spreadsheet's own addition may be off: it adds in order, in binary fractions."""
_LISTED = 6


@dataclass(frozen=True, slots=True)
class ControlTotal:
    """A control total after the comparison."""

    place: Place
    stated: float
    read: float
    unit: str
    rows: int
    """Rows whose amounts were added."""
    agrees: bool


@dataclass(slots=True)
class AmountSums:
    """The amounts of a table as they are read, by unit as written."""

    amounts: dict[str, list[float]] = field(default_factory=dict)
    rejected: list[int] = field(default_factory=list)
    """Row numbers with a Fehler."""

    def add(
        self, amounts: Sequence[Value], units: Sequence[Value], is_valid: Sequence[bool], rows: Sequence[int]
    ) -> None:
        """Take rows; those that cannot become activities are only counted."""
        for amount, unit, valid, row in zip(amounts, units, is_valid, rows, strict=True):
            if not valid:
                self.rejected.append(row)
            elif isinstance(amount, float | int):
                self.amounts.setdefault(str(unit), []).append(float(amount))


def compared_totals(
    cells: Sequence[TotalCell], dialect: Dialect, sums: AmountSums
) -> tuple[list[ControlTotal], list[Diagnostic]]:
    """The control totals of a table against its amounts, and a finding for each that differs or proves nothing."""
    results, findings = [], []
    for total in cells:
        answer = number_answer(total.cell, dialect)
        if not isinstance(answer.value, float | int):
            if answer.code:
                findings.append(_unreadable(total, answer))
            continue
        result, finding = _compared(total, float(answer.value), sums)
        results += [result] if result else []
        findings += [finding] if finding else []
    return results, findings


def _compared(total: TotalCell, stated: float, sums: AmountSums) -> tuple[ControlTotal | None, Diagnostic | None]:
    units = [unit for unit in sums.amounts if not total.unit or unit == total.unit]
    if len(units) > 1:
        return None, _mixed_units(total, units)
    unit = units[0] if units else total.unit
    amounts = sums.amounts.get(unit, [])
    read = math.fsum(amounts)
    agrees = abs(read - stated) <= rounding_of(total.cell) + _NOISE * max(abs(read), abs(stated))
    result = ControlTotal(total.place, stated, read, unit, len(amounts), agrees)
    return result, None if agrees else _mismatch(result, sums.rejected)


def rounding_of(cell: Cell) -> float:
    """Half of the last digit of a figure as it is written.

    >>> rounding_of(1234.5), rounding_of("1.234,50"), rounding_of(1200.0)
    (0.05, 0.005, 0.5)
    """
    if isinstance(cell, str):
        mark = "," if "," in cell else "."
        places = sum(map(str.isdigit, cell.rpartition(mark)[2])) if cell.count(mark) == 1 else 0
    else:
        exponent = Decimal(repr(float(cell))).normalize().as_tuple().exponent if isinstance(cell, float | int) else 0
        places = max(0, -int(exponent)) if isinstance(exponent, int) else 0
    return 0.5 * 10.0**-places


def _unreadable(total: TotalCell, answer: Answer) -> Diagnostic:
    """A control total that is no number cannot prove anything."""
    return error(
        "THG097",
        f"Kontrollsumme ist nicht lesbar: {answer.text}",
        total.place,
        found=cell_text(total.cell)[:60],
        expected="eine Zahl, oder eine leere Zelle",
        hint=answer.hint,
    )


def _mismatch(result: ControlTotal, rejected: Sequence[int]) -> Diagnostic:
    unit = f" {result.unit}" if result.unit else ""
    difference = result.read - result.stated
    rows = "1 Zeile" if result.rows == 1 else f"{result.rows} Zeilen"
    hint = "Fehlt eine Zeile, steht eine doppelt, oder ist die Kontrollsumme veraltet?"
    if rejected:
        listed = ", ".join(map(str, rejected[:_LISTED])) + (" …" if len(rejected) > _LISTED else "")
        one = len(rejected) == 1
        hint = (
            f"Wahrscheinliche Ursache: {'Zeile' if one else 'Zeilen'} {listed} "
            f"{'hat' if one else 'haben'} Fehler und {'zählt' if one else 'zählen'} nicht mit"
        )
    return error(
        "THG095",
        f"Kontrollsumme weicht um {german(difference, signed=True)}{unit} ab",
        result.place,
        found=f"Kontrollsumme {german(result.stated)}{unit}, gelesen {german(result.read)}{unit} aus {rows}",
        expected="dieselbe Summe, bis auf die Rundung der angegebenen Zahl",
        hint=hint,
    )


def _mixed_units(total: TotalCell, units: Iterable[str]) -> Diagnostic:
    listed = sorted(units)
    return error(
        "THG096",
        "Kontrollsumme mischt Einheiten und beweist nichts",
        total.place,
        found=" und ".join(shown(unit) for unit in listed[:_LISTED]),
        expected="eine Kontrollsumme je Einheit",
        hint="Die Einheit neben die Kontrollsumme schreiben: Verglichen werden dann nur Zeilen mit dieser Einheit. "
        "Oder die Kontrollsumme löschen",
    )


def german(value: float, *, signed: bool = False) -> str:
    """A figure with German separators, as many decimals as it has (at most 6).

    >>> german(-1234.5, signed=True), german(1e6)
    ('−1.234,5', '1.000.000')
    """
    text = f"{abs(value):,.6f}".rstrip("0").rstrip(".")
    text = text.translate(str.maketrans(",.", ".,"))
    sign = "−" if value < 0 and text != "0" else "+" if signed else ""
    return sign + text
