"""Errors of the operating system in words that help: what cannot be written, and what to do."""

import errno
from pathlib import Path

from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.place import Place

_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})

_REASONS = {
    errno.EEXIST: "statt eines Ordners liegt dort eine Datei",
    errno.ENOTDIR: "statt eines Ordners liegt dort eine Datei",
    errno.EISDIR: "dort liegt ein Ordner",
    errno.ENAMETOOLONG: "der Pfad ist zu lang",
    errno.ENOENT: "den Ordner darüber gibt es nicht",
}
_PATH_HINT = "Pfad prüfen oder einen anderen Ordner nennen"


def os_finding(failure: OSError, path: Path) -> Diagnostic:
    """The finding for a file or folder that cannot be written (faults.md 141, 142).

    >>> os_finding(PermissionError(13, "denied"), Path("ausgabe/2019/bilanz.xlsx")).code
    'THG530'
    """
    place = Place(path.as_posix())
    name = path.name
    if failure.errno in _FULL:
        hint = "Platz schaffen oder einen Ordner auf einem anderen Laufwerk nennen"
        return error("THG531", f"Kein Platz für „{name}“: der Datenträger ist voll", place, hint=hint)
    if failure.errno == errno.EROFS:
        hint = "Einen beschreibbaren Ordner nennen"
        return error("THG530", f"„{name}“ liegt auf einem schreibgeschützten Datenträger", place, hint=hint)
    if isinstance(failure, PermissionError):
        hint = "Ist die Datei in Excel geöffnet? Dann schließen. Sonst das Schreibrecht für den Ordner prüfen"
        return error("THG530", f"„{name}“ lässt sich nicht schreiben", place, hint=hint)
    reason = _REASONS.get(failure.errno or 0, errno.errorcode.get(failure.errno or 0, type(failure).__name__))
    return error("THG532", f"„{name}“ lässt sich nicht schreiben: {reason}", place, hint=_PATH_HINT)
