"""The zip container of a workbook: checked by its directory and once more while it is unpacked.

We unpack ourselves instead of trusting the sizes that the archive declares: a part may say 1 KB and unpack to
gigabytes, and a parser that goes on after the declared end reads something else than the guard did.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from thgbilanz.intake.budget import BUDGET, MEGABYTE, Budget
from thgbilanz.intake.refusal import refuse, refuse_damaged

CHUNK_BYTES = 1 << 20
_INPUT_BYTES = 1 << 16
_DIRECTORY_ENTRY = b"PK\x01\x02"
_END_OF_DIRECTORY = b"PK\x05\x06"
_END_LENGTH = 22
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_ENCRYPTED = 1


@dataclass(frozen=True, slots=True)
class Part:
    """One entry of the archive."""

    name: str
    start: int
    """Offset of the packed bytes."""
    packed_bytes: int
    declared_bytes: int
    crc: int
    is_deflated: bool


@dataclass(frozen=True, slots=True)
class Archive:
    """The entries of a zip file whose directory has passed the guard."""

    data: bytes
    parts: dict[str, Part]
    unsafe_names: tuple[str, ...]
    """Names that point out of the archive. Nothing is ever unpacked to disk, so they only deserve a Warnung."""


def opened_archive(data: bytes, budget: Budget = BUDGET) -> Archive:
    """The directory of a zip file.

    Raises ``RefusedFileError``: no directory (faults.md 5, 6), too many entries (16), declared sizes above the budget
    (15), the same part twice (32), encrypted or oddly packed entries.
    """
    if data.count(_DIRECTORY_ENTRY) > budget.entries:
        _refuse_too_many_entries(budget)
    infos = _directory(data)
    if len(infos) > budget.entries:
        _refuse_too_many_entries(budget)
    _must_be_unique(infos)
    if not all(info.filename for info in infos):
        refuse_damaged("ein Teil hat keinen Namen")
    files = [info for info in infos if not info.is_dir()]
    parts = {info.filename: _part(data, info) for info in files}
    total = sum(part.declared_bytes for part in parts.values())
    if total > budget.unpacked_bytes or any(part.declared_bytes > budget.part_bytes for part in parts.values()):
        refuse_too_large(total)
    return Archive(data, parts, tuple(name for name in parts if _points_outside(name)))


def unpacked_chunks(archive: Archive, part: Part, budget: Budget = BUDGET) -> Iterator[bytes]:
    """The unpacked bytes of a part in chunks of at most ``CHUNK_BYTES``, counted, with the checksum proved at the end.

    Raises ``RefusedFileError`` above the budget and for a part whose size or checksum is wrong (faults.md 7).
    """
    size = crc = 0
    try:
        for chunk in _inflated(archive, part) if part.is_deflated else _stored(archive, part):
            size += len(chunk)
            if size > budget.part_bytes or (size > budget.ratio_from and size > budget.ratio * part.packed_bytes):
                refuse_too_large(size)
            crc = zlib.crc32(chunk, crc)
            yield chunk
    except zlib.error:
        refuse_damaged(f"der Teil „{part.name}“ lässt sich nicht entpacken")
    if size != part.declared_bytes or crc != part.crc:
        refuse_damaged(f"die Prüfsumme von „{part.name}“ stimmt nicht")


def unpacked(archive: Archive, name: str, budget: Budget = BUDGET) -> bytes:
    """A small part as a whole. Raises ``RefusedFileError`` if it is missing or above the budget."""
    part = archive.parts.get(name)
    if part is None:
        refuse_damaged(f"der Teil „{name}“ fehlt")
    if part.declared_bytes > budget.small_part_bytes:
        refuse_too_large(part.declared_bytes)
    return b"".join(unpacked_chunks(archive, part, budget))


def refuse_too_large(size: int) -> NoReturn:
    """A zip bomb, or a workbook far beyond what a template holds."""
    refuse(
        "THG009",
        "Arbeitsmappe ist entpackt zu groß",
        found=f"mehr als {size // MEGABYTE} MB",
        expected=f"höchstens {BUDGET.unpacked_bytes // MEGABYTE} MB",
        hint="Nur die Blätter der Vorlage in eine neue Mappe kopieren und leere Zeilen und Spalten löschen",
    )


def _directory(data: bytes) -> list[zipfile.ZipInfo]:
    end = data.rfind(_END_OF_DIRECTORY)
    if end < 0:
        refuse_incomplete()
    # A second end mark in the archive comment lets two programs read two different archives.
    if data.find(_END_OF_DIRECTORY, max(0, len(data) - 0xFFFF - _END_LENGTH)) != end and end + _END_LENGTH != len(data):
        refuse_damaged("das Inhaltsverzeichnis steht doppelt darin")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, struct.error, ValueError, OSError, NotImplementedError, OverflowError):
        refuse_incomplete()


def refuse_incomplete() -> NoReturn:
    """The archive has no directory or it points nowhere: a download or copy that broke off (faults.md 5, 6)."""
    refuse(
        "THG005",
        "Arbeitsmappe ist unvollständig",
        expected="eine vollständige .xlsx-Datei",
        hint="Meist ist ein Download oder Kopiervorgang abgebrochen: die Datei neu holen",
    )


def _part(data: bytes, info: zipfile.ZipInfo) -> Part:
    if info.flag_bits & _ENCRYPTED:
        refuse(
            "THG007",
            "Archiv ist mit Kennwort geschützt",
            hint="In Excel: Datei › Informationen › Arbeitsmappe schützen › Kennwort löschen",
        )
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        refuse_damaged(f"„{info.filename}“ ist auf eine Art gepackt, die Excel nicht verwendet")
    offset = info.header_offset
    if not 0 <= offset <= len(data) - 30:
        refuse_incomplete()
    signature, name_length, extra_length = _LOCAL_HEADER.unpack_from(data, offset)
    start = offset + 30 + name_length + extra_length
    if signature != b"PK\x03\x04" or start + info.compress_size > len(data):
        refuse_incomplete()
    if data[offset + 30 : offset + 30 + name_length] != _raw_name(info):
        refuse_damaged(f"„{info.filename}“ hat im Archiv zwei Namen")
    is_deflated = info.compress_type == zipfile.ZIP_DEFLATED
    return Part(info.filename, start, info.compress_size, info.file_size, info.CRC, is_deflated)


def _raw_name(info: zipfile.ZipInfo) -> bytes:
    utf8 = 0x800
    return info.orig_filename.encode("utf-8" if info.flag_bits & utf8 else "cp437")


def _inflated(archive: Archive, part: Part) -> Iterator[bytes]:
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    packed = memoryview(archive.data)[part.start : part.start + part.packed_bytes]
    for position in range(0, len(packed), _INPUT_BYTES):
        waiting: bytes | memoryview = packed[position : position + _INPUT_BYTES]
        while waiting and not stream.eof:
            if chunk := stream.decompress(waiting, CHUNK_BYTES):
                yield chunk
            waiting = stream.unconsumed_tail
    if rest := stream.flush():
        yield rest
    if not stream.eof or stream.unused_data:
        refuse_damaged(f"der Teil „{part.name}“ ist nicht zu Ende gepackt")


def _stored(archive: Archive, part: Part) -> Iterator[bytes]:
    for position in range(part.start, part.start + part.packed_bytes, CHUNK_BYTES):
        yield archive.data[position : min(position + CHUNK_BYTES, part.start + part.packed_bytes)]


def _must_be_unique(infos: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for info in infos:
        # Part names of an Office package do not differ by case (ECMA-376 part 2, 6.2.2.3).
        name = info.filename.casefold()
        if name in seen:
            refuse(
                "THG011",
                f"Teil „{info.filename}“ steht doppelt in der Arbeitsmappe",
                expected="jeder Teil einmal",
                hint="Programme lesen dann verschiedene Zahlen aus derselben Datei: in Excel öffnen, prüfen und als "
                ".xlsx neu speichern",
            )
        seen.add(name)


def _points_outside(name: str) -> bool:
    return name.startswith("/") or ":" in name or ".." in name.replace("\\", "/").split("/")


def _refuse_too_many_entries(budget: Budget) -> NoReturn:
    refuse(
        "THG009",
        f"Archiv hat mehr als {budget.entries} Einträge",
        expected=f"höchstens {budget.entries} Einträge; eine Arbeitsmappe hat meist unter 50",
        hint="Nur die Blätter der Vorlage in eine neue Mappe kopieren",
    )
