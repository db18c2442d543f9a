"""An empty list to be filled in: a workbook with three sheets, or one flat CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from bot.dialog.address import CHOOSABLE, Address
from bot.dialog.text import Text
from bot.roster.headings import MEMBER_FIELDS, TEAM_FIELDS, Field
from bot.roster.sheets import MOST_ROWS, letter
from bot.roster.values import KINDS, NO, YES, Post
from models.commune import TeamKind

Words: TypeAlias = Callable[[Text], str]
Filled: TypeAlias = dict[Field, str]

TEAM_SHEET, MEMBER_SHEET, GUIDE_SHEET = "Tổ", "Thành viên", "Hướng dẫn"
TO, DOI = KINDS[TeamKind.TO], KINDS[TeamKind.DOI]

# Reading leaves out every row in which a cell begins with "Ví dụ".
EXAMPLE_TEAM, EXAMPLE_RAPID_TEAM = "Ví dụ: Thôn 01", "Ví dụ: Đội phản ứng nhanh"
EXAMPLE_TEAMS: tuple[Filled, ...] = (
    {
        Field.TEAM: EXAMPLE_TEAM,
        Field.KIND: TO,
        Field.VILLAGE: "Thôn 01",
        Field.HOUSEHOLDS: "142",
        Field.ADULTS: "390",
        Field.ZALO_GROUP: YES,
        Field.ZALO_LINK: "https://zalo.me/g/vidu",
    },
    {Field.TEAM: EXAMPLE_RAPID_TEAM, Field.KIND: DOI, Field.ZALO_GROUP: NO},
)


def _example(name: str, phone: str, team: str, post: Post, address: Address | None) -> Filled:
    said = {Field.ADDRESS: address.value} if address else {}
    shown = {Field.NAME: f"Ví dụ: {name}", Field.PHONE: phone, Field.ROLE: post.value}
    return shown | {Field.TEAM: team} | said


EXAMPLE_MEMBERS: tuple[Filled, ...] = (
    _example("Tổ trưởng Mẫu", "0912000001", EXAMPLE_TEAM, Post.LEADER, Address.BAC),
    _example("Thành viên Mẫu", "0912000002", EXAMPLE_TEAM, Post.MEMBER, None),
    _example("Đội viên Mẫu", "0912000003", EXAMPLE_RAPID_TEAM, Post.RAPID, Address.ANH),
    _example("Cán bộ Mẫu", "0912000004", "", Post.COORDINATOR, Address.CHI),
)
CHOICES: dict[Field, tuple[str, ...]] = {
    Field.KIND: (TO, DOI),
    Field.ZALO_GROUP: (YES, NO),
    Field.ROLE: tuple(post.value for post in Post),
    Field.ADDRESS: tuple(form.value for form in CHOOSABLE),
}
COUNTED = frozenset({Field.HOUSEHOLDS, Field.ADULTS})
FLAT_FIELDS = (*MEMBER_FIELDS, *TEAM_FIELDS[1:])

GUIDE = (
    Text("roster.guide.what"),
    Text("roster.guide.teams"),
    Text("roster.guide.no_village"),
    Text("roster.guide.bot"),
    Text("roster.guide.members"),
    Text("roster.guide.roles"),
    Text("roster.guide.several"),
    Text("roster.guide.phones"),
    Text("roster.guide.address"),
    Text("roster.guide.examples"),
    Text("roster.guide.try"),
    Text("roster.guide.again"),
)

_WIDTHS = {Field.NAME: 28, Field.TEAM: 26, Field.VILLAGE: 22, Field.ZALO_LINK: 34}
_USUAL_WIDTH = 20
_HEAD_FILL, _EXAMPLE_GREY = "DDEBF7", "7F7F7F"


def csv_template() -> bytes:
    """With the mark by which Excel knows UTF-8; without it the letters are spoiled on opening."""
    teams = {row[Field.TEAM]: row for row in EXAMPLE_TEAMS}
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([field.value for field in FLAT_FIELDS])
    for member in EXAMPLE_MEMBERS:
        row = teams.get(member[Field.TEAM], {}) | member
        writer.writerow([row.get(field, "") for field in FLAT_FIELDS])
    return text.getvalue().encode("utf-8-sig")


def workbook_template(words: Words) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    teams = book.active
    teams.title = TEAM_SHEET
    _fill(teams, TEAM_FIELDS, EXAMPLE_TEAMS)
    members = book.create_sheet(MEMBER_SHEET)
    _fill(members, MEMBER_FIELDS, EXAMPLE_MEMBERS)
    _offer_teams(members)
    _explain(book.create_sheet(GUIDE_SHEET), words)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _fill(sheet: Any, fields: Sequence[Field], examples: Sequence[Filled]) -> None:  # noqa: ANN401
    from openpyxl.styles import Font, PatternFill

    for column, field in enumerate(fields):
        place = letter(column)
        head = sheet.cell(1, column + 1, field.value)
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor=_HEAD_FILL)
        sheet.column_dimensions[place].width = _WIDTHS.get(field, _USUAL_WIDTH)
        if field is Field.PHONE:
            # Text from the start: a number would lose the zero in front.
            sheet.column_dimensions[place].number_format = "@"
        for number, example in enumerate(examples, start=2):
            value = example.get(field, "")
            cell = sheet.cell(
                number, column + 1, int(value) if field in COUNTED and value else value
            )
            cell.font = Font(italic=True, color=_EXAMPLE_GREY)
            if field is Field.PHONE:
                cell.number_format = "@"
        if field in CHOICES:
            _offer(sheet, place, f'"{",".join(CHOICES[field])}"')
        if field in COUNTED:
            _offer(sheet, place, "0", kind="whole", operator="greaterThanOrEqual")
    sheet.freeze_panes = "A2"


def _offer(sheet: Any, column: str, formula: str, **settings: str) -> None:  # noqa: ANN401
    from openpyxl.worksheet.datavalidation import DataValidation

    kind = settings.pop("kind", "list")
    rule = DataValidation(type=kind, formula1=formula, allow_blank=True, **settings)
    sheet.add_data_validation(rule)
    rule.add(f"{column}2:{column}{MOST_ROWS}")


def _offer_teams(members: Any) -> None:  # noqa: ANN401  # openpyxl's
    """The teams as the first sheet lists them, whatever their number."""
    column = letter(MEMBER_FIELDS.index(Field.TEAM))
    first = letter(TEAM_FIELDS.index(Field.TEAM))
    _offer(members, column, f"'{TEAM_SHEET}'!${first}$2:${first}${MOST_ROWS}")


def _explain(sheet: Any, words: Words) -> None:  # noqa: ANN401  # openpyxl's
    from openpyxl.styles import Alignment, Font

    sheet.column_dimensions["A"].width = 100
    sheet.cell(1, 1, GUIDE_SHEET).font = Font(bold=True, size=14)
    for number, line in enumerate(GUIDE, start=2):
        cell = sheet.cell(number, 1, words(line))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
