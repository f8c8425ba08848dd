"""One table of a mapping file, read key by key: what is unknown, missing or not admissible becomes a finding."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.place import Place
from thgbilanz.project.toml_text import TomlText, shown_value


@dataclass(slots=True)
class MappingText:
    """A mapping file and the findings about it so far."""

    file: str
    toml: TomlText
    findings: list[Diagnostic] = field(default_factory=list)

    def complain(self, code: str, text: str, key: str, expected: str = "", hint: str = "") -> None:
        """A problem at a dotted key."""
        place = Place(self.file, cell=key)
        self.findings.append(error(code, text, place, found=self.toml.found(key), expected=expected, hint=hint))


class MappingTable:
    """A TOML table whose keys are taken one by one; ``close`` reports those that nobody took."""

    def __init__(self, source: MappingText, data: Mapping[str, Any], key: str) -> None:
        self.source, self.data, self.key = source, data, key
        self._known: list[str] = []

    def path(self, name: str) -> str:
        """The dotted key of an entry."""
        return f"{self.key}.{name}" if self.key else name

    def has(self, name: str) -> bool:
        """Whether the key is there."""
        return name in self.data

    def text(self, name: str, expected: str, *, required: bool = False) -> str:
        """A text; empty if there is none."""
        value = self._value(name, str, expected, required=required)
        if isinstance(value, str) and not value.strip() and self.has(name):
            self.wrong(name, "ist leer", expected)
        return value.strip() if isinstance(value, str) else ""

    def switch(self, name: str) -> bool:
        """True or false; false if not given."""
        return self._value(name, bool, "true oder false") is True

    def number(self, name: str, expected: str) -> int | None:
        """A whole number from 1, or None."""
        value = self._value(name, int, expected)
        if isinstance(value, int) and value < 1:
            self.wrong(name, "ist keine Zeilennummer", expected)
            return None
        return value if isinstance(value, int) else None

    def day(self, name: str, expected: str, *, required: bool = False) -> dt.date | None:
        """A day, as a TOML date or as text."""
        value = self._value(name, (dt.date, str), expected, required=required)
        day = day_of(value)
        if value is not None and day is None:
            self.wrong(name, "ist kein Datum", expected)
        return day

    def one_of(self, name: str, allowed: tuple[str, ...], default: str) -> str:
        """One of a few words."""
        expected = " oder ".join(repr(word).replace("'", '"') for word in allowed)
        value = self._value(name, str, expected)
        if isinstance(value, str) and value not in allowed:
            self.wrong(name, "ist nicht möglich", expected)
            return default
        return value if isinstance(value, str) else default

    def texts(self, name: str, expected: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self._value(name, list, expected)
        if value is None or not all(isinstance(entry, str) and entry.strip() for entry in value):
            if value is not None:
                self.wrong(name, "ist keine Liste von Texten", expected)
            return ()
        return tuple(entry.strip() for entry in value)

    def table(self, name: str) -> "MappingTable":
        """A table below this one; empty if there is none."""
        value = self._value(name, dict, f"ein Abschnitt [{self._section(name)}]")
        return MappingTable(self.source, value if isinstance(value, dict) else {}, self.path(name))

    def tables(self, name: str, *, required: bool = False) -> Iterator["MappingTable"]:
        """The tables of an array."""
        expected = f"[[{self._section(name)}]] je Eintrag"
        value = self._value(name, list, expected, required=required)
        for number, entry in enumerate(value or (), 1):
            key = f"{self.path(name)}[{number}]"
            if isinstance(entry, dict):
                yield MappingTable(self.source, entry, key)
            else:
                self.source.complain("THG557", f"Eintrag {number} unter „{name}“ ist keine Tabelle", key, expected)

    def raw(self, name: str) -> Any:  # noqa: ANN401 - whatever stands in the file; the caller judges it
        """The value as it stands, None if it is not there."""
        self._known.append(name)
        return self.data.get(name)

    def wrong(self, name: str, what: str, expected: str, hint: str = "") -> None:
        """A value that is not admissible."""
        self.source.complain(
            "THG557", f"„{name}“ = {shown_value(self.data[name])} {what}", self.path(name), expected, hint
        )

    def close(self, others: Iterable[str] = ()) -> None:
        """Report keys that do not belong here."""
        allowed = (*dict.fromkeys(self._known), *others)
        where = f" in [{self._section('')}]" if self.key else ""
        for name in self.data:
            if name not in allowed:
                near = get_close_matches(name.casefold(), allowed, n=1, cutoff=0.6)
                hint = f"Meinten Sie „{near[0]}“?" if near else "Eintrag löschen oder den Schlüssel berichtigen"
                text = f"Schlüssel „{name}“ ist unbekannt{where}"
                self.source.complain("THG555", text, self.path(name), ", ".join(allowed), hint)

    def _section(self, name: str) -> str:
        path = self.path(name) if name else self.key
        return ".".join(part.partition("[")[0] for part in path.split("."))

    def _value(self, name: str, kind: type | tuple[type, ...], expected: str, *, required: bool = False) -> Any:  # noqa: ANN401 - of the kind asked for
        value = self.raw(name)
        if value is None:
            if required:
                where = f" in [{self._section('')}]" if self.key else ""
                self.source.complain("THG556", f"Angabe „{name}“ fehlt{where}", self.path(name), expected)
            return None
        # In Python True is an int; in a file it is not.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.wrong(name, "hat die falsche Art", expected)
            return None
        return value


def day_of(value: object) -> dt.date | None:
    """A day out of a TOML date or an ISO text.

    >>> day_of("2019-12-31"), day_of("31.12.2019")
    (datetime.date(2019, 12, 31), None)
    """
    if isinstance(value, dt.datetime):
        return None
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
