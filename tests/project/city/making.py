"""A small city in a folder: every figure round and invented."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from thgbilanz.balance.result import TerritorialBalance
from thgbilanz.project.run import BalanceRun, run_balance

TOML = """\
[projekt]
name = "Probestadt"
basisjahr = 2019
zieljahr = 2035

[einwohner]
"2019" = 1000
"""
HEAD = "organisation;raum;sektor;aktivitaet;menge;einheit;jahr;datenguete;faktor;kennzeichen"

HEAT_FACTOR = (
    "factor_id,year_valid,region,boundary,accounting,edition,activity_unit,heat_basis,co2_fossil_kg,co2_biogenic_kg,"
    "ch4_fossil_kg,ch4_biogenic_kg,n2o_kg,other_co2e_kg,co2e_kg,co2e_gwp,zero_reason,gas_split,u_low,u_high,u_kind,"
    "dq_tech,dq_geo,dq_time,dq_complete,dq_reliab,derivation,formula_ref,year_data,year_published,source_id,"
    "source_locator,status,supersedes,reviewed_by,reviewed_on,note\n"
    "probestadt.netz,2019,NET-probestadt,total,na,probestadt-2019,kWh,na,,,,,,,{value},AR5,,co2e_only,,,none,,,,,,local,,"
    "2019,,probestadt,Seite 1,active,,,,\n"
)
SOURCES = (
    "source_id,title,institution,year,url,doi,sha256,licence_spdx,redistribution,retrieved,archived_copy,note\n"
    "probestadt,Erfunden,niemand,2019,,,,CC0-1.0,yes,,,\n"
)


def row(sector: str, activity: str, amount: str, unit: str = "MWh", grade: str = "A", factor: str = "") -> str:
    """A line of the tidy table."""
    return f"stadtgebiet;territorial;{sector};{activity};{amount};{unit};2019;{grade};{factor};"


def city(
    folder: Path,
    rows: Iterable[str],
    tables: Mapping[str, str] | None = None,
    *,
    toml: str = "",
    heat_factor: str = "",
    degree_days: str = "",
) -> Path:
    """A project with these rows of the territory and tables in ``stadtgebiet/``."""
    (folder / "daten" / "2019").mkdir(parents=True)
    (folder / "thg.toml").write_text(TOML + toml, encoding="utf-8")
    text = "\n".join([HEAD.removesuffix(";kennzeichen"), *(line.removesuffix(";") for line in rows)]) + "\n"
    (folder / "daten" / "2019" / "stadt.csv").write_text(text, encoding="utf-8")
    if degree_days:
        (folder / "daten" / "gradtage.csv").write_text(degree_days, encoding="utf-8")
    if heat_factor:
        (folder / "faktoren").mkdir()
        factors = HEAT_FACTOR.format(value=heat_factor)
        (folder / "faktoren" / "faktoren.csv").write_text(factors, encoding="utf-8")
        (folder / "faktoren" / "sources.csv").write_text(SOURCES, encoding="utf-8")
    for name, content in (tables or {}).items():
        (folder / "stadtgebiet").mkdir(exist_ok=True)
        (folder / "stadtgebiet" / name).write_text(content, encoding="utf-8")
    return folder


def run(folder: Path) -> BalanceRun:
    """Balance the city."""
    return run_balance(folder, 2019, latest_year=2024)


def territory(result: BalanceRun) -> TerritorialBalance:
    """Its territorial balance."""
    assert result.report is not None, [finding.text for finding in result.findings]
    assert result.report.balance.territorial is not None
    return result.report.balance.territorial


def energy_mwh(result: BalanceRun) -> dict[tuple[str, str], float]:
    """Sector and carrier to MWh."""
    return {(cell.sector, cell.activity): cell.energy_kwh / 1000 for cell in territory(result).cells}


def codes(result: BalanceRun) -> list[str]:
    """Codes of the findings about the city's own tables."""
    return [finding.code for finding in result.findings if "THG730" <= finding.code <= "THG759"]
