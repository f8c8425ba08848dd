"""Settings of a project: ``thg.toml`` read, checked and turned into plain values.

All problems come at once: each table is checked by its own model, and the rules between tables run on whatever
could be read.
"""

from dataclasses import dataclass
from pathlib import Path

from thgbilanz.balance.trend.targets import Target
from thgbilanz.balance.uncertainty_options import AssumedUncertainty
from thgbilanz.core.diagnostic import Diagnostic, has_errors
from thgbilanz.core.organisation import Organisation
from thgbilanz.core.scope3 import CategoryStatement
from thgbilanz.core.vocabulary import Consolidation, GwpSet
from thgbilanz.project.category_rules import category_findings
from thgbilanz.project.organisation_rules import organisation_findings, organisation_of
from thgbilanz.project.settings_city import NO_CITY_SETTINGS, CitySettings, city_settings
from thgbilanz.project.settings_findings import checked_tables
from thgbilanz.project.settings_rules import rule_findings
from thgbilanz.project.settings_schema import CategoryTable
from thgbilanz.project.target_rules import target_findings, targets_of
from thgbilanz.project.toml_text import FILE_NAME, read_toml
from thgbilanz.project.uncertainty_options import assumed_uncertainty


@dataclass(frozen=True, slots=True)
class SetPin:
    """A factor set fixed to one edition: a run with other factor rows is a finding, never a silent change."""

    edition: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``thg.toml`` says."""

    name: str
    ags: str
    """Official municipality key, 8 digits; empty if not given."""
    base_year: int
    target_year: int
    population: dict[int, int]
    """Year to inhabitants."""
    consolidation: Consolidation
    gwp: GwpSet
    sets: dict[str, str]
    """Accounting space (values of vocabulary.Space) to factor set id."""
    set_pins: dict[str, SetPin]
    organisations: tuple[Organisation, ...]
    uncertainty: AssumedUncertainty | None = None
    """What is assumed about uncertainty where neither data nor sources state it."""
    materiality_percent: float = 5.0
    """What a suspicion must be able to change in a total, in percent of it, to be a Fehler until it is confirmed."""
    city: CitySettings = NO_CITY_SETTINGS
    """What the city declares about its balance, ``[stadtbilanz]``."""
    targets: tuple[Target, ...] = ()
    room_heat_share: float = 1.0
    """Share of heating energy that follows the weather, for the causes of change in a time series."""
    restatement_percent: float = 5.0
    """Difference, in percent of a published total, from which on a base year is recalculated (SBTi: 5 % or less)."""

    grid_buy_back: bool = False
    """Whether own generation that comes back through the public grid is eliminated (``netz_rueckbezug``)."""
    categories: tuple[CategoryStatement, ...] = ()
    """What the project states about scope 3 categories that it does not book."""

    @property
    def organisation_names(self) -> dict[str, str]:
        """Organisation id to name, in the order of the file."""
        return {organisation.id: organisation.name for organisation in self.organisations}

    def names_in(self, year: int) -> dict[str, str]:
        """Organisation id to the name that it had at the end of a year."""
        return {organisation.id: organisation.in_year(year).name for organisation in self.organisations}


def load_settings(path: Path) -> tuple[Settings | None, list[Diagnostic]]:
    """Settings of the project file at ``path``, or None with every problem it has.

    Place of a finding: ``thg.toml`` and the dotted key, tables of an array counted from 1
    (``organisation[2].mutter``); what was found quotes the line.
    """
    toml, findings = read_toml(path)
    if toml is None:
        return None, findings
    tables, schema_findings = checked_tables(toml)
    findings += schema_findings
    findings += [*rule_findings(toml, tables), *target_findings(toml, tables)]
    findings += [*organisation_findings(toml, tables), *category_findings(toml, tables)]
    project, factors, check, group = tables.project, tables.factors, tables.check, tables.group
    uncertainty = tables.uncertainty
    if project is None or factors is None or check is None or group is None or uncertainty is None:
        return None, findings
    if has_errors(findings):
        return None, findings
    return (
        Settings(
            name=project.name,
            ags=project.ags,
            base_year=project.basisjahr,
            target_year=project.zieljahr,
            population=dict(sorted(tables.population.items())),
            consolidation=project.konsolidierung,
            gwp=project.gwp,
            sets=factors.by_space(),
            set_pins={name: SetPin(pin.ausgabe, pin.sha256) for name, pin in factors.festgelegt.items()},
            organisations=tuple(organisation_of(table) for _, table in tables.organisations),
            materiality_percent=check.wesentlichkeit,
            city=city_settings(tables.city),
            grid_buy_back=group.netz_rueckbezug == "eliminieren",
            categories=tuple(_statement(category, table) for category, table in sorted(tables.categories.items())),
            restatement_percent=tables.restatement.schwelle if tables.restatement else 5.0,
            uncertainty=assumed_uncertainty(uncertainty.stated()),
            targets=targets_of(tables),
            room_heat_share=tables.trend.raumwaerme_prozent / 100 if tables.trend else 1.0,
        ),
        findings,
    )


def _statement(category: str, table: CategoryTable) -> CategoryStatement:
    return CategoryStatement(category, table.status, table.grund, table.schaetzung_t, table.quelle)


__all__ = ["FILE_NAME", "SetPin", "Settings", "load_settings"]
