"""An Excel workbook's bytes as sheets of text. With `bot.roster.template` the home of openpyxl.

Formulas give the value that Excel stored; macros are never run. Hidden rows and sheets are read
like the others, and it is said.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from bot.language.fold import clean
from bot.roster.package import judge
from bot.roster.problems import Code, Place, Problem, problem
from bot.roster.sheet_marks import Merged, SheetMarks, UnsafeXmlError, read_marks
from bot.roster.sheets import (
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    Cell,
    Fault,
    Progress,
    Row,
    Sheet,
)

PIECE = 1 << 20
ROWS_A_STEP = 200
TYPE_OF_ERROR = "e"
MOST_ROWS_NAMED = 10
LARGEST_EXACT = 10**15  # a number in Excel keeps fifteen digits


def read_workbook(
    content: bytes, name: str, progress: Progress
) -> tuple[tuple[Sheet, ...], list[Problem]]:
    """`name` stands for the file in problems that belong to no sheet."""
    package = judge(content)
    if isinstance(package, Code):
        return (), [problem(package, Place(name))]
    problems = [problem(Code.MACROS_IGNORED, Place(name))] if package.has_macros else []
    try:
        sheets, found = _read(content, progress)
    except UnsafeXmlError:
        return (), [problem(Code.FILE_BOMB, Place(name))]
    except Exception:  # noqa: BLE001  # openpyxl raises whatever a broken part makes it stumble on
        return (), [problem(Code.FILE_DAMAGED, Place(name))]
    if not sheets and not found:
        return (), [problem(Code.FILE_DAMAGED, Place(name))]
    return sheets, [*problems, *found]


def _read(content: bytes, progress: Progress) -> tuple[tuple[Sheet, ...], list[Problem]]:
    from openpyxl import load_workbook

    _refuse_entities(content)
    book = load_workbook(
        io.BytesIO(content), read_only=True, data_only=True, keep_vba=False, keep_links=False
    )
    try:
        pages = book.worksheets[:MOST_SHEETS]
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            marks = [_marks_of(archive, page) for page in pages]
        total = sum(min(each.rows, MOST_ROWS) for each in marks)
        sheets: list[Sheet] = []
        problems: list[Problem] = []
        done = 0
        for page, mark in zip(pages, marks, strict=True):
            problems += _about(page, mark)
            if mark.is_too_long or mark.is_too_wide:
                continue
            sheets.append(_sheet(page, mark, done, total, progress))
            done += mark.rows
        return tuple(sheets), problems
    finally:
        book.close()


def _refuse_entities(content: bytes) -> None:
    """Openpyxl reads small parts with the standard parser, which would expand entities."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.infolist():
            if member.filename.endswith((".xml", ".rels")):
                with archive.open(member) as part:
                    end = b""
                    while piece := part.read(PIECE):
                        seen = end + piece.replace(b"\0", b"")  # in UTF-16 as well
                        if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
                            raise UnsafeXmlError
                        end = seen[-len(b"<!DOCTYPE") :]


def _marks_of(archive: zipfile.ZipFile, page: Any) -> SheetMarks:  # noqa: ANN401  # openpyxl's
    path: str = page._worksheet_path  # noqa: SLF001  # only openpyxl knows the part behind a title
    with archive.open(path) as part:
        return read_marks(part)


def _about(page: Any, marks: SheetMarks) -> Iterator[Problem]:  # noqa: ANN401  # openpyxl's
    place = Place(page.title)
    if marks.is_too_long:
        yield problem(Code.TOO_MANY_ROWS, place, most=MOST_ROWS)
    elif marks.is_too_wide:
        yield problem(Code.TOO_MANY_COLUMNS, place, most=MOST_COLUMNS)
    if page.sheet_state != "visible" and marks.rows:
        yield problem(Code.SHEET_HIDDEN, place)
    if hidden := marks.hidden_rows:
        rows = ", ".join(map(str, hidden[:MOST_ROWS_NAMED]))
        more = "" if len(hidden) <= MOST_ROWS_NAMED else "…"
        yield problem(
            Code.ROWS_HIDDEN, Place(page.title, hidden[0]), n=len(hidden), rows=rows + more
        )


def _sheet(page: Any, marks: SheetMarks, done: int, total: int, progress: Progress) -> Sheet:  # noqa: ANN401
    rows: list[Row] = []
    merged = _MergedCells(marks.merged)
    if marks.rows:
        page.reset_dimensions()  # what a file says of its own size may be wrong
        cells = page.iter_rows(max_row=marks.rows, max_col=max(marks.columns, 1))
        for number, found in enumerate(cells, start=1):
            values = [
                _cell(cell, (number, place) in marks.unvalued) for place, cell in enumerate(found)
            ]
            merged.fill(number, values)
            if any(values):
                rows.append(Row(number, tuple(values)))
            if number % ROWS_A_STEP == 0:
                progress(done + number, total)
    progress(done + marks.rows, total)
    return Sheet(page.title, rows)


class _MergedCells:
    """Gives the cells below a merged cell's first its value: "Thôn 05" beside its seven members.

    Beside it, in the same row, the value would land in a column that is not its own.
    """

    def __init__(self, merged: Sequence[Merged]) -> None:
        self._coming = sorted(merged, key=lambda each: each.first_row, reverse=True)
        self._open: list[tuple[Merged, Cell]] = []

    def fill(self, number: int, values: list[Cell]) -> None:
        self._open = [each for each in self._open if each[0].last_row >= number]
        while self._coming and self._coming[-1].first_row <= number:
            each = self._coming.pop()
            if each.first_row == number and each.first_column < len(values):
                self._open.append((each, values[each.first_column]))
        for area, value in self._open:
            if not value:
                continue
            last = min(area.last_column, len(values) - 1)
            values[area.first_column] = value
            for place in range(area.first_column + 1, last + 1):
                values[place] = Fault.MERGED_ACROSS


def _cell(cell: Any, is_unvalued: bool) -> Cell:  # noqa: ANN401, FBT001  # openpyxl's
    if is_unvalued:
        return Fault.FORMULA_WITHOUT_VALUE
    value = cell.value
    if cell.data_type == TYPE_OF_ERROR:
        return Fault.ERROR
    match value:
        case None:
            return ""
        case str():
            return clean(value)
        case float() if value.is_integer() and abs(value) < LARGEST_EXACT:
            return str(int(value))
        case datetime() | date() | time():
            return str(value.isoformat())
        case _:
            return str(value)
