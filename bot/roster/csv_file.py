"""A CSV file's bytes as one sheet. Pure: the file has been read."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from bot.language.fold import clean
from bot.roster.headings import ROWS_LOOKED_AT, field_of
from bot.roster.old_encodings import decode_tcvn3, decode_vni, decode_windows_1258
from bot.roster.problems import Code, Place, Problem, problem
from bot.roster.sheets import MOST_COLUMNS, MOST_ROWS, Row, Sheet
from bot.roster.syllables import plausibility

DELIMITERS = ",;\t|"
SURE = 0.9
"""So many of the words with marks must be Vietnamese in the decoding that is taken."""

BYTES_JUDGED = 200_000
UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
OLD_ENCODINGS = (
    ("TCVN3 (ABC)", decode_tcvn3),
    ("VNI", decode_vni),
    ("Windows-1258", decode_windows_1258),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """`old` names the eight-bit encoding that was recognised."""

    text: str
    old: str | None = None


IsHeading: TypeAlias = Callable[[str], bool]


def is_roster_heading(cell: str) -> bool:
    return field_of(cell) is not None


def read_csv(
    content: bytes, name: str, is_heading: IsHeading = is_roster_heading
) -> tuple[Sheet | None, list[Problem]]:
    """The sheet is None when a problem keeps it from being read."""
    decoded = decode(content)
    if decoded is None:
        return None, [problem(Code.ENCODING_UNSURE, Place(name))]
    problems = (
        [problem(Code.OLD_ENCODING, Place(name), encoding=decoded.old)] if decoded.old else []
    )
    try:
        rows = list(_rows(decoded.text, best_delimiter(decoded.text, is_heading)))
    except csv.Error:
        return None, [problem(Code.FILE_DAMAGED, Place(name))]
    if len(rows) > MOST_ROWS:
        return None, [problem(Code.TOO_MANY_ROWS, Place(name), most=MOST_ROWS)]
    wide = next((row.number for row in rows if len(row.cells) > MOST_COLUMNS), None)
    if wide is not None:
        return None, [problem(Code.TOO_MANY_COLUMNS, Place(name, wide), most=MOST_COLUMNS)]
    return Sheet(name, [row for row in rows if not row.is_empty]), problems


def decode(content: bytes) -> Decoded | None:
    """Text by its mark, as UTF-8, as UTF-16, or in the old encoding that alone gives Vietnamese.

    None when no decoding, or more than one, gives plausible words: a wrong guess would put wrong
    names into the list, and nobody would see it before they are spoken to by them.
    """
    try:
        if content.startswith(UTF_16_MARKS):
            return Decoded(content.decode("utf-16"))
        if _looks_like_utf_16(content):
            return Decoded(content.decode("utf-16-le" if content[1::2].count(0) else "utf-16-be"))
        return Decoded(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None if content.startswith(UTF_16_MARKS) else _decode_old(content)


def best_delimiter(text: str, is_heading: IsHeading = is_roster_heading) -> str:
    """The one with which most headings are recognised; a line "sep=;" in front settles it."""
    first = text[:10].splitlines()[:1]
    if first and first[0].lower().startswith("sep=") and len(first[0]) > len("sep="):
        return first[0][len("sep=")]
    return max(DELIMITERS, key=lambda delimiter: _headings_with(text, delimiter, is_heading))


def _looks_like_utf_16(content: bytes) -> bool:
    sample = content[:BYTES_JUDGED]
    return len(sample) % 2 == 0 and sample.count(0) > len(sample) // 5


def _decode_old(content: bytes) -> Decoded | None:
    # Cut at the end of a line, which is the same byte in all of them.
    sample = content[:BYTES_JUDGED].rpartition(b"\n")[0] or content[:BYTES_JUDGED]
    judged = sorted(
        (
            (plausibility(text), name, text)
            for name, read in OLD_ENCODINGS
            if (text := read(sample)) is not None
        ),
        reverse=True,
    )
    sure = [each for each in judged if each[0] >= SURE and each[0] >= judged[0][0]]
    if not sure or len({text for _, _, text in sure}) > 1:
        return None
    decoder = dict(OLD_ENCODINGS)[sure[0][1]]
    text = decoder(content)
    return None if text is None else Decoded(text, old=sure[0][1])


def _headings_with(text: str, delimiter: str, is_heading: IsHeading) -> int:
    best = 0
    try:
        for row in _rows(text, delimiter):
            if row.number > ROWS_LOOKED_AT:
                break
            best = max(best, sum(isinstance(cell, str) and is_heading(cell) for cell in row.cells))
    except csv.Error:
        return 0
    return best


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    """Numbered as a spreadsheet would show them: a cell with line ends is still one row."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for number, cells in enumerate(reader, start=1):
        yield Row(number, tuple(clean(cell) for cell in _without_tail(cells)))
        if number > MOST_ROWS:
            return


def _without_tail(cells: list[str]) -> list[str]:
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]
