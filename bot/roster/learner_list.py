"""A file with the learners of a class: which column holds what, and each row as a person or as what
is wrong with it. Pure; the file has been read.

Laws: no row costs another; a list with a citizen number in it is not taken; without headings every
row is read like a line that somebody pasted, where one of them at least looks like a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.language.fold import clean, marked
from bot.language.learners import (
    LearnerRow,
    Why,
    is_same,
    read_birth_year,
    read_learner,
    read_learner_phone,
)
from bot.roster.citizens import citizen_numbers
from bot.roster.headings import ROWS_LOOKED_AT, heading_words
from bot.roster.problems import Problem
from bot.roster.sheets import Cell, Row, Sheet
from bot.roster.values import read_yes_no

MOST_LEARNERS = 500
"""People of one file: a class is a room full."""

UNREAD = "?"


class Column(StrEnum):
    """The value is the heading of the template."""

    NAME = "Họ và tên"
    YEAR = "Năm sinh"
    PHONE = "Số điện thoại"
    CONSENT = "Đã đồng ý"


SYNONYMS: Mapping[Column, tuple[str, ...]] = {
    Column.NAME: ("ho va ten", "ho ten", "ho va ten hoc vien", "ho ten hoc vien", "ten hoc vien",
                  "hoc vien", "ho va ten nguoi dan", "nguoi dan", "ten", "name"),
    Column.YEAR: ("nam sinh", "ngay sinh", "ngay thang nam sinh", "sinh nam", "ns", "nam",
                  "birth year", "year"),
    Column.PHONE: ("so dien thoai", "dien thoai", "sdt", "so dt", "dt", "di dong", "phone"),
    Column.CONSENT: ("da dong y", "dong y", "y kien", "cho phep", "consent"),
}  # fmt: skip
_COLUMN_OF = {word: column for column, words in SYNONYMS.items() for word in words}


@dataclass(frozen=True, slots=True)
class Listed:
    """`agreed` is what the file says of consent: None where it has no such column."""

    row: LearnerRow
    agreed: bool | None


@dataclass(frozen=True, slots=True)
class BadRow:
    """`number` counts as the spreadsheet does."""

    number: int
    why: Why


@dataclass(frozen=True, slots=True)
class LearnerList:
    """`beyond`: people more than are taken at once."""

    people: tuple[Listed, ...] = ()
    bad: tuple[BadRow, ...] = ()
    beyond: int = 0
    problem: Problem | None = None
    """What keeps the whole file from being taken."""


def is_learner_heading(cell: str) -> bool:
    return heading_words(cell) in _COLUMN_OF


def read_learner_list(sheets: Sequence[Sheet], this_year: int) -> LearnerList:
    """Of the first sheet that lists anybody."""
    for sheet in sheets:
        if found := next(iter(citizen_numbers(sheet)), None):
            return LearnerList(problem=found)
    best = LearnerList()
    for sheet in sheets:
        found_list = _read(sheet, this_year)
        if found_list.people:
            return found_list
        best = best if best.bad else found_list
    return best


def _read(sheet: Sheet, this_year: int) -> LearnerList:
    people: list[Listed] = []
    bad: list[BadRow] = []
    beyond = 0
    named: dict[str, list[LearnerRow]] = {}
    for number, read in _rows(sheet, this_year):
        if isinstance(read, Why):
            bad.append(BadRow(number, read))
            continue
        of_name = named.setdefault(marked(read.row.name), [])
        if any(is_same(read.row, one) for one in of_name):
            bad.append(BadRow(number, Why.SAME))
        elif len(people) < MOST_LEARNERS:
            of_name.append(read.row)
            people.append(read)
        else:
            beyond += 1
    if not _columns(sheet.rows)[1] and not any(_looks_like_a_person(one.row) for one in people):
        return LearnerList()
    return LearnerList(tuple(people), tuple(bad), beyond)


def _looks_like_a_person(row: LearnerRow) -> bool:
    return " " in row.name or row.birth_year is not None or row.phone is not None


def _rows(sheet: Sheet, this_year: int) -> Iterator[tuple[int, Listed | Why]]:
    start, columns = _columns(sheet.rows)
    for row in sheet.rows[start:]:
        read = _by_columns(row, columns, this_year) if columns else _as_line(row, this_year)
        if read is not None:
            yield row.number, read


def _columns(rows: Sequence[Row]) -> tuple[int, dict[Column, int]]:
    """Where the people begin, and the columns by the first row that names the one of names."""
    for at, row in enumerate(rows[:ROWS_LOOKED_AT]):
        found: dict[Column, int] = {}
        for place, cell in enumerate(row.cells):
            column = _COLUMN_OF.get(heading_words(cell)) if isinstance(cell, str) else None
            if column is not None:
                found.setdefault(column, place)
        if Column.NAME in found:
            return at + 1, found
    return 0, {}


def _by_columns(row: Row, columns: Mapping[Column, int], this_year: int) -> Listed | Why | None:
    """None for a row without a name and anything else, and for the headings once more."""
    name, year, phone, agreed = (_cell(row, columns.get(column)) for column in Column)
    if name in ("", UNREAD) or is_learner_heading(name):
        return Why.NO_NAME if (year or phone) and not is_learner_heading(name) else None
    read = read_learner(name, this_year)
    if read is None or isinstance(read, Why):
        return Why.NAME_DIGITS if read is Why.YEAR_SHORT else read
    if read.birth_year or read.phone:
        return Why.NAME_DIGITS
    born = read_birth_year(year, this_year) if year else None
    if year and born is None:
        return Why.YEAR_ODD
    number = read_learner_phone(phone) if phone else None
    if phone and number is None:
        return Why.PHONE_WRONG
    consent = read_yes_no(agreed) is True if Column.CONSENT in columns else None
    return Listed(LearnerRow(read.name, born, number), consent)


def _as_line(row: Row, this_year: int) -> Listed | Why | None:
    line = " ; ".join(cell for cell in row.cells if isinstance(cell, str) and cell)
    read = read_learner(line, this_year)
    return Listed(read, None) if isinstance(read, LearnerRow) else read


def _cell(row: Row, place: int | None) -> str:
    """What stands there; `UNREAD` for what nobody can read (a formula without its value)."""
    if place is None or place >= len(row.cells):
        return ""
    cell: Cell = row.cells[place]
    return clean(cell) if isinstance(cell, str) else UNREAD
