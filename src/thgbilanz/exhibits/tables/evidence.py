"""Tables that prove a balance: control equation, independent sums, factors, sources, inputs, findings."""

from collections.abc import Sequence
from math import fsum

from thgbilanz.balance.figures import factor_order
from thgbilanz.balance.report import BalanceReport
from thgbilanz.balance.result import FactorUse
from thgbilanz.core.diagnostic import Diagnostic, in_order
from thgbilanz.exhibits.json_number import thousandth
from thgbilanz.exhibits.labels import boundary_label, space_label
from thgbilanz.exhibits.rounding import share_of
from thgbilanz.exhibits.table import CO2E, Table, TableColumn, TableRow, tonnes
from thgbilanz.units.catalogue import unit_label

_WEIGHT_NOTE = (
    "Anteil an der Summe des Bilanzraums vor Eliminationen (Scope 2 standortbasiert); "
    "ohne Anteil: marktbasierte Werte und biogenes CO2, die in dieser Summe nicht stehen"
)


def control_table(report: BalanceReport) -> Table:
    """The control equation with the reasons for what was not booked."""
    control = report.balance.control
    rows = [
        TableRow(("Gelesen", control.read)),
        TableRow(("Gebucht", control.booked)),
        TableRow(("Offen", control.open)),
    ]
    rows += [TableRow((f"offen: {item.reason}", item.count), "memo") for item in control.open_reasons]
    rows.append(TableRow(("Ausgeschlossen", control.excluded)))
    rows += [TableRow((f"ausgeschlossen: {item.reason}", item.count), "memo") for item in control.excluded_reasons]
    if control.totals:
        rows.append(TableRow(("Kontrollsummen der Dateien: verglichen", control.totals), "memo"))
        rows.append(TableRow(("Kontrollsummen der Dateien: gleich", control.agreeing_totals), "memo"))
    holds = "Die Gleichung geht auf" if control.holds else "Die Gleichung geht nicht auf: es fehlen Zeilen"
    return Table(
        "kontrolle",
        "Kontrollgleichung: gelesen = gebucht + offen + ausgeschlossen",
        (TableColumn("label", "Stand der Zeilen"), TableColumn("count", "Anzahl", "count", "Zeilen")),
        tuple(rows),
        (holds,),
    )


def sums_table(report: BalanceReport) -> Table:
    """Four sums of the same postings over four different columns; they must agree."""
    rows = [
        TableRow(
            (
                space_label(space),
                tonnes(sums.by_scope_kg),
                tonnes(sums.by_organisation_kg),
                tonnes(sums.by_activity_kg),
                tonnes(sums.by_file_kg),
                "ja" if sums.agree else "nein",
            )
        )
        for space, sums in report.balance.sums
    ]
    return Table(
        "kontrollsummen",
        "Vier unabhängige Summen über dieselben Buchungen",
        (
            TableColumn("space", "Bilanzraum"),
            TableColumn("scope_t", "über Scopes", "tonnes", CO2E),
            TableColumn("organisation_t", "über Organisationen", "tonnes", CO2E),
            TableColumn("activity_t", "über Aktivitäten", "tonnes", CO2E),
            TableColumn("file_t", "über Dateien", "tonnes", CO2E),
            TableColumn("agree", "Stimmen überein"),
        ),
        tuple(rows),
    )


def factor_sets_table(report: BalanceReport) -> Table:
    """Factor sets that the run used."""
    return Table(
        "faktorensaetze",
        "Faktorensätze",
        (
            TableColumn("set", "Satz", "code"),
            TableColumn("edition", "Ausgabe", "code"),
            TableColumn("sha256", "SHA-256", "code"),
        ),
        tuple(TableRow((use.set_id, use.edition, use.sha256)) for use in report.record.factor_sets),
    )


def factors_by_weight(report: BalanceReport) -> list[FactorUse]:
    """Factors used: by accounting space, those in the total first, then those that move most tonnes."""
    return sorted(report.balance.factors, key=factor_order)


def factor_share(report: BalanceReport, use: FactorUse) -> float | None:
    """Share of a factor in its accounting space before eliminations; None where it counts in no total."""
    if not use.in_total:
        return None
    whole = fsum(other.emissions_kg for other in report.balance.factors if other.space == use.space and other.in_total)
    return share_of(use.emissions_kg, whole)


def factors_table(report: BalanceReport) -> Table:
    """Factors used, with source and locator, reason of the match and weight."""
    rows = [
        TableRow(
            (
                space_label(use.space),
                use.factor_id,
                use.edition,
                use.year,
                use.region,
                boundary_label(use.boundary),
                use.factor_kg,
                unit_label(use.unit),
                use.gwp_set,
                use.source,
                use.reservation,
                use.match_reason,
                use.postings,
                tonnes(use.emissions_kg),
                factor_share(report, use),
            )
        )
        for use in factors_by_weight(report)
    ]
    return Table(
        "faktoren",
        "Verwendete Emissionsfaktoren",
        (
            TableColumn("space", "Bilanzraum"),
            TableColumn("factor", "Faktor", "code"),
            TableColumn("edition", "Ausgabe", "code"),
            TableColumn("year", "Gültig für", "year", "Jahr"),
            TableColumn("region", "Region", "code"),
            TableColumn("boundary", "Systemgrenze"),
            TableColumn("factor_kg", "Faktorwert", "factor", "kg CO2e je Einheit"),
            TableColumn("unit", "Einheit", "code"),
            TableColumn("gwp", "GWP-Satz", "code"),
            TableColumn("source", "Quelle und Fundstelle"),
            TableColumn("reservation", "Vorbehalt"),
            TableColumn("reason", "Grund der Zuordnung"),
            TableColumn("postings", "Buchungen", "count", "Anzahl"),
            TableColumn("t", "Emissionen", "tonnes", CO2E),
            TableColumn("share", "Anteil", "share", "%"),
        ),
        tuple(rows),
        (_WEIGHT_NOTE,),
    )


def sources_table(report: BalanceReport) -> Table:
    """Publications behind the factors used."""
    rows = [
        TableRow((line.source_id, line.title, line.institution, line.year, line.licence, line.url))
        for line in report.sources
    ]
    return Table(
        "quellen",
        "Quellen der Faktoren",
        (
            TableColumn("source", "Kennung", "code"),
            TableColumn("title", "Titel"),
            TableColumn("institution", "Herausgeber"),
            TableColumn("year", "Erschienen", "year", "Jahr"),
            TableColumn("licence", "Lizenz", "code"),
            TableColumn("url", "Adresse", "code"),
        ),
        tuple(rows),
    )


def run_table(report: BalanceReport) -> Table:
    """What the result was made from, without clock and machine."""
    record = report.record
    rows = [
        ("Programm", f"thgbilanz {record.version}"),
        ("Treibhauspotenziale", f"{record.gwp} (IPCC, 100 Jahre)"),
        *((f"Option {name}", value) for name, value in record.options),
    ]
    return Table(
        "lauf",
        "Lauf",
        (TableColumn("label", "Angabe"), TableColumn("value", "Wert", "code")),
        tuple(TableRow(row) for row in rows),
    )


def inputs_table(report: BalanceReport) -> Table:
    """Input files with the hash of their bytes, and the mapping that a foreign table was read through."""
    inputs = report.record.inputs
    columns = (TableColumn("file", "Datei"), TableColumn("sha256", "SHA-256", "code"))
    if not any(entry.mapping for entry in inputs):
        return Table(
            "eingaben",
            "Eingelesene Dateien",
            columns,
            tuple(TableRow((entry.file, entry.sha256)) for entry in inputs),
        )
    return Table(
        "eingaben",
        "Eingelesene Dateien",
        (*columns, TableColumn("mapping", "Gelesen mit Zuordnung")),
        tuple(TableRow((entry.file, entry.sha256, entry.mapping)) for entry in inputs),
    )


def findings_table(findings: Sequence[Diagnostic]) -> Table:
    """Findings, one per row, in the order of the files."""
    return Table(
        "befunde",
        "Befunde",
        (
            TableColumn("severity", "Schwere"),
            TableColumn("code", "Code", "code"),
            TableColumn("text", "Befund"),
            TableColumn("file", "Datei"),
            TableColumn("sheet", "Blatt"),
            TableColumn("cell", "Zelle", "code"),
            TableColumn("column", "Spalte"),
            TableColumn("found", "Gefunden"),
            TableColumn("expected", "Erwartet"),
            TableColumn("hint", "Hinweis"),
            TableColumn("count", "Vorkommen", "count", "Anzahl"),
            TableColumn("related", "Weitere Stellen"),
            TableColumn("effect_t", "Mögliche Wirkung", "tonnes", CO2E),
            TableColumn("confirmation", "Bestätigung"),
        ),
        tuple(_finding_row(finding) for finding in in_order(findings)),
        () if findings else ("Keine Befunde",),
    )


def _finding_row(finding: Diagnostic) -> TableRow:
    place = finding.place
    return TableRow(
        (
            finding.severity.value,
            finding.code,
            finding.text,
            place.file,
            place.sheet,
            place.cell,
            place.column,
            finding.found,
            finding.expected,
            finding.hint,
            finding.count,
            "; ".join(str(other) for other in finding.related),
            thousandth(finding.effect_kg),
            finding.confirmation,
        )
    )
