"""The gallery is made from the pages and may not lag behind; every code belongs to one range."""

import re
from itertools import pairwise
from pathlib import Path

from thgbilanz.errors import check_ids, error_codes, error_page
from thgbilanz.errors.gallery import _text, gallery_page
from thgbilanz.errors.groups import GROUPS, grouped_codes

PAGE = Path(__file__).parents[2] / "docs" / "befunde.md"
CODES = (*error_codes(), *check_ids())


def test_the_gallery_is_up_to_date() -> None:
    hint = "python -m thgbilanz.errors.gallery docs/befunde.md"
    assert PAGE.read_text(encoding="utf-8") == gallery_page(), hint


def test_every_code_has_one_entry_that_its_link_leads_to() -> None:
    page = gallery_page()
    assert re.findall(r"^### (\w+): ", page, re.MULTILINE) == list(CODES)
    links, anchors = re.findall(r"\]\(#([^)]+)\)", page), re.findall(r'<a id="([^"]+)"></a>', page)
    assert sorted(links) == sorted(anchors)
    assert len(set(anchors)) == len(anchors)
    for code in CODES:
        found = error_page(code)
        assert found is not None
        assert f"\n### {code}: {_text(found.title)}\n\n{found.severity}\n\n**Was geprüft wird:** " in page


def test_every_code_belongs_to_exactly_one_range() -> None:
    assert [code for _, codes in grouped_codes(CODES) for code in codes] == list(CODES)
    ends = [(first, last) for letters, first, last, _ in GROUPS if letters == "THG"]
    assert all(last < first for (_, last), (first, _) in pairwise(ends))


def test_markup_of_a_page_is_shown_as_it_is() -> None:
    assert _text("`a*b` <c>") == r"`a*b` \<c\>"
    assert _text("1. a*b <script> flaeche_m2 _x_ |") == r"1\. a\*b \<script\> flaeche_m2 \_x\_ \|"
