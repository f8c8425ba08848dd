"""Supply contracts for electricity: what a contract claims, and what it must show to count (Scope 2 Guidance)."""

from dataclasses import dataclass
from enum import StrEnum


class Instrument(StrEnum):
    """How a kWh is covered in the market-based method, best first (method/organisation.md 4.2)."""

    CERTIFICATE = "zertifikat"
    """Guarantees of origin that were cancelled for the reporter, or a power purchase agreement."""
    SUPPLIER = "lieferant"
    """The supplier's rate of the product that was delivered."""
    RESIDUAL = "residualmix"
    GRID = "netzmix"
    """No residual mix is published: the location-based average, a visible gap."""
    DIRECT = "direktleitung"
    """From a plant nearby without the public grid, without a rate of its own: the grid's average stands for it."""
    OWN = "eigenerzeugung"
    """Own generation used on site: no scope 2 at all, its fuel is scope 1."""

    @property
    def label(self) -> str:
        """German name in exhibits."""
        return _INSTRUMENT_LABELS[self.value]


_INSTRUMENT_LABELS = {
    "zertifikat": "Herkunftsnachweis oder PPA",
    "lieferant": "Produkt des Lieferanten",
    "residualmix": "Residualmix",
    "netzmix": "Strommix (kein Residualmix)",
    "direktleitung": "Direktleitung",
    "eigenerzeugung": "Eigene Erzeugung",
}

RULE_VERSION = "Scope 2 Guidance 2015"
"""Rules that contracts are judged by. A revision is under way (method/organisation.md 4.8): hourly matching and
deliverability are kept as text and decide nothing yet."""

CRITERIA: tuple[tuple[str, str], ...] = (
    ("1", "überträgt die direkte Emissionsrate der Erzeugung"),
    ("2", "ist der einzige Nachweis mit diesem Anspruch"),
    ("3", "ist verfolgt und für den Verbraucher entwertet"),
    ("4", "stammt aus einem Zeitraum nahe am Verbrauch"),
    ("5", "stammt aus demselben Markt wie der Verbrauch"),
)
"""Quality criteria 1 to 5 of the Scope 2 Guidance, Table 7.1 (method/organisation.md 4.3)."""


CONTRACT_FACTOR = "vertrag."
"""Begins the factor id of a contract's own rate."""


@dataclass(frozen=True, slots=True)
class Contract:
    """One line of the contract table, with the cells that it stands in."""

    id: str
    organisation: str
    """Whoever holds the contract."""
    year: int
    """Year whose consumption it covers."""
    instrument: Instrument
    supplier: str = ""
    product: str = ""
    start: str = ""
    """First day, ISO 8601."""
    end: str = ""
    covered_kwh: float | None = None
    """kWh that it covers in the year; None: everything that it delivers."""
    kg_per_kwh: float | None = None
    """Direct kg CO2e per kWh; None: not stated."""
    factor_source: str = ""
    """Where the rate is printed, for example the page of the Stromkennzeichnung."""
    criteria: tuple[str, ...] = ("", "", "", "", "")
    """``ja``, ``nein`` or empty (not answered) for each of ``CRITERIA``."""
    also_for: tuple[str, ...] = ()
    """Further organisations that may name the contract (framework contract)."""
    matching: str = ""
    """How production and consumption were matched in time, as the user writes it; decides nothing yet."""
    file: str = ""
    sheet: str = ""
    row: int = 0
    columns: tuple[tuple[str, str, str], ...] = ()
    """Key, letter and title of the columns as they stand in the file."""

    @property
    def failed_criteria(self) -> tuple[str, ...]:
        """Numbers of criteria that are not answered with yes: what is not shown does not count."""
        return tuple(number for (number, _), answer in zip(CRITERIA, self.criteria, strict=True) if answer != "ja")

    def cell(self, key: str) -> tuple[str, str]:
        """Cell and title of a key; the first column if the file has none for it."""
        for name, letter, title in self.columns:
            if name == key:
                return f"{letter}{self.row}", title
        return (f"{self.columns[0][1]}{self.row}", self.columns[0][2]) if self.columns else ("", "")
