"""``thg trend``: years side by side, gaps and breaks named, targets, files and formats."""

import csv
import io
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest

from tests.cli.calls import HEADER, SETTINGS, Called, project, thg, tree
from thgbilanz.exhibits.trend_document import trend_schema

EXAMPLES = Path(__file__).parents[2] / "examples"
YEARS = (2019, 2020, 2021)
POPULATION = '"2019" = 100000\n"2020" = 101000\n"2021" = 102000'
FULL = SETTINGS.replace('"2019" = 100000', POPULATION)
TARGET = '\n[[ziel]]\nquelle = "Ratsbeschluss vom 04.07.2019"\nfuer = "konzern"\nminderung_prozent = 95\n'


def own(year: int, litres: float = 1000, more: str = "") -> str:
    amount = f"{litres:g}".replace(".", ",")
    return HEADER + f"stadt;betrieblich;diesel;{amount};l;{year};A\nwohnen;betrieblich;diesel;100;l;{year};A\n" + more


def city(year: int, mwh: int, sector: str = "haushalte", activity: str = "erdgas") -> str:
    head = "organisation;raum;sektor;aktivitaet;menge;einheit;jahr;datenguete\n"
    return head + f"stadtgebiet;territorial;{sector};{activity};{mwh};MWh (Hi);{year};A\n"


def years(folder: Path, tables: dict[int, str], settings: str = FULL) -> Path:
    for year, table in tables.items():
        project(folder, table, settings, year)
    return folder


def document(folder: Path, *arguments: str, code: int = 0) -> Any:
    result = thg("trend", "--format", "json", *arguments, folder=folder)
    assert result.code == code, result
    return result.document


def series(found: Any, name: str) -> Any:
    return next(entry for entry in found["reihen"] if entry["id"] == name)


def codes(result: Called) -> set[str]:
    return {entry["code"] for entry in result.document["befunde"]}


def test_years_stand_side_by_side(tmp_path: Path) -> None:
    """Diesel 1,100, 990 and 1,100 l at one factor: index 1, 0.9, 1."""
    found = document(years(tmp_path, {2019: own(2019), 2020: own(2020, 890), 2021: own(2021)}))
    group = series(found, "konzern")
    assert [point["jahr"] for point in group["jahre"]] == [2019, 2020, 2021]
    assert [point["index"] for point in group["jahre"]] == [1.0, pytest.approx(0.9), 1.0]
    change = group["aenderungen"][0]
    assert change["anteil"] == pytest.approx(-0.1)
    assert change["ursachen_t"]["aktivitaet"] == pytest.approx(change["t"])
    assert [entry["id"] for entry in found["reihen"]] == ["konzern", "stadt", "wohnen"]
    assert series(found, "wohnen")["aenderungen"][0]["t"] == 0.0


def test_totals_are_those_of_the_balances(tmp_path: Path) -> None:
    root = years(tmp_path, {2019: own(2019), 2020: own(2020, 890)})
    found = document(root)
    for year in (2019, 2020):
        balance = thg("bilanz", str(year), "--format", "json", folder=root).document["betrieblich"]
        point = next(entry for entry in series(found, "konzern")["jahre"] if entry["jahr"] == year)
        assert (point["t"], point["markt_t"]) == (balance["summe_t"], balance["summe_markt_t"])


def test_the_document_satisfies_its_schema(tmp_path: Path) -> None:
    settings = (
        FULL
        + TARGET
        + '[[ziel]]\nquelle = "x"\nt_je_einwohner = 2\nbudget_t = 9e9\nbudget_ab = 2019\nbudget_quelle = "y"\n'
    )
    tables = {2019: own(2019) + "stadtgebiet;territorial;;;;;2019;\n" * 0, 2021: own(2021)}
    root = years(tmp_path, tables, settings)
    (root / "daten" / "2019" / "gebiet.csv").write_text(city(2019, 900_000), encoding="utf-8")
    (root / "daten" / "2021" / "gebiet.csv").write_text(city(2021, 890_000), encoding="utf-8")
    published = "jahr;sektor;energietraeger;mwh;t;quelle;fundstelle\n2019;haushalte;erdgas;100;25;Bericht 2020;Tab. 1\n"
    (root / "daten" / "veroeffentlicht.csv").write_text(published, encoding="utf-8")
    schema = _closed(trend_schema())
    jsonschema.Draft7Validator.check_schema(schema)
    found = document(root)
    jsonschema.Draft7Validator(schema).validate(found)
    assert series(found, "stadtgebiet")["veroeffentlicht"][0]["veroeffentlicht_t"] == 25.0
    broken = found | {"schema": "thgbilanz.trend/2"}
    assert not jsonschema.Draft7Validator(schema).is_valid(broken)


def _closed(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    shut = {key: _closed(part) for key, part in schema.items()}
    return shut | {"additionalProperties": False} if "properties" in shut else shut


def test_a_gap_stays_a_gap(tmp_path: Path) -> None:
    """Fault 127: nothing is interpolated, and the change over the gap says how many years it skips."""
    root = years(tmp_path, {2019: own(2019), 2021: own(2021, 400)})
    result = thg("trend", "--format", "json", folder=root)
    group = series(result.document, "konzern")
    gap = group["jahre"][1]
    assert (gap["jahr"], gap["status"], gap["t"], gap["index"]) == (2020, "luecke", None, None)
    assert [(step["von"], step["bis"], step["jahre_ohne_daten"]) for step in group["aenderungen"]] == [(2019, 2021, 1)]
    assert "THG700" in codes(result)
    text = thg("trend", folder=root).out
    assert "2020 keine Daten" in text
    assert "2019→2021 (1 Jahr ohne Daten)" in text


def test_a_gap_is_an_empty_cell_in_the_workbook(tmp_path: Path) -> None:
    root = years(tmp_path, {2019: own(2019), 2021: own(2021, 400)})
    assert thg("trend", folder=root).code == 0
    sheet = openpyxl.load_workbook(root / "ausgabe" / "trend" / "trend.xlsx")["Konzern"]
    rows = {row[0].value: [cell.value for cell in row[1:]] for row in sheet.iter_rows(min_row=5)}
    assert not any(rows["2020 keine Daten"])


def test_a_new_organisation_is_a_break_and_counts_as_perimeter(tmp_path: Path) -> None:
    """wohnen joins in 2021 with 100 l: the like-for-like series is the city alone, and 100 l are perimeter."""
    settings = FULL.replace('mutter = "stadt"', 'mutter = "stadt"\ngueltig_ab = 2021-01-01')
    alone = HEADER + "stadt;betrieblich;diesel;1000;l;2020;A\n"
    root = years(tmp_path, {2020: alone, 2021: own(2021)}, settings.replace("basisjahr = 2019", "basisjahr = 2020"))
    result = thg("trend", "--format", "json", folder=root)
    group = series(result.document, "konzern")
    change = group["aenderungen"][0]
    assert change["ursachen_t"]["umfang"] == pytest.approx(change["t"])
    assert change["brueche"] == [{"art": "organisation", "text": "Wohnen GmbH kommt hinzu (2020 nicht im Konzern)"}]
    first, last = group["jahre"]
    assert first["gleicher_umfang_t"] == pytest.approx(last["gleicher_umfang_t"])
    assert last["t"] == pytest.approx(1.1 * first["t"])
    assert group["gleicher_umfang"] == "ohne Wohnen GmbH"
    assert series(result.document, "wohnen")["jahre"][0]["status"] == "nicht_dabei"
    assert "THG701" in codes(result)
    assert "Bruch 2020→2021: Wohnen GmbH kommt hinzu" in " ".join(thg("trend", folder=root).out.split())


def test_without_the_base_year_there_is_no_index(tmp_path: Path) -> None:
    root = years(tmp_path, {2020: own(2020), 2021: own(2021)})
    result = thg("trend", "--format", "json", folder=root)
    assert {point["index"] for point in series(result.document, "konzern")["jahre"]} == {None}
    assert "THG702" in codes(result)


def test_the_index_refers_to_the_base_year_even_if_nobody_asked_to_see_it(tmp_path: Path) -> None:
    root = years(tmp_path, {2019: own(2019), 2020: own(2020, 890), 2021: own(2021)})
    group = series(document(root, "--von", "2020"), "konzern")
    assert [(point["jahr"], point["index"]) for point in group["jahre"]] == [(2020, pytest.approx(0.9)), (2021, 1.0)]
    assert len(group["aenderungen"]) == 1


def test_weather_is_separated_with_degree_days_only(tmp_path: Path) -> None:
    """The same gas in a year with 10 % fewer degree days: weather -10 %, activity +10 % (logarithmic)."""
    root = years(tmp_path, {2019: city(2019, 900_000), 2020: city(2020, 900_000)})
    before = thg("trend", "--format", "json", folder=root)
    assert "THG703" in codes(before)
    change = series(before.document, "stadtgebiet")["aenderungen"][0]
    assert change["nicht_abgetrennt"] == ["witterung"]
    months = [
        f"{year}-{month:02};{300 if year == 2019 else 270};DWD" for year in (2019, 2020) for month in range(1, 13)
    ]
    (root / "daten" / "gradtage.csv").write_text("monat;gradtage;quelle\n" + "\n".join(months) + "\n", encoding="utf-8")
    after = thg("trend", "--format", "json", folder=root)
    assert "THG703" not in codes(after)
    territory = series(after.document, "stadtgebiet")
    total, causes = territory["jahre"][0]["t"], territory["aenderungen"][0]["ursachen_t"]
    assert causes["witterung"] == pytest.approx(total * -0.1053605)
    assert causes["bevoelkerung"] == pytest.approx(total * 0.00995033)
    assert sum(causes.values()) == pytest.approx(0.0, abs=1e-9)
    (root / "thg.toml").write_text(FULL + "\n[trend]\nraumwaerme_prozent = 50\n", encoding="utf-8")
    half = series(document(root), "stadtgebiet")["aenderungen"][0]["ursachen_t"]
    assert half["witterung"] == pytest.approx(causes["witterung"] / 2)


def test_missing_inhabitants_are_named(tmp_path: Path) -> None:
    root = years(tmp_path, {2019: city(2019, 900_000), 2020: city(2020, 900_000)}, SETTINGS)
    result = thg("trend", "--format", "json", folder=root)
    assert "THG704" in codes(result)
    assert "bevoelkerung" not in series(result.document, "stadtgebiet")["aenderungen"][0]["ursachen_t"]


def test_a_target_stands_beside_the_actual_figures(tmp_path: Path) -> None:
    root = years(tmp_path, {2019: own(2019), 2020: own(2020, 980), 2021: own(2021, 960)}, FULL + TARGET)
    goal = series(document(root), "konzern")["ziele"][0]
    base = goal["pfad_t"]["2019"]
    assert goal["pfad_t"]["2035"] == pytest.approx(0.05 * base)
    assert goal["pfad_t"]["2027"] == pytest.approx(base * (1 - 0.95 / 2))
    assert goal["trend"]["erreicht_ziel"] == 2072
    text = " ".join(thg("trend", folder=root).out.split())
    assert "Ziel 2035: 95 % weniger als 2019" in text
    assert "so wird das Ziel 2072 erreicht, 37 Jahre nach 2035" in text


def test_a_target_without_its_base_year_has_no_path(tmp_path: Path) -> None:
    root = years(tmp_path, {2019: own(2019)}, FULL + TARGET + "basisjahr = 1990\n")
    result = thg("trend", "--format", "json", folder=root)
    assert "THG707" in codes(result)
    assert "Für das Basisjahr 1990 fehlt eine Bilanz" in thg("trend", folder=root).out


def test_a_budget_with_a_gap_is_not_counted(tmp_path: Path) -> None:
    budget = 'budget_t = 100\nbudget_ab = 2019\nbudget_quelle = "Gutachten, S. 3"\n'
    root = years(tmp_path, {2019: own(2019), 2021: own(2021)}, FULL + TARGET + budget)
    result = thg("trend", "--format", "json", folder=root)
    assert "THG708" in codes(result)
    found = series(result.document, "konzern")["ziele"][0]["budget"]
    assert (found["rest_t"], found["luecken"]) == (None, [2020])


def test_sector_targets_that_do_not_add_up_are_named(tmp_path: Path) -> None:
    def goal(more: str) -> str:
        return f'\n[[ziel]]\nquelle = "Rat"\n{more}\n'

    whole, parts = goal("t = 10"), goal('t = 4\nsektor = "haushalte"') + goal('t = 5\nsektor = "verkehr"')
    root = years(tmp_path, {2019: city(2019, 900_000)}, FULL + whole + parts)
    result = thg("trend", "--format", "json", folder=root)
    assert [entry["text"] for entry in result.document["befunde"] if entry["code"] == "THG705"] == [
        "Sektorziele für 2035 ergeben 9 t CO2e, das Gesamtziel ist 10 t CO2e"
    ]
    fitting = FULL + whole + parts.replace("t = 5", "t = 6")
    (root / "thg.toml").write_text(fitting, encoding="utf-8")
    assert "THG705" not in codes(thg("trend", "--format", "json", folder=root))


def test_a_span_without_data_is_refused(tmp_path: Path) -> None:
    root = years(tmp_path, {2019: own(2019)})
    before = tree(root)
    result = thg("trend", "--von", "2010", "--bis", "2012", folder=root)
    assert (result.code, result.out) == (1, "")
    assert "Für 2010 bis 2012 liegen keine Daten vor" in result.err
    assert "Daten gibt es für 2019" in result.err
    assert tree(root) == before


@pytest.mark.parametrize(
    ("arguments", "headline"),
    [
        (("--von", "2021", "--bis", "2019"), "--von 2021 liegt nach --bis 2019"),
        (("--von", "gestern"), "„gestern“ ist kein Jahr"),
        (("--organisation", "stadtt"), "Organisation „stadtt“ gibt es im Projekt nicht"),
        (("--sicht", "alle"), "„alle“ ist für --sicht nicht möglich"),
    ],
)
def test_a_wrong_call_is_explained(tmp_path: Path, arguments: tuple[str, ...], headline: str) -> None:
    result = thg("trend", *arguments, folder=years(tmp_path, {2019: own(2019)}))
    assert (result.code, result.out) == (2, "")
    assert headline in result.err


def test_with_an_error_nothing_is_written_and_the_year_is_marked(tmp_path: Path) -> None:
    root = years(tmp_path, {2019: own(2019), 2020: own(2020, more="stadt;betrieblich;strom;1.234;kWh;2020;A\n")})
    before = tree(root)
    result = thg("trend", folder=root)
    assert result.code == 1
    assert "2020 VORLÄUFIG" in result.out
    assert "VORLÄUFIG: In 2020 sind Fehler offen" in result.out
    assert "Nichts geschrieben" in result.err
    assert tree(root) == before
    forced = thg("trend", "--vorlaeufig", folder=root)
    assert forced.code == 1
    assert (root / "ausgabe" / "trend" / "trend.xlsx").is_file()


def test_files_are_written_once_and_are_the_shown_result(tmp_path: Path) -> None:
    root = years(tmp_path, {2019: own(2019), 2020: own(2020)})
    first = thg("trend", "--format", "json", folder=root)
    files = tree(root / "ausgabe" / "trend")
    assert sorted(files) == ["trend.csv", "trend.json", "trend.xlsx"]
    assert first.out.encode() == files["trend.json"]
    assert thg("trend", "--format", "csv", folder=root).out.encode() == files["trend.csv"]
    assert "Unverändert: " in thg("trend", folder=root).err
    assert tree(root / "ausgabe" / "trend") == files


def test_the_table_for_programs_has_one_line_per_figure(tmp_path: Path) -> None:
    root = years(tmp_path, {2019: own(2019), 2021: own(2021)})
    lines = list(csv.DictReader(io.StringIO(thg("trend", "--format", "csv", folder=root).out)))
    group = [line for line in lines if line["reihe"] == "konzern" and line["groesse"] == "emissionen"]
    assert [(line["jahr"], line["status"], bool(line["wert"])) for line in group] == [
        ("2019", "belegt", True),
        ("2020", "luecke", False),
        ("2021", "belegt", True),
    ]


def test_one_organisation_or_one_view_can_be_asked_for(tmp_path: Path) -> None:
    root = years(tmp_path, {2019: own(2019), 2020: own(2020)})
    assert [entry["id"] for entry in document(root, "--organisation", "wohnen")["reihen"]] == ["wohnen"]
    nothing = thg("trend", "--sicht", "territorial", folder=root)
    assert (nothing.code, nothing.out) == (1, "")
    assert "Für diese Auswahl liegen keine Daten vor" in nothing.err
    (root / "daten" / "2020" / "gebiet.csv").write_text(city(2020, 900_000), encoding="utf-8")
    assert [entry["id"] for entry in document(root, "--sicht", "territorial")["reihen"]] == ["stadtgebiet"]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(tmp_path: Path, width: int) -> None:
    root = years(tmp_path, {2019: own(2019), 2020: own(2020, 400)}, FULL + TARGET)
    out = thg("trend", folder=root, width=width).out
    assert max(map(len, out.splitlines())) <= min(width, 100)


def test_a_year_that_cannot_be_read_ends_with_3(tmp_path: Path) -> None:
    root = years(tmp_path, {2019: own(2019), 2020: own(2020)})
    (root / "daten" / "2020" / "kaputt.xlsx").write_bytes(b"kein Zip")
    assert thg("trend", folder=root).code == 3


def test_problems_of_thg_toml_end_with_2(tmp_path: Path) -> None:
    root = years(tmp_path, {2019: own(2019)}, FULL + '\n[[ziel]]\nquelle = "x"\n')
    result = thg("trend", folder=root)
    assert result.code == 2
    assert "Ein Ziel nennt keine Größe" in result.err


def test_a_share_that_changes_within_the_year_keeps_series_and_balance_together(tmp_path: Path) -> None:
    """From 1 July 2020 on wohnen belongs to the group at 50 %: every posting counts with the days of its own period."""
    change = "\n[[organisation.stand]]\nab = 2020-07-01\nbeteiligung = 50\n"
    settings = FULL.replace("zieljahr = 2035", 'zieljahr = 2035\nkonsolidierung = "beteiligung"') + change
    head = "organisation;raum;aktivitaet;menge;einheit;von;bis;datenguete\n"
    rows = [f"wohnen;betrieblich;diesel;100;l;2020-0{m}-01;2020-0{m}-28;A\n" for m in (2, 8)]
    second = head + "stadt;betrieblich;diesel;1000;l;2020-01-01;2020-12-31;A\n" + "".join(rows)
    root = years(tmp_path, {2019: own(2019), 2020: second}, settings)
    result = thg("trend", "--format", "json", folder=root)
    assert "THG710" not in codes(result)
    group = series(result.document, "konzern")
    balance = thg("bilanz", "2020", "--format", "json", folder=root).document["betrieblich"]
    assert group["jahre"][1]["t"] == balance["summe_t"]
    before = group["jahre"][0]["t"]
    assert group["jahre"][1]["t"] == pytest.approx(before / 1100 * (1000 + 100 + 50))
    causes = group["aenderungen"][0]["ursachen_t"]
    assert causes["umfang"] < 0 < causes["aktivitaet"]
    assert sum(causes.values()) == pytest.approx(group["aenderungen"][0]["t"])


def test_trend_and_budget_do_not_depend_on_the_years_that_are_shown(tmp_path: Path) -> None:
    budget = 'budget_t = 100\nbudget_ab = 2019\nbudget_quelle = "Gutachten, S. 3"\n'
    tables = {year: own(year, 1000 - 20 * (year - 2019)) for year in range(2019, 2023)}
    root = years(tmp_path, tables, FULL + TARGET + budget)
    whole = series(document(root), "konzern")["ziele"]
    part = series(document(root, "--von", "2021"), "konzern")["ziele"]
    assert part == whole
    assert part[0]["budget"]["luecken"] == []
    until = series(document(root, "--bis", "2021"), "konzern")["ziele"][0]["trend"]["jahre"]
    assert until == [2019, 2020, 2021]


def test_the_only_organisation_is_the_group_and_a_target_without_data_is_named(tmp_path: Path) -> None:
    only = FULL.partition('[[organisation]]\nid = "wohnen"')[0] + TARGET.replace("konzern", "stadt")
    table = HEADER + "stadt;betrieblich;diesel;1000;l;2019;A\n"
    root = years(tmp_path, {2019: table}, only)
    found = document(root)
    assert [entry["id"] for entry in found["reihen"]] == ["konzern"]
    assert [goal["nummer"] for goal in found["reihen"][0]["ziele"]] == [1]
    (root / "thg.toml").write_text(only + '\n[[ziel]]\nquelle = "Rat"\nt = 5\n', encoding="utf-8")
    told = thg("trend", "--format", "json", folder=root).document["befunde"]
    assert [entry["text"] for entry in told if entry["code"] == "THG707"] == [
        "Ziel 2 hat keinen Pfad: Für „stadtgebiet“ liegen keine Daten vor"
    ]


def test_one_year_is_no_span_and_two_years_are_no_curve(tmp_path: Path) -> None:
    root = years(tmp_path, {2019: own(2019), 2020: own(2020)})
    alone = thg("trend", "--bis", "2019", folder=root).out
    assert alone.splitlines()[0].endswith("Zeitreihe 2019")
    assert "█" not in thg("trend", folder=root).out


def test_the_mapping_behind_a_foreign_list_is_named(tmp_path: Path) -> None:
    root = tmp_path / "liste"
    shutil.copytree(EXAMPLES / "fremde-listen", root)
    result = thg("trend", "--format", "json", "--vorlaeufig", folder=root)
    mappings = {entry.get("zuordnung") for entry in result.document["lauf"]["eingaben"]}
    assert "zuordnungen/wohnbau.toml" in mappings
