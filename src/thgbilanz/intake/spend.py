"""Rows by spend in tables whose rows are tidy: always the lowest grade (method/organisation.md 5.5)."""

from thgbilanz.core.activity_kinds import KIND_BY_ID
from thgbilanz.core.diagnostic import warning
from thgbilanz.core.vocabulary import DataQuality
from thgbilanz.intake.all_activities import AllActivities
from thgbilanz.intake.finding_groups import FindingGroups

_BY_SPEND = frozenset(kind.id for kind in KIND_BY_ID.values() if kind.unit == "EUR")


def warn_of_graded_spend(activities: AllActivities, groups: FindingGroups) -> None:
    """Spend with a grade better than D, or without one. The sheet for purchases grades its rows itself."""
    kinds = activities.column("activity")
    if _BY_SPEND.isdisjoint(kinds):
        return
    grades = activities.column("data_quality")
    for row, (kind, grade) in enumerate(zip(kinds, grades, strict=True)):
        if kind in _BY_SPEND and grade != DataQuality.D.value:
            found = f"Datengüte {grade}" if grade else "keine Datengüte"
            finding = warning(
                "THG605",
                f"Ausgabenbasierte Werte haben Datengüte D, hier steht {found}",
                activities.place(row, "datenguete"),
                found=grade,
                expected="D",
                hint="D eintragen. Genauer wird es mit Mengen oder Angaben der Lieferanten",
            )
            groups.add(finding, together="")
