"""The gallery of findings, made from their pages: ``python -m thgbilanz.errors.gallery docs/befunde.md``."""

import re
import sys
import textwrap
from pathlib import Path
from typing import Final

from thgbilanz.errors import ErrorPage, check_ids, error_codes, error_page
from thgbilanz.errors.groups import grouped_codes

_OPENING: Final = """# Befunde

<!-- Erzeugt von thgbilanz.errors.gallery; Änderungen gehören in die Seiten src/thgbilanz/errors/*.toml. -->

Jeder Befund hat einen Code. Diese Seite erklärt alle: was geprüft wird, warum es für die Bilanz zählt, ein Beispiel
und die Abhilfe. Dasselbe zeigt `thg fehler CODE`. Die Schwere ist die übliche; im Einzelfall kann ein Befund milder
oder schwerer sein:

- **Fehler**: Eine Zahl wäre falsch oder fehlt. Geschrieben wird nichts, bis er behoben ist.
- **Warnung**: Es geht, fällt aber auf.
- **Hinweis**: Gut zu wissen, ändert nichts.
"""
_ASCII: Final = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss", ord(","): ""}
_WIDTH: Final = 150
_MARKUP: Final = re.compile(r"([\\*<>|\[\]]|(?<![0-9A-Za-z])_|_(?![0-9A-Za-z]))")
_CODE: Final = re.compile(r"(`[^`]+`)")
_LIST_MARK: Final = re.compile(r"^([0-9]*)([-+#.)])(?= )")


def gallery_page() -> str:
    """The whole page ``docs/befunde.md``."""
    groups = [
        (title, [page for code in codes if (page := error_page(code)) is not None])
        for title, codes in grouped_codes((*error_codes(), *check_ids()))
    ]
    contents = [f"- [{title}](#{_group_anchor(title)})" for title, _ in groups]
    parts = [_OPENING, "## Übersicht\n", "\n".join(contents), ""]
    for title, pages in groups:
        parts += [f'<a id="{_group_anchor(title)}"></a>\n\n## {title}\n', _table(pages), *map(_entry, pages)]
    return "\n".join(parts)


def _group_anchor(title: str) -> str:
    plain = title.lower().translate(_ASCII)
    return f"gruppe-{plain.replace(' ', '-')}"


def _table(pages: list[ErrorPage]) -> str:
    rows = [f"| [{page.code}](#{page.code.lower()}) | {page.severity} | {_text(page.title)} |" for page in pages]
    return "\n".join(["| Code | Schwere | Befund |", "|---|---|---|", *rows, ""])


def _entry(page: ErrorPage) -> str:
    parts = (
        ("Was geprüft wird", page.checked),
        ("Warum es zählt", page.why),
        ("Beispiel", page.example),
        ("Abhilfe", page.remedy),
    )
    body = "\n\n".join(_paragraph(f"**{title}:** ", text) for title, text in parts)
    return f'<a id="{page.code.lower()}"></a>\n\n### {page.code}: {_text(page.title)}\n\n{page.severity}\n\n{body}\n'


def _paragraph(head: str, text: str) -> str:
    lines = [_text(line) for line in text.strip().splitlines()]
    # two blanks at the end keep the line breaks of the page
    wrapped = [
        "\n".join(textwrap.wrap(line, _WIDTH, break_long_words=False, break_on_hyphens=False))
        for line in [f"{head}{lines[0]}", *lines[1:]]
    ]
    return "  \n".join(wrapped)


def _text(text: str) -> str:
    """Text of a page as Markdown that shows every character as it is; backticks mark code, in the pages too."""
    parts = (part if part.startswith("`") else _MARKUP.sub(r"\\\1", part) for part in _CODE.split(text.strip()))
    return _LIST_MARK.sub(r"\1\\\2", "".join(parts))


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(gallery_page(), encoding="utf-8", newline="\n")
