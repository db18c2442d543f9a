"""What a file is that may be handed on to others, told by its bytes alone: neither its name nor
what its sender says of it counts.

Laws: nothing is unpacked but the table of contents of an Office file, and of that no more than
`MOST_CONTENTS`; what holds a program, or holds other files, is never taken.
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from dataclasses import dataclass
from enum import StrEnum

CONTENTS = "[Content_Types].xml"
MOST_CONTENTS = 1_000_000
MOST_MEMBERS = 5_000
IS_ENCRYPTED = 0x1

OPEN_XML = "application/vnd.openxmlformats-officedocument"
OFFICE = {
    f"{OPEN_XML}.wordprocessingml.document": "docx",
    f"{OPEN_XML}.spreadsheetml.sheet": "xlsx",
    f"{OPEN_XML}.presentationml.presentation": "pptx",
}
MAIN = ".main+xml"
WITH_MACROS = (b"macroenabled", b"vbaproject", b"activex", b"x-msbinary")

PDF_START, ZIP_START = b"%PDF-", b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Office 97–2003, and anything with a password
ARCHIVES = (
    b"PK",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"MSCF",
    b"\x28\xb5\x2f\xfd",
)
TAR_PLACE, TAR_MARK = 257, b"ustar"
PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"dex\n",
    b"\0asm",
    b"L\0\0\0\x01\x14\x02\0",  # a shortcut of Windows
)


NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
"""Bytes that stand in no text."""

MARKUP = (b"<", b"{\\rtf", b"%!")
LOOKED_AT = 64


@dataclass(frozen=True, slots=True)
class FileKind:
    """`suffix` is without its dot."""

    mime: str
    suffix: str


CSV = FileKind("text/csv", "csv")


class NoPaper(StrEnum):
    """Why it is not taken: the code of its row."""

    MACROS = "macros"
    ARCHIVE = "archive"
    PROGRAM = "program"
    OLD_OFFICE = "old_office"
    LOCKED = "locked"
    OTHER = "no_paper"
    NO_LIST = "no_list"


def read_paper(data: bytes) -> FileKind | NoPaper:
    if data.startswith(PDF_START):
        return FileKind("application/pdf", "pdf")
    if data.startswith(ZIP_START):
        return _read_office(data)
    if data.startswith(OLD_OFFICE):
        return NoPaper.OLD_OFFICE
    if data.startswith(PROGRAMS):
        return NoPaper.PROGRAM
    if data.startswith(ARCHIVES) or data[TAR_PLACE:].startswith(TAR_MARK):
        return NoPaper.ARCHIVE
    return NoPaper.OTHER


def read_list(data: bytes) -> FileKind | NoPaper:
    """A workbook, or a text of lines: what a list of people may come as. What the text says, and in
    which encoding, is for whoever reads it.
    """
    found = read_paper(data)
    if isinstance(found, FileKind):
        return found if found.suffix == "xlsx" else NoPaper.NO_LIST
    if found is not NoPaper.OTHER:
        return found
    has_mark = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    is_text = has_mark or not NO_TEXT.search(data)
    is_markup = data[:LOOKED_AT].lstrip().lower().startswith(MARKUP)
    return CSV if data.strip() and is_text and not is_markup else NoPaper.NO_LIST


def _read_office(data: bytes) -> FileKind | NoPaper:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS:
                return NoPaper.ARCHIVE
            if any(member.flag_bits & IS_ENCRYPTED for member in members):
                return NoPaper.LOCKED
            names = {member.filename for member in members}
            if CONTENTS not in names:
                return NoPaper.ARCHIVE
            with archive.open(CONTENTS) as file:
                contents = file.read(MOST_CONTENTS + 1)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        return NoPaper.OTHER
    if len(contents) > MOST_CONTENTS:
        return NoPaper.OTHER
    return _judge(contents.lower(), "\n".join(names).lower())


def _judge(contents: bytes, names: str) -> FileKind | NoPaper:
    """The main part says what it is; any part with a program in it decides against it."""
    if any(mark in contents or mark.decode() in names for mark in WITH_MACROS):
        return NoPaper.MACROS
    for mime, suffix in OFFICE.items():
        if f'"{mime}{MAIN}"'.encode() in contents:
            return FileKind(mime, suffix)
    return NoPaper.ARCHIVE
