"""A small, arithmetically consistent report, made by hand: 3 organisations, an elimination, a territory.

Figures in t CO2e (own balances; the housing company counts with weight 0.5):

    organisation  scope 1  scope 2 location  scope 2 market  scope 3   sum   outside
    =1+1              200               150              20       70   420   12.3455
    [/b] ...          800                 0               0      160   960
    60 characters     100               300             250       20   420
    weighted         1050               300             145      240  1590   12.3455
    eliminated                         -150            -125
    group            1050               150              20      240  1440   12.3455   (by market 1310)
"""

from dataclasses import replace
from typing import Any

import pandas as pd

from tests.exhibits.insights import EARLIER, INSIGHT
from thgbilanz.balance.report import BalanceReport, ProjectFacts, SourceLine
from thgbilanz.balance.result import (
    Balance,
    Control,
    EliminationLine,
    FactorUse,
    IndependentSums,
    OpenItem,
    OrganisationalBalance,
    OrganisationBalance,
    ScopeTotals,
    TerritorialBalance,
    TerritorialCell,
)
from thgbilanz.core.activity_kinds import KIND_BY_ID
from thgbilanz.core.completeness import Completeness, CompletenessCell, CompletenessRow, Standing
from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.core.materiality import Materiality, OpenEffect, SpaceMateriality
from thgbilanz.core.organisation import Organisation
from thgbilanz.core.place import Place
from thgbilanz.core.posting import POSTING_SCHEMA
from thgbilanz.core.run_record import FactorSetUse, InputFile, RunRecord
from thgbilanz.core.vocabulary import OrganisationKind

FORMULA = "=1+1"
MARKUP = "[/b] <script>alert(1)</script>"
LONG = "Wohnungs-und-Grundstücksverwaltungsgesellschaft-Musterstadt!"
NAMES = {"stadt": FORMULA, "werke": MARKUP, "wohnen": LONG}
HASH = "0123456789abcdef" * 4

ORGANISATIONS = (
    OrganisationBalance(
        Organisation("stadt", FORMULA, OrganisationKind.ADMINISTRATION),
        1.0,
        ScopeTotals(200_000.0, 150_000.0, 20_000.0, 70_000.0, 12_345.5),
        {"3.3": 70_000.0},
        {"strom": 180_000.0, "erdgas": 240_000.0, "holzpellets": 0.0},
        {"strom": 400_000.0, "erdgas": 1_000_000.0, "holzpellets": 33_500.0},
        ScopeTotals(200_000.0, 150_000.0, 20_000.0, 70_000.0, 12_345.5),
    ),
    OrganisationBalance(
        Organisation("werke", MARKUP, OrganisationKind.UTILITY, parent="stadt"),
        1.0,
        ScopeTotals(800_000.0, 0.0, 0.0, 160_000.0, 0.0),
        {"3.3": 160_000.0},
        {"erdgas": 960_000.0},
        {"erdgas": 4_000_000.0},
        ScopeTotals(800_000.0, 0.0, 0.0, 160_000.0, 0.0),
    ),
    OrganisationBalance(
        Organisation("wohnen", LONG, OrganisationKind.HOUSING, parent="stadt", share_percent=50.0),
        0.5,
        ScopeTotals(100_000.0, 300_000.0, 250_000.0, 20_000.0, 0.0),
        {"3.3": 20_000.0},
        {"fernwaerme": 300_000.0, "heizoel": 120_000.0},
        {"fernwaerme": 1_500_000.0, "heizoel": 375_000.0},
        ScopeTotals(50_000.0, 150_000.0, 125_000.0, 10_000.0, 0.0),
    ),
)

_RULE = ("E2", "Fernwärme aus eigener Erzeugung: der Erzeuger zählt sie in Scope 1")
ORGANISATIONAL = OrganisationalBalance(
    approach="Beteiligungsquote",
    organisations=ORGANISATIONS,
    eliminations=(
        EliminationLine("werke", "wohnen", "2", "", "fernwaerme", 150_000.0, *_RULE),
        EliminationLine("werke", "wohnen", "2-markt", "", "fernwaerme", 125_000.0, *_RULE),
    ),
    group=ScopeTotals(1_050_000.0, 150_000.0, 20_000.0, 240_000.0, 12_345.5),
    group_by_category_kg={"3.3": 240_000.0},
    group_by_activity_kg={
        "strom": 180_000.0,
        "erdgas": 1_200_000.0,
        "holzpellets": 0.0,
        "fernwaerme": 0.0,
        "heizoel": 60_000.0,
    },
    group_by_source_kg={"stationaer": 1_050_000.0},
)

TERRITORIAL = TerritorialBalance(
    cells=(
        TerritorialCell("haushalte", "strom", 500_000.0, 239_000.0, 1.0),
        TerritorialCell("haushalte", "erdgas", 1_000_000.0, 247_000.0, 1.0),
        TerritorialCell("verkehr", "strom", 50_000.0, 23_900.0, 0.5),
        TerritorialCell("verkehr", "diesel", 800_000.0, 261_600.0, 0.5),
    ),
    energy_kwh=2_350_000.0,
    emissions_kg=771_500.0,
    population=1000,
    # (1,500,000 x 1.0 + 850,000 x 0.5) / 2,350,000
    quality=1_925_000 / 2_350_000,
    bisko_conform=False,
    deviations=("Der Sektor Industrie fehlt", "Für <b>Fernwärme</b> steht kein Faktor mit exergetischer Allokation"),
)

_FACTOR = FactorUse(
    space="betrieblich",
    in_total=True,
    factor_id="strommix.de",
    edition="2025.1",
    year=2019,
    region="DE",
    boundary="direct",
    unit="kWh",
    factor_kg=0.411,
    source="uba_cc_13_2025, Tab. 2, S. 20",
    reservation="",
    match_reason="Satz uba-betrieblich 2026.1, Rolle location",
    gwp_set="AR5",
    emissions_kg=150_000.0,
    postings=3,
)
FACTORS = (
    _FACTOR,
    replace(_FACTOR, factor_id="erdgas", unit="kWh_Hi", factor_kg=0.2, emissions_kg=1_000_000.0, postings=2),
    replace(
        _FACTOR,
        factor_id="erdgas",
        boundary="upstream",
        unit="kWh_Hi",
        factor_kg=0.04,
        emissions_kg=200_000.0,
        postings=2,
    ),
    replace(
        _FACTOR, factor_id="=2+3", boundary="total", factor_kg=0.0000213, emissions_kg=0.5, postings=1, gwp_set="CO2"
    ),
)

FINDINGS = (
    Diagnostic(
        "THG110",
        Severity.WARNING,
        "Heizwert oder Brennwert ist nicht angegeben, „kWh“ wird als Heizwert gelesen",
        Place("daten/2019/stadt.xlsx", "Wärme", "E7", "Einheit"),
        "kWh",
        "kWh (Hi) oder kWh (Hs)",
        "Stammt die Menge von einer Gasrechnung, ist es der Brennwert",
        (Place("daten/2019/stadt.xlsx", "Wärme", "E9", "Einheit"), Place("daten/2019/werke.xlsx", "Wärme", "E7")),
        12,
        effect_kg=120_000.0,
    ),
    Diagnostic(
        "THG350",
        Severity.NOTE,
        "Name beginnt mit einem Gleichheitszeichen",
        Place("thg.toml", "", "organisation[0].name"),
        FORMULA,
    ),
)
CONFIRMED = Diagnostic(
    "THG310",
    Severity.NOTE,
    "Zähler 4711: 1.250 MWh, im Vorjahr 1,3 MWh, Verhältnis 961,5",
    Place("daten/2019/werke.xlsx", "Wärme", "D12", "Menge"),
    "Zähler 4711: 1.250 MWh",
    rows=(12,),
    effect_kg=250_000.0,
    confirmation="A. Muster am 12.03.2020: =Neues Freibad [b]",
)
ERROR = Diagnostic(
    "THG061",
    Severity.ERROR,
    "Zahl ist mehrdeutig",
    Place("daten/2019/stadt.xlsx", "Strom", "D14", "Verbrauch"),
    "1.234",
    "1234 oder 1,234",
    "Zelle als Zahl eingeben",
)

CONTROL = Control(
    612,
    600,
    10,
    2,
    (OpenItem("kein Faktor für Fernwärme 2019", 10),),
    (OpenItem("Organisation 2019 nicht im Konzern", 2),),
)
SUMS = (
    ("betrieblich", IndependentSums(1_440_000.0, 1_440_000.0, 1_440_000.0, 1_440_000.0, agree=True)),
    ("territorial", IndependentSums(771_500.0, 771_500.0, 771_500.0, 771_500.0, agree=True)),
)
RECORD = RunRecord(
    "0.1.0",
    (FactorSetUse("uba-betrieblich", "2026.1", HASH), FactorSetUse("bisko", "2026.1", HASH[::-1])),
    "AR5",
    (InputFile("daten/2019/stadt.xlsx", HASH), InputFile("daten/2019/werke.xlsx", HASH[::-1])),
    (("sicht", "beide"),),
)
SOURCES = (
    SourceLine(
        "uba_cc_13_2025",
        "Entwicklung der spezifischen Treibhausgas-Emissionen des deutschen Strommix",
        "Umweltbundesamt",
        2025,
        "https://www.umweltbundesamt.de/",
        "LicenseRef-UBA",
    ),
)


def posting(number: int, **given: object) -> dict[str, Any]:
    """A posting with plausible contents; ``number`` makes its id and its row."""
    filled: dict[str, Any] = {
        column.name: float("nan") if column.kind == "float" else 0 if column.kind == "int" else ""
        for column in POSTING_SCHEMA
    }
    filled |= {
        "posting_id": (number * 0x9E3779B97F4A7C15) % 2**64,
        "organisation": "stadt",
        "space": "betrieblich",
        "scope": "1",
        "activity": "erdgas",
        "boundary": "direct",
        "year": 2019,
        "start": "2019-01-01",
        "end": "2019-12-31",
        "amount": 1000.0 + number,
        "unit": "kWh (Hi)",
        "quantity": 1000.0 + number,
        "quantity_unit": "kWh_Hi",
        "energy_kwh": 1000.0 + number,
        "factor_id": "erdgas",
        "factor_edition": "2025.1",
        "factor_year": 2019,
        "factor_region": "DE",
        "factor_source": "uba_cc_13_2025, Tab. 2",
        "match_reason": "Satz uba-betrieblich 2026.1, Rolle direct",
        "factor_kg": 0.2,
        "emissions_kg": (1000.0 + number) * 0.2,
        "gwp_set": "AR5",
        "site": "Rathaus",
        "file": "daten/2019/stadt.xlsx",
        "sheet": "Wärme",
        "row": 7 + number,
        "column": "D",
        "file_sha256": HASH,
        "data_quality": "A",
        "layer": "ist",
    }
    return filled | given


def journal(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Postings as a frame with the declared columns and types."""
    frame = pd.DataFrame(rows, columns=[column.name for column in POSTING_SCHEMA])
    for column in POSTING_SCHEMA:
        if column.name == "posting_id":
            frame[column.name] = frame[column.name].astype("uint64")
        elif column.kind == "category":
            frame[column.name] = frame[column.name].astype("category")
    return frame


def sample_journal() -> pd.DataFrame:
    return journal(
        [
            posting(1),
            posting(2, remark=FORMULA, site=MARKUP, meter="0012345", amount=0.1 + 0.2),
            posting(
                3, scope="2", method="standort", activity="strom", unit="kWh", remark="_x0041_ & <c> \x1b[31m\ttab"
            ),
            posting(4, organisation="stadtgebiet", space="territorial", sector="verkehr", scope="", activity="diesel"),
            posting(5, remark="ä" * 40_000, source="https://example.org", column="", row=0),
        ]
    )


MATERIALITY = Materiality(
    5.0,
    (
        SpaceMateriality(
            "betrieblich",
            OpenEffect(1_440_000.0, 120_000.0, 1, 2),
            "stadt",
            OpenEffect(420_000.0, 105_000.0, 1, 0),
        ),
        SpaceMateriality("territorial", OpenEffect(771_500.0, 0.0, 0, 0)),
    ),
    elsewhere=1,
)
"""120 t of 1,440 t are 8.3 %, 105 t of 420 t are 25 %."""

_DELIVERED = CompletenessCell(Standing.DELIVERED, 4)
COMPLETENESS = Completeness(
    (2018, 2019),
    (
        CompletenessRow("stadt", "", "erdgas", (_DELIVERED, CompletenessCell(Standing.ESTIMATED, 12, 3))),
        CompletenessRow("stadt", "", "strom", (_DELIVERED, _DELIVERED)),
        CompletenessRow("werke", "", "heizoel", (_DELIVERED, CompletenessCell(Standing.MISSING))),
        CompletenessRow(
            "wohnen",
            "",
            "fernwaerme",
            (CompletenessCell(Standing.OUTSIDE), CompletenessCell(Standing.DECLARED, notation="kommt_nicht_vor")),
        ),
        CompletenessRow(
            "stadtgebiet",
            "industrie",
            "steinkohle",
            (CompletenessCell(Standing.WITHHELD, notation="vertraulich"),) * 2,
        ),
    ),
    {2018: 0, 2019: 7},
)


def sample_report(**changes: object) -> BalanceReport:
    """The report, with some of its parts replaced."""
    balance = Balance(2019, ORGANISATIONAL, TERRITORIAL, CONTROL, SUMS, FACTORS)
    whole = BalanceReport(
        project=ProjectFacts("Musterstadt", "00000000", 2019, 2035, {2019: 1000}),
        year=2019,
        views=("betrieblich", "territorial"),
        balance=balance,
        journal=sample_journal(),
        findings=FINDINGS,
        record=RECORD,
        sources=SOURCES,
        organisation_names=NAMES,
        activity_labels={kind.id: kind.label for kind in KIND_BY_ID.values()},
        materiality=MATERIALITY,
        completeness=COMPLETENESS,
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def with_balance(report: BalanceReport, **changes: object) -> BalanceReport:
    """The report with some parts of its balance replaced."""
    return replace(report, balance=replace(report.balance, **changes))  # type: ignore[arg-type]


def provisional_report() -> BalanceReport:
    """The report with an open error."""
    return sample_report(findings=(*FINDINGS, ERROR))


def insight_report(**changes: object) -> BalanceReport:
    """The report with an answer to every question beside the totals."""
    return with_balance(sample_report(earlier=EARLIER, **changes), insight=INSIGHT)
