"""Postings that differ, one record each: what a line of every exhibit of a difference says."""

from dataclasses import dataclass
from typing import Any

from thgbilanz.core.place import Place
from thgbilanz.exhibits.rounding import factor_text, share_text
from thgbilanz.exhibits.table import tonnes
from thgbilanz.journal.difference import Cause, Difference, JournalSide
from thgbilanz.journal.difference_groups import posting_weights
from thgbilanz.journal.identity import posting_id_text
from thgbilanz.units.catalogue import unit_label

_ABOUT = ("organisation", "space", "sector", "scope", "scope3_category", "method", "activity", "site", "meter", "layer")
_SHOWN = (
    *_ABOUT, "posting_id", "amount", "unit", "quantity", "quantity_unit", "conversion", "factor_id", "factor_edition",
    "factor_kg", "gwp_set", "rule", "reason", "author", "file", "sheet", "column", "row",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OneSide:
    """The first posting of a line on one side."""

    values: dict[str, Any]
    count: int
    """How many postings the line stands for: one within a year, any number between years."""
    weight: float

    @property
    def id(self) -> str:
        """Its printed id."""
        return posting_id_text(self.values["posting_id"])

    @property
    def place(self) -> str:
        """File › sheet › cell."""
        values = self.values
        cell = f"{values['column']}{values['row']}" if values["column"] and values["row"] else ""
        return str(Place(values["file"], values["sheet"], cell))


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """A posting, or a group of them, with what changed it."""

    before: OneSide | None
    after: OneSide | None
    before_t: float
    after_t: float
    causes_t: dict[str, float]
    """Every cause."""

    @property
    def change_t(self) -> float:
        """After less before."""
        return self.after_t - self.before_t

    @property
    def about(self) -> dict[str, Any]:
        """What the line is about: organisation, scope, activity, site."""
        side = self.after or self.before
        return side.values if side is not None else {}

    @property
    def causes_by_size(self) -> list[Cause]:
        """The causes that count here, largest first."""
        counting = [cause for cause in Cause if self.causes_t[cause.value]]
        return sorted(counting, key=lambda cause: -abs(self.causes_t[cause.value]))


def difference_lines(difference: Difference, most: int | None = None) -> list[DifferenceLine]:
    """The changed postings, largest change first; at most ``most``."""
    lines = difference.lines if most is None else difference.lines.iloc[:most]
    before = _sides(difference.before, lines["before_row"].tolist(), lines["before_count"].tolist())
    after = _sides(difference.after, lines["after_row"].tolist(), lines["after_count"].tolist())
    causes = {cause.value: lines[cause.value].tolist() for cause in Cause}
    figures = zip(lines["before_kg"].tolist(), lines["after_kg"].tolist(), strict=True)
    return [
        DifferenceLine(
            before[number],
            after[number],
            tonnes(old),
            tonnes(new),
            {name: tonnes(values[number]) for name, values in causes.items()},
        )
        for number, (old, new) in enumerate(figures)
    ]


def _sides(side: JournalSide, rows: list[int], counts: list[int]) -> list[OneSide | None]:
    known = [row for row in rows if row >= 0]
    records = iter(side.journal[[*_SHOWN]].iloc[known].to_dict("records"))
    weights = posting_weights(side)
    return [
        OneSide({str(key): value for key, value in next(records).items()}, count, float(weights[row]))
        if row >= 0
        else None
        for row, count in zip(rows, counts, strict=True)
    ]


def what_changed(line: DifferenceLine) -> str:
    """What is different about a posting, in German, without tonnes."""
    before, after = line.before, line.after
    if before is None or after is None:
        return _one_sided(line)
    old, new = before.values, after.values
    parts = []
    if before.count > 1 or after.count > 1:
        parts.append(f"{before.count} → {after.count} Buchungen")
    elif _differs(old["amount"], new["amount"]) or old["unit"] != new["unit"]:
        units = (old["unit"], new["unit"])
        first = "" if units[0] == units[1] else f" {units[0]}"
        parts.append(f"Menge {factor_text(old['amount'])}{first} → {factor_text(new['amount'])} {units[1]}")
    elif _differs(old["quantity"], new["quantity"]):
        unit = unit_label(new["quantity_unit"])
        parts.append(f"umgerechnet {factor_text(old['quantity'])} → {factor_text(new['quantity'])} {unit}")
    if _differs(old["factor_kg"], new["factor_kg"]):
        parts.append(f"Faktor {factor_text(old['factor_kg'])} → {factor_text(new['factor_kg'])} kg{_rows(old, new)}")
    if old["gwp_set"] != new["gwp_set"]:
        parts.append(f"GWP {old['gwp_set']} → {new['gwp_set']}")
    if _differs(before.weight, after.weight):
        parts.append(f"Anteil {share_text(before.weight)} → {share_text(after.weight)} %")
    return ", ".join(parts)


def _rows(old: dict[str, Any], new: dict[str, Any]) -> str:
    """What other row a factor comes from; nothing if its own value changed."""
    first, second = (f"{row['factor_id']} {row['factor_edition']}" for row in (old, new))
    return "" if first == second else f" ({first} → {second})"


def _one_sided(line: DifferenceLine) -> str:
    side = line.after or line.before
    if side is None:
        return ""
    word = "neu" if line.before is None else "entfallen"
    if side.count > 1:
        return f"{word}: {side.count} Buchungen"
    amount = f"{factor_text(side.values['amount'])} {side.values['unit']}"
    rule = f", Elimination {side.values['rule']}" if side.values["layer"] == "elimination" else ""
    return f"{word}: {amount}{rule}"


def _differs(old: float, new: float) -> bool:
    return abs(new - old) > 1e-12 * max(abs(old), abs(new))
