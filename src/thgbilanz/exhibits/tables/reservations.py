"""How much of a balance rests on thin factors: carried forward, foreign, second-hand, stand-ins."""

from math import fsum

from thgbilanz.balance.report import BalanceReport
from thgbilanz.core.vocabulary import Space
from thgbilanz.exhibits.labels import boundary_label, space_label
from thgbilanz.exhibits.rounding import share_of
from thgbilanz.exhibits.table import CO2E, Table, TableColumn, TableRow, tonnes

NO_RESERVATION = "ohne Vorbehalt"
"""What stands for factor rows with a source of their own for year and country."""

_NOTE = "Anteil an der Summe des Bilanzraums vor Eliminationen (Scope 2 standortbasiert)"


def emissions_by_reservation_kg(report: BalanceReport, space: Space) -> dict[str, float]:
    """Emissions in kg by what is reserved about their factor rows; rows without reservation first, then by weight.

    A factor row with several weaknesses stands under their combination, so that the parts add up to the total.
    """
    parts: dict[str, list[float]] = {}
    for use in report.balance.factors:
        if use.space == space and use.in_total:
            parts.setdefault(use.reservation or NO_RESERVATION, []).append(use.emissions_kg)
    sums = {name: fsum(values) for name, values in parts.items()}
    order = sorted(sums, key=lambda name: (name != NO_RESERVATION, -sums[name], name))
    return {name: sums[name] for name in order}


def reservations_table(report: BalanceReport) -> Table:
    """Emissions by reservation about their factors, each accounting space for itself."""
    rows = []
    for space in Space:
        sums = emissions_by_reservation_kg(report, space)
        whole = fsum(sums.values())
        rows += [
            TableRow((space_label(space.value), name, tonnes(kg), share_of(kg, whole))) for name, kg in sums.items()
        ]
    return Table(
        "vorbehalte",
        "Belastbarkeit der Faktoren",
        (
            TableColumn("space", "Bilanzraum"),
            TableColumn("reservation", "Vorbehalt"),
            TableColumn("t", "Emissionen", "tonnes", CO2E),
            TableColumn("share", "Anteil", "share", "%"),
        ),
        tuple(rows),
        (_NOTE,),
    )


def thin_factors_table(report: BalanceReport) -> Table:
    """The factor rows behind the reservations, by weight: what to replace first."""
    whole = {
        space.value: fsum(use.emissions_kg for use in report.balance.factors if use.space == space and use.in_total)
        for space in Space
    }
    thin = [use for use in report.balance.factors if use.in_total and use.reservation]
    thin.sort(key=lambda use: (use.space, -use.emissions_kg, use.factor_id, use.edition, use.year, use.boundary))
    rows = [
        TableRow(
            (
                space_label(use.space),
                use.reservation,
                use.factor_id,
                use.edition,
                use.year,
                boundary_label(use.boundary),
                use.source,
                use.postings,
                tonnes(use.emissions_kg),
                share_of(use.emissions_kg, whole[use.space]),
            )
        )
        for use in thin
    ]
    return Table(
        "duenne_faktoren",
        "Faktoren mit Vorbehalt, die gewichtigsten zuerst",
        (
            TableColumn("space", "Bilanzraum"),
            TableColumn("reservation", "Vorbehalt"),
            TableColumn("factor", "Faktor", "code"),
            TableColumn("edition", "Ausgabe", "code"),
            TableColumn("year", "Gültig für", "year", "Jahr"),
            TableColumn("boundary", "Systemgrenze"),
            TableColumn("source", "Quelle und Fundstelle"),
            TableColumn("postings", "Buchungen", "count", "Anzahl"),
            TableColumn("t", "Emissionen", "tonnes", CO2E),
            TableColumn("share", "Anteil", "share", "%"),
        ),
        tuple(rows),
        (_NOTE,),
    )
