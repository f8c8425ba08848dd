"""Print the SHA-256 of every output of the sample report: run in processes of different surroundings."""

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import replace

from tests.exhibits.samples import journal, posting, provisional_report, sample_report
from thgbilanz.exhibits.document import balance_document, document_text
from thgbilanz.exhibits.findings import findings_csv, findings_github, findings_text
from thgbilanz.exhibits.terminal import balance_text
from thgbilanz.exhibits.workbook import balance_workbook


def outputs() -> Iterator[bytes]:
    rows = [posting(number, site=f"Liegenschaft {number % 13}") for number in range(300)]
    for report in (replace(sample_report(), journal=journal(rows)), provisional_report()):
        yield balance_workbook(report)
        for text in (
            document_text(balance_document(report)),
            balance_text(report, 80, colour=True),
            findings_text(report.findings),
            findings_csv(report.findings),
            findings_github(report.findings),
        ):
            yield text.encode()


if __name__ == "__main__":
    sys.stdout.write("\n".join(hashlib.sha256(output).hexdigest() for output in outputs()))
