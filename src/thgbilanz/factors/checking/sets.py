"""F16: a set has a factor for everything that templates can ask for, or says that it has none."""

from collections.abc import Iterator

from thgbilanz.core.activity_kinds import ACTIVITY_KINDS
from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.factor import SetEntry
from thgbilanz.core.vocabulary import Space
from thgbilanz.factors.checking.findings import line_place, recoded
from thgbilanz.factors.checking.layout import Coverage
from thgbilanz.factors.checking.tables import CheckTables
from thgbilanz.factors.checks import set_findings

Need = tuple[str, str]
ANY = "*"


def coverage(tables: CheckTables) -> Iterator[Diagnostic]:
    """Pins reach one row each; promised years are covered; gaps are written down and are gaps."""
    yield from recoded(set_findings(tables.base), {}, "F16")
    for set_id, entries in tables.base.sets.items():
        lines = [line for line in tables.coverage if line.set_id == set_id]
        promised = [line for line in lines if line.status == "zugesagt"]
        if not promised and tables.whole:
            yield error(
                "F16",
                f"Für Satz {set_id} ist nicht gesagt, was er abdeckt",
                line_place(entries[0].table, entries[0].line),
                expected="eine Zeile in checks/abdeckung.csv",
            )
        yield from _set_coverage(set_id, entries, promised, [line for line in lines if line.status == "luecke"])
    known = set(tables.base.sets)
    for line in tables.coverage:
        if line.set_id not in known and tables.whole:
            yield error("F16", f"Satz {line.set_id} gibt es nicht", line_place(line.table, line.line))


def _set_coverage(
    set_id: str, entries: tuple[SetEntry, ...], promised: list[Coverage], gaps: list[Coverage]
) -> Iterator[Diagnostic]:
    covered = {(e.activity, e.role, year) for e in entries for year in range(e.year_from, e.year_to + 1)}
    excused = {(g.activity, g.role, year): g for g in gaps for year in range(g.year_from, g.year_to + 1)}
    wanted: set[tuple[str, str, int]] = set()
    for line in promised:
        for activity, role in needs(line, entries):
            wanted |= {(activity, role, year) for year in range(line.year_from, line.year_to + 1)}
    missing: dict[Need, list[int]] = {}
    for activity, role, year in sorted(wanted - covered - excused.keys()):
        missing.setdefault((activity, role), []).append(year)
    for (activity, role), years in missing.items():
        yield error(
            "F16",
            f"Satz {set_id} hat keinen Faktor für {activity} ({role})",
            line_place(entries[0].table, entries[0].line),
            found=", ".join(map(str, years)),
            expected="ein Eintrag in sets.csv oder eine Zeile luecke in checks/abdeckung.csv",
            hint="Gibt es keine Quelle, die Lücke mit Grund eintragen",
        )
    for gap in gaps:
        stale = [y for y in range(gap.year_from, gap.year_to + 1) if (gap.activity, gap.role, y) in covered]
        if stale:
            yield error(
                "F16",
                f"Eingetragene Lücke von Satz {set_id} ist keine mehr",
                line_place(gap.table, gap.line),
                found=f"{gap.activity} ({gap.role}): {', '.join(map(str, stale))}",
                hint="Zeile in checks/abdeckung.csv kürzen oder löschen",
            )


def needs(line: Coverage, entries: tuple[SetEntry, ...]) -> list[Need]:
    """Activities and roles that a promise is about: every kind that templates offer in the set's space."""
    if line.activity != ANY:
        return [(line.activity, line.role)]
    space = entries[0].space
    kinds = [kind for kind in ACTIVITY_KINDS if space in {value.value for value in kind.spaces}]
    if space == Space.TERRITORIAL.value:
        return [(kind.id, "total") for kind in kinds]
    needs = [(kind.id, role.value) for kind in kinds for role in kind.roles]
    return [need for need in needs if line.role in {ANY, need[1]}]
