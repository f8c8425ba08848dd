"""Quick looks at a whole column must never pass what the slow look would change or refuse."""

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from thgbilanz.intake.clean_text import _are_clean
from thgbilanz.intake.odd_rows import _MAY_BE_TOTAL, _TOTAL
from thgbilanz.intake.word_cells import are_plain_ids, id_answer
from thgbilanz.templates.definition import TIDY
from thgbilanz.units.cell_text import folded, trimmed

TEXTS = st.frozensets(st.text("aZ0 \n\t~\u00a0ä\u0308", max_size=5) | st.text(max_size=8), max_size=4)


@given(TEXTS)
@example(frozenset({" a"}))
@example(frozenset({"a "}))
@example(frozenset({"a\n b"}))
def test_clean_columns_need_no_cleaning(texts: frozenset[str]) -> None:
    if _are_clean(texts):
        assert all(trimmed(unicodedata.normalize("NFC", text)).strip("\n") == text.strip("\n") for text in texts)
        assert all(folded(text) == text for text in texts if "\n" not in text)


def test_plain_words_are_clean() -> None:
    assert _are_clean(frozenset({"G-004711", "Rathaus Nord", "(a) b~c", ""}))


@given(st.from_regex(_TOTAL, fullmatch=True))
def test_every_total_is_looked_at(text: str) -> None:
    assert any(word in text.casefold() for word in _MAY_BE_TOTAL)


@given(st.frozensets(st.text("0123456789G-eE.k ", max_size=8).map(str.strip), max_size=4))
def test_plain_ids_stand_for_themselves(texts: frozenset[str]) -> None:
    if are_plain_ids(texts):
        assert all(id_answer(text, TIDY["zaehler"]).value == text for text in texts if text)
    assert not are_plain_ids({*texts, "k. A."})
