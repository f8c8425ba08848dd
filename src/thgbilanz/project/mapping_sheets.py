"""The tables ``[[blatt]]`` of a mapping file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from thgbilanz.core.vocabulary import Notation
from thgbilanz.intake.layout import AmountColumn, CsvForm, SheetLayout, SkipRule, Title, declared_title
from thgbilanz.project.mapping_table import MappingTable
from thgbilanz.project.mapping_values import FIXED_KEYS, expectation, fixed_value, fixed_values, unit_problem
from thgbilanz.templates.definition import TIDY, normal_text

_TITLE = 'Spaltentitel wie "Verbrauch" oder "Verbrauch (Spalte D)"'
_EMPTY = "leer"
"""Stands for an empty cell in ``kennzeichen``."""
_REQUIRED = ("organisation", "raum", "aktivitaet", "einheit", "jahr")
_TRANSLATED = frozenset({"choice", "id", "unit", "text"})


@dataclass(frozen=True, slots=True)
class CheckedSheet:
    """A table of the mapping and what rows would still lack."""

    layout: SheetLayout
    missing: tuple[str, ...]


def checked_sheets(root: MappingTable, organisations: Mapping[str, str]) -> list[CheckedSheet]:
    """All tables ``[[blatt]]``; problems go to the findings of the file."""
    sheets = [_sheet(table, organisations) for table in root.tables("blatt", required=True)]
    if len(sheets) > 1 and any(sheet.layout.csv for sheet in sheets):
        text = "Eine CSV-Tabelle hat nur ein Blatt"
        root.source.complain("THG558", text, "blatt[2]", "ein Abschnitt [[blatt]] je Zuordnung einer CSV-Tabelle")
    names = [normal_text(sheet.layout.name) for sheet in sheets]
    for number, name in enumerate(names, 1):
        if name and name in names[: number - 1]:
            text = f"Blatt „{sheets[number - 1].layout.name}“ ist zweimal beschrieben"
            root.source.complain("THG558", text, f"blatt[{number}].name", "jedes Blatt einmal")
    return sheets


def _sheet(table: MappingTable, organisations: Mapping[str, str]) -> CheckedSheet:
    csv = _csv(table)
    name = table.text("name", "Name des Blatts wie in der Mappe", required=csv is None)
    if csv and name:
        expected = "entweder name (Mappe) oder csv (CSV-Tabelle)"
        table.source.complain("THG558", "Eine CSV-Tabelle hat keinen Blattnamen", table.path("name"), expected)
    columns = _columns(table.table("spalten"), "menge")
    amounts = list(_amounts(table, columns.pop("menge", None), organisations))
    fixed = table.table("fest")
    constants = fixed_values(fixed, organisations)
    fixed.close()
    layout = SheetLayout(
        name=name,
        amounts=tuple(amounts),
        columns=columns,
        constants=constants,
        words=_words(table.table("werte"), columns, amounts, organisations),
        notations=_notations(table.table("kennzeichen")),
        skips=tuple(_skips(table)),
        ignored=tuple(map(declared_title, table.texts("nicht_gelesen", 'Liste von Titeln wie ["Baujahr", "Telefon"]'))),
        header_row=table.number("kopfzeile", "Nummer der Zeile mit den Titeln wie 5"),
        csv=csv,
    )
    table.close()
    _check_contradictions(table, layout)
    return CheckedSheet(layout, _missing(layout))


def _csv(table: MappingTable) -> CsvForm | None:
    inner = table.table("csv")
    if not table.has("csv"):
        return None
    form = CsvForm(
        inner.one_of("trennzeichen", (";", ",", "\t", "|"), ";"),
        inner.one_of("dezimalzeichen", (",", "."), ","),
        inner.one_of("zeichensatz", ("utf-8", "windows-1252"), "utf-8"),
    )
    inner.close()
    if form.delimiter == form.decimal:
        text = "Trennzeichen und Dezimalzeichen sind gleich"
        inner.source.complain("THG558", text, inner.path("dezimalzeichen"), "zwei verschiedene Zeichen")
    return form


def _columns(table: MappingTable, *more: str) -> dict[str, Title]:
    keys = (*more, *FIXED_KEYS)
    columns = {key: declared_title(title) for key in keys if (title := table.text(key, _TITLE))}
    table.close()
    return columns


def _amounts(table: MappingTable, single: Title | None, organisations: Mapping[str, str]) -> Iterator[AmountColumn]:
    has_single_unit = table.switch("einheit_im_titel")
    several = list(table.tables("menge"))
    if single is not None:
        yield AmountColumn(single, unit_in_title=has_single_unit)
    if single is None and not several:
        expected = "spalten.menge oder [[blatt.menge]] je Mengenspalte"
        table.source.complain("THG556", "Mengenspalte fehlt", table.path("spalten.menge"), expected)
    if single is not None and several:
        text = "Mengenspalte steht unter spalten und unter [[blatt.menge]]"
        table.source.complain("THG558", text, table.path("menge[1]"), "eines von beiden")
    for entry in several:
        title = entry.text("spalte", _TITLE, required=True)
        columns = _columns(entry.table("spalten"))
        constants = fixed_values(entry, organisations)
        has_unit = entry.switch("einheit_im_titel")
        entry.close()
        yield AmountColumn(declared_title(title), columns, constants, has_unit)


def _words(
    table: MappingTable,
    columns: Mapping[str, Title],
    amounts: list[AmountColumn],
    organisations: Mapping[str, str],
) -> dict[str, dict[str, str]]:
    """Translations of the words of a column, each into a value that the column could hold."""
    words: dict[str, dict[str, str]] = {}
    possible = set(columns).union(*(amount.columns for amount in amounts))
    for key in FIXED_KEYS:
        if not table.has(key):
            continue
        inner = table.table(key)
        if key not in possible or TIDY[key].kind not in _TRANSLATED:
            expected = "nur Spalten mit Wörtern, die unter spalten stehen"
            table.source.complain("THG558", f"Zu „{key}“ gibt es keine Wörter zu übersetzen", inner.key, expected)
        for text in inner.data:
            value = fixed_value(key, inner.raw(text), organisations)
            if isinstance(value, str):
                words.setdefault(key, {})[normal_text(text)] = value
            else:
                inner.wrong(text, "ist nicht möglich", expectation(key, organisations))
    table.close(FIXED_KEYS)
    return words


def _notations(table: MappingTable) -> dict[str, str]:
    allowed = tuple(key.value for key in Notation)
    found = {}
    for text in table.data:
        key = table.one_of(text, allowed, "")
        if key:
            found["" if text == _EMPTY else normal_text(text)] = key
            found[normal_text(text)] = key
    return found


def _skips(table: MappingTable) -> Iterator[SkipRule]:
    for entry in table.tables("ueberspringen"):
        title = entry.text("spalte", _TITLE, required=True)
        text, begin = entry.raw("text"), entry.raw("beginnt")
        reason = entry.text("grund", 'Text wie "Summenzeile"', required=True)
        is_total = entry.switch("kontrollsumme")
        entry.close()
        stated = text if begin is None else begin
        if (text is None) == (begin is None) or not isinstance(stated, str) or (begin is not None and not begin):
            expected = 'text = "Summe" (ganze Zelle) oder beginnt = "Summe" (Anfang der Zelle)'
            entry.source.complain("THG556", "Regel zum Überspringen nennt keinen Text", entry.key, expected)
            continue
        yield SkipRule(declared_title(title), stated, begin is not None, reason, is_total)


def _check_contradictions(table: MappingTable, layout: SheetLayout) -> None:
    """What is said twice leaves open which counts."""
    complain = table.source.complain
    for number, amount in enumerate(layout.amounts, 1):
        key = table.path(f"menge[{number}]")
        activity = str({**layout.constants, **amount.constants}.get("aktivitaet", ""))
        unit = str({**layout.constants, **amount.constants}.get("einheit", ""))
        if problem := unit_problem(unit, activity):
            complain("THG557", problem, f"{key}.einheit", "eine Einheit, die zur Aktivität passt")
        for own in sorted(set(amount.constants) & set(amount.columns)):
            complain("THG558", f"„{own}“ ist Spalte und fester Wert zugleich", f"{key}.{own}", "eines von beiden")
        if amount.unit_in_title and "einheit" in {**amount.constants, **amount.columns}:
            complain("THG558", "Einheit steht im Titel und in der Zuordnung", f"{key}.einheit", "eines von beiden")
    for own in sorted(set(layout.constants) & set(layout.columns)):
        complain(
            "THG558", f"„{own}“ ist Spalte und fester Wert zugleich", table.path(f"fest.{own}"), "eines von beiden"
        )
    titles = [amount.title for amount in layout.amounts]
    for number, title in enumerate(titles, 1):
        if title in titles[: number - 1]:
            text = f"Mengenspalte „{title}“ ist zweimal beschrieben und zählte doppelt"
            complain("THG558", text, table.path(f"menge[{number}].spalte"), "jede Mengenspalte einmal")


def _missing(layout: SheetLayout) -> tuple[str, ...]:
    """What rows need and neither a column nor a fixed value gives."""
    missing = {}
    for amount in layout.amounts:
        given: set[str] = {*layout.columns, *layout.constants, *amount.columns, *amount.constants}
        given |= {"einheit"} if amount.unit_in_title else set()
        given |= {"jahr"} if {"von", "bis"} <= given else set()
        missing.update(dict.fromkeys(key for key in _REQUIRED if key not in given))
    return tuple(key for key in _REQUIRED if key in missing)
