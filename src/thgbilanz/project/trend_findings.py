"""What is to be said about a time series: gaps, breaks, what could not be separated, targets that do not add up."""

from collections.abc import Iterable, Sequence

from thgbilanz.balance.trend.progress import TargetProgress, sector_gap
from thgbilanz.balance.trend.published import Contradiction, PublishedRow, contradictions
from thgbilanz.balance.trend.result import BreakKind, Cause, PointStatus, TrendSeries
from thgbilanz.balance.trend.series import SeriesInput, mismatches
from thgbilanz.balance.trend.targets import Target
from thgbilanz.core.diagnostic import Diagnostic, error, note, warning
from thgbilanz.core.german import german_number
from thgbilanz.core.place import Place
from thgbilanz.project.discovery import DATA_FOLDER
from thgbilanz.project.opened import OpenProject
from thgbilanz.project.settings import FILE_NAME

_SECTORS_AGREE = 0.005
"""Share by which targets of sectors may differ from the target of the whole: printed targets are rounded."""


def _listed(words: Sequence[str]) -> str:
    """Words as a sentence lists them.

    >>> _listed(["2019", "2020", "2022"])
    '2019, 2020 und 2022'
    """
    return " und ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _years(years: Iterable[int]) -> str:
    return _listed([str(year) for year in years])


def nothing_to_show(first: int | None, last: int | None, with_data: Sequence[int]) -> Diagnostic:
    """No year of the ones asked for has data that were asked for."""
    asked = " bis ".join(str(year) for year in (first, last) if year is not None) or "diese Auswahl"
    text = f"Für {asked} liegen keine Daten vor"
    years = ", ".join(map(str, with_data))
    hint = f"Daten gibt es für {years}" if with_data else "Vorlagen anlegen: thg vorlage JAHR"
    return error("THG709", text, Place(DATA_FOLDER), expected="mindestens ein Jahr mit Daten", hint=hint)


def trend_findings(
    project: OpenProject, inputs: Iterable[SeriesInput], series: Iterable[TrendSeries], rows: Sequence[PublishedRow]
) -> list[Diagnostic]:
    """Findings of the series, apart from those of the years behind them."""
    shown = list(series)
    return [
        *_gaps(shown),
        *(finding for entry in shown for finding in _breaks(entry)),
        *_base_year(project, shown),
        *_not_separated(shown),
        *(finding for entry in shown for finding in _targets(entry.targets)),
        *(finding for entry in shown for finding in _sector_targets(entry)),
        *_contradictions(rows),
        *(finding for given in inputs for finding in _mismatches(given)),
    ]


def _gaps(series: Sequence[TrendSeries]) -> list[Diagnostic]:
    """Years without data: those that all series lack once, the others for each series."""
    gaps = {entry.name: _gap_years(entry) for entry in series}
    common = set.intersection(*gaps.values()) if gaps else set()
    own = {name: years - common for name, years in gaps.items()}
    told = [("Zeitreihe", common)] if common else []
    return [_gap(name, sorted(years)) for name, years in [*told, *own.items()] if years]


def _gap_years(series: TrendSeries) -> set[int]:
    return {point.year for point in series.points if point.status is PointStatus.GAP}


def _gap(name: str, years: Sequence[int]) -> Diagnostic:
    text = f"{name}: keine Daten für {_years(years)}"
    hint = "Daten nachtragen; die Reihe zeigt eine Lücke und rechnet nichts dazwischen aus"
    return warning("THG700", text, Place(f"{DATA_FOLDER}/{years[0]}"), expected="Daten für jedes Jahr", hint=hint)


def _breaks(series: TrendSeries) -> list[Diagnostic]:
    found = []
    for step in series.steps:
        texts = [entry.text for entry in step.breaks if entry.kind is not BreakKind.SOURCE]
        if texts:
            headline = f"{series.name}: {step.start} und {step.end} sind nicht ohne Weiteres vergleichbar"
            hint = (
                "Die Spalten Umfang und Methode trennen diesen Anteil ab; wirkt er auf das Basisjahr, es nach der "
                "eigenen Regel neu berechnen (üblich ab 5 %)"
            )
            place = Place(f"{DATA_FOLDER}/{step.end}")
            found.append(warning("THG701", headline, place, found="; ".join(texts), hint=hint))
    return found


def _base_year(project: OpenProject, series: Iterable[TrendSeries]) -> list[Diagnostic]:
    without = [entry.name for entry in series if all(point.index is None for point in entry.points)]
    if not without:
        return []
    year = project.settings.base_year
    text = f"Kein Index: Für das Basisjahr {year} fehlen Daten ({_listed(without)})"
    place = Place(FILE_NAME, cell="projekt.basisjahr")
    hint = "Basisjahr nachtragen oder in thg.toml ein Jahr mit Daten nennen"
    return [warning("THG702", text, place, expected=f"Daten in {DATA_FOLDER}/{year}", hint=hint)]


def _not_separated(series: Iterable[TrendSeries]) -> list[Diagnostic]:
    steps = [step for entry in series for step in entry.steps]
    found = []
    weather = sorted({y for s in steps if Cause.WEATHER in s.not_separated for y in (s.start, s.end)})
    if weather:
        text = "Witterung ist nicht abgetrennt: Sie steckt in der Aktivität"
        hint = "Gradtage aller Monate mit Quelle eintragen, eine Zeile je Monat: monat;gradtage;quelle"
        expected = f"Gradtage für {_years(weather)}"
        found.append(note("THG703", text, Place(f"{DATA_FOLDER}/gradtage.csv"), expected=expected, hint=hint))
    people = sorted({y for s in steps if Cause.POPULATION in s.not_separated for y in (s.start, s.end)})
    if people:
        text = "Bevölkerung ist nicht abgetrennt: Sie steckt in der Aktivität"
        expected = f"Einwohnerzahlen für {_years(people)}"
        hint = "In thg.toml unter [einwohner] eintragen, zum 31.12. des Jahres"
        found.append(note("THG704", text, Place(FILE_NAME, cell="einwohner"), expected=expected, hint=hint))
    return found


def target_without_data(target: Target) -> Diagnostic:
    """A target of somebody for whom no year has data."""
    text = f"Ziel {target.number} hat keinen Pfad: Für „{target.subject}“ liegen keine Daten vor"
    place = Place(FILE_NAME, cell=f"ziel[{target.number}]")
    return warning("THG707", text, place, hint="Daten nachtragen oder das Ziel ändern")


def _targets(targets: Iterable[TargetProgress]) -> list[Diagnostic]:
    found = []
    for progress in targets:
        place = Place(FILE_NAME, cell=f"ziel[{progress.target.number}]")
        if progress.problem:
            text = f"Ziel {progress.target.number} hat keinen Pfad: {progress.problem}"
            found.append(warning("THG707", text, place, hint="Das Fehlende nachtragen oder das Ziel ändern"))
        budget = progress.budget
        if budget is not None and budget.used_kg is None:
            years = _years(budget.gaps) or str(budget.start)
            text = f"Restbudget nicht berechenbar: Für {years} fehlen Bilanzen"
            hint = "Die Jahre nachtragen; geschätzt wird nichts"
            found.append(warning("THG708", text, place, expected=f"alle Jahre ab {budget.start}", hint=hint))
    return found


def _sector_targets(series: TrendSeries) -> list[Diagnostic]:
    found = []
    for year in sorted({progress.target.year for progress in series.targets}):
        same = [progress for progress in series.targets if progress.target.year == year]
        sums = sector_gap(same)
        if sums is None or abs(sums[0] - sums[1]) <= _SECTORS_AGREE * max(sums):
            continue
        whole, parts = (f"{german_number(kg / 1000, 0)} t CO2e" for kg in sums)
        place = Place(FILE_NAME, cell=f"ziel[{same[0].target.number}]")
        text = f"Sektorziele für {year} ergeben {parts}, das Gesamtziel ist {whole}"
        hint = "Sektoren ohne Ziel ergänzen oder die Ziele aufeinander abstimmen"
        found.append(warning("THG705", text, place, found=parts, expected=whole, hint=hint))
    return found


_CONTRADICTION = {"summe": "THG711", "faktor": "THG712", "energie": "THG713"}
"""THG711, THG712, THG713: kinds of contradictions and their codes."""


def _contradictions(rows: Sequence[PublishedRow]) -> list[Diagnostic]:
    return [_contradiction(found) for found in contradictions(rows)]


def _contradiction(entry: Contradiction) -> Diagnostic:
    row = entry.row
    about = f"{row.year}, {row.sector} › {row.activity}"
    stated, computed = (_figure(value) for value in (entry.stated, entry.computed))
    texts = {
        "summe": f"Veröffentlichte Summe passt nicht zu ihren Zeilen ({about})",
        "faktor": f"Gedruckter Faktor passt nicht zu Energie und Emissionen ({about})",
        "energie": f"Energie und Emissionen widersprechen sich ({about}): {entry.what}",
    }
    hint = f"Mit der Quelle vergleichen: {row.source}, {row.locator}"
    place = Place(row.file, "", f"A{row.line}")
    found, expected = f"{stated} {entry.what} gedruckt", f"{computed} {entry.what} gerechnet"
    return warning(_CONTRADICTION[entry.kind], texts[entry.kind], place, found=found, expected=expected, hint=hint)


def _figure(value: float) -> str:
    return german_number(value, 0 if abs(value) >= 1000 else 3)  # noqa: PLR2004 - factors need decimals, tonnes none


def _mismatches(given: SeriesInput) -> list[Diagnostic]:
    return [
        error(
            "THG710",
            f"{given.name} {year}: Die Zellen der Zeitreihe ergeben nicht die Summe der Bilanz",
            Place(f"{DATA_FOLDER}/{year}"),
            found=f"{german_number(cells / 1000, 3)} t CO2e",
            expected=f"{german_number(total / 1000, 3)} t CO2e",
            hint="Das ist ein Fehler des Programms: mit thg bilanz vergleichen und melden",
        )
        for year, cells, total in mismatches(given)
    ]
