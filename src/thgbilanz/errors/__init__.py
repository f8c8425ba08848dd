"""The pages of diagnostics: one ``THGnnn.toml`` per code, printed by ``thg fehler`` and run by a generic test.

A page says what is checked, why it matters for the balance, shows an example and the repair. Its ``[fall]`` is
the smallest input that triggers the code, so that page and program cannot drift apart.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from thgbilanz.core.diagnostic import Severity

_SUFFIX = ".toml"
_CHECK_PAGES = ("thgbilanz.factors.checking", "pages")
"""Package and folder of the pages of the checks F01 to F22: they belong to the gate."""


@dataclass(frozen=True, slots=True)
class ErrorCase:
    """The smallest input that triggers a code."""

    kind: str
    """``tabelle`` (tidy CSV), ``projekt`` (text of thg.toml) or ``test`` (a hostile file built by a test)."""
    content: str = ""
    cell: str = ""
    """Expected cell of the finding; empty if the finding belongs to no cell."""
    test: str = ""
    """For kind ``test``: path and name of the test, ``tests/.../test_x.py::test_name``."""


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """One page: everything that ``thg fehler CODE`` prints."""

    code: str
    severity: Severity
    """Usual severity; a finding may be milder or graver in a given case."""
    title: str
    checked: str
    why: str
    example: str
    remedy: str
    case: ErrorCase


def error_codes() -> tuple[str, ...]:
    """All codes that have a page, in order.

    >>> "THG501" in error_codes()
    True
    """
    return _names(files(__name__))


def check_ids() -> tuple[str, ...]:
    """Checks of factor tables that have a page, in order.

    >>> check_ids()[:2]
    ('F01', 'F02')
    """
    return _names(files(_CHECK_PAGES[0]).joinpath(_CHECK_PAGES[1]))


def _names(folder: Traversable) -> tuple[str, ...]:
    names = (entry.name for entry in folder.iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)))


@cache
def error_page(code: str) -> ErrorPage | None:
    """The page of a code, or None if there is none.

    Raises ``KeyError`` or ``ValueError`` for a page that breaks its schema: that is a defect of ours, found by
    tests/errors/test_error_pages.py.

    >>> error_page("THG501").severity.value
    'Fehler'
    >>> error_page("unbekannt") is None
    True
    """
    if code in error_codes():
        folder = files(__name__)
    elif code in check_ids():
        folder = files(_CHECK_PAGES[0]).joinpath(_CHECK_PAGES[1])
    else:
        return None
    return page_from_text(folder.joinpath(code + _SUFFIX).read_text(encoding="utf-8"))


def page_from_text(text: str) -> ErrorPage:
    """An error page from the text of its file."""
    table = tomllib.loads(text)
    case = table["fall"]
    return ErrorPage(
        code=table["code"],
        severity=Severity(table["schwere"]),
        title=table["titel"],
        checked=table["was"],
        why=table["warum"],
        example=table["beispiel"],
        remedy=table["abhilfe"],
        case=ErrorCase(case["art"], case.get("inhalt", ""), case.get("zelle", ""), case.get("test", "")),
    )
