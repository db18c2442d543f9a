"""A file's rows as text, whatever kind of file they came from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

MOST_ROWS = 20_000
MOST_COLUMNS = 60
MOST_SHEETS = 100
MOST_FILE_BYTES = 20_000_000


class Fault(Enum):
    """What stands in a cell whose value nobody can read."""

    FORMULA_WITHOUT_VALUE = "formula"
    ERROR = "error"
    MERGED_ACROSS = "merged"


Cell: TypeAlias = "str | Fault"

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many rows are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Row:
    """`number` counts from 1 as the spreadsheet does."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def is_empty(self) -> bool:
        return not any(self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows in their order; those without any value may be left out."""

    name: str
    rows: Sequence[Row]


def letter(column: int) -> str:
    """The spreadsheet's name of a column counted from 0: A, B … Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
