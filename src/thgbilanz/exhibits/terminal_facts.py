"""What must be known beside the totals, one sentence each: how sure, how complete, compared with what."""

from collections.abc import Iterator
from math import fsum

from thgbilanz.balance.report import BalanceReport
from thgbilanz.core.vocabulary import Space
from thgbilanz.exhibits.certainty import uncertainty_of
from thgbilanz.exhibits.labels import group_label
from thgbilanz.exhibits.medium import Medium, sentences
from thgbilanz.exhibits.rounding import decimals_for, factor_text, rounded_text, share_of, share_text
from thgbilanz.exhibits.section import section
from thgbilanz.exhibits.table import CO2E, megawatt_hours, tonnes
from thgbilanz.exhibits.tables.intensities import indicator_unit
from thgbilanz.exhibits.tables.reservations import NO_RESERVATION, emissions_by_reservation_kg
from thgbilanz.exhibits.tables.scope2 import uncovered_kwh
from thgbilanz.exhibits.tables.scope3 import screening_counts

_SAME = 1 - 1e-6
_GROUP_INDICATORS = ("je_einwohner", "je_vzae", "je_tsd_eur")


def group_fact_lines(report: BalanceReport, width: int, medium: Medium) -> list[str]:
    """Facts about the group; nothing if there are none."""
    facts = [
        *certainty_facts(report, Space.ORGANISATIONAL),
        *_intensity_facts(report),
        *_ets_facts(report),
        *_market_facts(report),
        *_scope3_facts(report),
        *_delivery_facts(report),
        *_restatement_facts(report),
    ]
    if not facts:
        return []
    lines = [line for fact in facts for line in sentences(medium.own(fact), width, "", "  ")]
    return [*section(f"{group_label(report)}: Kennwerte", width, medium), *lines]


def certainty_facts(report: BalanceReport, space: Space) -> Iterator[str]:
    """How sure the total of an accounting space is: its interval, its factors, its global warming potentials."""
    line = uncertainty_of(report, space)
    if line is not None:
        # without a Monte Carlo run the interval is that of error propagation
        low = line.kg - line.half_width_kg if line.low_kg is None else line.low_kg
        high = line.kg + line.half_width_kg if line.high_kg is None else line.high_kg
        yield f"95-%-Bereich der Summe: {_t(low)} bis {_t(high)} {CO2E}"
        if line.assumed_share:
            yield f"Unsicherheiten: bei {share_text(line.assumed_share)} % der Emissionen angenommen statt angegeben"
    sums = emissions_by_reservation_kg(report, space)
    firm = share_of(sums.get(NO_RESERVATION, 0.0), fsum(sums.values()))
    if firm is not None:
        yield f"Faktoren: {share_text(firm)} % der Emissionen ohne Vorbehalt gerechnet"
    other = [line for line in report.balance.insight.gwp if line.space == space and not line.is_run_basis and line.kg]
    if other:
        share = fsum(line.share or 0.0 for line in other)
        bases = ", ".join(dict.fromkeys(line.basis for line in other))
        yield f"Treibhauspotenziale: {share_text(share)} % auf anderer Grundlage als {report.record.gwp} ({bases})"


def _t(kg: float) -> str:
    return rounded_text(tonnes(kg), decimals_for([tonnes(kg)]))


def _intensity_facts(report: BalanceReport) -> Iterator[str]:
    lines = {line.indicator: line for line in report.balance.insight.intensities if not line.organisation}
    shown = [lines[key] for key in _GROUP_INDICATORS if key in lines]
    for line in shown:
        unit = indicator_unit(line.indicator)
        value = factor_text(line.value_kg * unit.per_kg)
        yield f"{line.label[:1].upper()}{line.label[1:]}: {value} {unit.unit} ({line.numerator})"


def _ets_facts(report: BalanceReport) -> Iterator[str]:
    ets = report.balance.insight.ets
    if ets is None or ets.share is None:
        return
    unstated = share_text(share_of(ets.unstated_kg, ets.scope1_kg))
    if ets.ets_kg:
        rest = f"; ohne Angabe: {unstated} %" if ets.unstated_kg else ""
        yield f"EU-Emissionshandel: {share_text(ets.share)} % von Scope 1{rest}"
    elif ets.unstated_kg:
        yield f"EU-Emissionshandel: für {unstated} % von Scope 1 nicht angegeben"


def _market_facts(report: BalanceReport) -> Iterator[str]:
    lines = report.balance.insight.market
    gap = uncovered_kwh(lines)
    if gap:
        share = share_of(gap, fsum(line.energy_kwh for line in lines))
        mwh = rounded_text(megawatt_hours(gap), decimals_for([megawatt_hours(gap)]))
        yield f"Strom ohne Vertrag und ohne Residualmix: {mwh} MWh ({share_text(share)} %)"


def _scope3_facts(report: BalanceReport) -> Iterator[str]:
    lines = report.balance.insight.screening
    if lines:
        yield f"Scope 3: {len(lines)} Kategorien, {screening_counts(lines)}"
    group = report.balance.organisational
    whole = group.group.total_kg if group else 0.0
    # a preset that leaves nothing out says nothing
    presets = [preset for preset in report.balance.insight.presets if preset.location_kg < whole * _SAME]
    if presets:
        yield "; ".join(f"{preset.label}: {_t(preset.location_kg)} {CO2E}" for preset in presets)


def _delivery_facts(report: BalanceReport) -> Iterator[str]:
    checked = [line for line in report.balance.insight.deliveries if line.agrees is not None]
    apart = sum(line.agrees is False for line in checked)
    if apart:
        yield f"Lieferungen im Konzern: bei {apart} von {len(checked)} weichen die Angaben beider Seiten ab"


def _restatement_facts(report: BalanceReport) -> Iterator[str]:
    found = report.balance.insight.restatement
    if found is None or found.published_kg <= 0 or not found.differs:
        return
    change = found.recalculated_kg / found.published_kg - 1
    sign = "+" if change > 0 else ""
    verdict = "Basisjahr neu berechnen" if found.must_restate else "keine Neuberechnung nötig"
    threshold = share_text(found.threshold).removesuffix(",0")
    yield f"{found.year} gegenüber dem Abschluss: {sign}{share_text(change)} %; Schwelle {threshold} %: {verdict}"
