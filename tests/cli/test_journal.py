"""``thg journal``: postings on standard output, sums that never mix, files, wrong wishes."""

import csv
import io
from pathlib import Path

import pytest

from tests.cli.calls import AMBIGUOUS, CLEAN, GOOD, HEADER, project, thg, tree
from thgbilanz.core.posting import POSTING_COLUMNS
from thgbilanz.journal.store import read_journal


def test_postings_are_shown_with_their_sums(tmp_path: Path) -> None:
    root = project(tmp_path)
    result = thg("journal", "2019", "--wo", "organisation=wohnen", folder=root)
    assert result.code == 0
    assert "Musterstadt · Journal 2019 · 2 von 5 Buchungen" in result.out
    assert "Bedingungen: organisation=wohnen" in result.out
    assert "1.000 l" not in result.out  # the converted quantity is what the factor multiplies
    assert "daten/2019/tabelle.csv › D3" in result.out
    assert "Summe Scope 1 + Scope 3" in result.out
    assert tree(root).keys() == {"thg.toml", "daten/2019/tabelle.csv"}
    assert max(map(len, result.out.splitlines())) <= 80


def test_both_methods_of_scope_2_are_never_added(tmp_path: Path) -> None:
    root = project(tmp_path)
    document = thg("journal", "2019", "--wo", "scope=2", "--format", "json", folder=root).document
    by_method = {posting["methode"]: posting["emissionen_kg"] for posting in document["buchungen"]}
    assert set(by_method) == {"standort", "markt"}
    (sums,) = document["summen"]
    assert (sums["raum"], sums["methode"]) == ("betrieblich", "standort")
    assert sums["summe_t"] == by_method["standort"] / 1000
    text = thg("journal", "2019", "--wo", "scope=2", folder=root).out
    assert "die Summe enthält nur den Standort" in " ".join(text.split())


def test_json_has_every_posting_and_the_run_record(tmp_path: Path) -> None:
    root = project(tmp_path)
    result = thg("journal", "2019", "--format", "json", folder=root)
    document = result.document
    assert (result.code, result.err, document["schema"]) == (0, "", "thgbilanz.journal/1")
    assert document["anzahl"] == document["buchungen_gesamt"] == len(document["buchungen"]) == 5
    assert [entry["datei"] for entry in document["lauf"]["eingaben"]] == ["daten/2019/tabelle.csv", "thg.toml"]
    balance = thg("bilanz", "2019", "--format", "json", folder=root).document
    assert document["summen"][0]["summe_t"] == pytest.approx(balance["betrieblich"]["summe_t"], rel=1e-12)


def test_csv_is_a_journal_that_reads_back(tmp_path: Path) -> None:
    root = project(tmp_path)
    result = thg("journal", "2019", "--format", "csv", folder=root)
    stored = read_journal(result.out.encode(), "journal.csv")
    assert stored.findings == ()
    assert stored.postings is not None
    assert tuple(stored.postings.columns) == POSTING_COLUMNS
    assert len(stored.postings) == 5
    assert stored.shares is not None
    assert stored.shares.tolist() == [1.0] * 5


def test_chosen_columns_have_german_keys(tmp_path: Path) -> None:
    root = project(tmp_path)
    call = ("journal", "2019", "--wo", "scope=1", "--spalten", "Organisation, Emissionen_t,zelle", "--format", "csv")
    wrong = thg(*call, folder=root)
    assert wrong.code == 2
    assert "Eine Spalte „zelle“ hat das Journal nicht" in wrong.out  # findings in the format that was asked for
    rows = list(csv.reader(io.StringIO(thg(*call[:-3], "Organisation,Emissionen_t", *call[-2:], folder=root).out)))
    assert rows[0] == ["organisation", "emissionen_t"]
    assert rows[1][0] == "wohnen"
    text = thg("journal", "2019", "--spalten", "Datengüte,einheit,emissionen_t", folder=root).out
    assert "datenguete" in text


@pytest.mark.parametrize(
    ("condition", "code", "words"),
    [
        ("emissonen_t>100", "THG640", "emissionen_t"),
        ("organisation=wonen", "THG641", "wohnen"),
        ("scope", "THG641", "Bedingung"),
    ],
)
def test_a_wrong_condition_ends_the_call_with_candidates(tmp_path: Path, condition: str, code: str, words: str) -> None:
    root = project(tmp_path)
    result = thg("journal", "2019", "--wo", condition, folder=root)
    assert (result.code, result.out) == (2, "")
    assert code in result.err
    assert words in result.err
    document = thg("journal", "2019", "--wo", condition, "--format", "json", folder=root).document
    assert [finding["code"] for finding in document["befunde"]] == [code]


def test_nothing_found_is_said_and_is_no_zero(tmp_path: Path) -> None:
    root = project(tmp_path)
    result = thg("journal", "2019", "--wo", "aktivitaet=holzpellets", folder=root)
    assert result.code == 0
    assert "Keine Buchung erfüllt alle Bedingungen" in result.out
    assert "Summe" not in result.out
    assert (
        thg("journal", "2019", "--wo", "aktivitaet=holzpellets", "--format", "json", folder=root).document["summen"]
        == []
    )


def test_many_postings_are_cut_with_a_word_and_shown_with_alle(tmp_path: Path) -> None:
    rows = "".join(f"stadt;betrieblich;heizoel;{number};l;2019;A\n" for number in range(100, 140))
    root = project(tmp_path, HEADER + rows + "wohnen;betrieblich;strom;1;kWh;2019;A\n")
    short = thg("journal", "2019", "--wo", "scope=1", folder=root).out
    assert "30 von 40 Buchungen gezeigt; alle mit --alle oder csv" in short
    every = thg("journal", "2019", "--wo", "scope=1", "--alle", folder=root).out
    assert every.count("tabelle.csv › D") == 40
    assert short.count("tabelle.csv › D") == 30
    assert short.split("Summe Scope 1")[1].split()[:2] == every.split("Summe Scope 1")[1].split()[:2]


def test_a_file_is_written_whole_and_again_unchanged(tmp_path: Path) -> None:
    root = project(tmp_path)
    result = thg("journal", "2019", "--als", "xlsx", folder=root)
    assert (result.code, result.out) == (0, "")
    assert result.err == "Geschrieben: ausgabe/2019/journal.xlsx\n"
    assert thg("journal", "2019", "--als", "xlsx", folder=root).err == "Unverändert: ausgabe/2019/journal.xlsx\n"
    some = thg("journal", "2019", "--als", "csv", "--wo", "scope=1", folder=root)
    assert "ausgabe/2019/journal-scope-1-" in some.err
    refused = thg("journal", "2019", "--ausgabe", "hier", folder=root)
    assert (refused.code, refused.out) == (2, "")
    assert "--als xlsx" in refused.err


def test_with_an_error_no_file_is_written_and_the_text_is_marked(tmp_path: Path) -> None:
    root = project(tmp_path, AMBIGUOUS)
    before = tree(root)
    shown = thg("journal", "2019", folder=root)
    assert shown.code == 1
    assert "VORLÄUFIG" in shown.out
    result = thg("journal", "2019", "--als", "xlsx", folder=root)
    assert result.code == 1
    assert "Nichts geschrieben" in result.err
    assert tree(root) == before
    assert thg("journal", "2019", "--als", "xlsx", "--vorlaeufig", folder=root).code == 1
    assert "ausgabe/2019/journal.xlsx" in tree(root)


def test_a_narrow_terminal_keeps_every_figure(tmp_path: Path) -> None:
    root = project(tmp_path, CLEAN)
    narrow = thg("journal", "2019", folder=root, width=40).out
    assert max(map(len, narrow.splitlines())) <= 40
    assert "2,7" in narrow


def test_the_year_must_be_one_with_data(tmp_path: Path) -> None:
    root = project(tmp_path, GOOD)
    result = thg("journal", "2018", folder=root)
    assert (result.code, result.out) == (1, "")
    assert "THG515" in result.err
