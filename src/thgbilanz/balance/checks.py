"""What a balance finds in its own journal: sums that disagree, internal deliveries that cannot be eliminated."""

from dataclasses import replace
from typing import TYPE_CHECKING

from thgbilanz.balance.eliminations import Eliminations
from thgbilanz.balance.result import Balance
from thgbilanz.core.activity_kinds import KIND_BY_ID, Group
from thgbilanz.core.diagnostic import Diagnostic, error, note, warning
from thgbilanz.core.place import Place
from thgbilanz.core.vocabulary import Delivery, Flow, Layer, Method, Space

if TYPE_CHECKING:
    import pandas as pd


_OUR_DEFECT = "Das ist ein Fehler des Programms: Bericht mit diesem Text an die Entwickler geben"


def balance_findings(journal: "pd.DataFrame", balance: Balance, eliminations: Eliminations) -> tuple[Diagnostic, ...]:
    """Findings of the balance stage, codes THG302 and THG400 to THG449."""
    return (
        *_control(balance),
        *_sums(balance),
        *_without_proof(eliminations.unproven),
        *_without_delivery(eliminations.unruled),
        *_market_by_location_factor(journal, balance.year),
        *_outside_boundary(balance),
        *_per_head(balance),
    )


def _control(balance: Balance) -> list[Diagnostic]:
    control = balance.control
    if control.holds:
        return []
    found = f"{control.read} gelesen, {control.booked} gebucht, {control.open} offen, {control.excluded} ausgeschlossen"
    return [
        error(
            "THG302",
            "Kontrollgleichung geht nicht auf",
            found=found,
            expected="gelesen = gebucht + offen + ausgeschlossen",
        )
    ]


def _sums(balance: Balance) -> list[Diagnostic]:
    return [
        error(
            "THG400",
            f"Vier unabhängige Summen stimmen nicht überein ({Space(space).label})",
            found=f"Scope/Sektor {sums.by_scope_kg:.3f} kg, Organisation {sums.by_organisation_kg:.3f} kg, "
            f"Aktivität {sums.by_activity_kg:.3f} kg, Datei {sums.by_file_kg:.3f} kg",
            expected="viermal dieselbe Summe",
            hint=_OUR_DEFECT,
        )
        for space, sums in balance.sums
        if not sums.agree
    ]


def _without_proof(unproven: "pd.DataFrame") -> list[Diagnostic]:
    """Receivers' lines whose supplier books nothing of the kind; a supplier's own lines: delivery_findings."""
    findings = []
    received = unproven[unproven["flow"] != Flow.DELIVERED.value]
    for supplier in sorted(received["counterparty"].unique()):
        findings += _per_sheet(
            received[received["counterparty"] == supplier],
            warning(
                "THG401",
                f"Interne Lieferung von „{supplier}“ nicht eliminiert: dort ist keine Anlage gebucht",
                expected="Scope-1-Emissionen des Lieferanten (Brennstoffe seiner Anlage)",
                hint="Brennstoffe des Lieferanten nachtragen; bis dahin bleibt die Lieferung beim Empfänger stehen",
            ),
            f" mit Gegenpartei {supplier}",
        )
    return findings


def _without_delivery(unruled: "pd.DataFrame") -> list[Diagnostic]:
    electricity = {id_ for id_, kind in KIND_BY_ID.items() if kind.group is Group.ELECTRICITY}
    lines = unruled[
        unruled["activity"].isin(electricity)
        & (unruled["delivery"] == Delivery.NONE.value)
        & (unruled["flow"] != Flow.DELIVERED.value)
    ]
    return _per_sheet(
        lines,
        warning(
            "THG402",
            "Stromlieferung im Konzern ohne Lieferweg: nicht eliminiert",
            expected="direkt (eigene Leitung) oder netz (öffentliches Netz)",
            hint="Spalte „Lieferweg“ ausfüllen: nur Strom über eine Direktleitung wird eliminiert",
        ),
    )


def _per_sheet(lines: "pd.DataFrame", finding: Diagnostic, words: str = "") -> list[Diagnostic]:
    """The finding for each sheet with such lines, with its rows, so that its effect can be weighed."""
    if lines.empty:
        return []
    findings = []
    sheets = lines.astype({"file": str, "sheet": str}).groupby(["file", "sheet"], sort=True)
    for _, part in sheets:
        rows = tuple(sorted({int(row) for row in part["row"]}))
        found = f"{len(rows)} {'Zeile' if len(rows) == 1 else 'Zeilen'}{words}"
        findings.append(replace(finding, place=_first_place(part), found=found, rows=rows, count=len(rows)))
    return findings


def _first_place(lines: "pd.DataFrame") -> Place:
    first = lines.sort_values(["file", "sheet", "row"]).iloc[0]
    return Place(str(first["file"]), str(first["sheet"]), f"{first['column']}{first['row']}")


def _market_by_location_factor(journal: "pd.DataFrame", year: int) -> list[Diagnostic]:
    """Without a residual mix the market-based figure is the location-based one: that must be disclosed.

    GHG Protocol Scope 2 Guidance, quality criterion 8 (method/organisation.md 4.2, 4.3).
    """
    electricity = {id_ for id_, kind in KIND_BY_ID.items() if kind.group is Group.ELECTRICITY}
    from_grid = (
        journal["activity"].isin(electricity)
        & journal["delivery"].isin({Delivery.NONE.value, Delivery.GRID.value})
        & (journal["layer"] != Layer.ELIMINATION.value)
    )
    lines = journal[["file", "sheet", "row", "column", "method", "factor_id", "factor_edition", "factor_region"]][
        from_grid
    ]
    by_location = lines[lines["method"] == Method.LOCATION.value]
    by_market = lines[lines["method"] == Method.MARKET.value]
    key = ["factor_id", "factor_edition", "factor_region"]
    fallen_back = by_market.merge(by_location[key].drop_duplicates(), on=key)
    if fallen_back.empty:
        return []
    counted = "1 Zeile" if len(fallen_back) == 1 else f"{len(fallen_back)} Zeilen"
    return [
        note(
            "THG405",
            f"Scope 2 marktbasiert mit dem Standortfaktor gerechnet: für {year} ist kein Residualmix hinterlegt",
            _first_place(fallen_back),
            found=f"{counted} Netzstrom ohne Nachweis oder Lieferantenfaktor",
            expected="Faktor des Liefervertrags oder Residualmix",
            hint="Nennt die Stromkennzeichnung einen Wert: den Vertrag auf dem Blatt „Stromverträge“ anlegen",
        )
    ]


def _outside_boundary(balance: Balance) -> list[Diagnostic]:
    group = balance.organisational
    if group is None:
        return []
    outside = [part.organisation.name for part in group.organisations if part.weight == 0 and part.totals.total_kg]
    if not outside:
        return []
    return [
        note(
            "THG403",
            f"Nicht in der Konzernsumme ({group.approach}): {', '.join(outside)}",
            hint="Die eigene Bilanz steht in der Tabelle; die Konzernsumme enthält sie bei diesem Ansatz nicht",
        )
    ]


def _per_head(balance: Balance) -> list[Diagnostic]:
    if balance.territorial is None or balance.territorial.population:
        return []
    return [
        warning(
            "THG404",
            f"Pro-Kopf-Wert nicht berechenbar: Einwohnerzahl für {balance.year} fehlt",
            Place("thg.toml", "", f"einwohner.{balance.year}"),
            expected=f'[einwohner] mit "{balance.year}" = Zahl',
            hint="Einwohnerzahl zum 31.12. des Jahres in thg.toml eintragen",
        )
    ]
