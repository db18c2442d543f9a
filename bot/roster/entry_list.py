"""A file with what a team did: which column holds what, and each row as an entry or as what is
wrong with it. Pure; the file has been read.

Laws: no row costs another, and none is taken half: a cell that cannot be read makes its row a bad
one; a list with a citizen number in it is not taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.language.dates import OnDay, read_date
from bot.language.fold import clean, fold
from bot.roster.citizens import citizen_numbers
from bot.roster.headings import ROWS_LOOKED_AT, heading_words
from bot.roster.problems import Code, Problem
from bot.roster.sheets import Cell, Row, Sheet
from bot.roster.values import read_count

MOST_ENTRIES = 200
LONGEST_WORDS = 120
EXAMPLE = "ví dụ"
"""Rows of the template that begin with it are left out."""
EXCEL_DAYS = range(40_000, 60_000)
"""A day as a bare number of a spreadsheet: from 2009 to 2064."""
EXCEL_EPOCH = date(1899, 12, 30)
OLDEST = timedelta(days=366)
"""As far back as sentences catch up; a year mistyped is no session of long ago."""


class Column(StrEnum):
    """The value is the heading of the template."""

    DAY = "Ngày"
    WORK = "Việc"
    PEOPLE = "Số người"
    ELDERLY = "Người cao tuổi"
    VNEID_1 = "VNeID mức 1"
    VNEID_2 = "VNeID mức 2"
    PLACE = "Địa điểm"
    NOTE = "Ghi chú"


SYNONYMS: Mapping[Column, tuple[str, ...]] = {
    Column.DAY: ("ngay", "ngay thang", "thoi gian", "day"),
    Column.WORK: ("viec", "loai viec", "noi dung", "loai buoi", "hinh thuc", "work"),
    Column.PEOPLE: ("so nguoi", "so luong", "so nguoi dan", "luot nguoi", "people"),
    Column.ELDERLY: ("nguoi cao tuoi", "cao tuoi", "nct", "elderly"),
    Column.VNEID_1: ("vneid muc 1", "muc 1", "vneid 1"),
    Column.VNEID_2: ("vneid muc 2", "muc 2", "vneid 2"),
    Column.PLACE: ("dia diem", "noi", "o dau", "place"),
    Column.NOTE: ("ghi chu", "note"),
}
_COLUMN_OF = {word: column for column, words in SYNONYMS.items() for word in words}
_COUNTS = (Column.ELDERLY, Column.VNEID_1, Column.VNEID_2)


class Work(StrEnum):
    """The value is what the template offers."""

    SESSION = "Hướng dẫn"
    VISIT = "Tại nhà"
    MEMBERS = "Tập huấn"


_WORK_WORDS = {
    Work.VISIT: ("tai nha", "den nha", "tung nha", "luu dong", "ho gia dinh"),
    Work.MEMBERS: ("tap huan", "thanh vien"),
    Work.SESSION: ("huong dan", "buoi", "lop", "ho tro", "tuyen truyen"),
}


class Why(StrEnum):
    """What is wrong with a row."""

    NO_DAY = "no_day"
    DAY_AHEAD = "day_ahead"
    LONG_AGO = "long_ago"
    NO_PEOPLE = "no_people"
    NO_WORK = "no_work"
    NO_NUMBER = "no_number"
    TOO_MANY = "too_many"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class EntryRow:
    """`counts` are those of the commune's own columns, by the id of what is counted."""

    day: date
    work: Work
    people: int
    elderly: int | None
    vneid_1: int
    vneid_2: int
    place: str
    note: str
    counts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class BadRow:
    """`number` counts as the spreadsheet does."""

    number: int
    why: Why


@dataclass(frozen=True, slots=True)
class EntryList:
    """`beyond`: rows more than are taken at once. `problem` keeps the whole file from it."""

    entries: tuple[EntryRow, ...] = ()
    bad: tuple[BadRow, ...] = ()
    beyond: int = 0
    problem: Problem | None = None


def is_entry_heading(cell: str) -> bool:
    return heading_words(cell) in _COLUMN_OF


def read_entry_list(sheets: Sequence[Sheet], today: date, counted: Mapping[str, str]) -> EntryList:
    """Of the first sheet that has the headings. `counted` are the commune's own columns: what each
    is called, by its id.
    """
    for sheet in sheets:
        if found := next(iter(citizen_numbers(sheet)), None):
            return EntryList(problem=found)
    for sheet in sheets:
        columns = _Columns(sheet.rows, counted)
        if columns.start:
            return _read(sheet.rows[columns.start :], columns, today)
    return EntryList()


class _Columns:
    """By the first row that names the day and the people."""

    def __init__(self, rows: Sequence[Row], counted: Mapping[str, str]) -> None:
        self.start = 0
        self.of: dict[Column, int] = {}
        self.counted: dict[str, int] = {}
        by_words = {heading_words(label): id_ for id_, label in counted.items()}
        for at, row in enumerate(rows[:ROWS_LOOKED_AT]):
            of: dict[Column, int] = {}
            own: dict[str, int] = {}
            for place, cell in enumerate(row.cells):
                words = heading_words(cell) if isinstance(cell, str) else ""
                if words in _COLUMN_OF:
                    of.setdefault(_COLUMN_OF[words], place)
                elif words in by_words:
                    own.setdefault(by_words[words], place)
            if Column.DAY in of and Column.PEOPLE in of:
                self.start, self.of, self.counted = at + 1, of, own
                return


def _read(rows: Sequence[Row], columns: _Columns, today: date) -> EntryList:
    entries: list[EntryRow] = []
    bad: list[BadRow] = []
    beyond = 0
    for row in rows:
        read = _entry(row, columns, today)
        if read is None:
            continue
        if isinstance(read, Why):
            bad.append(BadRow(row.number, read))
        elif read in entries:
            bad.append(BadRow(row.number, Why.SAME))
        elif len(entries) >= MOST_ENTRIES:
            beyond += 1
        else:
            entries.append(read)
    return EntryList(tuple(entries), tuple(bad), beyond)


def _entry(row: Row, columns: _Columns, today: date) -> EntryRow | Why | None:
    """None for a row with nothing in it, an example, and the headings once more."""
    said = {column: _cell(row, columns.of.get(column)) for column in Column}
    own = {id_: _cell(row, place) for id_, place in columns.counted.items()}
    first = next((cell for cell in (*said.values(), *own.values()) if cell), "")
    if not first or is_entry_heading(first) or _is_example(row):
        return None
    day = _day(said[Column.DAY], today)
    if isinstance(day, Why):
        return day
    work = _work(said[Column.WORK])
    if work is None:
        return Why.NO_WORK
    people = read_count(said[Column.PEOPLE]) if said[Column.PEOPLE] else 0
    if isinstance(people, Code) or not people:
        return Why.NO_PEOPLE
    counts = {column: read_count(said[column]) if said[column] else 0 for column in _COUNTS}
    others = {id_: read_count(cell) for id_, cell in own.items() if cell}
    if any(isinstance(count, Code) for count in (*counts.values(), *others.values())):
        return Why.NO_NUMBER
    numbers = {column: int(count) for column, count in counts.items() if isinstance(count, int)}
    installs = numbers[Column.VNEID_1] + numbers[Column.VNEID_2]
    if max(numbers[Column.ELDERLY], installs) > people:
        return Why.TOO_MANY
    return EntryRow(
        day=day,
        work=work,
        people=people,
        elderly=numbers[Column.ELDERLY] or None,
        vneid_1=numbers[Column.VNEID_1],
        vneid_2=numbers[Column.VNEID_2],
        place=said[Column.PLACE][:LONGEST_WORDS],
        note=said[Column.NOTE],
        counts=tuple((id_, count) for id_, count in others.items() if isinstance(count, int)),
    )


def _is_example(row: Row) -> bool:
    return any(isinstance(cell, str) and fold(cell).startswith(fold(EXAMPLE)) for cell in row.cells)


def _day(cell: str, today: date) -> date | Why:
    """As it is written, as a spreadsheet keeps it ("2026-03-05T00:00:00"), or its bare number."""
    if not cell:
        return Why.NO_DAY
    found: date | None = None
    if cell.isascii() and cell.isdecimal() and int(cell[:6]) in EXCEL_DAYS:
        found = EXCEL_EPOCH + timedelta(days=int(cell))
    else:
        try:
            found = date.fromisoformat(cell[:10])
        except ValueError:
            read = read_date(cell, today)
            found = read.day if isinstance(read, OnDay) else None
    if found is None:
        return Why.NO_DAY
    if found > today:
        return Why.DAY_AHEAD
    return found if today - found <= OLDEST else Why.LONG_AGO


def _work(cell: str) -> Work | None:
    """Nothing said is a session with residents, as most are."""
    if not cell:
        return Work.SESSION
    words = fold(cell)
    return next(
        (work for work, known in _WORK_WORDS.items() if any(word in words for word in known)), None
    )


def _cell(row: Row, place: int | None) -> str:
    """What stands there; "?" for what nobody can read (a formula without its value)."""
    if place is None or place >= len(row.cells):
        return ""
    cell: Cell = row.cells[place]
    return clean(cell) if isinstance(cell, str) else "?"
