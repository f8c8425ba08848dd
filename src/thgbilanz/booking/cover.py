"""What a supply contract does for rows of electricity: the share that it covers, and at what rate."""

from dataclasses import dataclass

from thgbilanz.core.factor import Factor

REST = "rest"
"""Marks the line of what a contract leaves over."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What a contract does for some rows: the share of every kWh that it covers, and at what rate."""

    contract: str
    share: float
    """0 to 1; 0: nothing, see ``reason``."""
    factor: Factor | None
    """The contract's rate as a factor row whose source is the contract's cell; None if nothing is covered."""
    reason: str
    """German: why this rate, or why the contract does not count."""
