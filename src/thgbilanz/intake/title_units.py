"""Units at the end of a title, as in "Verbrauch [kWh]" or "Heizöl in Liter": only spellings of the closed list."""

import re

from thgbilanz.core.diagnostic import Severity
from thgbilanz.units.catalogue import unit_reading
from thgbilanz.units.cell_text import folded

_BRACKETED = re.compile(r"(?P<bare>.+?)\s*(?:\[(?P<square>[^\[\]]+)\]|\((?P<round>.+)\))")
_IN = "in "
_MOST_WORDS = 4


def title_and_unit(title: str) -> tuple[str, str]:
    """A title without its unit, and the unit; the whole title and an empty text if it does not end in one.

    >>> title_and_unit("Verbrauch [kWh (Hs)]"), title_and_unit("Gas in kWh Hs"), title_and_unit("Fläche (Keller)")
    (('Verbrauch', 'kWh (Hs)'), ('Gas', 'kWh Hs'), ('Fläche (Keller)', ''))
    """
    text = folded(title)
    match = _BRACKETED.fullmatch(text)
    if match and is_unit(unit := (match["square"] or match["round"]).removeprefix(_IN).strip()):
        return match["bare"], unit
    words = text.split(" ")
    for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        unit = " ".join(words[-count:])
        if is_unit(unit):
            bare = words[:-count]
            return " ".join(bare[:-1] if len(bare) > 1 and bare[-1] == "in" else bare).rstrip(" ,:-–"), unit
    return text, ""


def is_unit(text: str) -> bool:
    """Whether a text is a unit of the closed list, whatever the activity."""
    problem = unit_reading(text, "").problem
    return problem is None or problem.severity is not Severity.ERROR
