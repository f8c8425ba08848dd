import csv
from pathlib import Path

import pytest

from tests.cases.runner import booked_case, loaded_case

FOLDER = Path(__file__).parent


def _printed() -> dict[str, dict[str, str]]:
    with (FOLDER / "org_wirtschaftsbetriebe_duisburg_2016.csv").open(encoding="utf-8", newline="") as stream:
        return {row["carrier"]: row for row in csv.DictReader(stream)}


def test_litres_become_the_printed_kilograms(tmp_path: Path) -> None:
    printed = _printed()
    result = booked_case(loaded_case(FOLDER / "duisburg_fuhrpark_2016.yaml"), tmp_path)
    scope1 = result.postings[result.postings["scope"] == "1"]
    by_activity = dict(zip(scope1["activity"], scope1["emissions_kg"], strict=True))
    litres = dict(zip(scope1["activity"], scope1["amount"], strict=True))
    assert litres == {"diesel": float(printed["Diesel"]["quantity"]), "benzin": float(printed["Benzin"]["quantity"])}
    # The publication cuts to whole kilograms: 4.593.155,61 is printed as 4.593.155.
    assert int(by_activity["diesel"]) == round(float(printed["Diesel"]["published_t_co2e"]) * 1000)
    assert int(by_activity["benzin"]) == round(float(printed["Benzin"]["published_t_co2e"]) * 1000)


def test_the_printed_sum_is_one_kilogram_short_of_the_printed_rows(tmp_path: Path) -> None:
    printed = {carrier: round(float(row["published_t_co2e"]) * 1000) for carrier, row in _printed().items()}
    assert printed["Diesel"] + printed["Benzin"] - printed["SUMME published"] == 1
    result = booked_case(loaded_case(FOLDER / "duisburg_fuhrpark_2016.yaml"), tmp_path)
    # 1.746.447 l × 2,63 kg/l + 3.123 l × 2,33 kg/l
    assert result.postings["emissions_kg"].sum() == pytest.approx(4_593_155.61 + 7_276.59, rel=1e-12)
