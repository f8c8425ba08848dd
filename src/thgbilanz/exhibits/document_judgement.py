"""The judged part of the JSON document: materiality meter and completeness matrix."""

from collections.abc import Collection, Mapping

from thgbilanz.core.completeness import Completeness, CompletenessCell
from thgbilanz.core.materiality import Materiality, OpenEffect
from thgbilanz.exhibits.clean import utf8_text
from thgbilanz.exhibits.json_number import number, thousandth


def materiality_object(
    meter: Materiality | None, names: Mapping[str, str], views: Collection[str]
) -> dict[str, object] | None:
    """``wesentlichkeit``: what open findings could change, by accounting space."""
    if meter is None:
        return None
    return {
        "schwelle_prozent": number(meter.threshold_percent),
        "raeume": [
            {
                "raum": part.space,
                **_effect(part.effect),
                "wesentlich": part.effect.exceeds(meter.threshold_percent),
                "groesste_organisation": None
                if part.organisation_effect is None
                else {
                    "id": part.organisation,
                    "name": utf8_text(names.get(part.organisation, part.organisation)),
                    **_effect(part.organisation_effect),
                },
            }
            for part in meter.spaces
            if part.space in views
        ],
        "befunde_ohne_zeile": meter.elsewhere,
    }


def _effect(effect: OpenEffect) -> dict[str, object]:
    return {
        "summe_t": thousandth(effect.total_kg),
        "offen_t": thousandth(effect.open_kg),
        "anteil": number(effect.share),
        "befunde": effect.findings,
        "unbekannt": effect.unknown,
    }


def completeness_object(
    matrix: Completeness | None, names: Mapping[str, str], labels: Mapping[str, str]
) -> dict[str, object] | None:
    """``vollstaendigkeit``: what stands for each organisation, activity and year."""
    if matrix is None:
        return None
    return {
        "jahre": list(matrix.years),
        "nicht_lesbare_zeilen": {str(year): count for year, count in matrix.refused.items()},
        "zeilen": [
            {
                "organisation": row.organisation,
                "name": utf8_text(names.get(row.organisation, row.organisation)),
                "sektor": row.sector,
                "aktivitaet": row.activity,
                "bezeichnung": utf8_text(labels.get(row.activity, row.activity)),
                "jahre": {str(year): _cell(cell) for year, cell in zip(matrix.years, row.cells, strict=True)},
            }
            for row in matrix.rows
        ],
    }


def _cell(cell: CompletenessCell) -> dict[str, object]:
    return {
        "stand": cell.standing.value,
        "zeilen": cell.rows,
        "geschaetzt": cell.estimated,
        "kennzeichen": cell.notation,
    }
