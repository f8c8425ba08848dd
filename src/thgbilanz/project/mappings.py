"""Mapping files of a project: ``zuordnungen/*.toml``, one per foreign layout, all problems of a file at once."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

from thgbilanz.core.diagnostic import Diagnostic, has_errors
from thgbilanz.core.place import Place
from thgbilanz.core.run_record import InputFile
from thgbilanz.intake.layout import Layout
from thgbilanz.intake.read import IntakeResult
from thgbilanz.project.mapping_sheets import checked_sheets
from thgbilanz.project.mapping_table import MappingTable, MappingText
from thgbilanz.project.toml_text import read_toml

MAPPING_FOLDER = "zuordnungen"


def load_mappings(root: Path, organisations: Mapping[str, str]) -> tuple[tuple[Layout, ...], list[Diagnostic]]:
    """The layouts of the mapping files that are right, and every problem of the others.

    ``organisations``: id to name as in ``thg.toml``. No folder means no mappings.
    """
    layouts: list[Layout] = []
    findings: list[Diagnostic] = []
    for path in mapping_files(root):
        layout, found = load_mapping(path, root, organisations)
        findings += found
        layouts += [layout] if layout else []
    return tuple(layouts), findings


def mapping_files(root: Path) -> list[Path]:
    """Mapping files of a project, sorted by name."""
    folder = root / MAPPING_FOLDER
    try:
        found = [path for path in folder.iterdir() if path.suffix.casefold() == ".toml" and path.is_file()]
    except OSError:
        return []
    return sorted(
        (path for path in found if not path.name.startswith(".")), key=lambda path: normalize("NFC", path.name)
    )


def load_mapping(path: Path, root: Path, organisations: Mapping[str, str]) -> tuple[Layout | None, list[Diagnostic]]:
    """One mapping file, or None with everything that is wrong with it."""
    inside = path.relative_to(root) if path.is_relative_to(root) else Path(path.name)
    name = normalize("NFC", inside.as_posix())
    toml, unreadable = read_toml(path)
    if toml is None:
        hint = "Die Datei mit einem Texteditor berichtigen oder mit `thg zuordnen` neu anlegen"
        place = Place(name)
        return None, [replace(finding, code="THG550", place=place, hint=finding.hint or hint) for finding in unreadable]
    source = MappingText(name, toml)
    layout = _layout(source, hashlib.sha256(path.read_bytes()).hexdigest(), organisations)
    return (None if has_errors(source.findings) else layout), source.findings


def mapping_inputs(intake: IntakeResult) -> list[InputFile]:
    """The mapping files that a run used, for its record."""
    return [InputFile(layout.file, layout.sha256) for layout in intake.layouts]


def _layout(source: MappingText, sha256: str, organisations: Mapping[str, str]) -> Layout:
    root = MappingTable(source, source.toml.data, "")
    head = root.table("zuordnung")
    title = head.text("name", 'Text wie "Verbrauchsliste der Wohnbau"', required=True)
    head.close()
    signed = root.table("bestaetigung")
    has_signature = root.has("bestaetigung")
    who = signed.text("wer", 'Text wie "Umweltamt, A. Beispiel"', required=has_signature)
    when = signed.day("wann", "Datum wie 2026-02-14", required=has_signature)
    signed.close()
    sheets = checked_sheets(root, organisations)
    root.close()
    missing = tuple(dict.fromkeys(key for sheet in sheets for key in sheet.missing))
    if missing and has_signature:
        text = f"Bestätigte Zuordnung ist unvollständig: {', '.join(missing)}"
        expected = "je Angabe eine Spalte unter spalten oder einen Wert unter fest"
        source.complain("THG556", text, "bestaetigung", expected, "Ergänzen oder [bestaetigung] bis dahin löschen")
    layouts = tuple(sheet.layout for sheet in sheets)
    return Layout(source.file, sha256, title, layouts, who, when, missing)
