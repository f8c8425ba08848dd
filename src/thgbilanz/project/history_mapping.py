"""What a published table of a city says where: sector, carrier, quantity, one column per year (a TOML file)."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from thgbilanz.balance.trend.published import TOTAL
from thgbilanz.core.activity_kinds import ACTIVITY_KINDS
from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.place import Place
from thgbilanz.core.vocabulary import Sector
from thgbilanz.project.discovery import place_name
from thgbilanz.project.toml_text import TomlText, read_toml

_CLOSED = ConfigDict(extra="forbid", strict=True, frozen=True)
ENERGY, EMISSIONS = "energie", "emissionen"
UNITS: Mapping[str, tuple[str, float]] = {
    "MWh": (ENERGY, 1.0),
    "GWh": (ENERGY, 1000.0),
    "t": (EMISSIONS, 1.0),
    "kt": (EMISSIONS, 1000.0),
}
"""Unit of a table to what it measures and how many MWh or t it is."""
_SECTORS = frozenset({*(sector.value for sector in Sector), TOTAL})
_CARRIERS = frozenset({*(kind.id for kind in ACTIVITY_KINDS), TOTAL})


class TableForm(BaseModel):
    """``[tabelle]``: how the file is written and what its columns are."""

    model_config = _CLOSED

    trennzeichen: Literal[";", ",", "\t"] = Field(description='";", "," oder "\\t"')
    dezimalzeichen: Literal[",", "."] = Field(description='"," oder "."')
    sektor: str = Field(min_length=1, description="Titel der Spalte mit dem Sektor")
    energietraeger: str = Field(min_length=1, description="Titel der Spalte mit dem Energieträger")
    einheit: str = Field(default="", description="Titel der Spalte mit der Einheit")
    feste_einheit: Literal["", "MWh", "GWh", "t", "kt"] = Field(default="", description="MWh, GWh, t oder kt")
    jahr: str = Field(
        default="", description="Titel der Spalte mit dem Jahr; ohne Angabe ist jede Jahreszahl ein Titel"
    )
    menge: str = Field(default="", description="Titel der Spalte mit der Menge; nur zusammen mit jahr")
    quelle: str = Field(min_length=1, description="Titel der Veröffentlichung mit Jahr")
    fundstelle: str = Field(min_length=1, description="Tabelle und Seite")


class WordTable(BaseModel):
    """``[woerter]``: words of the table and what they mean here."""

    model_config = _CLOSED

    sektor: dict[str, str] = Field(default_factory=dict, description='Tabelle wie Haushalte = "haushalte"')
    energietraeger: dict[str, str] = Field(default_factory=dict, description='Tabelle wie "Heizöl EL" = "heizoel"')
    einheit: dict[str, str] = Field(default_factory=dict, description='Tabelle wie "t CO2" = "t"')


class SignatureTable(BaseModel):
    """``[bestaetigung]``: who has compared the mapping with the table."""

    model_config = _CLOSED

    wer: str = Field(min_length=1, description="Name der Person, die die Zuordnung geprüft hat")


class HistoryFile(BaseModel):
    """The whole mapping file."""

    model_config = _CLOSED

    tabelle: TableForm
    woerter: WordTable = WordTable()
    bestaetigung: SignatureTable


_MODELS: Mapping[str, type[BaseModel]] = {
    "tabelle": TableForm,
    "woerter": WordTable,
    "bestaetigung": SignatureTable,
}


@dataclass(frozen=True, slots=True)
class HistoryMapping:
    """A signed mapping of a published table."""

    file: str
    form: TableForm
    words: WordTable


def load_history_mapping(path: Path, root: Path) -> tuple[HistoryMapping | None, list[Diagnostic]]:
    """The mapping in ``path``, or None with everything that is wrong with it (THG715)."""
    name = place_name(root, path)
    toml, findings = read_toml(path)
    if toml is None:
        return None, findings
    try:
        parsed = HistoryFile.model_validate(toml.data)
    except ValidationError as failure:
        return None, [_finding(toml, name, dict(detail)) for detail in failure.errors(include_url=False)]
    found = [*_form_problems(parsed.tabelle, name), *_word_problems(parsed.woerter, name)]
    return (None if found else HistoryMapping(name, parsed.tabelle, parsed.woerter)), found


def _finding(toml: TomlText, name: str, detail: Mapping[str, Any]) -> Diagnostic:
    key = ".".join(str(part) for part in detail["loc"])
    texts = {"missing": f"„{key}“ fehlt in der Zuordnung", "extra_forbidden": f"„{key}“ ist in der Zuordnung unbekannt"}
    table, _, field_name = key.partition(".")
    model = _MODELS.get(table)
    entry = model.model_fields.get(field_name.partition(".")[0]) if model else None
    expected = (entry.description or "") if entry else "[tabelle], [woerter] und [bestaetigung]"
    text = texts.get(detail["type"], f"„{key}“ ist so nicht zulässig")
    return error("THG715", text, Place(name, cell=key), found=toml.found(key), expected=expected)


def _form_problems(form: TableForm, name: str) -> list[Diagnostic]:
    found = []
    if bool(form.einheit) == bool(form.feste_einheit):
        text = "Die Einheit steht entweder in einer Spalte oder gilt für die ganze Tabelle"
        found.append(error("THG715", text, Place(name, cell="tabelle.einheit"), expected="einheit oder feste_einheit"))
    if bool(form.jahr) != bool(form.menge):
        text = "Eine Spalte mit Jahren braucht eine Spalte mit Mengen"
        found.append(
            error("THG715", text, Place(name, cell="tabelle.jahr"), expected="jahr und menge, oder keins von beiden")
        )
    return found


def _word_problems(words: WordTable, name: str) -> list[Diagnostic]:
    checks = (
        ("sektor", words.sektor, _SECTORS),
        ("energietraeger", words.energietraeger, _CARRIERS),
        ("einheit", words.einheit, frozenset(UNITS)),
    )
    return [
        error(
            "THG715",
            f"„{meaning}“ ist als {title} nicht bekannt",
            Place(name, cell=f"woerter.{title}.{word}"),
            found=meaning,
            expected=", ".join(sorted(known)),
        )
        for title, table, known in checks
        for word, meaning in table.items()
        if meaning not in known
    ]
