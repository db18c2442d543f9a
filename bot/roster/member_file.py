"""The list of members as a workbook or a CSV file, its phones masked unless they may be told.

Law: whatever people are called, a program that opens the file reads text and computes nothing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from bot.language.phones import masked
from bot.roster.values import NO, YES, Post
from models.member_list import ListedMember
from models.people import Role

HEADINGS = ("Họ và tên", "Tổ", "Vai trò", "Số điện thoại", "Đã vào")
SHEET = "Thành viên"
_POSTS = {
    Role.LEADER: Post.LEADER,
    Role.MEMBER: Post.MEMBER,
    Role.RAPID: Post.RAPID,
    Role.COORDINATOR: Post.COORDINATOR,
    Role.OFFICE: Post.OFFICE,
    Role.ADMINISTRATOR: Post.ADMINISTRATOR,
}
_COMPUTES = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS = (28, 26, 20, 18, 10)


def member_rows(members: Sequence[ListedMember], *, is_unmasked: bool) -> Iterator[tuple[str, ...]]:
    for member in members:
        phone = member.phone if is_unmasked else masked(member.phone)
        joined = YES if member.has_joined else NO
        yield member.name, member.team, _POSTS[member.role].value, phone, joined


def member_csv(rows: Iterator[tuple[str, ...]]) -> bytes:
    """With the mark by which Excel knows UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows(tuple(_harmless(value) for value in row) for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _harmless(value: str) -> str:
    return f"'{value}" if value.startswith(_COMPUTES) else value


def member_workbook(rows: Iterator[tuple[str, ...]]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(SHEET)
    sheet.freeze_panes = "A2"
    for column, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width

    def cell(value: str, *, is_bold: bool = False) -> WriteOnlyCell:
        made = WriteOnlyCell(sheet, value=value)
        made.data_type, made.number_format = "s", "@"
        if is_bold:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(heading, is_bold=True) for heading in HEADINGS])
    for row in rows:
        sheet.append([cell(value) for value in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
