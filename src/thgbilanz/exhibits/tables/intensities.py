"""Tables of intensities: organisations beside each other, and every line with its denominator and cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from thgbilanz.balance.insight import IntensityLine
from thgbilanz.balance.report import BalanceReport
from thgbilanz.exhibits.labels import group_label, organisation_label
from thgbilanz.exhibits.table import CO2E, Table, TableColumn, TableRow, tonnes


@dataclass(frozen=True, slots=True)
class IndicatorUnit:
    """In which unit an indicator is read, and what kilograms are multiplied by."""

    title: str
    unit: str
    per_kg: float


INDICATORS: Final = {
    "je_vzae": IndicatorUnit("je VZÄ", CO2E, 0.001),
    "je_m2": IndicatorUnit("je m²", "kg CO2e", 1.0),
    "je_einwohner": IndicatorUnit("je Einw.", "kg CO2e", 1.0),
    "je_wohneinheit": IndicatorUnit("je Wohnung", CO2E, 0.001),
    "je_pkm": IndicatorUnit("je Pkm", "g CO2e", 1000.0),
    "je_t_umschlag": IndicatorUnit("je t Umschlag", "kg CO2e", 1.0),
    "je_t_abfall": IndicatorUnit("je t Abfall", "kg CO2e", 1.0),
    "je_tsd_eur": IndicatorUnit("je T€ Umsatz", "kg CO2e", 1.0),
    "je_tsd_eur_markt": IndicatorUnit("je T€, Markt", "kg CO2e", 1.0),
}
"""Indicators in the order of exhibits."""

_OTHER: Final = IndicatorUnit("", "kg CO2e", 1.0)
_NOTES: Final = (
    "Über dem Bruchstrich: Scope 1 und Scope 2 standortbasiert; je T€ Umsatz: Scope 1, 2 und 3 (ESRS E1 53)",
    "Leer: Die Bezugsgröße ist nicht angegeben (Blatt Stammdaten, daten/JAHR/stammdaten.csv)",
)


def indicator_unit(indicator: str) -> IndicatorUnit:
    """Unit of an indicator; kilograms for one that we do not know."""
    return INDICATORS.get(indicator, _OTHER)


def intensity_matrix(report: BalanceReport, lines: Sequence[IntensityLine]) -> Table:
    """Organisations (rows) by indicator (columns), the group last."""
    used = [key for key in INDICATORS if any(line.indicator == key for line in lines)]
    values = {
        (line.organisation, line.indicator): line.value_kg * indicator_unit(line.indicator).per_kg for line in lines
    }
    stated = list(dict.fromkeys(line.organisation for line in lines))
    rows = [
        TableRow(
            (_who(report, organisation), *(values.get((organisation, key)) for key in used)),
            "item" if organisation else "sum",
        )
        for organisation in stated
    ]
    columns = (
        TableColumn("organisation", "Organisation"),
        *(TableColumn(key, INDICATORS[key].title, "ratio", INDICATORS[key].unit) for key in used),
    )
    return Table("kennwerte", "Kennwerte der Organisationen", columns, tuple(rows), _NOTES)


def intensity_table(report: BalanceReport, lines: Sequence[IntensityLine]) -> Table:
    """Every indicator with what stands above and below its line, and the cell of the denominator."""
    rows = []
    for line in lines:
        shown = indicator_unit(line.indicator)
        rows.append(
            TableRow(
                (
                    _who(report, line.organisation),
                    line.value_kg * shown.per_kg,
                    shown.unit,
                    tonnes(line.numerator_kg),
                    line.denominator,
                    line.denominator_unit,
                    line.label,
                    line.numerator,
                    line.place,
                )
            )
        )
    return Table(
        "kennwerte_herleitung",
        "Kennwerte mit Zähler, Nenner und Fundstelle",
        (
            TableColumn("organisation", "Organisation"),
            TableColumn("value", "Kennwert", "ratio", "in der Einheit"),
            TableColumn("value_unit", "Einheit", "code"),
            TableColumn("numerator_t", "Emissionen", "tonnes", CO2E),
            TableColumn("denominator", "Bezugsgröße", "energy", "in ihrer Einheit"),
            TableColumn("denominator_unit", "Einheit der Bezugsgröße", "code"),
            TableColumn("label", "Bezug"),
            TableColumn("numerator", "Zähler"),
            TableColumn("place", "Fundstelle"),
        ),
        tuple(rows),
    )


def _who(report: BalanceReport, organisation: str) -> str:
    return organisation_label(report, organisation) if organisation else group_label(report)
