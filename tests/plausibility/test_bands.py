"""Published spans: every row has a source, and its figures are those of the source."""

import csv
from importlib.resources import files
from pathlib import Path

import pytest

from thgbilanz.plausibility.bands import COLUMNS, PER_INHABITANT, TO_PREVIOUS_YEAR, bands, read_bands

ORACLE = Path(__file__).parent.parent / "examples" / "plausibility_bands_ksp.csv"
TABLES = sorted(
    entry.name.removesuffix(".csv")
    for entry in files("thgbilanz.plausibility.bands").iterdir()
    if entry.name.endswith(".csv")
)
HEADER = ",".join(COLUMNS)
GOOD = "x,Strom,haushalte,strom,je_einwohner,1,2,MWh je Einwohner,90,Quelle,Tabelle 1,"


@pytest.mark.parametrize("table", TABLES)
def test_every_band_has_its_source_and_place(table: str) -> None:
    rows = bands(table)
    assert rows
    assert all(band.source.strip() and band.source_locator.strip() for band in rows)


def test_there_are_two_tables() -> None:
    assert TABLES == ["kennwerte", "stadtgebiet"]


def test_bands_of_the_territory_are_those_of_the_source() -> None:
    with ORACLE.open(encoding="utf-8", newline="") as stream:
        printed = [
            (row["quantity"], row["reference"], float(row["lower"]), float(row["upper"]), row["n"])
            for row in csv.DictReader(stream)
        ]
    reference = {PER_INHABITANT: "absolute", TO_PREVIOUS_YEAR: "ratio to previous year"}
    shipped = []
    for band in bands("stadtgebiet"):
        quantity, _, _ = band.source_locator.rpartition(f", {reference[band.reference]}; ")
        shipped.append((quantity, reference[band.reference], band.lower, band.upper, band.count))
    assert shipped == printed


def test_heat_per_m2_is_the_span_of_the_notice_of_2021() -> None:
    # Anlage 1 Tabelle 1: smallest TEK Heizung 36.0 (Nr. 42), largest sum 77.8 and 79.0 (Nr. 38); Nummer 6.3.1:
    # size factor 0.71 from 50,000 m², 1.46 up to 500 m²
    [band] = [band for band in bands("kennwerte") if band.id == "waerme-je-m2"]
    assert band.lower == pytest.approx(36.0 * 0.71)
    assert band.upper == pytest.approx(77.8 * 1.46 + 79.0)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (GOOD.replace(",Quelle,", ",,"), "source"),
        (GOOD.replace("Tabelle 1", ""), "source"),
        (GOOD.replace("haushalte", "zuhause"), "unknown sector"),
        (GOOD.replace(",strom,", ",licht,"), "unknown activity"),
        (GOOD.replace("je_einwohner", "je_katze"), "unknown reference"),
        (GOOD.replace(",1,2,", ",2,1,"), "in order"),
        (GOOD.replace(",1,2,", ",1,inf,"), "finite"),
        (f"{GOOD},mehr", "cells"),
        (f"{GOOD}\n{GOOD}", "twice"),
    ],
)
def test_a_broken_band_is_refused(row: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        read_bands(f"{HEADER}\n{row}\n", "probe")


def test_a_missing_column_is_refused() -> None:
    with pytest.raises(ValueError, match="columns"):
        read_bands(HEADER.replace(",source,", ",quelle,") + "\n", "probe")


def test_a_good_band_is_read() -> None:
    [band] = read_bands(f"{HEADER}\n{GOOD}\n", "probe")
    assert (band.lower, band.upper, band.sectors, band.activities) == (1.0, 2.0, {"haushalte"}, {"strom"})
