"""Rows read into what they say of a team and of a member, each with its place in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from bot.dialog.address import Address
from bot.language.fold import fold
from bot.roster.headings import Field, Headings, repeats_headings
from bot.roster.phones import read_phone
from bot.roster.problems import Code, Place, Problem, problem
from bot.roster.sheets import Cell, Fault, Row, Sheet, letter
from bot.roster.values import (
    OFFICERS,
    Post,
    fold_often,
    read_address,
    read_bot,
    read_count,
    read_kind,
    read_link,
    read_name,
    read_post,
    read_team_name,
    read_yes_no,
)
from models.commune import TeamKind

Value = TypeVar("Value")

EXAMPLE = "vi du"
TOTALS = frozenset({"tong", "tong cong", "tong so", "cong"})
RAPID_WORDS = ("phan ung nhanh", "ung cuu")
FAULTS = {
    Fault.FORMULA_WITHOUT_VALUE: Code.FORMULA_WITHOUT_VALUE,
    Fault.ERROR: Code.CELL_ERROR,
    Fault.MERGED_ACROSS: Code.CELL_MERGED_ACROSS,
}


@dataclass(frozen=True, slots=True)
class TeamRow:
    """None is an empty cell: what was known before stays."""

    row: RowPlace
    name: str
    kind: TeamKind | None
    village: str | None
    households: int | None
    adults: int | None
    zalo_group: bool | None
    zalo_link: str | None
    zalo_bot: str | None


@dataclass(frozen=True, slots=True)
class MemberRow:
    """`team` is None for an officer of the whole commune."""

    row: RowPlace
    name: str
    phone: str
    team: str | None
    post: Post
    address: Address | None


@dataclass(frozen=True, slots=True)
class RowPlace:
    sheet: str
    number: int
    headings: Headings

    def of(self, field: Field) -> Place:
        column = self.headings.columns.get(field)
        return Place(self.sheet, self.number, None if column is None else letter(column))

    def of_team(self) -> Place:
        """The cell that names the team, whichever column does."""
        known = (Field.TEAM, Field.TEAM_AND_VILLAGE, Field.VILLAGE)
        return self.of(next((each for each in known if each in self.headings.columns), Field.TEAM))


class RowKind(StrEnum):
    PLAIN = "plain"
    EMPTY = "empty"
    HEADINGS = "headings"
    EXAMPLE = "example"
    TOTAL = "total"


class RowReader:
    """Reads the cells of one row by field and keeps what is wrong with them."""

    def __init__(self, sheet: Sheet, row: Row, headings: Headings) -> None:
        self.place = RowPlace(sheet.name, row.number, headings)
        self.problems: list[Problem] = []
        self._row = row

    def kind(self) -> RowKind:
        """Known cells decide: a remark beside the list makes no row of it."""
        headings = self.place.headings
        known = [self._cell(field) for field in headings.columns]
        if not any(known):
            return RowKind.EMPTY
        if repeats_headings(self._row, headings):
            return RowKind.HEADINGS
        if any(_is_example(cell) for cell in known):
            return RowKind.EXAMPLE
        if not self._cell(Field.PHONE) and _begins_with_total(self._row):
            return RowKind.TOTAL
        return RowKind.PLAIN

    def optional(self, field: Field, read: Callable[[str], Value | Code]) -> Value | None:
        """None for an empty cell, a missing column, and a value that cannot be read."""
        return self._read(field, read, missing=None)

    def required(
        self, field: Field, read: Callable[[str], Value | Code], missing: Code
    ) -> Value | None:
        return self._read(field, read, missing=missing)

    def complain(self, code: Code, field: Field, value: str = "") -> None:
        self.problems.append(problem(code, self.place.of(field), value=value))

    def has(self, field: Field) -> bool:
        return field in self.place.headings.columns

    def is_filled(self, field: Field) -> bool:
        return self.has(field) and bool(self._cell(field))

    def _cell(self, field: Field) -> Cell:
        column = self.place.headings.columns.get(field)
        if column is None or column >= len(self._row.cells):
            return ""
        return self._row.cells[column]

    def _read(
        self, field: Field, read: Callable[[str], Value | Code], missing: Code | None
    ) -> Value | None:
        cell = self._cell(field)
        if isinstance(cell, Fault):
            self.complain(FAULTS[cell], field)
            return None
        if not cell:
            if missing is not None:
                self.complain(missing, field)
            return None
        value = read(cell)
        if isinstance(value, Code):
            self.complain(value, field, cell)
            return None
        return value


def read_team(reader: RowReader) -> TeamRow | None:
    """A row of a list of teams; None, with its problems, when it cannot be used."""
    field = Field.TEAM if reader.has(Field.TEAM) else Field.TEAM_AND_VILLAGE
    name = reader.required(field, read_team_name, Code.TEAM_MISSING)
    village = reader.optional(Field.VILLAGE, read_team_name)
    if field is Field.TEAM_AND_VILLAGE:
        village = village or name
    return _team(reader, name, village)


def read_member(reader: RowReader) -> tuple[MemberRow | None, TeamRow | None]:
    """A row of a list of members, and what the same row says of the team."""
    name = reader.required(Field.NAME, read_name, Code.NAME_MISSING)
    phone = reader.required(Field.PHONE, read_phone, Code.PHONE_MISSING)
    address = reader.optional(Field.ADDRESS, read_address)
    post = reader.optional(Field.ROLE, read_post)
    if post is None and not reader.is_filled(Field.ROLE):
        post = Post.MEMBER  # an empty cell: most are members, and few lists repeat it in every row
    team_name, village = _team_of_member(reader, post)
    team = _team(reader, team_name, village) if team_name else None
    if post in OFFICERS:
        if team_name:
            reader.complain(Code.OFFICER_WITH_TEAM, Field.ROLE, post.value if post else "")
        team_name, team = None, None
    elif team_name is None:
        return None, None
    if name is None or phone is None or post is None:
        return None, team
    return MemberRow(reader.place, name, phone, team_name, post, address), team


def _team_of_member(reader: RowReader, post: Post | None) -> tuple[str | None, str | None]:
    """A list without a column of its own for the team names it by the village."""
    village = reader.optional(Field.VILLAGE, read_team_name)
    field = next(
        (each for each in (Field.TEAM, Field.TEAM_AND_VILLAGE) if reader.has(each)), Field.VILLAGE
    )
    if field is Field.VILLAGE:
        name = village
        if name is None and post not in OFFICERS and not reader.is_filled(field):
            reader.complain(Code.TEAM_MISSING, field)
    elif post in OFFICERS:
        name = reader.optional(field, read_team_name)
    else:
        name = reader.required(field, read_team_name, Code.TEAM_MISSING)
    if field is Field.TEAM_AND_VILLAGE and not _names_a_rapid_team(name):
        village = village or name
    return name, village


def _team(reader: RowReader, name: str | None, village: str | None) -> TeamRow | None:
    kind = reader.optional(Field.KIND, read_kind)
    households = reader.optional(Field.HOUSEHOLDS, read_count)
    adults = reader.optional(Field.ADULTS, read_count)
    group = reader.optional(Field.ZALO_GROUP, read_yes_no)
    link = reader.optional(Field.ZALO_LINK, read_link)
    bot = reader.optional(Field.ZALO_BOT, read_bot)
    if name is None:
        return None
    if link is not None and group is False:
        reader.complain(Code.LINK_WITHOUT_GROUP, Field.ZALO_LINK)
        link = None
    elif link is not None:
        group = True
    if kind is None and not reader.is_filled(Field.KIND) and _names_a_rapid_team(name):
        kind = TeamKind.DOI
    return TeamRow(reader.place, name, kind, village, households, adults, group, link, bot)


def _names_a_rapid_team(name: str | None) -> bool:
    """Not "Đội 5": in the north a village may be called so."""
    if name is None:
        return False
    folded = fold_often(name)
    return any(words in folded for words in RAPID_WORDS)


def _is_example(cell: Cell) -> bool:
    # Folding takes 50 µs: with ten thousand rows the first letter is looked at before.
    return isinstance(cell, str) and cell[:1] in "vV" and fold(cell).startswith(EXAMPLE)


def _begins_with_total(row: Row) -> bool:
    first = next((cell for cell in row.cells if cell), "")
    return isinstance(first, str) and fold(first) in TOTALS


def rows_of(sheet: Sheet, headings: Headings) -> Iterator[tuple[RowKind, RowReader]]:
    for row in sheet.rows:
        if row.number > headings.row:
            reader = RowReader(sheet, row, headings)
            yield reader.kind(), reader
