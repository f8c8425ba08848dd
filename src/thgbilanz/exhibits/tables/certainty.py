"""Tables of how sure the figures are: 95 % intervals, and the global warming potentials that factors rest on."""

from collections.abc import Sequence
from dataclasses import replace

from thgbilanz.balance.insight import GwpLine, UncertaintyLine
from thgbilanz.balance.report import BalanceReport
from thgbilanz.exhibits.json_number import thousandth
from thgbilanz.exhibits.labels import organisation_label, space_label
from thgbilanz.exhibits.rounding import ROUNDING_NOTE, share_of
from thgbilanz.exhibits.table import CO2E, Table, TableColumn, TableRow, tonnes


def uncertainty_table(report: BalanceReport, lines: Sequence[UncertaintyLine]) -> Table:
    """95 % intervals of the totals: by error propagation (±) and by Monte Carlo (from, to)."""
    rows = [
        TableRow(
            (
                _label(report, line),
                tonnes(line.kg),
                share_of(line.half_width_kg, line.kg),
                thousandth(line.low_kg),
                thousandth(line.high_kg),
                line.assumed_share,
            )
        )
        for line in lines
    ]
    table = Table(
        "unsicherheit",
        "Unsicherheit der Summen (95 %)",
        (
            TableColumn("total", "Summe"),
            TableColumn("t", "Emissionen", "tonnes", CO2E),
            TableColumn("spread", "Unsicherheit", "spread", "± %"),
            TableColumn("low_t", "von", "tonnes", CO2E),
            TableColumn("high_t", "bis", "tonnes", CO2E),
            TableColumn("assumed", "davon angenommen", "share", "%", "angenommen"),
        ),
        tuple(rows),
        (
            "± aus Fehlerfortpflanzung (IPCC 2006, Band 1, Kap. 3)",
            "von und bis: 2,5-%- und 97,5-%-Quantil einer Monte-Carlo-Rechnung mit festem Startwert",
            "angenommen: Anteil der Emissionen, zu denen weder die Daten noch die Quelle eine Unsicherheit nennen",
        ),
    )
    if any(line.low_kg is not None for line in lines):
        return table
    return replace(table.only("total", "t", "spread", "assumed"), notes=(table.notes[0], table.notes[2]))


def _label(report: BalanceReport, line: UncertaintyLine) -> str:
    if not line.organisation:
        return line.label
    name = organisation_label(report, line.organisation)
    return name if line.label == "Summe" else f"{name}: {line.label}"


def gwp_table(report: BalanceReport, lines: Sequence[GwpLine]) -> Table:
    """Tonnes by the set of global warming potentials behind their factors: mixed bases are never silent."""
    rows = [
        TableRow(
            (
                space_label(line.space),
                line.basis,
                tonnes(line.kg),
                line.share,
                "ja" if line.is_run_basis else "nein",
            ),
            "item" if line.is_run_basis else "memo",
        )
        for line in lines
    ]
    return Table(
        "treibhauspotenziale",
        f"Treibhauspotenziale hinter den Faktoren (Lauf: {report.record.gwp})",
        (
            TableColumn("space", "Bilanzraum"),
            TableColumn("basis", "Grundlage", "code"),
            TableColumn("t", "Emissionen", "tonnes", CO2E),
            TableColumn("share", "Anteil", "share", "%"),
            TableColumn("fits", "Wie der Lauf"),
        ),
        tuple(rows),
        ("CO2: Der Faktor zählt nur CO2, das kein Satz ändert; unbekannt: Die Quelle nennt keinen Satz", ROUNDING_NOTE),
    )
