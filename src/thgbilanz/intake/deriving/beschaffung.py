"""Purchases (3.1, 3.2): by mass, or by spend without VAT at the prices of the factor (method/organisation.md 5.5).

Rates of VAT and price indices come from the row: they are no figures of this program.
"""

from thgbilanz.core.activity_kinds import KIND_BY_ID
from thgbilanz.core.diagnostic import Severity
from thgbilanz.core.vocabulary import DataQuality
from thgbilanz.intake.deriving.cell_rules import missing, outside, two_ways
from thgbilanz.intake.deriving.row import CellProblem, Derivation, Derived, Outcome, SheetRow
from thgbilanz.intake.deriving.words import exact, figure

_SPENT, _VAT = "ausgaben_eur", "mwst_prozent"
_YEAR, _FACTOR_YEAR = "preisjahr", "preisjahr_faktor"
_INDEX, _FACTOR_INDEX = "preisindex", "preisindex_faktor"
_EUR = "EUR"
_INDEX_SPAN = (1.0, 1000.0)


def _bought(row: SheetRow) -> Outcome:
    activity, amount, spent = row.text("aktivitaet"), row.number("menge"), row.number(_SPENT)
    if amount is not None and spent is not None:
        text = "Menge und Ausgaben stehen in derselben Zeile"
        return Outcome(problems=(two_ways(_SPENT, text, "entweder die Menge oder die Ausgaben"),))
    if spent is not None:
        return _by_spend(row, activity, spent)
    if amount is None:
        return Outcome()
    return Outcome((Derived(amount, row.text("einheit"), activity, "menge"),))


def _by_spend(row: SheetRow, activity: str, spent: float) -> Outcome:
    problems = (
        *_other_unit(activity),
        *missing(row, (_VAT, _FACTOR_YEAR), "ohne sie ist der Preis nicht mit dem Faktor vergleichbar"),
        *_price_problems(row),
        *(problem for key in (_INDEX, _FACTOR_INDEX) for problem in outside(row, key, *_INDEX_SPAN, _INDEX_HINT)),
    )
    if problems:
        return Outcome(problems=problems)
    vat = row.number(_VAT) or 0.0
    amount, steps = exact(spent), f"{figure(spent)} EUR"
    if vat:
        amount, steps = amount / (1 + exact(vat) / 100), f"{steps} ÷ {figure(1 + vat / 100)} ({figure(vat)} % MwSt.)"
    index, factor_index = row.number(_INDEX), row.number(_FACTOR_INDEX)
    if index is not None and factor_index is not None:
        amount = amount * exact(factor_index) / exact(index)
        steps += f" × {figure(factor_index)} ÷ {figure(index)} (Preise {_spent_in(row)} auf {row.year(_FACTOR_YEAR)})"
    changes = {"datenguete": DataQuality.D.value}
    derived = Derived(float(amount), _EUR, activity, _SPENT, steps, changes)
    return Outcome((derived,), _better_grade(row))


_INDEX_HINT = "Gemeint ist ein Preisindex wie 103,1 (Basisjahr = 100)"


def _spent_in(row: SheetRow) -> int | None:
    return row.year(_YEAR) or row.reporting_year


def _other_unit(activity: str) -> tuple[CellProblem, ...]:
    kind = KIND_BY_ID.get(activity)
    if kind is None or kind.unit == _EUR:
        return ()
    text = f"„{kind.label}“ wird nach Masse gerechnet, nicht nach Ausgaben"
    hint = "Die Menge eintragen, oder bei „Art des Einkaufs“ einen Eintrag „nach Ausgaben“ wählen"
    return (CellProblem(_SPENT, "THG601", text, "eine Menge in kg", hint),)


def _price_problems(row: SheetRow) -> tuple[CellProblem, ...]:
    spent, factor = _spent_in(row), row.year(_FACTOR_YEAR)
    if row.is_given(_INDEX) != row.is_given(_FACTOR_INDEX):
        keys = (_INDEX, _FACTOR_INDEX)
        return missing(row, keys, "ein Preisindex allein sagt nichts")
    if row.is_given(_INDEX):
        return missing(row, ("quelle",), "sie nennt, woher der Preisindex ist")
    if spent is None or factor is None or spent == factor:
        return ()
    text = f"Preise von {spent} und ein Faktor zu Preisen von {factor} ohne Preisindex"
    hint = (
        "Beide Indexwerte eintragen und die Quelle nennen, etwa den Verbraucherpreisindex des Statistischen "
        "Bundesamts für beide Jahre"
    )
    return (CellProblem(_FACTOR_YEAR, "THG604", text, "Preisindex beider Jahre", hint),)


def _better_grade(row: SheetRow) -> tuple[CellProblem, ...]:
    grade = row.text("datenguete")
    if grade in {"", DataQuality.D}:
        return ()
    text = f"Ausgabenbasierte Werte haben Datengüte D, nicht {grade}"
    hint = "Gerechnet wird mit D. Genauer wird es mit Mengen oder Angaben der Lieferanten"
    return (CellProblem("datenguete", "THG605", text, "D", hint, Severity.WARNING),)


PURCHASE = Derivation(_bought, ("menge", _SPENT), uses=("aktivitaet", "einheit", "datenguete", "quelle"))
