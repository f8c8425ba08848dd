"""Tables of the organisational balance: scopes, organisations, eliminations, categories, activities."""

from collections.abc import Iterable
from dataclasses import replace
from math import fsum

from thgbilanz.balance.report import BalanceReport
from thgbilanz.balance.result import EliminationLine, OrganisationalBalance, ScopeTotals
from thgbilanz.core.source_groups import SourceGroup
from thgbilanz.core.vocabulary import Space
from thgbilanz.exhibits.certainty import TOTAL, spread_of
from thgbilanz.exhibits.labels import (
    SCOPE_LABELS,
    activities_in_order,
    activity_label,
    categories_in_order,
    category_label,
    group_label,
    organisation_label,
)
from thgbilanz.exhibits.rounding import ROUNDING_NOTE, share_of
from thgbilanz.exhibits.table import CO2E, Table, TableColumn, TableRow, Value, megawatt_hours, tonnes

_LOCATION_NOTE = "Die Summe zählt Scope 2 standortbasiert; marktbasiert steht daneben und nie zusätzlich in einer Summe"
_PLAIN_SUM = "Summe der Organisationen"
_WEIGHTED_SUM = "Summe gewichtet"
_ELIMINATED = "Eliminationen"
_ELIMINATION_NOTE = (
    "Der Betrag wird beim Empfänger abgezogen, weil der Lieferant ihn schon zählt; die Bilanzen der "
    "Organisationen bleiben unverändert"
)
_SCOPE_COLUMNS = (
    TableColumn("scope1_t", "Scope 1", "tonnes", CO2E),
    TableColumn("scope2_location_t", "Scope 2 standortbasiert", "tonnes", CO2E, "Scope 2 Standort"),
    TableColumn("scope2_market_t", "Scope 2 marktbasiert", "tonnes", CO2E, "Scope 2 Markt"),
    TableColumn("scope3_t", "Scope 3", "tonnes", CO2E),
    TableColumn("total_t", "Summe standortbasiert", "tonnes", CO2E, "Summe"),
    TableColumn("total_market_t", "Summe marktbasiert", "tonnes", CO2E, "Summe Markt"),
    TableColumn("outside_t", "Außerhalb der Scopes", "tonnes", CO2E, "Außerhalb"),
)


def _scope_cells(totals: ScopeTotals) -> tuple[float, ...]:
    return (
        tonnes(totals.scope1_kg),
        tonnes(totals.scope2_location_kg),
        tonnes(totals.scope2_market_kg),
        tonnes(totals.scope3_kg),
        tonnes(totals.total_kg),
        tonnes(totals.total_market_kg),
        tonnes(totals.outside_kg),
    )


def headline_table(report: BalanceReport, balance: OrganisationalBalance) -> Table:
    """Emissions of the group by scope; scope 2 by location and by market side by side."""
    group = balance.group
    whole = group.total_kg
    rows = [
        _scope_row(report, "Scope 1", group.scope1_kg, group.scope1_kg, whole, "scope1"),
        _scope_row(report, "Scope 2", group.scope2_location_kg, group.scope2_market_kg, whole, "scope2_standort"),
        _scope_row(report, "Scope 3", group.scope3_kg, group.scope3_kg, whole, "scope3"),
        replace(_scope_row(report, "Summe", whole, group.total_market_kg, whole, TOTAL), role="sum"),
        TableRow(
            ("Außerhalb der Scopes (biogenes CO₂)", tonnes(group.outside_kg), tonnes(group.outside_kg), None, None),
            "memo",
        ),
    ]
    table = Table(
        "scopes",
        f"{group_label(report)}: Emissionen nach Scope",
        (
            TableColumn("label", "Scope"),
            TableColumn("location_t", "standortbasiert", "tonnes", CO2E),
            TableColumn("market_t", "marktbasiert", "tonnes", CO2E),
            TableColumn("share", "Anteil standortbasiert", "share", "%", "Anteil"),
            TableColumn("spread", "Unsicherheit standortbasiert", "spread", "± %", "95 %"),
        ),
        tuple(rows),
        (_LOCATION_NOTE, "Biogenes CO₂ steht außerhalb der Scopes und in keiner Summe", ROUNDING_NOTE),
    )
    known = any(value is not None for value in table.values("spread"))
    return table if known else table.only("label", "location_t", "market_t", "share")


def _scope_row(
    report: BalanceReport, label: str, location_kg: float, market_kg: float, whole_kg: float, figure: str
) -> TableRow:
    spread = spread_of(report, Space.ORGANISATIONAL, figure)
    return TableRow((label, tonnes(location_kg), tonnes(market_kg), share_of(location_kg, whole_kg), spread))


def organisations_table(report: BalanceReport, balance: OrganisationalBalance) -> Table:
    """Organisations by scopes, with the weight in the group, then eliminations and the group.

    Rows of organisations are their own balances, unweighted: an elimination never changes them. The row
    before the eliminations is the weighted sum; eliminations stand with a minus sign.
    """
    weighted = weighted_totals(balance)
    group = balance.group
    before = tonnes(weighted.total_kg)
    label = _PLAIN_SUM if all(own.weight == 1 for own in balance.organisations) else _WEIGHTED_SUM
    rows = [
        TableRow(
            (
                own.organisation.name,
                own.weight,
                *_scope_cells(own.totals),
                share_of(own.weighted.total_kg, weighted.total_kg),
            )
        )
        for own in balance.organisations
    ]
    rows += [
        TableRow((label, None, *_scope_cells(weighted), share_of(before, before)), "sum"),
        TableRow((_ELIMINATED, None, *_difference(group, weighted), None), "memo"),
        TableRow((group_label(report), None, *_scope_cells(group), None), "sum"),
    ]
    notes = [
        _LOCATION_NOTE,
        f"Konsolidierung: {balance.approach}; das Gewicht ist der Teil, mit dem eine Organisation im Konzern zählt",
        "Anteil an der gewichteten Summe; Eliminationen: Abzug konzerninterner Lieferungen",
        ROUNDING_NOTE,
    ]
    columns = (
        TableColumn("organisation", "Organisation"),
        TableColumn("weight", "Gewicht", "share", "%"),
        *_SCOPE_COLUMNS,
        TableColumn("share", "Anteil", "share", "%"),
    )
    return Table("organisationen", "Organisationen nach Scope", columns, tuple(rows), tuple(notes))


def weighted_totals(balance: OrganisationalBalance) -> ScopeTotals:
    """Sum of the organisations with their weights, before eliminations, kg CO2e."""

    def total(field: str) -> float:
        return fsum(getattr(own.weighted, field) for own in balance.organisations)

    return ScopeTotals(
        total("scope1_kg"),
        total("scope2_location_kg"),
        total("scope2_market_kg"),
        total("scope3_kg"),
        total("outside_kg"),
    )


def _difference(group: ScopeTotals, weighted: ScopeTotals) -> tuple[float, ...]:
    return tuple(after - before for after, before in zip(_scope_cells(group), _scope_cells(weighted), strict=True))


def eliminations_table(report: BalanceReport, balance: OrganisationalBalance) -> Table:
    """Eliminations between organisations: who delivered to whom, what is taken off and by which rule."""
    rows = [TableRow(_elimination_cells(report, line)) for line in balance.eliminations]
    location = fsum(line.kg for line in balance.eliminations if line.scope != "2-markt")
    market = fsum(line.kg for line in balance.eliminations if line.scope != "2")
    if rows:
        rows += [
            TableRow(("Summe standortbasiert", "", "", "", "", tonnes(location), "", ""), "sum"),
            TableRow(("Summe marktbasiert", "", "", "", "", tonnes(market), "", ""), "sum"),
        ]
    return Table(
        "eliminationen",
        "Eliminationen zwischen den Organisationen",
        (
            TableColumn("supplier", "Von"),
            TableColumn("receiver", "An"),
            TableColumn("scope", "Scope"),
            TableColumn("category", "Kategorie"),
            TableColumn("activity", "Aktivität"),
            TableColumn("t", "Abgezogen", "tonnes", CO2E),
            TableColumn("rule", "Regel", "code"),
            TableColumn("rule_text", "Erklärung"),
        ),
        tuple(rows),
        (_ELIMINATION_NOTE,) if rows else ("Keine konzerninternen Lieferungen in diesem Jahr",),
    )


def _elimination_cells(report: BalanceReport, line: EliminationLine) -> tuple[Value, ...]:
    return (
        organisation_label(report, line.supplier),
        organisation_label(report, line.receiver),
        SCOPE_LABELS.get(line.scope, line.scope),
        category_label(line.category),
        activity_label(report, line.activity),
        tonnes(line.kg),
        line.rule,
        line.rule_text,
    )


def sources_in_order(by_source: Iterable[str]) -> list[str]:
    """Groups of direct sources in the order of exhibits."""
    present = set(by_source)
    return [group.value for group in SourceGroup if group.value in present]


def sources_table(balance: OrganisationalBalance) -> Table:
    """Scope 1 of the group by where it arises."""
    by_source, whole = balance.group_by_source_kg, balance.group.scope1_kg
    rows = [
        TableRow((SourceGroup(source).label, tonnes(by_source[source]), share_of(by_source[source], whole)))
        for source in sources_in_order(by_source)
    ]
    if rows:
        rows.append(TableRow(("Summe Scope 1", tonnes(whole), share_of(whole, whole)), "sum"))
    return Table(
        "scope1",
        "Scope 1 nach Quelle",
        (
            TableColumn("source", "Quelle"),
            TableColumn("t", "Emissionen", "tonnes", CO2E),
            TableColumn("share", "Anteil an Scope 1", "share", "%", "Anteil"),
        ),
        tuple(rows),
        ("Kraftstoffe zählen als mobil, auch in Maschinen; Abfallverbrennung ist stationär", ROUNDING_NOTE),
        tonnes(balance.group.total_kg),
    )


def categories_table(balance: OrganisationalBalance) -> Table:
    """Scope 3 of the group by category."""
    by_category = balance.group_by_category_kg
    whole = balance.group.scope3_kg
    rows = [
        TableRow((category_label(category), tonnes(by_category[category]), share_of(by_category[category], whole)))
        for category in categories_in_order(by_category)
    ]
    if rows:
        rows.append(TableRow(("Summe Scope 3", tonnes(whole), share_of(whole, whole)), "sum"))
    return Table(
        "scope3",
        "Scope 3 nach Kategorie",
        (
            TableColumn("category", "Kategorie"),
            TableColumn("t", "Emissionen", "tonnes", CO2E),
            TableColumn("share", "Anteil an Scope 3", "share", "%", "Anteil"),
        ),
        tuple(rows),
        ("Nicht genannte Kategorien sind in dieser Bilanz nicht erhoben", ROUNDING_NOTE),
        tonnes(balance.group.total_kg),
    )


def emitters_in_order(balance: OrganisationalBalance) -> list[str]:
    """Activities of the group, the largest emissions first."""
    return sorted(balance.group_by_activity_kg, key=lambda key: (-balance.group_by_activity_kg[key], key))


def emitters_table(report: BalanceReport, balance: OrganisationalBalance, most: int | None = None) -> Table:
    """Emissions of the group by activity, the largest first; beyond ``most`` rows the rest is one row."""
    whole = balance.group.total_kg
    by_activity = balance.group_by_activity_kg
    lines = [(activity_label(report, activity), by_activity[activity]) for activity in emitters_in_order(balance)]
    if most is not None and len(lines) > most:
        rest = lines[most - 1 :]
        lines = [*lines[: most - 1], (f"Übrige ({len(rest)} Aktivitäten)", fsum(kg for _, kg in rest))]
    rows = [TableRow((label, tonnes(kg), share_of(kg, whole))) for label, kg in lines]
    rows.append(TableRow((group_label(report), tonnes(whole), share_of(whole, whole)), "sum"))
    return Table(
        "aktivitaeten",
        "Emissionen nach Energieträger und Aktivität",
        (
            TableColumn("activity", "Aktivität"),
            TableColumn("t", "Emissionen", "tonnes", CO2E),
            TableColumn("share", "Anteil", "share", "%"),
        ),
        tuple(rows),
        ("Scope 1, Scope 2 standortbasiert und Scope 3, nach Eliminationen", ROUNDING_NOTE),
    )


def activity_matrix(report: BalanceReport, balance: OrganisationalBalance) -> Table:
    """Emissions by activity (rows) and organisation (columns), own balances before eliminations."""
    return _matrix(
        report,
        balance,
        "organisation_aktivitaet_t",
        "Emissionen nach Aktivität und Organisation",
        TableColumn("total", "Summe", "tonnes", CO2E),
        [{key: tonnes(kg) for key, kg in own.by_activity_kg.items()} for own in balance.organisations],
        ("Eigene Bilanzen der Organisationen, ungewichtet und vor Eliminationen", ROUNDING_NOTE),
    )


def energy_matrix(report: BalanceReport, balance: OrganisationalBalance) -> Table:
    """Final energy by activity (rows) and organisation (columns)."""
    return _matrix(
        report,
        balance,
        "organisation_aktivitaet_mwh",
        "Endenergie nach Energieträger und Organisation",
        TableColumn("total", "Summe", "energy", "MWh"),
        [{key: megawatt_hours(kwh) for key, kwh in own.energy_kwh.items()} for own in balance.organisations],
        ("Brennstoffe auf den Heizwert (Hi) bezogen; ungewichtet", ROUNDING_NOTE),
    )


def _matrix(
    report: BalanceReport,
    balance: OrganisationalBalance,
    table_id: str,
    title: str,
    total: TableColumn,
    columns: list[dict[str, float]],
    notes: tuple[str, ...],
) -> Table:
    activities = activities_in_order(key for column in columns for key in column)
    rows = [
        TableRow(
            (
                activity_label(report, activity),
                *(column.get(activity) for column in columns),
                fsum(column.get(activity, 0.0) for column in columns),
            )
        )
        for activity in activities
    ]
    sums = [fsum(column.values()) for column in columns]
    rows.append(TableRow(("Summe", *sums, fsum(sums)), "sum"))
    heads = (
        TableColumn(f"organisation:{own.organisation.id}", own.organisation.name, total.kind, total.unit)
        for own in balance.organisations
    )
    return Table(table_id, title, (TableColumn("activity", "Aktivität"), *heads, total), tuple(rows), notes)
