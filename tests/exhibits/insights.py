"""A hand-made answer to every question beside the totals of ``samples``; its figures agree with that group.

group 1,440 t by location (1,050 + 150 + 240), 1,310 t by market, territory 771.5 t
bridge: 1,440 - 1,170 (upstream, other organisations outside) = 270 in both; + 501.5 only territorial = 771.5
published 1,400 t + 60 (activity) - 20 (factor) = 1,440 t recalculated
"""

from thgbilanz.balance.insight import (
    ApproachTotal,
    BridgeLine,
    DeliveryCheck,
    EtsShare,
    GwpLine,
    Insight,
    IntensityLine,
    MarketLine,
    PresetTotal,
    RestatedLine,
    Restatement,
    ScreeningLine,
    UncertaintyLine,
    VsmeLine,
)
from thgbilanz.balance.result import ScopeTotals
from thgbilanz.balance.year_figures import YearFigures
from thgbilanz.exhibits.labels import SCOPE3_CATEGORIES

_HOSTILE = "=Nicht wesentlich [/b] <i>"


def _screened(category: str) -> ScreeningLine:
    label = SCOPE3_CATEGORIES[category]
    core, extended = category == "3.6", category in {"3.1", "3.3", "3.5", "3.6", "3.7"}
    if category == "3.3":
        return ScreeningLine(category, label, "erfasst", 240_000.0, 0.875, "", core, extended)
    if category == "3.7":
        return ScreeningLine(category, label, "abgeschaetzt", 30_000.0, None, "Umfrage 2018", core, extended)
    if category in {"3.14", "3.10"}:
        return ScreeningLine(category, label, "ausgeschlossen", None, None, _HOSTILE, core, extended)
    return ScreeningLine(category, label, "offen", None, None, "", core, extended)


SCREENING = tuple(_screened(category) for category in SCOPE3_CATEGORIES)
PRESETS = (
    PresetTotal("kernbilanz", "Kernbilanz", ("3.6",), 1_200_000.0, 1_070_000.0),
    PresetTotal("erweitert", "erweitert", ("3.1", "3.3", "3.5", "3.6", "3.7"), 1_440_000.0, 1_310_000.0),
)
APPROACHES = (
    ApproachTotal("operativ", "operative Kontrolle", 1_650_000.0, 1_495_000.0),
    ApproachTotal("beteiligung", "Beteiligungsquote", 1_440_000.0, 1_310_000.0),
)
DELIVERIES = (
    DeliveryCheck(
        "werke", "wohnen", "fernwaerme", "netz", "kWh", 1_560_000.0, 1_500_000.0, 60 / 1560, False, 300_000.0
    ),
    DeliveryCheck("werke", "stadt", "strom", "direkt", "kWh", 1_000.0, 1_000.0, 0.0, True, 400.0),
    DeliveryCheck("stadt", "wohnen", "wasser", "", "m3", None, 12.0, None, None, 4.0),
)
MARKET = (
    MarketLine("stadt", "zertifikat", "hkn-1", 300_000.0, 120_000.0, 0.0),
    MarketLine("stadt", "lieferant", "liefer-2", 60_000.0, 24_000.0, 14_000.0, ("3", "4")),
    MarketLine("stadt", "netzmix", "", 40_000.0, 6_000.0, 6_000.0),
)
ETS = EtsShare(630_000.0, 1_050_000.0, 105_000.0)
INTENSITIES = (
    IntensityLine("stadt", "je_vzae", "je Vollzeitäquivalent", "Scope 1 + 2, standortbasiert", 350_000.0, 700.0, "VZÄ",
                  500.0, "daten/2019/stadt.xlsx › Stammdaten › B9"),
    IntensityLine("wohnen", "je_m2", "je m² Fläche", "Scope 1 + 2, standortbasiert", 400_000.0, 32_000.0, "m²", 12.5,
                  "daten/2019/wohnen.xlsx › Stammdaten › B10"),
    IntensityLine("wohnen", "je_tsd_eur", "je T€ Umsatz", "Scope 1 + 2 + 3, standortbasiert", 420_000.0, 2_000.0, "T€",
                  210.0, "daten/2019/wohnen.xlsx › Stammdaten › B11"),
    IntensityLine("wohnen", "je_tsd_eur_markt", "je T€ Umsatz", "Scope 1 + 2 + 3, marktbasiert", 370_000.0, 2_000.0,
                  "T€", 185.0, "daten/2019/wohnen.xlsx › Stammdaten › B11"),
    IntensityLine("", "je_einwohner", "je Einwohner", "Scope 1 + 2, standortbasiert", 1_200_000.0, 1000.0, "EW",
                  1200.0, "thg.toml › einwohner.2019"),
    IntensityLine("", "je_tsd_eur", "je T€ Umsatz", "Scope 1 + 2 + 3, standortbasiert", 1_440_000.0, 7_200.0, "T€",
                  200.0, "daten/2019/stammdaten.csv › C4"),
)  # fmt: skip
GWP = (
    GwpLine("betrieblich", "AR5", 1_296_000.0, 0.9, True),
    GwpLine("betrieblich", "AR4", 144_000.0, 0.1, False),
    GwpLine("territorial", "AR5", 771_500.0, 1.0, True),
)
UNCERTAINTY = (
    UncertaintyLine("betrieblich", "", "summe", "Konzern", 1_440_000.0, 129_600.0, 1_316e3, 1_438e3, 1_575e3, 0.6),
    UncertaintyLine("betrieblich", "", "scope1", "Scope 1", 1_050_000.0, 52_500.0, 998e3, 1_050e3, 1_103e3, 0.5),
    UncertaintyLine("betrieblich", "stadt", "summe", "Summe", 420_000.0, 1_680.0, 418_000.0, 420_000.0, 422_000.0, 1.0),
    UncertaintyLine("territorial", "", "summe", "Stadtgebiet", 771_500.0, 46_290.0, 726e3, 771e3, 818e3, 0.25),
)  # fmt: skip
BRIDGE = (
    BridgeLine("betrieblich", "Betriebliche Bilanz", 1_440_000.0, "start"),
    BridgeLine("vorkette", "Vorketten und außerhalb des Stadtgebiets", -1_170_000.0, "step", "nur betrieblich"),
    BridgeLine("beide", "In beiden Bilanzen", 270_000.0, "subtotal"),
    BridgeLine("haushalte", "Haushalte, Gewerbe, Verkehr", 501_500.0, "step", "nur territorial"),
    BridgeLine("territorial", "Territoriale Bilanz", 771_500.0, "end"),
)
RESTATEMENT = Restatement(
    2019,
    "2020-06-30",
    1_400_000.0,
    1_440_000.0,
    (
        RestatedLine("aktivitaet", "Aktivitätsdaten", 60_000.0, 3),
        RestatedLine("faktor", "Emissionsfaktoren", -20_000.0, 12),
    ),
    0.05,
    must_restate=False,
    differs=True,
)
VSME = (
    VsmeLine("stadt", 300_000.0, 100_000.0, 20_000.0, 0.0, 33_500.0, 1_000_000.0, 0.0,
             200_000.0, 150_000.0, 20_000.0, 70_000.0, None),
    VsmeLine("wohnen", 0.0, 0.0, 0.0, 0.0, 0.0, 375_000.0, 1_500_000.0,
             100_000.0, 300_000.0, 250_000.0, 20_000.0, 2_000_000.0),
)  # fmt: skip
INSIGHT = Insight(
    screening=SCREENING,
    presets=PRESETS,
    approaches=APPROACHES,
    deliveries=DELIVERIES,
    market=MARKET,
    ets=ETS,
    intensities=INTENSITIES,
    vsme=VSME,
    gwp=GWP,
    uncertainty=UNCERTAINTY,
    bridge=BRIDGE,
    restatement=RESTATEMENT,
)
EARLIER = (
    YearFigures(2018, ScopeTotals(1_000e3, 160e3, 30e3, 240e3, 10e3), {"3.3": 230e3, "3.6": 10e3}, 0.5, 7_000.0),
)  # fmt: skip
