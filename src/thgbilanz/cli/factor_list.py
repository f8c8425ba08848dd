"""Emission factors for people and programs: rows chosen by activity, year and set, with source and place in it."""

import csv
import io
from collections.abc import Iterable

from thgbilanz.core.factor import Factor
from thgbilanz.exhibits.clean import csv_text, visible
from thgbilanz.factors.base import FactorBase, FactorKey
from thgbilanz.factors.gwp import factor_co2e_kg

COLUMNS: tuple[str, ...] = (
    "faktor",
    "jahr",
    "region",
    "systemgrenze",
    "methode",
    "ausgabe",
    "kg_co2e_je_einheit",
    "einheit",
    "gwp",
    "herkunft",
    "quelle",
    "fundstelle",
    "datei",
    "zeile",
)
"""Keys of a row in JSON and columns in CSV."""

_GWP = "AR5"
_DERIVATIONS = {
    "published": "veröffentlicht",
    "computed": "berechnet",
    "interpolated": "interpoliert",
    "carried_forward": "fortgeschrieben",
    "carried_back": "rückwirkend verwendet",
    "local": "eigener Faktor",
}


def factor_rows(
    base: FactorBase, *, factor_id: str = "", activity: str = "", year: int | None = None, set_id: str = ""
) -> list[dict[str, object]]:
    """Rows that fit every stated wish, sorted by key. CO2e of rows with a full gas split is by AR5."""
    wanted = _pinned(base, activity, set_id) if activity or set_id else None
    rows = [
        row
        for row in base.factors.values()
        if (not factor_id or row.factor_id == factor_id)
        and (year is None or row.year_valid == year)
        and (wanted is None or row.key in wanted)
    ]
    return [_row(row, base) for row in sorted(rows, key=lambda row: row.key)]


def _pinned(base: FactorBase, activity: str, set_id: str) -> set[FactorKey]:
    """Rows that sets use for an activity, and own rows of the project named after it."""
    entries = base.sets.get(set_id, ()) if set_id else [entry for pins in base.sets.values() for entry in pins]
    keys = {
        row.key for entry in entries if not activity or entry.activity == activity for row in base.pinned_rows(entry)
    }
    if activity and not set_id:
        keys |= {row.key for row in base.factors.values() if row.factor_id.split(".")[0] == activity}
    return keys


def _row(row: Factor, base: FactorBase) -> dict[str, object]:
    kg, basis = factor_co2e_kg(row, _GWP, base)
    return {
        "faktor": row.factor_id,
        "jahr": row.year_valid,
        "region": row.region,
        "systemgrenze": row.boundary,
        "methode": row.accounting,
        "ausgabe": row.edition,
        "kg_co2e_je_einheit": kg,
        "einheit": row.activity_unit,
        "gwp": basis,
        "herkunft": _DERIVATIONS.get(row.derivation, row.derivation),
        "quelle": row.source_id,
        "fundstelle": row.source_locator,
        "datei": row.table,
        "zeile": row.line,
    }


def rows_csv(rows: Iterable[dict[str, object]]) -> str:
    """Rows as CSV for programs: comma, point, no cell that could become a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        values = (row[column] for column in COLUMNS)
        writer.writerow([csv_text(value) if isinstance(value, str) else value for value in values])
    return out.getvalue()


def rows_text(rows: list[dict[str, object]]) -> str:
    """Rows for people: two lines each, so that no figure is ever cut."""
    if not rows:
        return "Kein Faktor passt zu dieser Auswahl\n"
    lines = []
    for row in rows:
        method = "" if row["methode"] == "na" else f", {row['methode']}"
        lines.append(f"{row['faktor']}  {row['jahr']}  {_figure(row)} ({row['systemgrenze']}{method}, {row['region']})")
        lines.append(f"    {row['quelle']}, {row['fundstelle']}  [{row['ausgabe']}, {row['herkunft']}]")
    lines.append(f"{len(rows)} {'Faktor' if len(rows) == 1 else 'Faktoren'}")
    return "\n".join(visible(line) for line in lines) + "\n"


def factor_page(base: FactorBase, factor_id: str, year: int | None = None) -> str:
    """One factor: its rows by year, then the publications behind them."""
    rows = factor_rows(base, factor_id=factor_id, year=year)
    if not rows:
        years = sorted({row.year_valid for row in base.by_id[factor_id]})
        return f"{factor_id} gilt nicht für {year}; es gibt ihn für {', '.join(map(str, years))}\n"
    lines = [rows_text(rows).rstrip("\n"), "", "Quellen"]
    for id_ in dict.fromkeys(str(row["quelle"]) for row in rows):
        source = base.sources.get(id_)
        if source is not None:
            parts = (source.institution, source.title, str(source.year or ""), source.url, source.licence_spdx)
            lines.append(visible(f"  {id_}: {', '.join(part for part in parts if part)}"))
    return "\n".join(lines) + "\n"


def _figure(row: dict[str, object]) -> str:
    figure = f"{row['kg_co2e_je_einheit']:.12g}".replace(".", ",")
    basis = f" nach {row['gwp']}" if str(row["gwp"]).startswith("AR") else f" ({row['gwp']})"
    return f"{figure} kg CO2e/{row['einheit']}{basis}"
