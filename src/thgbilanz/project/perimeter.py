"""Who belongs to a balance: organisations inside and outside, and what is odd about their data."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from thgbilanz.core.diagnostic import Diagnostic, has_errors, note, warning
from thgbilanz.core.organisation import TERRITORY, Organisation
from thgbilanz.core.place import Place
from thgbilanz.intake.read import IntakeResult
from thgbilanz.project.settings import FILE_NAME, Settings


@dataclass(frozen=True, slots=True)
class Members:
    """Organisations of the balance, and why the rows of others stay out."""

    inside: tuple[Organisation, ...]
    outside: Mapping[str, str]


def members_of(settings: Settings, year: int, chosen: Collection[str]) -> Members:
    """Organisations that existed in the year and are chosen (no choice: all), and the reasons of the others."""
    outside = {}
    for organisation in settings.organisations:
        if not organisation.exists_in(year):
            outside[organisation.id] = f"Organisation „{organisation.id}“ gehörte {year} nicht dazu"
        elif chosen and organisation.id not in chosen:
            outside[organisation.id] = "Organisation nicht gewählt (--organisation)"
    if chosen and TERRITORY not in chosen:
        outside[TERRITORY] = "Stadtgebiet nicht gewählt (--organisation)"
    inside = tuple(organisation for organisation in settings.organisations if organisation.id not in outside)
    return Members(inside, outside)


def perimeter_findings(
    settings: Settings, year: int, intake: IntakeResult, chosen: Collection[str]
) -> list[Diagnostic]:
    """Organisations without data, and data of organisations that did not exist (faults.md 129).

    As long as intake reports a Fehler, rows may be missing for that reason, so nobody is called silent.
    """
    with_data = set(intake.activities.columns["organisation"])
    is_complete = not intake.unreadable and not has_errors(intake.findings)
    findings = []
    for position, organisation in enumerate(settings.organisations, 1):
        has_data, exists = organisation.id in with_data, organisation.exists_in(year)
        if chosen and organisation.id not in chosen:
            continue
        place = Place(FILE_NAME, cell=f"organisation[{position}]")
        if exists and not has_data and is_complete:
            hint = f"Vorlage ausfüllen (thg vorlage {year} --organisation {organisation.id}) oder gueltig_bis eintragen"
            text = f"„{organisation.name}“ hat für {year} keine Zeilen in der Bilanz"
            findings.append(warning("THG521", text, place, expected="Daten jeder Organisation", hint=hint))
        elif has_data and not exists:
            hint = "gueltig_ab und gueltig_bis prüfen oder die Zeilen aus dem Ordner des Jahres nehmen"
            if organisation.successor:
                hint = f"Ihre Tätigkeit führt „{organisation.successor}“ weiter: Die Zeilen gehören in dessen Mappe"
            text = f"„{organisation.name}“ gehörte {year} nicht dazu: ihre Zeilen zählen nicht"
            findings.append(warning("THG522", text, place, found=_period(organisation), hint=hint))
    return findings


def choice_findings(settings: Settings, chosen: Collection[str]) -> list[Diagnostic]:
    """A balance of some organisations says so wherever it is shown."""
    if not chosen:
        return []
    names = settings.organisation_names | {TERRITORY: "Stadtgebiet"}
    shown = ", ".join(names[id_] for id_ in names if id_ in chosen)
    hint = "Für den ganzen Konzern ohne --organisation aufrufen"
    return [note("THG524", f"Teilbilanz: nur {shown}", found=f"--organisation {', '.join(sorted(chosen))}", hint=hint)]


def _period(organisation: Organisation) -> str:
    return f"gültig von {organisation.valid_from or '–'} bis {organisation.valid_until or '–'}"
