"""``thg erklaere``: figures and postings by name, lists, refusals, streams and exit codes."""

from math import fsum
from pathlib import Path

from tests.cli.calls import AMBIGUOUS, CLEAN, project, thg


def test_a_figure_is_explained_down_to_its_cell(tmp_path: Path) -> None:
    """1000 l x 9.96 kWh/l (Hi) x 0.266 kg/kWh: the arithmetic stands in the answer."""
    result = thg("erklaere", "wohnen", "scope", "1", folder=project(tmp_path, CLEAN))
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("Wohnen GmbH: Scope 1 = ")
    assert "betrieblich.organisationen.wohnen.scope1_t" in result.out
    assert "daten/2019/tabelle.csv › D3" in result.out
    assert "1.000 l" in result.out


def test_json_holds_every_posting_and_the_recomputed_kilograms(tmp_path: Path) -> None:
    document = thg("erklaere", "summe", "--format", "json", folder=project(tmp_path, CLEAN)).document
    assert document["schema"] == "thgbilanz.erklaerung/1"
    assert document["kennzahl"]["name"] == "betrieblich.summe_t"
    assert document["kennzahl"]["buchungen"] == len(document["buchungen"]) == 4
    assert fsum(posting["wert"] for posting in document["buchungen"]) == document["kennzahl"]["wert"]
    assert document["nachgerechnet"] is True
    for posting in document["buchungen"]:
        assert posting["rechnung"]["nachgerechnet_kg"] == posting["rechnung"]["kg"]


def test_a_posting_is_found_by_the_beginning_of_its_id(tmp_path: Path) -> None:
    root = project(tmp_path, CLEAN)
    id_ = thg("erklaere", "summe", "--format", "json", folder=root).document["buchungen"][0]["buchung"]
    shown = thg("erklaere", id_[:8], folder=root)
    if not any(sign.isdecimal() for sign in id_[:8]):  # pragma: no cover - the id of this table has digits
        shown = thg("erklaere", id_, folder=root)
    assert shown.code == 0
    assert id_ in shown.out
    assert shown.out.startswith("Eine Buchung")


def test_without_a_question_all_figures_are_listed(tmp_path: Path) -> None:
    root = project(tmp_path, CLEAN)
    result = thg("erklaere", folder=root)
    assert result.code == 0
    assert "betrieblich.scope1_t" in result.out
    names = [figure["name"] for figure in thg("erklaere", "--format", "json", folder=root).document["kennzahlen"]]
    assert names[0] == "betrieblich.summe_t"
    assert len(names) == len(set(names))


def test_an_unknown_figure_names_the_nearest(tmp_path: Path) -> None:
    result = thg("erklaere", "scope1", "wohnung", folder=project(tmp_path, CLEAN))
    assert (result.code, result.out) == (2, "")
    assert "betrieblich.organisationen.wohnen.scope1_t" in result.err


def test_nonsense_and_an_unknown_posting_name_where_to_look(tmp_path: Path) -> None:
    root = project(tmp_path, CLEAN)
    assert "Alle Kennzahlen: thg erklaere" in thg("erklaere", "xyzzy", folder=root).err
    result = thg("erklaere", "00000000", folder=root)
    assert result.code == 2
    assert "Buchungs-IDs stehen im Blatt „Journal“" in result.err


def test_a_figure_that_is_no_sum_of_postings_says_why(tmp_path: Path) -> None:
    result = thg("erklaere", "wesentlichkeit.raeume.betrieblich.offen_t", folder=project(tmp_path, CLEAN))
    assert result.code == 2
    assert "keine Summe von Buchungen" in " ".join(result.err.split())


def test_open_errors_mark_the_answer_and_the_exit_code(tmp_path: Path) -> None:
    result = thg("erklaere", "scope2 standort", folder=project(tmp_path, AMBIGUOUS))
    assert result.code == 1
    assert "VORLÄUFIG" in result.out


def test_a_year_without_data_and_a_year_that_is_none(tmp_path: Path) -> None:
    root = project(tmp_path, CLEAN)
    missing = thg("erklaere", "summe", "--jahr", "2020", folder=root)
    assert missing.code == 1
    assert "THG515" in missing.err
    assert thg("erklaere", "summe", "--jahr", "19", folder=root).code == 2
