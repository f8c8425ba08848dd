"""The row of the activity table: one definition of what makes a row right, whatever file it comes from."""

import datetime as dt
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from thgbilanz.intake.row_rules import (
    ends_after_it_begins,
    fits_sector,
    fits_space,
    goes_with_amount,
    goes_with_layer,
    is_amount_or_notation,
    is_as_measured,
    is_in_asked_year,
    is_not_negative,
    is_percent,
)
from thgbilanz.intake.row_words import (
    is_given,
    is_known_activity,
    is_known_organisation,
    is_listed,
    stands_in_its_space,
)

_Number = Annotated[float | None, Field(allow_inf_nan=False)]
_NotNegative = Annotated[_Number, AfterValidator(is_not_negative)]
_Listed = Annotated[str, AfterValidator(is_listed)]
_Organisation = Annotated[str, AfterValidator(is_known_organisation)]


class Row(BaseModel):
    """One activity; every field is a key of the tidy activity table (contract.md).

    Fields stand in the order of their rules: a rule sees the fields above it that are right.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    raum: Annotated[_Listed, AfterValidator(is_given)]
    organisation: Annotated[_Organisation, AfterValidator(stands_in_its_space), AfterValidator(is_given)]
    aktivitaet: Annotated[str, AfterValidator(is_known_activity)]
    sektor: Annotated[_Listed, AfterValidator(fits_sector)]
    notation: _Listed
    ebene: _Listed
    menge: Annotated[_NotNegative, AfterValidator(is_amount_or_notation)]
    einheit: Annotated[str, AfterValidator(goes_with_amount)]
    von: dt.date | None
    bis: Annotated[dt.date | None, AfterValidator(ends_after_it_begins)]
    jahr: Annotated[int | None, AfterValidator(is_in_asked_year)]
    """The year that the row is booked in."""
    autor: Annotated[str, AfterValidator(goes_with_layer)]
    erfasst_am: Annotated[dt.date | None, AfterValidator(goes_with_layer)]
    begruendung: Annotated[str, AfterValidator(goes_with_layer)]
    quelle: Annotated[str, AfterValidator(goes_with_layer)]
    datenguete: _Listed
    scope3_kategorie: _Listed
    gegenpartei: _Organisation
    lieferung: _Listed
    richtung: Annotated[_Listed, AfterValidator(fits_space)]
    eu_ets: _Listed
    witterungsbereinigt: Annotated[_Listed, AfterValidator(is_as_measured)]
    flaeche_m2: _NotNegative
    kosten_eur: _NotNegative
    unsicherheit_prozent: Annotated[_Number, AfterValidator(is_percent)]
