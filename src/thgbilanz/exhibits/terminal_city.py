"""What the city's balance tells, as text: BISKO check first, then levers, indicators and readings that need a look."""

from collections.abc import Iterable

from thgbilanz.balance.bisko.result import (
    CityInsight,
    Conformity,
    ConformityReport,
    Criterion,
    Indicator,
    Reading,
    Verdict,
)
from thgbilanz.balance.report import BalanceReport
from thgbilanz.balance.result import TerritorialBalance
from thgbilanz.core.vocabulary import Space
from thgbilanz.exhibits.labels import SECTOR_SHORT, activity_label, sector_label, sectors_in_order
from thgbilanz.exhibits.layout import count_text, listed, table_lines
from thgbilanz.exhibits.medium import Medium, sentences, wrapped
from thgbilanz.exhibits.rounding import decimals_for, rounded_text, share_text
from thgbilanz.exhibits.section import section
from thgbilanz.exhibits.table import CO2E, tonnes
from thgbilanz.exhibits.tables.city import NOT_BISKO, cells_matrix, heat_table, modes_table, side_table
from thgbilanz.exhibits.tables.territorial import weighted_quality
from thgbilanz.exhibits.terminal_facts import certainty_facts

_MARKS = {Verdict.PASSED: "✓", Verdict.FAILED: "✗", Verdict.OPEN: "○", Verdict.NOT_APPLICABLE: "–"}
_MOST_LEVERS = 3


def city_blocks(report: BalanceReport, balance: TerritorialBalance, width: int, medium: Medium) -> Iterable[list[str]]:
    """Blocks of the territory behind its tables of figures."""
    city = balance.city
    if city.modes:
        table = modes_table(city).only("mode", "mileage", "mwh", "t", "share")
        yield [*section(table.title, width, medium), *table_lines(table, width, medium, bar="share")]
    if city.conformity is not None:
        yield conformity_lines(city.conformity, width, medium)
    if any(network.methods for network in city.heat):
        table = heat_table(city.heat).only("factor", "used", "computed")
        yield [*section(table.title, width, medium), *table_lines(table, width, medium)]
    yield _facts(report, balance, width, medium)
    yield from _levers(report, city, width, medium)
    yield from _indicators(city, width, medium)
    yield from _readings(city, width, medium)
    if city.side:
        table = side_table(city).only("area", "t")
        yield [*section(table.title, width, medium), *table_lines(table, width, medium)]


def conformity_lines(report: ConformityReport, width: int, medium: Medium) -> list[str]:
    """The result, every criterion, and the mandatory cells if any of them is not stated as it must be."""
    lines = section(f"BISKO-Prüfung: {report.result.value}", width, medium)
    for line in report.criteria:
        lines += _criterion(line, width, medium)
    if any(cell.verdict is not Verdict.PASSED for cell in report.cells):
        lines += ["", *table_lines(cells_matrix(report), width, medium)]
    if report.result is not Conformity.CONFORM:
        text = "Solange die Prüfung nicht „konform“ ergibt, darf die Bilanz nicht BISKO-konform heißen."
        lines += ["", *(medium.dim(part) for part in wrapped(medium.fit(text), width))]
    return lines


def _criterion(line: Criterion, width: int, medium: Medium) -> list[str]:
    mark = medium.fit(_MARKS[line.verdict])
    style = {Verdict.PASSED: medium.good, Verdict.FAILED: medium.alarm, Verdict.OPEN: medium.warn}.get(
        line.verdict, medium.dim
    )
    verdict = "" if line.verdict is Verdict.PASSED else f" – {line.verdict.value}"
    head = f"{mark} {line.number}  {line.title}{verdict}"
    lines = [style(part) for part in wrapped(medium.own(head), width, "  ", "       ")]
    if line.verdict in {Verdict.FAILED, Verdict.OPEN}:
        lines += wrapped(medium.own(line.found), width, "       ", "       ")
        lines += wrapped(medium.own(f"→ {line.remedy}"), width, "       ", "         ")
    return lines


def _facts(report: BalanceReport, balance: TerritorialBalance, width: int, medium: Medium) -> list[str]:
    facts = []
    if balance.population and balance.per_head_kg is not None:
        per_head = rounded_text(tonnes(balance.per_head_kg), 2)
        facts.append(f"Je Einwohner: {per_head} {CO2E} ({count_text(balance.population, 'Einwohner', 'Einwohner')})")
    quality = "nicht berechenbar, weil Angaben fehlen" if balance.quality is None else rounded_text(balance.quality, 2)
    word = f", {balance.city.quality_word}: Einstufung nicht belegt" if balance.city.quality_word else ""
    weighted = "" if balance.quality is None else f" (0 bis 1, nach Endenergie gewichtet{word})"
    facts.append(f"Datengüte: {quality}{weighted}")
    facts += _quality_by_sector(balance)
    facts += certainty_facts(report, Space.TERRITORIAL)
    facts.append("BISKO-konform: ja" if balance.bisko_conform else "BISKO-konform: nein")
    lines = [line for fact in facts for line in sentences(medium.own(fact), width, "", "  ")]
    lines = [*section("Stadtgebiet: Kennwerte", width, medium), *lines]
    if balance.city.conformity is not None:
        return lines
    # a balance whose check was not made still says what speaks against it
    return lines + [
        line for text in balance.deviations for line in wrapped(medium.fit(text), width, medium.fit("  – "), "    ")
    ]


def _quality_by_sector(balance: TerritorialBalance) -> list[str]:
    """``Datengüte je Sektor: Haushalte 0,85, Verkehr 0,46``; nothing while none is known."""
    sectors = sectors_in_order(cell.sector for cell in balance.cells)
    known = [
        (SECTOR_SHORT.get(sector, sector), weighted_quality(cell for cell in balance.cells if cell.sector == sector))
        for sector in sectors
    ]
    if all(quality is None for _, quality in known):
        return []
    return ["Datengüte je Sektor: " + ", ".join(f"{name} {rounded_text(quality, 2)}" for name, quality in known)]


def _levers(report: BalanceReport, city: CityInsight, width: int, medium: Medium) -> Iterable[list[str]]:
    if not city.levers:
        return
    gains = [line for line in city.levers if line.gain is not None][:_MOST_LEVERS]
    if not gains:
        text = f"{count_text(city.ungraded, 'Wert ist', 'Werte sind')} ohne Datengüte: erst eintragen, dann zählt sie"
        yield [*section("Datengüte: was sie heben würde", width, medium), *wrapped(medium.fit(text), width, "  ", "  ")]
        return
    heads = [f"+{rounded_text(line.gain, 2)}" for line in gains]
    texts = [
        f"{sector_label(line.sector)}, {activity_label(report, line.activity)}: heute {line.grade}"
        + (f" ({line.detail})" if line.detail else "")
        for line in gains
    ]
    pairs = listed(heads, texts, width - 2, medium)
    yield [
        *section("Datengüte: was sie heben würde (Wert mit Güte A)", width, medium),
        *(f"  {line}" for line in pairs),
    ]


def _indicators(city: CityInsight, width: int, medium: Medium) -> Iterable[list[str]]:
    # the figure per head stands above, with the population
    shown = [line for line in city.indicators if line.value is not None and line.key != "t_je_einwohner"]
    if not shown:
        return
    spans = [line for line in shown if line.comparison]
    outside = [line for line in spans if line.comparison.startswith("da")]
    plain = [line for line in shown if not line.comparison]
    pairs = listed([medium.own(_figure(line)) for line in plain], [line.label for line in plain], width - 2, medium)
    lines = [*section("Kennzahlen der Stadt", width, medium), *(f"  {line}" for line in pairs)]
    if spans:
        text = f"{len(spans) - len(outside)} von {len(spans)} Kennzahlen liegen im Bereich anderer Städte"
        lines += wrapped(medium.fit(text), width, "  ", "    ")
    for line in outside:
        span = f"{rounded_text(line.lower, 2)} bis {rounded_text(line.upper, 2)}"
        text = f"{line.label}: {_figure(line)} liegt {line.comparison} ({span})"
        lines += wrapped(medium.own(text), width, medium.fit("  – "), "    ")
    yield lines


def _figure(line: Indicator) -> str:
    if line.unit == "Anteil":
        return f"{share_text(line.value)} %"
    return f"{rounded_text(line.value, 2)} {line.unit}"


def _readings(city: CityInsight, width: int, medium: Medium) -> Iterable[list[str]]:
    if not city.readings:
        return
    lines = section(f"Andere Lesarten: {NOT_BISKO}", width, medium)
    for reading in city.readings:
        lines += _reading(reading, width, medium)
    yield lines


def _reading(reading: Reading, width: int, medium: Medium) -> list[str]:
    places = decimals_for([tonnes(reading.emissions_kg)])
    sign = "+" if reading.difference_kg > 0 else ""
    difference = f"{sign}{rounded_text(tonnes(reading.difference_kg), places)}"
    head = f"{reading.label}: {rounded_text(tonnes(reading.emissions_kg), places)} {CO2E} ({difference})"
    return [
        *wrapped(medium.own(head), width, "  ", "    "),
        *(medium.dim(part) for part in wrapped(medium.own(reading.basis), width, "    ", "    ")),
    ]
