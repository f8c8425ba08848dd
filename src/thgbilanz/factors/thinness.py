"""What makes a factor row thin: a reader of a balance should know how much of it rests on such rows."""

from thgbilanz.core.factor import Factor

SECOND_HAND = "aus zweiter Hand"
CARRIED_FORWARD = "fortgeschrieben"
CARRIED_BACK = "rückwirkend verwendet"
INTERPOLATED = "interpoliert"
FOREIGN = "ausländisch"
STAND_IN = "Stellvertreter"
OTHER_YEARS = "aus Werten anderer Jahre berechnet"
YEAR_INFERRED = "Bezugsjahr erschlossen"
WITHDRAWN = "überholt oder zurückgezogen"

THIN_REASONS = (
    CARRIED_FORWARD,
    CARRIED_BACK,
    INTERPOLATED,
    FOREIGN,
    STAND_IN,
    SECOND_HAND,
    OTHER_YEARS,
    YEAR_INFERRED,
    WITHDRAWN,
)
"""All reasons, in the order in which a row states them."""

WEAK_GRADE = 4
"""Pedigree grade from which an indicator counts as thin (1 is best, 5 worst)."""

_BY_DERIVATION = {
    "carried_forward": CARRIED_FORWARD,
    "carried_back": CARRIED_BACK,
    "interpolated": INTERPOLATED,
}


def thin_reasons(factor: Factor) -> tuple[str, ...]:
    """German words for what is thin about a row, none for a row that stands on its own source, year and country.

    A value of another year (``derivation``), of another country (``region``), a stand-in from elsewhere
    (``dq_geo``), a source read second-hand or only inferred (``dq_reliab``), a computation from rows of other years
    (``dq_time`` 4), a data year that is inferred (``dq_time`` 5), a row that is no longer active. A row of the
    project's own folder is judged the same way.
    """
    reasons = {_BY_DERIVATION.get(factor.derivation, "")}
    foreign = not factor.region.startswith(("DE", "NET-"))
    if foreign:
        reasons.add(FOREIGN)
    elif _weak(factor.dq_geo):
        reasons.add(STAND_IN)
    if _weak(factor.dq_reliab):
        reasons.add(SECOND_HAND)
    if _weak(factor.dq_time):
        reasons.add(OTHER_YEARS if factor.dq_time == WEAK_GRADE else YEAR_INFERRED)
    if factor.status != "active":
        reasons.add(WITHDRAWN)
    return tuple(reason for reason in THIN_REASONS if reason in reasons)


def _weak(grade: int | None) -> bool:
    return grade is not None and grade >= WEAK_GRADE
