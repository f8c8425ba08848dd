"""Findings as text for people: headline, place, found, expected, remedy; repeats are one message."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, isfinite

from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.core.place import Place
from thgbilanz.exhibits.clean import shortened, visible
from thgbilanz.exhibits.layout import count_text
from thgbilanz.exhibits.medium import Medium, wrapped
from thgbilanz.exhibits.rounding import decimals_for, rounded_text

_FOUND_LIMIT = 60
_RELATED_LIMIT = 3
_PER_CODE = 10
"""Most messages per code in a text; the rest is counted and stands in JSON and in the workbook."""

_NOUNS = {
    Severity.ERROR: ("Fehler", "Fehler"),
    Severity.WARNING: ("Warnung", "Warnungen"),
    Severity.NOTE: ("Hinweis", "Hinweise"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Findings that say the same about several places."""

    first: Diagnostic
    places: tuple[Place, ...]
    """Further places that are known."""
    found: tuple[str, ...]
    """Distinct values as found."""
    count: int
    effect_kg: float | None = None
    """By how much all of them together could change a total; None if that is not known of any."""


def grouped(findings: Sequence[Diagnostic]) -> list[Group]:
    """Repeats become one message: same code, severity, headline, remedy and confirmation, wherever they stand."""
    members: dict[tuple[str, Severity, str, str, str, str], list[Diagnostic]] = {}
    for finding in findings:
        key = (finding.code, finding.severity, finding.text, finding.expected, finding.hint, finding.confirmation)
        members.setdefault(key, []).append(finding)
    return [
        Group(
            same[0],
            tuple(
                place
                for index, finding in enumerate(same)
                for place in ((finding.place,) if index else ()) + finding.related
            ),
            tuple(dict.fromkeys(finding.found for finding in same if finding.found)),
            sum(finding.count for finding in same),
            _joint_effect(same),
        )
        for same in members.values()
    ]


def _joint_effect(findings: Sequence[Diagnostic]) -> float | None:
    known = [finding.effect_kg for finding in findings if finding.effect_kg is not None]
    return fsum(known) if known else None


def effect_text(effect_kg: float | None) -> str:
    """By how much a total could change, empty if that is not known.

    >>> effect_text(1_234_500.0), effect_text(40.0), effect_text(None)
    ('könnte die Summe um bis zu 1.235 t CO2e ändern', 'könnte die Summe um weniger als 0,1 t CO2e ändern', '')
    >>> effect_text(0.0)  # a contract changes Scope 2 by market alone
    'ändert die Summe nicht'
    """
    if effect_kg is None or not isfinite(effect_kg):
        return ""
    if effect_kg == 0:
        return "ändert die Summe nicht"
    tonnes = abs(effect_kg) / 1000
    amount = rounded_text(tonnes, decimals_for([tonnes]))
    stated = amount.replace("< ", "weniger als ") if amount.startswith("<") else f"bis zu {amount}"
    return f"könnte die Summe um {stated} t CO2e ändern"


def finding_lines(findings: Sequence[Diagnostic], width: int, medium: Medium) -> list[str]:
    """Lines of all messages, each followed by an empty line."""
    lines: list[str] = []
    shown: dict[str, int] = {}
    held_back: dict[str, int] = {}
    for group in grouped(findings):
        code = group.first.code
        if shown.get(code, 0) >= _PER_CODE:
            held_back[code] = held_back.get(code, 0) + group.count
            continue
        shown[code] = shown.get(code, 0) + 1
        lines += [*_group_lines(group, width, medium), ""]
    for code, count in held_back.items():
        text = f"{code}: {count_text(count, 'weiterer Befund', 'weitere Befunde')} dieser Art, alle mit --format json"
        lines += [*wrapped(medium.fit(text), width, "", "  "), ""]
    return lines


def summary_line(findings: Sequence[Diagnostic], medium: Medium) -> str:
    """How many findings of each severity, or that there are none."""
    parts = severity_counts(findings)
    return medium.fit(", ".join(parts) if parts else "Keine Befunde")


def severity_counts(findings: Sequence[Diagnostic]) -> list[str]:
    """``3 Fehler``, ``1 Warnung``: one text per severity that occurs."""
    counts = {severity: sum(f.count for f in findings if f.severity is severity) for severity in Severity}
    return [count_text(count, *_NOUNS[severity]) for severity, count in counts.items() if count]


def severity_style(severity: Severity, text: str, medium: Medium) -> str:
    """A text in the colour of a severity."""
    if severity is Severity.ERROR:
        return medium.alarm(text)
    return medium.warn(text) if severity is Severity.WARNING else medium.bold(text)


def _group_lines(group: Group, width: int, medium: Medium) -> list[str]:
    first = group.first
    mark = f"{first.severity.value} {first.code}:"
    headline = wrapped(medium.fit(f"{mark} {first.text}"), width, "", "  ")
    headline[0] = headline[0].replace(mark, severity_style(first.severity, mark, medium), 1)
    details = (
        (_place_text(first.place), "  "),
        (_found_text(group.found), "     "),
        (_more_text(group), "  "),
        (stated("erwartet", first.expected), "  "),
        (stated("Hinweis", first.hint), "  "),
        (stated("Wirkung", effect_text(group.effect_kg)), "  "),
        (stated("bestätigt", first.confirmation), "  "),
    )
    lines = [
        line for text, indent in details if text for line in wrapped(medium.fit(text), width, indent, f"{indent}  ")
    ]
    return [*headline, *lines, *(medium.dim(line) for line in wrapped(f"Mehr: thg fehler {first.code}", width, "  "))]


def stated(what: str, text: str) -> str:
    """``what: text``, or nothing if there is nothing to state."""
    return f"{what}: {text}" if text else ""


def _place_text(place: Place) -> str:
    if not str(place):
        return f"Spalte „{place.column}“" if place.column else ""
    row = place.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    parts = [f"Zeile {row}" if row.isdecimal() and row != place.cell else ""]
    parts.append(f"Spalte „{place.column}“" if place.column else "")
    beside = ", ".join(part for part in parts if part)
    return f"{place}   ({beside})" if beside else str(place)


def _found_text(found: Sequence[str]) -> str:
    if not found:
        return ""
    texts = [f"„{shortened(visible(text), _FOUND_LIMIT)}“" for text in found[:_RELATED_LIMIT]]
    return f"gefunden: {', '.join(texts)}{', …' if len(found) > _RELATED_LIMIT else ''}"


def _more_text(group: Group) -> str:
    more = group.count - 1
    if more < 1:
        return ""
    examples = [_beside(place, group.first.place) for place in group.places[:_RELATED_LIMIT]]
    listed = "; ".join(text for text in dict.fromkeys(examples) if text)
    count = count_text(more, "weitere Stelle", "weitere Stellen")
    if not listed:
        return f"und {count}"
    complete = more <= len(examples)
    return f"und {count}: {listed}" if complete else f"und {count}, z. B. {listed}"


def _beside(place: Place, first: Place) -> str:
    if place.cell and (place.file, place.sheet) == (first.file, first.sheet):
        return place.cell
    return str(place)
