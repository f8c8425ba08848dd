"""What is different within the balance year: weights of organisations, and rows that lie outside of their time."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from thgbilanz.balance.consolidation import Perimeter, Span, perimeter_of
from thgbilanz.core.activity import ActivityTable
from thgbilanz.core.diagnostic import Diagnostic, note, warning
from thgbilanz.core.german import german_number
from thgbilanz.core.organisation import Organisation
from thgbilanz.core.place import Place
from thgbilanz.core.vocabulary import Consolidation
from thgbilanz.project.settings import FILE_NAME, Settings

OTHER_APPROACH = "THG420"
"""Code of a balance under another approach than that of thg.toml."""


def change_findings(
    settings: Settings,
    members: Sequence[Organisation],
    year: int,
    approach: Consolidation,
    activities: ActivityTable,
) -> list[Diagnostic]:
    """Findings THG417, THG418 and THG420 of a balance under ``approach``."""
    perimeter = perimeter_of(members, approach, year, settings.organisations)
    position = {organisation.id: number for number, organisation in enumerate(settings.organisations, 1)}
    findings = [] if approach is settings.consolidation else [_other_approach(settings, approach)]
    for organisation in members:
        spans = perimeter.spans[organisation.id]
        if len(spans) > 1:
            findings.append(_changing(organisation.in_year(year), perimeter, position[organisation.id]))
    limited = {one.id: one for one in members if not all(span.exists for span in perimeter.spans[one.id])}
    return [*findings, *_outside(activities, limited, year)]


def _other_approach(settings: Settings, approach: Consolidation) -> Diagnostic:
    return note(
        OTHER_APPROACH,
        f"Bilanz unter einem anderen Ansatz: {approach.label}",
        Place(FILE_NAME, cell="projekt.konsolidierung"),
        found=f"--konsolidierung {approach.value}",
        expected=f"{settings.consolidation.value} ({settings.consolidation.label}) wie in thg.toml",
        hint="Nicht mit Summen des anderen Ansatzes vergleichen",
    )


def _changing(organisation: Organisation, perimeter: Perimeter, position: int) -> Diagnostic:
    spans = perimeter.spans[organisation.id]
    weight = german_number(perimeter.weight(organisation.id) * 100, 1)
    return note(
        "THG418",
        f"„{organisation.name}“ zählt {perimeter.year} nicht das ganze Jahr mit gleichem Gewicht",
        Place(FILE_NAME, cell=f"organisation[{position}]"),
        found="; ".join(_span_text(span) for span in spans),
        hint=f"Zeilen über das ganze Jahr zählen mit {weight} %, Zeilen mit eigenem Zeitraum nach ihren Tagen",
    )


def _span_text(span: Span) -> str:
    period = f"{_day(span.first)}–{_day(span.last)}"
    return f"{period}: {german_number(span.weight * 100, 1)} %" if span.exists else f"{period}: gehört nicht dazu"


def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).strftime("%d.%m.%Y")


def _outside(activities: ActivityTable, limited: dict[str, Organisation], year: int) -> Iterable[Diagnostic]:
    """Rows with a period of their own that reach beyond the time of their organisation, sheet by sheet."""
    if not limited:
        return
    columns, whole = activities.columns, (f"{year}-01-01", f"{year}-12-31")
    sheets: dict[tuple[str, str, str], list[int]] = {}
    for row, id_ in enumerate(columns["organisation"]):
        period = (max(columns["start"][row], whole[0]), min(columns["end"][row], whole[1]))
        if id_ in limited and period != whole and not _within(limited[id_], period):
            sheets.setdefault((columns["file"][row], columns["sheet"][row], id_), []).append(row)
    for (file, sheet, id_), rows in sorted(sheets.items()):
        organisation = limited[id_]
        first = rows[0]
        finding = warning(
            "THG417",
            f"Zeilen liegen außerhalb der Zeit von „{organisation.name}“: diese Tage zählen nicht",
            Place(file, sheet, f"{columns['column'][first]}{columns['row'][first]}"),
            found=f"{columns['start'][first]} bis {columns['end'][first]}",
            expected=f"{organisation.valid_from or '–'} bis {organisation.valid_until or '–'}",
            hint="gueltig_ab und gueltig_bis prüfen oder die Menge beim Vorgänger eintragen",
        )
        numbers = tuple(columns["row"][row] for row in rows)
        yield replace(finding, rows=numbers, count=len(numbers))


def _within(organisation: Organisation, period: tuple[str, str]) -> bool:
    start, end = period
    return (organisation.valid_from is None or start >= organisation.valid_from.isoformat()) and (
        organisation.valid_until is None or end <= organisation.valid_until.isoformat()
    )
