"""The closed tables of units, every row proved against pint and against what its words mean."""

import csv
import re
from importlib.resources import files
from itertools import combinations

import pint
import pytest

from thgbilanz.core.activity_kinds import ACTIVITY_KINDS, Group
from thgbilanz.units.catalogue import base_of, unit_reading
from thgbilanz.units.cell_text import folded
from thgbilanz.units.definitions import defined, registry
from thgbilanz.units.tables import admissions, refused_spellings, spellings, units

BASES = tuple(dict.fromkeys(unit.base for unit in units().values()))


@pytest.mark.parametrize("unit_id", units())
def test_pint_agrees_on_every_unit(unit_id: str) -> None:
    base, factor = base_of(unit_id)

    assert defined(unit_id).to(defined(base).units).magnitude == pytest.approx(
        factor * defined(base).magnitude, rel=1e-14
    )


def test_base_units_are_those_of_the_contract() -> None:
    energy, volume, wood = {"kWh", "kWh_Hi", "kWh_Hs"}, {"m3", "Nm3"}, {"SRm", "rm", "fm"}
    assert set(BASES) == energy | volume | wood | {"kg", "km", "Pkm", "tkm", "m2", "EUR", "Stk", "h", "Pers", "Nacht"}
    assert all(base_of(base) == (base, 1.0) for base in BASES)


@pytest.mark.parametrize(("one", "other"), list(combinations(BASES, 2)))
def test_no_base_unit_converts_into_another(one: str, other: str) -> None:
    # among them Hs → Hi, Nm³ → m³, Pkm → km, kWh → kWh Hi, SRm → rm, t → m³
    with pytest.raises(pint.DimensionalityError):
        defined(one).to(defined(other).units)


def test_energy_per_year_is_a_power_for_pint_but_an_annual_quantity_for_us() -> None:
    with pytest.raises(pint.DimensionalityError):
        registry()("kilowatt_hour / year").to("kilowatt_hour")
    assert spellings()["kWh/a"].unit is units()["kWh"]
    assert spellings()["kWh/a"].factor == 1


WORDS = {
    "Wh": "watt_hour",
    "kWh Kilowattstunde Kilowattstunden": "kilowatt_hour",
    "MWh Megawattstunde Megawattstunden": "megawatt_hour",
    "GWh Gigawattstunde Gigawattstunden": "gigawatt_hour",
    "TWh": "terawatt_hour",
    "MJ": "megajoule",
    "GJ": "gigajoule",
    "TJ": "terajoule",
    "PJ": "petajoule",
    # coal equivalent by its definition: 7000 international kilocalories per kilogram, on a net calorific basis
    "kg_SKE": "7000 * 1000 * cal_it * net_calorific",
    "t_SKE tSKE Tonne_SKE Tonnen_SKE": "1000 * 7000 * 1000 * cal_it * net_calorific",
    "m³ m3 m^3 cbm Kubikmeter": "meter ** 3",
    "l L ℓ Liter liter Ltr ltr Ltr. ltr.": "liter",
    "hl Hektoliter": "100 * liter",
    "Nm³ Nm3 Nm^3 Norm-m³ Norm-m3 Normkubikmeter m³_(Vn) m3_(Vn) m³(Vn) m³_Vn m³_i.N. m³_i._N. m³_(i.N.) m³_(i._N.)": (
        "meter ** 3 * norm_state"
    ),
    "t to To Tonne Tonnen Mg": "1000 * kilogram",
    "kt": "1000000 * kilogram",
    "dt": "100 * kilogram",
    "kg Kilogramm": "kilogram",
    "g Gramm": "gram",
    "SRm Srm srm SRM Schüttraummeter Schüttkubikmeter": "meter ** 3 * bulk_wood",
    "rm Rm RM Raummeter Ster": "meter ** 3 * stacked_wood",
    "fm Fm FM Festmeter": "meter ** 3 * solid_wood",
    "km Kilometer Fzkm Fz-km Fzg-km Fzg.-km Fzgkm Fahrzeugkilometer Fahrzeug-km Kfz-km": "kilometer",
    "Pkm pkm P-km Pers.-km Pers-km Personen-km Personenkilometer": "kilometer * passenger",
    "tkm t-km Tonnenkilometer": "1000 * kilogram * kilometer",
    "m² m2 m^2 qm Quadratmeter": "meter ** 2",
    "ha Hektar": "10000 * meter ** 2",
    "EUR € Euro": "euro",
    "Stk Stk. Stück Stueck Anzahl": "piece",
    "h Std Std. Stunde Stunden": "hour",
    "Pers Pers. Person Personen": "person",
    "Nacht Nächte Naechte Übernachtung Übernachtungen Uebernachtungen Zimmernacht Zimmernächte": "overnight",
}
MEANING = {word.replace("_", " "): definition for words, definition in WORDS.items() for word in words.split()}
PER_YEAR = re.compile(r"/a|/Jahr| p\.a\.| pro Jahr")
BASIS = re.compile(r"[ _]?\(?(Hi|Hu|Heizwert|Hs|Ho|Brennwert)\)?")
MULTIPLE = re.compile(r"(?:(Tsd\.?|tsd\.|Tausend|1\.?000) |(T)(?: ?)(?=kWh|EUR|€)|(k)(?=€)|(Mio\.?) )")


def meant(spelling: str) -> "pint.Quantity[float]":
    """What the words of a spelling say, taken apart without our tables."""
    factor, rest = 1.0, PER_YEAR.sub("", spelling)
    if multiple := MULTIPLE.match(rest):
        factor, rest = 1e6 if multiple[4] else 1e3, rest[multiple.end() :]
    basis = BASIS.search(rest)
    rest = BASIS.sub("", rest)
    quantity = registry().parse_expression(MEANING[rest]) * factor
    if basis:
        quantity *= registry()("net_calorific" if basis[1] in {"Hi", "Hu", "Heizwert"} else "gross_calorific")
    return quantity


@pytest.mark.parametrize("text", spellings())
def test_every_spelling_means_what_its_words_say(text: str) -> None:
    spelling = spellings()[text]

    ours = defined(spelling.unit.id) * spelling.factor

    assert ours.to(meant(text).units).magnitude == pytest.approx(meant(text).magnitude, rel=1e-14)


def rows(name: str) -> list[list[str]]:
    text = files("thgbilanz.units").joinpath(name).read_text(encoding="utf-8")
    return list(csv.reader(text.splitlines()))[1:]


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("units.csv", units()),
        ("spellings.csv", spellings()),
        ("refused_spellings.csv", refused_spellings()),
        ("admissible.csv", admissions()),
    ],
)
def test_no_row_stands_twice_and_no_cell_has_stray_blanks(name: str, table: dict[str, object]) -> None:
    assert [row[0] for row in rows(name)] == list(table)
    assert all(cell == folded(cell) for row in rows(name) for cell in row)


def test_no_spelling_is_both_accepted_and_refused() -> None:
    assert not set(spellings()) & set(refused_spellings())


def test_refused_spellings_name_only_units_that_are_accepted() -> None:
    for refused in refused_spellings().values():
        for suggestion in re.findall(r"„([^“]+)“", refused.hint):
            assert suggestion in spellings(), refused


def test_every_label_is_an_accepted_spelling_of_its_unit() -> None:
    for unit in units().values():
        spelling = spellings()[unit.label]
        assert (spelling.unit.base, spelling.factor * spelling.unit.factor) == (unit.base, unit.factor)


def test_admissible_names_known_activities_measures_and_spellings() -> None:
    names = {kind.id for kind in ACTIVITY_KINDS} | {group.value for group in Group}
    for name, admission in admissions().items():
        assert name in names
        assert set(admission.measures) <= {unit.measure for unit in units().values()}
        assert all(spellings()[text].unit.measure in admission.measures for text in admission.spellings)


@pytest.mark.parametrize(
    ("spelling", "activity", "wanted"),
    [
        ("km", "dienstreise_bahn_fern", "Personenkilometer"),
        ("Pkm", "dienstreise_taxi", "Strecke des Fahrzeugs"),
        ("km", "transport_lkw", "Tonnenkilometer"),
        ("km", "diesel", "Tankkarten"),
    ],
)
def test_a_wrong_kind_of_distance_is_told_what_to_multiply(spelling: str, activity: str, wanted: str) -> None:
    problem = unit_reading(spelling, activity).problem
    assert problem is not None
    assert (problem.code, wanted in problem.hint) == ("THG101", True)
