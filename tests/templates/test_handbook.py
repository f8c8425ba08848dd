"""The handbook page is made from the definitions and may not lag behind."""

from pathlib import Path

from thgbilanz.templates.definition import SHEETS, TIDY_COLUMNS
from thgbilanz.templates.handbook import handbook_page

PAGE = Path(__file__).parents[2] / "docs" / "vorlagen.md"


def test_the_page_is_up_to_date() -> None:
    hint = "python -m thgbilanz.templates.handbook docs/vorlagen.md"
    assert PAGE.read_text(encoding="utf-8") == handbook_page(), hint


def test_the_page_explains_every_column() -> None:
    page = handbook_page()
    for sheet in SHEETS.values():
        for column in sheet.columns:
            assert f"| {column.title} | `{column.key}` |" in page
    for column in TIDY_COLUMNS:
        assert f"| `{column.key}` |" in page


def test_tables_have_as_many_cells_as_titles() -> None:
    widths: list[int] = []
    for line in handbook_page().splitlines():
        if not line.startswith("|"):
            widths = []
            continue
        widths.append(line.replace("\\|", "").count("|"))
        assert widths[0] == widths[-1], line
