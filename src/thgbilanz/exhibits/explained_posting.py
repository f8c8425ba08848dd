"""One posting as text: what it adds, its cell, its arithmetic line by line, its factor row with the source."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from thgbilanz.balance.explain import Explanation
from thgbilanz.balance.report import BalanceReport
from thgbilanz.booking.proof import GasTerm
from thgbilanz.booking.reckoning import Step
from thgbilanz.core.activity_kinds import activity_label
from thgbilanz.core.vocabulary import Layer
from thgbilanz.exhibits.explained import Evidence, Width, cell_place, scope_text, widths_of
from thgbilanz.exhibits.factor_words import boundary_text, derivation_text, figure_text
from thgbilanz.exhibits.labels import organisation_label, sector_label
from thgbilanz.exhibits.medium import Medium, padded, text_width, wrapped
from thgbilanz.exhibits.rounding import rounded_text, share_of, share_text
from thgbilanz.journal.identity import posting_id_text
from thgbilanz.units.catalogue import unit_label
from thgbilanz.units.german import german_number

Row = Mapping[str, Any]
_LABEL: Final = 12
_DIGITS: Final = 12
_GASES: Final = {
    "CO2": "CO2",
    "CH4_fossil": "CH4 fossil",
    "CH4_biogenic": "CH4 biogen",
    "N2O": "N2O",
    "other": "übrige Gase (CO2e)",
}
_LAYERS: Final = {Layer.ESTIMATE.value: "Schätzung", Layer.CORRECTION.value: "Korrektur"}


def posting_lines(
    report: BalanceReport,
    evidence: Evidence,
    explanation: Explanation | None,
    width: int,
    medium: Medium,
    number: int = 0,
) -> list[str]:
    """Lines of one posting; with a number its part in the figure stands on the first line."""
    lines = _headline(report, evidence, explanation, width, medium, number)
    for label, texts in _facts(report, evidence):
        for position, text in enumerate(texts):
            head = padded(medium.fit(label) if position == 0 else "", _LABEL)
            lines += wrapped(medium.own(text), width, f"  {head}", " " * (_LABEL + 4))
        if label == "Zelle":
            lines += _reckoning(evidence, width, medium)
    if not evidence.proof.agrees:
        text = "Achtung: Diese Buchung lässt sich aus ihrer Zelle und der Faktortabelle nicht nachrechnen (THG660)"
        lines += [medium.alarm(line) for line in wrapped(medium.fit(text), width, "  ", "  ")]
    return lines


def _headline(
    report: BalanceReport, evidence: Evidence, explanation: Explanation | None, width: int, medium: Medium, number: int
) -> list[str]:
    row = evidence.posting
    where = sector_label(row["sector"]) if row["sector"] else organisation_label(report, row["organisation"])
    parts = [activity_label(row["activity"]), where, scope_text(row)]
    if row["layer"] == Layer.ELIMINATION.value:
        parts.insert(0, f"Elimination {row['rule']}")
    title = " · ".join(part for part in parts if part)
    figure = explanation.figure if explanation else None
    decimals, unit = (6, "t") if figure and figure.unit == "t je Einwohner" else (3, figure.unit if figure else "t")
    value = f"{rounded_text(evidence.part.value, decimals)} {unit}"
    share = share_of(evidence.part.value, explanation.value) if explanation else None
    tail = value + ("" if share is None else padded(f"{share_text(share)} %", 9, right=True))
    room = width - text_width(tail) - 2
    first = f"{number}. " if number else ""
    *above, last = wrapped(medium.fit(title), room, first, " " * len(first))
    return [medium.bold(line) for line in (*above, padded(last, room + 2) + tail)]


def _facts(report: BalanceReport, evidence: Evidence) -> Iterator[tuple[str, list[str]]]:
    row = evidence.posting
    yield "Zelle", [str(cell_place(row)) + _site(row)]
    yield from _conversion(row, evidence)
    yield "Faktor", list(_factor(evidence))
    yield "Zuordnung", [row["match_reason"]]
    if row["layer"] == Layer.ELIMINATION.value:
        yield "Elimination", list(_elimination(report, evidence))
    elif delivery := _delivery(report, row):
        yield "Lieferung", [delivery]
    if row["contract"]:
        yield "Vertrag", [row["contract"]]
    yield "Datengüte", [_quality(row, widths_of(row, report.assumed))]
    if row["layer"] in _LAYERS or (row["reason"] and row["layer"] != Layer.ELIMINATION.value):
        yield _LAYERS.get(row["layer"], "Begründung"), [_authored(row)]
    if told := [row[name] for name in ("source", "remark") if row[name]]:
        yield "Angabe", told
    for finding in evidence.findings:
        confirmed = f"; bestätigt: {finding.confirmation}" if finding.confirmation else ""
        yield "Befund", [f"{finding.code} ({finding.severity.value}): {finding.text}{confirmed}"]
    yield "Buchung", [posting_id_text(row["posting_id"])]


def _site(row: Row) -> str:
    parts = [row["site"], f"Zähler {row['meter']}" if row["meter"] else ""]
    told = ", ".join(part for part in parts if part)
    return f" ({told})" if told else ""


def plain(value: float) -> str:
    """An amount with its digits, thousands points and at most three decimals where it is large.

    >>> plain(12400.0), plain(11197.2), plain(0.0125), plain(1 / 3)
    ('12.400', '11.197,2', '0,0125', '0,333333')
    """
    size = abs(value)
    text = german_number(value, 3 if size >= 1 else 6 if size >= 1e-3 else _DIGITS)  # noqa: PLR2004 - digits
    return text.rstrip("0").rstrip(",") if "," in text else text


def _reckoning(evidence: Evidence, width: int, medium: Medium) -> list[str]:
    """The steps below each other, results flush in a column of their own."""
    row, reckoning = evidence.posting, evidence.proof.reckoning
    unit = unit_label(row["quantity_unit"])
    pairs = [(f"{plain(row['amount'])} {row['unit']}", "")]
    pairs += [(_step_text(step), f"= {plain(step.result)} {step.unit}") for step in reckoning.steps]
    if not reckoning.steps and not reckoning.agrees:
        pairs.append((row["conversion"] or "gebuchte Menge", f"= {plain(row['quantity'])} {unit}"))
    gas = "kg CO2" if row["gwp_set"] == "CO2" else "kg CO2e"
    pairs.append((f"× {figure_text(row['factor_kg'])} {gas} je {unit}", f"= {plain(reckoning.emissions_kg)} {gas}"))
    if evidence.part.weight != 1.0:
        of_group = evidence.part.weight * reckoning.emissions_kg
        pairs.append((f"× {figure_text(evidence.part.weight)} Anteil am Konzern", f"= {plain(of_group)} {gas}"))
    left = [medium.own(pair[0]) for pair in pairs]
    right = [medium.own(pair[1]) for pair in pairs]
    indent = _LABEL + 2
    column = indent + max(map(text_width, left)) + 2
    fits = column + max(map(text_width, right)) <= width
    lines = []
    for number, (text, result) in enumerate(zip(left, right, strict=True)):
        head = padded("  " + medium.fit("Rechnung") if number == 0 else "", indent)
        if fits:
            lines.append(padded(f"{head}{text}", column) + result)
        else:
            lines += wrapped(f"{text} {result}".strip(), width, head, " " * (indent + 2))
    return [line.rstrip() for line in lines]


def _step_text(step: Step) -> str:
    return f"{step.sign} {figure_text(step.number)} {step.what}".rstrip()


def _conversion(row: Row, evidence: Evidence) -> Iterator[tuple[str, list[str]]]:
    """Sources of properties and portions, and how the amount itself was derived from other cells."""
    steps = evidence.proof.reckoning.steps
    reasons = [step.reason for step in steps if step.reason]
    derived = derivation_text_of(row["conversion"])
    if derived:
        yield "Herleitung", [derived]
    if reasons:
        yield "Umrechnung", reasons


def derivation_text_of(conversion: str) -> str:
    """The part of a conversion text that tells how the amount came about, before any step.

    >>> derivation_text_of("3 kg × 5 % Verlust [UBA]; × 0,903 kWh (Hi) je kWh (Hs) [erdgas.hs_hi]")
    '3 kg × 5 % Verlust [UBA]'
    """
    return "; ".join(part for part in conversion.split("; ") if part and not part.startswith(("× ", "÷ ")))


def _factor(evidence: Evidence) -> Iterator[str]:
    row, factor, source = evidence.posting, evidence.proof.factor, evidence.proof.source
    head = f"{row['factor_id']} {row['factor_year']}, {row['factor_region']}, Ausgabe {row['factor_edition']}"
    if not row["factor_id"]:
        yield "keiner: Die Zeile nennt nur eine Menge"
        return
    if factor is None:
        yield f"{head}: die Zeile steht nicht (mehr) in der Faktortabelle"
        yield row["factor_source"]
        return
    yield f"{head}, {boundary_text(factor.boundary, factor.accounting)}, {derivation_text(factor)}"
    if source is not None:
        yield f"{source.institution}: {source.title}" + (f" ({source.year})" if source.year else "")
    yield factor.source_locator
    if evidence.proof.gases:
        yield _gases(evidence.proof.gases, row["gwp_set"])
    elif row["gwp_set"] != "CO2":
        yield f"CO2e wie gedruckt, GWP-Basis {row['gwp_set']}"
    if row["factor_reservation"]:
        yield f"Vorbehalt: {row['factor_reservation']}"


def _gases(terms: tuple[GasTerm, ...], gwp: str) -> str:
    parts = [
        f"{figure_text(term.mass_kg)} {_GASES[term.gas]}"
        + (f" × {figure_text(term.potential)}" if term.potential != 1.0 else "")
        for term in terms
    ]
    total = sum(term.mass_kg * term.potential for term in terms)
    return f"{' + '.join(parts)} = {figure_text(total)} kg CO2e ({gwp})"


_MOST_SIDES: Final = 3
_ROLES: Final = {"empfaenger": "Empfänger", "lieferant": "Lieferant"}


def _elimination(report: BalanceReport, evidence: Evidence) -> Iterator[str]:
    """Rule, the line that is taken off, and what the other side states or books."""
    row = evidence.posting
    yield f"{row['rule']}: {row['reason']}"
    own_role = evidence.sides[0].role if evidence.sides else ""
    others = [side for side in evidence.sides if side.role != own_role]
    for side in (*(side for side in evidence.sides if side.role == own_role), *others[:_MOST_SIDES]):
        posting, id_ = side.posting, posting_id_text(side.posting["posting_id"])
        who = f"{_ROLES[side.role]} {organisation_label(report, posting['organisation'])}"
        amount = f"{plain(posting['amount'])} {posting['unit']}"
        if side.role != own_role:
            yield f"{who}: {amount} in {cell_place(posting)} (Buchung {id_})"
            continue
        tonnes = f"{plain(posting['emissions_kg'] / 1000)} t"
        yield f"{who}: {tonnes} in der eigenen Bilanz, {scope_text(posting)} (Buchung {id_})"
        if posting["emissions_kg"]:
            yield f"davon entfallen im Konzern {share_text(-row['emissions_kg'] / posting['emissions_kg'])} %"
    if len(others) > _MOST_SIDES:
        yield f"und {len(others) - _MOST_SIDES} weitere Zeilen dieser Seite"
    if evidence.supplier_scope1_kg:
        tonnes = f"{plain(evidence.supplier_scope1_kg / 1000)} t"
        supplier = organisation_label(report, row["counterparty"])
        yield f"Lieferant {supplier}: bucht {tonnes} in Scope 1; darin bleibt die Lieferung im Konzern enthalten"


def _delivery(report: BalanceReport, row: Row) -> str:
    if not row["counterparty"]:
        return ""
    who = organisation_label(report, row["counterparty"])
    way = f", Lieferung {row['delivery']}" if row["delivery"] else ""
    return f"an {who}{way}" if row["flow"] == "lieferung" else f"von {who}{way}"


def _quality(row: Row, widths: tuple[Width, Width] | None) -> str:
    grade = row["data_quality"] or "nicht angegeben"
    if widths is None or not row["factor_id"]:
        return grade
    amount, factor = (f"± {plain(one.percent)} %{' (Annahme)' if one.is_assumed else ''}" for one in widths)
    return f"{grade}; Menge {amount}, Faktor {factor}"


def _authored(row: Row) -> str:
    who = ", ".join(str(row[name]) for name in ("author", "recorded_on") if row[name])
    return f"{row['reason']} ({who})" if who else str(row["reason"])
