"""Files of learners as people make them: columns found, each bad row by itself."""

import pytest

from bot.language.learners import LearnerRow, Why
from bot.roster.learner_list import (
    MOST_LEARNERS,
    BadRow,
    LearnerList,
    Listed,
    is_learner_heading,
    read_learner_list,
)
from bot.roster.problems import Code
from bot.roster.reading import read_bytes
from bot.roster.sheets import Fault, Row, Sheet

THIS_YEAR = 2026
HEADINGS = ("STT", "Họ và tên", "Năm sinh", "Điện thoại", "Đồng ý")


def of(*rows: tuple[object, ...]) -> LearnerList:
    made = [Row(number, row) for number, row in enumerate(rows, start=1)]  # type: ignore[arg-type]
    return read_learner_list([Sheet("Danh sách", made)], THIS_YEAR)


def csv(text: str) -> LearnerList:
    read = read_bytes(
        text.encode(), "a.csv", lambda _done, _all: None, is_heading=is_learner_heading
    )
    return read_learner_list(read.sheets, THIS_YEAR)


def test_columns_are_found_by_their_headings_in_any_order() -> None:
    found = of(
        ("DANH SÁCH LỚP",),
        ("Điện thoại", "Họ tên học viên", "Năm sinh"),
        ("0912 000 001", "Nguyễn Thị Hoa", "1957"),
    )

    assert found.people == (Listed(LearnerRow("Nguyễn Thị Hoa", 1957, "0912000001"), None),)


def test_column_of_consent_says_who_agreed() -> None:
    found = of(
        HEADINGS,
        ("1", "Nguyễn Thị Hoa", "1957", "", "x"),
        ("2", "Trần Văn An", "1960", "", "Không"),
        ("3", "Lê Thị Ba", "1961", "", ""),
    )

    assert [one.agreed for one in found.people] == [True, False, False]


def test_without_headings_each_row_is_read_like_a_pasted_line() -> None:
    found = of(("1", "Nguyễn Thị Hoa", "1957"), ("2", "Trần Văn An", "", "0912000002"))

    assert [one.row for one in found.people] == [
        LearnerRow("Nguyễn Thị Hoa", 1957, None),
        LearnerRow("Trần Văn An", None, "0912000002"),
    ]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("1", "Nguyễn Thị Hoa 2", "1957", ""), Why.NAME_DIGITS),
        (("1", "Nguyễn Thị Hoa", "1823", ""), Why.YEAR_ODD),
        (("1", "Nguyễn Thị Hoa", "năm mươi", ""), Why.YEAR_ODD),
        (("1", "Nguyễn Thị Hoa", "1957", "12345"), Why.PHONE_WRONG),
        (("1", "", "1957", ""), Why.NO_NAME),
        (("1", "=HYPERLINK()", "1957", ""), Why.NAME_ODD),
    ],
)
def test_bad_row_is_named_and_costs_no_other(row: tuple[str, ...], why: Why) -> None:
    found = of(HEADINGS, row, ("2", "Trần Văn An", "1960", ""))

    assert [one.row.name for one in found.people] == ["Trần Văn An"]
    assert [bad.number for bad in found.bad] == [2]
    assert found.bad[0].why is why


def test_person_who_stands_twice_is_named_the_second_time() -> None:
    found = of(HEADINGS, ("1", "Trần Văn An", "1960"), ("2", "TRẦN VĂN AN", "1960"))

    assert found.bad == (BadRow(3, Why.SAME),)


def test_cell_that_nobody_can_read_is_no_name() -> None:
    """A formula without its value, a name merged over two columns."""
    found = of(HEADINGS, ("1", Fault.FORMULA_WITHOUT_VALUE, "1957"), ("2", "Lê Thị Ba", "1961"))

    assert found.bad == (BadRow(2, Why.NO_NAME),)
    assert len(found.people) == 1


def test_list_with_a_citizen_number_is_not_taken() -> None:
    found = of(("Họ và tên", "CCCD"), ("Nguyễn Thị Hoa", "031157001234"))

    assert found.people == ()
    assert found.problem is not None
    assert found.problem.code is Code.CITIZEN_NUMBERS


def test_no_more_than_a_room_full_is_taken_at_once() -> None:
    rows = [(str(n), f"Nguyễn Văn {a}{b}", "1960") for n, (a, b) in enumerate(NAMES)]

    found = of(HEADINGS, *rows)

    assert (len(found.people), found.beyond) == (MOST_LEARNERS, len(NAMES) - MOST_LEARNERS)


NAMES = [
    (a, b)
    for a in ("An", "Ba", "Ca", "Da", "Ga", "Ha")
    for b in map(str.lower, "ABCDEGHIKLMNOPQRSTUVXY")
]
NAMES = [(f"{a}{c}", b) for a, b in NAMES for c in "aeiou"]


def test_csv_of_any_delimiter_is_read() -> None:
    for delimiter in ",;\t":
        text = delimiter.join(("Họ và tên", "Năm sinh")) + "\n"
        text += delimiter.join(("Nguyễn Thị Hoa", "1957")) + "\n"

        assert [one.row.birth_year for one in csv(text).people] == [1957]


def test_headings_on_every_page_are_no_people() -> None:
    found = of(HEADINGS, ("1", "Trần Văn An", "1960"), HEADINGS, ("2", "Lê Thị Ba", "1961"))

    assert len(found.people) == 2
    assert found.bad == ()


def test_year_that_nobody_can_read_is_a_row_to_mend() -> None:
    """A formula without its value: the year must not be lost without a word."""
    found = of(HEADINGS, ("1", "Nguyễn Thị Tám", Fault.FORMULA_WITHOUT_VALUE, "", ""))

    assert found.people == ()
    assert found.bad == (BadRow(2, Why.YEAR_ODD),)


@pytest.mark.parametrize("rows", [(("hello",),), (("Tên lớp", "Ghi chú"), ("x", "y"))])
def test_any_other_file_is_no_list(rows: tuple[tuple[object, ...], ...]) -> None:
    assert of(*rows).people == ()
