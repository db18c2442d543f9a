"""A file with a list of people: what kind it is, told by its first bytes and not by its name."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from bot.roster.csv_file import IsHeading, is_roster_heading, read_csv
from bot.roster.package import OLE_START, ZIP_START
from bot.roster.problems import Code, Place, Problem, problem
from bot.roster.sheets import MOST_FILE_BYTES, Progress, Sheet

FOREIGN_STARTS = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"Rar!", b"7z\xbc")
FOREIGN_TEXT = (b"<html", b"<!doctype", b"<?xml", b"<table")


@dataclass(frozen=True, slots=True)
class FileRead:
    """`digest` names the very bytes that were read; "" when there were none."""

    sheets: tuple[Sheet, ...]
    problems: tuple[Problem, ...]
    digest: str


def read_file(path: Path, progress: Progress) -> FileRead:
    """Never raises for a bad file: its faults are problems like those of a cell."""
    place = Place(path.name)
    try:
        with path.open("rb") as file:
            content = file.read(MOST_FILE_BYTES + 1)
    except OSError:
        return FileRead((), (problem(Code.FILE_MISSING, place),), "")
    return read_bytes(content, path.name, progress)


def read_bytes(
    content: bytes, name: str, progress: Progress, *, is_heading: IsHeading = is_roster_heading
) -> FileRead:
    """`is_heading` tells the headings of this kind of list, by which a CSV file's columns are found
    to be parted.
    """
    place = Place(name)
    digest = hashlib.sha256(content).hexdigest()[:16]
    code = _refused(content)
    if code is not None:
        return FileRead((), (problem(code, place),), digest)
    if content.startswith(ZIP_START):
        from bot.roster.workbook import read_workbook

        sheets, problems = read_workbook(content, name, progress)
        return FileRead(sheets, tuple(problems), digest)
    sheet, problems = read_csv(content, name, is_heading)
    if sheet is None:
        return FileRead((), tuple(problems), digest)
    progress(len(sheet.rows), len(sheet.rows))
    return FileRead((sheet,), tuple(problems), digest)


def _refused(content: bytes) -> Code | None:
    if len(content) > MOST_FILE_BYTES:
        return Code.FILE_TOO_LARGE
    if not content.strip():
        return Code.FILE_EMPTY
    if content.startswith(OLE_START):
        return Code.FILE_OLD_EXCEL
    start = content[:64].lstrip().lower()
    if content.startswith(FOREIGN_STARTS) or start.startswith(FOREIGN_TEXT):
        return Code.FILE_OTHER_KIND
    return None
