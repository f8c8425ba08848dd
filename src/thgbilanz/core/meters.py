"""Meter numbers: which of them name one meter in the country."""

SHORTEST_UNIQUE_METER = 5


def names_one_meter(meter: str) -> bool:
    """Whether a meter number is long enough to stand for one meter; "1" or "Hauptzähler" may stand in many buildings.

    >>> names_one_meter("DE0001234"), names_one_meter("4711"), names_one_meter("Hauptzähler")
    (True, False, False)
    """
    return sum(map(str.isalnum, meter)) >= SHORTEST_UNIQUE_METER and any(map(str.isdigit, meter))
