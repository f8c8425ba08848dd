"""Tables of the territorial balance: sectors, energy carriers and both crossed (BISKO)."""

from collections.abc import Callable, Iterable
from math import fsum

from thgbilanz.balance.quality import mean_quality
from thgbilanz.balance.report import BalanceReport
from thgbilanz.balance.result import TerritorialBalance, TerritorialCell
from thgbilanz.exhibits.labels import (
    SECTOR_SHORT,
    activities_in_order,
    activity_label,
    sector_label,
    sectors_in_order,
)
from thgbilanz.exhibits.rounding import ROUNDING_NOTE, share_of
from thgbilanz.exhibits.table import CO2E, Kind, Table, TableColumn, TableRow, megawatt_hours, tonnes


def weighted_quality(cells: Iterable[TerritorialCell]) -> float | None:
    """Datengüte of several cells, weighted by energy; None if a part is ungraded (an ungraded cell is not D)."""
    return mean_quality((cell.quality, cell.energy_kwh) for cell in cells)


def sectors_table(balance: TerritorialBalance) -> Table:
    """Final energy and emissions by sector, with shares, per inhabitant and Datengüte."""
    sectors = sectors_in_order(cell.sector for cell in balance.cells)
    groups = [(sector_label(sector), [c for c in balance.cells if c.sector == sector]) for sector in sectors]
    return _subtotals("sektoren", "Sektoren", "Sektor", groups, balance)


def carriers_table(report: BalanceReport, balance: TerritorialBalance) -> Table:
    """Final energy and emissions by energy carrier, with shares, per inhabitant and Datengüte."""
    carriers = activities_in_order(cell.activity for cell in balance.cells)
    groups = [
        (activity_label(report, carrier), [c for c in balance.cells if c.activity == carrier]) for carrier in carriers
    ]
    return _subtotals("energietraeger", "Energieträger", "Energieträger", groups, balance)


def _subtotals(
    table_id: str,
    title: str,
    head: str,
    groups: list[tuple[str, list[TerritorialCell]]],
    balance: TerritorialBalance,
) -> Table:
    rows = [_subtotal_row(label, cells, balance) for label, cells in groups]
    per_head = None if balance.per_head_kg is None else tonnes(balance.per_head_kg)
    rows.append(
        TableRow(
            (
                "Stadtgebiet",
                megawatt_hours(balance.energy_kwh),
                tonnes(balance.emissions_kg),
                share_of(balance.energy_kwh, balance.energy_kwh),
                share_of(balance.emissions_kg, balance.emissions_kg),
                per_head,
                balance.quality,
            ),
            "sum",
        )
    )
    columns = (
        TableColumn("label", head),
        TableColumn("mwh", "Endenergie", "energy", "MWh"),
        TableColumn("t", "Emissionen", "tonnes", CO2E),
        TableColumn("energy_share", "Anteil Endenergie", "share", "%", "Anteil"),
        TableColumn("share", "Anteil Emissionen", "share", "%", "Anteil"),
        TableColumn("per_head_t", "Emissionen je Einwohner", "per_head", f"{CO2E}/EW", "je Einwohner"),
        TableColumn("quality", "Datengüte", "score", "0–1"),
    )
    return Table(table_id, title, columns, tuple(rows), (ROUNDING_NOTE,))


def _subtotal_row(label: str, cells: list[TerritorialCell], balance: TerritorialBalance) -> TableRow:
    energy = fsum(cell.energy_kwh for cell in cells)
    emissions = fsum(cell.emissions_kg for cell in cells)
    return TableRow(
        (
            label,
            megawatt_hours(energy),
            tonnes(emissions),
            share_of(energy, balance.energy_kwh),
            share_of(emissions, balance.emissions_kg),
            tonnes(emissions) / balance.population if balance.population else None,
            weighted_quality(cells),
        )
    )


def energy_cross_table(report: BalanceReport, balance: TerritorialBalance) -> Table:
    """Final energy by carrier (rows) and sector (columns)."""
    return _cross(report, balance, "Endenergie", "energy", "MWh", lambda cell: megawatt_hours(cell.energy_kwh))


def emissions_cross_table(report: BalanceReport, balance: TerritorialBalance) -> Table:
    """Emissions by carrier (rows) and sector (columns)."""
    return _cross(report, balance, "Emissionen", "tonnes", CO2E, lambda cell: tonnes(cell.emissions_kg))


def _cross(
    report: BalanceReport,
    balance: TerritorialBalance,
    what: str,
    kind: Kind,
    unit: str,
    figure: Callable[[TerritorialCell], float],
) -> Table:
    sectors = sectors_in_order(cell.sector for cell in balance.cells)
    carriers = activities_in_order(cell.activity for cell in balance.cells)
    cells: dict[tuple[str, str], list[float]] = {}
    for cell in balance.cells:
        cells.setdefault((cell.activity, cell.sector), []).append(figure(cell))

    def total(keys: Iterable[tuple[str, str]]) -> float:
        return fsum(value for key in keys for value in cells.get(key, ()))

    rows = [
        TableRow(
            (
                activity_label(report, carrier),
                *(total([(carrier, sector)]) if (carrier, sector) in cells else None for sector in sectors),
                total((carrier, sector) for sector in sectors),
            )
        )
        for carrier in carriers
    ]
    sums = (total((carrier, sector) for carrier in carriers) for sector in sectors)
    rows.append(TableRow(("Summe", *sums, total(cells)), "sum"))
    heads = (
        TableColumn(f"sector:{sector}", sector_label(sector), kind, unit, SECTOR_SHORT.get(sector, sector))
        for sector in sectors
    )
    return Table(
        f"sektor_energietraeger_{kind}",
        f"{what} nach Energieträger und Sektor",
        (TableColumn("carrier", "Energieträger"), *heads, TableColumn("total", "Summe", kind, unit)),
        tuple(rows),
        ("Ein leeres Feld heißt: keine Angabe, nicht null", ROUNDING_NOTE),
    )


def conformity_table(balance: TerritorialBalance) -> Table:
    """Whether the balance may be called BISKO-conform, and every reason why not."""
    rows = [TableRow(("BISKO-konform", "ja" if balance.bisko_conform else "nein"))]
    rows += [TableRow(("Abweichung", text), "memo") for text in balance.deviations]
    return Table(
        "konformitaet",
        "Verfahren der Gebietsbilanz",
        (TableColumn("label", "Merkmal"), TableColumn("value", "Wert", "code")),
        tuple(rows),
    )
