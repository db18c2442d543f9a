"""An empty list of what a team did, to fill in: one row for each entry."""

from __future__ import annotations

import io
from collections.abc import Sequence

SHEET = "Bổ sung"
EXAMPLE = ("Ví dụ: 5/3/2026", "Hướng dẫn", "12", "3", "0", "4", "nhà văn hóa", "")
MOST_ROWS = 200
_WIDTH, _WORK_COLUMN, _DAY_WIDTH = 14, "B", 18
_GREY = "7F7F7F"


def entries_template(headings: Sequence[str], works: Sequence[str]) -> bytes:
    """The second column offers `works`. Days are text from the start, so that 5/3 stays the fifth
    of March, whatever the spreadsheet's own language.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    page = book.active
    page.title = SHEET
    page.freeze_panes = "A2"
    for column, heading in enumerate(headings, start=1):
        cell = page.cell(1, column)
        cell.value, cell.data_type, cell.font = heading, "s", Font(bold=True)
        page.column_dimensions[get_column_letter(column)].width = max(_WIDTH, len(heading) + 2)
    for column, word in enumerate(EXAMPLE, start=1):
        page.cell(2, column, word).font = Font(italic=True, color=_GREY)
    days = page.column_dimensions["A"]
    days.width, days.number_format = _DAY_WIDTH, "@"
    rule = DataValidation(type="list", formula1=f'"{",".join(works)}"', allow_blank=True)
    page.add_data_validation(rule)
    rule.add(f"{_WORK_COLUMN}2:{_WORK_COLUMN}{MOST_ROWS}")
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
