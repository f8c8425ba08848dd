"""Rules of ``[[ziel]]``: one figure per target, a budget with its start and source, subjects that exist."""

from collections.abc import Iterator
from difflib import get_close_matches

from thgbilanz.balance.trend.result import GROUP_ID
from thgbilanz.balance.trend.targets import PathKind, Target
from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.organisation import TERRITORY
from thgbilanz.core.place import Place
from thgbilanz.project.settings_findings import CheckedTables
from thgbilanz.project.settings_schema import raw_tables
from thgbilanz.project.target_schema import FIGURES, TargetTable
from thgbilanz.project.toml_text import FILE_NAME, TomlText

_WHOLE = 100.0


def target_findings(toml: TomlText, tables: CheckedTables) -> list[Diagnostic]:
    """Findings THG706 of all targets, in the order of the file."""
    ids = [str(entry["id"]) for entry in raw_tables(toml.data, "organisation") if "id" in entry]
    found = []
    for position, table in tables.targets:
        for key, text, expected in _problems(table, _with_defaults(position, table, tables), ids):
            place = f"ziel[{position}]" + (f".{key}" if key else "")
            found.append(
                error("THG706", text, Place(FILE_NAME, cell=place), found=toml.found(place), expected=expected)
            )
    return found


def targets_of(tables: CheckedTables) -> tuple[Target, ...]:
    """Targets with the years that they take from ``[projekt]``."""
    return tuple(_with_defaults(position, table, tables) for position, table in tables.targets)


def _with_defaults(position: int, table: TargetTable, tables: CheckedTables) -> Target:
    project = tables.project
    base, end = (project.basisjahr, project.zieljahr) if project else (0, 9999)
    return Target(
        number=position,
        subject=table.fuer,
        base_year=table.basisjahr or base,
        year=table.jahr or end,
        path=table.pfad,
        sector=table.sektor.value if table.sektor else "",
        reduction_percent=table.minderung_prozent,
        tonnes=table.t,
        per_head_t=table.t_je_einwohner,
        source=table.quelle,
        budget_t=table.budget_t,
        budget_from=table.budget_ab,
        budget_source=table.budget_quelle.strip(),
        larr_percent=table.larr_prozent,
        larr_source=table.larr_quelle,
    )


def _problems(table: TargetTable, target: Target, ids: list[str]) -> Iterator[tuple[str, str, str]]:
    """Key, headline and expectation of every problem."""
    yield from _figure_problems(table)
    yield from _budget_problems(table)
    yield from _subject_problems(table, ids)
    if target.year <= target.base_year:
        text = f"Ziel {target.number}: Das Jahr {target.year} liegt nicht nach dem Basisjahr {target.base_year}"
        yield "jahr", text, f"ein Jahr nach {target.base_year}"


def _figure_problems(table: TargetTable) -> Iterator[tuple[str, str, str]]:
    figures = table.figures
    if len(figures) > 1:
        text = f"Ein Ziel nennt mehrere Größen: {', '.join(figures)}"
        yield figures[1], text, "eine davon; für jede weitere ein eigenes [[ziel]]"
    needs_figure = table.pfad in {PathKind.LINEAR, PathKind.EXPONENTIAL}
    if not figures and needs_figure:
        yield "", "Ein Ziel nennt keine Größe", " oder ".join(FIGURES)
    reaches_zero = table.minderung_prozent == _WHOLE or table.t == 0 or table.t_je_einwohner == 0
    if table.pfad is PathKind.EXPONENTIAL and reaches_zero:
        yield "pfad", "Ein exponentieller Pfad erreicht null nie", 'eine Restmenge über null oder pfad = "linear"'


def _budget_problems(table: TargetTable) -> Iterator[tuple[str, str, str]]:
    if table.budget_t is None:
        if table.pfad.by_budget:
            yield "pfad", f"Pfad „{table.pfad.value}“ braucht ein Budget", "budget_t, budget_ab und budget_quelle"
        return
    if table.budget_ab is None:
        yield "budget_t", "Budget ohne erstes Jahr", "budget_ab: das erste Jahr, das dagegen zählt, wie 2020"
    if not table.budget_quelle.strip():
        yield "budget_t", "Budget ohne Quelle", "budget_quelle: woher die Zahl stammt, mit Fundstelle"


def _subject_problems(table: TargetTable, ids: list[str]) -> Iterator[tuple[str, str, str]]:
    allowed = [TERRITORY, GROUP_ID, *ids]
    if table.fuer not in allowed:
        near = get_close_matches(table.fuer.casefold(), allowed, n=1, cutoff=0.6)
        yield "fuer", f"„{table.fuer}“ ist keine Organisation des Projekts", near[0] if near else ", ".join(allowed)
    if table.fuer != TERRITORY and table.sektor is not None:
        yield "sektor", "Sektoren gibt es nur im Stadtgebiet", 'fuer = "stadtgebiet" oder keinen Sektor'
    if table.fuer != TERRITORY and table.t_je_einwohner is not None:
        yield "t_je_einwohner", "Ein Ziel je Einwohner gilt für das Stadtgebiet", "minderung_prozent oder t"
