"""Figures by which cities are compared: per head, dwelling and employee, shares of renewables (method/bisko.md 11).

The per-head figures are those that published balances print; the list of further indicators is graded [M] there.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Final

from thgbilanz.balance.bisko.given import CityFact, CityInput, Span
from thgbilanz.balance.bisko.result import Indicator
from thgbilanz.core.activity_kinds import KIND_BY_ID, Group
from thgbilanz.core.vocabulary import Sector

if TYPE_CHECKING:
    from thgbilanz.balance.result import TerritorialCell

_KWH_PER_MWH: Final = 1000.0
_KG_PER_T: Final = 1000.0
_UNDIVIDED: Final = frozenset({Sector.HOUSEHOLDS, Sector.COMMERCE, Sector.MUNICIPAL})
"""Sectors that have no figure of their own where buildings are one."""
_NO_POPULATION: Final = "Einwohnerzahl des Jahres in thg.toml eintragen"
_UNDIVIDED_NOTE: Final = "Gebäude sind nicht nach Sektoren getrennt"


@dataclass(frozen=True, slots=True)
class FactRatio:
    """An indicator with a fact of the city below the line."""

    key: str
    label: str
    fact: str
    sectors: tuple[Sector, ...]
    emissions: bool
    unit: str


FACTS: Final[Mapping[str, str]] = {
    "wohnungen": "Wohnungen",
    "wohnflaeche_m2": "Wohnfläche in m²",
    "beschaeftigte": "Beschäftigte in GHD und Industrie",
    "beschaeftigte_ghd": "Beschäftigte in Gewerbe, Handel, Dienstleistungen",
}
"""Facts that ``stadtgebiet/kennzahlen.csv`` may hold."""

_RATIOS: Final = (
    FactRatio(
        "haushalte_mwh_je_wohnung", "Endenergie Haushalte je Wohnung", "wohnungen", (Sector.HOUSEHOLDS,), False, "MWh"
    ),
    FactRatio(
        "haushalte_t_je_wohnung", "Emissionen Haushalte je Wohnung", "wohnungen", (Sector.HOUSEHOLDS,), True, "t CO2e"
    ),
    FactRatio(
        "haushalte_kwh_je_m2", "Endenergie Haushalte je m² Wohnfläche", "wohnflaeche_m2", (Sector.HOUSEHOLDS,), False,
        "kWh",
    ),
    FactRatio(
        "wirtschaft_mwh_je_beschaeftigte", "Endenergie GHD und Industrie je Beschäftigten", "beschaeftigte",
        (Sector.COMMERCE, Sector.INDUSTRY), False, "MWh",
    ),
    FactRatio(
        "wirtschaft_t_je_beschaeftigte", "Emissionen GHD und Industrie je Beschäftigten", "beschaeftigte",
        (Sector.COMMERCE, Sector.INDUSTRY), True, "t CO2e",
    ),
    FactRatio(
        "ghd_mwh_je_beschaeftigte", "Endenergie GHD je Beschäftigten", "beschaeftigte_ghd", (Sector.COMMERCE,), False,
        "MWh",
    ),
)  # fmt: skip


def city_indicators(
    cells: Sequence["TerritorialCell"], population: int | None, given: CityInput
) -> tuple[Indicator, ...]:
    """All indicators of the year; those per dwelling and employee only where the city states the fact."""
    return (
        *_per_head(cells, population),
        *_renewable(cells),
        *_generation(cells, given),
        *_per_fact(cells, {fact.key: fact for fact in given.facts}),
        *(_spanned(cells, population, span) for span in given.spans),
    )


def _has_sector(cells: Sequence["TerritorialCell"], sectors: Collection[str]) -> bool:
    """Whether the sectors have figures of their own."""
    present = {cell.sector for cell in cells}
    return bool(present & set(sectors)) and not (Sector.BUILDINGS in present and set(sectors) & _UNDIVIDED)


def _energy(cells: Sequence["TerritorialCell"], sectors: Collection[str], activities: Collection[str] = ()) -> float:
    return fsum(
        cell.energy_kwh for cell in cells if cell.sector in sectors and (not activities or cell.activity in activities)
    )


def _emissions(cells: Sequence["TerritorialCell"], sectors: Collection[str]) -> float:
    return fsum(cell.emissions_kg for cell in cells if cell.sector in sectors)


def _per_head(cells: Sequence["TerritorialCell"], population: int | None) -> Iterator[Indicator]:
    everything = tuple(Sector)
    households = (Sector.HOUSEHOLDS,)
    people = population or 0
    figures = (
        (
            "t_je_einwohner", "Emissionen je Einwohner", "t CO2e/EW",
            _emissions(cells, everything) / _KG_PER_T, everything,
        ),
        (
            "haushalte_t_je_einwohner", "Emissionen der Haushalte je Einwohner", "t CO2e/EW",
            _emissions(cells, households) / _KG_PER_T, households,
        ),
        (
            "mwh_je_einwohner", "Endenergie je Einwohner", "MWh/EW",
            _energy(cells, everything) / _KWH_PER_MWH, everything,
        ),
    )  # fmt: skip
    for key, label, unit, amount, sectors in figures:
        if not people:
            yield Indicator(key, label, unit, None, note=_NO_POPULATION)
        elif sectors is households and not _has_sector(cells, households):
            yield Indicator(key, label, unit, None, note=_undivided_or_missing(cells))
        else:
            yield Indicator(key, label, unit, amount / people)


def _undivided_or_missing(cells: Sequence["TerritorialCell"]) -> str:
    return _UNDIVIDED_NOTE if any(cell.sector == Sector.BUILDINGS for cell in cells) else "keine Angaben"


def _renewable(cells: Sequence["TerritorialCell"]) -> Iterator[Indicator]:
    """Share of renewable carriers in heat and in motor fuels; power is the national mix and has no share of its own."""
    stationary = [sector for sector in Sector if sector is not Sector.TRANSPORT]
    heat = {id_ for id_, kind in KIND_BY_ID.items() if kind.is_energy and kind.group is not Group.ELECTRICITY}
    note = "ohne Strom; erneuerbare Anteile der Fern- und Nahwärme nicht enthalten"
    yield _share(cells, "ee_anteil_waerme", "Erneuerbare an der Wärme (ohne Verkehr)", stationary, heat, note)
    fuels = {id_ for id_, kind in KIND_BY_ID.items() if kind.group is Group.MOTOR_FUEL}
    yield _share(
        cells, "ee_anteil_kraftstoffe", "Biokraftstoffe an den Kraftstoffen", [Sector.TRANSPORT], fuels, "ohne Strom"
    )


def _generation(cells: Sequence["TerritorialCell"], given: CityInput) -> Iterator[Indicator]:
    """Electricity made on the territory beside its consumption; may exceed 1."""
    made = fsum(source.energy_kwh for source in given.local_power)
    used = fsum(cell.energy_kwh for cell in cells if cell.activity == "strom")
    if made and used > 0:
        label = "Stromerzeugung im Stadtgebiet am Stromverbrauch"
        names = ", ".join(source.name for source in given.local_power)
        yield Indicator("stromerzeugung_am_verbrauch", label, "Anteil", made / used, note=names)


def _share(
    cells: Sequence["TerritorialCell"],
    key: str,
    label: str,
    sectors: Collection[str],
    activities: Collection[str],
    note: str,
) -> Indicator:
    whole = _energy(cells, sectors, activities)
    renewable = {id_ for id_ in activities if KIND_BY_ID[id_].renewable}
    if not whole:
        return Indicator(key, label, "Anteil", None, note="keine Angaben")
    return Indicator(key, label, "Anteil", _energy(cells, sectors, renewable) / whole, note=note)


def _per_fact(cells: Sequence["TerritorialCell"], facts: Mapping[str, CityFact]) -> Iterator[Indicator]:
    for ratio in _RATIOS:
        fact = facts.get(ratio.fact)
        if fact is None:
            continue
        if not _has_sector(cells, ratio.sectors):
            yield Indicator(ratio.key, ratio.label, ratio.unit, None, note=_undivided_or_missing(cells))
            continue
        kilo = _emissions(cells, ratio.sectors) if ratio.emissions else _energy(cells, ratio.sectors)
        value = kilo if ratio.unit == "kWh" else kilo / _KWH_PER_MWH
        yield Indicator(ratio.key, ratio.label, ratio.unit, value / fact.value, source=fact.source)


def _spanned(cells: Sequence["TerritorialCell"], population: int | None, span: Span) -> Indicator:
    """MWh per inhabitant beside a published span."""
    plain = (span.key, f"{span.label} je Einwohner", "MWh/EW")
    if not population:
        return Indicator(*plain, None, span.lower, span.upper, source=span.source, note=_NO_POPULATION)
    own = [
        cell
        for cell in cells
        if cell.sector in span.sectors and (not span.activities or cell.activity in span.activities)
    ]
    if not own or not _is_divided_for(cells, span):
        return Indicator(*plain, None, span.lower, span.upper, source=span.source, note=_undivided_or_missing(cells))
    value = fsum(cell.energy_kwh for cell in own) / _KWH_PER_MWH / population
    return Indicator(*plain, value, span.lower, span.upper, _place_of(value, span), span.source)


def _is_divided_for(cells: Sequence["TerritorialCell"], span: Span) -> bool:
    """Whether the span's sectors have figures of their own, or the span takes buildings as they come."""
    return Sector.BUILDINGS in span.sectors or _has_sector(cells, span.sectors)


def _place_of(value: float, span: Span) -> str:
    if value < span.lower:
        return "darunter"
    return "darüber" if value > span.upper else "im üblichen Bereich"
