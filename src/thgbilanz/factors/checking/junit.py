"""JUnit XML: one test suite, one test case per check; CI systems show the failed ones."""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from thgbilanz.core.diagnostic import Diagnostic, Severity, in_order
from thgbilanz.factors.checking.registry import CHECK_IDS

_FORBIDDEN = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535), "�")
"""Characters that XML 1.0 can't hold, not even escaped."""


def junit_xml(findings: Iterable[Diagnostic], titles: dict[str, str]) -> str:
    """The findings as JUnit XML. Errors are failures; warnings and notes go to the output of their case.

    ``titles`` are the titles of the checks by id.
    """
    by_check: dict[str, list[Diagnostic]] = {id_: [] for id_ in CHECK_IDS}
    for finding in in_order(findings):
        by_check.setdefault(finding.code, []).append(finding)
    failed = sum(any(f.severity is Severity.ERROR for f in found) for found in by_check.values())
    counts = f'tests="{len(by_check)}" failures="{failed}" errors="0"'
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites {counts}>"]
    lines.append(f'  <testsuite name="thg faktoren pruefen" {counts} skipped="0">')
    for id_, found in by_check.items():
        lines += _case(id_, titles.get(id_, ""), found)
    lines += ["  </testsuite>", "</testsuites>"]
    return "\n".join(lines) + "\n"


def _case(id_: str, title: str, found: list[Diagnostic]) -> list[str]:
    name = _attribute(f"{id_} {title}".strip())
    head = f'    <testcase classname="thg.faktoren" name={name} time="0"'
    if not found:
        return [f"{head}/>"]
    errors = [finding for finding in found if finding.severity is Severity.ERROR]
    others = [finding for finding in found if finding.severity is not Severity.ERROR]
    lines = [f"{head}>"]
    if errors:
        message = _attribute(f"{len(errors)} Fehler, zuerst: {errors[0].text}")
        body = _text("\n".join(map(_line, errors)))
        lines.append(f'      <failure type="{id_}" message={message}>{body}</failure>')
    if others:
        lines.append(f"      <system-out>{_text(chr(10).join(map(_line, others)))}</system-out>")
    return [*lines, "    </testcase>"]


def _line(finding: Diagnostic) -> str:
    parts = (
        f"{finding.severity.value} {finding.place}: {finding.text}",
        f"gefunden: {finding.found}" if finding.found else "",
        f"erwartet: {finding.expected}" if finding.expected else "",
    )
    return "; ".join(part for part in parts if part)


def _clean(text: str) -> str:
    return text.translate(_FORBIDDEN).encode("utf-8", errors="replace").decode("utf-8")


def _text(text: str) -> str:
    return escape(_clean(text))


def _attribute(text: str) -> str:
    return quoteattr(_clean(text))
