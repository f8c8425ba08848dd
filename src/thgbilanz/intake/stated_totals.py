"""Control totals above the header of a data sheet: the sum that the sender knows, to be compared with the rows."""

from collections.abc import Iterator, Sequence

from thgbilanz.core.place import Place, column_letter
from thgbilanz.intake.cells import EMPTY, Cell
from thgbilanz.intake.header import Header
from thgbilanz.intake.raw_table import TotalCell
from thgbilanz.intake.title_units import title_and_unit
from thgbilanz.templates.definition import TOTAL_LABEL, normal_text
from thgbilanz.units.cell_text import folded

_LABEL = normal_text(TOTAL_LABEL)


def stated_totals(rows: Sequence[Sequence[Cell]], header: Header, file: str, sheet: str) -> tuple[TotalCell, ...]:
    """The totals in lines labelled "Kontrollsumme" above the header.

    The figure stands in the amount column of that line or right beside the label. The unit, if one is given, stands in
    the unit column, right beside the figure, or in the label ("Kontrollsumme [kWh]"); without it all rows count.
    """
    return tuple(
        total
        for number, row in enumerate(rows[: header.row], 1)
        for index, cell in enumerate(row)
        if isinstance(cell, str) and normal_text(cell).startswith(_LABEL)
        for total in _total(row, index, number, header, (file, sheet))
    )


def _total(
    row: Sequence[Cell], label: int, number: int, header: Header, source: tuple[str, str]
) -> Iterator[TotalCell]:
    amount, unit = header.positions.get("menge", -1), header.positions.get("einheit", -1)
    figure, beside = (amount, unit) if amount > label and row[amount] != EMPTY else (label + 1, label + 2)
    if figure >= len(row) or row[figure] == EMPTY:
        return
    stated = row[beside] if 0 <= beside < len(row) else EMPTY
    text = folded(stated) if isinstance(stated, str) else ""
    place = Place(*source, f"{column_letter(figure)}{number}", TOTAL_LABEL)
    yield TotalCell(place, row[figure], text or title_and_unit(str(row[label]))[1])
