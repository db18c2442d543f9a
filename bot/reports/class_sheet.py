"""The list of a class as a workbook: who is on it, and on which days each of them came.

Law: whatever people are called, a program that opens the file reads text and computes nothing.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

HEADINGS = ("STT", "Họ và tên", "Năm sinh", "Đã đồng ý")
QUALIFIED, TOTAL = "Đã phổ cập", "Cộng"
SHEET = "Danh sách"
CAME, YES = "x", "Có"
_WIDTHS = (6, 30, 12, 12)
_DAY_WIDTH = 9


@dataclass(frozen=True, slots=True)
class Line:
    """`birth` is a year, a decade or ""; `came` are the days."""

    name: str
    birth: str
    has_consent: bool
    came: frozenset[date]
    is_qualified: bool


@dataclass(frozen=True, slots=True)
class ClassSheet:
    """`head` are the lines over the list."""

    head: tuple[str, ...]
    days: tuple[date, ...]
    lines: tuple[Line, ...]


def class_workbook(sheet: ClassSheet) -> bytes:
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    page = book.create_sheet(SHEET)
    page.freeze_panes = f"C{len(sheet.head) + 2}"
    widths = (*_WIDTHS, *(_DAY_WIDTH for _ in sheet.days), *_WIDTHS[-1:])
    for column, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    for head in sheet.head:
        page.append([_text(page, head, is_bold=True)])
    days = tuple(f"{day:%d/%m}" for day in sheet.days)
    page.append([_text(page, word, is_bold=True) for word in (*HEADINGS, *days, QUALIFIED)])
    for number, line in enumerate(sheet.lines, start=1):
        page.append([number, *(_text(page, word) for word in _words(line, sheet.days))])
    page.append(_total(page, sheet))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _words(line: Line, days: Sequence[date]) -> tuple[str, ...]:
    return (
        line.name,
        line.birth,
        YES if line.has_consent else "",
        *(CAME if day in line.came else "" for day in days),
        YES if line.is_qualified else "",
    )


def _total(page: Any, sheet: ClassSheet) -> list[Any]:  # noqa: ANN401  # openpyxl's
    came = (sum(day in line.came for line in sheet.lines) for day in sheet.days)
    qualified = sum(line.is_qualified for line in sheet.lines)
    return ["", _text(page, TOTAL, is_bold=True), "", "", *came, qualified]


def _text(page: Any, value: str, *, is_bold: bool = False) -> Any:  # noqa: ANN401  # openpyxl's
    """Text by its type: "=HYPERLINK(…)" is shown as it is written."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(page, value=value)
    cell.data_type, cell.number_format = "s", "@"
    if is_bold:
        cell.font = Font(bold=True)
    return cell
