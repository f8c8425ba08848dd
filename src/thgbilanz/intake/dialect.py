"""How numbers are written in text cells of a file."""

from enum import StrEnum


class Dialect(StrEnum):
    """How numbers are written in text cells."""

    WORKBOOK = "workbook"
    """Numbers are numeric cells; text that looks like a number follows the German rule, with a Hinweis."""
    GERMAN_CSV = "german_csv"
    """Delimiter ``;``: decimal comma, German rule."""
    MACHINE_CSV = "machine_csv"
    """Delimiter ``,``: decimal point, no thousands separator."""
