"""From a foreign file to a proposed mapping, or to the reason why it needs none or gets none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.place import Place
from thgbilanz.intake.layout import Layout
from thgbilanz.intake.proposing.sheet import ProposedSheet, proposed_sheet
from thgbilanz.intake.proposing.tables import ForeignFile, foreign_file
from thgbilanz.project.mapping_text import mapping_text, missing_answers
from thgbilanz.project.names import slug


@dataclass(frozen=True, slots=True)
class MappingProposal:
    """What ``thg zuordnen`` found out about a file."""

    source: ForeignFile
    sheets: tuple[ProposedSheet, ...]
    target: str
    """Name of the mapping file."""
    text: str
    """The mapping file; empty if none is proposed."""
    missing: tuple[str, ...]
    """What a person has to fill in at least."""
    findings: tuple[Diagnostic, ...]

    @property
    def is_unreadable(self) -> bool:
        """Whether the guard refused the file."""
        return bool(self.source.findings)

    @property
    def state(self) -> str:
        """One word for machines: vorschlag, vorlage, zugeordnet or nicht_erkannt."""
        if self.source.is_ours:
            return "vorlage"
        if self.source.layouts:
            return "zugeordnet"
        return "vorschlag" if self.text else "nicht_erkannt"


def mapping_proposal(
    path: Path, root: Path, organisations: Mapping[str, str], layouts: Sequence[Layout]
) -> MappingProposal:
    """Look at a file. ``layouts``: the mappings that the project has already."""
    source = foreign_file(path, root, layouts)
    target = f"{slug(path.stem) or 'liste'}.toml"
    if source.findings or source.is_ours or source.layouts:
        return MappingProposal(source, (), target, "", (), source.findings)
    sheets = tuple(proposed_sheet(cells) for cells in source.sheets)
    if not any(sheet.amounts for sheet in sheets):
        return MappingProposal(source, sheets, target, "", (), (_nothing_found(source.name, sheets),))
    missing = dict.fromkeys(key for sheet in sheets if sheet.amounts for key in missing_answers(sheet))
    text = mapping_text(path.name, path.stem, sheets, organisations)
    return MappingProposal(source, sheets, target, text, tuple(missing), ())


def _nothing_found(file: str, sheets: Sequence[ProposedSheet]) -> Diagnostic:
    names = ", ".join(f"„{sheet.cells.name}“" for sheet in sheets[:10] if sheet.cells.name)
    return error(
        "THG566",
        "Keine Tabelle mit Mengen erkannt, es gibt nichts vorzuschlagen",
        Place(file),
        found=f"Blätter {names}" if names else "eine Tabelle ohne erkennbare Mengenspalte",
        expected="eine Kopfzeile mit Titeln wie „Verbrauch“ oder „Erdgas [kWh]“ und darunter Zahlen",
        hint="Formulare und Berichte ohne Tabelle lassen sich nicht zuordnen: Die Werte mit `thg vorlage` in eine "
        "Vorlage übertragen",
    )
