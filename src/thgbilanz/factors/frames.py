"""The factor tables as pandas frames, for notebooks and other programs.

Columns are those of the tables, described in ``thgbilanz.factors.fields`` and in ``datapackage.json``; missing
numbers are ``<NA>``, missing texts empty. Frames are copies: changing one changes no table.
"""

from collections.abc import Iterable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from thgbilanz.factors.fields import FACTOR_FIELDS, PROPERTY_FIELDS, SET_FIELDS, SOURCE_FIELDS, Field
from thgbilanz.factors.thinness import thin_reasons

if TYPE_CHECKING:
    import pandas as pd

    from thgbilanz.factors.base import FactorBase

_DTYPES = {"string": "str", "date": "str", "integer": "Int64", "number": "Float64"}


def factors_frame(base: "FactorBase | None" = None) -> "pd.DataFrame":
    """Every factor row, sorted by key, with ``thin`` added: why a row is thin, texts joined by ``"; "``.

    Numbers are kg per ``activity_unit``. ``base`` defaults to the shipped tables.

    >>> frame = factors_frame()
    >>> row = frame.query("factor_id == 'strom.netz.bundesmix' and year_valid == 2019 and boundary == 'total'")
    >>> sorted(row["co2e_kg"].tolist())
    [0.478, 0.479]
    """
    rows = sorted(_loaded(base).factors.values(), key=attrgetter("key"))
    frame = _frame(rows, FACTOR_FIELDS)
    frame["thin"] = ["; ".join(thin_reasons(row)) for row in rows]
    return frame


def properties_frame(base: "FactorBase | None" = None) -> "pd.DataFrame":
    """Physical properties in use: one ``unit_from`` is ``value`` ``unit_to``."""
    return _frame(_loaded(base).properties, PROPERTY_FIELDS)


def sources_frame(base: "FactorBase | None" = None) -> "pd.DataFrame":
    """Publications with licence and right to pass on, sorted by id."""
    return _frame(sorted(_loaded(base).sources.values(), key=attrgetter("source_id")), SOURCE_FIELDS)


def sets_frame(base: "FactorBase | None" = None) -> "pd.DataFrame":
    """Pins of all factor sets: which factor an activity uses, in which role and years."""
    return _frame((entry for entries in _loaded(base).sets.values() for entry in entries), SET_FIELDS)


def _loaded(base: "FactorBase | None") -> "FactorBase":
    if base is not None:
        return base
    from thgbilanz.factors.load import load_factors  # noqa: PLC0415 - a given base needs no reading of files

    return load_factors()[0]


def _frame(records: Iterable[Any], fields: tuple[Field, ...]) -> "pd.DataFrame":
    import pandas as pd  # noqa: PLC0415 - half a second that looking up a factor must not cost

    listed = list(records)
    columns = {
        field.name: pd.Series([getattr(record, field.name) for record in listed], dtype=_DTYPES[field.type])
        for field in fields
    }
    return pd.DataFrame(columns)
