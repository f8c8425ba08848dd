"""Which consumption follows the weather: energy that is used, as a rule, to heat buildings.

A billing period across a year's end is split by degree days only there; everything else is split by days. Left out
on purpose: electricity (mostly light and machines), solar heat (follows the sun), biogas (mostly burnt in plants that
run all year), motor fuels, and carriers whose use is not known ("Sonstige"). Industry and transport in the
territorial balance heat processes, not rooms: the BISKO supplement corrects neither for the weather
(method/bisko.md, section 7).
"""

from thgbilanz.core.vocabulary import Sector

HEATING_KINDS: frozenset[str] = frozenset(
    {
        "fernwaerme",
        "nahwaerme",
        "umweltwaerme",
        "erdgas",
        "heizoel",
        "fluessiggas",
        "steinkohle",
        "braunkohle",
        "holz",
        "holzpellets",
        "holzhackschnitzel",
        "biomasse",
    }
)
"""Ids of activity kinds that heat buildings as a rule."""

_NOT_HEATING = frozenset({Sector.INDUSTRY.value, Sector.TRANSPORT.value})


def heats(activity: str, sector: str) -> bool:
    """Whether consumption of an activity (in a sector of the territory, else empty) follows the weather.

    >>> heats("fernwaerme", ""), heats("strom", ""), heats("erdgas", "industrie")
    (True, False, False)
    """
    return activity in HEATING_KINDS and sector not in _NOT_HEATING


DEGREE_DAYS_IN = "Gradtagen"
"""Word in the basis of a portion that was found by degree days (``3 von 4 Gradtagen des …``)."""
