"""Shown output is what a run prints, and the commands at the top are the ones that CI runs."""

import re
from pathlib import Path

import pytest

from examples.making.shown import BLOCK, pages, refreshed

ROOT = Path(__file__).parent.parent.parent
COMMANDS = (
    "pip install . && thg bilanz 2019 --projekt examples/musterstadt",
    'pip install -e ".[dev]" && pytest',
)


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_shown_output_is_what_a_run_prints(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert refreshed(text) == text, "python examples/refresh_docs.py makes the pages anew"


def test_the_readme_shows_output() -> None:
    assert BLOCK.search((ROOT / "README.md").read_text(encoding="utf-8"))


def test_the_readme_opens_with_two_commands() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert tuple(line for line in lines[:20] if line.startswith("pip ")) == COMMANDS


def test_links_between_pages_lead_somewhere() -> None:
    documents = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")]
    missing = [
        f"{document.name}: {target}"
        for document in documents
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
        if not (document.parent / target).exists()
    ]
    assert missing == []


def test_the_index_leads_to_every_page() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    pages_below = [path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")]
    assert [page for page in sorted(pages_below) if page != "README.md" and f"({page})" not in index] == []
