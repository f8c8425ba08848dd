"""Why a file is refused, passed upwards inside the guard; ``read_files`` hands it out as a finding."""

from dataclasses import dataclass
from typing import NoReturn

from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.place import Place


@dataclass(frozen=True, slots=True)
class Reason:
    """Code of the page, headline, what was found, what would be right, how to repair."""

    code: str
    text: str
    found: str = ""
    expected: str = ""
    hint: str = ""

    def at(self, place: Place) -> Diagnostic:
        """The reason as a finding of severity Fehler."""
        return error(self.code, self.text, place, found=self.found, expected=self.expected, hint=self.hint)


class RefusedFileError(Exception):
    """The file (or one sheet of it) must not reach a parser. Never leaves the package ``intake``."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.text)
        self.reason = reason


def refuse(code: str, text: str, *, found: str = "", expected: str = "", hint: str = "") -> NoReturn:
    """End the reading of a file. Raises ``RefusedFileError``, always."""
    raise RefusedFileError(Reason(code, text, found, expected, hint))


def refuse_damaged(what: str) -> NoReturn:
    """End the reading of a workbook whose inside is broken (faults.md 7, 29, 30): nothing is computed from it."""
    refuse(
        "THG006",
        f"Arbeitsmappe ist beschädigt: {what}",
        expected="eine Arbeitsmappe, die Excel ohne Reparatur öffnet",
        hint="Die Datei neu herunterladen oder in Excel öffnen und als .xlsx neu speichern",
    )
