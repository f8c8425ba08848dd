"""What every column of the factor tables means: the one text for ``datapackage.json`` and for data frames."""

from dataclasses import dataclass
from typing import Literal

from thgbilanz.core.vocabulary import Boundary, Space
from thgbilanz.factors.schema import DERIVATIONS, GASES, GWP_OF_SOURCE, ROLES, UNITS

FieldType = Literal["string", "integer", "number", "date"]

SLUG = r"[a-z0-9](?:[a-z0-9_.\-]*[a-z0-9])?"
REGION = r"[A-Z]{2}(?:-[A-Z]{2})?|DE-AGS-[0-9]{8}|NET-[a-z0-9][a-z0-9\-]*"


@dataclass(frozen=True, slots=True)
class Field:
    """A column: type and limits in terms of Frictionless Table Schema, meaning in German."""

    name: str
    description: str
    type: FieldType = "string"
    required: bool = False
    enum: tuple[str, ...] = ()
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None


def _slug(name: str, description: str) -> Field:
    return Field(name, description, required=True, pattern=SLUG)


def _choice(name: str, description: str, *values: str) -> Field:
    return Field(name, description, required=True, enum=values)


def _text(name: str, description: str, *, required: bool = False) -> Field:
    return Field(name, description, required=required)


def _year(name: str, description: str, *, required: bool = False) -> Field:
    return Field(name, description, "integer", required=required, minimum=1900, maximum=2199)


def _mass(name: str, description: str) -> Field:
    return Field(name, description, "number", minimum=0)


def _grade(name: str, description: str) -> Field:
    return Field(
        name, f"{description}, 1 (gut) bis 5 (schlecht); leer: nicht bewertet", "integer", minimum=1, maximum=5
    )


_REGION = Field(
    "region", "ISO 3166 (DE, GB), DE-AGS-… für eine Gemeinde, NET-… für ein Wärmenetz", "string", True, (), REGION
)
_SOURCE = _slug("source_id", "Quelle, siehe sources.csv")
_LOCATOR = _text("source_locator", "Fundstelle in der Quelle: Tabelle, Seite, Blatt, Zelle oder ID", required=True)
_DERIVATION = _choice(
    "derivation",
    "published: wie gedruckt; computed: Formel in formula_ref; carried_…: Wert eines anderen Jahres",
    *DERIVATIONS,
)
_FORMULA = _text("formula_ref", "Formel mit gedruckten Zahlen oder Schlüsseln anderer Zeilen")
_NOTE = _text("note", "Hinweis; „Zweitquelle“ heißt: Original nicht geöffnet")

FACTOR_FIELDS: tuple[Field, ...] = (
    _slug("factor_id", "Kennung ohne Jahr: Träger und Verwendung"),
    _year("year_valid", "Bilanzjahr, für das die Zeile gilt", required=True),
    _REGION,
    _choice(
        "boundary",
        "Systemgrenze: direkt, Vorkette, gesamt, Wiege bis Werkstor, nur Transport",
        *(boundary.value for boundary in Boundary),
    ),
    _choice("accounting", "Bilanzierung in Scope 2, sonst na", "na", "location", "market", "residual"),
    _slug("edition", "Ausgabe: derselbe Faktor darf je Ausgabe einen anderen Wert haben"),
    _choice("activity_unit", "Einheit der Menge, auf die sich der Faktor bezieht", *UNITS),
    _choice("heat_basis", "Heizwert (Hi), Brennwert (Hs) oder na", "Hi", "Hs", "na"),
    _mass("co2_fossil_kg", "fossiles CO2 in kg je Einheit; leer: nicht veröffentlicht"),
    _mass("co2_biogenic_kg", "biogenes CO2 in kg je Einheit, außerhalb der Scopes"),
    _mass("ch4_fossil_kg", "fossiles Methan in kg CH4 je Einheit"),
    _mass("ch4_biogenic_kg", "biogenes Methan in kg CH4 je Einheit"),
    _mass("n2o_kg", "Lachgas in kg N2O je Einheit"),
    _mass("other_co2e_kg", "andere Gase in kg CO2e je Einheit"),
    _mass("co2e_kg", "kg CO2e je Einheit, wie die Quelle druckt"),
    _choice("co2e_gwp", "GWP-Satz der Quelle; CO2: nur CO2; unknown: nicht genannt", *GWP_OF_SOURCE),
    _text("zero_reason", "Grund für eine 0"),
    _choice("gas_split", "full: je Gas, GWP wählbar; co2_only; co2e_only", "full", "co2_only", "co2e_only"),
    _mass("u_low", "untere Grenze der Unsicherheit"),
    _mass("u_high", "obere Grenze der Unsicherheit"),
    _choice("u_kind", "Art der Unsicherheit", "p95", "gsd", "expert", "none"),
    _grade("dq_tech", "Güte: Technik"),
    _grade("dq_geo", "Güte: Ort; 4 und 5 heißen Stellvertreter von anderswo"),
    _grade("dq_time", "Güte: Zeit; 4 heißt aus Werten anderer Jahre berechnet, 5 Bezugsjahr erschlossen"),
    _grade("dq_complete", "Güte: Vollständigkeit"),
    _grade("dq_reliab", "Güte: Verlässlichkeit; 4 und 5 heißen Zweitquelle oder erschlossen"),
    _DERIVATION,
    _FORMULA,
    _year("year_data", "Jahr, das gemessen wurde; leer: nicht genannt"),
    _year("year_published", "Jahr der Veröffentlichung"),
    _SOURCE,
    _LOCATOR,
    _choice("status", "Stand der Zeile", "active", "superseded", "withdrawn", "erratum"),
    _text("supersedes", "Schlüssel der ersetzten Zeile"),
    _text("reviewed_by", "wer die Zahl am Original nachgelesen hat"),
    Field("reviewed_on", "wann nachgelesen wurde", "date"),
    _NOTE,
)

PROPERTY_FIELDS: tuple[Field, ...] = (
    _slug("property_id", "Kennung der Umrechnung"),
    _slug("activity", "Aktivität, für die sie gilt"),
    _choice("unit_from", "Einheit, aus der umgerechnet wird", *UNITS),
    _choice("unit_to", "Einheit, in die umgerechnet wird", *UNITS),
    Field("value", "eine unit_from sind value unit_to", "number", required=True, minimum=0),
    _slug("edition", "Ausgabe"),
    _year("year_from", "gilt ab; leer: immer"),
    _year("year_to", "gilt bis; leer: immer"),
    _REGION,
    _SOURCE,
    _LOCATOR,
    _DERIVATION,
    _FORMULA,
    _NOTE,
)

SOURCE_FIELDS: tuple[Field, ...] = (
    _slug("source_id", "Kennung der Quelle"),
    _text("title", "Titel", required=True),
    _text("institution", "Herausgeber", required=True),
    _year("year", "Erscheinungsjahr"),
    _text("url", "Adresse"),
    _text("doi", "DOI"),
    _text("sha256", "Prüfsumme der gelesenen Datei"),
    _text("licence_spdx", "Lizenz als SPDX-Kennung", required=True),
    _choice("redistribution", "Weitergabe erlaubt: ja, nur einzelne Werte, nein", "yes", "values_only", "no"),
    Field("retrieved", "abgerufen am", "date"),
    _text("archived_copy", "Ablageort einer Kopie"),
    _NOTE,
)

SET_FIELDS: tuple[Field, ...] = (
    _slug("set_id", "Kennung des Faktorsatzes"),
    _slug("set_edition", "Ausgabe des Faktorsatzes"),
    _choice("space", "Bilanzraum", *(space.value for space in Space)),
    _slug("activity", "Aktivität"),
    _choice("role", "Rolle des Faktors in der Buchung", *ROLES),
    _slug("factor_id", "Faktor, siehe factors"),
    _slug("edition", "Ausgabe des Faktors"),
    _REGION,
    _year("year_from", "erstes Bilanzjahr", required=True),
    _year("year_to", "letztes Bilanzjahr", required=True),
    _NOTE,
)

GWP_FIELDS: tuple[Field, ...] = (
    _choice("gas", "Gas", *GASES),
    _choice("gwp_set", "Sachstandsbericht des IPCC", "AR4", "AR5", "AR6"),
    Field("horizon_years", "Zeithorizont in Jahren", "integer", required=True, enum=("100",)),
    Field("value", "kg CO2e je kg Gas", "number", required=True, minimum=0),
    _SOURCE,
    _LOCATOR,
    _NOTE,
)

LOSS_FIELDS: tuple[Field, ...] = (
    _slug("application", "Anwendung"),
    _text("label", "Bezeichnung", required=True),
    _REGION,
    _year("year_data", "Jahr der Daten; leer: nicht genannt"),
    Field("share_per_year", "Verlust als Anteil der Füllung je Jahr", "number", required=True, minimum=0, maximum=1),
    _SOURCE,
    _LOCATOR,
    _NOTE,
)

BIO_SHARE_FIELDS: tuple[Field, ...] = (
    _slug("fuel", "Kraftstoff, dem beigemischt wird"),
    _text("label", "Bezeichnung", required=True),
    _year("year_valid", "Jahr", required=True),
    _REGION,
    Field("share", "Anteil des Biokraftstoffs", "number", required=True, minimum=0, maximum=1),
    _choice("share_basis", "Bezug des Anteils", "energy", "volume", "unknown"),
    _SOURCE,
    _LOCATOR,
    _NOTE,
)
