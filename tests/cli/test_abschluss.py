"""``thg abschluss``: a closed year stays as it is, or says why it does not."""

import json
from pathlib import Path

import pytest

from tests.cli.calls import AMBIGUOUS, CLEAN, SETTINGS, project, thg, tree
from thgbilanz.journal.seal import checksum, unpacked

MORE = CLEAN.replace(";1000;l;", ";1500;l;")
SLIGHTLY_MORE = CLEAN.replace(";1000;l;", ";1010;l;")


def closed(folder: Path, table: str = CLEAN, settings: str = SETTINGS) -> Path:
    root = project(folder, table, settings)
    result = thg("abschluss", "2019", "--grund", "Ratsbeschluss", "--autor", "Amt 36", folder=root)
    assert result.code == 0, result
    return root


def seal_of(root: Path) -> dict[str, object]:
    document: dict[str, object] = json.loads((root / "abschluss" / "2019.json").read_text(encoding="utf-8"))
    return document


def test_a_seal_holds_totals_inputs_factors_and_the_journal(tmp_path: Path) -> None:
    root = closed(tmp_path)
    assert sorted(path.name for path in (root / "abschluss").iterdir()) == ["2019.csv.gz", "2019.json"]
    seal = seal_of(root)
    balance = thg("bilanz", "2019", "--format", "json", folder=root).document
    figures = {key: balance["betrieblich"]["konzern"][key] for key in ("summe_t", "summe_markt_t", "scope1_t")}
    assert {key: seal["summen"]["betrieblich"][key] for key in figures} == figures
    assert seal["geschlossen"] == {"am": "2026-11-22", "von": "Amt 36", "grund": "Ratsbeschluss", "version": "0.1.0"}
    assert seal["lauf"] == balance["lauf"]
    assert seal["anteile"] == {"stadt": 1.0, "wohnen": 1.0}
    assert seal["pruefsumme"] == checksum(seal)
    journal = unpacked((root / "abschluss" / "2019.csv.gz").read_bytes())
    assert journal == thg("journal", "2019", "--format", "csv", folder=root).out.encode()


def test_the_same_inputs_need_no_word_but_a_line(tmp_path: Path) -> None:
    root = closed(tmp_path)
    before = tree(root / "abschluss")
    result = thg("bilanz", "2019", folder=root)
    assert result.code == 0
    assert result.err.splitlines()[-1] == "✓ 2019 ist unverändert seit dem Abschluss vom 22.11.2026 (Ratsbeschluss)"
    again = thg("abschluss", "2019", "--grund", "noch einmal", folder=root)
    assert again.code == 0
    assert again.out.startswith("✓ 2019 ist unverändert")
    assert tree(root / "abschluss") == before
    assert (
        thg("abschluss", "2019", "--nur-pruefen", "--format", "json", folder=root).document["abschluss"]
        == "unveraendert"
    )


def test_a_balance_that_differs_says_why_in_tonnes_and_ends_with_1(tmp_path: Path) -> None:
    root = closed(tmp_path)
    before = seal_of(root)["summen"]["betrieblich"]["summe_t"]
    project(root, MORE)
    result = thg("bilanz", "2019", "--format", "json", folder=root)
    assert result.code == 1
    assert result.document["vorlaeufig"] is True
    change = result.document["betrieblich"]["summe_t"] - before
    finding = next(f for f in result.document["befunde"] if f["code"] == "THG646")
    shown = f"{change:.1f}".replace(".", ",")
    assert (
        f"weicht vom Abschluss vom 22.11.2026 ab: +{shown} t (Konzern standortbasiert): Aktivität +{shown} t"
        in finding["text"]
    )
    assert "thg journal vergleiche abschluss/2019.json 2019" in finding["hinweis"]
    # as with every open error: nothing is written unless as provisional
    assert not (root / "ausgabe").exists()
    assert thg("bilanz", "2019", "--vorlaeufig", folder=root).code == 1
    assert '"vorlaeufig": true' in (root / "ausgabe" / "2019" / "bilanz.json").read_text(encoding="utf-8")


def test_closing_again_needs_a_reason_and_keeps_what_was(tmp_path: Path) -> None:
    root = closed(tmp_path)
    first = seal_of(root)
    project(root, MORE)
    before = tree(root / "abschluss")
    refused = thg("abschluss", "2019", folder=root)
    assert refused.code == 1
    assert "THG649" in refused.err
    assert "Menge 1.000 → 1.500 l" in refused.out
    assert tree(root / "abschluss") == before
    result = thg("abschluss", "2019", "--grund", "Rechnung kam nach", folder=root)
    assert result.code == 0
    assert "1 früherer Abschluss verzeichnet" in result.out
    second = seal_of(root)
    assert second["geschlossen"]["grund"] == "Rechnung kam nach"
    (earlier,) = second["frueher"]
    assert earlier["summen"] == first["summen"]
    assert (earlier["grund"], earlier["pruefsumme"]) == ("Ratsbeschluss", first["pruefsumme"])
    assert thg("bilanz", "2019", folder=root).code == 0
    project(root, CLEAN)
    assert thg("abschluss", "2019", "--grund", "doch nicht", folder=root).code == 0
    assert [entry["grund"] for entry in seal_of(root)["frueher"]] == ["Ratsbeschluss", "Rechnung kam nach"]


def test_only_checking_writes_nothing(tmp_path: Path) -> None:
    root = project(tmp_path, CLEAN)
    before = tree(root)
    result = thg("abschluss", "2019", "--nur-pruefen", folder=root)
    assert (result.code, result.out) == (1, "")
    assert "THG650" in result.err
    assert tree(root) == before
    closed(root)
    before = tree(root)
    assert thg("abschluss", "2019", "--nur-pruefen", folder=root).code == 0
    assert tree(root) == before
    project(root, MORE)
    before = tree(root)
    result = thg("abschluss", "2019", "--nur-pruefen", "--format", "json", folder=root)
    assert result.code == 1
    assert [f["code"] for f in result.document["befunde"]][:1] == ["THG646"]
    assert result.document["unterschied"]["kennzahlen"][0]["ursachen"]["aktivitaet"]["t"] > 0
    assert tree(root) == before


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        ("2019.json", lambda data: data.replace(b'"summe_t": ', b'"summe_t": 1'), "THG647"),
        ("2019.json", lambda data: data[:50], "THG647"),
        ("2019.json", lambda data: data.replace(b"abschluss/1", b"abschluss/9"), "THG647"),
        ("2019.json", lambda _: b"[1, 2]", "THG647"),
        ("2019.csv.gz", lambda data: data[:-4], "THG648"),
        ("2019.csv.gz", lambda _: b"no archive", "THG648"),
        ("2019.csv.gz", None, "THG648"),
    ],
)
def test_a_changed_seal_or_journal_is_an_error(tmp_path: Path, name: str, change: object, code: str) -> None:
    root = closed(tmp_path)
    path = root / "abschluss" / name
    if callable(change):
        path.write_bytes(change(path.read_bytes()))
    else:
        path.unlink()
    result = thg("bilanz", "2019", "--format", "json", folder=root)
    assert result.code == 1
    assert [f["code"] for f in result.document["befunde"] if f["schwere"] == "Fehler"] == [code]
    assert thg("abschluss", "2019", "--nur-pruefen", folder=root).code == 1
    assert thg("abschluss", "2019", folder=root).code == 1
    assert thg("abschluss", "2019", "--grund", "wiederhergestellt", folder=root).code == 0
    assert len(seal_of(root)["frueher"]) == 1
    assert thg("bilanz", "2019", folder=root).code == 0


def test_a_layout_of_the_file_is_no_change(tmp_path: Path) -> None:
    root = closed(tmp_path)
    path = root / "abschluss" / "2019.json"
    path.write_text(json.dumps(seal_of(root), sort_keys=True), encoding="utf-8")
    assert thg("bilanz", "2019", folder=root).code == 0


def test_with_open_errors_nothing_is_closed(tmp_path: Path) -> None:
    root = project(tmp_path, AMBIGUOUS)
    before = tree(root)
    result = thg("abschluss", "2019", "--grund", "trotzdem", folder=root)
    assert (result.code, result.out) == (1, "")
    assert "THG653" in result.err
    assert tree(root) == before


def test_the_base_year_is_restated_from_the_threshold_on(tmp_path: Path) -> None:
    root = closed(tmp_path)
    project(root, MORE)  # about half more of nearly everything

    def codes(settings: str) -> list[str]:
        (root / "thg.toml").write_text(settings, encoding="utf-8")
        document = thg("bilanz", "2019", "--format", "json", folder=root).document
        return [f["code"] for f in document["befunde"] if f["code"] in {"THG646", "THG654"}]

    assert codes(SETTINGS) == ["THG646", "THG654"]
    assert codes(SETTINGS + "\n[neuberechnung]\nschwelle = 90\n") == ["THG646"]
    assert codes(SETTINGS.replace("basisjahr = 2019", "basisjahr = 2018")) == ["THG646"]
    project(root, SLIGHTLY_MORE)  # 1 % more
    assert codes(SETTINGS) == ["THG646"]
    assert codes(SETTINGS + "\n[neuberechnung]\nschwelle = 0.5\n") == ["THG646", "THG654"]


def test_part_of_the_group_and_other_words_are_no_difference(tmp_path: Path) -> None:
    root = closed(tmp_path)
    assert thg("bilanz", "2019", "--organisation", "wohnen", folder=root).code == 0
    assert thg("bilanz", "2019", "--sicht", "betrieblich", folder=root).code == 0
    # a renamed file, a remark: other bytes, the same postings in tonnes
    table = root / "daten" / "2019" / "tabelle.csv"
    table.rename(table.with_name("umbenannt.csv"))
    assert thg("bilanz", "2019", folder=root).code == 0
    assert thg("abschluss", "2019", folder=root).out.startswith("✓ 2019 ist unverändert")


def test_an_organisation_that_came_is_perimeter(tmp_path: Path) -> None:
    root = closed(tmp_path)
    new = SETTINGS + '[[organisation]]\nid = "bad"\nname = "Bad"\nart = "sport"\nmutter = "stadt"\n'
    project(root, CLEAN + "bad;betrieblich;heizoel;500;l;2019;A\n", new)
    finding = next(
        f for f in thg("bilanz", "2019", "--format", "json", folder=root).document["befunde"] if f["code"] == "THG646"
    )
    assert "Perimeter +" in finding["text"]
    assert "Aktivität" not in finding["text"]


@pytest.mark.parametrize(
    ("call", "headline"),
    [
        ("abschluss", "Angabe JAHR fehlt"),
        ("abschluss 2019 --nur-pruefen --grund x", "schließt nicht ab"),
        ("abschluss 2019 --format csv", "„csv“ ist für --format nicht möglich"),
    ],
)
def test_wrong_calls(tmp_path: Path, call: str, headline: str) -> None:
    result = thg(*call.split(), folder=project(tmp_path))
    assert (result.code, result.out) == (2, "")
    assert headline in result.err


def test_a_reason_is_one_readable_line(tmp_path: Path) -> None:
    root = project(tmp_path, CLEAN)
    thg("abschluss", "2019", "--grund", "Zeile 1\nZeile \x1b[31m2", folder=root)
    assert seal_of(root)["geschlossen"]["grund"] == "Zeile 1 Zeile ␛[31m2"


def test_another_gwp_set_is_method(tmp_path: Path) -> None:
    root = closed(tmp_path, CLEAN + "stadt;betrieblich;kaeltemittel_r134a;1;kg;2019;B\n")
    before = seal_of(root)["summen"]["betrieblich"]["summe_t"]
    (root / "thg.toml").write_text(
        SETTINGS.replace("zieljahr = 2035", 'zieljahr = 2035\ngwp = "AR6"'), encoding="utf-8"
    )
    document = thg("abschluss", "2019", "--nur-pruefen", "--format", "json", folder=root).document
    figure = document["unterschied"]["kennzahlen"][0]
    causes = {name: entry["t"] for name, entry in figure["ursachen"].items() if entry["t"]}
    assert causes == {"methode": pytest.approx(figure["nachher_t"] - before, rel=1e-6)}
    assert causes["methode"] != 0
