"""``thg bilanz``: result and findings on their streams, exit codes, nothing half written."""

import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.calls import AMBIGUOUS, CLEAN, GOOD, HEADER, SETTINGS, project, thg, tree


def test_a_clean_year_is_shown_and_written(tmp_path: Path) -> None:
    root = project(tmp_path, CLEAN)
    result = thg("bilanz", "2019", folder=root)
    assert result.code == 0
    assert "VORLÄUFIG" not in result.out
    assert result.err == "Geschrieben: ausgabe/2019/bilanz.json, ausgabe/2019/bilanz.xlsx\n"
    assert sorted(path.name for path in (root / "ausgabe" / "2019").iterdir()) == ["bilanz.json", "bilanz.xlsx"]


def test_a_second_run_changes_nothing_and_says_so(tmp_path: Path) -> None:
    root = project(tmp_path, CLEAN)
    first = thg("bilanz", "2019", folder=root)
    before = tree(root)
    second = thg("bilanz", "2019", folder=root)
    assert second.err == "Unverändert: ausgabe/2019/bilanz.json, ausgabe/2019/bilanz.xlsx\n"
    assert (second.code, second.out) == (0, first.out)
    assert tree(root) == before


def test_json_is_the_file_that_is_written_and_standard_error_is_quiet(tmp_path: Path) -> None:
    root = project(tmp_path)
    result = thg("bilanz", "2019", "--format", "json", folder=root)
    assert (result.code, result.err) == (0, "")
    assert result.out == (root / "ausgabe" / "2019" / "bilanz.json").read_text(encoding="utf-8")
    document = result.document
    assert (document["schema"], document["jahr"], document["vorlaeufig"]) == ("thgbilanz.bilanz/1", 2019, False)
    assert document["kontrolle"]["gelesen"] == 2
    assert document["kontrolle"]["gebucht"] == 2
    inputs = [entry["datei"] for entry in document["lauf"]["eingaben"]]
    assert inputs == ["daten/2019/tabelle.csv", "thg.toml"]
    assert {entry["satz"] for entry in document["lauf"]["faktoren"]} == {"bisko", "uba-betrieblich"}


def test_with_an_error_nothing_is_written_and_totals_are_marked(tmp_path: Path) -> None:
    root = project(tmp_path, AMBIGUOUS)
    before = tree(root)
    result = thg("bilanz", "2019", folder=root)
    assert result.code == 1
    assert "VORLÄUFIG" in result.out
    assert "daten/2019/tabelle.csv › D3" in result.err
    assert "Nichts geschrieben, solange Fehler offen sind" in result.err
    assert tree(root) == before
    as_json = thg("bilanz", "2019", "--format", "json", folder=root)
    assert (as_json.code, as_json.err) == (1, "")
    assert as_json.document["vorlaeufig"] is True
    assert as_json.document["kontrolle"]["gelesen"] == 2
    assert as_json.document["kontrolle"]["offen"] == 1
    assert tree(root) == before


def test_vorlaeufig_writes_marked_files_and_still_ends_with_1(tmp_path: Path) -> None:
    root = project(tmp_path, AMBIGUOUS)
    result = thg("bilanz", "2019", "--vorlaeufig", folder=root)
    assert result.code == 1
    written = (root / "ausgabe" / "2019" / "bilanz.json").read_text(encoding="utf-8")
    assert '"vorlaeufig": true' in written
    assert (root / "ausgabe" / "2019" / "bilanz.xlsx").is_file()


def test_an_older_result_beside_open_errors_is_mentioned(tmp_path: Path) -> None:
    root = project(tmp_path)
    thg("bilanz", "2019", folder=root)
    before = tree(root / "ausgabe")
    project(root, AMBIGUOUS)
    result = thg("bilanz", "2019", folder=root)
    assert "Von einem früheren Lauf: ausgabe/2019/bilanz.json, ausgabe/2019/bilanz.xlsx" in result.err
    assert tree(root / "ausgabe") == before


def test_a_year_without_files_names_the_remedy(tmp_path: Path) -> None:
    root = project(tmp_path, None)
    result = thg("bilanz", "2019", folder=root)
    assert (result.code, result.out) == (1, "")
    assert "THG515: Für 2019 liegen keine Daten vor" in result.err
    assert "thg vorlage 2019" in result.err
    as_json = thg("bilanz", "2018", "--format", "json", folder=root)
    assert [finding["code"] for finding in as_json.document["befunde"]] == ["THG515"]
    assert tree(root).keys() == {"thg.toml"}


def test_a_folder_that_may_not_be_listed_is_not_an_empty_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(tmp_path)
    listed = Path.iterdir

    def iterdir(folder: Path) -> Iterator[Path]:
        if folder.name == "2019":
            raise PermissionError(errno.EACCES, "denied")
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    result = thg("bilanz", "2019", "--format", "json", folder=root)
    assert result.code == 3
    assert [finding["code"] for finding in result.document["befunde"]] == ["THG525"]


def test_an_unreadable_file_ends_with_3_and_the_rest_is_balanced(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "daten" / "2019" / "kaputt.xlsx").write_bytes(b"PK\x03\x04 broken")
    result = thg("bilanz", "2019", "--format", "json", folder=root)
    assert result.code == 3
    assert result.document["kontrolle"]["gebucht"] == 2
    assert result.document["vorlaeufig"] is True
    assert not (root / "ausgabe").exists()


def test_an_organisation_alone(tmp_path: Path) -> None:
    root = project(tmp_path)
    document = thg("bilanz", "2019", "--organisation", "wohnen", "--format", "json", folder=root).document
    assert [entry["id"] for entry in document["betrieblich"]["organisationen"]] == ["wohnen"]
    control = document["kontrolle"]
    assert (control["gelesen"], control["gebucht"], control["ausgeschlossen"]) == (2, 1, 1)
    result = thg("bilanz", "2019", "--organisation", "wohnne", folder=root)
    assert (result.code, result.out) == (2, "")
    assert "Meinten Sie „wohnen“?" in result.err


def test_a_balance_of_some_organisations_says_so_and_keeps_the_whole_one(tmp_path: Path) -> None:
    root = project(tmp_path)
    thg("bilanz", "2019", folder=root)
    before = tree(root / "ausgabe")
    document = thg("bilanz", "2019", "--organisation", "wohnen", "--format", "json", folder=root).document
    assert [(f["code"], f["text"]) for f in document["befunde"]] == [("THG524", "Teilbilanz: nur Wohnen GmbH")]
    after = tree(root / "ausgabe")
    assert {name: after[name] for name in before} == before
    added = sorted(set(after) - set(before))
    assert [name.rpartition(".")[2] for name in added] == ["json", "xlsx"]
    assert all(name.startswith("2019/bilanz-wohnen-") for name in added)


def test_the_share_of_a_parent_that_is_left_out_still_counts(tmp_path: Path) -> None:
    # stadt owns 50 % of holding, holding owns 50 % of werke: 25 % of werke belong to the group.
    settings = SETTINGS.replace("zieljahr = 2035", 'zieljahr = 2035\nkonsolidierung = "beteiligung"')
    for own, parent in (("holding", "stadt"), ("werke", "holding")):
        settings += f'[[organisation]]\nid = "{own}"\nname = "{own}"\nart = "versorgung"\n'
        settings += f'mutter = "{parent}"\nbeteiligung = 50\n'
    root = project(tmp_path, GOOD.replace("wohnen;", "werke;"), settings)
    whole = thg("bilanz", "2019", "--format", "json", folder=root).document
    alone = thg("bilanz", "2019", "--format", "json", "--organisation", "werke", folder=root).document
    shares = [
        next(entry["anteil"] for entry in document["betrieblich"]["organisationen"] if entry["id"] == "werke")
        for document in (whole, alone)
    ]
    assert shares == [0.25, 0.25]


def test_organisations_outside_their_years_do_not_count(tmp_path: Path) -> None:
    root = project(tmp_path, settings=SETTINGS + "gueltig_ab = 2020-01-01\n")
    document = thg("bilanz", "2019", "--format", "json", folder=root).document
    assert [entry["id"] for entry in document["betrieblich"]["organisationen"]] == ["stadt"]
    assert document["kontrolle"]["ausgeschlossen"] == 1
    assert "THG522" in [finding["code"] for finding in document["befunde"]]


def test_an_organisation_without_rows_is_a_warning(tmp_path: Path) -> None:
    root = project(tmp_path, HEADER + "stadt;betrieblich;oekostrom;1000;kWh;2019;A\n")
    result = thg("bilanz", "2019", "--format", "json", folder=root)
    assert result.code == 0
    assert [(f["code"], f["zelle"]) for f in result.document["befunde"]] == [("THG521", "organisation[2]")]


@pytest.mark.parametrize("view", ["betrieblich", "territorial"])
def test_a_view_shows_only_its_space(tmp_path: Path, view: str) -> None:
    both = (
        "organisation;raum;sektor;aktivitaet;menge;einheit;jahr;datenguete\n"
        "stadt;betrieblich;;strom;1000;kWh;2019;A\nwohnen;betrieblich;;strom;1000;kWh;2019;A\n"
        "stadtgebiet;territorial;haushalte;strom;1000;MWh;2019;A\n"
    )
    root = project(tmp_path, both)
    document = thg("bilanz", "2019", "--sicht", view, "--format", "json", folder=root).document
    other = {"betrieblich": "territorial", "territorial": "betrieblich"}[view]
    assert document[view] is not None
    assert document[view]["summe_t"] > 0
    assert not document[other] or document[other]["summe_t"] is None


def test_a_changed_pinned_set_is_an_error_with_the_line_to_copy(tmp_path: Path) -> None:
    pin = '[faktoren.festgelegt]\nbisko = { ausgabe = "0", sha256 = "' + "0" * 64 + '" }\n'
    root = project(tmp_path, settings=SETTINGS.replace("[einwohner]", f"{pin}[einwohner]"))
    result = thg("bilanz", "2019", "--format", "json", folder=root)
    assert result.code == 1
    (finding,) = [finding for finding in result.document["befunde"] if finding["code"] == "THG523"]
    line = finding["hinweis"].partition("festlegen: ")[2]
    fixed = SETTINGS.replace("[einwohner]", f"[faktoren.festgelegt]\n{line}\n[einwohner]")
    assert thg("bilanz", "2019", folder=project(tmp_path / "fixed", settings=fixed)).code == 0


def test_verbose_tells_the_inputs_and_the_line_that_pins_a_set(tmp_path: Path) -> None:
    result = thg("bilanz", "2019", "-v", folder=project(tmp_path))
    assert "Gelesen: daten/2019/tabelle.csv (sha256 " in result.err
    assert 'Faktorsatz: bisko = { ausgabe = "' in result.err


def test_quiet_leaves_only_the_result(tmp_path: Path) -> None:
    result = thg("bilanz", "2019", "-q", folder=project(tmp_path))
    assert (result.code, result.err) == (0, "")


def test_results_go_where_ausgabe_says_and_never_among_the_inputs(tmp_path: Path) -> None:
    root = project(tmp_path / "p")
    assert thg("bilanz", "2019", "--projekt", "p", "--ausgabe", "ziel", folder=tmp_path).code == 0
    assert (tmp_path / "ziel" / "2019" / "bilanz.json").is_file()
    assert not (root / "ausgabe").exists()
    for folder in ("p/daten", "p/daten/2019", "p/faktoren/x"):
        result = thg("bilanz", "2019", "--projekt", "p", "--ausgabe", folder, folder=tmp_path)
        assert (result.code, result.out) == (2, "")
        assert "gehört zu den Eingaben" in result.err


def test_an_output_that_cannot_be_written_ends_with_4(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(tmp_path)
    thg("bilanz", "2019", folder=root)
    before = tree(root / "ausgabe")
    project(root, GOOD.replace("1000", "2000"))

    def denied(_source: object, target: object) -> None:
        raise PermissionError(errno.EACCES, "denied", str(target))

    monkeypatch.setattr(os, "replace", denied)
    result = thg("bilanz", "2019", folder=root)
    assert result.code == 4
    assert "THG530" in result.err
    assert "Ist die Datei in Excel geöffnet?" in result.err
    as_json = thg("bilanz", "2019", "--format", "json", folder=root)
    assert (as_json.code, as_json.err) == (4, "")
    assert "THG530" in [finding["code"] for finding in as_json.document["befunde"]]
    assert tree(root / "ausgabe") == before


def test_a_link_that_leads_out_of_the_project_is_refused(tmp_path: Path) -> None:
    root = project(tmp_path / "p")
    (tmp_path / "fremd").mkdir()
    (root / "ausgabe").symlink_to(tmp_path / "fremd", target_is_directory=True)
    result = thg("bilanz", "2019", folder=root)
    assert result.code == 4
    assert "THG534" in result.err
    assert list((tmp_path / "fremd").iterdir()) == []


def test_the_same_data_in_another_order_of_files_gives_the_same_bytes(tmp_path: Path) -> None:
    lines = GOOD.splitlines(keepends=True)
    outputs = []
    for number, names in enumerate((("a.csv", "b.csv"), ("b.csv", "a.csv"))):
        root = project(tmp_path / str(number), None)
        for name, line in sorted(zip(names, (lines[1], lines[2]), strict=True), reverse=bool(number)):
            content = lines[1] if name == "a.csv" else lines[2]
            assert line
            (root / "daten" / "2019" / name).write_text(lines[0] + content, encoding="utf-8")
        thg("bilanz", "2019", folder=root)
        outputs.append(tree(root / "ausgabe"))
    assert outputs[0] == outputs[1]


def test_names_that_look_like_markup_are_only_names(tmp_path: Path) -> None:
    settings = SETTINGS.replace('"Wohnen GmbH"', '"Wohnen [/b] [red]GmbH[/]"').replace(
        "Musterstadt", "[/] Stadt \\u001b[31m"
    )
    root = project(tmp_path, settings=settings)
    result = thg("bilanz", "2019", folder=root, width=100)
    assert result.code == 0
    assert "Wohnen [/b] [red]GmbH[/]" in " ".join(result.out.split())
    assert "\x1b" not in result.out


def test_a_narrow_terminal_shows_the_same_figures(tmp_path: Path) -> None:
    root = project(tmp_path)
    wide, narrow = (thg("bilanz", "2019", folder=root, width=width).out for width in (80, 40))
    assert max(map(len, wide.splitlines())) <= 80
    assert max(map(len, narrow.splitlines())) <= 40
    figures = re.findall(r"[0-9.]+,[0-9]+", wide)
    assert len(figures) > 10
    assert set(figures) <= set(re.findall(r"[0-9.]+,[0-9]+", narrow))


def test_the_long_form_shows_more_and_earlier_years_stand_in_the_standards_table(tmp_path: Path) -> None:
    example = Path(__file__).parents[2] / "examples" / "musterstadt"
    aside = ("--projekt", str(example), "--ausgabe", str(tmp_path))
    short, long = (thg("bilanz", "2020", *aside, *more, folder=tmp_path) for more in ((), ("-v",)))
    assert "gewichtigste Faktoren" not in short.out
    assert "gewichtigste Faktoren" in long.out
    table = thg("bilanz", "2020", *aside, "--format", "json", folder=tmp_path).document["betrieblich"]["esrs_e1_6"]
    before = thg("bilanz", "2019", *aside, "--format", "json", folder=tmp_path).document["betrieblich"]
    assert table["vorjahr"]["jahr"] == table["basis"]["jahr"] == 2019
    assert table["vorjahr"]["summe_t"] == before["summe_t"]
    assert table["vorjahr"]["intensitaet_t_je_mio_eur"] == pytest.approx(before["summe_t"] / 571)
    assert before["esrs_e1_6"]["vorjahr"] is None
