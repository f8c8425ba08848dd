"""Which organisations have already delivered activities for a year, and in which file."""

from pathlib import Path

from thgbilanz.intake.read import read_files
from thgbilanz.project.discovery import data_files
from thgbilanz.project.mappings import load_mappings
from thgbilanz.project.settings import Settings


def delivered_files(root: Path, year: int, settings: Settings, latest_year: int) -> dict[str, str]:
    """Organisation id to the first file with activities of it; the territory under its own id.

    Files that cannot be read deliver nothing here: checking them is the task of ``thg pruefen``.
    """
    paths = data_files(root, year)
    if not paths:
        return {}
    mappings, _ = load_mappings(root, settings.organisation_names)
    columns = read_files(paths, root, year, settings.organisation_names, latest_year, mappings).activities.columns
    files: dict[str, str] = {}
    for organisation, file in zip(columns["organisation"], columns["file"], strict=True):
        files.setdefault(organisation, file)
    return files
