"""Tables of what was judged: materiality, confirmations, completeness."""

from thgbilanz.balance.report import BalanceReport
from thgbilanz.core.completeness import Completeness
from thgbilanz.core.materiality import Materiality, OpenEffect
from thgbilanz.exhibits.completeness_text import cell_words
from thgbilanz.exhibits.json_number import thousandth
from thgbilanz.exhibits.labels import activity_label, organisation_label, sector_label, space_label
from thgbilanz.exhibits.table import CO2E, Table, TableColumn, TableRow, Value, tonnes
from thgbilanz.exhibits.terminal_judgement import confirmed_findings, threshold_text

_METER_NOTES = (
    "Jede Zeile zählt einmal, mit der größten Wirkung der Befunde zu ihr; bestätigte Befunde zählen nicht",
    "Summe des Bilanzraums nach Konsolidierung und Eliminationen; Organisationen mit ihrer eigenen Bilanz",
)


def materiality_table(report: BalanceReport, meter: Materiality) -> Table:
    """The meter: each accounting space, and the organisation with the largest open share of its own balance."""
    rows = []
    for part in meter.spaces:
        if part.space not in report.views:
            continue
        rows.append(TableRow((space_label(part.space), *_effect(part.effect, meter.threshold_percent))))
        if part.organisation_effect is not None:
            name = f"am meisten: {organisation_label(report, part.organisation)}"
            rows.append(TableRow((name, *_effect(part.organisation_effect, meter.threshold_percent)), "memo"))
    return Table(
        "wesentlichkeit",
        f"Was offene Befunde ändern könnten (Schwelle {threshold_text(meter)})",
        (
            TableColumn("space", "Summe"),
            TableColumn("total_t", "Summe", "tonnes", CO2E),
            TableColumn("open_t", "offen, bis zu", "tonnes", CO2E),
            TableColumn("share", "Anteil", "share", "%"),
            TableColumn("findings", "Befunde", "count", "Anzahl"),
            TableColumn("unknown", "Wirkung unbekannt", "count", "Anzahl"),
            TableColumn("material", "Schwelle erreicht"),
        ),
        tuple(rows),
        _METER_NOTES,
    )


def _effect(effect: OpenEffect, percent: float) -> tuple[Value, ...]:
    reached = "ja" if effect.exceeds(percent) else "nein"
    return (
        tonnes(effect.total_kg),
        tonnes(effect.open_kg),
        effect.share,
        effect.findings,
        effect.unknown,
        reached,
    )


def confirmations_table(report: BalanceReport) -> Table:
    """Findings that somebody confirmed, with who, when and why."""
    confirmed = confirmed_findings(report)
    return Table(
        "bestaetigungen",
        "Bestätigte Befunde",
        (
            TableColumn("confirmation", "Bestätigt von, am, weil"),
            TableColumn("code", "Code", "code"),
            TableColumn("text", "Befund"),
            TableColumn("place", "Stelle"),
            TableColumn("found", "Gefunden"),
            TableColumn("effect_t", "Mögliche Wirkung", "tonnes", CO2E),
        ),
        tuple(
            TableRow((f.confirmation, f.code, f.text, str(f.place), f.found, thousandth(f.effect_kg)))
            for f in confirmed
        ),
        () if confirmed else ("Niemand hat einen Befund bestätigt",),
    )


def completeness_table(report: BalanceReport, matrix: Completeness) -> Table:
    """The matrix in words, one column per year."""
    return Table(
        "vollstaendigkeit",
        "Organisation × Aktivität × Jahr",
        (
            TableColumn("organisation", "Organisation"),
            TableColumn("sector", "Sektor"),
            TableColumn("activity", "Aktivität"),
            *(TableColumn(f"year{year}", str(year)) for year in matrix.years),
        ),
        tuple(
            TableRow(
                (
                    organisation_label(report, row.organisation),
                    sector_label(row.sector),
                    activity_label(report, row.activity),
                    *(cell_words(cell) for cell in row.cells),
                )
            )
            for row in matrix.rows
        ),
        (
            "fehlt: Das Projekt kennt die Aktivität aus einem der Jahre, in diesem steht nichts davon",
            "nicht angegeben: als nicht erhoben oder vertraulich gekennzeichnet",
            "geschätzt: Datengüte C oder D, oder eine Schätzung",
        ),
    )
