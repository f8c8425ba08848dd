"""Tables of scope 2: how each kilowatt hour is covered, and both methods side by side."""

from collections.abc import Iterable, Sequence
from math import fsum

from thgbilanz.balance.insight import MarketLine
from thgbilanz.balance.report import BalanceReport
from thgbilanz.balance.result import OrganisationalBalance
from thgbilanz.exhibits.labels import INSTRUMENT_LABELS, group_label, organisation_label
from thgbilanz.exhibits.rounding import ROUNDING_NOTE, share_of
from thgbilanz.exhibits.table import CO2E, Table, TableColumn, TableRow, Value, megawatt_hours, tonnes

GAP = "netzmix"
"""Instrument of electricity that nothing covers: no contract, and no residual mix at hand."""

_UNCOVERED = frozenset({"residualmix", GAP})
_ORDER = {instrument: position for position, instrument in enumerate(INSTRUMENT_LABELS)}
_METHODS_NOTE = "Beide Methoden zählen denselben Strom; eine Summe nimmt immer nur eine"
_GAP_NOTE = (
    "nicht gedeckt: ohne Vertrag, und für das Jahr ist kein Residualmix hinterlegt; gerechnet ist mit dem Netzmix, "
    "der wahrscheinlich zu niedrig ist"
)


def instrument_label(instrument: str) -> str:
    """German name of an instrument."""
    return INSTRUMENT_LABELS.get(instrument, instrument)


def uncovered_kwh(lines: Iterable[MarketLine]) -> float:
    """Electricity in kWh that nothing covers and no residual mix stands for."""
    return fsum(line.energy_kwh for line in lines if line.instrument == GAP)


def _sums(lines: Sequence[MarketLine]) -> tuple[float, float, float]:
    return (
        megawatt_hours(fsum(line.energy_kwh for line in lines)),
        tonnes(fsum(line.location_kg for line in lines)),
        tonnes(fsum(line.market_kg for line in lines)),
    )


def instruments_table(report: BalanceReport) -> Table:
    """Electricity of the group by instrument, the best first and the gap last."""
    lines = report.balance.insight.market
    whole = _sums(lines)
    rows = []
    for instrument in sorted({line.instrument for line in lines}, key=lambda key: (_ORDER.get(key, len(_ORDER)), key)):
        mwh, location, market = _sums([line for line in lines if line.instrument == instrument])
        rows.append(TableRow((instrument_label(instrument), mwh, share_of(mwh, whole[0]), location, market)))
    rows.append(TableRow(("Strom", whole[0], share_of(whole[0], whole[0]), whole[1], whole[2]), "sum"))
    notes = (_METHODS_NOTE, *((_GAP_NOTE,) if uncovered_kwh(lines) else ()), ROUNDING_NOTE)
    return Table(
        "strom_instrumente",
        "Strom nach Nachweis, standortbasiert und marktbasiert",
        (
            TableColumn("instrument", "Nachweis"),
            TableColumn("mwh", "Strom", "energy", "MWh"),
            TableColumn("share", "Anteil", "share", "%"),
            TableColumn("location_t", "standortbasiert", "tonnes", CO2E),
            TableColumn("market_t", "marktbasiert", "tonnes", CO2E),
        ),
        tuple(rows),
        notes,
    )


def methods_table(report: BalanceReport, balance: OrganisationalBalance) -> Table:
    """Scope 2 of each organisation by both methods, with the electricity that no contract covers."""
    market = report.balance.insight.market
    rows = []
    for own in balance.organisations:
        lines = [line for line in market if line.organisation == own.organisation.id]
        location, by_market = own.totals.scope2_location_kg, own.totals.scope2_market_kg
        rows.append(TableRow((own.organisation.name, *_both(location, by_market), *_cover(lines))))
    group = balance.group
    cells = (group_label(report), *_both(group.scope2_location_kg, group.scope2_market_kg), *_cover(market))
    rows.append(TableRow(cells, "sum"))
    return Table(
        "scope2_methoden",
        "Scope 2: standortbasiert gegen marktbasiert",
        (
            TableColumn("organisation", "Organisation"),
            TableColumn("location_t", "standortbasiert", "tonnes", CO2E),
            TableColumn("market_t", "marktbasiert", "tonnes", CO2E),
            TableColumn("difference_t", "Unterschied", "tonnes", CO2E),
            TableColumn("mwh", "Strom", "energy", "MWh"),
            TableColumn("uncovered_mwh", "davon ohne Vertrag", "energy", "MWh"),
        ),
        tuple(rows),
        (
            "Strom und Wärme; Organisationen mit ihrer eigenen Bilanz, der Konzern nach Eliminationen",
            "ohne Vertrag: Residualmix oder, wo keiner hinterlegt ist, Netzmix",
        ),
    )


def _both(location_kg: float, market_kg: float) -> tuple[float, float, float]:
    return tonnes(location_kg), tonnes(market_kg), tonnes(market_kg - location_kg)


def _cover(lines: Sequence[MarketLine]) -> tuple[Value, Value]:
    if not lines:
        return None, None
    uncovered = fsum(line.energy_kwh for line in lines if line.instrument in _UNCOVERED)
    return megawatt_hours(fsum(line.energy_kwh for line in lines)), megawatt_hours(uncovered)


def contracts_table(report: BalanceReport) -> Table:
    """Every instrument of every organisation, with its contract and the quality criteria that it does not meet."""
    rows = [
        TableRow(
            (
                organisation_label(report, line.organisation),
                instrument_label(line.instrument),
                line.contract,
                megawatt_hours(line.energy_kwh),
                tonnes(line.location_kg),
                tonnes(line.market_kg),
                ", ".join(line.failed_criteria),
            )
        )
        for line in report.balance.insight.market
    ]
    return Table(
        "strom_vertraege",
        "Strom nach Organisation und Vertrag",
        (
            TableColumn("organisation", "Organisation"),
            TableColumn("instrument", "Nachweis"),
            TableColumn("contract", "Vertrag", "code"),
            TableColumn("mwh", "Strom", "energy", "MWh"),
            TableColumn("location_t", "standortbasiert", "tonnes", CO2E),
            TableColumn("market_t", "marktbasiert", "tonnes", CO2E),
            TableColumn("failed", "Nicht erfüllte Kriterien", "code"),
        ),
        tuple(rows),
        ("Kriterien: GHG Protocol Scope 2 Guidance, Tabelle 7.1; nicht erfüllt heißt: zählt wie ohne Vertrag",),
    )
