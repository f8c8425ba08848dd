"""Tables of scope 3: the screening of all fifteen categories, and the group within presets of categories."""

from collections.abc import Sequence

from thgbilanz.balance.insight import PresetTotal, ScreeningLine
from thgbilanz.exhibits.labels import SCREENING_LABELS
from thgbilanz.exhibits.rounding import ROUNDING_NOTE
from thgbilanz.exhibits.table import CO2E, Table, TableColumn, TableRow, tonnes


def status_label(status: str) -> str:
    """German word for what is known about a category."""
    return SCREENING_LABELS.get(status, status)


def screening_table(lines: Sequence[ScreeningLine]) -> Table:
    """All categories with status, tonnes, share of primary data and reason (ESRS E1 46 and AR 46)."""
    rows = [
        TableRow(
            (
                f"{line.category} {line.label}",
                status_label(line.status),
                None if line.group_kg is None else tonnes(line.group_kg),
                line.primary_share,
                _yes(line.in_core),
                _yes(line.in_extended),
                line.reason,
            ),
            "item" if line.status == "erfasst" else "memo",
        )
        for line in lines
    ]
    return Table(
        "scope3_pruefung",
        "Scope 3: Prüfung aller Kategorien",
        (
            TableColumn("category", "Kategorie"),
            TableColumn("status", "Stand"),
            TableColumn("t", "Emissionen", "tonnes", CO2E),
            TableColumn("primary", "Primärdaten", "share", "%"),
            TableColumn("core", "Kernbilanz"),
            TableColumn("extended", "erweitert"),
            TableColumn("reason", "Begründung oder Quelle"),
        ),
        tuple(rows),
        (
            "abgeschätzt: Größenordnung aus thg.toml, in keiner Summe",
            "offen: weder erfasst noch mit Grund ausgeschlossen",
            "Primärdaten: Anteil der Emissionen aus Angaben der Datengüte A",
            ROUNDING_NOTE,
        ),
    )


def _yes(inside: bool) -> str:
    return "ja" if inside else ""


def presets_table(presets: Sequence[PresetTotal]) -> Table:
    """The group within presets of scope 3 categories, so that a figure can be compared with others' scope 3."""
    rows = [
        TableRow((preset.label, tonnes(preset.location_kg), tonnes(preset.market_kg), ", ".join(preset.categories)))
        for preset in presets
    ]
    return Table(
        "umfang",
        "Konzern nach Umfang von Scope 3",
        (
            TableColumn("preset", "Umfang"),
            TableColumn("location_t", "standortbasiert", "tonnes", CO2E),
            TableColumn("market_t", "marktbasiert", "tonnes", CO2E),
            TableColumn("categories", "Scope-3-Kategorien"),
        ),
        tuple(rows),
        ("Scope 1 und 2 stehen in jedem Umfang ganz", ROUNDING_NOTE),
    )


def screening_counts(lines: Sequence[ScreeningLine]) -> str:
    """How many categories stand how: ``4 erfasst, 2 abgeschätzt, 5 ausgeschlossen, 4 offen``."""
    counts = [(label, sum(line.status == status for line in lines)) for status, label in SCREENING_LABELS.items()]
    return ", ".join(f"{count} {label}" for label, count in counts if count)
