"""Which sheet is which template: by name, exact after trimming and case folding, never by position."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from thgbilanz.core.diagnostic import Diagnostic, error, note, warning
from thgbilanz.core.place import Place
from thgbilanz.intake.suggestions import nearest
from thgbilanz.intake.workbook_parts import SheetPart
from thgbilanz.templates.definition import (
    INSTRUCTION_SHEET,
    LIST_SHEET,
    MASTER_SHEET,
    SHEETS,
    SheetTemplate,
    normal_text,
)

_OURS = {normal_text(name) for name in (INSTRUCTION_SHEET, LIST_SHEET)}
_TEMPLATES = {normal_text(template.sheet): template for template in SHEETS.values()}
_MASTER = normal_text(MASTER_SHEET)
_WRITTEN_BY_US = {normal_text("Prüfbericht")}
_COPY = re.compile(r"^(?:kopie|copy) (?:von|of) |(?:\s*\(\d+\)|[\s_-]*(?:kopie|copy|backup|sicherung|alt|neu)\b.*)$")
_FIRST_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class SortedSheets:
    """The sheets of a workbook by what they are."""

    master: SheetPart | None
    data: tuple[tuple[SheetPart, SheetTemplate], ...]
    findings: tuple[Diagnostic, ...]


def is_wanted(name: str) -> bool:
    """Whether a sheet of this name will be read."""
    key = normal_text(name)
    return key == _MASTER or key in _TEMPLATES


def sorted_sheets(sheets: Sequence[SheetPart], file: str) -> SortedSheets:
    """Sort the sheets; what is not read is named (faults.md 40-43, 59)."""
    readable = [sheet for sheet in sheets if sheet.part]
    by_key = {normal_text(sheet.name): sheet for sheet in readable}
    data = tuple((sheet, _TEMPLATES[key]) for key, sheet in by_key.items() if key in _TEMPLATES)
    findings = [_hidden(sheet, file) for key, sheet in by_key.items() if sheet.is_hidden and is_wanted(key)]
    others = [sheet for key, sheet in by_key.items() if not is_wanted(key) and key not in _OURS | _WRITTEN_BY_US]
    findings += [_not_read(sheet, by_key.keys(), file) for sheet in others]
    if not data:
        findings.append(_no_table(sheets, file))
    elif _MASTER not in by_key:
        findings.append(_no_master(sheets, file))
    return SortedSheets(by_key.get(_MASTER), data, tuple(findings))


def _not_read(sheet: SheetPart, present: Collection[str], file: str) -> Diagnostic:
    place = Place(file, sheet.name)
    original = _template_like(sheet.name)
    if original and normal_text(original) in present:
        return warning(
            "THG023",
            f"Blatt „{sheet.name}“ sieht aus wie eine Kopie von „{original}“ und wird nicht gelesen",
            place,
            hint=f"Gehören die Zeilen in die Bilanz: auf das Blatt „{original}“ übertragen. Sonst das Blatt löschen",
        )
    if original:
        return error(
            "THG021",
            f"Blatt „{sheet.name}“ wird nicht gelesen, sein Name weicht von der Vorlage ab",
            place,
            expected=f"„{original}“",
            hint=f"Das Blatt in „{original}“ umbenennen, oder in etwas ganz anderes, wenn es nicht zur Bilanz gehört",
        )
    return note(
        "THG022", f"Blatt „{sheet.name}“ wird nicht gelesen", place, hint="Gelesen werden nur Blätter der Vorlage"
    )


def _template_like(name: str) -> str:
    """The template sheet that a name may stand for; empty if none comes near."""
    key = normal_text(name)
    names = {**{other: template.sheet for other, template in _TEMPLATES.items()}, _MASTER: MASTER_SHEET}
    bare = _COPY.sub("", key)
    if bare in names:
        return names[bare]
    if near := nearest(bare, names, most=1):
        return near[0]
    words = {match[0]: label for other, label in names.items() if (match := _FIRST_WORD.match(other))}
    first = _FIRST_WORD.match(key)
    return words.get(first[0], "") if first else ""


def _hidden(sheet: SheetPart, file: str) -> Diagnostic:
    return warning(
        "THG024",
        f"Blatt „{sheet.name}“ ist ausgeblendet und wird gelesen",
        Place(file, sheet.name),
        hint="In Excel: Rechtsklick auf die Blattregister › Einblenden. Das Blatt prüfen oder löschen",
    )


def _no_table(sheets: Sequence[SheetPart], file: str) -> Diagnostic:
    names = ", ".join(f"„{template.sheet}“" for template in SHEETS.values())
    return error(
        "THG020",
        "Arbeitsmappe enthält kein Blatt der Vorlage",
        Place(file),
        found=_listed(sheets),
        expected=f"mindestens eines der Blätter {names}",
        hint="Mit `thg vorlage` eine Vorlage erzeugen und die Werte übertragen, oder mit `thg zuordnen DATEI` "
        "erklären, was in der Liste wo steht",
    )


def _no_master(sheets: Sequence[SheetPart], file: str) -> Diagnostic:
    return error(
        "THG020",
        f"Blatt „{MASTER_SHEET}“ fehlt",
        Place(file),
        found=_listed(sheets),
        expected=f"ein Blatt „{MASTER_SHEET}“ mit Organisation und Berichtsjahr",
        hint="Das Blatt aus einer neuen Vorlage (`thg vorlage`) in die Mappe kopieren",
    )


def _listed(sheets: Sequence[SheetPart]) -> str:
    return "Blätter: " + ", ".join(f"„{sheet.name}“" + ("" if sheet.part else " (Diagramm)") for sheet in sheets[:20])
