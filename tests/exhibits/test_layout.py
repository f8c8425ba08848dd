import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from thgbilanz.exhibits.layout import listed, table_lines
from thgbilanz.exhibits.medium import Medium, text_width, wrapped
from thgbilanz.exhibits.table import Table, TableColumn, TableRow

PLAIN = Medium()
FIGURES = st.floats(-1e9, 1e9, allow_nan=False)
LABELS = st.text(min_size=1, max_size=70)
TABLES = st.integers(1, 6).flatmap(
    lambda columns: st.builds(
        lambda rows: Table(
            "t",
            "Tabelle",
            (TableColumn("label", "Name"), *(TableColumn(f"c{i}", "Menge", "tonnes", "t") for i in range(columns))),
            tuple(TableRow((label, *figures)) for label, figures in rows),
        ),
        st.lists(st.tuples(LABELS, st.lists(FIGURES, min_size=columns, max_size=columns)), min_size=1, max_size=5),
    )
)


@given(TABLES, st.integers(24, 100))
def test_any_table_fits_and_keeps_every_figure(table: Table, width: int) -> None:
    lines = table_lines(table, width, PLAIN)
    assert max(map(text_width, lines)) <= width
    wide = table_lines(table, 1000, PLAIN)
    figures = [re.findall(r"(?:[<>] )?-?[0-9][0-9.,]*$", line)[-1] for line in wide[2:] if re.search(r"[0-9]$", line)]
    joined = "\n".join(lines)
    for figure in figures:
        assert figure in joined


@given(st.text(max_size=200), st.integers(10, 60))
def test_wrapping_loses_nothing_but_blanks(text: str, width: int) -> None:
    shown = PLAIN.fit(text)
    lines = wrapped(shown, width, "- ", "  ")
    assert max(map(text_width, lines)) <= width
    assert "".join(lines).replace(" ", "") == ("-" + shown).replace(" ", "")


def test_long_words_break_after_a_hyphen_if_they_can() -> None:
    assert wrapped("Wohnungs-und-Grundstücksverwaltung", 16) == ["Wohnungs-und-", "Grundstücksverwa", "ltung"]


def test_a_row_with_a_long_name_has_its_figures_below() -> None:
    table = Table(
        "t",
        "Tabelle",
        (TableColumn("label", "Name"), TableColumn("a", "Menge", "tonnes", "t")),
        (TableRow(("Kurz", 1.0)), TableRow(("Eigenbetrieb " + "x" * 40, 2.0)), TableRow(("Summe", 3.0), "sum")),
    )
    assert table_lines(table, 50, PLAIN) == [
        " " * 45 + "Menge",
        " " * 49 + "t",
        "Kurz" + " " * 43 + "1,0",
        "Eigenbetrieb",
        "  " + "x" * 40 + " " * 5 + "2,0",
        "─" * 50,
        "Summe" + " " * 42 + "3,0",
    ]
    # two columns more, and the name has no room beside the figures: they stand below it
    wider = replace(
        table,
        columns=(
            *table.columns,
            TableColumn("b", "Energie", "energy", "MWh"),
            TableColumn("c", "Anteil", "share", "%"),
        ),
        rows=tuple(replace(row, cells=(*row.cells, 5.0, 0.25)) for row in table.rows),
    )
    assert table_lines(wider, 50, PLAIN)[2:6] == [
        "Kurz".ljust(26) + "    1,0" + "      5,0" + "    25,0",
        "Eigenbetrieb",
        "  " + "x" * 40,
        "".ljust(26) + "    2,0" + "      5,0" + "    25,0",
    ]


def test_figures_of_a_list_stand_flush_right() -> None:
    assert listed(["9,5 %", "12,0 %"], ["kurz", "ein Text, der umbricht"], 22, PLAIN) == [
        " 9,5 %  kurz",
        "12,0 %  ein Text, der",
        "        umbricht",
    ]


def test_wide_and_combining_characters_count_as_terminals_show_them() -> None:
    assert text_width("水a\u0301") == 3
    assert wrapped("水水水水", 4) == ["水水", "水水"]
