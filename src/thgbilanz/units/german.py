"""German numbers: they live in core, because findings of every stage print them."""

from thgbilanz.core.german import NO_NUMBER, german_number

__all__ = ["NO_NUMBER", "german_number"]
