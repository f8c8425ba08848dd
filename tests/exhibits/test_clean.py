from thgbilanz.exhibits.clean import CELL_LIMIT, cell_text, csv_text, github_data, github_property, utf8_text, visible


def test_nothing_that_steers_a_terminal_survives() -> None:
    assert visible("a\x1b]0;owned\x07b\u202egnp.\u2066c\x9b31m\x7f") == "a␛]0;owned␇b�gnp.�c�31m␡"


def test_line_ends_and_tabs_become_blanks_and_names_stay_as_they_are() -> None:
    assert visible("Rathaus\r\nNord\tSüd") == "Rathaus  Nord Süd"
    assert visible("=1+1 [/b] <script> ½ 水 😀") == "=1+1 [/b] <script> ½ 水 😀"
    assert visible("Stra\u00adße\u200b") == "Straße"


def test_cell_text_counts_as_excel_does() -> None:
    assert cell_text("ä" * CELL_LIMIT) == "ä" * CELL_LIMIT
    cut = cell_text("ä" * (CELL_LIMIT + 1))
    assert len(cut) == CELL_LIMIT
    assert cut.endswith("ä…")
    # an emoji takes two UTF-16 units: 20,000 of them are 40,000
    emoji = cell_text("😀" * 20_000)
    assert len(emoji.encode("utf-16-le")) // 2 <= CELL_LIMIT
    assert emoji.endswith("😀…")


def test_csv_text_disarms_every_start_of_a_formula() -> None:
    for start in ("=", "+", "-", "@", "＝", "＋", "－", "＠"):
        assert csv_text(f"{start}cmd|' /C calc'!A0") == f"'{start}cmd|' /C calc'!A0"
    assert [csv_text(f"{start}=1") for start in ("\t", "\r", "\n", "\0", "\u200b")] == [
        "' =1",
        "' =1",
        "' =1",
        "'␀=1",
        "'=1",
    ]
    assert [csv_text(text) for text in ("-5", "+1.234,5", "a=1", "")] == ["-5", "+1.234,5", "a=1", ""]


def test_github_text_cannot_start_a_second_command() -> None:
    assert github_data("50 %\n::error::x\r") == "50 %25%0A::error::x%0D"
    assert github_property("a,b: c") == "a%2Cb%3A c"


def test_broken_file_names_encode() -> None:
    assert utf8_text("z\udce4hler.xlsx").encode() == "z�hler.xlsx".encode()
