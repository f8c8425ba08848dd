"""Organisation ids as rows and master data name them; the territory has an id of its own."""

from collections.abc import Mapping

from thgbilanz.core.organisation import TERRITORY
from thgbilanz.intake.refusal import Reason
from thgbilanz.intake.suggestions import meant, nearest
from thgbilanz.templates.definition import normal_text
from thgbilanz.units.cell_text import shown

_MOST_LISTED = 12


def organisation_id(text: str, organisations: Mapping[str, str]) -> str:
    """The id that a text names, or an empty text. Only case and blanks may differ; a name is no id.

    >>> organisation_id(" Stadtwerke ", {"stadtwerke": "Stadtwerke Musterstadt GmbH"})
    'stadtwerke'
    """
    wanted = normal_text(text)
    return next((id_ for id_ in (*organisations, TERRITORY) if normal_text(id_) == wanted), "")


def unknown_organisation(text: str, organisations: Mapping[str, str]) -> Reason:
    """Why a text names no organisation (faults.md 109)."""
    ids = list(organisations)
    listed = ", ".join(ids[:_MOST_LISTED])
    if len(ids) > _MOST_LISTED:
        listed += f" und {len(ids) - _MOST_LISTED} weitere"
    return Reason(
        "THG058",
        f"Organisation {shown(text)} ist nicht bekannt",
        found=text[:60],
        expected=f"eine Kennung aus thg.toml: {listed or TERRITORY}",
        hint="Die Organisation in thg.toml eintragen oder die Kennung berichtigen",
    )


def meant_organisation(text: str, organisations: Mapping[str, str]) -> str:
    """The organisation that a text with a slip may mean, as a question; empty if none is near."""
    spellings = {spelling: id_ for id_, name in organisations.items() for spelling in (id_, name)}
    return meant(nearest(text, {**spellings, TERRITORY: TERRITORY}, most=1))
