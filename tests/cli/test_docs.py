"""The page of commands shows what the commands say: help blocks, options and exit codes are compared."""

import re
from pathlib import Path

import pytest

from tests.cli.calls import thg
from tests.cli.test_usage import PAGES
from thgbilanz.cli.exit_codes import ExitCode
from thgbilanz.core.vocabulary import Consolidation, Control, FinancialControl, GwpSet, OrganisationKind
from thgbilanz.project.settings_schema import TABLES, keys_of

PAGE = (Path(__file__).parents[2] / "docs" / "befehle.md").read_text(encoding="utf-8")
BLOCKS = {
    tuple(match["call"].split()): match["body"]
    for match in re.finditer(r"<!-- thg: (?P<call>.*?--help) -->\n```text\n(?P<body>.*?)```\n", PAGE, flags=re.DOTALL)
}


@pytest.mark.parametrize("call", [("--help",), *((*page, "--help") for page in PAGES)])
def test_the_help_of_every_command_stands_in_the_page(tmp_path: Path, call: tuple[str, ...]) -> None:
    assert BLOCKS[call] == thg(*call, folder=tmp_path).out


def test_every_exit_code_is_explained() -> None:
    rows = re.findall(r"^\| (\d+) \|", PAGE, flags=re.MULTILINE)
    assert rows == [str(code.value) for code in ExitCode]


@pytest.mark.parametrize("table", TABLES)
def test_every_key_of_thg_toml_is_explained(table: str) -> None:
    for key in keys_of(TABLES[table]):
        assert f"`{key}`" in PAGE or f"[{key}]" in PAGE


@pytest.mark.parametrize("words", [Consolidation, GwpSet, OrganisationKind, Control, FinancialControl])
def test_every_allowed_word_is_named(
    words: "type[Consolidation | GwpSet | OrganisationKind | Control | FinancialControl]",
) -> None:
    assert all(str(word.value) in PAGE for word in words)
