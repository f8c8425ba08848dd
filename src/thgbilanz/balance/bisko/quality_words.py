"""Words for the Datengüte of a balance (method/bisko.md 8, graded [M]: no source was seen, hence an option)."""

from thgbilanz.balance.bisko.rule_values import rule_value

_WORDS = (("quality_good", "gut belastbar"), ("quality_sound", "belastbar"), ("quality_fair", "relativ belastbar"))


def quality_word(quality: float | None) -> str:
    """The word for a Datengüte of 0 to 1; empty if it is unknown.

    >>> [quality_word(value) for value in (0.81, 0.8, 0.65, 0.5)]
    ['gut belastbar', 'belastbar', 'relativ belastbar', 'bedingt belastbar']
    """
    if quality is None:
        return ""
    return next((word for name, word in _WORDS if quality > rule_value(name)), "bedingt belastbar")
