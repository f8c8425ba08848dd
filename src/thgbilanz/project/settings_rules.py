"""Rules between the entries of ``thg.toml``: years, ids, parents, rings of ownership, periods.

An organisation has one parent at most, so shares can never add up to more than 100 %: the share is the
economic interest of that parent (GHG Protocol Corporate Standard, chapter 3).
"""

from collections import Counter
from difflib import get_close_matches

from thgbilanz.core.diagnostic import Diagnostic, error, warning
from thgbilanz.core.place import Place
from thgbilanz.project.settings_findings import CheckedTables
from thgbilanz.project.settings_schema import raw_tables
from thgbilanz.project.toml_text import FILE_NAME, TomlText


def rule_findings(toml: TomlText, tables: CheckedTables) -> list[Diagnostic]:
    """Findings of all rules between entries, in the order of the file."""
    return [
        *_years_in_order(toml, tables),
        *_ids_are_unique(toml),
        *_parents_exist(toml),
        *_no_ring_of_ownership(toml),
        *_periods_in_order(toml, tables),
        *_names_differ(toml, tables),
    ]


def _at(key: str) -> Place:
    return Place(FILE_NAME, cell=key)


def _years_in_order(toml: TomlText, tables: CheckedTables) -> list[Diagnostic]:
    project = tables.project
    if project is None or project.basisjahr < project.zieljahr:
        return []
    return [
        error(
            "THG507",
            f"Das Zieljahr {project.zieljahr} liegt nicht nach dem Basisjahr {project.basisjahr}",
            _at("projekt.zieljahr"),
            found=toml.found("projekt.zieljahr"),
            expected=f"ein Jahr nach {project.basisjahr}",
        )
    ]


def _raw_ids(toml: TomlText) -> list[tuple[int, str, str]]:
    """Position, id and parent of every organisation, also of those with other problems."""
    rows = []
    for position, entry in enumerate(raw_tables(toml.data, "organisation"), 1):
        own, parent = entry.get("id"), entry.get("mutter", "")
        if isinstance(own, str) and isinstance(parent, str):
            rows.append((position, own, parent))
    return rows


def _ids_are_unique(toml: TomlText) -> list[Diagnostic]:
    first: dict[str, int] = {}
    findings = []
    for position, own, _ in _raw_ids(toml):
        key = f"organisation[{position}].id"
        if own in first:
            other = toml.found(f"organisation[{first[own]}].id")
            findings.append(
                error(
                    "THG510",
                    f"Kennung „{own}“ gibt es zweimal",
                    _at(key),
                    found=toml.found(key),
                    expected="je Organisation eine eigene Kennung",
                    hint=f"Zuerst vergeben in {other}" if other else "",
                )
            )
        first.setdefault(own, position)
    return findings


def _parents_exist(toml: TomlText) -> list[Diagnostic]:
    rows = _raw_ids(toml)
    ids = [own for _, own, _ in rows]
    findings = []
    for position, own, parent in rows:
        if not parent or parent in ids:
            continue
        near = get_close_matches(parent.casefold(), [other for other in ids if other != own], n=1, cutoff=0.6)
        hint = f"Meinten Sie „{near[0]}“?" if near else "Mutter als eigene [[organisation]] anlegen"
        key = f"organisation[{position}].mutter"
        findings.append(
            error(
                "THG511",
                f"Mutter „{parent}“ von „{own}“ ist keine Organisation des Projekts",
                _at(key),
                found=toml.found(key),
                expected=", ".join(other for other in ids if other != own) or "eine andere Organisation",
                hint=hint,
            )
        )
    return findings


def _no_ring_of_ownership(toml: TomlText) -> list[Diagnostic]:
    rows = _raw_ids(toml)
    # With an id given twice the first table counts; the second has its own finding.
    parent_of = {own: parent for _, own, parent in reversed(rows)}
    position_of = {own: position for position, own, _ in reversed(rows)}
    findings = []
    reported: set[str] = set()
    for _, own, _ in rows:
        ring = _ring_from(own, parent_of)
        if not ring or reported & set(ring):
            continue
        reported |= set(ring)
        key = f"organisation[{position_of[own]}].mutter"
        shown = " → ".join([*ring, ring[0]])
        text = f"„{own}“ ist die eigene Mutter" if len(ring) == 1 else f"Beteiligungen bilden einen Ring: {shown}"
        hint = "Eine Organisation des Rings hat keine Mutter: dort die Zeile „mutter“ löschen"
        findings.append(error("THG513", text, _at(key), found=toml.found(key), hint=hint))
    return findings


def _ring_from(start: str, parent_of: dict[str, str]) -> list[str]:
    """The ring that ``start`` is part of, from child to parent; empty if its line of parents ends."""
    path = [start]
    current = parent_of.get(start, "")
    while current and current in parent_of and current not in path:
        path.append(current)
        current = parent_of[current]
    return path if current == start else []


def _periods_in_order(toml: TomlText, tables: CheckedTables) -> list[Diagnostic]:
    findings = []
    for position, table in tables.organisations:
        if table.gueltig_ab is None or table.gueltig_bis is None or table.gueltig_ab <= table.gueltig_bis:
            continue
        key = f"organisation[{position}].gueltig_bis"
        findings.append(
            error(
                "THG514",
                f"„{table.id}“ endet am {table.gueltig_bis} vor dem Beginn am {table.gueltig_ab}",
                _at(key),
                found=toml.found(key),
                expected="gueltig_bis am selben Tag wie gueltig_ab oder später",
            )
        )
    return findings


def _names_differ(toml: TomlText, tables: CheckedTables) -> list[Diagnostic]:
    counts = Counter(table.name.casefold() for _, table in tables.organisations)
    findings = []
    for position, table in tables.organisations:
        if counts[table.name.casefold()] > 1:
            counts[table.name.casefold()] = 0
            key = f"organisation[{position}].name"
            findings.append(
                warning(
                    "THG518",
                    f"Mehrere Organisationen heißen „{table.name}“",
                    _at(key),
                    found=toml.found(key),
                    hint="Namen unterscheiden, damit Tabellen eindeutig bleiben",
                )
            )
    return findings
