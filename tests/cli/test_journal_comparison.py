"""``thg journal vergleiche``: years, seals and files; figures by cause; what cannot be compared."""

import csv
import io
from pathlib import Path

import pytest

from tests.cli.calls import CLEAN, GOOD, SETTINGS, project, thg, tree

EQUITY = SETTINGS.replace("zieljahr = 2035", 'zieljahr = 2035\nkonsolidierung = "beteiligung"')


def saved(root: Path, name: str = "vorher.csv") -> None:
    """The journal of 2019 as a file."""
    (root / name).write_text(thg("journal", "2019", "--format", "csv", folder=root).out, encoding="utf-8")


def figures(document: dict[str, object]) -> dict[str, dict[str, float]]:
    """Causes in tonnes by method of scope 2, those that changed anything."""
    found = {}
    for figure in document["kennzahlen"]:
        causes = {name: entry["t"] for name, entry in figure["ursachen"].items() if entry["t"]}
        found[figure["raum"] + "-" + figure["methode"]] = causes
    return found


def test_a_saved_journal_against_the_year_as_it_is_now(tmp_path: Path) -> None:
    root = project(tmp_path, CLEAN)
    before = thg("bilanz", "2019", "--format", "json", folder=root).document["betrieblich"]["summe_t"]
    saved(root)
    project(root, CLEAN.replace(";1000;l;", ";1500;l;"))
    after = thg("bilanz", "2019", "--format", "json", folder=root).document["betrieblich"]["summe_t"]
    result = thg("journal", "vergleiche", "vorher.csv", "2019", "--format", "json", folder=root)
    assert (result.code, result.err) == (0, "")
    document = result.document
    by_figure = figures(document)
    assert set(by_figure["betrieblich-standort"]) == {"aktivitaet"}
    assert by_figure["betrieblich-standort"]["aktivitaet"] == pytest.approx(after - before, rel=1e-9)
    first = document["kennzahlen"][0]
    assert (first["vorher_t"], first["nachher_t"]) == (pytest.approx(before), pytest.approx(after))
    assert [entry["was"] for entry in document["buchungen"]] == ["Menge 1.000 → 1.500 l"] * 2  # scope 1 and 3.3


def test_the_text_fits_and_says_what_changed(tmp_path: Path) -> None:
    root = project(tmp_path, CLEAN)
    saved(root)
    project(root, CLEAN.replace(";1000;l;", ";1500;l;"))
    for width in (80, 40):
        result = thg("journal", "vergleiche", "vorher.csv", "2019", folder=root, width=width)
        assert result.code == 0
        assert max(map(len, result.out.splitlines())) <= width
        words = " ".join(result.out.split())
        assert "Vergleich: vorher.csv → Bilanz 2019" in words
        assert "Aktivität: Menge 1.000 → 1.500 l" in words
        assert "Konzern" in words
    same = thg("journal", "vergleiche", "2019", "2019", folder=root)
    assert "✓ Kein Unterschied: 5 Buchungen gleich" in same.out


def test_csv_has_one_line_per_changed_posting(tmp_path: Path) -> None:
    root = project(tmp_path, CLEAN)
    saved(root)
    project(root, CLEAN.replace(";1000;l;", ";1500;l;"))
    rows = list(
        csv.DictReader(
            io.StringIO(thg("journal", "vergleiche", "vorher.csv", "2019", "--format", "csv", folder=root).out)
        )
    )
    assert [row["organisation"] for row in rows] == ["wohnen", "wohnen"]
    assert all(float(row["aktivitaet_t"]) == float(row["unterschied_t"]) for row in rows)
    assert rows[0]["buchung_vorher"] == rows[0]["buchung_nachher"]


def test_years_are_compared_by_what_postings_are_about(tmp_path: Path) -> None:
    root = project(tmp_path, CLEAN)
    project(root, CLEAN.replace(";2019;", ";2020;").replace(";1000;l;", ";900;l;"), year=2020)
    document = thg("journal", "vergleiche", "2019", "2020", "--format", "json", folder=root).document
    assert (document["vorher"]["jahr"], document["nachher"]["jahr"]) == (2019, 2020)
    heating = [entry for entry in document["buchungen"] if entry["aktivitaet"] == "heizoel"]
    assert {entry["was"] for entry in heating} == {"Menge 1.000 → 900 l"}
    assert "methode" not in figures(document)["betrieblich-standort"]


def test_another_approach_is_refused_unless_asked_for(tmp_path: Path) -> None:
    shares = EQUITY + "beteiligung = 60\n"
    root = project(tmp_path, CLEAN)
    assert thg("abschluss", "2019", folder=root).code == 0
    project(root, CLEAN, shares)
    call = ("journal", "vergleiche", "abschluss/2019.json", "2019")
    refused = thg(*call, folder=root)
    assert (refused.code, refused.out) == (2, "")
    assert "THG644" in refused.err
    assert "--ansatz-verschieden" in refused.err
    document = thg(*call, "--ansatz-verschieden", "--format", "json", folder=root).document
    causes = figures(document)["betrieblich-standort"]
    assert set(causes) == {"methode"}  # 40 % of wohnen are no longer counted
    change = document["kennzahlen"][0]
    wohnen = sum(entry["vorher_t"] for entry in document["buchungen"] if entry["methode"] != "markt")
    assert causes["methode"] == pytest.approx(-0.4 * wohnen)
    assert change["unterschied_t"] == pytest.approx(-0.4 * wohnen)


def test_a_file_knows_the_shares_of_its_postings(tmp_path: Path) -> None:
    root = project(tmp_path, CLEAN, EQUITY + "beteiligung = 60\n")
    before = thg("bilanz", "2019", "--format", "json", folder=root).document["betrieblich"]["konzern"]["summe_t"]
    saved(root)
    project(root, CLEAN, EQUITY + "beteiligung = 80\n")
    document = thg("journal", "vergleiche", "vorher.csv", "2019", "--format", "json", folder=root).document
    after = thg("bilanz", "2019", "--format", "json", folder=root).document["betrieblich"]["konzern"]["summe_t"]
    first = document["kennzahlen"][0]
    assert (first["vorher_t"], first["nachher_t"]) == (pytest.approx(before), pytest.approx(after))
    assert figures(document)["betrieblich-standort"] == {"perimeter": pytest.approx(after - before)}


def test_a_share_that_changes_within_the_year_counts_by_days(tmp_path: Path) -> None:
    half = "[[organisation.stand]]\nab = 2019-07-02\nbeteiligung = 0\n"
    root = project(tmp_path, CLEAN, EQUITY + "beteiligung = 100\n")
    assert thg("abschluss", "2019", folder=root).code == 0
    project(root, CLEAN, EQUITY + "beteiligung = 100\n" + half)
    document = thg("journal", "vergleiche", "abschluss/2019.json", "2019", "--format", "json", folder=root).document
    balance = thg("bilanz", "2019", "--format", "json", folder=root).document["betrieblich"]["konzern"]["summe_t"]
    first = document["kennzahlen"][0]
    assert first["nachher_t"] == pytest.approx(balance)
    wohnen = sum(entry["vorher_t"] for entry in document["buchungen"] if entry["methode"] != "markt")
    # 182 of 365 days are left: 1 January to 1 July
    assert figures(document)["betrieblich-standort"] == {"perimeter": pytest.approx(-wohnen * 183 / 365)}


def test_a_balance_document_has_no_postings(tmp_path: Path) -> None:
    root = project(tmp_path, GOOD)
    thg("bilanz", "2019", folder=root)
    result = thg("journal", "vergleiche", "ausgabe/2019/bilanz.json", "2019", folder=root)
    assert (result.code, result.out) == (2, "")
    assert "THG645" in result.err
    assert "keine Buchungen" in result.err


@pytest.mark.parametrize(
    ("call", "headline"),
    [
        ("vergleiche 2019", "Der Vergleich braucht zwei Angaben"),
        ("vergleiche 2019 fehlt.csv", "„fehlt.csv“ ist weder ein Jahr noch eine Datei"),
        ("2019 2020", "Überzählige Angabe „2020“"),
        ("vergleiche 2019 2019 --wo scope=1", "gibt es beim Vergleich nicht"),
    ],
)
def test_wrong_calls(tmp_path: Path, call: str, headline: str) -> None:
    root = project(tmp_path)
    before = tree(root)
    result = thg("journal", *call.split(), folder=root)
    assert (result.code, result.out) == (2, "")
    assert headline in " ".join(result.err.split())
    assert tree(root) == before


def test_files_of_another_kind_are_named(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "liste.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    result = thg("journal", "vergleiche", "liste.csv", "2019", folder=root)
    assert (result.code, result.out) == (3, "")
    assert "THG642" in result.err
    (root / "leer.csv").write_text(thg("journal", "2019", "--format", "csv", folder=root).out.splitlines()[0] + "\n")
    assert "keine Buchung" in thg("journal", "vergleiche", "leer.csv", "2019", folder=root).err
