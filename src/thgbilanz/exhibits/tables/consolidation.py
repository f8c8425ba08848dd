"""Tables of what consolidation does: approaches, internal deliveries from both sides, bridge, EU ETS, restatement."""

from collections.abc import Sequence

from thgbilanz.balance.insight import ApproachTotal, BridgeLine, DeliveryCheck, EtsShare, Restatement
from thgbilanz.balance.report import BalanceReport
from thgbilanz.balance.result import OrganisationalBalance
from thgbilanz.exhibits.labels import CAUSE_LABELS, activity_label, organisation_label
from thgbilanz.exhibits.rounding import ROUNDING_NOTE, share_of
from thgbilanz.exhibits.seal_text import german_day
from thgbilanz.exhibits.table import CO2E, Role, Table, TableColumn, TableRow, Value, tonnes
from thgbilanz.units.catalogue import unit_label

LEVELS = frozenset({"start", "subtotal", "end"})
"""Roles of bridge lines that state a level; the others are steps from one to the next."""


def approaches_table(approaches: Sequence[ApproachTotal], balance: OrganisationalBalance) -> Table:
    """The group under each approach, from the same rows; the one of this balance is marked."""
    rows = [
        TableRow(
            (f"{line.label} (diese Bilanz)", tonnes(line.location_kg), tonnes(line.market_kg))
            if line.label == balance.approach
            else (line.label, tonnes(line.location_kg), tonnes(line.market_kg)),
            "item" if line.label == balance.approach else "memo",
        )
        for line in approaches
    ]
    return Table(
        "ansaetze",
        "Konzern nach Konsolidierungsansatz",
        (
            TableColumn("approach", "Ansatz"),
            TableColumn("location_t", "standortbasiert", "tonnes", CO2E),
            TableColumn("market_t", "marktbasiert", "tonnes", CO2E),
        ),
        tuple(rows),
        ("Eine Bilanz hat einen Ansatz; Bilanzen mit verschiedenen Ansätzen sind nicht vergleichbar", ROUNDING_NOTE),
    )


def deliveries_table(report: BalanceReport, deliveries: Sequence[DeliveryCheck]) -> Table:
    """Internal deliveries as both sides state them."""
    return Table(
        "lieferungen",
        "Lieferungen im Konzern: Angaben beider Seiten",
        (
            TableColumn("supplier", "Von"),
            TableColumn("receiver", "An"),
            TableColumn("activity", "Aktivität"),
            TableColumn("delivery", "Lieferung"),
            TableColumn("unit", "Einheit", "code"),
            TableColumn("supplied", "Geliefert", "count", "in der Einheit"),
            TableColumn("received", "Bezogen", "count", "in der Einheit"),
            TableColumn("difference", "Abweichung", "share", "%"),
            TableColumn("t", "Emissionen beim Empfänger", "tonnes", CO2E),
            TableColumn("agrees", "Stimmt überein"),
        ),
        tuple(_delivery_row(report, line) for line in deliveries),
        ("Beide Seiten müssen bis auf 1 % gleich sein; leer: Diese Seite macht keine Angabe",),
    )


def _delivery_row(report: BalanceReport, line: DeliveryCheck) -> TableRow:
    words: dict[bool | None, str] = {True: "ja", False: "nein", None: "nur eine Angabe"}
    return TableRow(
        (
            organisation_label(report, line.supplier),
            organisation_label(report, line.receiver),
            activity_label(report, line.activity),
            line.delivery,
            unit_label(line.unit),
            line.supplied,
            line.received,
            line.difference_share,
            tonnes(line.emissions_kg),
            words[line.agrees],
        )
    )


def ets_table(ets: EtsShare) -> Table:
    """Share of gross scope 1 under the EU emissions trading system (ESRS E1 48b)."""
    outside = ets.scope1_kg - ets.ets_kg - ets.unstated_kg
    rows = [
        TableRow(("im EU-Emissionshandel", tonnes(ets.ets_kg), ets.share)),
        TableRow(("nicht im EU-Emissionshandel", tonnes(outside), share_of(outside, ets.scope1_kg))),
        TableRow(("ohne Angabe", tonnes(ets.unstated_kg), share_of(ets.unstated_kg, ets.scope1_kg)), "memo"),
        TableRow(("Scope 1", tonnes(ets.scope1_kg), share_of(ets.scope1_kg, ets.scope1_kg)), "sum"),
    ]
    return Table(
        "eu_ets",
        "Scope 1 im EU-Emissionshandel",
        (
            TableColumn("part", "Teil"),
            TableColumn("t", "Emissionen", "tonnes", CO2E),
            TableColumn("share", "Anteil", "share", "%"),
        ),
        tuple(rows),
        ("ohne Angabe: Anlagen, zu denen die Zeilen nichts sagen", ROUNDING_NOTE),
    )


def bridge_table(bridge: Sequence[BridgeLine]) -> Table:
    """The way from the organisational to the territorial balance, step by step, with the level after each step."""
    rows, level = [], 0.0
    for line in bridge:
        is_level = line.role in LEVELS
        level = line.kg if is_level else level + line.kg
        step: Value = None if is_level else tonnes(line.kg)
        role: Role = "sum" if is_level else "item"
        rows.append(TableRow((line.label, step, tonnes(level), line.note), role))
    return Table(
        "bruecke",
        "Brücke von der betrieblichen zur territorialen Bilanz",
        (
            TableColumn("step", "Schritt"),
            TableColumn("change_t", "Änderung", "tonnes", CO2E),
            TableColumn("level_t", "Stand", "tonnes", CO2E),
            TableColumn("note", "Erklärung"),
        ),
        tuple(rows),
        ("Die beiden Bilanzen werden nie addiert: Die Brücke zeigt, was nur in einer von ihnen steht", ROUNDING_NOTE),
    )


def bridge_chart_table(bridge: Sequence[BridgeLine]) -> Table:
    """What the waterfall is drawn from: an invisible base, and on it a level, a rise or a fall."""
    rows, level = [], 0.0
    for line in bridge:
        if line.role in LEVELS:
            level = line.kg
            cells: tuple[Value, ...] = (None, tonnes(level), None, None)
        elif not line.kg:
            continue
        else:
            before, level = level, level + line.kg
            change = tonnes(abs(line.kg))
            cells = (tonnes(min(before, level)), None, change, None)
            if line.kg < 0:
                cells = (cells[0], None, None, change)
        rows.append(TableRow((line.label, *cells)))
    return Table(
        "bruecke_diagramm",
        "Zahlen des Diagramms",
        (
            TableColumn("step", "Schritt"),
            TableColumn("base_t", "Sockel", "tonnes", CO2E),
            TableColumn("level_t", "Stand", "tonnes", CO2E),
            TableColumn("rise_t", "Zunahme", "tonnes", CO2E),
            TableColumn("fall_t", "Abnahme", "tonnes", CO2E),
        ),
        tuple(rows),
    )


def restatement_table(restatement: Restatement) -> Table:
    """A sealed year beside its recalculation, the difference by cause (method 7)."""
    published, today = restatement.published_kg, restatement.recalculated_kg
    rows = [TableRow(("Veröffentlicht", tonnes(published), share_of(published, published), None), "sum")]
    rows += [
        TableRow(
            (
                line.label or CAUSE_LABELS.get(line.cause, line.cause),
                tonnes(line.kg),
                _signed_share(line.kg, published),
                line.postings,
            )
        )
        for line in restatement.causes
    ]
    rows.append(TableRow(("Heute gerechnet", tonnes(today), share_of(today, published), None), "sum"))
    return Table(
        "neuberechnung",
        f"Neuberechnung {restatement.year}",
        (
            TableColumn("cause", "Ursache"),
            TableColumn("t", "Emissionen", "tonnes", CO2E),
            TableColumn("share", "Anteil am veröffentlichten Wert", "share", "%", "Anteil"),
            TableColumn("postings", "Buchungen", "count", "Anzahl"),
        ),
        tuple(rows),
        (f"Abgeschlossen am {german_day(restatement.sealed_on)}", ROUNDING_NOTE),
    )


def _signed_share(kg: float, whole: float) -> float | None:
    return kg / whole if whole > 0 else None
