import csv
import io
import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.exhibits.samples import ERROR, FINDINGS, FORMULA
from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.core.place import Place
from thgbilanz.exhibits.document import document_text
from thgbilanz.exhibits.findings import (
    FINDING_KEYS,
    findings_csv,
    findings_document,
    findings_github,
    findings_json,
    findings_text,
)

ALL = (*FINDINGS, ERROR)
TEXTS = st.text(max_size=30)
PLACES = st.builds(Place, TEXTS, TEXTS, TEXTS, TEXTS)
DIAGNOSTICS = st.builds(
    Diagnostic,
    st.sampled_from(["THG061", "THG110"]),
    st.sampled_from(Severity),
    TEXTS,
    PLACES,
    TEXTS,
    TEXTS,
    TEXTS,
    st.tuples(PLACES),
    st.integers(1, 400),
    st.just(()),
    st.none() | st.floats(),
    TEXTS,
)


def test_a_finding_reads_as_in_the_style_guide() -> None:
    assert findings_text([ERROR]) == (
        "Fehler THG061: Zahl ist mehrdeutig\n"
        "  daten/2019/stadt.xlsx › Strom › D14 (Zeile 14, Spalte „Verbrauch“)\n"
        "     gefunden: „1.234“\n"
        "  erwartet: 1234 oder 1,234\n"
        "  Hinweis: Zelle als Zahl eingeben\n"
        "  Mehr: thg fehler THG061\n"
        "\n"
        "1 Fehler\n"
    )


def test_repeats_are_one_message_with_count_and_three_examples() -> None:
    same = [replace(ERROR, place=replace(ERROR.place, cell=f"D{row}"), found=f"1.{row}") for row in range(300, 599)]
    same.append(replace(ERROR, place=Place("werke.xlsx", "Strom", "D9", "Verbrauch"), found="1.009"))
    text = findings_text(same)
    assert text.count("Fehler THG061") == 1
    assert "daten/2019/stadt.xlsx › Strom › D300 (Zeile 300" in text
    assert "gefunden: „1.300“, „1.301“, „1.302“, …" in text
    assert "und 299 weitere Stellen, z. B. D301; D302; D303" in text
    assert text.endswith("\n300 Fehler\n")


def test_related_places_of_another_file_are_named_in_full() -> None:
    text = findings_text(FINDINGS)
    assert "und 11 weitere Stellen, z. B. E9; daten/2019/werke.xlsx › Wärme › E7" in text
    two = replace(FINDINGS[0], count=2, related=FINDINGS[0].related[:1])
    assert "  und 1 weitere Stelle: E9\n" in findings_text([two])


def test_many_messages_of_one_code_are_held_back_and_counted() -> None:
    many = [replace(ERROR, text=f"Zahl {number} ist mehrdeutig") for number in range(25)]
    text = findings_text(many)
    assert text.count("Mehr: thg fehler") == 10
    assert "THG061: 15 weitere Befunde dieser Art, alle mit --format json" in text
    assert len(findings_json(many)) == 25


def test_found_values_are_cut_and_cannot_steer() -> None:
    text = findings_text([replace(ERROR, found="\x1b[31m" + "x" * 100)])
    assert "„␛[31m" + "x" * 54 + "…“" in text
    assert "\x1b" not in text


CONFIRMED = replace(
    ERROR,
    severity=Severity.NOTE,
    effect_kg=123_450.0,
    confirmation="Erika Muster, 12.01.2020: Zähler getauscht",
)


def test_effect_and_confirmation_stand_in_every_format() -> None:
    assert (
        "  Hinweis: Zelle als Zahl eingeben\n"
        "  Wirkung: könnte die Summe um bis zu 123,5 t CO2e ändern\n"
        "  bestätigt: Erika Muster, 12.01.2020: Zähler getauscht\n"
        "  Mehr: thg fehler THG061\n"
    ) in findings_text([CONFIRMED])
    entry = findings_json([CONFIRMED])[0]
    assert (entry["wirkung_t"], entry["bestaetigung"]) == (123.45, "Erika Muster, 12.01.2020: Zähler getauscht")
    row = next(csv.DictReader(io.StringIO(findings_csv([CONFIRMED]))))
    assert (row["wirkung_t"], row["bestaetigung"]) == ("123.45", "Erika Muster, 12.01.2020: Zähler getauscht")
    assert findings_csv([CONFIRMED], excel=True).endswith(";123,45;Erika Muster, 12.01.2020: Zähler getauscht\n")
    assert findings_github([CONFIRMED]).endswith(
        "%0AWirkung: könnte die Summe um bis zu 123,5 t CO2e ändern"
        "%0Abestätigt: Erika Muster, 12.01.2020: Zähler getauscht%0AMehr: thg fehler THG061\n"
    )


def test_effects_of_repeats_add_up_and_an_unknown_one_is_none() -> None:
    # 700 kg + 500 kg = 1.2 t; the third is not known and adds nothing
    effects = (700.0, 500.0, None)
    same = [
        replace(ERROR, place=replace(ERROR.place, cell=f"D{row}"), effect_kg=effect)
        for row, effect in enumerate(effects, 14)
    ]
    assert "Wirkung: könnte die Summe um bis zu 1,2 t CO2e ändern" in findings_text(same)
    assert [entry["wirkung_t"] for entry in findings_json(same)] == [0.7, 0.5, None]
    assert "Wirkung" not in findings_text(same[2:])
    assert "Wirkung" not in findings_github([replace(ERROR, effect_kg=float("nan"))])


def test_only_places_with_the_same_confirmation_are_one_message() -> None:
    other = replace(CONFIRMED, place=replace(ERROR.place, cell="D15"), confirmation="Jan Beispiel, 13.01.2020: Umzug")
    assert findings_text([CONFIRMED, other]).count("Hinweis THG061") == 2
    same = replace(other, confirmation=CONFIRMED.confirmation)
    assert findings_text([CONFIRMED, same]).count("Hinweis THG061") == 1


def test_no_findings_is_a_sentence() -> None:
    assert findings_text([]) == "Keine Befunde\n"


def test_places_without_file_or_cell_leave_no_holes() -> None:
    text = findings_text([replace(ERROR, place=Place(column="Verbrauch"), found="", expected="", hint="")])
    assert text.splitlines()[:3] == [
        "Fehler THG061: Zahl ist mehrdeutig",
        "  Spalte „Verbrauch“",
        "  Mehr: thg fehler THG061",
    ]
    assert "Zeile" not in findings_text([replace(ERROR, place=Place("thg.toml", "", "organisation[0].name"))])


@given(st.lists(DIAGNOSTICS, max_size=6), st.integers(30, 90))
def test_any_finding_prints_within_the_width(findings: list[Diagnostic], width: int) -> None:
    text = findings_text(findings, width)
    assert max(len(line) for line in text.split("\n")) <= width or not text.isascii()
    assert all(char == "\n" or char.isprintable() for char in text)


@given(st.lists(DIAGNOSTICS, max_size=6))
def test_json_csv_and_annotations_take_any_text(findings: list[Diagnostic]) -> None:
    assert json.loads(document_text(findings_json(findings)).encode()) == findings_json(findings)
    for excel in (False, True):
        text = findings_csv(findings, excel=excel)
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";" if excel else ","))
        assert [len(row) for row in rows] == [len(FINDING_KEYS)] * (len(findings) + 1)
        assert not any(cell.startswith(("=", "@", "\t", "\0")) for row in rows for cell in row)
    annotations = findings_github(findings)
    assert annotations.count("\n") == len(findings)
    assert "\r" not in annotations


def test_json_objects_have_the_keys_of_the_contract_in_its_order() -> None:
    first = findings_json([ERROR])[0]
    assert tuple(first) == FINDING_KEYS
    assert first == {
        "code": "THG061",
        "schwere": "Fehler",
        "text": "Zahl ist mehrdeutig",
        "datei": "daten/2019/stadt.xlsx",
        "blatt": "Strom",
        "zelle": "D14",
        "spalte": "Verbrauch",
        "gefunden": "1.234",
        "erwartet": "1234 oder 1,234",
        "hinweis": "Zelle als Zahl eingeben",
        "anzahl": 1,
        "weitere": [],
        "wirkung_t": None,
        "bestaetigung": "",
    }
    assert [entry["code"] for entry in findings_json(ALL)] == ["THG061", "THG110", "THG350"]
    assert findings_json(ALL)[1]["weitere"] == [
        {"datei": "daten/2019/stadt.xlsx", "blatt": "Wärme", "zelle": "E9", "spalte": "Einheit"},
        {"datei": "daten/2019/werke.xlsx", "blatt": "Wärme", "zelle": "E7", "spalte": ""},
    ]


def test_a_document_of_findings_counts_each_severity() -> None:
    document = findings_document(ALL)
    assert document["schema"] == "thgbilanz.befunde/1"
    assert document["anzahl"] == {"Fehler": 1, "Warnung": 12, "Hinweis": 1}
    assert document["befunde"] == findings_json(ALL)


def test_csv_has_two_dialects_and_no_formula() -> None:
    machine = list(csv.DictReader(io.StringIO(findings_csv(ALL))))
    assert [row["code"] for row in machine] == ["THG061", "THG110", "THG350"]
    assert machine[2]["gefunden"] == f"'{FORMULA}"
    assert machine[1]["anzahl"] == "12"
    assert machine[1]["weitere"] == "daten/2019/stadt.xlsx › Wärme › E9; daten/2019/werke.xlsx › Wärme › E7"
    excel = findings_csv(ALL, excel=True)
    assert excel.startswith("\ufeffcode;schwere;text;")
    assert findings_csv([replace(ERROR, found="-5,2")]).count("'") == 0


def test_annotations_point_to_lines_of_text_files_only() -> None:
    in_csv = replace(ERROR, place=Place("daten/2019/a,b.csv", "", "D14", "Menge"), text="50 %\n::error::x")
    assert findings_github([in_csv]) == (
        "::error file=daten/2019/a%2Cb.csv,line=14,title=Fehler THG061::50 %25%0A::error::x%0AD14%0A"
        "gefunden: 1.234%0Aerwartet: 1234 oder 1,234%0AHinweis: Zelle als Zahl eingeben%0AMehr: thg fehler THG061\n"
    )
    lines = findings_github(ALL).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::error", "::warning", "::notice"]
    assert "line=" not in lines[0]
