"""A comparison of two factor bases as data: the sections that every form (text, Markdown, JSON) shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from thgbilanz.core.activity_kinds import activity_label
from thgbilanz.core.factor import Factor
from thgbilanz.exhibits.factor_words import boundary_text, figure_text
from thgbilanz.exhibits.rounding import MISSING, rounded_text
from thgbilanz.factors.comparison import (
    Comparison,
    PinChange,
    PinTarget,
    ProjectEffect,
    RowChange,
    ValueChange,
    relative_change,
)
from thgbilanz.factors.roles import ROLE_LABELS
from thgbilanz.factors.series import series_of, year_spans
from thgbilanz.units.catalogue import unit_label
from thgbilanz.units.german import german_number


@dataclass(frozen=True, slots=True)
class Section:
    """A titled table of texts; the columns in ``figures`` stand flush right."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()


def change_text(old: float | None, new: float | None) -> str:
    """Relative change in percent with its sign.

    >>> change_text(0.4, 0.5), change_text(0.478, 0.479), change_text(0.0, 1.0), change_text(1.0, 1.0)
    ('+25,0 %', '+0,2 %', '–', '0,0 %')
    """
    share = relative_change(old, new)
    if share is None:
        return MISSING
    text = german_number(100 * share, 1)
    if share and not text.strip("0,-"):
        return "< +0,1 %" if share > 0 else "> -0,1 %"
    return f"{'+' if share > 0 else ''}{text} %"


def headline(comparison: Comparison, effects: Sequence[ProjectEffect]) -> str:
    """What differs, counted."""
    figures = sum(change.is_figure for change in comparison.changed)
    counts = (
        (len(comparison.added), "neue Zeile", "neue Zeilen"),
        (len(comparison.removed), "entfallene Zeile", "entfallene Zeilen"),
        (figures, "geänderte Zahl", "geänderte Zahlen"),
        (len(comparison.changed) - figures, "Zeile mit geänderten Angaben", "Zeilen mit geänderten Angaben"),
        (len(comparison.pins), "geänderte Zuordnung in Sätzen", "geänderte Zuordnungen in Sätzen"),
        (len(comparison.properties), "geänderte Umrechnung", "geänderte Umrechnungen"),
        (len(comparison.gwp), "geändertes Treibhauspotenzial", "geänderte Treibhauspotenziale"),
    )
    texts = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
    if not texts:
        return "Kein Unterschied"
    moved = any(effect.old_kg != effect.new_kg for project in effects for effect in project.effects)
    return ", ".join(texts) + ("; keine Beispielbilanz ändert sich" if effects and not moved else "")


def sections(comparison: Comparison, effects: Sequence[ProjectEffect]) -> tuple[Section, ...]:
    """Every section that has something to say, the effect in tonnes first."""
    every = (
        *(_effect(effect) for effect in effects),
        _figures([change for change in comparison.changed if change.is_figure]),
        _sets(comparison),
        _moved_pins(comparison),
        _one_sided_pins(comparison, added=False),
        _one_sided_pins(comparison, added=True),
        _values("Umrechnungen", comparison.properties),
        _values("Treibhauspotenziale", comparison.gwp),
        _rows("Entfallene Zeilen", comparison.removed),
        _rows("Neue Zeilen", comparison.added),
        _words([change for change in comparison.changed if not change.is_figure]),
    )
    return tuple(section for section in every if section.rows or section.notes)


def _effect(project: ProjectEffect) -> Section:
    """Sums that move, and the totals of the years in which one does."""
    years = {effect.year for effect in project.effects if effect.old_kg != effect.new_kg}
    moved = [e for e in project.effects if e.old_kg != e.new_kg or (e.is_total and e.year in years)]
    rows = tuple(
        (
            str(effect.year),
            effect.space,
            effect.item,
            rounded_text(None if effect.old_kg is None else effect.old_kg / 1000, 1),
            rounded_text(None if effect.new_kg is None else effect.new_kg / 1000, 1),
            change_text(effect.old_kg, effect.new_kg),
        )
        for effect in moved
    )
    notes = [
        f"{one.year}: offene Zeilen {one.old} vorher, {one.new} nachher"
        for one in project.open_rows
        if one.old != one.new
    ]
    same = year_spans({effect.year for effect in project.effects} - years)
    notes += [f"Unverändert: {same}"] if same else []
    notes += [f"{year} lässt sich nicht mit beiden Ständen rechnen" for year in project.skipped]
    heads = ("Jahr", "Bilanz", "Summe", "alt t CO2e", "neu t CO2e", "Änderung")
    return Section(f"Wirkung auf „{project.project}“", heads, rows, frozenset({3, 4, 5}), tuple(notes))


def _figures(changes: list[RowChange]) -> Section:
    rows = tuple(
        (
            change.new.factor_id,
            str(change.new.year_valid),
            boundary_text(change.new.boundary, change.new.accounting, short=True),
            change.new.edition,
            *_old_new(change),
            change_text(change.old_kg, change.new_kg),
        )
        for change in changes
    )
    heads = ("Faktor", "Jahr", "Grenze", "Ausgabe", "alt", "neu", "Änderung")
    note = "Eine freigegebene Ausgabe ändert sich nicht: Berichtigungen gehören in eine neue Ausgabe"
    return Section("Geänderte Zahlen", heads, rows, frozenset({4, 5, 6}), (note,) if rows else ())


def _old_new(change: RowChange) -> tuple[str, str]:
    old, new = figure_text(change.old_kg), figure_text(change.new_kg)
    if change.old.activity_unit == change.new.activity_unit:
        return old, new
    return f"{old} je {unit_label(change.old.activity_unit)}", f"{new} je {unit_label(change.new.activity_unit)}"


def _sets(comparison: Comparison) -> Section:
    """Sets that are new or gone as a whole: one line each instead of one per pin."""
    pins = [pin.set_id for pin in comparison.pins]
    rows = [(set_id, "neu", str(pins.count(set_id))) for set_id in comparison.new_sets]
    rows += [(set_id, "entfallen", str(pins.count(set_id))) for set_id in comparison.gone_sets]
    return Section("Faktorsätze", ("Satz", "", "Zuordnungen"), tuple(rows), frozenset({2}))


def _pins_of_kept_sets(comparison: Comparison) -> list[PinChange]:
    whole = {*comparison.new_sets, *comparison.gone_sets}
    return [pin for pin in comparison.pins if pin.set_id not in whole]


def _moved_pins(comparison: Comparison) -> Section:
    rows = tuple(
        (
            pin.set_id,
            _use(pin),
            year_spans(pin.years),
            _target(pin.old),
            _target(pin.new),
            change_text(pin.old.kg, pin.new.kg),
        )
        for pin in _pins_of_kept_sets(comparison)
        if pin.old and pin.new
    )
    heads = ("Satz", "Aktivität", "Jahre", "alt", "neu", "Änderung")
    return Section("Geänderte Zuordnungen in Sätzen", heads, rows, frozenset({5}))


def _one_sided_pins(comparison: Comparison, *, added: bool) -> Section:
    """Pins for activities or years that had none, or have none any more, over all years of one row."""
    groups: dict[tuple[str, str, str], list[int]] = {}
    for pin in _pins_of_kept_sets(comparison):
        target = pin.new if added else pin.old
        if target is not None and (pin.old is None or pin.new is None):
            name = f"{target.factor_id} ({target.edition}{_abroad(target)})"
            groups.setdefault((pin.set_id, _use(pin), name), []).extend(pin.years)
    rows = tuple((set_id, use, year_spans(years), name) for (set_id, use, name), years in groups.items())
    title = "Neue Zuordnungen in Sätzen" if added else "Entfallene Zuordnungen in Sätzen"
    return Section(title, ("Satz", "Aktivität", "Jahre", "Faktor"), rows)


def _use(pin: PinChange) -> str:
    return f"{activity_label(pin.activity)}, {ROLE_LABELS.get(pin.role, pin.role)}"


def _target(target: PinTarget) -> str:
    return f"{target.factor_id} ({target.edition}{_abroad(target)}) {figure_text(target.kg)}"


def _abroad(target: PinTarget) -> str:
    return "" if target.region == "DE" else f", {target.region}"


def _values(title: str, changes: Iterable[ValueChange]) -> Section:
    rows = tuple(
        (one.name, figure_text(one.old), figure_text(one.new), change_text(one.old, one.new)) for one in changes
    )
    return Section(title, ("Name", "alt", "neu", "Änderung"), rows, frozenset({1, 2, 3}))


def _rows(title: str, rows: Iterable[Factor]) -> Section:
    """New and gone rows by series: a new edition is one line, not one per year."""
    lines = tuple(
        (
            series.factor_id,
            year_spans(series.years),
            boundary_text(series.boundary, series.accounting, short=True),
            series.edition,
            series.region,
        )
        for series in series_of(rows)
    )
    return Section(title, ("Faktor", "Jahre", "Grenze", "Ausgabe", "Region"), lines)


def _words(changes: list[RowChange]) -> Section:
    """Rows whose figure stays: which columns differ, by series."""
    groups: dict[tuple[str, str, str, str], list[int]] = {}
    for change in changes:
        row = change.new
        boundary = boundary_text(row.boundary, row.accounting, short=True)
        key = (row.factor_id, boundary, row.edition, ", ".join(change.columns))
        groups.setdefault(key, []).append(row.year_valid)
    rows = tuple((key[0], year_spans(years), *key[1:]) for key, years in groups.items())
    return Section("Geänderte Angaben, gleiche Zahl", ("Faktor", "Jahre", "Grenze", "Ausgabe", "Spalten"), rows)
