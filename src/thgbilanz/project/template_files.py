"""Which templates a project needs for a year: one workbook per organisation, one for the territory."""

from collections.abc import Collection, Mapping

from thgbilanz.core.organisation import TERRITORY
from thgbilanz.project.settings import Settings
from thgbilanz.templates.default_sheets import TERRITORIAL_SHEET, default_sheets, organisational_sheets
from thgbilanz.templates.workbook import template_bytes

ALL_SHEETS = "alle"
"""Stands for every sheet in a choice of sheets."""


def template_files(
    settings: Settings,
    year: int,
    *,
    organisations: Collection[str] = (),
    sheets: Collection[str] = (),
    without: Collection[str] = (),
) -> Mapping[str, bytes]:
    """File name to content of every template that fits the choice.

    No choice means all organisations, each with the sheets that fit its kind.
    Organisations that did not exist in the year get none, nor do those of ``without``. A workbook with chosen
    sheets only carries their names, so that it never stands in for the whole one: ``stadt_2019_strom.xlsx``.
    """
    names = {o.id: o.in_year(year).name for o in settings.organisations if o.exists_in(year)} | {
        TERRITORY: settings.name
    }
    kinds = {o.id: o.kind.value for o in settings.organisations}
    pairs = tuple((id_, name) for id_, name in names.items() if id_ != TERRITORY)
    files = {}
    for id_, name in names.items():
        own = (TERRITORIAL_SHEET,) if id_ == TERRITORY else organisational_sheets()
        wanted = _wanted(own, sheets, own if id_ == TERRITORY else default_sheets(kinds[id_]))
        if not wanted or id_ in without or (organisations and id_ not in organisations):
            continue
        suffix = "" if not sheets or wanted == own else "_" + "_".join(wanted)
        files[f"{id_}_{year}{suffix}.xlsx"] = template_bytes(
            wanted, id_, name, year, kind=kinds.get(id_, ""), organisations=pairs
        )
    return files


def _wanted(own: tuple[str, ...], sheets: Collection[str], usual: tuple[str, ...]) -> tuple[str, ...]:
    if not sheets:
        return usual
    return tuple(key for key in own if key in sheets or ALL_SHEETS in sheets)
