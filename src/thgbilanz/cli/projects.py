"""Which project a command works on."""
# ruff: noqa: PLC0415 - what a call does not need is not loaded, so that help stays fast

from pathlib import Path

from thgbilanz.cli.environment import Environment
from thgbilanz.cli.exit_codes import ExitCode
from thgbilanz.cli.german import near, refuse
from thgbilanz.cli.paths import stated_path
from thgbilanz.cli.stop import Stop
from thgbilanz.core.diagnostic import error
from thgbilanz.core.organisation import TERRITORY
from thgbilanz.core.place import Place


def project_folder(environment: Environment, stated: str, output_format: str = "text") -> Path:
    """The project that ``--projekt`` names, or the one at or above the working directory.

    Raises Stop with THG500 if there is none.
    """
    from thgbilanz.project.discovery import find_project
    from thgbilanz.project.toml_text import FILE_NAME

    if not stated:
        found = find_project(environment.folder)
        if found is not None:
            return found
        text = "Hier ist kein Projekt: weder dieser Ordner noch einer darüber enthält thg.toml"
        raise Stop(ExitCode.USAGE, (error("THG500", text, hint=_NO_PROJECT_HINT),), output_format)
    folder = stated_path(environment, stated)
    if folder.name == FILE_NAME and folder.is_file():
        folder = folder.parent
    if (folder / FILE_NAME).is_file():
        return folder
    text = (
        f"„{stated}“ ist kein Projektordner: thg.toml fehlt" if folder.is_dir() else f"Ordner „{stated}“ gibt es nicht"
    )
    finding = error("THG500", text, Place(stated), expected="Ordner mit thg.toml", hint=_NO_PROJECT_HINT)
    raise Stop(ExitCode.USAGE, (finding,), output_format)


_NO_PROJECT_HINT = "Projektordner mit --projekt nennen oder mit „thg neu ORDNER“ anlegen"


def known_organisations(stated: list[str], known: tuple[str, ...]) -> tuple[str, ...]:
    """The stated organisations without repeats; raises UsageProblem for an unknown one."""
    allowed = (*known, TERRITORY)
    for id_ in stated:
        if id_ not in allowed:
            hint = near(id_, allowed) or "Kennungen: " + ", ".join(allowed)
            refuse(f"Organisation „{id_}“ gibt es im Projekt nicht", hint)
    return tuple(dict.fromkeys(stated))


def checked_output(environment: Environment, root: Path, stated: str) -> Path:
    """The folder for results: ``ausgabe`` of the project or ``--ausgabe``; never a folder of inputs."""
    from thgbilanz.project.discovery import DATA_FOLDER, LOCAL_FACTORS_FOLDER, OUTPUT_FOLDER

    if not stated:
        return root / OUTPUT_FOLDER
    target = stated_path(environment, stated)
    inputs = (root / name for name in (DATA_FOLDER, LOCAL_FACTORS_FOLDER))
    if any(target.resolve().is_relative_to(folder.resolve()) for folder in inputs):
        refuse(f"„{stated}“ gehört zu den Eingaben des Projekts", "Einen anderen Ordner für --ausgabe nennen")
    return target
