"""Musterstadt (fiktiv): five years of activity data of a city group that does not exist.

``erzeugung/*.csv`` say what each site uses in its first year, how that grows per year and which yearly profile
it follows; a fixed scatter of at most three percent makes the rows uneven. No figure describes a real place.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from examples.making.further_sheets import FurtherSheets, SheetRows, further_rows, supplied
from examples.making.recalculation import Factor, Line, recalculated_lines, typed_factors
from examples.making.recalculation_workbook import recalculation_workbook
from examples.making.tables import Row, rows_of, table_bytes
from examples.making.variation import rounded, variation
from thgbilanz.core.organisation import TERRITORY
from thgbilanz.core.reference import GROUP, REFERENCE_KEYS
from thgbilanz.templates.definition import SHEETS
from thgbilanz.templates.workbook import template_bytes

YEARS = (2019, 2020, 2021, 2022, 2023)
_SCATTER = 0.03
_METERED = frozenset({"strom", "oekostrom", "erdgas", "fernwaerme"})
_METERED_SHEETS = frozenset({"strom", "waerme", "anlagen"})
_SAME_METER = {"oekostrom": "strom"}
_SUPPLIED = {
    "stadtwerke": ("fernwaerme", "strom", "erdgas", "wasser", "dienstreise_stadtbahn", "pendeln_stadtbahn"),
    "entsorgung": ("restabfall",),
    "wohnen": ("fernwaerme",),
}
_FED_IN = 0.04
"""Part of the delivered power that the CHP plant feeds into the grid beside it."""
_HEAT_PER_GAS = 0.43
"""Heat of the CHP plant per gas (Hs)."""
_TAKEN_OVER = (
    "liegenschaft", "aktivitaet", "einheit", "datenguete", "gegenpartei", "lieferung", "faktor", "zaehler", "eu_ets",
    "vertrag",
)  # fmt: skip
_TIDY_COLUMNS = (
    "organisation",
    "raum",
    "aktivitaet",
    "menge",
    "einheit",
    "jahr",
    "von",
    "bis",
    "datenguete",
    "gegenpartei",
    "lieferung",
    "faktor",
    "zaehler",
    "liegenschaft",
    "flaeche_m2",
    "quelle",
    "bemerkung",
)

_GROUP_TURNOVER_EUR = 571_000_000.0
"""Less than the sum of the turnovers, because the organisations pay each other."""

Profiles = Mapping[str, Mapping[int, float]]
TidyRow = dict[str, object]


def musterstadt_files(folder: Path) -> dict[str, bytes]:
    """Every data file of the example and its recalculation, by path relative to the project folder."""
    making = folder / "erzeugung"
    organisations = rows_of(making / "organisationen.csv")
    territory = rows_of(making / "bestand_stadtgebiet.csv")
    profiles = _profiles(making / "profile.csv")
    files: dict[str, bytes] = {"daten/gradtage.csv": _degree_days(making, profiles).encode()}
    for year in YEARS:
        sheets = musterstadt_sheets(folder, year)
        for organisation in organisations:
            files |= _organisation_file(organisation, year, sheets[organisation["organisation"]])
        files[f"daten/{year}/stammdaten.csv"] = _reference_table(organisations)
        files[f"daten/{year}/{TERRITORY}.xlsx"] = _territory_workbook(territory, year, profiles)
    files["nachrechnung/nachrechnung_2019.xlsx"] = recalculation_workbook(*musterstadt_recalculation(folder))
    return files


def musterstadt_sheets(folder: Path, year: int) -> dict[str, SheetRows]:
    """Rows of every sheet of every organisation in a year, as the data files hold them."""
    making = folder / "erzeugung"
    profiles = _profiles(making / "profile.csv")
    stock = _with_meters(rows_of(making / "bestand.csv"))
    further = further_rows(making / "weitere_blaetter.toml", YEARS[0], profiles)
    ids = [row["organisation"] for row in rows_of(making / "organisationen.csv")]
    sheets = {id_: _own_sheets(id_, year, stock, further, profiles) for id_ in ids}
    _add_plants(sheets, year)
    _add_deliveries(sheets, year)
    return sheets


def musterstadt_recalculation(folder: Path) -> tuple[list[Line], dict[str, Factor]]:
    """The first year worked out a second time: its lines and the factors typed for it."""
    formats = {row["organisation"]: row["format"] for row in rows_of(folder / "erzeugung" / "organisationen.csv")}
    factors = typed_factors(rows_of(folder / "nachrechnung" / "faktoren.csv"))
    return recalculated_lines(musterstadt_sheets(folder, YEARS[0]), formats, YEARS[0]), factors


def _own_sheets(id_: str, year: int, stock: list[Row], further: FurtherSheets, profiles: Profiles) -> SheetRows:
    sheets = _sheets([row for row in stock if row["organisation"] == id_], year, profiles)
    for sheet, rows in further.of(id_, year).items():
        sheets[sheet] = [*sheets.get(sheet, []), *rows]
    return {sheet: sheets[sheet] for sheet in SHEETS if sheet in sheets}


def _add_plants(sheets: Mapping[str, SheetRows], year: int) -> None:
    """What the CHP plant makes of its gas: all its power goes to the sports grounds and a little into the grid."""
    plant = next(row for row in sheets["stadtwerke"]["anlagen"] if row["liegenschaft"] == "BHKW Sportpark")
    direct = sum(float(row["menge"]) for row in sheets["sport"]["strom"] if row.get("lieferung") == "direkt") / 1000
    fed_in = round(_FED_IN * direct, 1)
    heat = round(_HEAT_PER_GAS * float(plant["menge"]) / 1000, 1)
    plant |= {
        "anlagenart": "kwk",
        "waerme_erzeugt_mwh": heat,
        "strom_erzeugt_mwh": round(direct + fed_in, 3),
        "eigenverbrauch_mwh": 0,
        "einspeisung_mwh": fed_in,
        "direktlieferung_mwh": round(direct, 3),
        "gegenpartei": "sport",
        "quelle": f"Betriebstagebuch {year} (fiktiv)",
    }


def _add_deliveries(sheets: Mapping[str, SheetRows], year: int) -> None:
    for supplier, activities in _SUPPLIED.items():
        rows = list(supplied(supplier, sheets, year, activities))
        own = sheets[supplier]
        own["lieferungen"] = rows
        ordered = {sheet: own[sheet] for sheet in SHEETS if sheet in own}
        own.clear()
        own.update(ordered)


def _degree_days(making: Path, profiles: Profiles) -> str:
    """Invented degree days: those of the first year by month, times the profile of each year."""
    months = rows_of(making / "gradtage.csv")
    lines = [
        f"{year}-{row['monat']};{float(row['gradtage']) * profiles['gradtage'][year]:.0f};frei erfunden (Musterstadt)"
        for year in YEARS
        for row in months
    ]
    return "\n".join(["monat;gradtage;quelle", *lines]) + "\n"


def _profiles(path: Path) -> Profiles:
    return {row["profil"]: {year: float(row[str(year)]) for year in YEARS} for row in rows_of(path)}


def _with_meters(stock: list[Row]) -> list[Row]:
    """The rows with a meter number for what a meter counts; a change of the tariff keeps the meter."""
    numbers: dict[tuple[str, str, str], str] = {}
    for row in stock:
        kind = _SAME_METER.get(row["aktivitaet"], row["aktivitaet"])
        is_metered = row["aktivitaet"] in _METERED and row["blatt"] in _METERED_SHEETS and row["datenguete"] == "A"
        key = (row["organisation"], row["liegenschaft"], kind)
        row["zaehler"] = numbers.setdefault(key, f"{100_000 + len(numbers) * 37:08d}") if is_metered else ""
    return stock


def _sheets(rows: list[Row], year: int, profiles: Profiles) -> dict[str, list[TidyRow]]:
    sheets: dict[str, list[TidyRow]] = {}
    for row in rows:
        if int(row["ab"]) <= year <= int(row["bis"]):
            sheets.setdefault(row["blatt"], []).append(dict(_tidy(row, year, profiles)))
    return sheets


def _tidy(row: Row, year: int, profiles: Profiles) -> Iterator[tuple[str, object]]:
    yield "menge", _amount(row, year, int(row["ab"]), profiles)
    for key in _TAKEN_OVER:
        if row[key] and not (key == "zaehler" and row["blatt"] == "anlagen"):
            yield key, row[key]
    if row["von_tag"]:
        yield "von", f"{year}-{row['von_tag']}"
        yield "bis", f"{year}-{row['bis_tag']}"
    if row["flaeche_m2"]:
        yield "flaeche_m2", float(row["flaeche_m2"])
    yield "quelle", f"{row['quelle']} {year} (fiktiv)"
    if row["bemerkung"]:
        yield "bemerkung", row["bemerkung"]
    if row["bestaetigt"]:
        yield "bestaetigt", f"A. Muster (fiktiv); 15.02.{year + 1}; {row['bestaetigt']}"


def _amount(row: Row, year: int, first: int, profiles: Profiles) -> float:
    place = (row.get("organisation", TERRITORY), row.get("liegenschaft", row.get("sektor", "")), row["aktivitaet"])
    growth = (1 + float(row["trend_prozent"]) / 100) ** (year - first)
    scatter = 1 + _SCATTER * variation(*place, year)
    return rounded(float(row["menge"]) * growth * profiles[row["profil"]][year] * scatter, row["einheit"])


def first_year_amount(row: Row, profiles: Profiles) -> float:
    """The amount of a row in the first year, as the data files hold it."""
    return _amount(row, YEARS[0], YEARS[0], profiles)


def _organisation_file(organisation: Row, year: int, sheets: Mapping[str, list[TidyRow]]) -> dict[str, bytes]:
    id_ = organisation["organisation"]
    if organisation["format"] == "csv":
        constant = {"organisation": id_, "raum": "betrieblich", "jahr": year}
        rows = [constant | row for sheet in sheets.values() for row in sheet]
        return {f"daten/{year}/{id_}.csv": table_bytes(_TIDY_COLUMNS, rows)}
    content = template_bytes(
        tuple(sheets),
        id_,
        organisation["name"],
        year,
        kind=organisation["art"],
        master=_master(organisation),
        rows=sheets,
    )
    return {f"daten/{year}/{id_}.xlsx": content}


def _master(organisation: Row) -> dict[str, object]:
    return {**_figures(organisation), "bemerkung": "Frei erfundene Zahlen eines Beispiels"}


def _figures(organisation: Row) -> dict[str, object]:
    return {key: float(organisation[key]) for key in REFERENCE_KEYS if organisation[key]}


def _reference_table(organisations: list[Row]) -> bytes:
    """Reference figures of those without a workbook, and the turnover of the group after consolidation."""
    rows: list[TidyRow] = [
        {"organisation": row["organisation"], **_figures(row)} for row in organisations if row["format"] == "csv"
    ]
    rows.append({"organisation": GROUP, "umsatz_eur": _GROUP_TURNOVER_EUR})
    return table_bytes(("organisation", *REFERENCE_KEYS), rows)


def _territory_workbook(stock: list[Row], year: int, profiles: Profiles) -> bytes:
    rows = [dict(_territorial(row, year, profiles)) for row in stock]
    master = {"bemerkung": "Frei erfundene Zahlen eines Beispiels"}
    return template_bytes(
        ("stadtgebiet",), TERRITORY, "Musterstadt (fiktiv)", year, master=master, rows={"stadtgebiet": rows}
    )


def _territorial(row: Row, year: int, profiles: Profiles) -> Iterator[tuple[str, object]]:
    if row["menge"]:
        yield "menge", _amount(row, year, YEARS[0], profiles)
    for key in ("sektor", "aktivitaet", "einheit", "datenguete", "faktor", "notation"):
        if row[key]:
            yield key, row[key]
    yield "quelle", f"{row['quelle']} {year} (fiktiv)"
    if row["bemerkung"]:
        yield "bemerkung", row["bemerkung"]
