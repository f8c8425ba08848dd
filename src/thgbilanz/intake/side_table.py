"""Small tables beside the data (degree days, published figures, the city's tables): one way to open them all."""

from dataclasses import dataclass
from pathlib import Path

from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.core.place import Place
from thgbilanz.core.run_record import InputFile
from thgbilanz.intake.csv_text import CsvRecord, csv_records, must_be_text
from thgbilanz.intake.file_bytes import file_bytes, file_name
from thgbilanz.intake.refusal import RefusedFileError

DELIMITER = ";"


@dataclass(frozen=True, slots=True)
class SideTable:
    """The records of a table with semicolons, its head first; none if it cannot be read."""

    name: str
    """Path relative to the project."""
    records: tuple[CsvRecord, ...]
    notes: tuple[Diagnostic, ...]
    """What is to be said about the file; a Fehler among them if it was refused."""
    record: InputFile | None
    """The bytes that were read; None if there were none to read."""
    refused: bool = False


def side_table(path: Path, root: Path) -> SideTable:
    """Open a table of the project. User data never raises."""
    try:
        file = file_bytes(path, root)
    except RefusedFileError as refusal:
        name = file_name(path, root)
        return SideTable(name, (), (refusal.reason.at(Place(name)),), None, refused=True)
    try:
        must_be_text(file.data)
        records = tuple(csv_records(file.data, DELIMITER))
    except RefusedFileError as refusal:
        return SideTable(file.name, (), (*file.notes, refusal.reason.at(Place(file.name))), file.record, refused=True)
    return SideTable(file.name, records, file.notes, file.record)
