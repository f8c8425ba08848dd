"""Wrong calls: German words, exit code 2, nothing on standard output; help and version."""

import re
from pathlib import Path

import pytest

from tests.cli.calls import SETTINGS, thg
from thgbilanz import __version__
from thgbilanz.cli.exit_codes import ExitCode

COMMANDS = (
    "neu",
    "vorlage",
    "pruefen",
    "zuordnen",
    "bilanz",
    "erklaere",
    "journal",
    "trend",
    "historie",
    "stapel",
    "fehler",
    "faktoren",
)
FACTOR_COMMANDS = ("liste", "zeige", "vergleiche", "einlesen", "pruefen", "formatiere")
PAGES = (*((command,) for command in COMMANDS), *(("faktoren", name) for name in FACTOR_COMMANDS))


@pytest.mark.parametrize(
    ("call", "headline", "remedy"),
    [
        ("", "Befehl fehlt", "Befehle: neu, vorlage"),
        ("bilans 2019", "Befehl „bilans“ gibt es nicht", "Meinten Sie „bilanz“?"),
        ("xyz", "Befehl „xyz“ gibt es nicht", "Befehle: neu"),
        ("--sicht beide", "Option „--sicht“ gibt es hier nicht", "Hilfe: thg --help"),
        ("bilanz", "Angabe JAHR fehlt", "Hilfe: thg bilanz --help"),
        ("bilanz 2019 2020", "Überzählige Angabe „2020“", "Anführungszeichen"),
        ("bilanz zweitausend", "„zweitausend“ ist kein Jahr von 1990 bis 2026", "JAHR wie 2019"),
        ("bilanz 2019/20", "„2019/20“ ist kein Jahr", "2019"),
        ("bilanz 1989", "„1989“ ist kein Jahr", "2019"),
        ("bilanz 2027", "„2027“ ist kein Jahr von 1990 bis 2026", "2019"),
        ("bilanz ２０１９", "„２０１９“ ist kein Jahr", "2019"),
        ("bilanz 2019 --sich beide", "Option „--sich“ gibt es hier nicht", "--sicht"),
        ("bilanz 2019 -x", "Option „-x“ gibt es hier nicht", "Hilfe: thg bilanz --help"),
        ("bilanz 2019 --sicht quer", "„quer“ ist für --sicht nicht möglich", "betrieblich, territorial, beide"),
        ("bilanz 2019 --format yaml", "„yaml“ ist für --format nicht möglich", "text, json"),
        ("bilanz 2019 --projekt", "Option „--projekt“ braucht einen Wert", "Hilfe: thg bilanz --help"),
        ("bilanz 2019 --leise=ja", "Option „--leise“ nimmt keinen Wert an", "Hilfe"),
        ("pruefen --format xml", "„xml“ ist für --format nicht möglich", "github"),
        ("fehler THG999", "Einen Befund „THG999“ gibt es nicht", ""),
        ("faktoren", "Befehl fehlt", "liste, zeige"),
        ("faktoren list", "Befehl „list“ gibt es nicht", "Meinten Sie „liste“?"),
        ("faktoren liste --aktivitaet erdgass", "Aktivität „erdgass“ gibt es nicht", "„erdgas“"),
        ("faktoren liste --jahr neu", "„neu“ ist kein Jahr", "--jahr 2019"),
        ("faktoren liste --satz bisco", "Faktorsatz „bisco“ gibt es nicht", "bisko"),
        ("faktoren zeige strom.nezt.bundesmix", "gibt es nicht", "„strom.netz.bundesmix“"),
        ("neu", "Angabe ORDNER fehlt", "Hilfe: thg neu --help"),
    ],
)
def test_a_wrong_call_is_explained_in_german(tmp_path: Path, call: str, headline: str, remedy: str) -> None:
    result = thg(*call.split(), folder=tmp_path)
    assert result.code == ExitCode.USAGE
    assert result.out == ""
    first, *rest = result.err.splitlines()
    assert first.startswith("Fehler: ")
    assert headline in first
    assert not first.endswith(".")
    assert remedy in " ".join(rest)


ENGLISH = re.compile(r"\b(usage|options|arguments|commands|error|show this|default|required|invalid|missing|no such)\b")


@pytest.mark.parametrize("page", [(), *PAGES])
def test_help_is_german_with_two_examples_and_fits_80_columns(tmp_path: Path, page: tuple[str, ...]) -> None:
    result = thg(*page, "--help", folder=tmp_path)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(f"Aufruf: {' '.join(('thg', *page))} ")
    assert not ENGLISH.search(result.out.casefold())
    assert result.out.count(f"\n  {' '.join(('thg', *page))} ") >= 2 or page in {(), ("faktoren",), ("fehler",)}
    examples = re.findall(r"^  thg .+$", result.out, flags=re.MULTILINE)
    assert len(examples) == 2
    lines = [line for line in result.out.splitlines() if line not in examples]
    assert max(map(len, lines)) <= 80


def test_help_lists_every_command_with_its_purpose(tmp_path: Path) -> None:
    out = thg("--help", folder=tmp_path).out
    for command in COMMANDS:
        assert re.search(rf"^  {command} +[A-Z]", out, flags=re.MULTILINE)


def test_version(tmp_path: Path) -> None:
    result = thg("--version", folder=tmp_path)
    assert (result.code, result.out, result.err) == (0, f"thg {__version__}\n", "")


def test_control_characters_in_a_wrong_call_cannot_steer_the_terminal(tmp_path: Path) -> None:
    result = thg("\x1b[31mrot[/b]", folder=tmp_path)
    assert result.code == ExitCode.USAGE
    assert "„\\x1b[31mrot[/b]“" in result.err
    assert "\x1b" not in result.err


def test_exit_codes_are_those_of_the_contract() -> None:
    assert {code.name: code.value for code in ExitCode} == {
        "FINE": 0,
        "FINDINGS": 1,
        "USAGE": 2,
        "UNREADABLE": 3,
        "OUTPUT": 4,
        "DEFECT": 70,
        "INTERRUPTED": 130,
    }


def test_a_usage_error_is_as_narrow_as_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "thg.toml").write_text(SETTINGS, encoding="utf-8")
    result = thg("vorlage", "2019", "--art", "reise", folder=tmp_path)
    assert result.code == ExitCode.USAGE
    assert max(map(len, result.err.splitlines())) <= 80
    assert "mietobjekte, dienstreisen" in " ".join(result.err.split())
