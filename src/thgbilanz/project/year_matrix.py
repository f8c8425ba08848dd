"""The completeness matrix of a project's years: which organisations belong to it, and when."""

from collections.abc import Mapping, Sequence

from thgbilanz.core.completeness import Completeness
from thgbilanz.core.organisation import TERRITORY
from thgbilanz.core.vocabulary import Space
from thgbilanz.plausibility.completeness import YearStatements, completeness, statements
from thgbilanz.project.opened import OpenProject, YearReading


def statements_of(reading: YearReading) -> YearStatements:
    """What the files of a year say."""
    return statements(reading.intake.activities, reading.intake.rejected)


def year_matrix(
    project: OpenProject, years: Mapping[int, YearStatements], views: Sequence[str] = tuple(Space)
) -> Completeness:
    """The matrix of years that were read, for the organisations and accounting spaces that the run is about."""
    settings, chosen = project.settings, set(project.options.organisations)

    def is_wanted(organisation: str) -> bool:
        space = Space.TERRITORIAL if organisation == TERRITORY else Space.ORGANISATIONAL
        return space.value in views and (not chosen or organisation in chosen)

    absent = [
        (year, organisation.id)
        for year in years
        for organisation in settings.organisations
        if not organisation.exists_in(year)
    ]
    wanted = {
        year: YearStatements({key: cell for key, cell in said.cells.items() if is_wanted(key[0])}, said.refused)
        for year, said in years.items()
    }
    return completeness(wanted, [*settings.organisation_names, TERRITORY], absent)
