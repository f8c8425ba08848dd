"""What a time series says, in sentences that a council understands; every figure rounded once, here."""

from collections.abc import Iterable

from thgbilanz.balance.trend.progress import BudgetState, TargetProgress, TrendLine
from thgbilanz.balance.trend.published import PublishedYear
from thgbilanz.balance.trend.report import TrendReport
from thgbilanz.balance.trend.result import Cause, PointStatus, TrendPoint, TrendSeries, TrendStep
from thgbilanz.balance.trend.targets import PathKind
from thgbilanz.exhibits.labels import sector_label
from thgbilanz.exhibits.layout import signed
from thgbilanz.exhibits.rounding import decimals_for, rounded_text, share_of, share_text
from thgbilanz.exhibits.table import CO2E, tonnes
from thgbilanz.exhibits.tables.trend import step_label

_SMALL_SHARE = 0.005
"""A cause below half a percent of the year before is not worth a place in a sentence."""
_MOST_CAUSES = 3


def tonnes_text(kg: float) -> str:
    """Tonnes with unit."""
    return f"{rounded_text(tonnes(kg), decimals_for([tonnes(kg)]))} {CO2E}"


def change_text(kg: float, before_kg: float) -> str:
    """A change with its sign, in tonnes and percent."""
    amount = f"{signed(rounded_text(tonnes(kg), decimals_for([tonnes(kg)])))} {CO2E}"
    share = share_of(kg, before_kg)
    return f"{amount} ({signed(share_text(share))} %)" if share is not None else amount


def course_text(series: TrendSeries) -> str:
    """First and last figure of a series and what lies between, in one sentence."""
    known = [point for point in series.points if point.emissions_kg is not None]
    if len(known) < 2:  # noqa: PLR2004 - one figure is no course
        return "Erst mit einem zweiten Jahr wird daraus eine Reihe"
    first, last = known[0], known[-1]
    change = (last.emissions_kg or 0.0) - (first.emissions_kg or 0.0)
    verb = "gesunken" if change < 0 else "gestiegen" if change > 0 else "gleich geblieben"
    share = share_of(abs(change), first.emissions_kg)
    by = f" um {share_text(share)} %" if share and change else ""
    text = f"{first.year} bis {last.year}{by} {verb}: von {tonnes_text(first.emissions_kg or 0.0)} auf "
    return text + tonnes_text(last.emissions_kg or 0.0) + _per_head(first, last)


def _per_head(first: TrendPoint, last: TrendPoint) -> str:
    if first.per_head_kg is None or last.per_head_kg is None:
        return ""
    figures = [rounded_text(tonnes(kg), 2) for kg in (first.per_head_kg, last.per_head_kg)]
    return f", je Einwohner von {figures[0]} auf {figures[1]} t"


def step_text(report: TrendReport, step: TrendStep) -> str:
    """A change and its largest single causes."""
    head = f"{step_label(step)}: {change_text(step.change_kg, step.before_kg)}"
    told = [
        f"{driver.cause.label} {report.activity_labels.get(driver.activity, driver.activity)} "
        f"{signed(rounded_text(tonnes(driver.kg), decimals_for([tonnes(step.before_kg)])))} t"
        for driver in step.drivers[:_MOST_CAUSES]
        if abs(driver.kg) >= _SMALL_SHARE * abs(step.before_kg)
    ]
    return f"{head}, vor allem {', '.join(told)}" if told else head


def not_separated_text(series: TrendSeries) -> str:
    """Which causes stay inside the activity because data are missing; empty if none."""
    missing = {cause for step in series.steps for cause in step.not_separated}
    names = [cause.label for cause in Cause if cause in missing]
    return f"Nicht abgetrennt, in „Aktivität“ enthalten: {' und '.join(names)}" if names else ""


def target_title(progress: TargetProgress) -> str:
    """What a target asks for, by when."""
    target = progress.target
    sector = f" {sector_label(target.sector)}" if target.sector else ""
    return f"Ziel {target.year}{sector}: {_goal(progress)}"


def _goal(progress: TargetProgress) -> str:
    target = progress.target
    if target.per_head_t is not None:
        people = f", Einwohner von {progress.population_year}" if progress.population_year else ""
        amount = f" ({tonnes_text(progress.target_kg)}{people})" if progress.target_kg is not None else ""
        return f"{rounded_text(target.per_head_t, 2)} t je Einwohner{amount}"
    if target.reduction_percent is not None:
        amount = f" ({tonnes_text(progress.target_kg)})" if progress.target_kg is not None else ""
        return f"{_percent(target.reduction_percent)} weniger als {target.base_year}{amount}"
    if target.tonnes is not None:
        return tonnes_text(target.tonnes * 1000)
    return tonnes_text(progress.target_kg) if progress.target_kg is not None else target.path.label


def _percent(value: float) -> str:
    return f"{rounded_text(value, 1).removesuffix(',0')} %"


def path_text(progress: TargetProgress) -> str:
    """How the path is made, and who decided on the target."""
    target = progress.target
    label = target.path.label
    text = f"{label[0].upper()}{label[1:]} ab {target.budget_from if target.path.by_budget else target.base_year}"
    if target.path is PathKind.SBTI:
        text += f", jährlich {_percent(target.larr_percent)} des Basisjahres ({target.larr_source})"
    elif target.path is PathKind.EXPONENTIAL and progress.rate is not None:
        text += f", jährlich {share_text(progress.rate)} % weniger als im Jahr davor"
    return f"{text}; Quelle: {target.source}"


def target_sentences(progress: TargetProgress) -> list[str]:
    """Distance to the path, trend and budget."""
    problem = f"Kein Pfad: {progress.problem}" if progress.problem else ""
    found = [problem] if problem else [_distance(progress), _trend(progress)]
    budget = [_budget(progress.budget)] if progress.budget is not None else []
    return [text for text in (*found, *budget) if text]


def _distance(progress: TargetProgress) -> str:
    if not progress.distance_kg:
        return "Für kein Jahr des Pfades liegt eine Bilanz vor"
    year = max(progress.distance_kg)
    distance, path = progress.distance_kg[year], progress.path_kg[year]
    share = share_of(abs(distance), path)
    percent = f" ({share_text(share)} %)" if share is not None else ""
    where = "über" if distance > 0 else "unter"
    return f"{year} liegen die Emissionen {tonnes_text(abs(distance))}{percent} {where} dem Pfad"


def _trend(progress: TargetProgress) -> str:
    line, goal = progress.line, progress.target_kg
    if line is None:
        return "Für einen Trend fehlen Jahre: nötig sind drei mit Daten"
    head = f"Trend {line.years[0]}–{line.years[-1]} (Ausgleichsgerade, {len(line.years)} Jahre): {_slope(line)}"
    if goal is None:
        return head
    if progress.meets is None:
        return f"{head}; so wird das Ziel nie erreicht"
    due = progress.target.year
    verdict = "rechtzeitig" if progress.meets <= due else f"{progress.meets - due} Jahre nach {due}"
    if progress.meets - due == 1:
        verdict = f"ein Jahr nach {due}"
    return f"{head}; so wird das Ziel {progress.meets} erreicht, {verdict}"


def _slope(line: TrendLine) -> str:
    if not line.slope_kg:
        return "unverändert"
    return f"{tonnes_text(abs(line.slope_kg))} {'weniger' if line.slope_kg < 0 else 'mehr'} je Jahr"


def _budget(budget: BudgetState) -> str:
    head = f"Budget {tonnes_text(budget.budget_kg)} ab {budget.start} ({budget.source})"
    if budget.remaining_kg is None:
        years = ", ".join(str(year) for year in budget.gaps) or str(budget.start)
        return f"{head}: Rest nicht berechenbar, für {years} fehlen Bilanzen"
    if budget.exceeded:
        return f"{head}: um {tonnes_text(-budget.remaining_kg)} überzogen"
    text = f"{head}: noch {tonnes_text(budget.remaining_kg)}"
    constant = budget.used_up_constant
    text += f"; bei gleichbleibenden Emissionen {f'{constant} aufgebraucht' if constant else 'reicht es sehr lange'}"
    path = budget.used_up_on_path
    return f"{text}, auf dem Zielpfad {f'{path} aufgebraucht' if path else 'wird es eingehalten'}"


_PARTS = {
    "energie": "andere Energiemenge",
    "faktor": "anderer Emissionsfaktor",
    "nur_veroeffentlicht": "nur veröffentlicht",
    "nur_berechnet": "nur berechnet",
    "nicht_aufgeteilt": "nicht aufteilbar",
}


def published_text(entry: PublishedYear) -> str:
    """Why a published figure differs from ours."""
    if entry.ours_kg is None or entry.difference_kg is None:
        return f"{entry.year}: keine eigene Bilanz zum Vergleich"
    parts = [(part.kind, part.kg) for part in entry.parts if abs(part.kg) >= 1e-6 * abs(entry.published_kg)]
    if not parts:
        return f"{entry.year}: kein Unterschied"
    told = ", ".join(f"{_PARTS[kind]} {_signed_t(kg, entry.published_kg)}" for kind, kg in parts)
    return f"{entry.year}: {change_text(entry.difference_kg, entry.published_kg)}, davon {told}"


def published_part_label(kind: str) -> str:
    """German name of a part of a difference."""
    return _PARTS[kind]


def _signed_t(kg: float, scale_kg: float) -> str:
    return f"{signed(rounded_text(tonnes(kg), decimals_for([tonnes(scale_kg)])))} t"


def mark_text(points: Iterable[TrendPoint]) -> str:
    """Which years are provisional."""
    years = sorted({point.year for point in points if point.status is PointStatus.PROVISIONAL})
    if not years:
        return "VORLÄUFIG: Fehler sind offen"
    return f"VORLÄUFIG: In {', '.join(map(str, years))} sind Fehler offen"


def span_text(report: TrendReport) -> str:
    """What a time series is called: by its first and last year, or by its only one."""
    return f"Zeitreihe {report.first}" if report.first == report.last else f"Zeitreihe {report.first}–{report.last}"
