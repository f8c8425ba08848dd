"""``[stadtbilanz]`` of thg.toml: what a city declares about its balance, as schema and as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from thgbilanz.balance.bisko.heat_routes import Route
from thgbilanz.core.activity_kinds import ACTIVITY_KINDS, Group
from thgbilanz.core.vocabulary import Space

_CLOSED = ConfigDict(extra="forbid", strict=True, frozen=True)
_Year = Annotated[int, Field(ge=1990, le=2100)]
_Text = Annotated[str, Field(min_length=1), AfterValidator(str.strip)]
_CARRIERS = frozenset(
    kind.id for kind in ACTIVITY_KINDS if Space.TERRITORIAL in kind.spaces and kind.group is not Group.MOTOR_FUEL
)


def _is_carrier(text: str) -> str:
    if text not in _CARRIERS:
        code: Literal["THG505"] = "THG505"
        raise PydanticCustomError(code, "ist kein Energieträger der Stadtbilanz")
    return text


_Carrier = Annotated[str, AfterValidator(_is_carrier)]
_Percent = Annotated[float, Field(ge=0.0, le=100.0)]


class HeatTable(BaseModel):
    """``[[stadtbilanz.fernwaerme]]``: the route to one heat factor."""

    model_config = _CLOSED

    faktor: _Text = Field(description='Kennung des Wärmefaktors in faktoren/ wie "musterstadt.fernwaerme"')
    weg: Annotated[Route, Field(strict=False)] = Field(description=", ".join(route.value for route in Route))
    jahre: list[_Year] = Field(description="Jahre in eckigen Klammern wie [2019, 2020]")
    variante: str = Field(default="", description='Erzeugungsvariante wie "Gas-KWK"')
    anteil_prozent: _Percent = Field(default=0.0, description="Anteil der Variante an der Wärme, 0 bis 100")
    nachweis: str = Field(default="", description="Dokument mit Herausgeber und Jahr")


class WeatherTable(BaseModel):
    """``[stadtbilanz.witterung]``: the long-term mean and the shares of space heat."""

    model_config = _CLOSED

    langjaehriges_mittel_kd: Annotated[float, Field(gt=0.0, le=20_000.0)] = Field(
        description="Gradtage des langjährigen Mittels wie 3600.0"
    )
    quelle: _Text = Field(description="Herausgeber, Station und Zeitraum des Mittels")
    raumwaerme_prozent: dict[Literal["haushalte", "ghd", "kommunal"], _Percent] = Field(
        description="Tabelle wie { haushalte = 80, ghd = 60 }"
    )
    quelle_raumwaerme: _Text = Field(description="Quelle der Anteile")


class CityTable(BaseModel):
    """``[stadtbilanz]``."""

    model_config = _CLOSED

    ghd_enthaelt_kommunal: list[_Carrier] = Field(
        default_factory=list, description='Energieträger in eckigen Klammern wie ["strom", "erdgas"]'
    )
    waermepumpenstrom: Literal["abziehen", "bleibt"] = Field(default="abziehen", description="abziehen oder bleibt")
    datenguete_worte: bool = Field(default=False, description="true oder false")
    fernwaerme: list[HeatTable] = Field(
        default_factory=list, description="je Wärmefaktor ein Abschnitt [[stadtbilanz.fernwaerme]]"
    )
    witterung: WeatherTable | None = Field(default=None, description="Abschnitt [stadtbilanz.witterung]")


@dataclass(frozen=True, slots=True)
class HeatSetting:
    """The declared route to a heat factor."""

    factor_id: str
    route: Route
    years: frozenset[int]
    variant: str
    variant_share: float
    reference: str
    key: str
    """Dotted key in thg.toml."""


@dataclass(frozen=True, slots=True)
class WeatherSetting:
    """Long-term degree days and shares of space heat, 0 to 1."""

    longterm_kd: float
    source: str
    space_heat: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class CitySettings:
    """What ``[stadtbilanz]`` says."""

    municipal_in_commerce: frozenset[str] = frozenset()
    pump_power_stays: bool = False
    quality_words: bool = False
    heat: tuple[HeatSetting, ...] = field(default=())
    weather: WeatherSetting | None = None


NO_CITY_SETTINGS = CitySettings()


def city_settings(table: CityTable | None) -> CitySettings:
    """Plain values of the table."""
    if table is None:
        return NO_CITY_SETTINGS
    return CitySettings(
        municipal_in_commerce=frozenset(table.ghd_enthaelt_kommunal),
        pump_power_stays=table.waermepumpenstrom == "bleibt",
        quality_words=table.datenguete_worte,
        heat=tuple(_heat(entry, number) for number, entry in enumerate(table.fernwaerme, 1)),
        weather=None if table.witterung is None else _weather(table.witterung),
    )


def _heat(entry: HeatTable, number: int) -> HeatSetting:
    return HeatSetting(
        factor_id=entry.faktor,
        route=entry.weg,
        years=frozenset(entry.jahre),
        variant=entry.variante,
        variant_share=entry.anteil_prozent / 100.0,
        reference=entry.nachweis.strip(),
        key=f"stadtbilanz.fernwaerme[{number}]",
    )


def _weather(table: WeatherTable) -> WeatherSetting:
    shares: dict[str, float] = {sector: percent / 100.0 for sector, percent in sorted(table.raumwaerme_prozent.items())}
    source = f"Mittel: {table.quelle}; Raumwärme: {table.quelle_raumwaerme}"
    return WeatherSetting(table.langjaehriges_mittel_kd, source, MappingProxyType(shares))
