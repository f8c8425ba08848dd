"""Whether a territorial balance may be called BISKO-conform: seven criteria, each with what to do.

Criteria: method/bisko.md section 1 (Praxisleitfaden, enersis check, kausal-paths agree). A doubt is never a pass: the
label is given only if every criterion is met or does not apply.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Final

from thgbilanz.balance.bisko.cells import CARRIERS, DeclaredCell, mandatory_cells
from thgbilanz.balance.bisko.result import (
    Conformity,
    ConformityReport,
    Criterion,
    HeatNetwork,
    MandatoryCell,
    Verdict,
)
from thgbilanz.balance.bisko.rule_values import rule_value
from thgbilanz.core.activity_kinds import KIND_BY_ID
from thgbilanz.core.german import german_number
from thgbilanz.core.vocabulary import Boundary, Sector

if TYPE_CHECKING:
    from thgbilanz.balance.bisko.uses import CarrierFactor
    from thgbilanz.balance.result import TerritorialCell

EDITION_PREFIX: Final = "bisko"
"""Editions of factors that a BISKO document or a BISKO balance of a city prints begin so."""

FEDERAL_MIX: Final = "strom.netz.bundesmix"
NETWORK_HEAT: Final = frozenset({"fernwaerme", "nahwaerme"})
_PRINTED_KG: Final = 0.0005
"""Half of the last printed digit of factors in g/kWh."""
_CO2_ONLY: Final = "CO2"
_SHOWN: Final = 4


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the check looks at."""

    cells: Sequence["TerritorialCell"]
    declared: Collection[DeclaredCell]
    factors: Sequence["CarrierFactor"]
    heat: Sequence[HeatNetwork]
    year: int
    ungraded: int
    """Values with energy and without a grade."""
    quality: float | None


def conformity_report(given: Evidence) -> ConformityReport:
    """Every criterion and mandatory cell, and the result."""
    mandatory = mandatory_cells(given.cells, given.declared)
    criteria = (
        _final_energy(given),
        _split(given, mandatory),
        _factors(given),
        _electricity(given),
        _weather(),
        _heat(given),
        _quality(given, mandatory),
    )
    return ConformityReport(_result(criteria), criteria, mandatory)


def _result(criteria: Iterable[Criterion]) -> Conformity:
    verdicts = {line.verdict for line in criteria}
    if Verdict.FAILED in verdicts:
        return Conformity.NOT_CONFORM
    return Conformity.INCOMPLETE if Verdict.OPEN in verdicts else Conformity.CONFORM


def _final_energy(given: Evidence) -> Criterion:
    title = "Endenergiebasierte Territorialbilanz"
    energy = fsum(cell.energy_kwh for cell in given.cells)
    without = [cell for cell in given.cells if cell.emissions_kg and not cell.energy_kwh]
    if without:
        names = _listed(_cell_name(cell.activity, cell.sector) for cell in without)
        found = f"Ohne Endenergie: {names}"
        return Criterion(1, title, Verdict.FAILED, found, "Endenergie eintragen; andere Emissionen nur nachrichtlich")
    return Criterion(1, title, Verdict.PASSED, f"{german_number(energy / 1000, 0)} MWh Endenergie auf dem Stadtgebiet")


def _split(given: Evidence, mandatory: Sequence[MandatoryCell]) -> Criterion:
    title = "Nach Sektoren und Energieträgern getrennt, mit Verkehr"
    present = {cell.sector for cell in given.cells}
    if Sector.BUILDINGS in present:
        text = "Gebäude sind nicht nach Haushalten, GHD und kommunalen Einrichtungen getrennt"
        return Criterion(2, title, Verdict.FAILED, text, "Mengen der Netzbetreiber je Sektor anfordern")
    missing = [cell for cell in mandatory if cell.energy_kwh is None and cell.verdict is Verdict.OPEN]
    found: list[str] = []
    remedy: list[str] = []
    if missing:
        found.append(f"{len(missing)} von {len(mandatory)} Pflichtangaben fehlen: {_by_sector(missing)}")
        remedy.append("Mengen eintragen, eine bestätigte 0 oder das Kennzeichen „kommt nicht vor“")
    if Sector.TRANSPORT not in present:
        found.append("Sektor Verkehr fehlt")
        remedy.append("Verbrauch oder Fahrleistungen des Verkehrs eintragen")
    if found:
        return Criterion(2, title, Verdict.OPEN, "; ".join(found), "; ".join(remedy))
    return Criterion(2, title, Verdict.PASSED, f"alle {len(mandatory)} Pflichtangaben und der Verkehr sind da")


def _factors(given: Evidence) -> Criterion:
    title = "Faktoren in CO2-Äquivalenten mit Vorketten"
    others = [line for line in given.factors if not _is_of_bisko(line, given.factors)]
    own = sorted({f"{line.factor_id} ({line.edition})" for line in others if line.is_local})
    direct = sorted({line.factor_id for line in given.factors if line.boundary != Boundary.TOTAL})
    bare = sorted({line.factor_id for line in given.factors if line.gwp_set == _CO2_ONLY and line.emissions_kg})
    wrong = (
        (own, "Faktoren, die nicht aus BISKO stammen", "Spalte Faktor leeren, damit der Satz „bisko“ gilt"),
        (direct, "Faktoren ohne Vorkette", "Faktor mit boundary total verwenden"),
        (bare, "Faktoren nur für CO2", "Faktor in CO2-Äquivalenten verwenden"),
    )
    if any(names for names, _, _ in wrong):
        found = "; ".join(f"{what}: {_listed(names)}" for names, what, _ in wrong if names)
        remedy = "; ".join(text for names, _, text in wrong if names)
        return Criterion(3, title, Verdict.FAILED, found, remedy)
    unprinted = sorted({f"{line.factor_id} ({line.edition})" for line in others})
    if unprinted:
        found = f"Für {given.year} liegt kein BISKO-Wert vor: {_listed(unprinted)}"
        remedy = "BISKO-Faktoren des Jahres einlesen (thg faktoren einlesen) und in der Spalte Faktor nennen"
        return Criterion(3, title, Verdict.OPEN, found, remedy)
    total = fsum(line.emissions_kg for line in given.factors)
    carried = fsum(line.emissions_kg for line in given.factors if line.reservation)
    remark = f"; {german_number(100 * carried / total, 1)} % davon mit Vorbehalt" if carried and total else ""
    return Criterion(3, title, Verdict.PASSED, f"alle {len(given.factors)} Faktoren mit Vorkette{remark}")


def _is_of_bisko(line: "CarrierFactor", lines: Sequence["CarrierFactor"]) -> bool:
    """Whether a factor is printed by BISKO, follows its rule, or is judged by another criterion (network heat).

    EF(Umweltwärme) = EF(Bundesstrommix) / 3.2 (method/bisko.md 4): computed so from a BISKO mix it is BISKO's.
    """
    if line.edition.startswith(EDITION_PREFIX) or line.activity in NETWORK_HEAT:
        return True
    if line.activity != "umweltwaerme" or line.is_local:
        return False
    mixes = [mix for mix in lines if is_federal_mix(mix) and mix.edition.startswith(EDITION_PREFIX)]
    return any(abs(line.factor_kg - mix.factor_kg / rule_value("heat_pump_jaz")) <= _PRINTED_KG for mix in mixes)


def _electricity(given: Evidence) -> Criterion:
    title = "Bundesstrommix für allen Strom"
    power = [line for line in given.factors if line.activity == "strom"]
    if not any(line.energy_kwh for line in power):
        return Criterion(4, title, Verdict.NOT_APPLICABLE, "kein Strom in der Bilanz")
    other = sorted({f"{line.factor_id} ({line.edition})" for line in power if not is_federal_mix(line)})
    if other:
        found = f"Strom mit anderem Faktor: {_listed(other)}"
        return Criterion(4, title, Verdict.FAILED, found, "Spalte Faktor bei Strom leeren; lokaler Mix ist eine Lesart")
    wrong_year = sorted({str(line.year) for line in power if line.year != given.year})
    if wrong_year:
        found = f"Bundesstrommix für {', '.join(wrong_year)} statt {given.year}"
        return Criterion(4, title, Verdict.FAILED, found, f"Bundesstrommix {given.year} verwenden")
    value = german_number(power[0].factor_kg, 3)
    return Criterion(4, title, Verdict.PASSED, f"Bundesstrommix {given.year}: {value} kg CO2e je kWh, auch im Verkehr")


def is_federal_mix(line: "CarrierFactor") -> bool:
    """Whether a factor is the federal mix: the set's, or one that a project has read from a BISKO edition."""
    read = line.factor_id.endswith(".bundesmix") and line.edition.startswith(EDITION_PREFIX)
    return line.factor_id == FEDERAL_MIX or read


def _weather() -> Criterion:
    # rows that say "ja" never get here: intake refuses them (THG093), and their cell is then missing
    return Criterion(5, "Keine Witterungsbereinigung", Verdict.PASSED, "keine Menge ist witterungsbereinigt")


def _heat(given: Evidence) -> Criterion:
    title = "Exergetische Allokation bei Fern- und Nahwärme"
    if not any(line.energy_kwh for line in given.factors if line.activity in NETWORK_HEAT):
        return Criterion(6, title, Verdict.NOT_APPLICABLE, "keine Fern- oder Nahwärme in der Bilanz")
    for verdict in (Verdict.FAILED, Verdict.OPEN):
        lines = [network for network in given.heat if network.verdict is verdict]
        if lines:
            remedies = dict.fromkeys(network.remedy for network in lines if network.remedy)
            found = "; ".join(f"{network.factor_id}: {network.found}" for network in lines)
            return Criterion(6, title, verdict, found, "; ".join(remedies))
    return Criterion(6, title, Verdict.PASSED, "; ".join(f"{line.factor_id}: {line.found}" for line in given.heat))


def _quality(given: Evidence, mandatory: Sequence[MandatoryCell]) -> Criterion:
    title = "Datengüte ausgewiesen"
    worse = [cell for cell in mandatory if cell.verdict is Verdict.FAILED]
    if worse:
        found = f"Netzgebundene Energieträger ohne Datengüte A: {_by_sector(worse)}"
        return Criterion(7, title, Verdict.FAILED, found, worse[0].remedy)
    if given.ungraded:
        what = "1 Wert hat" if given.ungraded == 1 else f"{given.ungraded} Werte haben"
        return Criterion(7, title, Verdict.OPEN, f"{what} keine Datengüte", "Datengüte A bis D eintragen")
    if given.quality is None:
        return Criterion(7, title, Verdict.OPEN, "Datengüte ist ohne Endenergie nicht berechenbar", "Mengen eintragen")
    found = f"{german_number(given.quality, 2)} für das Stadtgebiet, je Sektor und Energieträger"
    return Criterion(7, title, Verdict.PASSED, found)


def _by_sector(cells: Sequence[MandatoryCell]) -> str:
    """``Private Haushalte (Strom, Erdgas)``; a sector of which all is meant without its carriers."""
    parts: dict[str, list[str]] = {}
    for cell in cells:
        parts.setdefault(Sector(cell.sector).label, []).append(cell.carrier)
    return ", ".join(
        f"{sector} (alle)" if len(carriers) == len(CARRIERS) else f"{sector} ({', '.join(carriers)})"
        for sector, carriers in parts.items()
    )


def _cell_name(activity: str, sector: str) -> str:
    kind = KIND_BY_ID.get(activity)
    return f"{kind.label if kind else activity} ({Sector(sector).label})"


def _listed(names: Iterable[str]) -> str:
    """Up to four names, then how many more."""
    known = list(names)
    more = f" und {len(known) - _SHOWN} weitere" if len(known) > _SHOWN else ""
    return ", ".join(known[:_SHOWN]) + more
