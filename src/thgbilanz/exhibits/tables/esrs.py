"""Table of ESRS E1-6 (AR 48) with the intensity of AR 54, in the lines and columns of the standard.

Source: Delegated Regulation (EU) 2023/2772, Annex I, ESRS E1, AR 48 and AR 54. Only figures that the project has:
years without data and years without a target stay empty, because a gap is not a zero.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from thgbilanz.balance.milestones import NO_MILESTONES, Milestones
from thgbilanz.balance.report import BalanceReport
from thgbilanz.balance.year_figures import YearFigures, year_figures
from thgbilanz.exhibits.json_number import thousandth
from thgbilanz.exhibits.labels import categories_in_order, category_label
from thgbilanz.exhibits.table import BY_ROW, Kind, Role, Table, TableColumn, TableRow, Value, tonnes

MILESTONES: Final = (2025, 2030, 2050)
"""Years of the target columns (AR 48)."""

_T: Final = "t CO2e"
_PER_TURNOVER: Final = "t CO2e/Mio. €"
_Figure = Callable[[YearFigures], float | None]


def esrs_years(report: BalanceReport) -> tuple[YearFigures | None, YearFigures | None, YearFigures | None]:
    """Figures of the base year, of the year before and of the balance's year, as far as there are any."""
    this = year_figures(report.balance, provisional=report.provisional)
    known = {figures.year: figures for figures in report.earlier}
    if this is not None:
        known[this.year] = this
    return known.get(report.project.base_year), known.get(report.year - 1), this


def esrs_table(report: BalanceReport) -> Table:
    """The table; figures in the unit of their row."""
    base, before, this = esrs_years(report)
    known = [figures for figures in (base, before, this) if figures is not None]
    rows = [_row(line, base, before, this, report.milestones) for line in _lines(known)]
    project = report.project
    columns = (
        TableColumn("line", "Angabe"),
        TableColumn("unit", "Einheit", "code"),
        TableColumn("base", f"Basisjahr {project.base_year}", "tonnes", BY_ROW),
        TableColumn("before", f"Vergleich {report.year - 1} (N−1)", "tonnes", BY_ROW),
        TableColumn("this", f"{report.year} (N)", "tonnes", BY_ROW),
        TableColumn("change", "Änderung N gegen N−1", "share", "%"),
        *(TableColumn(f"target{year}", str(year), "tonnes", BY_ROW) for year in MILESTONES),
        TableColumn("target_rate", "Ziel je Jahr, bezogen auf das Basisjahr", "share", "%"),
    )
    return Table("esrs_e1_6", "ESRS E1-6: THG-Emissionen (AR 48)", columns, tuple(rows), _notes(report, known))


def _notes(report: BalanceReport, known: Sequence[YearFigures]) -> tuple[str, ...]:
    provisional = [str(figures.year) for figures in known if figures.provisional and figures.year != report.year]
    organisational = report.balance.organisational
    approach = "" if organisational is None else organisational.approach
    return (
        f"Konsolidierung: {approach}; Konzern nach Eliminationen; Scope-3-Kategorien, zu denen es Daten gibt",
        "Leer: Das Projekt hat für dieses Jahr keine Daten oder kein Ziel; eine Lücke ist keine Null",
        "Intensität (AR 54) nur mit dem Umsatz des Konzerns (daten/JAHR/stammdaten.csv, Zeile konzern)",
        *_target_notes(report.milestones),
        *((f"Mit offenen Fehlern: {', '.join(provisional)}",) if provisional else ()),
        "Delegierte Verordnung (EU) 2023/2772, Anhang I, ESRS E1, AR 48 und AR 54",
    )


def _target_notes(milestones: Milestones) -> tuple[str, ...]:
    if milestones.target_year is None:
        return ()
    source = f" ({milestones.source})" if milestones.source else ""
    return (f"Ziele: Werte auf dem Pfad des Ziels {milestones.target_year} aus thg.toml{source}",)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the standard's table: what it is called and which figure it holds."""

    title: str
    unit: str
    figure: _Figure
    kind: Kind | None = None
    role: Role = "item"
    has_target: bool = False
    """Whether the group's target is about this line: the total by location."""


def _lines(known: Sequence[YearFigures]) -> list[_Line]:
    categories = categories_in_order(key for figures in known for key in figures.by_category_kg)
    return [
        _Line("Scope-1-THG-Bruttoemissionen", _T, lambda f: tonnes(f.group.scope1_kg)),
        _Line("davon aus regulierten Emissionshandelssystemen", "%", lambda f: f.ets_share, "share", "memo"),
        _Line("Scope-2-THG-Bruttoemissionen, standortbezogen", _T, lambda f: tonnes(f.group.scope2_location_kg)),
        _Line("Scope-2-THG-Bruttoemissionen, marktbezogen", _T, lambda f: tonnes(f.group.scope2_market_kg)),
        _Line("Scope-3-THG-Bruttoemissionen, gesamt", _T, lambda f: tonnes(f.group.scope3_kg)),
        *(_Line(f"davon {category_label(category)}", _T, _category(category), None, "memo") for category in categories),
        _Line(
            "THG-Gesamtemissionen, standortbezogen",
            _T,
            lambda f: tonnes(f.group.total_kg),
            None,
            "sum",
            has_target=True,
        ),
        _Line("THG-Gesamtemissionen, marktbezogen", _T, lambda f: tonnes(f.group.total_market_kg), None, "sum"),
        _Line(
            "THG-Intensität je Nettoumsatz, standortbezogen (AR 54)",
            _PER_TURNOVER,
            lambda f: intensity_per_turnover(f.group.total_kg, f),
            "ratio",
        ),
        _Line(
            "THG-Intensität je Nettoumsatz, marktbezogen (AR 54)",
            _PER_TURNOVER,
            lambda f: intensity_per_turnover(f.group.total_market_kg, f),
            "ratio",
        ),
        _Line(
            "Biogenes CO2 außerhalb der Scopes (AR 43c)", "t CO2", lambda f: tonnes(f.group.outside_kg), None, "memo"
        ),
    ]


def _category(category: str) -> _Figure:
    def figure(figures: YearFigures) -> float | None:
        kg = figures.by_category_kg.get(category)
        return None if kg is None else tonnes(kg)

    return figure


def intensity_per_turnover(kg: float, figures: YearFigures) -> float | None:
    """t CO2e per million EUR, which is kg per thousand EUR; None without a turnover of the group."""
    return kg / figures.turnover_thousand_eur if figures.turnover_thousand_eur else None


def _row(
    line: _Line,
    base: YearFigures | None,
    before: YearFigures | None,
    this: YearFigures | None,
    milestones: Milestones,
) -> TableRow:
    first, last, now = (_value(line, figures) for figures in (base, before, this))
    path = milestones if line.has_target else NO_MILESTONES
    targets: tuple[Value, ...] = (*(thousandth(path.by_year_kg.get(year)) for year in MILESTONES), path.yearly_share)
    # the change of a share would be percent of percent, and of a small share anything
    change = None if line.kind == "share" else _change(last, now)
    return TableRow((line.title, line.unit, first, last, now, change, *targets), line.role, line.kind)


def _value(line: _Line, figures: YearFigures | None) -> float | None:
    return None if figures is None else line.figure(figures)


def _change(before: float | None, now: float | None) -> float | None:
    return now / before - 1 if before and now is not None else None
