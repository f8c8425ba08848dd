"""Musterstadt 2019 worked out a second time, on paper: a workbook in which every step is a formula.

It shares nothing with the program but the amounts in the data files: factors are typed from the publications
(``nachrechnung/faktoren.csv``), and what a row becomes is spelt out here, activity by activity. A test compares the
outcome with ``thg bilanz 2019``; another lets LibreOffice work out the formulas.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import fsum
from typing import Any

from examples.making.tables import Row

SheetRows = Mapping[str, list[dict[str, Any]]]

_LITRES = frozenset({"heizoel", "diesel", "benzin"})
_FUELS = frozenset({"erdgas", "heizoel", "fluessiggas", "holzpellets", "diesel", "benzin"})
_UNITS = {
    "kWh": (), "kWh (Hi)": (), "kWh (Hs)": ("hs_hi",), "MWh": ("je_mwh",), "MWh (Hs)": ("je_mwh", "hs_hi"),
    "t": ("je_t",), "m³": (), "kg": (), "Pkm": (),
}  # fmt: skip
_BY_HAND: Mapping[str, tuple[tuple[str, str, str, str], ...]] = {
    "abfallverbrennung": (("1", "", "", "abfall_kg"), ("ausserhalb", "", "", "abfall_kg")),
    "restabfall": (("3", "3.5", "", "abfall_kg"),),
    "wasser": (("3", "3.1", "", "wasser"),),
    "kaeltemittel_r134a": (("1", "", "", "r134a"),),
    "kaeltemittel_r410a": (("1", "", "", "r410a"),),
    "kaeltemittel_r507a": (("1", "", "", "r507a"),),
    "dienstreise_bahn_fern": (("3", "3.6", "", "bahn_fern"),),
    "dienstreise_pkw": (("3", "3.6", "", "pkw"),),
    "dienstreise_stadtbahn": (("3", "3.6", "", "stadtbahn"),),
    "hotel": (("3", "3.6", "", "hotel"),),
    "pendeln_pkw": (("3", "3.7", "", "pkw"),),
    "pendeln_stadtbahn": (("3", "3.7", "", "stadtbahn"),),
    "pendeln_bahn_nah": (("3", "3.7", "", "bahn_nah"),),
    "papier_recycling": (("3", "3.1", "", "papier_recycling"),),
    "ausgaben_leistungen": (("3", "3.1", "", "reinigung"),),
}
_RULES = {
    "fernwaerme": "E2", "restabfall": "E3", "wasser": "E4", "dienstreise_stadtbahn": "E7", "pendeln_stadtbahn": "E7",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor as typed: a number or a short calculation with German decimal commas."""

    name: str
    text: str
    unit: str
    source: str

    @property
    def formula(self) -> str:
        """The calculation as a cell holds it."""
        return self.text.replace(",", ".")

    @property
    def value(self) -> float:
        """The calculation worked out: products, quotients and sums of numbers only."""
        return _worked_out(self.formula)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the recalculation: amount, steps, factor."""

    organisation: str
    place: str
    subject: str
    activity: str
    amounts: tuple[float, ...]
    """Multiplied with each other."""
    divisors: tuple[float, ...]
    steps: tuple[str, ...]
    """Names of factors that turn the amount into the factor's unit."""
    scope: str
    category: str
    method: str
    factor: str
    rule: str = ""
    supplier: str = ""
    receiver: str = ""
    limit: float = 1.0
    """Part of the line that is eliminated."""

    def kilograms(self, factors: Mapping[str, Factor]) -> float:
        """The line worked out, kg CO2e."""
        result = 1.0
        for amount in self.amounts:
            result *= amount
        for divisor in self.divisors:
            result /= divisor
        for name in (*self.steps, self.factor):
            result *= factors[name].value
        return result


def typed_factors(rows: list[Row]) -> dict[str, Factor]:
    """Factors by name."""
    return {row["kennung"]: Factor(row["kennung"], row["wert"], row["einheit"], row["quelle"]) for row in rows}


def recalculated_lines(sheets: Mapping[str, SheetRows], formats: Mapping[str, str], year: int) -> list[Line]:
    """Every line of the organisational balance."""
    lines: list[Line] = []
    for organisation, own in sheets.items():
        number = 1
        for sheet, rows in own.items():
            for index, row in enumerate(rows):
                number += 1
                place = (
                    f"daten/{year}/{organisation}.csv › Zeile {number}"
                    if formats[organisation] == "csv"
                    else f"daten/{year}/{organisation}.xlsx › {sheet} › Zeile {index + 7}"
                )
                lines += _lines(organisation, sheet, place, row, sheets)
    return lines


def _lines(
    organisation: str, sheet: str, place: str, row: dict[str, Any], sheets: Mapping[str, SheetRows]
) -> Iterator[Line]:
    if sheet == "stromvertraege":
        return
    if sheet == "lieferungen":
        yield from _sold(organisation, place, row, sheets)
        return
    if row.get("anlagenart") == "pv":
        used = (row["eigenverbrauch_mwh"],)
        for method in ("standort", "markt"):
            yield Line(
                organisation, place, row["liegenschaft"], "strom", used, (), ("je_mwh",), "2", "", method, "eigenstrom"
            )
        return
    activity = row["aktivitaet"]
    amounts, divisors, steps = _amounts(sheet, activity, row)
    for scope, category, method, factor in _goes_to(sheet, activity, row):
        rule = _rule(sheet, activity, row)
        sides = (rule, row["gegenpartei"], organisation) if rule else ()
        line = (organisation, place, row["liegenschaft"], activity, amounts, divisors, steps)
        yield Line(*line, scope, category, method, factor, *sides)
    if row.get("uebernachtungen"):
        nights = (row["uebernachtungen"],)
        yield Line(organisation, place, row["liegenschaft"], "hotel", nights, (), (), *_BY_HAND["hotel"][0])


Amounts = tuple[tuple[float, ...], tuple[float, ...], tuple[str, ...]]
"""What is multiplied, what divides it, and the conversions."""


def _amounts(sheet: str, activity: str, row: dict[str, Any]) -> Amounts:
    if sheet == "kaeltemittel" and "fuellmenge_kg" in row:
        return (row["fuellmenge_kg"],), (), ("verlust_klimaanlage",)
    if "menge" in row:
        in_litres = activity in _LITRES and row["einheit"] == "l"
        return (row["menge"],), (), (f"{activity}_liter",) if in_litres else _UNITS[row["einheit"]]
    return (*_worked_out_amounts(row), ())


def _worked_out_amounts(row: dict[str, Any]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    if "nachfuellmenge_kg" in row:
        return (row["nachfuellmenge_kg"],), ()
    if "reisen" in row:
        return (row["reisen"], row["strecke_je_reise_km"]), ()
    if "beschaeftigte" in row:
        amounts = (row["beschaeftigte"], row["tage_je_jahr"], 2, row["entfernung_km"], row["anteil_prozent"] / 100)
        return amounts, (row["personen_je_fahrzeug"],) if "personen_je_fahrzeug" in row else ()
    if "ausgaben_eur" in row:
        return (row["ausgaben_eur"],), (1 + row["mwst_prozent"] / 100,)
    return (row["flaeche_m2"], row["kennwert_kwh_m2"]), ()


def _goes_to(sheet: str, activity: str, row: dict[str, Any]) -> tuple[tuple[str, str, str, str], ...]:
    if sheet == "mietobjekte":
        category = "3.13" if row["mietverhaeltnis"] == "vermietet" else "3.8"
        return ("3", category, "", f"{activity}_direkt"), ("3", category, "", f"{activity}_vorkette")
    if activity in _FUELS:
        return ("1", "", "", f"{activity}_direkt"), ("3", "3.3", "", f"{activity}_vorkette")
    if activity in {"strom", "oekostrom", "fernwaerme"}:
        location, market, upstream = _bought(activity, row)
        return ("2", "", "standort", location), ("2", "", "markt", market), ("3", "3.3", "", upstream)
    return _BY_HAND[activity]


def _bought(activity: str, row: dict[str, Any]) -> tuple[str, str, str]:
    if activity == "fernwaerme":
        return "fernwaerme_direkt", "fernwaerme_direkt", "fernwaerme_vorkette"
    if row.get("lieferung") == "direkt":
        return "bhkw_direkt", "bhkw_direkt", "bhkw_vorkette"
    market = {"SV-01": "sv01_markt", "SV-02": "sv02_markt"}.get(row.get("vertrag", ""), "strom_standort")
    return "strom_standort", "oekostrom_markt" if activity == "oekostrom" else market, "strom_vorkette"


def _rule(sheet: str, activity: str, row: dict[str, Any]) -> str:
    if not row.get("gegenpartei") or sheet == "anlagen":
        return ""
    if sheet == "mietobjekte":
        return "E9"
    if activity == "strom":
        return "E1" if row.get("lieferung") == "direkt" else ""
    return _RULES.get(activity, "")


def _sold(supplier: str, place: str, row: dict[str, Any], sheets: Mapping[str, SheetRows]) -> Iterator[Line]:
    """Power and gas that a supplier bought and sold on; all other deliveries are statements without emissions."""
    activity, receiver = row["aktivitaet"], row["gegenpartei"]
    targets = {
        "strom": (("3", "3.3", "", "strom_standort"), ("3", "3.3", "", "strom_vorkette")),
        "erdgas": (("3", "3.11", "", "erdgas_direkt"), ("3", "3.1", "", "erdgas_vorkette")),
    }.get(activity, ())
    steps = _UNITS[row["einheit"]]
    received = fsum(
        other["menge"] * (1000 if other["einheit"].startswith("MWh") else 1)
        for rows in sheets[receiver].values()
        for other in rows
        if (other.get("gegenpartei"), other.get("aktivitaet"), other.get("lieferung")) == (supplier, activity, "netz")
    )
    sold = row["menge"] * (1000 if row["einheit"].startswith("MWh") else 1)
    rule = {"strom": "E5", "erdgas": "E6"}.get(activity, "")
    for target in targets:
        yield Line(
            supplier, place, f"an {receiver}", activity, (row["menge"],), (), steps, *target, rule, supplier, receiver,
            min(1.0, received / sold),
        )  # fmt: skip


def _worked_out(text: str) -> float:
    """A calculation of numbers with + - * / and one pair of brackets at the end, as a desk calculator would."""
    if "(" in text:
        head, _, tail = text.partition("(")
        return _worked_out(f"{head}{_worked_out(tail.rstrip(')'))!r}")
    if "+" in text:
        return fsum(_worked_out(part) for part in text.split("+"))
    if "-" in text.replace("e-", ""):
        first, _, rest = text.partition("-")
        return _worked_out(first) - _worked_out(rest)
    if "*" in text:
        first, _, rest = text.partition("*")
        return _worked_out(first) * _worked_out(rest)
    if "/" in text:
        first, _, rest = text.partition("/")
        return _worked_out(first) / _worked_out(rest)
    return float(text)
