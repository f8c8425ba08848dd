"""What a workbook says about itself: its sheets, styles, links to other workbooks, macros, comments."""

import posixpath
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from thgbilanz.intake.archive import Archive, unpacked
from thgbilanz.intake.budget import BUDGET
from thgbilanz.intake.number_formats import CellStyles, cell_styles
from thgbilanz.intake.refusal import refuse, refuse_damaged
from thgbilanz.intake.xml_events import Attributes, local_name, start_tags, walk

WORKBOOK = "xl/workbook.xml"
SHARED_STRINGS = "xl/sharedStrings.xml"
_STYLES = "xl/styles.xml"
_TRUE = frozenset({"1", "true", "on"})


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of the workbook and the part that holds it."""

    name: str
    index: int
    part: str
    """Empty for sheets that hold no cells (charts, dialogs)."""
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class WorkbookParts:
    """The structure of a workbook, before any cell is read."""

    sheets: tuple[SheetPart, ...]
    styles: CellStyles
    foreign_files: tuple[str, ...]
    """Other workbooks that formulas refer to, in the order in which formulas number them from 1."""
    has_macros: bool
    is_uncalculated: bool
    """The writer asks Excel to calculate on opening: values of formulas may be placeholders."""


def workbook_parts(archive: Archive) -> WorkbookParts:
    """Read the structure. Raises ``RefusedFileError`` for missing or broken parts (faults.md 29, 30)."""
    tags = start_tags(WORKBOOK, unpacked(archive, WORKBOOK), BUDGET.structure_tags)
    if not tags or tags[0][0] != "workbook":
        refuse_damaged(f"der Teil „{WORKBOOK}“ ist fehlerhaft geschrieben")
    targets = _relations(archive, WORKBOOK)
    _must_be_complete(archive, targets)
    sheets = [attributes for tag, attributes in tags if tag == "sheet"]
    if len(sheets) > BUDGET.sheets:
        refuse("THG009", f"Arbeitsmappe hat mehr als {BUDGET.sheets} Blätter", hint="Nicht benötigte Blätter löschen")
    names = [sheet.get("name", "").casefold() for sheet in sheets]
    if len(set(names)) < len(names):
        refuse_damaged("zwei Blätter haben denselben Namen")
    return WorkbookParts(
        sheets=tuple(_sheet(archive, number, sheet, targets) for number, sheet in enumerate(sheets)),
        styles=_styles(archive),
        foreign_files=tuple(_foreign_files(archive, tags, targets)),
        has_macros=any(name.casefold().endswith("vbaproject.bin") for name in archive.parts),
        is_uncalculated=any(tag == "calcPr" and a.get("fullCalcOnLoad") in _TRUE for tag, a in tags),
    )


def sheet_comments(archive: Archive, sheet: SheetPart) -> dict[str, str]:
    """Comments of a sheet by cell (faults.md 94)."""
    comments: dict[str, str] = {}
    for kind, target in _relations(archive, sheet.part, required=False).values():
        if kind == "comments" and target in archive.parts:
            comments.update(_comment_texts(target, unpacked(archive, target)))
    return comments


def _relations(archive: Archive, part: str, *, required: bool = True) -> dict[str, tuple[str, str]]:
    """Relation id to kind and part name (or foreign address) of what a part refers to."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.parts and not required:
        return {}
    found: dict[str, tuple[str, str]] = {}
    for tag, attributes in start_tags(relations, unpacked(archive, relations), BUDGET.structure_tags):
        if tag == "Relationship":
            target = attributes.get("Target", "")
            if attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join(folder, target)) if target[:1] != "/" else target[1:]
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], target)
    return found


def _sheet(archive: Archive, index: int, sheet: Attributes, targets: dict[str, tuple[str, str]]) -> SheetPart:
    name = sheet.get("name", "")
    kind, part = targets.get(sheet.get("id", ""), ("", ""))
    if kind == "worksheet" and part not in archive.parts:
        refuse_damaged(f"der Inhalt des Blatts „{name}“ fehlt")
    if not kind:
        refuse_damaged(f"das Blatt „{name}“ verweist ins Leere")
    is_hidden = sheet.get("state", "visible") != "visible"
    return SheetPart(name, index, part if kind == "worksheet" else "", is_hidden)


def _must_be_complete(archive: Archive, targets: dict[str, tuple[str, str]]) -> None:
    # Without styles a date is a bare number (43586 instead of 1 May 2019), without texts a label is nothing.
    for kind, part in targets.values():
        if kind in {"styles", "sharedStrings"} and part not in archive.parts:
            refuse_damaged(f"der Teil „{part}“ fehlt")


def _styles(archive: Archive) -> CellStyles:
    return _styles_of(unpacked(archive, _STYLES)) if _STYLES in archive.parts else CellStyles()


@lru_cache(maxsize=2)
def _styles_of(xml: bytes) -> CellStyles:
    """Workbooks of one template have the same styles to the byte, and a batch reads many of them."""
    return cell_styles(start_tags(_STYLES, xml, BUDGET.style_tags))


def _foreign_files(
    archive: Archive, tags: list[tuple[str, Attributes]], targets: dict[str, tuple[str, str]]
) -> list[str]:
    files = []
    for tag, attributes in tags:
        if tag == "externalReference":
            part = targets.get(attributes.get("id", ""), ("", ""))[1]
            links = _relations(archive, part, required=False).values() if part else ()
            files.append(next((target for _, target in links), "eine andere Arbeitsmappe"))
    return files


@lru_cache(maxsize=8)
def _comment_texts(name: str, xml: bytes) -> MappingProxyType[str, str]:
    """Comments by cell. The comments of a template's header cells are the same in every copy of it."""
    texts: dict[str, list[str]] = {}
    current: list[str] = []

    def on_start(tag: str, attributes: Attributes) -> None:
        nonlocal current
        if local_name(tag) == "comment":
            current = texts.setdefault(attributes.get("ref", ""), [])

    def on_text(text: str) -> None:
        current.append(text)

    walk(name, [xml], on_start, on_text=on_text)
    return MappingProxyType({cell: " ".join("".join(parts).split()) for cell, parts in texts.items()})
