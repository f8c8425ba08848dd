"""Organisations of a Stadtkonzern: who belongs to whom, since when, with which share and control."""

import re
from dataclasses import dataclass
from datetime import date

from thgbilanz.core.vocabulary import Control, OrganisationKind

TERRITORY = "stadtgebiet"
"""The organisation id that stands for the territory in activity tables."""

_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")


def is_organisation_id(text: str) -> bool:
    """Whether a text may name an organisation: lower case, digits and hyphens, at most 60 characters.

    >>> is_organisation_id("stadt-werke"), is_organisation_id("Stadtwerke"), is_organisation_id("stadt-")
    (True, False, False)
    """
    return _ID.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation of ``thg.toml`` (``[[organisation]]``)."""

    id: str
    name: str
    kind: OrganisationKind
    parent: str = ""
    share_percent: float = 100.0
    """Economic interest of the parent, 0 to 100 (``beteiligung``)."""
    control: Control = Control.OPERATIONAL
    valid_from: date | None = None
    valid_until: date | None = None

    def exists_in(self, year: int) -> bool:
        """Whether the organisation existed on at least one day of the year."""
        return (self.valid_from is None or self.valid_from <= date(year, 12, 31)) and (
            self.valid_until is None or self.valid_until >= date(year, 1, 1)
        )
