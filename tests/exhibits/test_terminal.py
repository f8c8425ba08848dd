import re
from dataclasses import replace

import pytest

from tests.exhibits.samples import (
    FORMULA,
    LONG,
    MARKUP,
    ORGANISATIONAL,
    TERRITORIAL,
    provisional_report,
    sample_report,
    with_balance,
)
from thgbilanz.balance.report import BalanceReport
from thgbilanz.balance.result import IndependentSums
from thgbilanz.exhibits.medium import text_width
from thgbilanz.exhibits.terminal import balance_text

ANSI = re.compile(r"\x1b\[[0-9;]*m")
WIDTHS = (24, 40, 60, 80, 100, 200)


def squeezed(text: str) -> str:
    """The text without line breaks, blanks and rules: what a reader can still find when lines are narrow."""
    return re.sub(r"[\s─═]+", "", text)


def test_the_headline_is_the_first_line_and_says_everything(report: BalanceReport) -> None:
    lines = balance_text(report).splitlines()
    assert lines[0] == "Musterstadt · Konzern · Startbilanz 2019 · 1.440 t CO₂e"
    assert lines[1] == "Musterstadt · Stadtgebiet · Startbilanz 2019 · 771,5 t CO₂e"
    later = replace(report, year=2023)
    assert balance_text(later).startswith("Musterstadt · Konzern · Bilanz 2023 · ")


def test_scope_2_stands_side_by_side(report: BalanceReport) -> None:
    lines = balance_text(report).splitlines()
    assert re.search(r"standortbasiert +marktbasiert +Anteil$", lines[5])
    assert re.search(r"t CO₂e +t CO₂e +%$", lines[6])
    assert lines[8].split()[:5] == ["Scope", "2", "150", "20", "10,4"]
    assert lines[11].split() == ["Summe", "1.440", "1.310", "100,0"]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("encoding", ["utf-8", "cp850", "ascii"])
def test_no_line_is_longer_than_the_terminal_and_no_figure_is_cut(
    report: BalanceReport, width: int, encoding: str
) -> None:
    text = balance_text(report, width, encoding=encoding)
    assert max(map(text_width, text.splitlines())) <= width
    assert text.encode(encoding)
    words = text.split()
    # each as a word of its own: neither broken nor shortened
    for figure in (
        "1.440",
        "1.310",
        "1.050",
        "-150",
        "-125",
        "1.590",
        "486,0",
        "285,5",
        "771,5",
        "2.350",
        "0,77",
        "12",
    ):
        assert figure in words, (figure, width)


@pytest.mark.parametrize("width", WIDTHS)
def test_names_of_users_stay_whole(report: BalanceReport, width: int) -> None:
    text = squeezed(balance_text(report, width))
    for name in (FORMULA, MARKUP, LONG, "<b>Fernwärme</b>"):
        assert squeezed(name) in text, (name, width)


def test_colour_is_decoration_only(report: BalanceReport) -> None:
    for shown in (report, provisional_report()):
        plain, coloured = balance_text(shown), balance_text(shown, colour=True)
        assert "\x1b" not in plain
        assert "\x1b[" in coloured
        assert ANSI.sub("", coloured) == plain


def test_control_characters_of_users_reach_no_terminal(report: BalanceReport) -> None:
    first, *others = ORGANISATIONAL.organisations
    evil = replace(first, organisation=replace(first.organisation, name="a\x1b[2J\x1b]0;t\x07\r\nb\u202ec"))
    balance = replace(ORGANISATIONAL, organisations=(evil, *others))
    text = balance_text(with_balance(report, organisational=balance))
    assert not set(text) & set("\x1b\x07\r\u202e")
    assert "a␛[2J␛]0;t␇ b�c" in text


def test_every_sum_is_marked_while_errors_stand_open(report: BalanceReport) -> None:
    text = balance_text(provisional_report())
    assert text.startswith("VORLÄUFIG · Musterstadt")
    assert "VORLÄUFIG: 1 Fehler offen, die Summen können sich noch ändern" in text
    assert text.count("(VORLÄUFIG)") == 7
    assert "Befunde: 1 Fehler, 12 Warnungen, 1 Hinweis" in text
    assert "VORLÄUFIG" not in balance_text(report)


def test_the_control_equation_is_printed_and_a_lost_row_is_an_alarm(report: BalanceReport) -> None:
    assert "  612 gelesen = 600 gebucht + 10 offen + 2 ausgeschlossen ✓\n" in balance_text(report)
    lost = with_balance(report, control=replace(report.balance.control, read=1613))
    assert "  1.613 gelesen ≠ 600 gebucht + 10 offen + 2 ausgeschlossen ✗\n" in balance_text(lost)
    apart = (("betrieblich", IndependentSums(1.0, 1.0, 1.0, 2.0, agree=False)),)
    text = balance_text(with_balance(report, sums=apart))
    assert "Betriebliche Bilanz: vier unabhängige Summen stimmen nicht überein ✗" in text


def test_factor_sets_sources_and_files_are_named(report: BalanceReport) -> None:
    text = balance_text(report, written=("ausgabe/2019/bilanz.xlsx",), detail=True)
    assert "  uba-betrieblich, Ausgabe 2026.1, SHA-256 0123456789ab…\n" in text
    assert "74,1 %  erdgas 2019, direkt: 0,2 kg CO₂e je kWh (Hi); uba_cc_13_2025, Tab. 2," in text
    assert text.endswith("\n  ausgabe/2019/bilanz.xlsx\n")
    assert "Geschrieben" not in balance_text(report)


def test_a_view_that_is_not_asked_for_is_not_shown(report: BalanceReport) -> None:
    organisational = balance_text(replace(report, views=("betrieblich",)))
    assert "Stadtgebiet" not in organisational
    territorial = balance_text(replace(report, views=("territorial",)))
    assert territorial.startswith("Musterstadt · Stadtgebiet")
    assert "Scope 1" not in territorial
    nothing = balance_text(with_balance(report, organisational=None, territorial=None))
    assert "612 gelesen" in nothing


def test_one_organisation_is_no_group(report: BalanceReport) -> None:
    single = replace(ORGANISATIONAL, organisations=ORGANISATIONAL.organisations[1:2])
    assert balance_text(with_balance(report, organisational=single)).startswith(f"Musterstadt · {MARKUP} · ")


def test_weights_stand_only_where_they_matter(report: BalanceReport) -> None:
    full = tuple(replace(own, weight=1.0) for own in ORGANISATIONAL.organisations)
    text = balance_text(with_balance(report, organisational=replace(ORGANISATIONAL, organisations=full)))
    assert "Gewicht " not in text
    assert "Gewicht " in balance_text(report)


def test_unknown_quality_and_population_are_said_so(report: BalanceReport) -> None:
    text = balance_text(with_balance(report, territorial=replace(TERRITORIAL, quality=None, population=None)))
    assert "Datengüte: nicht berechenbar, weil Angaben fehlen" in text
    assert "Je Einwohner" not in text


def test_bars_are_proportional_and_ascii_without_blocks(report: BalanceReport) -> None:
    line = next(line for line in balance_text(report).splitlines() if line.startswith("Verkehr"))
    # 37.0 % of 16 columns are 5.92: five full blocks and seven eighths
    assert line.endswith("█████▉")
    plain = next(line for line in balance_text(report, encoding="ascii").splitlines() if line.startswith("Verkehr"))
    assert plain.endswith("  ######")


def test_ascii_spells_umlauts_and_keeps_columns_in_line() -> None:
    text = balance_text(provisional_report(), encoding="ascii")
    assert text.startswith("VORLAEUFIG | Musterstadt")
    assert "Heizoel EL" in text
    assert "t CO2e" in text
    utf8 = balance_text(provisional_report()).splitlines()
    oil = next(line for line in utf8 if line.startswith("Heizöl"))
    spelled = next(line for line in text.splitlines() if line.startswith("Heizoel"))
    assert oil.index("60") == spelled.index("60")


def test_findings_beyond_the_first_kinds_are_counted() -> None:
    base = sample_report()
    many = tuple(replace(base.findings[1], code=f"THG{code}") for code in range(300, 309))
    text = balance_text(replace(base, findings=many))
    assert "Hinweis THG305" in text
    assert "Hinweis THG306" not in text
    assert "  und 3 weitere Arten von Befunden\n" in text
    assert "Befunde: keine" in balance_text(replace(base, findings=()))


def test_a_space_without_data_is_named_in_the_headline(report: BalanceReport) -> None:
    bare = replace(report, balance=replace(report.balance, territorial=None), views=("territorial",))
    assert balance_text(bare).splitlines()[0] == "Musterstadt · Stadtgebiet · Startbilanz 2019 · keine Daten"
