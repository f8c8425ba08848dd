"""Reviewed spans: which of them hold for a factor id, and what lies outside."""

from collections.abc import Iterable

from thgbilanz.factors.checking.layout import Band

ANY = "*"
_SLACK = 1e-9
"""Spans include their ends; the ends are decimal texts, the values may be results of a formula."""


class Bands:
    """The spans of one check, found by factor id, quantity and unit."""

    def __init__(self, bands: Iterable[Band], check: str) -> None:
        self._by_key: dict[tuple[str, str, str], list[Band]] = {}
        for band in bands:
            if band.check == check:
                self._by_key.setdefault((band.carrier, band.quantity, band.unit), []).append(band)

    def of(self, factor_id: str, quantity: str, unit: str) -> list[Band]:
        """Spans of the carrier and of the id itself; all of them must hold."""
        return [band for name in levels(factor_id) for band in self._by_key.get((name, quantity, unit), ())]

    def nearest(self, factor_id: str, quantity: str, unit: str) -> Band | None:
        """The most specific span: for tolerances, where the special rule replaces the general one."""
        found = [*self._by_key.get((ANY, quantity, unit), ()), *self.of(factor_id, quantity, unit)]
        return found[-1] if found else None

    def exact(self, carrier: str, quantity: str, unit: str) -> Band | None:
        """The span for exactly this carrier and quantity."""
        found = self._by_key.get((carrier, quantity, unit), ())
        return found[0] if found else None


def levels(factor_id: str) -> list[str]:
    """What a span may name for an id: its carrier, then the id.

    >>> levels("strom.netz.bundesmix"), levels("strom")
    (['strom', 'strom.netz.bundesmix'], ['strom'])
    """
    carrier = factor_id.split(".", maxsplit=1)[0]
    return list(dict.fromkeys((carrier, factor_id)))


def outside(value: float, band: Band) -> bool:
    """Whether a value lies outside a span."""
    slack = _SLACK * max(abs(band.lower), abs(band.upper))
    return not band.lower - slack <= value <= band.upper + slack
