"""``ausnahmen.toml``: confirmations that do not stand in a workbook. Closed schema, every problem at once."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final
from unicodedata import normalize

from thgbilanz.core.diagnostic import Diagnostic, error, note, warning
from thgbilanz.core.place import Place
from thgbilanz.errors import error_codes
from thgbilanz.plausibility.confirmable import CONFIRMABLE, why_not
from thgbilanz.plausibility.confirmations import Confirmation
from thgbilanz.project.toml_text import TomlText, read_toml

EXCEPTIONS_NAME: Final = "ausnahmen.toml"
TABLE: Final = "ausnahme"

_MEANINGS: Final[Mapping[str, str]] = {
    "code": 'Code eines Befunds wie "THG025"',
    "datei": 'Datei, wie der Befund sie nennt, etwa "daten/2020/wohnen.xlsx"',
    "blatt": 'Name des Blatts wie "Wärme"',
    "zelle": 'Zelle wie "F12"',
    "gefunden": "Wert, wie der Befund ihn nennt",
    "wer": 'Name wie "A. Muster"',
    "wann": "Datum wie 2020-03-12, ohne Anführungszeichen",
    "warum": 'Grund wie "Neues Freibad seit Mai 2020"',
}
"""Keys of an entry and what they hold."""
_REQUIRED: Final = ("code", "datei", "wer", "wann", "warum")


@dataclass(frozen=True, slots=True)
class Exceptions:
    """The entries of ``ausnahmen.toml`` that are complete, and everything that is wrong with the others."""

    entries: tuple[Confirmation, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    toml: TomlText | None = None
    """None if there is no such file or it cannot be read."""

    def found(self, entry: Confirmation, key: str = "code") -> str:
        """The line of an entry's key as it stands."""
        return self.toml.found(f"{entry.origin.cell}.{key}") if self.toml else ""


NO_EXCEPTIONS: Final = Exceptions()


def exceptions_path(root: Path) -> Path:
    """Where the file lies, beside ``thg.toml``."""
    return root / EXCEPTIONS_NAME


def load_exceptions(root: Path, last_day: date) -> Exceptions:
    """The confirmations of a project; none if the file does not exist."""
    path = exceptions_path(root)
    if not path.exists():
        return NO_EXCEPTIONS
    toml, problems = read_toml(path)
    if toml is None:
        return Exceptions(findings=tuple(_not_readable(problem) for problem in problems))
    findings = [_unknown_key(toml, key, key, (TABLE,)) for key in toml.data if key != TABLE]
    tables = toml.data.get(TABLE, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        text = "Ausnahmen stehen nicht in doppelten eckigen Klammern"
        place = Place(EXCEPTIONS_NAME, cell=TABLE)
        findings.append(error("THG332", text, place, found=toml.found(TABLE), expected=f"[[{TABLE}]] je Ausnahme"))
        return Exceptions((), tuple(findings), toml)
    entries = []
    for number, table in enumerate(tables, 1):
        problems = list(_problems(toml, f"{TABLE}[{number}]", table, last_day))
        findings += problems
        if not problems:
            entries.append(_confirmation(f"{TABLE}[{number}]", table))
    return Exceptions(tuple(entries), tuple(findings), toml)


def _not_readable(problem: Diagnostic) -> Diagnostic:
    return replace(problem, code="THG330")


def _confirmation(key: str, table: Mapping[str, Any]) -> Confirmation:
    text = {name: str(table.get(name, "")).strip() for name in _MEANINGS}
    return Confirmation(
        file=normalize("NFC", text["datei"].replace("\\", "/")),
        sheet=normalize("NFC", text["blatt"]),
        who=text["wer"],
        when=table["wann"],
        why=text["warum"],
        code=text["code"],
        cell=text["zelle"],
        found=text["gefunden"],
        origin=Place(EXCEPTIONS_NAME, cell=key),
    )


def _problems(toml: TomlText, key: str, table: Mapping[str, Any], last_day: date) -> Iterator[Diagnostic]:
    for name in table:
        if name not in _MEANINGS:
            yield _unknown_key(toml, f"{key}.{name}", name, tuple(_MEANINGS))
    for name, meaning in _MEANINGS.items():
        value = table.get(name)
        if value is None and name not in _REQUIRED:
            continue
        place, found = Place(EXCEPTIONS_NAME, cell=f"{key}.{name}"), toml.found(f"{key}.{name}")
        if value is None:
            text = f"Angabe „{name}“ fehlt in der Ausnahme"
            yield error("THG332", text, place, found=found, expected=meaning)
        elif name == "wann":
            yield from _day_problems(value, last_day, place, found)
        elif not isinstance(value, str) or not value.strip():
            text = f"Angabe „{name}“ ist " + ("leer" if isinstance(value, str) else "kein Text in Anführungszeichen")
            yield error("THG332", text, place, found=found, expected=meaning)
        elif name == "code":
            yield from _code_problems(value.strip(), place, found)


def _day_problems(value: object, last_day: date, place: Place, found: str) -> Iterator[Diagnostic]:
    # a date with a time is a datetime, which Python counts as a date
    if not isinstance(value, date) or isinstance(value, datetime):
        text = "Angabe „wann“ ist kein Datum"
        yield error("THG332", text, place, found=found, expected=_MEANINGS["wann"])
    elif value > last_day:
        hint = "Bestätigen lässt sich nur, was geprüft ist: den Tag der Prüfung eintragen"
        yield error("THG335", "Die Ausnahme ist in der Zukunft bestätigt", place, found=found, hint=hint)


def _code_problems(code: str, place: Place, found: str) -> Iterator[Diagnostic]:
    if code in CONFIRMABLE:
        return
    known = error_codes()
    if code not in known:
        near = get_close_matches(code.upper(), known, n=1, cutoff=0.6)
        hint = f"Meinten Sie „{near[0]}“?" if near else "Jeder Befund nennt seinen Code, thg fehler zählt alle auf"
        text = f"Befund „{code}“ gibt es nicht"
        yield error("THG333", text, place, found=found, expected=_MEANINGS["code"], hint=hint)
        return
    text = f"Befund {code} lässt sich nicht bestätigen"
    yield error("THG334", text, place, found=found, expected=f"einer von {', '.join(CONFIRMABLE)}", hint=why_not(code))


def _unknown_key(toml: TomlText, key: str, name: str, allowed: Collection[str]) -> Diagnostic:
    near = get_close_matches(name.casefold(), allowed, n=1, cutoff=0.6)
    hint = f"Meinten Sie „{near[0]}“?" if near else "Eintrag löschen oder den Schlüssel berichtigen"
    place = Place(EXCEPTIONS_NAME, cell=key)
    text = f"Schlüssel „{name}“ ist unbekannt in {EXCEPTIONS_NAME}"
    return error("THG331", text, place, found=toml.found(key), expected=", ".join(allowed), hint=hint)


def idle_entries(exceptions: Exceptions, judged: Iterable[Confirmation], held: Collection[Place]) -> list[Diagnostic]:
    """A note for each of the ``judged`` entries that confirms nothing."""
    hint = (
        "Ist der Befund behoben, den Eintrag löschen. Sonst Datei, Blatt und Zelle schreiben, wie der Befund sie nennt"
    )
    return [
        note(
            "THG336",
            f"Ausnahme passt zu keinem Befund: {entry.code}, {entry.file}",
            entry.origin,
            found=exceptions.found(entry),
            hint=hint,
        )
        for entry in judged
        if entry.origin not in held
    ]


def stale_entries(exceptions: Exceptions, stale: Iterable[tuple[Confirmation, str]]) -> list[Diagnostic]:
    """A warning for each entry whose value is no longer the one that stands in the file."""
    hint = "Den neuen Wert prüfen und die Ausnahme mit neuem Datum eintragen, oder den Wert in der Datei berichtigen"
    return [
        warning(
            "THG337",
            f"Bestätigung von {entry.who} gilt nicht mehr: Der Wert hat sich geändert",
            replace(entry.origin, cell=f"{entry.origin.cell}.gefunden"),
            found=exceptions.found(entry, "gefunden"),
            expected=f"„{value}“, wie es jetzt in {entry.file} steht" if value else "ein Eintrag ohne „gefunden“",
            hint=hint,
        )
        for entry, value in stale
    ]
