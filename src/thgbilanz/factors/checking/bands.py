"""Reviewed spans: which of them hold for a factor id, and what lies outside."""

from collections.abc import Collection, Sequence

from thgbilanz.factors.checking.layout import Band

ANY = "*"
_SLACK = 1e-9
"""Spans include their ends; the ends are decimal texts, the values may be results of a formula."""


class Bands:
    """The spans of one check, found by factor id, quantity and unit."""

    def __init__(self, bands: Sequence[Band], check: str) -> None:
        self._by_key: dict[tuple[str, str, str], list[Band]] = {}
        self._carriers = {band.carrier for band in bands if "." not in band.carrier}
        for band in bands:
            if band.check == check:
                self._by_key.setdefault((band.carrier, band.quantity, band.unit), []).append(band)

    def of(self, factor_id: str, quantity: str, unit: str) -> list[Band]:
        """Spans of the carrier and of the id itself; all of them must hold."""
        names = dict.fromkeys((carrier_of(factor_id, self._carriers), factor_id))
        return [band for name in names for band in self._by_key.get((name, quantity, unit), ())]

    def general(self, quantity: str, unit: str) -> list[Band]:
        """Spans for whatever has this unit."""
        return self._by_key.get((ANY, quantity, unit), [])

    def nearest(self, factor_id: str, quantity: str, unit: str) -> Band | None:
        """The most specific span: for tolerances, where the special rule replaces the general one."""
        found = [*self._by_key.get((ANY, quantity, unit), ()), *self.of(factor_id, quantity, unit)]
        return found[-1] if found else None

    def exact(self, carrier: str, quantity: str, unit: str) -> Band | None:
        """The span for exactly this carrier and quantity."""
        found = self._by_key.get((carrier, quantity, unit), ())
        return found[0] if found else None


def carrier_of(factor_id: str, known: Collection[str]) -> str:
    """Carrier of an id: its first part that is known, else the first part.

    Ids of a city may begin with its name: ``musterstadt.fernwaerme``, ``musterstadt.bhkw_sportpark``.

    >>> carrier_of("strom.netz.bundesmix", {"strom"}), carrier_of("musterstadt.bhkw_sportpark", {"bhkw"})
    ('strom', 'bhkw')
    >>> carrier_of("musterstadt.x", {"strom"})
    'musterstadt'
    """
    parts = factor_id.split(".")
    # the first part counts whole: heizoel_schwer is another carrier than heizoel
    words = [*parts, *(part.split("_", maxsplit=1)[0] for part in parts[1:])]
    return next((word for word in words if word in known), parts[0])


def outside(value: float, band: Band) -> bool:
    """Whether a value lies outside a span."""
    slack = _SLACK * max(abs(band.lower), abs(band.upper))
    return not band.lower - slack <= value <= band.upper + slack
