"""Organisation ids as rows and master data name them; the territory has an id of its own.

Without a project (``organisations`` is None) nobody knows which organisations there are: any well-formed id is taken
as the file says it.
"""

from collections.abc import Mapping

from thgbilanz.core.organisation import TERRITORY, is_organisation_id
from thgbilanz.intake.refusal import Reason
from thgbilanz.intake.suggestions import meant, nearest
from thgbilanz.templates.definition import normal_text
from thgbilanz.units.cell_text import shown

_MOST_LISTED = 12


def organisation_id(text: str, organisations: Mapping[str, str] | None) -> str:
    """The id that a text names, or an empty text. Only case and blanks may differ; a name is no id.

    >>> organisation_id(" Stadtwerke ", {"stadtwerke": "Stadtwerke Musterstadt GmbH"})
    'stadtwerke'
    >>> organisation_id(" Stadtwerke ", None), organisation_id("Stadtwerke GmbH", None)
    ('stadtwerke', '')
    """
    wanted = normal_text(text)
    if organisations is None:
        return wanted if is_organisation_id(wanted) else ""
    return next((id_ for id_ in (*organisations, TERRITORY) if normal_text(id_) == wanted), "")


def unknown_organisation(text: str, organisations: Mapping[str, str] | None) -> Reason:
    """Why a text names no organisation (faults.md 109)."""
    if organisations is None:
        return Reason(
            "THG058",
            f"{shown(text)} ist keine Kennung einer Organisation",
            found=text[:60],
            expected="Kleinbuchstaben, Ziffern und Bindestrich wie stadtwerke oder stadt-werke",
            hint="Die Kennung in der Datei berichtigen oder die Datei in ihr Projekt legen",
        )
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


def meant_organisation(text: str, organisations: Mapping[str, str] | None) -> str:
    """The organisation that a text with a slip may mean, as a question; empty if none is near."""
    if organisations is None:
        return ""
    spellings = {spelling: id_ for id_, name in organisations.items() for spelling in (id_, name)}
    return meant(nearest(text, {**spellings, TERRITORY: TERRITORY}, most=1))
