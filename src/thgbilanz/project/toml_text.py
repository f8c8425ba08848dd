"""Reading the text of ``thg.toml``: German words for syntax errors, and the line where a key stands."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.place import Place

FILE_NAME = "thg.toml"
"""Name of the project file; the folder that holds it is the project."""

_PLACE_IN_MESSAGE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_TABLE = re.compile(r"^\s*\[([^\[\]]+)\]\s*(?:#.*)?$")
_ARRAY = re.compile(r"^\s*\[\[([^\[\]]+)\]\]\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*("[^"]*"|'[^']*'|[A-Za-z0-9_.-]+)\s*=""")

_GERMAN_REASONS: tuple[tuple[str, str], ...] = (
    ("Expected '='", "nach dem Schlüssel steht kein Gleichheitszeichen"),
    ("Invalid value", "der Wert ist nicht lesbar: Text gehört in gerade Anführungszeichen"),
    ("Unterminated string", "das schließende Anführungszeichen fehlt"),
    ("Illegal character", "der Text enthält ein unzulässiges Zeichen oder das Anführungszeichen am Ende fehlt"),
    ("Unescaped", "ein umgekehrter Schrägstrich steht in Anführungszeichen: / oder \\\\ verwenden"),
    ("Cannot overwrite", "der Schlüssel steht zweimal"),
    ("Cannot declare", "der Abschnitt steht zweimal"),
    ("Duplicate inline table key", "der Schlüssel steht zweimal in der geschweiften Klammer"),
    ("Unclosed array", "die eckige Klammer ] fehlt"),
    ("Unclosed inline table", "die geschweifte Klammer } fehlt"),
    ("Expected ']'", "die eckige Klammer ] fehlt"),
    ("Expected newline", "nach dem Wert steht noch etwas: je Zeile ein Schlüssel"),
    ("Invalid date", "das Datum gibt es nicht: JJJJ-MM-TT"),
    ("Invalid statement", "die Zeile ist weder Abschnitt noch Schlüssel = Wert"),
    ("Invalid initial character", "der Schlüssel beginnt mit einem unzulässigen Zeichen"),
    ("Cannot mutate", "der Abschnitt ist schon abgeschlossen"),
)

_COMMON_SLIPS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("[„“”»«]"), 'Typografische Anführungszeichen durch gerade (") ersetzen'),
    (re.compile(r"=\s*0[0-9]"), "Ziffern mit führender Null gehören in Anführungszeichen"),
    (re.compile(r"=\s*[0-9]+,[0-9]"), "Dezimalzahlen mit Punkt schreiben: 74.9"),
)
"""What people write in a German spreadsheet or text processor, and how it should be."""


@dataclass(frozen=True, slots=True)
class TomlText:
    """The parsed content of a TOML file with the lines of its keys."""

    data: dict[str, Any]
    lines: tuple[str, ...]
    line_of_key: dict[str, int]

    def found(self, key: str) -> str:
        """The line of a dotted key as it stands, or of the table around it: ``Zeile 3: basisjahr = 1``."""
        parts = key.split(".")
        while parts and ".".join(parts) not in self.line_of_key:
            parts.pop()
        number = self.line_of_key.get(".".join(parts), 0)
        return f"Zeile {number}: {self.lines[number - 1].strip()}" if number else ""


def read_toml(path: Path) -> tuple[TomlText | None, list[Diagnostic]]:
    """Content of a TOML file, or the finding that says why it cannot be read.

    A byte order mark, as the Windows editor writes it, is accepted.
    """
    place = Place(path.name)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as failure:
        return None, [_unreadable(place, failure)]
    except UnicodeDecodeError:
        hint = "Datei im Editor mit der Kodierung UTF-8 speichern"
        return None, [error("THG517", f"{path.name} ist nicht in UTF-8 gespeichert", place, hint=hint)]
    lines = tuple(text.splitlines())
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as failure:
        return None, [_syntax_error(str(failure), lines, place)]
    return TomlText(data, lines, key_lines(lines)), []


def _unreadable(place: Place, failure: OSError) -> Diagnostic:
    if isinstance(failure, FileNotFoundError):
        hint = "Projektordner mit --projekt angeben oder mit „thg neu ORDNER“ anlegen"
        return error("THG500", f"{place.file} gibt es nicht", place, hint=hint)
    hint = "Leserecht für die Datei prüfen; ein Ordner mit diesem Namen ist keine Projektdatei"
    return error("THG517", f"{place.file} ist nicht lesbar", place, hint=hint)


def _syntax_error(message: str, lines: tuple[str, ...], place: Place) -> Diagnostic:
    match = _PLACE_IN_MESSAGE.search(message)
    number = int(match[1]) if match and match[1] else len(lines)
    line = lines[number - 1].strip() if 0 < number <= len(lines) else ""
    reason = next(
        (german for english, german in _GERMAN_REASONS if message.startswith(english)),
        "die Schreibweise entspricht nicht TOML",
    )
    hint = next((remedy for pattern, remedy in _COMMON_SLIPS if pattern.search(line)), reason[0].upper() + reason[1:])
    return error(
        "THG501",
        f"{place.file} ist in Zeile {number} nicht lesbar: {reason}",
        place,
        found=f"Zeile {number}: {line}",
        expected='je Zeile ein Eintrag wie name = "Musterstadt"',
        hint=hint,
    )


def key_lines(lines: tuple[str, ...]) -> dict[str, int]:
    """Line number of each dotted key and table; tables of an array count from 1.

    >>> key_lines(("[projekt]", 'name = "A"', "[[organisation]]", 'id = "a"'))["organisation[1].id"]
    4
    >>> sorted(key_lines(("[[blatt]]", "[blatt.fest]", "jahr = 2019", "[[blatt.menge]]")))
    ['blatt[1]', 'blatt[1].fest', 'blatt[1].fest.jahr', 'blatt[1].menge[1]']
    """
    found: dict[str, int] = {}
    counts: dict[str, int] = {}
    table = ""
    for number, line in enumerate(lines, 1):
        if match := _ARRAY.match(line):
            name = _within(_bare(match[1]), counts)
            counts[name] = counts.get(name, 0) + 1
            table = f"{name}[{counts[name]}]"
            found.setdefault(table, number)
        elif match := _TABLE.match(line):
            table = _within(_bare(match[1]), counts)
            found.setdefault(table, number)
        elif match := _KEY.match(line):
            key = _bare(match[1])
            found.setdefault(f"{table}.{key}" if table else key, number)
    return found


def _within(name: str, counts: Mapping[str, int]) -> str:
    """The name of a table with the numbers of the tables of an array around it."""
    *outer, last = name.split(".")
    path = ""
    for part in outer:
        path = f"{path}.{part}" if path else part
        path = f"{path}[{counts[path]}]" if path in counts else path
    return f"{path}.{last}" if path else last


def _bare(key: str) -> str:
    """The key without quotes, also of a part of a dotted one: ``scope3."3.4"``."""
    return key.strip().replace('"', "").replace("'", "")


def shown_value(value: object) -> str:
    """A value as it stands in the file, or nearly so."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, dict):
        return "{…}"
    return "[…]" if isinstance(value, list) else str(value)
