"""Tables of ``thg.toml`` about the time series: ``[[ziel]]`` and ``[trend]``."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from thgbilanz.balance.trend.targets import DEFAULT_LARR_PERCENT, DEFAULT_LARR_SOURCE, PathKind
from thgbilanz.core.vocabulary import Sector

_CLOSED = ConfigDict(extra="forbid", strict=True, frozen=True)
_YEAR_WORDS = "Jahreszahl wie 2035, ohne Anführungszeichen"
_Year = Annotated[int, Field(ge=1990, le=2100)]


class TargetTable(BaseModel):
    """``[[ziel]]``: a decided target; nothing about it is ever assumed."""

    model_config = _CLOSED

    quelle: str = Field(min_length=1, description='Beschluss mit Datum wie "Ratsbeschluss vom 04.07.2019"')
    fuer: str = Field(default="stadtgebiet", description="stadtgebiet, konzern oder Kennung einer Organisation")
    sektor: Annotated[Sector | None, Field(strict=False)] = Field(
        default=None, description=", ".join(sector.value for sector in Sector)
    )
    jahr: _Year | None = Field(default=None, description=_YEAR_WORDS)
    basisjahr: _Year | None = Field(default=None, description=_YEAR_WORDS)
    minderung_prozent: float | None = Field(
        default=None, gt=0, le=100, description="Prozentzahl über 0 bis 100 wie 95 (Minderung gegenüber dem Basisjahr)"
    )
    t: float | None = Field(default=None, ge=0, description="Tonnen CO2e im Zieljahr wie 120000")
    t_je_einwohner: float | None = Field(
        default=None, ge=0, le=100, description="Tonnen je Einwohner im Zieljahr wie 2"
    )
    pfad: Annotated[PathKind, Field(strict=False)] = Field(
        default=PathKind.LINEAR, description=", ".join(kind.value for kind in PathKind)
    )
    budget_t: float | None = Field(default=None, gt=0, description="Tonnen CO2e wie 14700000")
    budget_ab: _Year | None = Field(default=None, description="erstes Jahr, das gegen das Budget zählt, wie 2020")
    budget_quelle: str = Field(default="", description="Herkunft des Budgets mit Fundstelle")
    larr_prozent: float = Field(
        default=DEFAULT_LARR_PERCENT, gt=0, le=100, description="Prozent des Basisjahres je Jahr wie 4.2"
    )
    larr_quelle: str = Field(default=DEFAULT_LARR_SOURCE, min_length=1, description="Herkunft der Rate mit Fundstelle")

    @property
    def figures(self) -> tuple[str, ...]:
        """Keys that state what is to be emitted in the target year."""
        return tuple(key for key in FIGURES if getattr(self, key) is not None)


FIGURES = ("minderung_prozent", "t", "t_je_einwohner")
"""A target states one of these."""


class TrendTable(BaseModel):
    """``[trend]``."""

    model_config = _CLOSED

    raumwaerme_prozent: float = Field(
        default=100.0,
        ge=0,
        le=100,
        description="Prozentzahl von 0 bis 100 wie 80 (Teil der Heizenergie, der Räume heizt)",
    )
