"""Everything that a project states about its city in one year: input of the balance, activities, findings, files."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import fsum, isnan
from pathlib import Path
from typing import Final

from thgbilanz.balance.bisko.given import CityFact, CityInput, PowerSource, Span, Weather
from thgbilanz.balance.bisko.result import SideLine
from thgbilanz.booking.coverage import kwh_per_unit
from thgbilanz.core.activity import ActivityTable, joined
from thgbilanz.core.activity_kinds import KIND_BY_ID
from thgbilanz.core.diagnostic import Diagnostic, note, warning
from thgbilanz.core.place import Place
from thgbilanz.core.run_record import InputFile
from thgbilanz.core.vocabulary import Sector, Space
from thgbilanz.factors.base import FactorBase
from thgbilanz.intake.city.definitions import (
    FACTS,
    FOLDER,
    GENERATED,
    HEAT,
    HEAT_PUMPS,
    MILEAGE,
    POWER,
    SIDE,
    TABLES,
)
from thgbilanz.intake.city.table import CityRow, CityTable, city_table
from thgbilanz.intake.degree_day_table import degree_day_table
from thgbilanz.intake.read import IntakeResult
from thgbilanz.plausibility.bands import PER_INHABITANT, bands
from thgbilanz.project.city.heat import heat_declarations
from thgbilanz.project.city.heat_pumps import pump_activities, pump_findings
from thgbilanz.project.city.mileage import mileage_activities, mileage_by_mode, share_findings
from thgbilanz.project.city.rows import activity_rows, of_year
from thgbilanz.project.discovery import degree_day_file, entries_of, is_data_file, place_name, unlisted
from thgbilanz.project.settings import Settings

_KWH_PER_MWH: Final = 1000.0
_KG_PER_T: Final = 1000.0
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class CityTables:
    """The tables of ``stadtgebiet/``, read once for all years."""

    tables: Mapping[str, CityTable] = field(default_factory=dict)
    findings: tuple[Diagnostic, ...] = ()

    @property
    def inputs(self) -> tuple[InputFile, ...]:
        """The files that were read."""
        return tuple(table.record for table in self.tables.values() if table.record is not None)

    def rows(self, name: str, year: int) -> list[CityRow]:
        """Rows of a table for a year."""
        return of_year(self.tables[name].rows, year) if name in self.tables else []


def city_tables(root: Path) -> CityTables:
    """Read the folder; without one there is nothing and no finding."""
    folder = root / FOLDER
    if closed := unlisted(root, folder):
        return CityTables(findings=tuple(closed))
    tables = {name: city_table(folder / name, root, columns) for name, columns in TABLES.items()}
    findings = [finding for table in tables.values() for finding in table.findings]
    return CityTables(tables, (*findings, *_not_read(root, folder)))


def _not_read(root: Path, folder: Path) -> list[Diagnostic]:
    names = [path.name for path in entries_of(folder) if path.name not in TABLES and is_data_file(path)]
    return [
        note(
            "THG738",
            f"Datei „{name}“ in {FOLDER} wird nicht gelesen",
            Place(place_name(root, folder / name)),
            expected=", ".join(TABLES),
            hint="Schreibweise des Dateinamens prüfen",
        )
        for name in names
    ]


def with_city_rows(intake: IntakeResult, city: CityTables, settings: Settings, year: int) -> IntakeResult:
    """The year's activities with those that ``stadtgebiet/`` stands for: mileage and heat pumps."""
    mileage, pumps = city.rows(MILEAGE, year), city.rows(HEAT_PUMPS, year)
    if not mileage and not pumps:
        return intake
    stays = settings.city.pump_power_stays
    derived = [*mileage_activities(mileage), *pump_activities(pumps, _power_grades(intake.activities), stays=stays)]
    hashes = {t.record.file: t.record.sha256 for t in city.tables.values() if t.record is not None}
    further = activity_rows(derived, hashes)
    findings = [*share_findings(mileage), *pump_findings(pumps, stays=stays), *_stated_twice(intake, further)]
    used = {row.file for row in (*mileage, *pumps)}
    return replace(
        intake,
        activities=joined([intake.activities, further]) if len(intake.activities) else further,
        findings=[*intake.findings, *findings],
        inputs=(*intake.inputs, *(entry for entry in city.inputs if entry.file in used)),
    )


def _power_grades(activities: ActivityTable) -> dict[str, str]:
    """Sector to the grade of its largest row of electricity, whatever unit the rows are in."""
    columns = activities.columns
    names = ("space", "sector", "activity", "amount", "portion", "unit", "data_quality")
    power = [
        (amount * portion * kwh_per_unit(unit, activity), sector, grade)
        for space, sector, activity, amount, portion, unit, grade in zip(*(columns[n] for n in names), strict=True)
        if space == Space.TERRITORIAL and activity == "strom" and not isnan(amount)
    ]
    return {sector: grade for _, sector, grade in sorted(power, key=lambda one: one[0])}


def _cells(activities: ActivityTable) -> dict[tuple[str, str], Place]:
    """Sector and carrier of the territory to the place of the first row with an amount."""
    columns = activities.columns
    names = ("space", "sector", "activity", "amount", "file", "sheet", "column", "row")
    found: dict[tuple[str, str], Place] = {}
    for space, sector, activity, amount, file, sheet, column, row in zip(
        *(columns[name] for name in names), strict=True
    ):
        if space == Space.TERRITORIAL and amount > 0:
            found.setdefault((sector, activity), Place(file, sheet, f"{column}{row}"))
    return found


def _stated_twice(intake: IntakeResult, further: ActivityTable) -> list[Diagnostic]:
    """Cells that both the rows of the balance and ``stadtgebiet/`` state (THG734); pump power is expected twice."""
    stated = _cells(intake.activities)
    return [
        warning(
            "THG734",
            f"{Sector(sector).label}, {KIND_BY_ID[activity].label} steht in der Vorlage und in {FOLDER}/",
            place,
            found=f"auch {stated[sector, activity]}",
            expected="jeder Verbrauch einmal",
            hint="Beides wird gezählt. Enthält die Vorlage diesen Verbrauch schon, eine der beiden Angaben löschen",
        )
        for (sector, activity), place in _cells(further).items()
        if (sector, activity) in stated and not (activity == "strom" and sector != Sector.TRANSPORT)
    ]


def city_input(root: Path, city: CityTables, settings: Settings, factors: FactorBase, year: int) -> CityInput:
    """What the balance of the year is given."""
    power = city.rows(POWER, year)
    return CityInput(
        heat=heat_declarations(settings, factors, city.rows(HEAT, year), year),
        municipal_in_commerce=settings.city.municipal_in_commerce,
        facts=tuple(_facts(city.rows(FACTS, year))),
        spans=_spans(),
        side=tuple(_side(city.rows(SIDE, year))),
        mileage_km=mileage_by_mode(city.rows(MILEAGE, year)),
        local_power=_power(row for row in power if row.text("art") == GENERATED),
        green_power=_power(row for row in power if row.text("art") != GENERATED),
        weather=_weather(root, settings, year),
        quality_words=settings.city.quality_words,
    )


def _facts(rows: Sequence[CityRow]) -> Iterable[CityFact]:
    return (CityFact(row.text("kennzahl"), row.numbers["wert"], row.text("quelle")) for row in rows)


def _side(rows: Sequence[CityRow]) -> Iterable[SideLine]:
    return (
        SideLine(
            row.text("bereich"),
            row.numbers["emissionen_t"] * _KG_PER_T,
            row.text("datenguete"),
            row.text("quelle"),
            str(row.place("emissionen_t")),
        )
        for row in rows
    )


def _power(rows: Iterable[CityRow]) -> tuple[PowerSource, ...]:
    return tuple(
        PowerSource(
            row.text("anlage"),
            row.numbers["strom_mwh"] * _KWH_PER_MWH,
            row.numbers["faktor_kg_je_kwh"],
            f"{row.text('quelle')}; Faktor: {row.text('quelle_faktor')}",
        )
        for row in rows
    )


def _spans() -> tuple[Span, ...]:
    return tuple(
        Span(band.id, band.label, band.sectors, band.activities, band.lower, band.upper, band.source)
        for band in bands("stadtgebiet")
        if band.reference == PER_INHABITANT
    )


def _weather(root: Path, settings: Settings, year: int) -> Weather | None:
    """Degree days of all twelve months beside the long-term mean; None if anything is missing."""
    given = settings.city.weather
    if given is None or not degree_day_file(root).is_file():
        return None
    days = degree_day_table(degree_day_file(root), root).degree_days
    months = [days.values[year, month] for month in range(1, _MONTHS + 1) if (year, month) in days.values]
    if len(months) < _MONTHS or not fsum(months):
        return None
    sources = dict.fromkeys(days.sources[year, month] for month in range(1, _MONTHS + 1))
    return Weather(fsum(months), given.longterm_kd, f"{year}: {', '.join(sources)}; {given.source}", given.space_heat)


def city_findings(root: Path, settings: Settings, given: CityInput, year: int) -> list[Diagnostic]:
    """What was declared and cannot be used in this year."""
    if settings.city.weather is None or given.weather is not None:
        return []
    return [
        note(
            "THG739",
            f"Witterungsbereinigung für {year} nicht berechenbar: Gradtage fehlen",
            Place(place_name(root, degree_day_file(root))),
            expected=f"zwölf Monate {year}",
            hint="Fehlende Monate mit Quelle eintragen; die Bilanz selbst ändert sich dadurch nicht",
        )
    ]
