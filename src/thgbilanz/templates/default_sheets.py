"""Which sheets a workbook holds if nobody chooses: the core balance, and what fits the kind of organisation.

The core is scope 1, scope 2 and business travel (method/organisation.md 5.4); an organisation that buys, commutes and
throws away like an office gets all sheets. Whoever needs more asks for it (``thg vorlage --art``).
"""

from collections.abc import Mapping
from types import MappingProxyType

from thgbilanz.core.vocabulary import OrganisationKind
from thgbilanz.templates.definition import SHEETS

TERRITORIAL_SHEET = "stadtgebiet"

_CORE = frozenset({"strom", "waerme", "fuhrpark", "kaeltemittel", "dienstreisen", "aktivitaeten", "korrekturen"})
_OFFICE = frozenset({"pendeln", "abfall", "wasser", "beschaffung"})
_FURTHER: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        OrganisationKind.ADMINISTRATION.value: _OFFICE | {"mietobjekte", "stromvertraege"},
        OrganisationKind.HOUSING.value: frozenset({"mietobjekte", "pendeln"}),
        OrganisationKind.UTILITY.value: frozenset({"anlagen", "lieferungen", "pendeln", "stromvertraege"}),
        OrganisationKind.TRANSPORT.value: frozenset({"pendeln"}),
        OrganisationKind.HARBOUR.value: frozenset({"mietobjekte", "pendeln", "wasser"}),
        OrganisationKind.WASTE.value: frozenset({"anlagen", "lieferungen", "pendeln", "wasser"}),
        OrganisationKind.SPORTS.value: frozenset({"abfall", "pendeln", "wasser"}),
        OrganisationKind.DEVELOPMENT.value: frozenset({"mietobjekte", "pendeln"}),
        OrganisationKind.PACT.value: _OFFICE,
    }
)


def default_sheets(kind: str) -> tuple[str, ...]:
    """Ids of the sheets for an organisation of this kind, in the order of the workbook.

    >>> default_sheets("sonstige")
    ('strom', 'waerme', 'fuhrpark', 'kaeltemittel', 'dienstreisen', 'aktivitaeten', 'korrekturen')
    """
    wanted = _CORE | _FURTHER.get(kind, frozenset())
    return tuple(sheet for sheet in SHEETS if sheet in wanted)


def organisational_sheets() -> tuple[str, ...]:
    """Ids of all sheets that an organisation can fill in."""
    return tuple(sheet for sheet in SHEETS if sheet != TERRITORIAL_SHEET)
