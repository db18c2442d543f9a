"""What openpyxl's quick reading leaves out of a sheet: its size, merged cells, hidden rows, and
formulas whose value was never computed. Read from the sheet's own XML as a stream.

The elements are those of ECMA-376 part 1, 18.3.1 (`row`, `c`, `f`, `v`, `mergeCell`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from bot.roster.sheets import MOST_COLUMNS, MOST_ROWS

MOST_MERGED = 20_000
PIECE = 1 << 16

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")


class UnsafeXmlError(Exception):
    """A part declares entities or a document type: no spreadsheet program writes any."""


@dataclass(frozen=True, slots=True)
class Merged:
    """Rows counted from 1, columns from 0, the last ones included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(slots=True)
class SheetMarks:
    """`unvalued` are the (row, column) of formulas without a value. Sizes count what holds
    something: a bare format makes no row.
    """

    rows: int = 0
    columns: int = 0
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: int = 0
    merged: list[Merged] = field(default_factory=list)
    unvalued: set[tuple[int, int]] = field(default_factory=set)

    @property
    def is_too_long(self) -> bool:
        return self.rows > MOST_ROWS or len(self.merged) > MOST_MERGED

    @property
    def is_too_wide(self) -> bool:
        return self.columns > MOST_COLUMNS


def read_marks(file: IO[bytes]) -> SheetMarks:
    """Raises expat.ExpatError for what is no XML, UnsafeXmlError for what should not be opened."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    while piece := file.read(PIECE):
        parser.Parse(piece, False)  # noqa: FBT003  # the vendor's own signature
    parser.Parse(b"", True)  # noqa: FBT003
    return reader.marks


class _Reader:
    def __init__(self) -> None:
        self.marks = SheetMarks()
        self._row = 0
        self._column = -1
        self._is_hidden = False
        self._has_formula = self._has_value = self._in_value = self._is_text = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(" ")[2]:
            case "row":
                self._row = int(attributes.get("r", self._row + 1))
                self._column = -1
                self._is_hidden = attributes.get("hidden") in {"1", "true"}
            case "c":
                self._column = _column(attributes.get("r", ""), self._column + 1)
                self._has_formula = self._has_value = False
                self._is_text = attributes.get("t") == "str"
            case "f":
                self._has_formula = True
            case "v" | "t":
                self._in_value = True
                # A formula whose value is the empty text has an empty element of its own.
                self._has_value = self._has_value or (self._has_formula and self._is_text)
            case "mergeCell":
                self._merge(attributes.get("ref", ""))
            case "col" if attributes.get("hidden") in {"1", "true"}:
                self.marks.hidden_columns += 1

    def text(self, words: str) -> None:
        if self._in_value and words.strip():
            self._has_value = True

    def end(self, name: str) -> None:
        match name.rpartition(" ")[2]:
            case "v" | "t":
                self._in_value = False
            case "c" if self._has_value or self._has_formula:
                self._count()

    def _count(self) -> None:
        marks = self.marks
        if self._is_hidden and marks.hidden_rows[-1:] != [self._row] and self._row <= MOST_ROWS:
            marks.hidden_rows.append(self._row)
        marks.rows = max(marks.rows, self._row)
        marks.columns = max(marks.columns, self._column + 1)
        if self._has_formula and not self._has_value:
            marks.unvalued.add((self._row, self._column))

    def _merge(self, reference: str) -> None:
        found = _RANGE.fullmatch(reference)
        if found is None or found[3] is None or len(self.marks.merged) > MOST_MERGED:
            return
        first, last = _column(found[1] + "1", 0), _column(found[3] + "1", 0)
        self.marks.merged.append(Merged(int(found[2]), first, int(found[4]), last))


def _column(reference: str, otherwise: int) -> int:
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return otherwise
    number = 0
    for sign in found[1]:
        number = number * 26 + ord(sign) - ord("A") + 1
    return number - 1


def _refuse(*_: object) -> None:
    raise UnsafeXmlError
