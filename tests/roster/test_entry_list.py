"""A file with what a team did: every row is an entry or is said to be none, and why."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.roster.entry_list import (
    MOST_ENTRIES,
    BadRow,
    EntryList,
    EntryRow,
    Why,
    Work,
    is_entry_heading,
    read_entry_list,
)
from bot.roster.sheets import Cell, Fault, Row, Sheet

TODAY = date(2026, 11, 20)
HEAD = ("STT", "Ngày", "Việc", "Số người", "Người cao tuổi", "VNeID mức 1", "VNeID mức 2",
        "Địa điểm", "Ghi chú", "Dịch vụ công")  # fmt: skip
COUNTED = {"dvc": "Dịch vụ công", "esign": "Chữ ký số"}
GOOD = ("1", "5/3/2026", "Hướng dẫn", "12", "3", "1", "4", "chợ", "mưa", "5")


def read(*rows: Sequence[Cell], head: Sequence[Cell] = HEAD) -> EntryList:
    numbered = tuple(Row(n, tuple(cells)) for n, cells in enumerate((head, *rows), start=1))
    return read_entry_list((Sheet("a", numbered),), TODAY, COUNTED)


def row(**cells: Cell) -> tuple[Cell, ...]:
    places = {"day": 1, "work": 2, "people": 3, "elderly": 4, "one": 5, "two": 6, "dvc": 9}
    made: list[Cell] = list(GOOD)
    for name, value in cells.items():
        made[places[name]] = value
    return tuple(made)


def test_row_is_read_by_the_headings() -> None:
    assert read(GOOD).entries == (
        EntryRow(date(2026, 3, 5), Work.SESSION, 12, 3, 1, 4, "chợ", "mưa", (("dvc", 5),)),
    )


@pytest.mark.parametrize(
    "cell", ["5/3/2026", "05/03/2026", "5-3-2026", "2026-03-05", "2026-03-05T00:00:00", "46086"]
)
def test_day_however_a_spreadsheet_writes_it(cell: str) -> None:
    assert read(row(day=cell)).entries[0].day == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"day": ""}, Why.NO_DAY),
        ({"day": "32/3/2026"}, Why.NO_DAY),
        ({"day": "hôm nọ"}, Why.NO_DAY),
        ({"day": Fault.ERROR}, Why.NO_DAY),
        ({"day": "1/3/2027"}, Why.DAY_AHEAD),
        ({"day": "18/11/2025"}, Why.LONG_AGO),
        ({"day": "1926-03-13T00:00:00"}, Why.LONG_AGO),
        ({"people": ""}, Why.NO_PEOPLE),
        ({"people": "0"}, Why.NO_PEOPLE),
        ({"people": "mười"}, Why.NO_PEOPLE),
        ({"people": Fault.FORMULA_WITHOUT_VALUE}, Why.NO_PEOPLE),
        ({"work": "đá bóng"}, Why.NO_WORK),
        ({"elderly": "mấy cụ"}, Why.NO_NUMBER),
        ({"dvc": "x"}, Why.NO_NUMBER),
        ({"elderly": "13"}, Why.TOO_MANY),
        ({"one": "9", "two": "9"}, Why.TOO_MANY),
    ],
)
def test_row_that_cannot_be_taken_says_why_and_costs_no_other(
    cells: dict[str, Cell], why: Why
) -> None:
    found = read(row(**cells), GOOD)

    assert found.bad == (BadRow(2, why),)
    assert len(found.entries) == 1


@pytest.mark.parametrize(
    ("cell", "work"),
    [
        ("", Work.SESSION),
        ("huong dan", Work.SESSION),
        ("Hỗ trợ tại nhà", Work.VISIT),
        ("đến nhà", Work.VISIT),
        ("Tập huấn thành viên", Work.MEMBERS),
    ],
)
def test_work_by_its_words(cell: str, work: Work) -> None:
    assert read(row(work=cell)).entries[0].work is work


def test_same_row_twice_is_one_entry() -> None:
    found = read(GOOD, GOOD)

    assert (len(found.entries), found.bad) == (1, (BadRow(3, Why.SAME),))


def test_empty_rows_examples_and_headings_again_are_left_out() -> None:
    found = read(("",) * 10, ("", "Ví dụ: 5/3/2026", "Hướng dẫn", "12"), HEAD, GOOD)

    assert (len(found.entries), found.bad) == (1, ())


def test_title_over_the_headings_is_no_matter() -> None:
    found = read(HEAD, GOOD, head=("BẢNG BỔ SUNG THÁNG 3",))

    assert len(found.entries) == 1


def test_sheet_without_its_headings_holds_nothing() -> None:
    assert read(GOOD, head=("a", "b")) == EntryList()


def test_list_with_a_citizen_number_is_not_taken() -> None:
    found = read((*GOOD[:8], "031157001234", ""))

    assert found.problem is not None
    assert found.entries == ()


def test_more_rows_than_are_taken_are_counted() -> None:
    rows = [row(day=f"{1 + n % 28}/3/2026", people=str(10 + n)) for n in range(MOST_ENTRIES + 3)]

    assert (len(read(*rows).entries), read(*rows).beyond) == (MOST_ENTRIES, 3)


def test_headings_are_known_by_their_words() -> None:
    assert is_entry_heading("Số người (*)")
    assert not is_entry_heading("Họ và tên")


@given(st.lists(st.lists(st.text(max_size=12), max_size=11), max_size=6))
def test_no_cell_harms(rows: list[list[str]]) -> None:
    found = read(*rows)

    assert len(found.entries) + len(found.bad) + found.beyond <= len(rows)
