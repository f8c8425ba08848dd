"""From pydantic's errors to findings in German: every table of ``thg.toml`` is checked, all problems at once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.place import Place
from thgbilanz.project.settings_city import CityTable, HeatTable, WeatherTable
from thgbilanz.project.settings_schema import (
    TABLES,
    CategoryTable,
    ChangeTable,
    CheckTable,
    FactorTable,
    GroupTable,
    OrganisationTable,
    PopulationTable,
    ProjectTable,
    RestatementTable,
    ScopeThreeTable,
    UncertaintyTable,
    expectation,
    keys_of,
)
from thgbilanz.project.target_schema import TargetTable, TrendTable
from thgbilanz.project.toml_text import FILE_NAME, TomlText, shown_value

Table = TypeVar("Table", bound=BaseModel)

_NUMBER = re.compile(r"\[[0-9]+\]")
_WRONG_TYPE = ("_type", "_parsing", "_from_float", "_inexact")


@dataclass(slots=True)
class CheckedTables:
    """The tables that could be read; None or missing where a table has problems."""

    project: ProjectTable | None = None
    factors: FactorTable | None = None
    check: CheckTable | None = None
    city: CityTable | None = None
    group: GroupTable | None = None
    categories: dict[str, CategoryTable] = field(default_factory=dict)
    restatement: RestatementTable | None = None
    uncertainty: UncertaintyTable | None = None
    population: dict[int, int] = field(default_factory=dict)
    organisations: list[tuple[int, OrganisationTable]] = field(default_factory=list)
    """Position in the file, from 1, and table."""
    trend: TrendTable | None = None
    targets: list[tuple[int, TargetTable]] = field(default_factory=list)


def checked_tables(toml: TomlText) -> tuple[CheckedTables, list[Diagnostic]]:
    """Each table of the file checked against its model, and every problem found."""
    findings = [_unknown_key(toml, key, [key], tuple(TABLES), "") for key in toml.data if key not in TABLES]
    tables = CheckedTables()
    tables.project = _checked(toml, findings, ProjectTable, toml.data.get("projekt", {}), "projekt")
    tables.factors = _checked(toml, findings, FactorTable, toml.data.get("faktoren", {}), "faktoren")
    tables.check = _checked(toml, findings, CheckTable, toml.data.get("pruefung", {}), "pruefung")
    tables.city = _checked(toml, findings, CityTable, toml.data.get("stadtbilanz", {}), "stadtbilanz")
    tables.group = _checked(toml, findings, GroupTable, toml.data.get("konzern", {}), "konzern")
    stated = _checked(toml, findings, ScopeThreeTable, {"scope3": toml.data.get("scope3", {})}, "")
    tables.categories = dict(stated.scope3) if stated else {}
    assumed = toml.data.get("unsicherheit", {})
    tables.uncertainty = _checked(toml, findings, UncertaintyTable, assumed, "unsicherheit")
    restatement = toml.data.get("neuberechnung", {})
    tables.restatement = _checked(toml, findings, RestatementTable, restatement, "neuberechnung")
    tables.trend = _checked(toml, findings, TrendTable, toml.data.get("trend", {}), "trend")
    population = {"einwohner": toml.data.get("einwohner", {})}
    checked = _checked(toml, findings, PopulationTable, population, "")
    if checked is not None:
        tables.population = {int(year): people for year, people in checked.einwohner.items()}
    tables.organisations = list(_array(toml, findings, OrganisationTable, "organisation", "Organisationen"))
    tables.targets = list(_array(toml, findings, TargetTable, "ziel", "Ziele"))
    return tables, findings


def _array(
    toml: TomlText, findings: list[Diagnostic], model: type[Table], name: str, words: str
) -> Iterable[tuple[int, Table]]:
    entries = toml.data.get(name, [])
    if not isinstance(entries, list):
        findings.append(
            error(
                "THG504",
                f"{words} stehen nicht in doppelten eckigen Klammern",
                Place(FILE_NAME, cell=name),
                found=toml.found(name),
                expected=f"[[{name}]] je Eintrag",
            )
        )
        return
    for position, entry in enumerate(entries, 1):
        table = _checked(toml, findings, model, entry, f"{name}[{position}]")
        if table is not None:
            yield position, table


def _checked(toml: TomlText, findings: list[Diagnostic], model: type[Table], data: object, prefix: str) -> Table | None:
    try:
        return model.model_validate(data)
    except ValidationError as failure:
        details = failure.errors(include_url=False)
        findings.extend(_finding(toml, model, detail, prefix) for detail in details)
        return None


def _finding(toml: TomlText, model: type[BaseModel], detail: ErrorDetails, prefix: str) -> Diagnostic:
    # pydantic marks a bad key of a dict with a last part "[key]": the key itself stands before it.
    parts = _parts(detail["loc"])
    key = ".".join([prefix, *parts] if prefix else parts) or FILE_NAME
    name = parts[-1] if parts else prefix
    kind = detail["type"]
    if kind == "extra_forbidden":
        return _unknown_key(toml, key, parts, _allowed(model, parts), prefix)
    expected = _expected(model, parts) if parts else f"Abschnitt [{prefix}]"
    if kind == "missing":
        text = f"Angabe „{name}“ fehlt in {_section(prefix, parts)}"
        return error("THG503", text, Place(FILE_NAME, cell=key), found=toml.found(key), expected=expected)
    code, text = _code_and_text(kind, name, detail)
    return error(code, text, Place(FILE_NAME, cell=key), found=toml.found(key), expected=expected)


def _parts(location: tuple[int | str, ...]) -> list[str]:
    """Keys on the way to a problem; tables of an array count from 1, as in places of findings."""
    parts: list[str] = []
    for part in location:
        if isinstance(part, int) and parts:
            parts[-1] += f"[{part + 1}]"
        elif part != "[key]":
            parts.append(str(part))
    return parts


_INNER: dict[tuple[type[BaseModel], str], type[BaseModel]] = {
    (OrganisationTable, "stand"): ChangeTable,
    (ScopeThreeTable, "scope3"): CategoryTable,
    (CityTable, "fernwaerme"): HeatTable,
    (CityTable, "witterung"): WeatherTable,
}
"""Tables that stand inside a table."""


def _innermost(model: type[BaseModel], parts: list[str]) -> tuple[type[BaseModel], str]:
    """The table that the last of the parts belongs to, and that part."""
    inner = _INNER.get((model, parts[0].partition("[")[0])) if len(parts) > 1 else None
    return (inner, parts[-1]) if inner else (model, parts[0])


def _expected(model: type[BaseModel], parts: list[str]) -> str:
    table, key = _innermost(model, parts)
    return expectation(table, key) or expectation(model, parts[0].partition("[")[0])


def _code_and_text(kind: str, name: str, detail: ErrorDetails) -> tuple[str, str]:
    value = shown_value(detail["input"])
    if kind.startswith("THG"):
        return kind, f"„{name}“ = {value} {detail['msg']}"
    if kind.endswith(_WRONG_TYPE):
        return "THG504", f"„{name}“ = {value} hat die falsche Art"
    if detail["loc"] and detail["loc"][-1] == "[key]":
        return "THG508", f"„{name}“ ist kein Jahr"
    return "THG505", f"„{name}“ = {value} ist nicht zulässig"


def _allowed(model: type[BaseModel], parts: list[str]) -> tuple[str, ...]:
    if model is FactorTable and len(parts) > 1:
        return ("ausgabe", "sha256")
    return keys_of(_innermost(model, parts)[0])


def _section(prefix: str, parts: list[str]) -> str:
    inner = ".".join(part for part in [prefix, *parts[:-1]] if part)
    return f"[[{_NUMBER.sub('', inner)}]]" if "[" in prefix else f"[{inner}]"


def _unknown_key(toml: TomlText, key: str, parts: list[str], allowed: tuple[str, ...], prefix: str) -> Diagnostic:
    name = parts[-1]
    near = get_close_matches(name.casefold(), allowed, n=1, cutoff=0.6)
    hint = f"Meinten Sie „{near[0]}“?" if near else "Eintrag löschen oder den Schlüssel berichtigen"
    where = f" in {_section(prefix, parts)}" if prefix or len(parts) > 1 else ""
    return error(
        "THG502",
        f"Schlüssel „{name}“ ist unbekannt{where}",
        Place(FILE_NAME, cell=key),
        found=toml.found(key),
        expected=", ".join(allowed),
        hint=hint,
    )
