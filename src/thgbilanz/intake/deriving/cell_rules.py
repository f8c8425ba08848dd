"""What holds for every cell of a sheet's own columns: the same rules as for the cells of the tidy table."""

from collections.abc import Iterable

from pydantic_core import PydanticCustomError

from thgbilanz.intake.answers import cell_text
from thgbilanz.intake.deriving.row import CellProblem, SheetRow
from thgbilanz.intake.deriving.words import figure
from thgbilanz.intake.row_rules import is_percent
from thgbilanz.intake.suggestions import holding, meant, nearest
from thgbilanz.templates.definition import TemplateColumn
from thgbilanz.units.cell_text import shown


def cell_problems(row: SheetRow, own: Iterable[str]) -> tuple[CellProblem, ...]:
    """Negative figures, percent that may be shares, words that stand in no list, in the sheet's own columns."""
    found = (_problem(row, row.columns[key]) for key in own if row.is_given(key))
    return tuple(problem for problem in found if problem is not None)


def _problem(row: SheetRow, column: TemplateColumn) -> CellProblem | None:
    match column.kind:
        case "number":
            return _negative(row, column)
        case "percent":
            return _percent(row, column)
        case "choice":
            return _not_listed(row, column)
    return None


def _negative(row: SheetRow, column: TemplateColumn) -> CellProblem | None:
    value = row.number(column.key)
    if value is None or value >= 0:
        return None
    text = f"{column.title} ist negativ"
    return CellProblem(column.key, "THG085", text, "eine Zahl ab 0", "Das Vorzeichen oder die Formel prüfen")


def _percent(row: SheetRow, column: TemplateColumn) -> CellProblem | None:
    try:
        is_percent(row.number(column.key))
    except PydanticCustomError as refusal:
        words = refusal.context or {}
        return CellProblem(column.key, "THG089", words["text"], words["expected"], words["hint"])
    return None


def _not_listed(row: SheetRow, column: TemplateColumn) -> CellProblem | None:
    value = row.text(column.key)
    if any(value == choice.value for choice in column.choices):
        return None
    labels = [choice.label for choice in column.choices]
    near = holding(value, labels) or nearest(value, labels, most=1)
    return CellProblem(
        column.key,
        "THG086",
        f"{shown(value)} steht nicht in der Auswahl für „{column.title}“",
        ", ".join(labels),
        meant(near) or "Einen Wert aus der Auswahlliste der Vorlage wählen",
    )


def missing(row: SheetRow, keys: Iterable[str], why: str) -> tuple[CellProblem, ...]:
    """The problems of empty cells that the derivation needs."""
    return tuple(_missing(row.columns[key], why) for key in keys if not row.is_given(key))


def _missing(column: TemplateColumn, why: str) -> CellProblem:
    example = cell_text(float(column.example)) if isinstance(column.example, int | float) else column.example
    text = f"„{column.title}“ fehlt: {why}"
    return CellProblem(column.key, "THG601", text, f"zum Beispiel „{example}“", column.meaning.rstrip("."))


def outside(row: SheetRow, key: str, least: float, most: float, hint: str) -> tuple[CellProblem, ...]:
    """The problem of a figure that cannot be what its column says."""
    value = row.number(key)
    if value is None or least <= value <= most:
        return ()
    text = f"„{row.columns[key].title}“ kann nicht {figure(value)} sein"
    return (CellProblem(key, "THG602", text, f"eine Zahl von {figure(least)} bis {figure(most)}", hint),)


def part_of_year(row: SheetRow, key: str, what: str) -> tuple[CellProblem, ...]:
    """The problem of a figure per year in a row whose period is no calendar year."""
    start, end = row.day("von"), row.day("bis")
    if start is None or end is None:
        return ()
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return ()
    hint = "Von und Bis leeren, wenn die Angaben für das ganze Jahr gelten; sonst die Menge des Zeitraums eintragen"
    return (CellProblem(key, "THG603", f"{what} gilt für ein Jahr, die Zeile nicht", "ein Kalenderjahr", hint),)


def two_ways(key: str, text: str, expected: str) -> CellProblem:
    """The problem of a row that gives its amount twice."""
    return CellProblem(key, "THG600", text, expected, "Einen der beiden Wege wählen und die anderen Zellen leeren")
