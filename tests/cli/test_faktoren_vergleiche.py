"""``thg faktoren vergleiche``: folders and revisions, effect in tonnes, Markdown that nothing can break out of."""

import subprocess
from pathlib import Path
from shutil import copytree

import pytest

from tests.cli.calls import SETTINGS, project, thg
from thgbilanz.exhibits.factor_changes_text import markdown_text
from thgbilanz.factors.load import shipped_folder

ROW = "strom.netz.bundesmix,2019,DE,direct,location,uba-cc-13-2025,kWh,na,,,,,,,"
COMPARE = ("faktoren", "vergleiche")


def tables(folder: Path, figure: str = "0.417") -> Path:
    """Copy of the shipped tables with another figure for German electricity in 2019."""
    copytree(shipped_folder(), folder, dirs_exist_ok=True)
    path = folder / "factors" / "strom_uba.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(f"{ROW}0.417,") == 1
    path.write_text(text.replace(f"{ROW}0.417,", f"{ROW}{figure},"), encoding="utf-8", newline="\n")
    return folder


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """Two states of the tables and one example project."""
    tables(tmp_path / "alt")
    tables(tmp_path / "neu", "0.427")
    project(tmp_path / "examples" / "musterstadt")
    return tmp_path


def test_the_effect_is_told_in_tonnes_of_the_example(city: Path) -> None:
    document = thg(*COMPARE, "alt", "neu", "--format", "json", folder=city).document
    assert document["schema"] == "thgbilanz.faktorvergleich/1"
    (change,) = document["geaenderte_zeilen"]
    assert (change["alt_kg"], change["neu_kg"], change["spalten"]) == (0.417, 0.427, ["co2e_kg"])
    (effect,) = document["wirkung"]
    sums = {one["summe"]: (one["alt_t"], one["neu_t"]) for one in effect["summen"]}
    # The example buys 1,000 kWh: 417 kg become 427 kg, by location and, without a contract, by market.
    assert sums["Scope 2 (standortbasiert)"] == pytest.approx((0.417, 0.427))
    assert sums["Scope 2 (marktbasiert)"] == pytest.approx((0.417, 0.427))
    assert sums["Scope 1"][0] == sums["Scope 1"][1] > 0


def test_text_names_row_and_change_within_80_columns(city: Path) -> None:
    out = thg(*COMPARE, "alt", "neu", folder=city).out
    lines = out.splitlines()
    assert lines[:2] == ["Emissionsfaktoren: alt → neu", "1 geänderte Zahl"]
    at = next(index for index, line in enumerate(lines) if line.startswith("  strom.netz.bundesmix, 2019"))
    # 427 / 417 = 1.0240
    assert lines[at + 1].split() == ["0,417", "0,427", "+2,4", "%"]
    assert "  2019  betrieblich  Scope 2 (standortbasiert)" in out
    assert max(map(len, lines)) <= 80
    narrow = thg(*COMPARE, "alt", "neu", folder=city, width=40).out
    assert max(map(len, narrow.splitlines())) <= 40
    assert "0,427" in narrow


def test_markdown_has_tables_for_a_pull_request(city: Path) -> None:
    out = thg(*COMPARE, "alt", "neu", "--format", "markdown", folder=city).out
    assert out.startswith("### Emissionsfaktoren: alt → neu\n\n**1 geänderte Zahl**\n")
    row = "| strom.netz.bundesmix | 2019 | direkt (Standort) | uba-cc-13-2025 | 0,417 | 0,427 | +2,4 % |"
    assert row in out.splitlines()


def test_same_tables_say_so(city: Path) -> None:
    assert thg(*COMPARE, "alt", "alt", "--ohne-beispiele", folder=city).out == (
        "Emissionsfaktoren: alt → alt\nKein Unterschied\n"
    )


def test_rows_that_lose_their_factor_are_counted(city: Path) -> None:
    sets = city / "neu" / "sets.csv"
    kept = [
        line for line in sets.read_text(encoding="utf-8").splitlines(keepends=True) if ",betrieblich,strom," not in line
    ]
    sets.write_text("".join(kept), encoding="utf-8", newline="\n")
    out = thg(*COMPARE, "alt", "neu", folder=city).out
    assert "2019: offene Zeilen 0 vorher, 1 nachher" in out
    assert "Entfallene Zuordnungen in Sätzen" in out


def test_a_name_with_markup_stays_text(city: Path) -> None:
    settings = SETTINGS.replace('name = "Musterstadt"', 'name = "<b>A|B</b> @amt #7 [x](http://y) `c`"')
    project(city / "examples" / "musterstadt", settings=settings)
    out = thg(*COMPARE, "alt", "neu", "--format", "markdown", folder=city).out
    head = next(line for line in out.splitlines() if line.startswith("#### Wirkung"))
    for dangerous in ("<b>", "@amt", "#7", "[x](", "http://", " `c`"):
        assert dangerous not in head
    assert markdown_text("a|b") == "a\\|b"


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Prüfung", "-c", "user.email=pruefung@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "-b", "main")
    tables(tmp_path / "emission_factors")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first")
    git(tmp_path, "tag", "v1")
    return tmp_path


def test_a_revision_is_compared_with_the_working_tree(repository: Path) -> None:
    assert "Kein Unterschied" in thg(*COMPARE, "v1", "--ohne-beispiele", folder=repository).out
    path = repository / "emission_factors" / "factors" / "strom_uba.csv"
    text = path.read_text(encoding="utf-8").replace(f"{ROW}0.417,", f"{ROW}0.427,")
    path.write_text(text, encoding="utf-8", newline="\n")
    result = thg(*COMPARE, "v1", "--ohne-beispiele", folder=repository)
    assert (result.code, result.out.splitlines()[1]) == (0, "1 geänderte Zahl")
    git(repository, "commit", "-q", "-a", "-m", "second")
    both = thg(*COMPARE, "v1", "main", "--ohne-beispiele", "--format", "json", folder=repository).document
    assert [row["neu_kg"] for row in both["geaenderte_zeilen"]] == [0.427]


@pytest.mark.parametrize(
    ("call", "headline"),
    [
        (("v2",), "„v2“ ist weder ein Ordner noch eine Git-Revision"),
        (("emission_factors", "--tabellen", "faktoren"), "Ordner „faktoren“ gibt es nicht"),
        (("v1", "v1", "--tabellen", "faktoren"), "In „v1“ gibt es den Ordner „faktoren“ nicht"),
        (("v1", "--upload-pack=x"), "Option"),
        (("emission_factors/factors",), "enthält keine Faktortabellen"),
    ],
)
def test_what_is_missing_is_said_in_german(repository: Path, call: tuple[str, ...], headline: str) -> None:
    result = thg(*COMPARE, *call, folder=repository)
    assert (result.code, result.out) == (2, "")
    assert headline in result.err


def test_without_git_folders_are_asked_for(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thgbilanz.cli.git_tables.shutil.which", lambda _: None)
    result = thg(*COMPARE, "main", "neu", folder=city)
    assert result.code == 2
    assert "Git ist nicht installiert" in result.err
    assert "als Ordner" in result.err


def test_a_link_in_a_repository_leads_nowhere(repository: Path) -> None:
    secret = repository / "geheim.csv"
    secret.write_text("geheim", encoding="utf-8")
    (repository / "emission_factors" / "factors" / "x.csv").symlink_to(secret)
    git(repository, "add", "emission_factors")
    git(repository, "commit", "-q", "-m", "link")
    result = thg(*COMPARE, "v1", "main", "--ohne-beispiele", folder=repository)
    assert (result.code, result.out.splitlines()[1], result.err) == (0, "Kein Unterschied", "")


def test_tables_without_a_readable_row_are_an_unreadable_input(city: Path) -> None:
    for path in (city / "neu" / "factors").iterdir():
        path.write_text("kaputt\n", encoding="utf-8")
    result = thg(*COMPARE, "alt", "neu", folder=city)
    assert (result.code, result.out) == (3, "")
    assert "Befunde in „neu“" in result.err
