"""A comparison of two factor bases as a JSON document; figures in full precision, tonnes for effects."""

from collections.abc import Sequence

from thgbilanz.core.factor import Factor
from thgbilanz.exhibits.clean import utf8_text
from thgbilanz.exhibits.json_number import number, thousandth
from thgbilanz.factors.comparison import (
    Comparison,
    PinTarget,
    ProjectEffect,
    RowChange,
    ValueChange,
    relative_change,
)

SCHEMA_ID = "thgbilanz.faktorvergleich/1"


def changes_document(comparison: Comparison, effects: Sequence[ProjectEffect], old: str, new: str) -> dict[str, object]:
    """Everything that differs, row by row; ``aenderung`` is a share (0.25 is +25 %)."""
    return {
        "schema": SCHEMA_ID,
        "alt": utf8_text(old),
        "neu": utf8_text(new),
        "neue_zeilen": [_key(row) for row in comparison.added],
        "entfallene_zeilen": [_key(row) for row in comparison.removed],
        "geaenderte_zeilen": [_change(change) for change in comparison.changed],
        "zuordnungen": [
            {
                "satz": pin.set_id,
                "bilanzraum": pin.space,
                "aktivitaet": pin.activity,
                "rolle": pin.role,
                "jahre": list(pin.years),
                "alt": _target(pin.old),
                "neu": _target(pin.new),
            }
            for pin in comparison.pins
        ],
        "umrechnungen": [_value(change) for change in comparison.properties],
        "treibhauspotenziale": [_value(change) for change in comparison.gwp],
        "wirkung": [_effect(effect) for effect in effects],
    }


def _key(row: Factor) -> dict[str, object]:
    return {
        "faktor": row.factor_id,
        "jahr": row.year_valid,
        "region": row.region,
        "systemgrenze": row.boundary,
        "methode": row.accounting,
        "ausgabe": row.edition,
    }


def _change(change: RowChange) -> dict[str, object]:
    figures = {
        "alt_kg": number(change.old_kg),
        "neu_kg": number(change.new_kg),
        "einheit_alt": change.old.activity_unit,
        "einheit_neu": change.new.activity_unit,
        "aenderung": number(relative_change(change.old_kg, change.new_kg)),
        "spalten": list(change.columns),
    }
    return _key(change.new) | figures


def _target(target: PinTarget | None) -> dict[str, object] | None:
    if target is None:
        return None
    return {
        "faktor": target.factor_id,
        "ausgabe": target.edition,
        "region": target.region,
        "kg": number(target.kg),
    }


def _value(change: ValueChange) -> dict[str, object]:
    return {
        "name": utf8_text(change.name),
        "alt": number(change.old),
        "neu": number(change.new),
        "aenderung": number(relative_change(change.old, change.new)),
    }


def _effect(project: ProjectEffect) -> dict[str, object]:
    return {
        "projekt": utf8_text(project.project),
        "summen": [
            {
                "jahr": effect.year,
                "bilanzraum": effect.space,
                "summe": effect.item,
                "gesamt": effect.is_total,
                "alt_t": thousandth(effect.old_kg),
                "neu_t": thousandth(effect.new_kg),
                "aenderung": number(relative_change(effect.old_kg, effect.new_kg)),
            }
            for effect in project.effects
        ],
        "offene_zeilen": [{"jahr": one.year, "alt": one.old, "neu": one.new} for one in project.open_rows],
        "nicht_gerechnet": list(project.skipped),
    }
