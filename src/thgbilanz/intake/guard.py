"""The guard: nothing reaches the cell reader that could deceive, exhaust or crash it.

Order: the container, its directory and the structure of the workbook; then one pass over all unpacked bytes
(checksums, sizes, document types), in which the sheets that will be read are scanned; then the extent of these.
"""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from thgbilanz.intake.archive import Archive, opened_archive, refuse_too_large, unpacked_chunks
from thgbilanz.intake.budget import BUDGET, Budget
from thgbilanz.intake.container import must_be_workbook
from thgbilanz.intake.exact_walk import SheetWalk
from thgbilanz.intake.quick_scan import QuickScan
from thgbilanz.intake.shared_texts import refuse_too_much_text, text_sizes, used_text_bytes
from thgbilanz.intake.sheet_facts import LAST_COLUMN, LAST_ROW, SheetFacts
from thgbilanz.intake.stray_cells import must_be_few, refuse_too_spread, table_bounds, without_cells
from thgbilanz.intake.workbook_parts import SHARED_STRINGS, SheetPart, WorkbookParts, workbook_parts
from thgbilanz.intake.xml_events import checked_xml


@dataclass(frozen=True, slots=True)
class GuardedWorkbook:
    """A workbook that may be read."""

    data: bytes
    """Bytes for the cell reader: the file's own, unless stray cells had to be taken away."""
    archive: Archive
    parts: WorkbookParts
    facts: dict[str, SheetFacts]
    """Facts of the wanted sheets, by name."""


def guarded(data: bytes, wanted: Callable[[str], bool], budget: Budget = BUDGET) -> GuardedWorkbook:
    """Check a workbook. ``wanted`` says by name which sheets will be read.

    Raises ``RefusedFileError`` for whatever must not be parsed (faults.md 5-19, 27-33).
    """
    archive = opened_archive(data, budget)
    must_be_workbook(archive)
    parts = workbook_parts(archive)
    sheets = [sheet for sheet in parts.sheets if sheet.part and wanted(sheet.name)]
    scans, sizes = _passed_over(archive, parts, sheets, budget)
    facts: dict[str, SheetFacts] = {}
    cleaned: dict[str, bytes] = {}
    inspector = _Inspector(archive, parts, sizes, budget, budget.walked_tags)
    for sheet in sheets:
        facts[sheet.name] = inspector.facts(sheet, scans[sheet.part].facts())
        if facts[sheet.name].stray:
            cleaned[sheet.part] = without_cells(b"".join(inspector.chunks(sheet)), facts[sheet.name].stray)
    return GuardedWorkbook(_rewritten(archive, cleaned) if cleaned else data, archive, parts, facts)


def _passed_over(
    archive: Archive, parts: WorkbookParts, sheets: list[SheetPart], budget: Budget
) -> tuple[dict[str, QuickScan], list[int]]:
    scans = {sheet.part: QuickScan(parts.styles) for sheet in sheets}
    sizes: list[int] = []
    total = 0
    for part in archive.parts.values():
        chunks = checked_xml(part.name, unpacked_chunks(archive, part, budget))
        if part.name == SHARED_STRINGS:
            sizes = text_sizes(chunks, budget)
            continue
        scan = scans.get(part.name)
        for chunk in chunks:
            total += len(chunk)
            if total > budget.unpacked_bytes or (
                total > budget.ratio_from and total > budget.ratio * len(archive.data)
            ):
                refuse_too_large(total)
            if scan is not None:
                scan.feed(chunk)
    return scans, sizes


@dataclass(slots=True)
class _Inspector:
    """Looks at a sheet a second time where the quick scan was not enough."""

    archive: Archive
    parts: WorkbookParts
    sizes: list[int]
    budget: Budget
    tags_left: int
    """The walk is slow, therefore its budget holds for all sheets of a file together."""

    def facts(self, sheet: SheetPart, scanned: SheetFacts | None) -> SheetFacts:
        if scanned is not None and not self._is_too_wide(scanned):
            self._must_hold(sheet, scanned)
            return scanned
        walk = self._walked(sheet, (LAST_ROW, LAST_COLUMN))
        if self._is_too_wide(walk.facts):
            extent = walk.extent
            walk = self._walked(sheet, table_bounds(extent, self.budget))
            must_be_few(sheet.name, walk.extent.outside)
            if self._is_too_wide(walk.facts) or not walk.extent.outside:
                refuse_too_spread(sheet.name, max(extent.rows), max(extent.columns))
            walk.facts.stray = tuple(walk.extent.outside)
        if walk.facts.text_bytes > self.budget.text_bytes:
            refuse_too_much_text()
        return walk.facts

    def chunks(self, sheet: SheetPart) -> Iterator[bytes]:
        return unpacked_chunks(self.archive, self.archive.parts[sheet.part], self.budget)

    def _is_too_wide(self, facts: SheetFacts) -> bool:
        return facts.columns > self.budget.columns or facts.rows * facts.columns > self.budget.grid_cells

    def _must_hold(self, sheet: SheetPart, facts: SheetFacts) -> None:
        longest = max(self.sizes, default=0)
        if (
            facts.cells * longest > self.budget.text_bytes
            and used_text_bytes(self.chunks(sheet), self.sizes) > self.budget.text_bytes
        ):
            refuse_too_much_text()

    def _walked(self, sheet: SheetPart, bounds: tuple[int, int]) -> SheetWalk:
        walk = SheetWalk(sheet.part, self.parts.styles, self.sizes, bounds, self.tags_left)
        walk.run(self.chunks(sheet))
        self.tags_left = walk.tags_left
        return walk


def _rewritten(archive: Archive, cleaned: dict[str, bytes]) -> bytes:
    """A workbook in memory with cleaned sheets, for the cell reader only."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for part in archive.parts.values():
            if part.name in archive.unsafe_names or not part.name.endswith((".xml", ".rels")):
                continue
            content = cleaned.get(part.name)
            target.writestr(
                zipfile.ZipInfo(part.name),
                content if content is not None else b"".join(unpacked_chunks(archive, part)),
            )
    return buffer.getvalue()
