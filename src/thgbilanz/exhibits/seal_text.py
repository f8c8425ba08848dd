"""What is said about a sealed year: that it is unchanged, or what was just closed."""

from collections.abc import Mapping
from typing import Any

from thgbilanz.exhibits.labels import space_label
from thgbilanz.exhibits.layout import count_text
from thgbilanz.exhibits.medium import Medium, wrapped
from thgbilanz.exhibits.rounding import decimals_for, rounded_text
from thgbilanz.exhibits.table import CO2E


def german_day(day: str) -> str:
    """A day as people write it.

    >>> german_day("2026-11-22")
    '22.11.2026'
    """
    return ".".join(reversed(day.split("-")))


def seal_line(year: int, day: str, author: str, reason: str, encoding: str = "utf-8") -> str:
    """One line for a year that is as it was closed.

    >>> print(seal_line(2019, "2026-11-22", "", "Ratsbeschluss"), end="")
    ✓ 2019 ist unverändert seit dem Abschluss vom 22.11.2026 (Ratsbeschluss)
    """
    who = f"{author}: {reason}" if author else reason
    return (
        Medium(encoding=encoding).fit(f"✓ {year} ist unverändert seit dem Abschluss vom {german_day(day)} ({who})")
        + "\n"
    )


def closed_text(document: Mapping[str, Any], width: int, encoding: str = "utf-8") -> str:
    """What was closed: totals, when, by whom and why."""
    medium = Medium(encoding=encoding)
    closed, totals = document["geschlossen"], document["summen"]
    who = f" von {closed['von']}" if closed["von"] else ""
    texts = [f"✓ {document['jahr']} abgeschlossen am {german_day(closed['am'])}{who}", f"  Grund: {closed['grund']}"]
    for space, figures in totals.items():
        if figures is None:
            continue
        texts.append(f"  {space_label(space)}: {_tonnes(figures['summe_t'])}")
        if figures.get("summe_markt_t") is not None:
            texts[-1] += f" (Scope 2 standortbasiert), {_tonnes(figures['summe_markt_t'])} (marktbasiert)"
    texts.append(f"  {count_text(document['journal']['buchungen'], 'Buchung', 'Buchungen')} im Journal")
    earlier = len(document["frueher"])
    if earlier:
        texts.append(f"  {count_text(earlier, 'früherer Abschluss', 'frühere Abschlüsse')} verzeichnet")
    lines = [
        line
        for text in texts
        for line in wrapped(medium.own(text.strip()), width, " " * (len(text) - len(text.lstrip())), "    ")
    ]
    return "\n".join(lines) + "\n"


def _tonnes(value: float) -> str:
    return f"{rounded_text(value, decimals_for([value]))} {CO2E}"
