"""What a balance answers beside its totals, inside the JSON document: keys in German, figures in full precision."""

from thgbilanz.balance.insight import DeliveryCheck, IntensityLine, MarketLine, ScreeningLine, VsmeLine
from thgbilanz.balance.report import BalanceReport
from thgbilanz.balance.year_figures import YearFigures
from thgbilanz.core.vocabulary import Space
from thgbilanz.exhibits.clean import utf8_text
from thgbilanz.exhibits.document_organisational import totals_object
from thgbilanz.exhibits.json_number import number, thousandth
from thgbilanz.exhibits.labels import categories_in_order, shows, shows_both
from thgbilanz.exhibits.tables.consolidation import LEVELS
from thgbilanz.exhibits.tables.esrs import MILESTONES, esrs_years, intensity_per_turnover

BOOKED = "erfasst"
"""Status of a category whose tonnes are sums of postings."""

_ORGANISATIONAL_LISTS = ("kennwerte", "scope3_pruefung", "umfang", "ansaetze", "lieferungen", "strom", "vsme_b3")


def organisational_answers(report: BalanceReport) -> dict[str, object]:
    """Further keys of ``betrieblich``; empty lists and null without that balance."""
    insight = report.balance.insight
    if not shows(report, Space.ORGANISATIONAL):
        return {**{key: [] for key in _ORGANISATIONAL_LISTS}, "eu_ets": None, "esrs_e1_6": None}
    ets = insight.ets
    return {
        "kennwerte": [_intensity(line) for line in insight.intensities],
        "scope3_pruefung": [_screening(line) for line in insight.screening],
        "umfang": [
            {
                "id": preset.preset,
                "name": preset.label,
                "kategorien": list(preset.categories),
                "summe_t": thousandth(preset.location_kg),
                "summe_markt_t": thousandth(preset.market_kg),
            }
            for preset in insight.presets
        ],
        "ansaetze": [
            {
                "id": line.approach,
                "name": line.label,
                "summe_t": thousandth(line.location_kg),
                "summe_markt_t": thousandth(line.market_kg),
            }
            for line in insight.approaches
        ],
        "lieferungen": [_delivery(line) for line in insight.deliveries],
        "strom": [_market(line) for line in insight.market],
        "vsme_b3": [_vsme(line) for line in insight.vsme],
        "eu_ets": None
        if ets is None
        else {
            "ets_t": thousandth(ets.ets_kg),
            "scope1_t": thousandth(ets.scope1_kg),
            "ohne_angabe_t": thousandth(ets.unstated_kg),
            "anteil": number(ets.share),
        },
        "esrs_e1_6": _esrs(report),
    }


def overall_answers(report: BalanceReport) -> dict[str, object]:
    """Keys of the document itself: what concerns both accounting spaces."""
    insight, views = report.balance.insight, report.views
    return {
        "unsicherheit": [
            {
                "raum": line.space,
                "organisation": line.organisation or None,
                "kennzahl": line.figure,
                "t": thousandth(line.kg),
                "halbe_breite_t": thousandth(line.half_width_kg),
                "von_t": thousandth(line.low_kg),
                "median_t": thousandth(line.median_kg),
                "bis_t": thousandth(line.high_kg),
                "anteil_angenommen": number(line.assumed_share),
            }
            for line in insight.uncertainty
            if line.space in views
        ],
        "treibhauspotenziale": [
            {
                "raum": line.space,
                "basis": line.basis,
                "t": thousandth(line.kg),
                "anteil": number(line.share),
                "wie_lauf": line.is_run_basis,
            }
            for line in insight.gwp
            if line.space in views
        ],
        "bruecke": [
            {
                "schritt": line.key,
                "name": utf8_text(line.label),
                "art": "stand" if line.role in LEVELS else "aenderung",
                "t": thousandth(line.kg),
                "erklaerung": utf8_text(line.note),
            }
            for line in (insight.bridge if shows_both(report) else ())
        ],
        "neuberechnung": _restatement(report),
    }


def _intensity(line: IntensityLine) -> dict[str, object]:
    return {
        "organisation": line.organisation or None,
        "kennzahl": line.indicator,
        "name": line.label,
        "kg_je_einheit": number(line.value_kg),
        "einheit": line.denominator_unit,
        "zaehler": line.numerator,
        "zaehler_t": thousandth(line.numerator_kg),
        "nenner": number(line.denominator),
        "fundstelle": utf8_text(line.place),
    }


def _screening(line: ScreeningLine) -> dict[str, object]:
    return {
        "kategorie": line.category,
        "name": line.label,
        "stand": line.status,
        "t": thousandth(line.group_kg) if line.status == BOOKED else None,
        "abgeschaetzt_t": None if line.status == BOOKED else thousandth(line.group_kg),
        "anteil_primaerdaten": number(line.primary_share),
        "kernbilanz": line.in_core,
        "erweitert": line.in_extended,
        "begruendung": utf8_text(line.reason),
    }


def _delivery(line: DeliveryCheck) -> dict[str, object]:
    return {
        "von": line.supplier,
        "an": line.receiver,
        "aktivitaet": line.activity,
        "lieferung": line.delivery,
        "einheit": line.unit,
        "geliefert": number(line.supplied),
        "bezogen": number(line.received),
        "abweichung": number(line.difference_share),
        "stimmt": line.agrees,
        "t": thousandth(line.emissions_kg),
    }


def _market(line: MarketLine) -> dict[str, object]:
    return {
        "organisation": line.organisation,
        "instrument": line.instrument,
        "vertrag": utf8_text(line.contract) or None,
        "mwh": thousandth(line.energy_kwh),
        "standort_t": thousandth(line.location_kg),
        "markt_t": thousandth(line.market_kg),
        "nicht_erfuellt": list(line.failed_criteria),
    }


def _vsme(line: VsmeLine) -> dict[str, object]:
    turnover = line.turnover_eur

    def per_turnover(kg: float) -> float | None:
        return number(kg / 1000 / turnover) if turnover else None

    return {
        "organisation": line.organisation,
        "energie_mwh": {
            "gesamt": thousandth(line.energy_kwh),
            "strom_erneuerbar": thousandth(line.electricity_renewable_kwh),
            "strom_nicht_erneuerbar": thousandth(line.electricity_other_kwh),
            "eigenstrom_erneuerbar": thousandth(line.own_renewable_kwh),
            "eigenstrom_nicht_erneuerbar": thousandth(line.own_other_kwh),
            "brennstoffe_erneuerbar": thousandth(line.fuels_renewable_kwh),
            "brennstoffe_nicht_erneuerbar": thousandth(line.fuels_other_kwh),
            "waerme": thousandth(line.heat_kwh),
        },
        "scope1_t": thousandth(line.scope1_kg),
        "scope2_standort_t": thousandth(line.scope2_location_kg),
        "scope2_markt_t": thousandth(line.scope2_market_kg),
        "scope1_2_standort_t": thousandth(line.scope12_location_kg),
        "scope1_2_markt_t": thousandth(line.scope12_market_kg),
        "scope3_t": thousandth(line.scope3_kg),
        "umsatz_eur": number(turnover),
        "intensitaet_standort_t_je_eur": per_turnover(line.scope12_location_kg),
        "intensitaet_markt_t_je_eur": per_turnover(line.scope12_market_kg),
    }


def _esrs(report: BalanceReport) -> dict[str, object]:
    base, before, this = esrs_years(report)
    return {
        "basisjahr": report.project.base_year,
        "basis": _year(base),
        "vorjahr": _year(before),
        "jahr": _year(this),
        "aenderung": _change(before, this),
        "ziele": {str(year): thousandth(report.milestones.by_year_kg.get(year)) for year in MILESTONES},
    }


def _year(figures: YearFigures | None) -> dict[str, object] | None:
    if figures is None:
        return None
    by_category = figures.by_category_kg
    return {
        "jahr": figures.year,
        **totals_object(figures.group),
        "anteil_eu_ets": number(figures.ets_share),
        "scope3_kategorien": {key: thousandth(by_category[key]) for key in categories_in_order(by_category)},
        "umsatz_tsd_eur": number(figures.turnover_thousand_eur),
        "intensitaet_t_je_mio_eur": number(intensity_per_turnover(figures.group.total_kg, figures)),
        "intensitaet_markt_t_je_mio_eur": number(intensity_per_turnover(figures.group.total_market_kg, figures)),
        "vorlaeufig": figures.provisional,
    }


def _change(before: YearFigures | None, this: YearFigures | None) -> float | None:
    """Change of the total by location against the year before, as a fraction."""
    if before is None or this is None or not before.group.total_kg:
        return None
    return number(this.group.total_kg / before.group.total_kg - 1)


def _restatement(report: BalanceReport) -> dict[str, object] | None:
    found = report.balance.insight.restatement
    if found is None:
        return None
    return {
        "jahr": found.year,
        "abgeschlossen_am": found.sealed_on,
        "veroeffentlicht_t": thousandth(found.published_kg),
        "heute_t": thousandth(found.recalculated_kg),
        "schwelle": number(found.threshold),
        "neu_berechnen": found.must_restate,
        "ursachen": [
            {"ursache": line.cause, "t": thousandth(line.kg), "buchungen": line.postings} for line in found.causes
        ],
    }
