"""The closed schema of ``thg.toml``: one pydantic model per table, with the German words for each key.

The description of a field is what a finding prints as "erwartet". Rules between tables (parents, rings, years)
stand in ``settings_rules``.
"""

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal, LiteralString, NoReturn

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from thgbilanz.core.organisation import TERRITORY, is_organisation_id
from thgbilanz.core.scope3 import ESTIMATED, EXCLUDED
from thgbilanz.core.vocabulary import Consolidation, Control, FinancialControl, GwpSet, OrganisationKind, Space
from thgbilanz.project.settings_city import CityTable
from thgbilanz.project.target_schema import TargetTable, TrendTable

_CLOSED = ConfigDict(extra="forbid", strict=True, frozen=True)
_AGS = re.compile(r"^[0-9]{8}$")
_FIRST_YEAR = 1990
_LAST_YEAR = 2100
_FULL_SHARE = 100.0


def _refuse(code: Literal["THG505", "THG506", "THG508", "THG509", "THG512"], text: LiteralString) -> NoReturn:
    """Refuse a value with a code of its own."""
    raise PydanticCustomError(code, text)


def _not_blank(text: str) -> str:
    if not text.strip():
        _refuse("THG505", "ist leer")
    return text.strip()


def _is_slug(text: str) -> str:
    if text == TERRITORY:
        _refuse("THG509", "ist für das Gebiet der Kommune vergeben")
    if not is_organisation_id(text):
        _refuse("THG509", "ist keine Kennung")
    return text


def _is_ags(text: str) -> str:
    if text and not _AGS.match(text):
        _refuse("THG506", "ist kein Gemeindeschlüssel")
    return text


def _is_share(share: float) -> float:
    if not 0.0 <= share <= _FULL_SHARE:
        _refuse("THG512", "liegt nicht zwischen 0 und 100 %")
    if 0.0 < share < 1.0:
        _refuse("THG512", "sieht nach einem Anteil statt nach Prozent aus")
    return share


def _is_threshold(percent: float) -> float:
    if not 0.0 < percent <= _FULL_SHARE:
        _refuse("THG505", "liegt nicht über 0 und bis 100 %")
    return percent


def _is_population(people: int) -> int:
    if people <= 0:
        _refuse("THG508", "ist keine Einwohnerzahl")
    return people


def _is_day(value: object) -> object:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    # A TOML date with a time is a datetime, which Python counts as a date.
    return str(value) if isinstance(value, datetime) else value


Year = Annotated[int, Field(ge=_FIRST_YEAR, le=_LAST_YEAR)]
FirstDay = Annotated[date, BeforeValidator(_is_day)]
Day = Annotated[date | None, BeforeValidator(_is_day)]
Name = Annotated[str, AfterValidator(_not_blank)]


class ProjectTable(BaseModel):
    """``[projekt]``."""

    model_config = _CLOSED

    name: Name = Field(description='Text wie "Musterstadt"')
    ags: Annotated[str, AfterValidator(_is_ags)] = Field(
        default="", description='amtlicher Gemeindeschlüssel, 8 Ziffern in Anführungszeichen wie "05112000"'
    )
    basisjahr: Year = Field(description="Jahreszahl wie 2019, ohne Anführungszeichen")
    zieljahr: Year = Field(description="Jahreszahl wie 2035, ohne Anführungszeichen")
    konsolidierung: Annotated[Consolidation, Field(strict=False)] = Field(
        default=Consolidation.OPERATIONAL, description="operativ, finanziell oder beteiligung"
    )
    gwp: Annotated[GwpSet, Field(strict=False)] = Field(default=GwpSet.AR5, description="AR4, AR5 oder AR6")


class PinTable(BaseModel):
    """``[faktoren.festgelegt] satz = { ausgabe, sha256 }``."""

    model_config = _CLOSED

    ausgabe: Name = Field(description='Ausgabe des Faktorsatzes wie "2026.1"')
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] = Field(description="64 Zeichen 0–9 und a–f")


class FactorTable(BaseModel):
    """``[faktoren]``: which factor set each accounting space uses."""

    model_config = _CLOSED

    betrieblich: Name = Field(default="uba-betrieblich", description='Kennung eines Faktorsatzes wie "uba-betrieblich"')
    territorial: Name = Field(default="bisko", description='Kennung eines Faktorsatzes wie "bisko"')
    festgelegt: dict[str, PinTable] = Field(
        default_factory=dict, description='Tabelle wie bisko = { ausgabe = "2026.1", sha256 = "…" }'
    )

    def by_space(self) -> dict[str, str]:
        """Accounting space to factor set."""
        return {Space.ORGANISATIONAL.value: self.betrieblich, Space.TERRITORIAL.value: self.territorial}


class ChangeTable(BaseModel):
    """``[[organisation.stand]]``: what is different from a day on; keys that are left out stay as they were."""

    model_config = _CLOSED

    ab: FirstDay = Field(description="Datum wie 2021-07-01: der erste Tag, an dem es gilt")
    name: Name | None = Field(default=None, description='Text wie "Stadtwerke Musterstadt AG"')
    mutter: str | None = Field(default=None, description="Kennung einer anderen Organisation")
    beteiligung: Annotated[float, AfterValidator(_is_share)] | None = Field(
        default=None, description="Prozentzahl von 0 bis 100 wie 74.9"
    )
    kontrolle: Annotated[Control, Field(strict=False)] | None = Field(
        default=None, description="operativ, finanziell, gemeinsam oder keine"
    )
    finanzkontrolle: Annotated[FinancialControl, Field(strict=False)] | None = Field(
        default=None, description="allein, gemeinsam oder keine"
    )


class OrganisationTable(BaseModel):
    """``[[organisation]]``."""

    model_config = _CLOSED

    id: Annotated[str, AfterValidator(_is_slug)] = Field(
        description="Kennung aus Kleinbuchstaben, Ziffern und Bindestrich wie stadt oder stadt-werke"
    )
    name: Name = Field(description='Text wie "Stadtwerke Musterstadt GmbH"')
    art: Annotated[OrganisationKind, Field(strict=False)] = Field(
        description=", ".join(kind.value for kind in OrganisationKind)
    )
    mutter: str = Field(default="", description="Kennung einer anderen Organisation")
    beteiligung: Annotated[float, AfterValidator(_is_share)] = Field(
        default=_FULL_SHARE, description="Prozentzahl von 0 bis 100 wie 74.9"
    )
    kontrolle: Annotated[Control, Field(strict=False)] = Field(
        default=Control.OPERATIONAL, description="operativ, finanziell, gemeinsam oder keine"
    )
    finanzkontrolle: Annotated[FinancialControl, Field(strict=False)] | None = Field(
        default=None, description="allein, gemeinsam oder keine"
    )
    gueltig_ab: Day = Field(default=None, description="Datum wie 2019-01-01")
    gueltig_bis: Day = Field(default=None, description="Datum wie 2022-12-31")
    nachfolger: str = Field(default="", description="Kennung der Organisation, in der sie aufgegangen ist")
    stand: list[ChangeTable] = Field(
        default_factory=list, description="[[organisation.stand]] mit ab = Datum und dem, was sich ändert"
    )


class GroupTable(BaseModel):
    """``[konzern]``: choices of method for the group."""

    model_config = _CLOSED

    netz_rueckbezug: Literal["zaehlt", "eliminieren"] = Field(default="zaehlt", description="zaehlt oder eliminieren")


class CategoryTable(BaseModel):
    """``[scope3."3.4"]``: why a category is not booked."""

    model_config = _CLOSED

    status: Literal["ausgeschlossen", "abgeschaetzt"] = Field(description=f"{EXCLUDED} oder {ESTIMATED}")
    grund: str = Field(default="", description="Text: warum die Kategorie nicht erfasst ist")
    schaetzung_t: Annotated[float, Field(ge=0.0)] | None = Field(
        default=None, description="Tonnen CO2e im Jahr wie 120 oder 12.5"
    )
    quelle: str = Field(default="", description="Text: woher die Schätzung stammt")


class ScopeThreeTable(BaseModel):
    """``[scope3]``: one table per category."""

    model_config = _CLOSED

    scope3: dict[str, CategoryTable] = Field(
        default_factory=dict, description='Abschnitt je Kategorie wie [scope3."3.4"]'
    )


class PopulationTable(BaseModel):
    """``[einwohner]``: inhabitants on 31 December by year."""

    model_config = _CLOSED

    einwohner: dict[
        Annotated[str, Field(pattern=r"^(?:19|20)[0-9]{2}$")], Annotated[int, AfterValidator(_is_population)]
    ] = Field(default_factory=dict, description='Zeilen wie "2019" = 500000')


class CheckTable(BaseModel):
    """``[pruefung]``."""

    model_config = _CLOSED

    wesentlichkeit: Annotated[float, AfterValidator(_is_threshold)] = Field(
        default=5.0, description="Prozentzahl über 0 bis 100 wie 5"
    )


class RestatementTable(BaseModel):
    """``[neuberechnung]``: from which difference on a base year is recalculated (method/organisation.md 7)."""

    model_config = _CLOSED

    schwelle: Annotated[float, AfterValidator(_is_threshold)] = Field(
        default=5.0, description="Prozentzahl über 0 bis 100 wie 5"
    )


def _is_half_width(percent: float) -> float:
    if not 0.0 < percent <= _MOST_UNCERTAIN:
        _refuse("THG505", "liegt nicht über 0 und bis 500 %")
    return percent


_MOST_UNCERTAIN = 500.0
_HalfWidth = Annotated[float, AfterValidator(_is_half_width)]


class UncertaintyTable(BaseModel):
    """``[unsicherheit]``: half of the 95 % interval in percent where neither data nor source state one."""

    model_config = _CLOSED

    A: _HalfWidth | None = Field(default=None, description="Prozentzahl wie 5 für Mengen der Datengüte A")
    B: _HalfWidth | None = Field(default=None, description="Prozentzahl wie 15 für Mengen der Datengüte B")
    C: _HalfWidth | None = Field(default=None, description="Prozentzahl wie 30 für Mengen der Datengüte C")
    D: _HalfWidth | None = Field(
        default=None, description="Prozentzahl wie 50 für Mengen der Datengüte D oder ohne Angabe"
    )
    faktor: _HalfWidth | None = Field(default=None, description="Prozentzahl wie 15 für Faktoren")
    faktor_vorkette: _HalfWidth | None = Field(
        default=None, description="Prozentzahl wie 30 für Faktoren einer Vorkette"
    )

    def stated(self) -> dict[str, float]:
        """What the project states."""
        return {name: value for name, value in self.model_dump().items() if value is not None}


TABLES: dict[str, type[BaseModel]] = {
    "projekt": ProjectTable,
    "einwohner": PopulationTable,
    "faktoren": FactorTable,
    "pruefung": CheckTable,
    "stadtbilanz": CityTable,
    "konzern": GroupTable,
    "scope3": ScopeThreeTable,
    "neuberechnung": RestatementTable,
    "unsicherheit": UncertaintyTable,
    "trend": TrendTable,
    "ziel": TargetTable,
    "organisation": OrganisationTable,
}
"""Tables of ``thg.toml`` in the order in which ``thg neu`` writes them."""


def expectation(model: type[BaseModel], key: str) -> str:
    """What a key of a table should hold, in German.

    >>> expectation(ProjectTable, "gwp")
    'AR4, AR5 oder AR6'
    """
    field = model.model_fields.get(key)
    return (field.description or "") if field else ""


def keys_of(model: type[BaseModel]) -> tuple[str, ...]:
    """Keys that a table may have."""
    return tuple(model.model_fields)


def raw_tables(data: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Tables of an array that are tables at all; anything else is reported by the schema."""
    entries = data.get(name, [])
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
