"""Rules for fields that name something: organisations, activities, entries of closed lists."""

from collections.abc import Mapping
from typing import NoReturn

from pydantic import ValidationInfo

from thgbilanz.core.activity_kinds import AMBIGUOUS, KIND_BY_ID
from thgbilanz.core.organisation import TERRITORY
from thgbilanz.core.vocabulary import Space
from thgbilanz.intake.organisation_ids import meant_organisation, organisation_id, unknown_organisation
from thgbilanz.intake.row_problems import TITLES, context_of, reject, reject_missing
from thgbilanz.intake.suggestions import holding, meant, nearest
from thgbilanz.templates.definition import TIDY, normal_text
from thgbilanz.units.cell_text import shown


def is_given(value: str, info: ValidationInfo) -> str:
    """The field must not be empty."""
    if value == "":
        reject_missing(str(info.field_name))
    return value


def is_listed(value: str, info: ValidationInfo) -> str:
    """The field is empty or an entry of the closed list of its column."""
    column = TIDY[str(info.field_name)]
    if value and all(value != choice.value for choice in column.choices):
        reject(
            "THG086",
            f"{shown(value)} steht nicht in der Auswahl für „{TITLES[column.key]}“",
            ", ".join(choice.label for choice in column.choices),
            "Einen Wert aus der Auswahlliste der Vorlage wählen",
        )
    return value


def is_known_organisation(value: str, info: ValidationInfo) -> str:
    """The field is empty or names an organisation (faults.md 109); returned is the id as ``thg.toml`` writes it."""
    organisations = context_of(info).organisations
    known = organisation_id(value, organisations) if value else ""
    if value and not known:
        reason = unknown_organisation(value, organisations)
        reject(reason.code, reason.text, reason.expected, reason.hint)
    return known


def stands_in_its_space(value: str, info: ValidationInfo) -> str:
    """The territory has a space and an id of its own; neither goes with the other's (method/organisation.md 1.7)."""
    space, is_territory = info.data.get("raum"), value == TERRITORY
    if value and space == Space.TERRITORIAL and not is_territory:
        reject(
            "THG054",
            f"Organisation {shown(value)} kann nicht im territorialen Bilanzraum stehen",
            f"„{TERRITORY}“",
            "Das Stadtgebiet hat eine eigene Kennung. Verbräuche einer Organisation gehören in den betrieblichen Raum",
        )
    if is_territory and space == Space.ORGANISATIONAL:
        reject(
            "THG054",
            f"„{TERRITORY}“ kann nicht im betrieblichen Bilanzraum stehen",
            "die Kennung einer Organisation aus thg.toml",
            "Verbräuche des Stadtgebiets gehören auf das Blatt „Stadtgebiet“ oder in den territorialen Raum",
        )
    return value


def is_known_activity(value: str, info: ValidationInfo) -> str:
    """The field is the id of an activity kind that its accounting space knows (faults.md 100, 101)."""
    if value == "":
        reject_missing("aktivitaet")
    kind = KIND_BY_ID.get(value)
    if kind is None:
        _reject_activity(value)
    space = info.data.get("raum")
    if space is not None and space not in kind.spaces:
        only = " oder ".join(f"„{allowed.value}“" for allowed in kind.spaces)
        reject(
            "THG054",
            f"Aktivität „{kind.label}“ gibt es nicht im Bilanzraum „{space}“",
            f"Bilanzraum {only}",
            "Den Bilanzraum oder die Aktivität berichtigen",
        )
    return value


def _reject_activity(value: str) -> NoReturn:
    if candidates := AMBIGUOUS.get(normal_text(value)):
        labels = [f"„{KIND_BY_ID[candidate].label}“" for candidate in candidates]
        reject(
            "THG052",
            f"Aktivität {shown(value)} ist mehrdeutig",
            " oder ".join(labels),
            "Genau angeben: Die Emissionsfaktoren unterscheiden sich",
        )
    reject(
        "THG050",
        f"Aktivität {shown(value)} ist nicht bekannt",
        "eine Aktivität aus der Auswahlliste der Vorlage",
        "Die Liste steht in der Vorlage und im Handbuch",
    )


def meant_word(field: str, value: str, organisations: Mapping[str, str] | None) -> str:
    """What a word with a slip may mean, as a question; empty if nothing is near.

    Looking for it takes a hundred times as long as refusing the word, so it is asked once per finding, not per row.
    """
    if field in {"organisation", "gegenpartei"}:
        return meant_organisation(value, organisations)
    if field == "aktivitaet":
        kinds = {name: kind.label for kind in KIND_BY_ID.values() for name in (kind.id, kind.label, *kind.synonyms)}
        labels = [kind.label for kind in KIND_BY_ID.values()]
        return meant(holding(value, labels, most=2) or nearest(value, kinds, most=2))
    names = {name: choice.label for choice in TIDY[field].choices for name in (choice.value, choice.label)}
    return meant(nearest(value, names, most=1))
