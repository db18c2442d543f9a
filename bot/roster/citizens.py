"""Citizen numbers in a list: we keep none, so a file that holds any is not taken, whatever column
they stand in and whether that column is read or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.fold import fold
from bot.language.sentences.heard import Secret
from bot.language.sentences.secrets import cleared
from bot.roster.problems import Code, Place, Problem, problem
from bot.roster.sheets import Cell, Sheet, letter

_HEADING = re.compile(
    r"\b(?:cccd|cmnd|cmtnd|cmt|can cuoc|chung minh(?: nhan dan| thu)?|so dinh danh|ma dinh danh"
    r"|dinh danh ca nhan)\b"
)
_NUMBER = re.compile(r"\d{8,12}")
"""Under such a heading also one that a spreadsheet has robbed of its zero, or an old one."""


def citizen_numbers(sheet: Sheet) -> Iterator[Problem]:
    """One problem for each column, at its first number."""
    named: set[int] = set()
    told: set[int] = set()
    for row in sheet.rows:
        for column, cell in enumerate(row.cells):
            if column in told or not isinstance(cell, str) or not cell:
                continue
            if _HEADING.search(fold(cell)) and not _digits(cell):
                named.add(column)
            elif _is_citizen(cell) or (column in named and _NUMBER.fullmatch(_digits(cell))):
                told.add(column)
                yield problem(Code.CITIZEN_NUMBERS, Place(sheet.name, row.number, letter(column)))


def _is_citizen(cell: Cell) -> bool:
    return isinstance(cell, str) and Secret.CITIZEN_NUMBER in cleared(cell).secrets


def _digits(cell: str) -> str:
    return "".join(letter for letter in cell if letter.isdigit())
