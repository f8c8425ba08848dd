"""Every way to write a number that the fault model names (faults.md 65 to 84): value or refusal, and why."""

import math

import pytest

from thgbilanz.core.diagnostic import Severity
from thgbilanz.units.numbers import NUMBER_AS_TEXT, finite_reading, is_missing_word, number_reading

READ = [
    # text, value, code of the note
    ("1234", 1234.0, "THG060"),
    ("1234,5", 1234.5, "THG060"),
    ("0", 0.0, "THG060"),
    ("0,5", 0.5, "THG060"),
    ("0,123", 0.123, "THG060"),
    ("12,3456", 12.3456, "THG060"),
    ("1234,567", 1234.567, "THG060"),
    ("-12,5", -12.5, "THG060"),
    ("+12,5", 12.5, "THG060"),
    (" 12,5 ", 12.5, "THG060"),
    ("\u00a012,5\u202f", 12.5, "THG060"),
    ("12,5\u200b", 12.5, "THG060"),
    ("\ufeff12,5\u00ad", 12.5, "THG060"),
    ("12,5\r\n", 12.5, "THG060"),
    ("1.234,5", 1234.5, "THG061"),
    ("-1.234,5", -1234.5, "THG061"),
    ("1.234,00", 1234.0, "THG061"),
    ("1.234.567", 1234567.0, "THG061"),
    ("12.345.678,9", 12345678.9, "THG061"),
    ("1 234", 1234.0, "THG061"),
    ("1 234,5", 1234.5, "THG061"),
    ("1\u00a0234\u00a0567", 1234567.0, "THG061"),
    ("1\u202f234,5", 1234.5, "THG061"),
    ("1\u2009234", 1234.0, "THG061"),
    ("1\u2007234", 1234.0, "THG061"),
    ("\u221212,5", -12.5, "THG061"),
    ("\u22121.234,5", -1234.5, "THG061"),
    ("1,234", 1.234, "THG062"),
    ("-12,345", -12.345, "THG062"),
]


@pytest.mark.parametrize(("text", "value", "code"), READ)
def test_german_number_is_read_with_a_note(text: str, value: float, code: str) -> None:
    reading = number_reading(text)

    assert (reading.value, reading.code, reading.severity) == (value, code, Severity.NOTE)
    assert reading.text
    assert reading.hint


REFUSED = [
    # text, code, part of the headline, what is expected instead
    ("1.234", "THG063", "1234 oder 1,234", "1234 oder 1,234"),
    ("-12.345", "THG063", "-12345 oder -12,345", "-12345 oder -12,345"),
    ("\u2212999.000", "THG063", "-999000 oder -999,000", "-999000 oder -999,000"),
    ("1.5", "THG064", "Punkt als Dezimalzeichen", "1,5"),
    ("-0.5", "THG064", "Punkt", "-0,5"),
    (".5", "THG064", "Punkt", "0,5"),
    ("0.123", "THG064", "Punkt", "0,123"),
    ("1234.567", "THG064", "Punkt", "1234,567"),
    ("1 234.5", "THG064", "Punkt", "1234,5"),
    ("1,234.5", "THG065", "englischer Schreibweise", "1234,5"),
    ("-1,234,567.89", "THG065", "englischer", "-1234567,89"),
    ("1,234,567", "THG065", "englischer", "1234567"),
    ("12,34.5", "THG065", "englischer", "eine Zahl wie 1234,5"),
    ("1'234", "THG066", "Apostroph", "1234"),
    ("1’234’567", "THG066", "Apostroph", "1234567"),
    ("1'234.5", "THG066", "Apostroph", "1234,5"),
    ("1'234,5", "THG066", "Apostroph", "1234,5"),
    ("'1234", "THG066", "Apostroph", "1234"),
    ("1200 kWh", "THG067", "weiteren Text", "nur die Zahl"),
    ("1.234,5 MWh/a", "THG067", "weiteren Text", "nur die Zahl"),
    ("1200m³", "THG067", "weiteren Text", "nur die Zahl"),
    ("€ 1200", "THG067", "weiteren Text", "nur die Zahl"),
    ("1200\nkWh", "THG067", "weiteren Text", "nur die Zahl"),
    ("ca. 1200", "THG068", "ungefähre", "nur die Zahl"),
    ("~1200", "THG068", "ungefähre", "nur die Zahl"),
    ("> 5", "THG068", "ungefähre", "nur die Zahl"),
    ("≤ 5", "THG068", "ungefähre", "nur die Zahl"),
    ("rund 1.200", "THG068", "ungefähre", "nur die Zahl"),
    ("1200?", "THG068", "ungefähre", "nur die Zahl"),
    ("1200 (geschätzt)", "THG068", "ungefähre", "nur die Zahl"),
    ("1200 ± 10", "THG068", "ungefähre", "nur die Zahl"),
    ("1000-1200", "THG069", "mehr als einen Wert", "eine Zahl je Zelle"),
    ("1000–1200", "THG069", "mehr als einen Wert", "eine Zahl je Zelle"),
    ("1.000 bis 1.200 kWh", "THG069", "mehr als einen Wert", "eine Zahl je Zelle"),
    ("1200\n1300", "THG069", "mehr als einen Wert", "eine Zahl je Zelle"),
    ("2019/20", "THG069", "mehr als einen Wert", "eine Zahl je Zelle"),
    ("1.5.2019", "THG070", "Datum", "eine Zahl wie 1,5"),
    ("01.05", "THG070", "Datum", "eine Zahl wie 1,5"),
    ("1.5.", "THG070", "Datum", "eine Zahl wie 1,5"),
    ("2019-05-01 00:00:00", "THG070", "Datum", "eine Zahl wie 1,5"),
    ("1. Mai", "THG070", "Datum", "eine Zahl wie 1,5"),
    ("Mai 19", "THG070", "Datum", "eine Zahl wie 1,5"),
    ("12:30", "THG070", "Uhrzeit", "eine Zahl wie 1,5"),
    ("k. A.", "THG071", "„k. A.“", "eine Zahl oder ein Kennzeichen"),
    ("-", "THG071", "„-“", "eine Zahl oder ein Kennzeichen"),
    ("null", "THG071", "„null“", "eine Zahl oder ein Kennzeichen"),
    ("", "THG072", "fehlt", "eine Zahl oder ein Kennzeichen"),
    (" \u00a0\u200b", "THG072", "fehlt", "eine Zahl oder ein Kennzeichen"),
    ("nan", "THG073", "„nan“", "eine Zahl"),
    ("-Inf", "THG073", "„-Inf“", "eine Zahl"),
    ("∞", "THG073", "„∞“", "eine Zahl"),
    ("9999999999999999", "THG074", "größer als jede denkbare Menge", "höchstens 1.000.000.000.000.000"),
    ("9" * 400, "THG074", "größer als jede denkbare Menge", "höchstens 1.000.000.000.000.000"),
    ("0,0000000001", "THG074", "fast null", "0 oder mindestens 0,000000001"),
    ("1e308", "THG075", "wissenschaftlicher", "alle Ziffern der Zahl"),
    ("1e-320", "THG075", "wissenschaftlicher", "alle Ziffern der Zahl"),
    ("1,23457E+12", "THG075", "wissenschaftlicher", "alle Ziffern der Zahl"),
    ("1,5*10^3", "THG075", "wissenschaftlicher", "alle Ziffern der Zahl"),
    ("1,5 · 10³", "THG075", "wissenschaftlicher", "alle Ziffern der Zahl"),
    ("50 %", "THG076", "Prozentzeichen", "die Zahl ohne Prozentzeichen"),
    ("50%", "THG076", "Prozentzeichen", "die Zahl ohne Prozentzeichen"),
    ("TRUE", "THG077", "„TRUE“", "eine Zahl"),
    ("WAHR", "THG077", "„WAHR“", "eine Zahl"),
    ("x", "THG077", "„x“", "eine Zahl"),
    ("１２３", "THG078", "Ziffern einer anderen Schrift", "Ziffern 0 bis 9"),
    ("١٢٣", "THG078", "Ziffern einer anderen Schrift", "Ziffern 0 bis 9"),
    ("12\x1b5", "THG078", "U+001B", "nur sichtbare Zeichen"),
    ("1\u200b234", "THG078", "U+200B", "nur sichtbare Zeichen"),
    ("\u202e12", "THG078", "U+202E", "nur sichtbare Zeichen"),
    ("12\x00", "THG078", "U+0000", "nur sichtbare Zeichen"),
    ("#DIV/0!", "THG079", "Fehlermeldung „#DIV/0!“", "eine Zahl"),
    ("#NV", "THG079", "Fehlermeldung „#NV“", "eine Zahl"),
    ("=1200+300", "THG079", "Rechnung", "das Ergebnis der Rechnung"),
    ("1200+300", "THG079", "Rechnung", "das Ergebnis der Rechnung"),
    ("3 x 400", "THG079", "Rechnung", "das Ergebnis der Rechnung"),
    ("1.000,-", "THG079", "Strich", "eine Zahl wie 1000 oder 1000,00"),
    ("(123)", "THG079", "Minuszeichen", "-123"),
    ("123-", "THG079", "Minuszeichen", "-123"),
    ("–5", "THG079", "Minuszeichen", "-5"),
    ("- 5", "THG079", "Minuszeichen", "-5"),
    ("007", "THG079", "Zählernummer", "eine Zahl ohne führende Null"),
    ("1.234.56", "THG079", "Trennzeichen", "eine Zahl wie 1234,5"),
    ("1.2345,6", "THG079", "Trennzeichen", "eine Zahl wie 1234,5"),
    ("1.234 567", "THG079", "Trennzeichen", "eine Zahl wie 1234,5"),
    ("1 23", "THG079", "Trennzeichen", "eine Zahl wie 1234,5"),
    ("12,", "THG079", "Trennzeichen", "eine Zahl wie 1234,5"),
    (",5", "THG079", "Trennzeichen", "eine Zahl wie 1234,5"),
    ("1,2,3", "THG079", "Trennzeichen", "eine Zahl wie 1234,5"),
    ("viel", "THG079", "„viel“ ist keine Zahl", "eine Zahl wie 1234,5"),
    ("½", "THG079", "„½“ ist keine Zahl", "eine Zahl wie 1234,5"),
    ("Augsburg", "THG079", "keine Zahl", "eine Zahl wie 1234,5"),
    ("lang " * 8000, "THG079", "keine Zahl", "eine Zahl wie 1234,5"),
]


@pytest.mark.parametrize(("text", "code", "headline", "expected"), REFUSED)
def test_anything_else_is_refused_with_its_reason(text: str, code: str, headline: str, expected: str) -> None:
    reading = number_reading(text)

    assert (reading.value, reading.code, reading.severity) == (None, code, Severity.ERROR)
    assert headline in reading.text
    assert reading.expected == expected
    assert reading.hint


@pytest.mark.parametrize(("text", "code", "headline", "expected"), REFUSED)
def test_what_a_refusal_expects_can_be_read(text: str, code: str, headline: str, expected: str) -> None:
    repaired = [
        word for word in number_reading(text).expected.split(" oder ") if word[-1].isdigit() and " " not in word
    ]

    assert all(number_reading(word).value is not None for word in repaired), (code, headline, expected)


@pytest.mark.parametrize("text", [case[0] for case in READ] + [case[0] for case in REFUSED])
def test_headline_has_no_full_stop_and_fits_a_line(text: str) -> None:
    headline = number_reading(text).text

    assert not headline.endswith(".")
    assert len(headline) < 100
    assert headline.isprintable() or any(blank in headline for blank in "\u00a0\u2007\u2009\u202f")


def test_every_code_from_060_to_079_is_in_use() -> None:
    used = {case[2] for case in READ} | {case[1] for case in REFUSED}

    assert used == {f"THG{number:03}" for number in range(60, 80)}


def test_the_note_that_csv_readers_pass_over_is_the_clean_number() -> None:
    assert number_reading("1234,5").code == NUMBER_AS_TEXT
    assert number_reading("1.234,5").code != NUMBER_AS_TEXT


def test_clean_number_stored_as_text_is_noted() -> None:
    reading = number_reading("1234")

    assert reading.value == 1234.0
    assert reading.text == "Die Zahl „1234“ steht als Text in der Zelle"
    assert "Text in Spalten" in reading.hint


@pytest.mark.parametrize(
    "text",
    [
        "k.A.",
        "K. A.",
        "k.a.",
        "keine Angabe",
        "-",
        "–",
        "—",
        "---",
        "n/a",
        "N/A",
        "n.a.",
        "unbekannt",
        "keine",
        "?",
        "…",
        "nicht erhoben",
        "fehlt",
        "entfällt",
        "n. v.",
        "None",
        " k.A.\u00a0",
    ],
)
def test_missing_words(text: str) -> None:
    assert is_missing_word(text)
    assert number_reading(text).code == "THG071"


@pytest.mark.parametrize("text", ["", " ", "0", "1", "-1", "kA 5", "nan", "keine 5", "#NV", "unbekannt" * 9])
def test_what_is_no_missing_word(text: str) -> None:
    assert not is_missing_word(text)


@pytest.mark.parametrize("value", [0.0, 12.5, -12.5, 1e15, -1e15, 1e-9, -1e-9])
def test_real_number_within_bounds_is_taken_without_a_word(value: float) -> None:
    reading = finite_reading(value)

    assert (reading.value, reading.code, reading.severity) == (value, "", None)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (math.nan, "THG073"),
        (math.inf, "THG073"),
        (-math.inf, "THG073"),
        (1e308, "THG074"),
        (-1.1e15, "THG074"),
        (1e-320, "THG074"),
        (-9.9e-10, "THG074"),
    ],
)
def test_real_number_out_of_bounds_is_refused(value: float, code: str) -> None:
    reading = finite_reading(value)

    assert (reading.value, reading.code, reading.severity) == (None, code, Severity.ERROR)


def test_minus_zero_becomes_zero() -> None:
    for value in (finite_reading(-0.0).value, number_reading("-0,0").value):
        assert value is not None
        assert math.copysign(1, value) == 1
