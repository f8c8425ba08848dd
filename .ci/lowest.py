"""Every run-time requirement of the project pinned to the lowest version it allows, one per line."""

import tomllib
from pathlib import Path

requirements = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
for requirement in requirements:
    print(requirement.replace(">=", "=="))
