"""``thg erklaere`` as text: the figure, what it is made of, and the largest postings down to their cells."""

from collections.abc import Iterator, Sequence

from thgbilanz.balance.explain import ELIMINATIONS, Branch, Explanation
from thgbilanz.balance.figures import Figure
from thgbilanz.balance.report import BalanceReport
from thgbilanz.core.activity_kinds import activity_label
from thgbilanz.core.vocabulary import Scope
from thgbilanz.exhibits.explained import Answer, interval_of
from thgbilanz.exhibits.explained_posting import posting_lines
from thgbilanz.exhibits.headline import provisional_text
from thgbilanz.exhibits.labels import balance_title, organisation_label, sector_label
from thgbilanz.exhibits.layout import count_text
from thgbilanz.exhibits.medium import Medium, padded, text_width, wrapped
from thgbilanz.exhibits.rounding import decimals_for, rounded_text, share_of, share_text
from thgbilanz.exhibits.section import section

_NARROWEST = 40
_WIDEST = 100
_MOST_BRANCHES = 7
_MOST_INNER = 4
_PER_HEAD_DECIMALS = 6
_UNITS = {"t": "t CO2e", "MWh": "MWh", "t je Einwohner": "t CO2e je Einwohner"}


def answer_text(answer: Answer, width: int, medium: Medium, *, whole: bool = False) -> str:
    """The answer for people to read; ``whole`` leaves no group and no posting out."""
    columns = max(_NARROWEST, min(width, _WIDEST))
    explanation = answer.explanation
    blocks = [_head(answer, columns, medium)]
    if explanation is not None and explanation.branches:
        blocks.append(_composition(answer.report, explanation, columns, medium, whole=whole))
    blocks += _postings(answer, columns, medium)
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def unit_text(figure: Figure) -> str:
    """Unit of a figure as exhibits print it, CO2e spelled plainly."""
    return _UNITS[figure.unit]


def figure_value(value: float, figure: Figure) -> str:
    """The value of a figure to the kilogram (or kWh), because it is to be checked."""
    return rounded_text(value, _PER_HEAD_DECIMALS if figure.unit == "t je Einwohner" else 3)


def _head(answer: Answer, width: int, medium: Medium) -> list[str]:
    report, explanation = answer.report, answer.explanation
    title = f"{report.project.name} · {balance_title(report)}"
    if explanation is None:
        lines = wrapped(medium.fit(f"Eine Buchung · {title}"), width, "", "  ")
        return [*(medium.bold(line) for line in lines), medium.dim(medium.heavy * width), *_mark(report, width, medium)]
    figure = explanation.figure
    value = f"{figure_value(explanation.value, figure)} {unit_text(figure)}".replace(" ", _NO_BREAK)
    text = wrapped(medium.fit(figure.label) + " = " + medium.own(value), width, "", "  ")
    lines = [medium.bold(line.replace(_NO_BREAK, " ")) for line in text]
    lines += [medium.dim(line) for line in wrapped(medium.fit(f"{figure.name} · {title}"), width, "", "  ")]
    lines.append(medium.dim(medium.heavy * width))
    lines += _mark(report, width, medium)
    for text_ in _facts(report, explanation):
        lines += wrapped(medium.own(text_), width, "", "  ")
    return lines


_NO_BREAK = "\N{NO-BREAK SPACE}"


def _mark(report: BalanceReport, width: int, medium: Medium) -> list[str]:
    if not report.provisional:
        return []
    return [medium.alarm(line) for line in wrapped(medium.fit(provisional_text(report)), width)]


def _facts(report: BalanceReport, explanation: Explanation) -> Iterator[str]:
    figure, balance = explanation.figure, report.balance.organisational
    yield f"Summe von {count_text(len(explanation.parts), 'Buchung', 'Buchungen')}"
    if figure.weighted and balance is not None:
        partial = [own for own in balance.organisations if own.weight != 1.0]
        shares = ", ".join(f"{own.organisation.id} {share_text(own.weight)} %" for own in partial)
        yield f"Konsolidierung: {balance.approach}; " + (
            f"Anteile: {shares}, alle anderen 100 %" if partial else "alle Organisationen zu 100 %"
        )
    if figure.unit == "t je Einwohner":
        people = report.project.population.get(report.year, 0)
        yield f"Geteilt durch {count_text(people, 'Einwohner', 'Einwohner')}"
    interval = interval_of(report, figure)
    if interval is not None and interval.kg:
        spread = share_text(interval.half_width_kg / abs(interval.kg))
        assumed = share_text(interval.assumed_share)
        yield f"95-%-Bereich: ± {spread} % (Fehlerfortpflanzung; {assumed} % beruhen auf Annahmen zur Unsicherheit)"
    if figure.same_as:
        yield f"Dieselbe Kennzahl wie {figure.same_as}"


def _composition(
    report: BalanceReport, explanation: Explanation, width: int, medium: Medium, *, whole: bool
) -> list[str]:
    figure = explanation.figure
    decimals = _decimals(explanation)
    lines = section(f"Zusammensetzung ({unit_text(figure)})", width, medium)
    shown = _kept(explanation.branches, _MOST_BRANCHES, whole=whole)
    for branch in shown:
        if branch is None:
            lines.append(_rest_line("", explanation.branches, len(shown) - 1, (width, decimals), medium))
            continue
        share = share_of(branch.value, explanation.value)
        label = branch_label(report, branch)
        lines += _branch_lines(medium.fit(label), "", (branch.value, share, decimals), width, medium)
        inner = _kept(branch.branches, _MOST_INNER, whole=whole)
        for number, twig in enumerate(inner):
            joint = medium.fit("└─ " if number == len(inner) - 1 else "├─ ")
            if twig is None:
                lines.append(_rest_line(joint, branch.branches, len(inner) - 1, (width, decimals), medium))
                continue
            text = medium.fit(branch_label(report, twig))
            lines += _branch_lines(
                text, joint, (twig.value, share_of(twig.value, explanation.value), decimals), width, medium
            )
    return lines


def _decimals(explanation: Explanation) -> int:
    if explanation.figure.unit == "t je Einwohner":
        return _PER_HEAD_DECIMALS
    return decimals_for([branch.value for branch in explanation.branches])


def _kept(branches: Sequence[Branch], most: int, *, whole: bool) -> list[Branch | None]:
    """The largest branches; None stands for the rest, which is never a single one."""
    if whole or len(branches) <= most + 1:
        return list(branches)
    return [*branches[:most], None]


def _branch_lines(
    label: str, joint: str, figures: tuple[float, float | None, int], width: int, medium: Medium
) -> list[str]:
    value, share, decimals = figures
    numbers = padded(rounded_text(value, decimals), 14, right=True) + padded(
        "" if share is None else f"{share_text(share)} %", 9, right=True
    )
    room = width - text_width(numbers)
    *above, last = wrapped(label, room - 1, joint, " " * text_width(joint))
    tail = padded(last, room) + numbers
    lines = [*above, tail.rstrip()]
    return lines if joint else [medium.bold(line) for line in lines]


def _rest_line(joint: str, branches: Sequence[Branch], kept: int, layout: tuple[int, int], medium: Medium) -> str:
    width, decimals = layout
    rest = branches[kept:]
    numbers = padded(rounded_text(sum(branch.value for branch in rest), decimals), 14, right=True) + " " * 9
    return medium.dim(padded(f"{joint}{len(rest)} weitere", width - text_width(numbers)) + numbers.rstrip())


def branch_label(report: BalanceReport, branch: Branch) -> str:
    """German name of a branch."""
    if branch.column == "layer" and branch.key == ELIMINATIONS:
        return "Eliminationen (konzerninterne Lieferungen)"
    if branch.column == "organisation":
        return organisation_label(report, branch.key)
    if branch.column == "counterparty":
        return f"Gegenseite {organisation_label(report, branch.key)}"
    if branch.column == "activity":
        return activity_label(branch.key)
    if branch.column == "sector":
        return sector_label(branch.key)
    return Scope(branch.key).label if branch.key in set(Scope) else branch.key


def _postings(answer: Answer, width: int, medium: Medium) -> list[list[str]]:
    if not answer.evidence:
        return [[medium.fit("Keine Buchung zählt zu dieser Kennzahl.")]]
    explanation = answer.explanation
    if explanation is None:
        return [posting_lines(answer.report, answer.evidence[0], None, width, medium)]
    shown, count = len(answer.evidence), len(explanation.parts)
    title = "Buchungen" if shown == count else f"Die {shown} größten von {count_text(count, 'Buchung', 'Buchungen')}"
    if shown == 1 < count:
        title = f"Die größte von {count_text(count, 'Buchung', 'Buchungen')}"
    blocks = [section(title, width, medium)]
    for number, evidence in enumerate(answer.evidence, start=1):
        lines = posting_lines(answer.report, evidence, explanation, width, medium, number)
        blocks += [lines] if number > 1 else []
        if number == 1:
            blocks[0] = [*blocks[0], *lines]
    if shown < count:
        rest = sum(part.value for part in explanation.parts[shown:])
        text = f"… und {count_text(count - shown, 'weitere Buchung', 'weitere Buchungen')}, zusammen "
        text += f"{figure_value(rest, explanation.figure)} {unit_text(explanation.figure)} (alle mit --alle)"
        blocks.append([medium.dim(line) for line in wrapped(medium.own(text), width)])
    return blocks
