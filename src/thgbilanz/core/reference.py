"""Reference figures of organisations: employees, floor area, turnover and the like, which emissions are divided by."""

from dataclasses import dataclass

from thgbilanz.core.place import Place

GROUP = "konzern"
"""The id that stands for the whole group in ``stammdaten.csv``: consolidated turnover is no sum of turnovers."""

EMPLOYEES = "mitarbeitende_vzae"
FLOOR_AREA = "flaeche_m2"
TURNOVER = "umsatz_eur"
PASSENGER_KM = "personenkilometer"
CARGO = "umschlag_t"
WASTE = "abfall_t"
DWELLINGS = "wohneinheiten"

REFERENCE_KEYS = (EMPLOYEES, FLOOR_AREA, TURNOVER, PASSENGER_KM, CARGO, WASTE, DWELLINGS)
"""Fields of the master data that emissions are divided by, in the order of exhibits."""


@dataclass(frozen=True, slots=True)
class ReferenceFigure:
    """One figure of an organisation for one year, with the cell that states it."""

    organisation: str
    """Organisation id, or ``GROUP``."""
    year: int
    key: str
    """One of ``REFERENCE_KEYS``; the unit follows from it."""
    value: float
    """Zero or more."""
    place: Place
