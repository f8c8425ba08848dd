"""Why a contract does not count for a row, and findings about contracts: told once per contract and sheet."""

from collections.abc import Sequence
from dataclasses import dataclass

from thgbilanz.booking.report import EXAMPLES
from thgbilanz.core.activity import ActivityTable
from thgbilanz.core.activity_kinds import KIND_BY_ID, Group
from thgbilanz.core.contract import CRITERIA, Contract, Instrument
from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.core.german import german_number
from thgbilanz.core.place import Place

UNKNOWN_CONTRACT = "THG620"
CONTRACT_CODES = frozenset({UNKNOWN_CONTRACT, *(f"THG{number}" for number in range(621, 629))})
"""Codes of what the contracts and the use of a whole year say together: one file alone cannot know."""
_LARGEST_RATE_KG = 2.0
"""Direct kg CO2e per kWh above which a rate must be in g: more than lignite burnt at an efficiency of a quarter."""
_RESIDUAL = "Die Menge zählt marktbasiert als nicht gedeckt (Residualmix, ohne ihn Strommix)"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a row is not covered by the contract that it names."""

    code: str
    why: str
    """German, short: for the posting."""
    text: str
    contract: Contract | None = None
    at_contract: bool = False
    """Whether the finding stands at the contract's cell ``key``; else at the rows."""
    key: str = "vertrag"
    found: str = ""
    expected: str = ""
    hint: str = ""
    counts_as_residual: bool = True
    """False: the contract does not concern such a row at all."""


def refusal_of(activities: ActivityTable, position: int, entries: Sequence[Contract]) -> Refusal | None:
    """Why the contract with these entries does not cover a row, or None if it does."""
    columns = activities.columns
    name, activity = columns["contract"][position], columns["activity"][position]
    kind = KIND_BY_ID.get(activity)
    if kind is None or kind.group is not Group.ELECTRICITY:
        return _not_electricity(name, kind.label if kind else activity)
    if len(entries) != 1:
        return _ambiguous(entries[1]) if entries else _unknown(name)
    contract, organisation = entries[0], columns["organisation"][position]
    if organisation not in {contract.organisation, *contract.also_for}:
        return _of_another(contract, organisation)
    start, end = columns["start"][position], columns["end"][position]
    if (contract.start and start < contract.start) or (contract.end and end > contract.end):
        return _outside_its_period(contract)
    return _weakness(contract)


def _weakness(contract: Contract) -> Refusal | None:
    """What the contract itself lacks."""
    if contract.kg_per_kwh is None or contract.kg_per_kwh > _LARGEST_RATE_KG:
        return _no_rate(contract)
    if contract.covered_kwh is None and contract.instrument is Instrument.CERTIFICATE:
        return _no_amount(contract)
    return _criteria(contract) if contract.failed_criteria else None


def _not_electricity(name: str, label: str) -> Refusal:
    return Refusal(
        "THG626",
        "",
        f"Vertrag „{name}“ steht bei {label}: dort wirkt er nicht",
        found=label,
        expected="Strom aus dem Netz",
        hint="Stromverträge gelten für Strom. Für Wärme den Faktor des Netzes als eigenen Faktor angeben",
        counts_as_residual=False,
    )


def _unknown(name: str) -> Refusal:
    return Refusal(
        UNKNOWN_CONTRACT,
        "nicht in der Tabelle der Stromverträge",
        f"Vertrag „{name}“ steht in keiner Tabelle der Stromverträge",
        found=name,
        expected="die Kennung eines Vertrags desselben Jahres",
        hint=f"Den Vertrag auf dem Blatt „Stromverträge“ anlegen oder die Kennung berichtigen. {_RESIDUAL}",
    )


def _ambiguous(second: Contract) -> Refusal:
    return Refusal(
        "THG627",
        "Kennung mehrfach vergeben",
        f"Vertrag „{second.id}“ ist für {second.year} mehrfach angelegt",
        second,
        at_contract=True,
        found=second.id,
        expected="jede Kennung einmal je Jahr",
        hint=f"Eine der Zeilen löschen oder umbenennen. {_RESIDUAL}, bis klar ist, welche gilt",
    )


def _of_another(contract: Contract, organisation: str) -> Refusal:
    return Refusal(
        "THG621",
        f"gehört {contract.organisation}",
        f"Vertrag „{contract.id}“ gehört „{contract.organisation}“, nicht „{organisation}“",
        contract,
        found=organisation,
        expected=", ".join((contract.organisation, *contract.also_for)),
        hint="Gilt der Vertrag für mehrere Organisationen, deren Kennungen in „Gilt auch für (IDs)“ eintragen. "
        f"{_RESIDUAL}",
    )


def _outside_its_period(contract: Contract) -> Refusal:
    period = f"{_german(contract.start) or '…'} bis {_german(contract.end) or '…'}"
    return Refusal(
        "THG622",
        f"gilt nur {period}",
        f"Vertrag „{contract.id}“ gilt nicht im ganzen Zeitraum des Verbrauchs",
        contract,
        expected=f"ein Zeitraum von {period}",
        hint="Den Verbrauch an der Grenze des Vertrags auf zwei Zeilen mit Von und Bis verteilen oder die Laufzeit "
        f"berichtigen. {_RESIDUAL}",
    )


def _no_rate(contract: Contract) -> Refusal:
    rate = contract.kg_per_kwh
    return Refusal(
        "THG624",
        "kein verwendbarer Emissionsfaktor",
        f"Vertrag „{contract.id}“ hat keinen Emissionsfaktor"
        if rate is None
        else f"Emissionsfaktor von Vertrag „{contract.id}“ kann nicht in kg je kWh stehen",
        contract,
        at_contract=True,
        key="kg_je_kwh",
        found="" if rate is None else kwh_text(rate),
        expected="kg CO2e je kWh, zum Beispiel 0,042",
        hint="Die Stromkennzeichnung nennt g je kWh: durch 1000 teilen. Bei entwerteten Herkunftsnachweisen aus "
        f"erneuerbarer Erzeugung ist der direkte Wert 0. {_RESIDUAL}",
    )


def _no_amount(contract: Contract) -> Refusal:
    return Refusal(
        "THG628",
        "ohne gedeckte Menge",
        f"Vertrag „{contract.id}“ nennt keine gedeckte Menge",
        contract,
        at_contract=True,
        key="strommenge_kwh",
        expected="kWh der entwerteten Herkunftsnachweise oder des PPA in diesem Jahr",
        hint=f"Nachweise decken genau ihre Menge: die kWh aus der Entwertungsbestätigung eintragen. {_RESIDUAL}",
    )


def _criteria(contract: Contract) -> Refusal:
    words = dict(CRITERIA)
    failed = contract.failed_criteria
    answers = {number: contract.criteria[place] for place, (number, _) in enumerate(CRITERIA)}
    told = "; ".join(f"{number} ({words[number]}): {answers[number] or 'nicht beantwortet'}" for number in failed)
    numbers = f"{'Kriterium' if len(failed) == 1 else 'Kriterien'} {', '.join(failed)}"
    return Refusal(
        "THG623",
        f"{numbers} nicht erfüllt",
        f"Vertrag „{contract.id}“ erfüllt {numbers} nicht",
        contract,
        at_contract=True,
        key=f"kriterium_{failed[0]}",
        found=told,
        expected="ja bei allen fünf Kriterien (Scope 2 Guidance, Tabelle 7.1)",
        hint=f"{_RESIDUAL}. Liegt der Nachweis vor (etwa die Entwertungsbestätigung), auf „ja“ setzen und ablegen",
    )


def _german(iso: str) -> str:
    return ".".join(reversed(iso.split("-"))) if iso else ""


class CoverageFindings:
    """Collects refusals and rows, and tells each once per contract and sheet."""

    def __init__(self, activities: ActivityTable) -> None:
        self._activities = activities
        self._refused: dict[tuple[Refusal, str, str], list[int]] = {}
        self._exceeded: list[Diagnostic] = []

    def refused(self, position: int, refusal: Refusal) -> None:
        """Note a row that is not covered."""
        columns = self._activities.columns
        where = (columns["file"][position], columns["sheet"][position])
        self._refused.setdefault((refusal, *where), []).append(position)

    def exceeded(self, contract: Contract, used_kwh: float, positions: Sequence[int]) -> None:
        """More was used than the contract covers."""
        covered = contract.covered_kwh or 0.0
        place = _contract_place(contract, "strommenge_kwh")
        rows = "einer Zeile" if len(positions) == 1 else f"{len(positions)} Zeilen"
        self._exceeded.append(
            Diagnostic(
                "THG625",
                Severity.WARNING,
                f"Vertrag „{contract.id}“ deckt den Verbrauch nicht: {kwh_text(used_kwh - covered)} kWh fehlen",
                place,
                f"{kwh_text(used_kwh)} kWh Verbrauch in {rows}",
                f"höchstens {kwh_text(covered)} kWh",
                "Jede kWh wird einmal gedeckt; was fehlt, steht marktbasiert im Residualmix (ohne ihn im Strommix). "
                "Weitere Nachweise entwerten lassen und die Menge im Vertrag anpassen; sonst ist nichts zu tun",
            )
        )

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All findings, in the order of the rows' places."""
        found = [self._refusal(refusal, rows) for (refusal, _, _), rows in self._in_order()]
        return (*dict.fromkeys(found), *self._exceeded)

    def _in_order(self) -> list[tuple[tuple[Refusal, str, str], list[int]]]:
        rows = self._activities.columns["row"]
        return sorted(
            self._refused.items(),
            key=lambda item: (item[0][1:], item[0][0].code, item[0][0].text, min(rows[row] for row in item[1])),
        )

    def _refusal(self, refusal: Refusal, positions: Sequence[int]) -> Diagnostic:
        rows = self._activities.columns["row"]
        ordered = sorted(positions, key=rows.__getitem__)
        places = [self._place(position) for position in ordered[: EXAMPLES + 1]]
        place, related = places[0], tuple(places[1:])
        about = tuple(rows[position] for position in ordered)
        if refusal.at_contract and refusal.contract is not None:
            place, related, about = _contract_place(refusal.contract, refusal.key), (), ()
        severity = Severity.ERROR if refusal.code in _ERRORS else Severity.WARNING
        return Diagnostic(
            refusal.code,
            severity,
            refusal.text,
            place,
            refusal.found,
            refusal.expected,
            refusal.hint,
            related=related,
            count=max(len(about), 1),
            rows=about,
        )

    def _place(self, position: int) -> Place:
        columns = self._activities.columns
        cell = f"{columns['column'][position]}{columns['row'][position]}"
        return Place(columns["file"][position], columns["sheet"][position], cell, columns["column_title"][position])


_ERRORS = frozenset({UNKNOWN_CONTRACT, "THG624", "THG627", "THG628"})
"""Somebody meant a rate that cannot be used: the market-based figure is not what was meant."""


def kwh_text(kwh: float) -> str:
    """A figure with up to three decimals, as German tables print it."""
    text = german_number(kwh, 3)
    return text.rstrip("0").rstrip(",")


def _contract_place(contract: Contract, key: str) -> Place:
    cell, title = contract.cell(key)
    return Place(contract.file, contract.sheet, cell, title)
