"""Comments of header cells: what a column means, an example, and which choices there are."""

from typing import Any

from thgbilanz.templates.model import MasterField, TemplateColumn

AUTHOR = "thgbilanz"
_CHARACTERS_PER_LINE = 48
_LINE_HEIGHT = 18
_MOST_CHOICES = 12


def german_example(column: TemplateColumn | MasterField) -> str:
    """The example as Excel shows it in German: decimal comma, points between thousands, day.month.year.

    >>> from thgbilanz.templates.tidy import TIDY
    >>> [german_example(TIDY[key]) for key in ("kosten_eur", "menge", "jahr", "von")]
    ['2.980,5', '12.400', '2019', '01.01.2019']
    """
    example = column.example
    if column.kind == "date":
        return ".".join(reversed(str(example).split("-")))
    if isinstance(example, str) or column.kind == "year":
        return str(example)
    return f"{example:,}".translate(str.maketrans(",.", ".,"))


def comment_text(column: TemplateColumn | MasterField) -> str:
    """The whole comment, paragraphs apart."""
    parts = [column.meaning, f"Beispiel: {german_example(column)}"]
    if column.kind == "choice" and len(column.choices) <= _MOST_CHOICES and not any(c.meaning for c in column.choices):
        parts.append("Auswahl: " + " · ".join(choice.label for choice in column.choices))
    parts.append("Pflichtangabe" if column.required else "Freiwillige Angabe")
    return "\n\n".join(parts)


def comment_options(text: str) -> dict[str, Any]:
    """Size and look of a comment box that shows the whole text without scrolling."""
    lines = sum(1 + len(line) // _CHARACTERS_PER_LINE for line in text.split("\n"))
    return {
        "author": AUTHOR,
        "width": 320,
        "height": _LINE_HEIGHT * (lines + 1),
        "font_name": "Calibri",
        "font_size": 10,
        "color": "#FFFDF3",
    }
