"""thg.toml: every problem at once, in German, with key and line."""

from datetime import date
from pathlib import Path

import pytest

from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.core.vocabulary import Consolidation, Control, GwpSet, OrganisationKind
from thgbilanz.project.create import NewProject, settings_text
from thgbilanz.project.settings import SetPin, Settings, load_settings

WHOLE = """\
[projekt]
name = "Musterstadt"
ags = "05999999"
basisjahr = 2019
zieljahr = 2035
konsolidierung = "beteiligung"
gwp = "AR6"

[einwohner]
"2020" = 501000
"2019" = 500000

[faktoren]
betrieblich = "uba-betrieblich"
territorial = "bisko"

[faktoren.festgelegt]
bisko = { ausgabe = "2026.1", sha256 = "SHA" }

[[organisation]]
id = "stadt"
name = "Stadt Musterstadt"
art = "verwaltung"

[[organisation]]
id = "wohnen"
name = "Wohnen GmbH"
art = "wohnungsbau"
mutter = "stadt"
beteiligung = 74.9
kontrolle = "finanziell"
gueltig_ab = 2018-07-01
gueltig_bis = "2022-12-31"
""".replace("SHA", "a" * 64)

SHORT = """\
[projekt]
name = "Musterstadt"
basisjahr = 2019
zieljahr = 2035
"""
CITY = """
[[organisation]]
id = "stadt"
name = "Stadt"
art = "verwaltung"
"""


def loaded(tmp_path: Path, text: str) -> tuple[Settings | None, list[Diagnostic]]:
    path = tmp_path / "thg.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path)


def whole(tmp_path: Path, text: str) -> Settings:
    settings, findings = loaded(tmp_path, text)
    assert findings == []
    assert settings is not None
    return settings


def test_a_whole_file_becomes_settings(tmp_path: Path) -> None:
    settings = whole(tmp_path, WHOLE)
    assert (settings.name, settings.ags, settings.base_year, settings.target_year) == (
        "Musterstadt",
        "05999999",
        2019,
        2035,
    )
    assert list(settings.population.items()) == [(2019, 500000), (2020, 501000)]
    assert settings.consolidation is Consolidation.EQUITY
    assert settings.gwp is GwpSet.AR6
    assert settings.sets == {"betrieblich": "uba-betrieblich", "territorial": "bisko"}
    assert settings.set_pins == {"bisko": SetPin("2026.1", "a" * 64)}
    wohnen = settings.organisations[1]
    assert (wohnen.id, wohnen.kind, wohnen.parent) == ("wohnen", OrganisationKind.HOUSING, "stadt")
    assert (wohnen.share_percent, wohnen.control) == (74.9, Control.FINANCIAL)
    assert (wohnen.valid_from, wohnen.valid_until) == (date(2018, 7, 1), date(2022, 12, 31))


def test_defaults_are_operational_control_ar5_and_the_shipped_sets(tmp_path: Path) -> None:
    settings = whole(tmp_path, SHORT + CITY)
    assert (settings.consolidation, settings.gwp, settings.ags) == (Consolidation.OPERATIONAL, GwpSet.AR5, "")
    assert settings.sets == {"betrieblich": "uba-betrieblich", "territorial": "bisko"}
    city = settings.organisations[0]
    assert (city.share_percent, city.control, city.parent) == (100.0, Control.OPERATIONAL, "")


def test_a_new_project_file_is_valid_whatever_the_name(tmp_path: Path) -> None:
    name = 'Neu"stadt\\ am [/b] Wald\t'
    settings = whole(tmp_path, settings_text(NewProject(name, "05999999", 2018, 2040)))
    assert settings.name == name.strip()
    assert (settings.ags, settings.base_year, settings.target_year) == ("05999999", 2018, 2040)


def test_all_problems_of_all_tables_come_at_once(tmp_path: Path) -> None:
    text = """\
[projekt]
name = ""
basijahr = 2019
zieljahr = "2035"
gwp = "AR7"
[einwohner]
"2019" = -1
[[organisation]]
id = "Stadt"
name = "Stadt"
art = "rathaus"
[extra]
"""
    settings, findings = loaded(tmp_path, text)
    assert settings is None
    assert {(finding.code, finding.place.cell) for finding in findings} == {
        ("THG505", "projekt.name"),
        ("THG502", "projekt.basijahr"),
        ("THG503", "projekt.basisjahr"),
        ("THG504", "projekt.zieljahr"),
        ("THG505", "projekt.gwp"),
        ("THG508", "einwohner.2019"),
        ("THG509", "organisation[1].id"),
        ("THG505", "organisation[1].art"),
        ("THG502", "extra"),
    }
    assert {finding.place.file for finding in findings} == {"thg.toml"}


def test_an_unknown_key_suggests_the_right_one_and_quotes_its_line(tmp_path: Path) -> None:
    _, findings = loaded(tmp_path, SHORT + 'konsolidirung = "finanziell"\n' + CITY)
    assert [finding.code for finding in findings] == ["THG502"]
    assert findings[0].hint == "Meinten Sie „konsolidierung“?"
    assert findings[0].found == 'Zeile 5: konsolidirung = "finanziell"'


def test_a_key_of_an_inline_table_quotes_the_line_of_the_table(tmp_path: Path) -> None:
    _, findings = loaded(tmp_path, SHORT + '[faktoren.festgelegt]\nbisko = { ausgabe = "1" }\n')
    assert [(f.code, f.place.cell) for f in findings] == [("THG503", "faktoren.festgelegt.bisko.sha256")]
    assert findings[0].found.startswith("Zeile 6: bisko")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("beteiligung = -1", "THG512"),
        ("beteiligung = 100.1", "THG512"),
        ("beteiligung = 0.749", "THG512"),
        ('beteiligung = "74,9"', "THG504"),
        ("beteiligung = nan", "THG512"),
        ("gueltig_ab = 2019-01-01T08:00:00", "THG504"),
        ('gueltig_ab = "1.1.2019"', "THG504"),
        ('kontrolle = "voll"', "THG505"),
        ("mutter = 3", "THG504"),
        ('mutter = "stadt"', "THG513"),
        ('mutter = "nirgends"', "THG511"),
    ],
)
def test_a_bad_value_of_an_organisation_has_its_code(tmp_path: Path, line: str, code: str) -> None:
    settings, findings = loaded(tmp_path, SHORT + CITY + line + "\n")
    assert settings is None
    assert [(f.code, f.place.cell) for f in findings] == [(code, f"organisation[1].{line.split(maxsplit=1)[0]}")]
    assert findings[0].found.endswith(line)


@pytest.mark.parametrize("share", ["0", "1", "50", "100", "33.3"])
def test_shares_from_0_to_100_percent_are_accepted(tmp_path: Path, share: str) -> None:
    assert whole(tmp_path, SHORT + CITY + f"beteiligung = {share}\n").organisations[0].share_percent == float(share)


def test_a_ring_of_three_is_printed_once(tmp_path: Path) -> None:
    text = SHORT + "".join(
        f'[[organisation]]\nid = "{own}"\nname = "{own}"\nart = "sport"\nmutter = "{parent}"\n'
        for own, parent in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "a"))
    )
    _, findings = loaded(tmp_path, text)
    assert [finding.text for finding in findings] == ["Beteiligungen bilden einen Ring: a → b → c → a"]


def test_a_long_chain_of_parents_is_no_ring(tmp_path: Path) -> None:
    links = [("o0", ""), *((f"o{n}", f"o{n - 1}") for n in range(1, 300))]
    text = SHORT + "".join(
        f'[[organisation]]\nid = "{own}"\nname = "{own}"\nart = "sport"\nmutter = "{parent}"\n' for own, parent in links
    )
    assert len(whole(tmp_path, text).organisations) == 300


def test_an_id_given_twice_names_the_first(tmp_path: Path) -> None:
    _, findings = loaded(tmp_path, SHORT + CITY + CITY)
    assert [(f.code, f.place.cell) for f in findings if f.severity is Severity.ERROR] == [
        ("THG510", "organisation[2].id")
    ]
    assert "Zeile 7" in findings[0].hint


def test_equal_names_are_only_a_warning(tmp_path: Path) -> None:
    settings, findings = loaded(tmp_path, SHORT + CITY + CITY.replace('"stadt"', '"stadt-zwei"'))
    assert settings is not None
    assert [(f.code, f.severity) for f in findings] == [("THG518", Severity.WARNING)]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[projekt]\nname = Musterstadt\n", 2, "gerade Anführungszeichen"),
        ("[projekt]\nname = „Musterstadt“\n", 2, "gerade Anführungszeichen"),
        ('[projekt]\nname "Musterstadt"\n', 2, "Gleichheitszeichen"),
        ('[projekt]\nname = "Musterstadt\n', 2, "Anführungszeichen"),
        ('[projekt]\nname = "a"\nname = "b"\n', 3, "zweimal"),
        ("[projekt\n", 1, "]"),
        ('[projekt]\nname = "a" b\n', 2, "je Zeile ein Schlüssel"),
        ('[projekt]\nname = "C:\\Users"\n', 2, "TOML"),
        ("[projekt]\n[projekt]\n", 2, "zweimal"),
        ("[projekt]\nags = 05112000\n", 2, "führender Null gehören in Anführungszeichen"),
        ("[projekt]\nbeteiligung = 74,9\n", 2, "Dezimalzahlen mit Punkt"),
    ],
)
def test_a_syntax_error_names_line_and_reason_in_german(tmp_path: Path, text: str, line: int, words: str) -> None:
    settings, findings = loaded(tmp_path, text)
    assert settings is None
    assert [finding.code for finding in findings] == ["THG501"]
    assert findings[0].text.startswith(f"thg.toml ist in Zeile {line} nicht lesbar: ")
    assert words in findings[0].text + findings[0].hint
    assert findings[0].found.startswith(f"Zeile {line}: ")


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    (tmp_path / "thg.toml").write_bytes(b"\xef\xbb\xbf" + (SHORT + CITY).replace("\n", "\r\n").encode())
    settings, findings = load_settings(tmp_path / "thg.toml")
    assert settings is not None
    assert findings == []


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "thg.toml").write_bytes('[projekt]\nname = "Köln"\n'.encode("cp1252"))
    settings, findings = load_settings(tmp_path / "thg.toml")
    assert settings is None
    assert [(f.code, f.text) for f in findings] == [("THG517", "thg.toml ist nicht in UTF-8 gespeichert")]


def test_a_folder_called_thg_toml_is_no_project_file(tmp_path: Path) -> None:
    (tmp_path / "thg.toml").mkdir()
    _, findings = load_settings(tmp_path / "thg.toml")
    assert [finding.code for finding in findings] == ["THG517"]


@pytest.mark.parametrize(
    "text", ["organisation = 3\n" + SHORT, "projekt = 3\n", "[[projekt]]\n", "einwohner = []\n" + SHORT]
)
def test_a_table_of_the_wrong_shape_is_a_finding(tmp_path: Path, text: str) -> None:
    settings, findings = loaded(tmp_path, text)
    assert settings is None
    assert "THG504" in {finding.code for finding in findings}
