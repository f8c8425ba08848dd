"""Errors of the operating system in words that help: what cannot be written, and what to do."""

import errno
from pathlib import Path

from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.place import Place

_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


def os_finding(failure: OSError, path: Path) -> Diagnostic:
    """The finding for a file or folder that cannot be written (faults.md 141, 142).

    >>> os_finding(PermissionError(13, "denied"), Path("ausgabe/2019/bilanz.xlsx")).code
    'THG530'
    """
    place = Place(path.as_posix())
    name = path.name
    if failure.errno in _FULL:
        hint = "Platz schaffen oder mit --ausgabe einen Ordner auf einem anderen Laufwerk nennen"
        return error("THG531", f"Kein Platz für „{name}“: der Datenträger ist voll", place, hint=hint)
    if failure.errno == errno.EROFS:
        hint = "Mit --ausgabe einen beschreibbaren Ordner nennen"
        return error("THG530", f"„{name}“ liegt auf einem schreibgeschützten Datenträger", place, hint=hint)
    if isinstance(failure, PermissionError):
        hint = "Ist die Datei in Excel geöffnet? Dann schließen. Sonst das Schreibrecht für den Ordner prüfen"
        return error("THG530", f"„{name}“ lässt sich nicht schreiben", place, hint=hint)
    hint = "Pfad prüfen: Jeder Ordner darin muss ein Ordner sein und darf nicht zu lang heißen"
    reason = errno.errorcode.get(failure.errno or 0, type(failure).__name__)
    return error("THG532", f"„{name}“ lässt sich nicht schreiben ({reason})", place, hint=hint)
