"""What people see, kept as plain text to be read in a review; the figures are proven elsewhere.

``THG_SNAPSHOT_UPDATE=1 pytest tests/exhibits`` writes them anew.
"""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from tests.exhibits.samples import CONFIRMED, FINDINGS, insight_report, provisional_report, sample_report
from thgbilanz.exhibits.document import balance_document, document_text
from thgbilanz.exhibits.findings import findings_csv, findings_github, findings_text
from thgbilanz.exhibits.terminal import balance_text

FOLDER = Path(__file__).parent / "snapshots"
FILES = ("ausgabe/2019/bilanz.xlsx", "ausgabe/2019/bilanz.json")


def rendered() -> dict[str, str]:
    report, provisional = sample_report(), provisional_report()
    return {
        "bilanz-80.txt": balance_text(report, 80, written=FILES),
        "bilanz-60.txt": balance_text(report, 60),
        "bilanz-40.txt": balance_text(report, 40),
        "bilanz-ascii.txt": balance_text(report, 80, encoding="ascii"),
        "bilanz-vorlaeufig.txt": balance_text(provisional, 80),
        "bilanz-bestaetigt.txt": balance_text(sample_report(findings=(*FINDINGS, CONFIRMED), completeness=None), 80),
        "antworten-80.txt": balance_text(insight_report(), 80),
        "antworten-ausfuehrlich-80.txt": balance_text(insight_report(), 80, detail=True),
        "antworten-ausfuehrlich-60.txt": balance_text(insight_report(), 60, detail=True),
        "antworten.json": document_text(balance_document(insight_report())),
        "bilanz-territorial.txt": balance_text(replace(report, views=("territorial",)), 80),
        "bilanz.json": document_text(balance_document(provisional)),
        "befunde.txt": findings_text(provisional.findings, 80),
        "befunde.csv": findings_csv(provisional.findings),
        "befunde.github.txt": findings_github(provisional.findings),
    }


@pytest.mark.parametrize("name", sorted(rendered()))
def test_output_is_as_it_was_reviewed(name: str) -> None:
    path = FOLDER / name
    text = rendered()[name]
    if os.environ.get("THG_SNAPSHOT_UPDATE"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == text


def test_every_snapshot_is_still_made() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(rendered())
