"""Showing findings: as the result of a command (standard output) or beside it (standard error)."""
# ruff: noqa: PLC0415 - what a call does not need is not loaded, so that help stays fast

from collections.abc import Iterable, Mapping

from thgbilanz.cli.environment import Environment
from thgbilanz.core.diagnostic import Diagnostic, Severity

TEXT, JSON, CSV, GITHUB = "text", "json", "csv", "github"
FINDING_FORMATS: tuple[str, ...] = (TEXT, JSON, CSV, GITHUB)


def show_findings(
    environment: Environment,
    findings: Iterable[Diagnostic],
    output_format: str = TEXT,
    more: Mapping[str, object] | None = None,
) -> None:
    """Findings as the result: for people or as data, on standard output. ``more`` are further keys of the JSON."""
    from thgbilanz.exhibits.findings import findings_csv, findings_document, findings_github, findings_text

    if output_format == JSON:
        from thgbilanz.exhibits.document import document_text

        environment.data(document_text(findings_document(findings) | dict(more or {})))
    elif output_format == CSV:
        environment.data(findings_csv(findings))
    elif output_format == GITHUB:
        environment.data(findings_github(findings))
    else:
        width, encoding = environment.width, environment.encoding
        environment.out(findings_text(findings, width, colour=environment.colour, encoding=encoding))


def tell_findings(environment: Environment, findings: Iterable[Diagnostic], *, only_errors: bool = False) -> None:
    """Findings beside the result, on standard error."""
    from thgbilanz.exhibits.findings import findings_text

    told = [finding for finding in findings if not only_errors or finding.severity is Severity.ERROR]
    if told:
        encoding, colour = environment.error_encoding, environment.error_colour
        environment.err(findings_text(told, environment.width, colour=colour, encoding=encoding))
