"""What is said about a unit that cannot be taken, or only with a reservation."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from thgbilanz.core.activity_kinds import KIND_BY_ID, Group
from thgbilanz.core.diagnostic import Severity
from thgbilanz.units.cell_text import shown
from thgbilanz.units.tables import Admission, RefusedSpelling, Spelling, spellings, units

_LONGEST = 30
"""Longer texts are no misspelt unit; also keeps the search for near spellings cheap."""


@dataclass(frozen=True, slots=True)
class UnitProblem:
    """A finding about a unit; with ``severity`` ERROR the unit is not taken."""

    code: str
    severity: Severity
    text: str
    expected: str
    hint: str


def missing_unit(admission: Admission | None) -> UnitProblem:
    """No unit, or a word for a missing one: never guessed from the activity."""
    hint = (
        "Die Einheit von Rechnung oder Zähler übernehmen: Ohne sie kann die Menge tausendfach zu groß oder klein sein"
    )
    return _error("THG109", "Die Einheit fehlt", admission, hint)


def refused_unit(refused: RefusedSpelling, admission: Admission | None) -> UnitProblem:
    """A power, an emission, a ratio, or a prefix that changes the meaning."""
    return _error(refused.code, f"Einheit „{refused.text}“ {refused.meaning}", admission, refused.hint)


def unknown_unit(spelling: str, admission: Admission | None) -> UnitProblem:
    """A spelling outside the closed table; near ones are named, never taken."""
    twins = _other_case(spelling, admission)
    if twins:
        return UnitProblem(
            "THG102",
            Severity.ERROR,
            f"Einheit {shown(spelling)} ist anders geschrieben als {_either([f'„{twin}“' for twin in twins])}",
            _either(twins),
            "Groß- und Kleinschreibung zählt, denn zwischen mWh und MWh liegt der Faktor eine Milliarde",
        )
    near = _near(spelling, admission)
    hint = (
        f"Meinten Sie {_either([f'„{text}“' for text in near])}? Geraten wird bei Einheiten nicht"
        if near
        else "Eine der erwarteten Einheiten eintragen und die Menge dazu umrechnen"
    )
    return _error("THG100", f"Einheit {shown(spelling)} ist unbekannt", admission, hint)


def inadmissible_unit(spelling: Spelling, activity: str, admission: Admission) -> UnitProblem:
    """A known unit that measures something else than the activity."""
    label, measure = KIND_BY_ID[activity].label, spelling.unit.measure
    if measure in {"kWh_Hi", "kWh_Hs"} and "kWh" in admission.measures:
        basis = "Heizwert" if measure == "kWh_Hi" else "Brennwert"
        plain = _same_amount(spelling, "kWh") or "kWh"
        hint = f"Steht hier {label}, „{plain}“ eintragen; steht hier ein Brennstoff, die Aktivität ändern"
        return _error("THG105", f"Einheit „{spelling.text}“: {label} hat keinen {basis}", admission, hint)
    if measure == "m3" and "SRm" in admission.measures:
        hint = "Geschüttet ist es SRm, gestapelt rm, massives Holz fm; das steht auf dem Lieferschein"
        return _error("THG106", f"Einheit „{spelling.text}“ ist für {label} mehrdeutig", admission, hint)
    if measure == "m3" and "L" in admission.measures:
        hint = (
            "Lieferscheine nennen flüssige Liter, Gaszähler dagegen m³ Gas; ein m³ flüssig ist ein Vielfaches davon. "
            "Liter vom Lieferschein oder kWh von der Rechnung eintragen"
        )
        return _error("THG106", f"Einheit „{spelling.text}“ ist für {label} mehrdeutig", admission, hint)
    text = f"Einheit „{spelling.text}“ ist für {label} nicht zulässig"
    group = KIND_BY_ID[activity].group
    question = _WEIGHT if group is Group.WASTE and measure in {"m3", "L"} else _distance_question(measure, admission)
    return _error("THG101", text, admission, question or _QUESTIONS.get(measure, _OTHER_QUESTION))


def _distance_question(measure: str, admission: Admission) -> str:
    """What to multiply where one kind of distance stands for another; empty if it is no such mistake."""
    if measure not in _DISTANCES:
        return ""
    return next((_DISTANCES[wanted] for wanted in admission.measures if wanted in _DISTANCES), "")


def unstated_basis(spelling: Spelling, activity: str) -> UnitProblem:
    """Plain kWh for a gas, taken as Hi although gas bills are in Hs (faults.md 115)."""
    net, gross = (_same_amount(spelling, base) or base.replace("_", " ") for base in ("kWh_Hi", "kWh_Hs"))
    return UnitProblem(
        "THG104",
        Severity.WARNING,
        f"Einheit „{spelling.text}“ ist für {KIND_BY_ID[activity].label} als Heizwert (Hi) gelesen",
        f"{net} oder {gross}",
        f"Eine Gasrechnung nennt den Brennwert: Stammt die Zahl daher, „{gross}“ eintragen, sonst sind Energie und "
        f"Emissionen etwa 10 % zu hoch. Ist es der Heizwert, „{net}“ eintragen",
    )


def _same_amount(spelling: Spelling, base: str) -> str | None:
    """The spelling of another base unit that needs no other figure beside it: ``Tsd. kWh`` → ``Tsd. kWh (Hs)``."""
    stem = spelling.text.split(" (")[0]
    same = [
        known.text
        for known in spellings().values()
        if known.unit.base == base and known.factor * known.unit.factor == spelling.factor * spelling.unit.factor
    ]
    return next((text for text in same if text.split(" (")[0] == stem), same[0] if same else None)


_ENERGY = "Steht hier ein Energieverbrauch? Dann als Aktivität den Energieträger wählen"
_GAS = "Steht hier ein Gasverbrauch? Dann als Aktivität „Erdgas“ wählen"
_WEIGHT = "Gebraucht wird das Gewicht: Es steht auf dem Wiegeschein oder der Rechnung des Entsorgers"
_WOOD = "Steht hier Holz? Dann als Aktivität die Holzart wählen, zum Beispiel „Holzhackschnitzel“"
_DISTANCES = {
    "km": "Hier zählt die Strecke des Fahrzeugs, gleich wie viele mitfahren",
    "Pkm": "Gebraucht werden Personenkilometer: die Strecke mal die Zahl der Reisenden",
    "tkm": "Gebraucht werden Tonnenkilometer: die Strecke mal die Ladung in t",
}
_QUESTIONS = {
    "kWh": _ENERGY,
    "kWh_Hi": _ENERGY,
    "kWh_Hs": _ENERGY,
    "m3": "Steht hier Gas oder Wasser? Dann die Aktivität ändern",
    "Nm3": _GAS,
    "L": "Steht hier Heizöl oder Kraftstoff? Dann die Aktivität ändern",
    "kg": "Steht hier ein Brennstoff oder Abfall? Dann die Aktivität ändern",
    "SRm": _WOOD,
    "rm": _WOOD,
    "fm": _WOOD,
    "km": "Gebraucht wird der Verbrauch, nicht die Strecke: Er steht in Tankkarten, Rechnungen oder im Fuhrparkbericht",
    "Pkm": "Personenkilometer passen nur zu Reisen und Arbeitswegen",
    "tkm": "Tonnenkilometer passen nur zu Transporten",
    "m2": "Flächen gehören in die Spalte Fläche; als Menge den Verbrauch eintragen",
    "EUR": "Kosten gehören in die Spalte Kosten; als Menge den Verbrauch eintragen",
}
_OTHER_QUESTION = "Die Menge in einer der erwarteten Einheiten eintragen"


def _error(code: str, text: str, admission: Admission | None, hint: str) -> UnitProblem:
    expected = _either(admission.spellings) if admission else "eine Einheit wie kWh, l, m³, t oder km"
    return UnitProblem(code, Severity.ERROR, text, expected, hint)


def _other_case(spelling: str, admission: Admission | None) -> list[str]:
    """Spellings that differ in case only: those that fit the activity, else all."""
    twins = [text for text in spellings() if text.casefold() == spelling.casefold()]
    fitting = [text for text in twins if admission and spellings()[text].unit.measure in admission.measures]
    chosen = fitting or twins
    labels = {unit.label for unit in units().values()}
    return [text for text in chosen if text in labels] or chosen


def _near(spelling: str, admission: Admission | None) -> list[str]:
    if len(spelling) > _LONGEST:
        return []
    fits = [text for text, known in spellings().items() if not admission or known.unit.measure in admission.measures]
    by_fold = {text.casefold(): text for text in reversed(fits)}
    return [by_fold[near] for near in get_close_matches(spelling.casefold(), by_fold, n=2, cutoff=0.6)]


def _either(words: Sequence[str]) -> str:
    return " oder ".join(filter(None, (", ".join(words[:-1]), words[-1])))
