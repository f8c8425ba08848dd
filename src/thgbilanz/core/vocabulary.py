"""Closed vocabularies that every stage shares: spaces, sectors, scopes, boundaries, layers, gases.

The values are the words that users write into templates, CSV tables and ``thg.toml`` (contract of the
command line and the files), therefore German; the names are the field's English terms.
"""

from enum import StrEnum
from typing import Final


class Space(StrEnum):
    """Accounting space (Bilanzraum). Sums never cross it (method/organisation.md 1.7)."""

    ORGANISATIONAL = "betrieblich"
    TERRITORIAL = "territorial"

    @property
    def label(self) -> str:
        """German name in exhibits."""
        return {"betrieblich": "Betriebliche Bilanz", "territorial": "Territoriale Bilanz"}[self.value]


class Sector(StrEnum):
    """Consumption sectors of the territorial balance (BISKO; method/bisko.md section 3).

    ``BUILDINGS`` is not a BISKO sector: publications such as Leipzig 2019 print households, commerce and
    municipal facilities as one figure. It is accepted, shown as such and makes a balance not BISKO-conform.
    """

    HOUSEHOLDS = "haushalte"
    COMMERCE = "ghd"
    INDUSTRY = "industrie"
    MUNICIPAL = "kommunal"
    TRANSPORT = "verkehr"
    BUILDINGS = "gebaeude"

    @property
    def label(self) -> str:
        """German name in exhibits."""
        return _SECTOR_LABELS[self.value]


_SECTOR_LABELS = {
    "haushalte": "Private Haushalte",
    "ghd": "Gewerbe, Handel, Dienstleistungen",
    "industrie": "Industrie",
    "kommunal": "Kommunale Einrichtungen",
    "verkehr": "Verkehr",
    "gebaeude": "Gebäude (nicht aufgeteilt)",
}


class Scope(StrEnum):
    """Scope of the GHG Protocol Corporate Standard; ``NONE`` in the territorial balance.

    ``OUTSIDE`` holds biogenic CO2, which is reported outside the scopes (ESRS E1 AR 43c).
    """

    DIRECT = "1"
    ENERGY = "2"
    VALUE_CHAIN = "3"
    OUTSIDE = "ausserhalb"
    NONE = ""

    @property
    def label(self) -> str:
        """German name in exhibits."""
        return {"1": "Scope 1", "2": "Scope 2", "3": "Scope 3", "ausserhalb": "Außerhalb der Scopes", "": "–"}[
            self.value
        ]


class Method(StrEnum):
    """Scope 2 method. A sum takes one of the two, never both (GHG Protocol Scope 2 Guidance ch. 7)."""

    NONE = ""
    LOCATION = "standort"
    MARKET = "markt"


class Boundary(StrEnum):
    """Which part of the life cycle a factor or posting covers; never mixed within one sum."""

    DIRECT = "direct"
    UPSTREAM = "upstream"
    TOTAL = "total"
    CRADLE_TO_GATE = "cradle_to_gate"
    TRANSPORT_ONLY = "transport_only"

    @property
    def label(self) -> str:
        """German name in exhibits."""
        return {
            "direct": "direkt",
            "upstream": "Vorkette",
            "total": "direkt mit Vorkette",
            "cradle_to_gate": "Herstellung bis Werkstor",
            "transport_only": "nur Transport",
        }[self.value]


class Layer(StrEnum):
    """Layer of a posting (architecture.md, "The posting"): nothing is edited, layers are added."""

    ACTUAL = "ist"
    ESTIMATE = "schaetzung"
    CORRECTION = "korrektur"
    ELIMINATION = "elimination"
    SCENARIO = "szenario"


class DataQuality(StrEnum):
    """Datengüte classes A to D (BISKO Methodenpapier section 3.4 as quoted in method/bisko.md section 8)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    UNGRADED = ""


class Notation(StrEnum):
    """Why a quantity is absent. An absent quantity is never a zero (faults.md 72)."""

    NOT_OCCURRING = "kommt_nicht_vor"
    NOT_ESTIMATED = "nicht_erhoben"
    INCLUDED_ELSEWHERE = "anderswo_enthalten"
    CONFIDENTIAL = "vertraulich"

    @property
    def label(self) -> str:
        """German name in exhibits."""
        return self.value.replace("_", " ")


class Delivery(StrEnum):
    """How energy or a service reached the receiver: direct line, public grid, own generation."""

    NONE = ""
    DIRECT = "direkt"
    GRID = "netz"
    OWN = "eigen"


class Flow(StrEnum):
    """Direction of a row: what an organisation uses itself, or what it hands on to another."""

    RECEIVED = "bezug"
    DELIVERED = "lieferung"
    """The supplier's side of a delivery: never final energy of the supplier; compared with the receiver's side."""

    @property
    def label(self) -> str:
        """German name in exhibits."""
        return {"bezug": "Bezug", "lieferung": "Lieferung"}[self.value]


class OrganisationKind(StrEnum):
    """Kind of an organisation (``art`` in thg.toml)."""

    ADMINISTRATION = "verwaltung"
    HOUSING = "wohnungsbau"
    UTILITY = "versorgung"
    TRANSPORT = "verkehr"
    HARBOUR = "hafen"
    WASTE = "entsorgung"
    SPORTS = "sport"
    DEVELOPMENT = "wirtschaftsfoerderung"
    PACT = "klimapakt"
    OTHER = "sonstige"


class Control(StrEnum):
    """Control over an organisation (``kontrolle`` in thg.toml), for the control approaches."""

    OPERATIONAL = "operativ"
    FINANCIAL = "finanziell"
    JOINT = "gemeinsam"
    """Joint financial control with partners, operated by none of the group (joint venture)."""
    NONE = "keine"


class FinancialControl(StrEnum):
    """Financial control over an organisation (``finanzkontrolle``), where it differs from what ``kontrolle`` says."""

    SOLE = "allein"
    JOINT = "gemeinsam"
    NONE = "keine"


FINANCIAL_OF: dict[Control, FinancialControl] = {
    Control.OPERATIONAL: FinancialControl.SOLE,
    Control.FINANCIAL: FinancialControl.SOLE,
    Control.JOINT: FinancialControl.JOINT,
    Control.NONE: FinancialControl.NONE,
}
"""Financial control that goes with ``kontrolle`` where nothing else is said."""


class Consolidation(StrEnum):
    """Consolidation approach (GHG Protocol Corporate Standard ch. 3; method/organisation.md 1.1)."""

    OPERATIONAL = "operativ"
    FINANCIAL = "finanziell"
    EQUITY = "beteiligung"

    @property
    def label(self) -> str:
        """German name in exhibits."""
        return {
            "operativ": "operative Kontrolle",
            "finanziell": "finanzielle Kontrolle",
            "beteiligung": "Beteiligungsquote",
        }[self.value]


class GwpSet(StrEnum):
    """Global warming potentials over 100 years by IPCC assessment report."""

    AR4 = "AR4"
    AR5 = "AR5"
    AR6 = "AR6"


GAS_COLUMNS = (
    "co2_fossil_kg",
    "co2_biogenic_kg",
    "ch4_fossil_kg",
    "ch4_biogenic_kg",
    "n2o_kg",
    "other_co2e_kg",
)
"""Gas columns of factors and postings: masses of the gas, except the last, which is kg CO2e."""


FUEL_FREE_OWN_USE: Final = "Eigenverbrauch aus eigener Anlage"
"""What the journal says of power from sun, wind or water that its producer uses: by it such power is known later."""
