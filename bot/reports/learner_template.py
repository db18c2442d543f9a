"""An empty list of learners to fill in."""

from __future__ import annotations

import io
from collections.abc import Sequence

SHEET = "Danh sách"
_WIDTHS = (30, 14, 18, 14)
MOST_ROWS = 500


def learner_template(headings: Sequence[str], yes_no: Sequence[str]) -> bytes:
    """The last column offers `yes_no`; phones and years are text from the start, so that no zero in
    front is lost.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    page = book.active
    page.title = SHEET
    page.freeze_panes = "A2"
    for column, (heading, width) in enumerate(zip(headings, _WIDTHS, strict=True), start=1):
        page.cell(1, column, heading).font = Font(bold=True)
        place = page.column_dimensions[get_column_letter(column)]
        place.width, place.number_format = width, "@"
    rule = DataValidation(type="list", formula1=f'"{",".join(yes_no)}"', allow_blank=True)
    page.add_data_validation(rule)
    last = get_column_letter(len(headings))
    rule.add(f"{last}2:{last}{MOST_ROWS}")
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
