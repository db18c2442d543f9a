"""Roster files as tests need them: rows in, bytes out."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from openpyxl import Workbook

from bot.roster.checking import Checked, check_sheets
from bot.roster.sheets import Row, Sheet
from models.roster_import import KnownTeam

Rows = Sequence[Sequence[Any]]

MEMBER_HEAD = ("Họ và tên", "Số điện thoại", "Tên tổ", "Vai trò", "Xưng hô")
TEAM_HEAD = ("Tên tổ", "Loại", "Thôn", "Số hộ", "Số người trưởng thành", "Nhóm Zalo", "Link")

TEAMS = 58
TEAMS_OF_SEVEN = 38
VILLAGES_OF_142 = 25


def sample_teams() -> list[tuple[Any, ...]]:
    """58 teams with 8 203 households, as the report of 2025 adds them up (seed 002, 4a and 4b)."""
    return [
        (f"Thôn {n:02}", "Tổ", f"Thôn {n:02}", 142 if n <= VILLAGES_OF_142 else 141, None, "", "")
        for n in range(1, TEAMS + 1)
    ]


def sample_members() -> list[tuple[Any, ...]]:
    """386 members with the sample commune's names and phones."""
    rows: list[tuple[Any, ...]] = []
    for team in range(1, TEAMS + 1):
        for place in range(7 if team <= TEAMS_OF_SEVEN else 6):
            number = len(rows) + 1
            phone, where = f"0{912000000 + number}", f"Thôn {team:02}"
            if place == 0:
                rows.append((f"Tổ trưởng {team:02}", phone, where, "Tổ trưởng", ""))
            else:
                rows.append((f"Thành viên {number:03}", phone, where, "Thành viên", ""))
    return rows


def workbook(
    sheets: dict[str, Rows], change: Callable[[Workbook], object] = lambda _: None
) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    change(book)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def sample_workbook() -> bytes:
    return workbook(
        {
            "Tổ": [TEAM_HEAD, *sample_teams()],
            "Thành viên": [MEMBER_HEAD, *sample_members()],
        }
    )


def flat_csv(rows: Rows, delimiter: str = ",") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same zip file with one member more, or with another content of one."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, part)
    return made.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def sheet(*rows: Sequence[str], name: str = "Thành viên") -> Sheet:
    return Sheet(name, [Row(number, tuple(cells)) for number, cells in enumerate(rows, start=1)])


def check(*sheets: Sheet, known: Sequence[KnownTeam] = ()) -> Checked:
    return check_sheets(sheets, known)


def told(checked: Checked, *, stopping: bool = True) -> list[tuple[str, int | None, str | None]]:
    """(code, row, column) of every problem that stops, or of every remark."""
    return [
        (each.code.value, each.place.row, each.place.column)
        for each in checked.problems
        if each.stops is stopping
    ]
