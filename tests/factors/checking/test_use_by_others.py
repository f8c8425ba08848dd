"""Hook and workflow for cities: valid YAML, commands that exist, no input that reaches a shell as text."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.calls import thg

REPOSITORY = Path(__file__).parents[3]
HOOKS: list[dict[str, Any]] = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
WORKFLOW: dict[Any, Any] = yaml.safe_load(
    (REPOSITORY / ".github" / "workflows" / "faktoren.yml").read_text(encoding="utf-8")
)
STEPS: list[dict[str, Any]] = WORKFLOW["jobs"]["pruefen"]["steps"]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_calls_a_command_that_exists(hook: dict[str, Any], tmp_path: Path) -> None:
    assert {"id", "name", "entry", "language", "files"} <= set(hook)
    program, *arguments = shlex.split(hook["entry"])
    assert program == "thg"
    assert thg(*arguments, "--help", folder=tmp_path).code == 0
    assert re.search(hook["files"], "faktoren/netze.csv")


def test_the_workflow_can_be_called_and_runs_here() -> None:
    triggers = WORKFLOW[True]  # YAML 1.1 reads the key "on" as true
    assert set(triggers) == {"workflow_call", "push", "pull_request"}
    assert set(triggers["workflow_call"]["inputs"]) == {"ordner", "version", "streng"}
    assert WORKFLOW["permissions"] == {"contents": "read"}


def test_commands_of_the_workflow_exist(tmp_path: Path) -> None:
    commands = re.findall(r"thg (faktoren \w+)", "\n".join(step.get("run", "") for step in STEPS))
    assert set(commands) == {"faktoren pruefen", "faktoren formatiere"}
    for command in set(commands):
        assert thg(*command.split(), "--help", folder=tmp_path).code == 0


def test_no_input_reaches_a_shell_as_text() -> None:
    assert not any("${{" in step.get("run", "") for step in STEPS)
