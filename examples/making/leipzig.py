"""Leipzig 2019: the published final energy, row by row, as a filled template of the territorial balance.

The words of the publication become the words of the template here; the figures stand in the case table alone.
"""

from collections.abc import Iterator
from pathlib import Path

from examples.making.tables import Row, rows_of
from thgbilanz.core.organisation import TERRITORY
from thgbilanz.templates.workbook import template_bytes

YEAR = 2019

SECTORS = {"Gebäude (Haushalte+GHD+kommunal)": "gebaeude", "Verkehr": "verkehr", "Industrie": "industrie"}

CARRIERS = {
    "Strom": "strom",
    "Wärme/Kälte (Fernwärme)": "fernwaerme",
    "Wärme/Kälte": "fernwaerme",
    "Erdgas": "erdgas",
    "Flüssiggas": "fluessiggas",
    "Heizöl": "heizoel",
    "Braunkohle": "braunkohle",
    "Steinkohle": "steinkohle",
    "Biomasse": "holz",  # the tonnes fit wood (22 g/kWh) and not biomass (25 g/kWh)
    "Solarthermie": "solarthermie",
    "Umweltwärme/Geothermie": "umweltwaerme",
    "Erdgas (CNG)": "cng",
    "LPG": "lpg",
    "Diesel fossil": "diesel",
    "Benzin fossil": "benzin",
    "Biokraftstoffe": "biokraftstoffe",
    "Sonstige fossile": "sonstige_konventionelle",
}

LOCAL_FACTORS = {
    ("gebaeude", "fernwaerme"): "leipzig.fernwaerme.gebaeude",
    ("industrie", "fernwaerme"): "leipzig.fernwaerme.industrie",
    ("verkehr", "cng"): "leipzig.cng",
    ("verkehr", "biokraftstoffe"): "leipzig.biokraftstoffe",
    ("verkehr", "lpg"): "leipzig.lpg",
}
"""Rows without a single printed factor (LPG: printed with too few digits): the project declares its own."""

_NO_HEAT_BASIS = frozenset({"strom", "fernwaerme", "solarthermie", "umweltwaerme"})


def leipzig_files(case: Path) -> dict[str, bytes]:
    """The data file of the example by its path relative to the project folder."""
    content = template_bytes(
        ("stadtgebiet",),
        TERRITORY,
        "Stadt Leipzig",
        YEAR,
        master={"bemerkung": "Veröffentlichte Werte, siehe LIESMICH.md"},
        rows={"stadtgebiet": [dict(_tidy(row)) for row in published_rows(case)]},
    )
    return {f"daten/{YEAR}/{TERRITORY}.xlsx": content, "daten/veroeffentlicht.csv": _published(case).encode()}


_SUMS = {"Gebäude": "gebaeude", "Verkehr": "verkehr", "Industrie": "industrie"}
_SOURCE = "Leipzig, Climate City Contract – 2030 Climate Neutrality Action Plan"


def _published(case: Path) -> str:
    """The printed lines and sums of sectors as ``daten/veroeffentlicht.csv``."""
    lines = ["jahr;sektor;energietraeger;mwh;t;quelle;fundstelle;faktor_t_je_mwh"]
    for row in rows_of(case, ","):
        carrier = CARRIERS.get(row["carrier"], "gesamt")
        sector = SECTORS.get(row["sector"]) or _SUMS.get(row["sector"])
        if sector is None:
            continue
        cells = (
            str(YEAR),
            sector,
            carrier,
            row["quantity"],
            row["published_t_co2e"],
            _SOURCE,
            "Tabellen A-1.1 bis A-1.3",
            row["published_factor"].replace(".", ","),
        )
        lines.append(";".join(cells))
    return "\n".join(lines) + "\n"


def published_rows(case: Path) -> list[Row]:
    """Rows of the publication that carry a quantity, in its order; printed sums stay out."""
    return [row for row in rows_of(case, ",") if row["quantity"]]


def _tidy(row: Row) -> Iterator[tuple[str, object]]:
    sector, carrier = SECTORS[row["sector"]], CARRIERS[row["carrier"]]
    yield "sektor", sector
    yield "aktivitaet", carrier
    yield "menge", float(row["quantity"])
    yield "einheit", "MWh" if carrier in _NO_HEAT_BASIS else "MWh (Hi)"
    if (sector, carrier) in LOCAL_FACTORS:
        yield "faktor", LOCAL_FACTORS[sector, carrier]
    yield "quelle", "Leipzig, Climate City Contract, Tabelle A-1.1"
    yield "bemerkung", f"dort: {row['sector']}, {row['carrier']}"
