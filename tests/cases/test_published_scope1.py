"""A published scope 1 table of a company: every printed row and the printed sum, to the printed tonne."""

import csv
from pathlib import Path

from tests.cases.runner import booked_case, loaded_case

FOLDER = Path(__file__).parent


def test_every_row_and_the_sum_round_to_the_printed_tonne(tmp_path: Path) -> None:
    with (FOLDER / "org_dnk_9019_2019.csv").open(encoding="utf-8", newline="") as stream:
        printed = {row["carrier"]: round(float(row["published_t_co2e"])) for row in csv.DictReader(stream)}
    result = booked_case(loaded_case(FOLDER / "dnk_9019_2019.yaml"), tmp_path)
    scope1 = result.postings[result.postings["scope"] == "1"]
    tonnes = {name: kg / 1000 for name, kg in scope1.groupby("activity", observed=True)["emissions_kg"].sum().items()}
    tonnes["SUMME published"] = sum(tonnes.values())
    assert {name: round(value) for name, value in tonnes.items()} == printed
