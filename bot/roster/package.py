"""A workbook as a zip file: judged by its table of contents before anything is unpacked.

Python's zipfile never unpacks more of a member than the table says (it stops there and the checksum
fails), so that what is judged here is what can come.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from bot.roster.problems import Code

MOST_MEMBERS = 2_000
MOST_BYTES = 100_000_000  # 20 000 rows of a plain list unpack to 15 MB
MOST_BYTES_OF_A_PART = 60_000_000
MOST_BYTES_OF_OTHERS = 5_000_000  # styles, names: read at once, unlike sheets
MOST_RATIO = 200  # Excel's own sheets stay under 30
SMALL = 1_000_000  # a ratio says nothing about a part so small

OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Excel 97–2003, and any workbook with a password
ZIP_START = b"PK\x03\x04"
STREAMED = ("xl/worksheets/", "xl/sharedStrings", "xl/media/", "xl/drawings/", "xl/vbaProject")
WORKBOOK = "xl/workbook.xml"
MACROS = "xl/vbaProject.bin"
IS_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Package:
    has_macros: bool


def judge(content: bytes) -> Package | Code:
    """What stands in the way of opening these bytes as a workbook, or the workbook's outside."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return Code.FILE_DAMAGED
    if any(member.flag_bits & IS_ENCRYPTED for member in members):
        return Code.FILE_LOCKED
    if _is_bomb(members):
        return Code.FILE_BOMB
    names = {member.filename for member in members}
    if WORKBOOK not in names:
        return Code.FILE_OTHER_KIND
    return Package(has_macros=MACROS in names)


def _is_bomb(members: list[zipfile.ZipInfo]) -> bool:
    if len(members) > MOST_MEMBERS or sum(each.file_size for each in members) > MOST_BYTES:
        return True
    return any(
        each.file_size > MOST_BYTES_OF_A_PART
        or (each.file_size > SMALL and each.file_size > MOST_RATIO * max(each.compress_size, 1))
        or (each.file_size > MOST_BYTES_OF_OTHERS and not each.filename.startswith(STREAMED))
        for each in members
    )
