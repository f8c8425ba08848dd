"""``thg fehler [CODE]``: the page of a diagnostic, or the list of all."""
# ruff: noqa: PLC0415 - pages are read only when they are shown

import textwrap
from typing import TYPE_CHECKING, Annotated

import typer

from thgbilanz.cli.environment import Environment
from thgbilanz.cli.exit_codes import ExitCode
from thgbilanz.cli.german import environment_of, near, refuse
from thgbilanz.cli.options import chosen
from thgbilanz.cli.show import JSON, TEXT

if TYPE_CHECKING:
    from thgbilanz.errors import ErrorPage

SHORT = "Erklärt einen Befund"
PURPOSE = """\
Erklärt einen Befund: was geprüft wird, warum es für die Bilanz zählt, wie man ihn behebt. Ohne CODE: alle Befunde.
"""
EXAMPLES = """\
\b
Beispiele:
  thg fehler THG501
  thg fehler
"""
_CODE_DIGITS = 3
_CHECK_DIGITS = 2


def fehler(
    context: typer.Context,
    code: Annotated[
        str, typer.Argument(metavar="CODE", help="Code eines Befunds wie THG501 oder einer Prüfung wie F05")
    ] = "",
    output_format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text (Standard) oder json")] = TEXT,
) -> ExitCode:
    """Print the page of a code, or the list of codes."""
    from thgbilanz.errors import check_ids, error_codes, error_page

    environment = environment_of(context)
    chosen(output_format, (TEXT, JSON), "--format")
    if code:
        full = _full_code(code)
        page = error_page(full)
        if page is None:
            hint = near(full, (*error_codes(), *check_ids())) or "Alle Befunde: thg fehler"
            refuse(f"Einen Befund „{code}“ gibt es nicht", hint)
        pages = [page]
    else:
        pages = [page for name in (*error_codes(), *check_ids()) if (page := error_page(name)) is not None]
    if output_format == JSON:
        environment.data(_json(pages))
    else:
        environment.out(_text(environment, pages, is_list=not code))
    return ExitCode.FINE


def _full_code(code: str) -> str:
    text = code.strip().upper()
    digits = text.removeprefix("THG")
    if text.startswith("F") and text[1:].isascii() and text[1:].isdecimal():
        return f"F{text[1:].zfill(_CHECK_DIGITS)}"
    return f"THG{digits.zfill(_CODE_DIGITS)}" if digits.isascii() and digits.isdecimal() else text


def _text(environment: Environment, pages: "list[ErrorPage]", *, is_list: bool) -> str:
    if is_list:
        return _list(environment, pages)
    page = pages[0]
    parts = (
        ("Was geprüft wird", page.checked),
        ("Warum es zählt", page.why),
        ("Beispiel", page.example),
        ("Abhilfe", page.remedy),
    )
    body = "\n".join(f"{title}\n{_indented(text, environment.width)}\n" for title, text in parts)
    return f"{page.code} ({page.severity.value}): {page.title}\n\n{body}"


def _list(environment: Environment, pages: "list[ErrorPage]") -> str:
    from thgbilanz.errors.groups import grouped_codes

    by_code = {page.code: page for page in pages}
    blocks = []
    for title, codes in grouped_codes(by_code):
        lines = [f"{code}  {by_code[code].severity.value:<8} {by_code[code].title}" for code in codes]
        wrapped = [textwrap.fill(line, environment.width, subsequent_indent=" " * 17) for line in lines]
        blocks.append("\n".join([title, *wrapped, ""]))
    return "\n".join([*blocks, "Mehr zu einem Befund: thg fehler CODE\n"])


def _indented(text: str, width: int) -> str:
    lines = []
    for paragraph in text.strip().splitlines():
        indent = "  " + " " * (len(paragraph) - len(paragraph.lstrip()))
        lines += textwrap.wrap(
            paragraph.strip(),
            width,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]
    return "\n".join(lines)


def _json(pages: "list[ErrorPage]") -> str:
    from thgbilanz.exhibits.document import document_text

    entries = [
        {
            "code": page.code,
            "schwere": page.severity.value,
            "titel": page.title,
            "was": page.checked,
            "warum": page.why,
            "beispiel": page.example,
            "abhilfe": page.remedy,
        }
        for page in pages
    ]
    return document_text({"schema": "thgbilanz.fehler/1", "befunde": entries})
