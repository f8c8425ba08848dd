"""Head of a part of a text: its title on a rule, and what must be known before reading it."""

from thgbilanz.exhibits.medium import Medium, text_width, wrapped


def section(title: str, width: int, medium: Medium, note: str = "") -> list[str]:
    """Lines of a head; the rule fills the line that the title leaves."""
    *above, last = wrapped(medium.own(title), width)
    rule = medium.light * max(0, width - text_width(last) - 1)
    lines = [*(medium.bold(line) for line in above), f"{medium.bold(last)} {medium.dim(rule)}".rstrip()]
    return [*lines, *(medium.dim(line) for line in wrapped(medium.own(note), width) if note)]
