"""VSME B3 of each organisation: one row per organisation, the lines of the official template as columns.

Labels: EFRAG, VSME Digital Template 1.3.0 (MIT licence), sheet "Translations", column German, rows 176 to 231.
"""

from collections.abc import Sequence
from typing import Final

from thgbilanz.balance.insight import VsmeLine
from thgbilanz.balance.report import BalanceReport
from thgbilanz.exhibits.labels import organisation_label
from thgbilanz.exhibits.rounding import ROUNDING_NOTE
from thgbilanz.exhibits.table import CO2E, Table, TableColumn, TableRow, Value, megawatt_hours, tonnes

SOURCE_NOTE: Final = (
    "VSME, Empfehlung (EU) 2025/1710, Angabe B3; Bezeichnungen nach EFRAG VSME Digital Template 1.3.0 "
    "(Blatt Environmental Disclosures)"
)
_OWN_NOTE: Final = "Eigene Bilanz jeder Organisation, ungewichtet und vor Eliminationen"


def _mwh(key: str, title: str) -> TableColumn:
    return TableColumn(key, title, "energy", "MWh")


def _t(key: str, title: str) -> TableColumn:
    return TableColumn(key, title, "tonnes", CO2E)


def vsme_energy_table(report: BalanceReport, lines: Sequence[VsmeLine]) -> Table:
    """Total energy consumption with its breakdown (template cells G5 and G12 to K14)."""
    rows = [
        TableRow(
            (
                organisation_label(report, line.organisation),
                megawatt_hours(line.energy_kwh),
                megawatt_hours(line.electricity_renewable_kwh),
                megawatt_hours(line.electricity_other_kwh),
                megawatt_hours(line.own_renewable_kwh),
                megawatt_hours(line.own_other_kwh),
                megawatt_hours(line.fuels_renewable_kwh),
                megawatt_hours(line.fuels_other_kwh),
                megawatt_hours(line.heat_kwh),
            )
        )
        for line in lines
    ]
    return Table(
        "vsme_b3_energie",
        "B3 – Gesamtenergieverbrauch und Aufschlüsselung des Energieverbrauchs",
        (
            TableColumn("organisation", "Organisation"),
            _mwh("total_mwh", "Gesamtenergieverbrauch"),
            _mwh("electricity_renewable_mwh", "Strom laut Rechnungen, erneuerbar"),
            _mwh("electricity_other_mwh", "Strom laut Rechnungen, nicht erneuerbar"),
            _mwh("own_renewable_mwh", "Selbst erzeugter Strom, erneuerbar"),
            _mwh("own_other_mwh", "Selbst erzeugter Strom, nicht erneuerbar"),
            _mwh("fuels_renewable_mwh", "Brennstoffe, erneuerbar"),
            _mwh("fuels_other_mwh", "Brennstoffe, nicht erneuerbar"),
            _mwh("heat_mwh", "Bezogene Wärme (ohne Zeile in der Vorlage)"),
        ),
        tuple(rows),
        (
            "Erneuerbar ist bezogener Strom nur mit Herkunftsnachweis",
            "Brennstoffe auf den Heizwert (Hi) bezogen, mit Kraftstoffen",
            _OWN_NOTE,
            SOURCE_NOTE,
            ROUNDING_NOTE,
        ),
    )


def vsme_emissions_table(report: BalanceReport, lines: Sequence[VsmeLine]) -> Table:
    """Estimated emissions (template cells D22 to D47)."""
    rows = [
        TableRow(
            (
                organisation_label(report, line.organisation),
                tonnes(line.scope1_kg),
                tonnes(line.scope2_location_kg),
                tonnes(line.scope2_market_kg),
                tonnes(line.scope12_location_kg),
                tonnes(line.scope12_market_kg),
                tonnes(line.scope3_kg),
                tonnes(line.scope12_location_kg + line.scope3_kg),
                tonnes(line.scope12_market_kg + line.scope3_kg),
            )
        )
        for line in lines
    ]
    return Table(
        "vsme_b3_emissionen",
        "B3 – Geschätzte Treibhausgasemissionen gemäß des THG-Protokolls Version 2004",
        (
            TableColumn("organisation", "Organisation"),
            _t("scope1_t", "Scope 1-Brutto-Treibhausgasemissionen"),
            _t("scope2_location_t", "Standortbezogene Scope 2-Brutto-Treibhausgasemissionen"),
            _t("scope2_market_t", "Marktbasierte Scope 2-Brutto-Treibhausgasemissionen"),
            _t("scope12_location_t", "Gesamte Scope 1- und Scope 2-Treibhausgasemissionen (standortbezogen)"),
            _t("scope12_market_t", "Gesamte Scope 1- und Scope 2-Treibhausgasemissionen (marktbasiert)"),
            _t("scope3_t", "Gesamte Scope 3-Treibhausgasemissionen (freiwillig)"),
            _t("total_location_t", "Gesamte Scope 1-, 2- und 3-Treibhausgasemissionen (standortbezogen)"),
            _t("total_market_t", "Gesamte Scope 1-, 2- und 3-Treibhausgasemissionen (marktbasiert)"),
        ),
        tuple(rows),
    )


def vsme_intensity_table(report: BalanceReport, lines: Sequence[VsmeLine]) -> Table:
    """Intensity per turnover (template cells G66 to G69); empty without a turnover."""
    rows = [
        TableRow(
            (
                organisation_label(report, line.organisation),
                line.turnover_eur,
                per_turnover(line.scope12_location_kg, line),
                per_turnover(line.scope12_market_kg, line),
                per_turnover(line.scope12_location_kg + line.scope3_kg, line),
                per_turnover(line.scope12_market_kg + line.scope3_kg, line),
            )
        )
        for line in lines
    ]
    unit = f"{CO2E}/€"
    return Table(
        "vsme_b3_intensitaet",
        "B3 – Treibhausgas-Emissionsintensität bezogen auf Umsatzerlöse",
        (
            TableColumn("organisation", "Organisation"),
            TableColumn("turnover", "Umsatzerlöse", "count", "€"),
            TableColumn("scope12_location", "Scope 1 und Scope 2 (standortbezogen)", "factor", unit),
            TableColumn("scope12_market", "Scope 1 und Scope 2 (marktbasiert)", "factor", unit),
            TableColumn("total_location", "Scope 1, Scope 2 und Scope 3 (standortbezogen)", "factor", unit),
            TableColumn("total_market", "Scope 1, Scope 2 und Scope 3 (marktbasiert)", "factor", unit),
        ),
        tuple(rows),
        ("Leer: Der Umsatz ist nicht angegeben (Blatt Stammdaten, daten/JAHR/stammdaten.csv)",),
    )


def per_turnover(kg: float, line: VsmeLine) -> Value:
    """t CO2e per EUR, as the template has it; None without a turnover."""
    return tonnes(kg) / line.turnover_eur if line.turnover_eur else None
