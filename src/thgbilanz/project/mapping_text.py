"""A proposed mapping as TOML with German comments: what is proposed, why, and what a person has to fill in."""

import json
from collections.abc import Iterator, Mapping, Sequence

from thgbilanz.core.activity_kinds import ACTIVITY_KINDS, AMBIGUOUS
from thgbilanz.core.organisation import TERRITORY
from thgbilanz.intake.proposing.sheet import ProposedColumn, ProposedSheet
from thgbilanz.templates.definition import normal_text

_MOST_WORDS = 30
_COMMENT = "  # "
_FILL_IN = "eintragen"

HEAD = """\
# Zuordnung für {file}, vorgeschlagen von thg zuordnen
#
# Bis jetzt ist das ein Vorschlag aus Titeln und Zahlen: Es zählt nichts, bevor ein Mensch es bestätigt hat.
#   1. Jede Zeile mit der Liste vergleichen, Falsches berichtigen oder löschen
#   2. Zeilen mit „{fill_in}“ ergänzen und das # am Anfang löschen
#   3. In [bestaetigung] unterschreiben
#   4. thg pruefen {file}

[zuordnung]
name = {name}

# [bestaetigung]  # erst unterschreiben, wenn alles stimmt
# wer = "Stelle und Name"
# wann = JJJJ-MM-TT
"""


def mapping_text(file: str, name: str, sheets: Sequence[ProposedSheet], organisations: Mapping[str, str]) -> str:
    """The mapping file for the sheets that have amounts; the others are named in a comment."""
    lines = [HEAD.format(file=_plain(file), name=quoted(name), fill_in=_FILL_IN)]
    usable = [sheet for sheet in sheets if sheet.amounts]
    others = [sheet.cells.name for sheet in sheets if sheet not in usable]
    lines += [f"# Blatt „{_plain(name)}“ steht nicht im Vorschlag: keine Mengen erkannt" for name in others]
    for sheet in usable:
        lines += [*([""] if others or sheet is not usable[0] else []), *_sheet(sheet, organisations)]
    return "\n".join(lines) + "\n"


def missing_answers(sheet: ProposedSheet) -> tuple[str, ...]:
    """Tidy keys that neither a column nor the titles of the amounts give."""
    given = {column.meaning.key for column in sheet.columns}
    given |= {"jahr"} if {"von", "bis"} <= given else set()
    missing = [key for key in ("organisation", "raum") if key not in given]
    for key, own in (("aktivitaet", "activity"), ("einheit", "unit"), ("jahr", "year")):
        if key not in given and not all(getattr(amount.meaning, own) for amount in sheet.amounts):
            missing.append(key)
    return tuple(missing)


def quoted(text: str) -> str:
    r"""A text as a TOML string.

    >>> print(quoted('19" Schrank'))
    "19\" Schrank"
    """
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _sheet(sheet: ProposedSheet, organisations: Mapping[str, str]) -> Iterator[str]:
    yield "[[blatt]]"
    if sheet.cells.csv is None:
        yield f"name = {quoted(sheet.cells.name)}{_COMMENT}Kopfzeile: Zeile {sheet.header_row}"
    else:
        form = sheet.cells.csv
        parts = f"trennzeichen = {quoted(form.delimiter)}, dezimalzeichen = {quoted(form.decimal)}"
        yield f"csv = {{ {parts}, zeichensatz = {quoted(form.encoding)} }}{_COMMENT}Kopfzeile: Zeile {sheet.header_row}"
    empty = sum(amount.empty for amount in sheet.amounts)
    if empty:
        yield f"# {empty} leere Mengenzellen: {_FILL_IN}, was leer bedeutet: kommt_nicht_vor, nicht_erhoben, …"
        yield '# kennzeichen = { leer = "kommt_nicht_vor" }'
    yield from _skips(sheet)
    yield from _unknown(sheet)
    yield ""
    yield "[blatt.spalten]"
    single = _single_amount(sheet)
    for column in sheet.columns:
        key = column.meaning.key
        if key and (key != "menge" or column is single):
            yield f"{key} = {quoted(column.title)}{_COMMENT}{_plain(column.meaning.reason)}"
    yield ""
    yield "[blatt.fest]"
    yield from _constants(sheet, organisations, single)
    yield from _words(sheet)
    for amount in sheet.amounts if single is None else ():
        yield from _amount(amount, sheet)


def _single_amount(sheet: ProposedSheet) -> ProposedColumn | None:
    """The one amount column of a long table; None if each amount column says something of its own."""
    first, *others = sheet.amounts
    meaning = first.meaning
    return None if others or meaning.activity or meaning.year else first


def _skips(sheet: ProposedSheet) -> Iterator[str]:
    if not sheet.totals:
        return
    proves = ", kontrollsumme = true" if len(sheet.totals) == 1 else ""
    if not proves:
        yield "# Steht in einer dieser Zeilen die Summe aller Zeilen, dort kontrollsumme = true ergänzen"
    yield "ueberspringen = ["
    for title, text in sheet.totals:
        yield f'    {{ spalte = {quoted(title)}, text = {quoted(text)}, grund = "Summenzeile"{proves} }},'
    yield "]"


def _unknown(sheet: ProposedSheet) -> Iterator[str]:
    unknown = [column for column in sheet.columns if not column.meaning.key]
    if not unknown:
        return
    for column in unknown:
        figures = ", enthält Zahlen" if column.has_figures else ""
        yield f"# Spalte {column.letter} {_plain(quoted(column.title))}: {_plain(column.meaning.reason)}{figures}"
    listed = ", ".join(quoted(column.title) for column in unknown)
    yield f"# nicht_gelesen = [{listed}]{_COMMENT}was davon nicht in die Bilanz gehört"


def _constants(sheet: ProposedSheet, organisations: Mapping[str, str], single: ProposedColumn | None) -> Iterator[str]:
    missing = missing_answers(sheet)
    if single is not None and single.meaning.unit and "einheit" not in {c.meaning.key for c in sheet.columns}:
        yield f"einheit = {quoted(single.meaning.unit)}{_COMMENT}aus dem Titel"
    if "organisation" in missing:
        known = ", ".join([*organisations, TERRITORY])
        yield f'# organisation = "KENNUNG"{_COMMENT}{_FILL_IN}: {_plain(known)}'
    if "raum" in missing:
        yield f'# raum = "RAUM"{_COMMENT}{_FILL_IN}: betrieblich oder territorial'
    if "jahr" in missing and not any(amount.meaning.year for amount in sheet.amounts):
        seen = [f"in {cell} steht {year}" for cell, year in sheet.years[:3]]
        yield f"# jahr = 0{_COMMENT}{_FILL_IN}{': ' + ', '.join(seen) if seen else ''}"
    if single is not None and "aktivitaet" in missing:
        yield f'# aktivitaet = "AKTIVITÄT"{_COMMENT}{_FILL_IN}: {_plain(single.meaning.reason)}'
    if single is not None and "einheit" in missing:
        yield f'# einheit = "EINHEIT"{_COMMENT}{_FILL_IN}'
    yield f'# datenguete = "A"{_COMMENT}A Zähler und Rechnung, B hochgerechnet, C Kennwert, D bundesweite Kennzahl'


def _words(sheet: ProposedSheet) -> Iterator[str]:
    """Words of the column of carriers that no table of ours knows."""
    column = next((column for column in sheet.columns if column.meaning.key == "aktivitaet"), None)
    if column is None:
        return
    known = {normal_text(name) for kind in ACTIVITY_KINDS for name in (kind.id, kind.label, *kind.synonyms)}
    unknown = [word for word in column.words if normal_text(word) not in known][:_MOST_WORDS]
    if not unknown:
        return
    yield ""
    yield f"[blatt.werte.aktivitaet]{_COMMENT}Wörter der Liste und was sie hier bedeuten"
    for word in unknown:
        candidates = AMBIGUOUS.get(normal_text(word), ())
        meant = " oder ".join(candidates[:3]) or "Kennung aus docs/vorlagen.md"
        yield f"# {quoted(word)} = {quoted(candidates[0] if candidates else 'erdgas')}{_COMMENT}{_FILL_IN}: {meant}"


def _amount(column: ProposedColumn, sheet: ProposedSheet) -> Iterator[str]:
    meaning = column.meaning
    given = {other.meaning.key for other in sheet.columns}
    yield ""
    yield "[[blatt.menge]]"
    yield f"spalte = {quoted(column.title)}{_COMMENT}{_plain(meaning.reason)}"
    if meaning.activity:
        yield f"aktivitaet = {quoted(meaning.activity)}"
    elif "aktivitaet" not in given:
        yield f'# aktivitaet = "AKTIVITÄT"{_COMMENT}{_FILL_IN}'
    if meaning.unit and "einheit" not in given:
        yield f"einheit = {quoted(meaning.unit)}{_COMMENT}aus dem Titel"
    elif "einheit" not in given:
        yield f'# einheit = "EINHEIT"{_COMMENT}{_FILL_IN}'
    if meaning.year and "jahr" not in given:
        yield f"jahr = {meaning.year}{_COMMENT}aus dem Titel"
    elif "Monat" in meaning.reason:
        yield f"# von = 2019-01-01{_COMMENT}{_FILL_IN}"
        yield f"# bis = 2019-01-31{_COMMENT}{_FILL_IN}"


def _plain(text: str) -> str:
    """A text for a comment: one line, no control characters."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
