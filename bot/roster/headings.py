"""Which column holds what: headings are matched folded, by the words that people really write."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.language.fold import fold
from bot.roster.sheets import Cell, Row

ROWS_LOOKED_AT = 40
"""A title, an office's name and a date may stand over the headings."""


class Field(StrEnum):
    """What is known of a team or a member; the value is the heading of the template."""

    NAME = "Họ và tên"
    PHONE = "Số điện thoại"
    TEAM = "Tên tổ"
    ROLE = "Vai trò"
    ADDRESS = "Xưng hô"
    KIND = "Loại"
    VILLAGE = "Thôn"
    TEAM_AND_VILLAGE = "Tổ/Thôn"
    HOUSEHOLDS = "Số hộ"
    ADULTS = "Số người trưởng thành"
    ZALO_GROUP = "Nhóm Zalo"
    ZALO_LINK = "Link nhóm Zalo"
    ZALO_BOT = "Bot Zalo"


MEMBER_FIELDS = (Field.NAME, Field.PHONE, Field.TEAM, Field.ROLE, Field.ADDRESS)
TEAM_FIELDS = (
    Field.TEAM,
    Field.KIND,
    Field.VILLAGE,
    Field.HOUSEHOLDS,
    Field.ADULTS,
    Field.ZALO_GROUP,
    Field.ZALO_LINK,
    Field.ZALO_BOT,
)

# Folded, the surest word first: of two columns that could be the same field the surer one is taken.
SYNONYMS: Mapping[Field, tuple[str, ...]] = {
    Field.NAME: (
        "ho va ten",
        "ho ten",
        "ho va ten thanh vien",
        "ho ten thanh vien",
        "ten thanh vien",
        "thanh vien",
        "ho va ten khai sinh",
        "name",
        "ten",
    ),
    Field.PHONE: (
        "so dien thoai",
        "sdt",
        "so dt",
        "dien thoai",
        "dien thoai di dong",
        "so dien thoai di dong",
        "so dien thoai lien he",
        "dien thoai lien he",
        "di dong",
        "so di dong",
        "dt",
        "phone",
        "so dien thoai zalo",
    ),
    Field.TEAM: (
        "ten to",
        "to",
        "ten to doi",
        "to doi",
        "to cnscd",
        "ten to cnscd",
        "to cong nghe so",
        "to cong nghe so cong dong",
        "ten to cong nghe so cong dong",
        "ten doi",
        "team",
    ),
    Field.ROLE: ("vai tro", "vai tro trong to", "chuc vu trong to", "nhiem vu", "chuc vu", "role"),
    Field.ADDRESS: ("xung ho", "cach xung ho", "goi la", "cach goi"),
    Field.KIND: ("loai", "loai to doi", "loai to", "loai hinh"),
    Field.VILLAGE: (
        "thon",
        "ten thon",
        "thon to dan pho",
        "to dan pho",
        "khu dan cu",
        "thon khu dan cu",
        "ten to dan pho",
        "tdp",
        "ap",
        "khu pho",
        "dia ban",
    ),
    Field.TEAM_AND_VILLAGE: ("to thon", "thon to", "to thon to dan pho", "don vi"),
    Field.HOUSEHOLDS: ("so ho", "so ho gia dinh", "tong so ho", "ho gia dinh", "ho"),
    Field.ADULTS: (
        "so nguoi truong thanh",
        "nguoi truong thanh",
        "so dan truong thanh",
        "so nguoi tu 18 tuoi",
    ),
    Field.ZALO_GROUP: ("nhom zalo", "co nhom zalo", "nhom zalo co khong", "co nhom zalo khong"),
    Field.ZALO_LINK: ("link nhom zalo", "link zalo", "link", "lien ket nhom zalo", "duong link"),
    Field.ZALO_BOT: ("bot zalo", "zalo bot", "ten bot zalo", "ten bot"),
}

UNREMARKABLE = frozenset({"stt", "tt", "so tt", "so thu tu", "no"})
"""Columns that every list has and nobody misses."""

_RANKS = {
    word: (field, rank) for field, words in SYNONYMS.items() for rank, word in enumerate(words)
}
_BRACKETS = re.compile(r"\(.*?\)|\[.*?\]")
_NO_LETTER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Headings:
    """`columns` by field, counted from 0. `doubled` are fields whose heading stands there twice,
    `others` are columns of which nothing is taken, with their headings.
    """

    row: int
    columns: Mapping[Field, int]
    doubled: Mapping[Field, int]
    others: Mapping[int, str]

    @property
    def has_members(self) -> bool:
        return Field.NAME in self.columns and Field.PHONE in self.columns

    @property
    def has_teams(self) -> bool:
        found = self.columns.keys()
        return bool({Field.TEAM, Field.TEAM_AND_VILLAGE} & found) and bool(
            found & {*TEAM_FIELDS[1:]}
        )


def find_headings(rows: Sequence[Row]) -> Headings | None:
    """The first row with the headings of members or of teams.

    Else the one with most headings, if it has two: it lacks a column, which can then be named.
    """
    best: Headings | None = None
    for row in rows[:ROWS_LOOKED_AT]:
        headings = read_headings(row)
        if headings.has_members or headings.has_teams:
            return headings
        if len(headings.columns) >= max(2, len(best.columns) + 1 if best else 0):
            best = headings
    return best


def read_headings(row: Row) -> Headings:
    columns: dict[Field, int] = {}
    ranks: dict[Field, int] = {}
    doubled: dict[Field, int] = {}
    others: dict[int, str] = {}
    for place, cell in enumerate(row.cells):
        found = field_of(cell)
        if found is None:
            if isinstance(cell, str) and cell and heading_words(cell) not in UNREMARKABLE:
                others[place] = cell
            continue
        field, rank = found
        if field not in columns or rank < ranks[field]:
            if field in columns:
                others[columns[field]] = str(row.cells[columns[field]])
            columns[field], ranks[field] = place, rank
            doubled.pop(field, None)
        elif rank == ranks[field]:
            doubled[field] = place
        else:
            others[place] = str(cell)
    return Headings(row.number, columns, doubled, others)


def field_of(cell: Cell) -> tuple[Field, int] | None:
    """The field that a heading means, and how surely: the smaller, the surer."""
    return _RANKS.get(heading_words(cell)) if isinstance(cell, str) else None


def heading_words(cell: str) -> str:
    """The words alone: without marks, signs and what stands in brackets; "Số ĐT (*)" is "so dt"."""
    return _NO_LETTER.sub(" ", fold(_BRACKETS.sub(" ", cell))).strip()


def repeats_headings(row: Row, headings: Headings) -> bool:
    """Whether the row is the headings once more: on each printed page, or merged over two rows."""
    return all(
        place < len(row.cells)
        and _may_be_words(row.cells[place])
        and (found := field_of(row.cells[place])) is not None
        and found[0] is field
        for field, place in sorted(headings.columns.items(), key=_phone_first)
    )


def _may_be_words(cell: Cell) -> bool:
    return isinstance(cell, str) and cell[:1].isalpha()


def _phone_first(column: tuple[Field, int]) -> bool:
    """A number is no heading, which spares the folding of the name."""
    return column[0] is not Field.PHONE
