"""Exact, dated lookup of a factor: the set's pin or the project's own factor, never the nearest neighbour."""

from dataclasses import dataclass

from thgbilanz.core.activity_kinds import KIND_BY_ID
from thgbilanz.core.factor import LOCAL_FACTOR_REASON, Factor, Property, SetEntry
from thgbilanz.factors.base import LOCAL, FactorBase
from thgbilanz.factors.nearest import nearest_ids, nearest_rows, similar
from thgbilanz.factors.roles import ROLE_LABELS, rows_for_role

NETWORK_HEAT = frozenset({"fernwaerme", "nahwaerme"})
"""Heat whose factor depends on the network: no national value replaces it (method/bisko.md 6)."""

_OWN_ROW = (
    "den Faktor als Zeile in faktoren/eigene_faktoren.csv eintragen (wie, steht dort in LIESMICH.md) und seine Kennung "
    "neben der Menge nennen: Spalte „Eigener Faktor (ID)“, in CSV „faktor“"
)


@dataclass(frozen=True, slots=True)
class Match:
    """The one row that applies, and why, in German."""

    factor: Factor
    reason: str


@dataclass(frozen=True, slots=True)
class NoMatch:
    """Why no row applies; the activity stays an open item."""

    code: str
    text: str
    expected: str
    hint: str
    candidates: tuple[str, ...]
    """Up to three nearest rows or ids: years, carriers, editions."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    set_id: str
    space: str
    activity: str
    role: str
    year: int

    @property
    def label(self) -> str:
        kind = KIND_BY_ID.get(self.activity)
        return kind.label if kind else self.activity

    @property
    def role_label(self) -> str:
        return ROLE_LABELS[self.role]


def matched_factor(
    base: FactorBase, set_id: str, space: str, activity: str, role: str, year: int, local_factor: str = ""
) -> Match | NoMatch:
    """The factor row of an activity in a role and year; none or two hits are no match.

    ``local_factor`` names rows of the project's own folder and goes before the set.
    """
    wanted = _Wanted(set_id, space, activity, role, year)
    return _local_match(base, wanted, local_factor) if local_factor else _set_match(base, wanted)


def _set_match(base: FactorBase, wanted: _Wanted) -> Match | NoMatch:
    entries = [entry for entry in base.sets.get(wanted.set_id, ()) if entry.space == wanted.space]
    of_activity = [entry for entry in entries if entry.activity == wanted.activity]
    of_role = [entry for entry in of_activity if entry.role == wanted.role]
    if not of_role:
        return _not_in_set(base, wanted, entries, of_activity)
    pins = [entry for entry in of_role if entry.year_from <= wanted.year <= entry.year_to]
    hits = [(entry, row) for entry in pins for row in _rows_of_pin(base, entry, wanted)]
    if len(hits) == 1:
        entry, row = hits[0]
        return Match(row, _set_reason(entry, row))
    return _ambiguous(wanted, [row for _, row in hits]) if hits else _no_year(base, wanted, of_role)


def _rows_of_pin(base: FactorBase, entry: SetEntry, wanted: _Wanted) -> list[Factor]:
    return rows_for_role((row for row in base.pinned_rows(entry) if row.year_valid == wanted.year), entry.role)


def _local_match(base: FactorBase, wanted: _Wanted, factor_id: str) -> Match | NoMatch:
    own = [row for row in base.by_id.get(factor_id, ()) if row.derivation == LOCAL]
    if not own:
        return _no_local(base, factor_id)
    hits = rows_for_role((row for row in own if row.year_valid == wanted.year), wanted.role)
    if len(hits) == 1:
        row = hits[0]
        return Match(
            row, f"{LOCAL_FACTOR_REASON} {factor_id} ({row.table}, Zeile {row.line}), Rolle {wanted.role_label}"
        )
    return _ambiguous(wanted, hits) if hits else _no_local_row(wanted, factor_id, own)


def _set_reason(entry: SetEntry, row: Factor) -> str:
    parts = [f"Satz {entry.set_id} {entry.set_edition}, Rolle {ROLE_LABELS[entry.role]}"]
    if row.derivation == "carried_forward":
        parts.append(f"fortgeschrieben, Daten von {row.year_data}")
    elif row.derivation == "carried_back":
        parts.append(f"rückwirkend verwendet, Daten von {row.year_data}")
    if entry.role == "market" and row.accounting != "market":
        parts.append("Standortfaktor, weil kein marktbasierter vorliegt")
    return "; ".join(parts)


def _no_local(base: FactorBase, factor_id: str) -> NoMatch:
    known = sorted({row.factor_id for row in base.factors.values() if row.derivation == LOCAL})
    return NoMatch(
        "THG222",
        f"Lokaler Faktor „{factor_id}“ ist nicht angelegt",
        "eine factor_id aus dem Projektordner faktoren",
        f"Schreibweise prüfen oder {_OWN_ROW}",
        similar(factor_id, known),
    )


def _no_local_row(wanted: _Wanted, factor_id: str, own: list[Factor]) -> NoMatch:
    boundary = {"upstream": "upstream", "total": "total"}.get(wanted.role, "direct")
    return NoMatch(
        "THG223",
        f"Lokaler Faktor „{factor_id}“ hat für {wanted.year} keinen Wert „{wanted.role_label}“",
        f"Zeile mit year_valid {wanted.year} und boundary {boundary}",
        "Zeile ergänzen; ist die Vorkette im direkten Wert schon enthalten, eine Zeile mit boundary upstream, dem"
        " Wert 0 und diesem Grund in zero_reason anlegen",
        nearest_rows(own, wanted.year),
    )


def _not_in_set(base: FactorBase, wanted: _Wanted, entries: list[SetEntry], of_activity: list[SetEntry]) -> NoMatch:
    if not entries:
        return _no_set(base, wanted)
    near = nearest_ids(base, wanted.activity, wanted.role, wanted.year)
    if of_activity:
        return NoMatch(
            "THG227",
            f"Satz {wanted.set_id} enthält für {wanted.label} keinen Faktor „{wanted.role_label}“",
            f"Faktor „{wanted.role_label}“ für {wanted.year}",
            f"Der Grund steht in docs/luecken.md; {_OWN_ROW}",
            near,
        )
    if wanted.activity in NETWORK_HEAT:
        return NoMatch(
            "THG226",
            f"{wanted.label} braucht den Faktor des eigenen Netzes",
            f"lokaler Faktor für das Netz und {wanted.year}",
            f"Wert beim Netzbetreiber erfragen, dann {_OWN_ROW}",
            near,
        )
    return NoMatch(
        "THG220",
        f"Satz {wanted.set_id} enthält keinen Faktor für {wanted.label}",
        "Aktivität des Satzes oder lokaler Faktor",
        f"Der Grund steht in docs/luecken.md; {_OWN_ROW}",
        near or similar(wanted.activity, sorted({entry.activity for entry in entries})),
    )


def _no_set(base: FactorBase, wanted: _Wanted) -> NoMatch:
    fitting = sorted(name for name, pins in base.sets.items() if any(pin.space == wanted.space for pin in pins))
    return NoMatch(
        "THG225",
        f"Faktorensatz „{wanted.set_id}“ gilt nicht für den Bilanzraum {wanted.space}"
        if wanted.set_id in base.sets
        else f"Faktorensatz „{wanted.set_id}“ gibt es nicht",
        ", ".join(fitting),
        "Faktorensatz in thg.toml ändern",
        similar(wanted.set_id, fitting) or tuple(fitting[:3]),
    )


def _no_year(base: FactorBase, wanted: _Wanted, of_role: list[SetEntry]) -> NoMatch:
    rows = [row for entry in of_role for row in rows_for_role(base.pinned_rows(entry), wanted.role)]
    first, last = min(entry.year_from for entry in of_role), max(entry.year_to for entry in of_role)
    return NoMatch(
        "THG221",
        f"Satz {wanted.set_id} enthält für {wanted.label} keinen Faktor für {wanted.year}",
        f"Jahr von {first} bis {last}",
        f"Werte anderer Jahre werden nicht stillschweigend verwendet; {_OWN_ROW}",
        nearest_rows(rows, wanted.year),
    )


def _ambiguous(wanted: _Wanted, rows: list[Factor]) -> NoMatch:
    return NoMatch(
        "THG224",
        f"Für {wanted.label} ({wanted.role_label}) passen {wanted.year} mehrere Faktoren",
        "genau eine Faktorzeile",
        "Von den Zeilen mit derselben Kennung, Systemgrenze und demselben Jahr nur eine behalten",
        nearest_rows(rows, wanted.year),
    )


def property_between(
    base: FactorBase, activity: str, unit_from: str, unit_to: str, year: int, region: str = "DE"
) -> Property | None:
    """The property that turns one unit of an activity into another in a year, None if there is none or several.

    Units are compared by base unit (a property per ``L`` answers for ``m3``): the caller converts the value.
    """
    from thgbilanz.units.catalogue import base_of  # noqa: PLC0415 - keeps loading factors free of the unit table

    wanted = (base_of(unit_from)[0], base_of(unit_to)[0])
    hits = [
        row
        for row in base.properties
        if row.activity == activity
        and row.region == region
        and (row.year_from is None or row.year_from <= year)
        and (row.year_to is None or year <= row.year_to)
        and (base_of(row.unit_from)[0], base_of(row.unit_to)[0]) == wanted
    ]
    return hits[0] if len(hits) == 1 else None
