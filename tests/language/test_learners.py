"""A pasted list of learners: what is read, what is asked back, and that no line costs another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.learners import (
    MOST_LINES,
    LearnerRow,
    Why,
    read_birth_year,
    read_learner,
    read_learners,
)
from tests.language.test_fold import ANY_TEXT

THIS_YEAR = 2026
HOA = LearnerRow("Nguyễn Thị Hoa", 1955, "0912345678")


@pytest.mark.parametrize(
    "line",
    [
        "Nguyễn Thị Hoa, 1955, 0912345678",
        "Nguyễn Thị Hoa\t1955\t0912345678",
        "Nguyễn Thị Hoa; 1955; 0912 345 678",
        "Nguyễn Thị Hoa - 1955 - 0912.345.678",
        "1. Nguyễn Thị Hoa, 1955, 0912345678.",
        "12) Nguyễn Thị Hoa 1955 +84 912 345 678",
        "3 Nguyễn Thị Hoa 1955 912345678",
        "• Nguyễn Thị Hoa, 12/3/1955, 84912345678",
        "- NGUYỄN THỊ HOA, nữ, 1955, Thôn 05, 0912345678",
        "nguyễn thị hoa sn 1955 đt 0912345678",
        "0912345678, Nguyễn Thị Hoa, 1955",
        "Nguyễn Thị Hoa, sinh năm: 1955, SĐT: 0912345678",
    ],
)
def test_one_person_however_the_line_is_parted(line: str) -> None:
    assert read_learner(line, THIS_YEAR) == HOA


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("Nguyễn Thị Hoa", LearnerRow("Nguyễn Thị Hoa")),
        ("Phạm Văn Dũng 1951", LearnerRow("Phạm Văn Dũng", 1951)),
        ("Vũ Thị Én, 0912345678", LearnerRow("Vũ Thị Én", None, "0912345678")),
        ("Lò Thị Rí (Bẩy), 1950", LearnerRow("Lò Thị Rí (Bẩy)", 1950)),
        ("Nguyen Van A", LearnerRow("Nguyen Van A")),
        ("Ngô Văn Oanh, 1950", LearnerRow("Ngô Văn Oanh", 1950)),
        ("ngo van oanh 1950", LearnerRow("Ngo Van Oanh", 1950)),
        ("Tô Thị Ngõ, 1950", LearnerRow("Tô Thị Ngõ", 1950)),
        ("Nam, 1950", LearnerRow("Nam", 1950)),
        ("Ba, 1948", LearnerRow("Ba", 1948)),
        ("Khuất Văn Đội, nam, 1948, tổ 5", LearnerRow("Khuất Văn Đội", 1948)),
        ("Nguyen Van A, nam, thon 5", LearnerRow("Nguyen Van A")),
    ],
)
def test_birth_year_and_phone_may_be_missing(line: str, row: LearnerRow) -> None:
    assert read_learner(line, THIS_YEAR) == row


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("5. 0912345681", Why.NO_NAME),
        ("12. , 1955", Why.NO_NAME),
        ("Nguyễn Thị H0a, 1955", Why.NAME_DIGITS),
        ("Hoa123", Why.NAME_DIGITS),
        ("Nguyễn Thị Lan, 1823", Why.YEAR_ODD),
        ("Nguyễn Thị Lan, 2025", Why.YEAR_ODD),
        ("Nguyễn Thị Lan, 1955, 1960", Why.YEAR_ODD),
        ("Bùi Thị Mai, 55", Why.YEAR_SHORT),
        ("Nguyễn Văn Tư 65 tuổi", Why.YEAR_SHORT),
        ("Ngô Văn Oanh, 091234567", Why.PHONE_WRONG),
        ("Ngô Văn Oanh, 0912345678, 0912345679", Why.PHONE_WRONG),
        ("Phan Thị A, Phan Thị B", Why.SEVERAL),
        ("=1+cmd|A1", Why.NAME_DIGITS),
        ("=Hoa", Why.NAME_ODD),
        ("Hoa " * 30, Why.NAME_LONG),
        ("Mai Văn Phúc, 034070001234", Why.CITIZEN_NUMBER),
    ],
)
def test_a_line_that_names_nobody_says_why(line: str, why: Why) -> None:
    assert read_learner(line, THIS_YEAR) is why


@pytest.mark.parametrize(
    "line",
    [
        "DANH SÁCH HỌC VIÊN LỚP BDHVS THÔN 05",
        "Lớp Bình dân học vụ số",
        "STT, Họ và tên, Năm sinh, SĐT",
        "Họ tên\tNăm sinh",
        "Họ và tên",
        "-----",
        "...",
    ],
)
def test_headings_are_passed_over(line: str) -> None:
    assert read_learner(line, THIS_YEAR) is None


def test_a_bad_line_is_told_by_its_number_and_costs_no_other() -> None:
    read = read_learners("Nguyễn Thị Hoa 1955\n\nLan 1823\n3. Trần Văn Ba", THIS_YEAR)

    assert [row.name for row in read.rows] == ["Nguyễn Thị Hoa", "Trần Văn Ba"]
    assert [(bad.number, bad.said, bad.why) for bad in read.problems] == [
        (2, "Lan 1823", Why.YEAR_ODD)
    ]


def test_the_same_person_twice_stands_once() -> None:
    read = read_learners("Nguyễn Thị Hoa 1955\nnguyễn thị hoa\nNguyễn Thị Hoa 1960", THIS_YEAR)

    assert [row.birth_year for row in read.rows] == [1955, 1960]
    assert [bad.why for bad in read.problems] == [Why.SAME]


def test_two_thousand_lines_are_cut() -> None:
    read = read_learners(
        "\n".join(f"Nguyễn Thị {'A' * 3}{chr(97 + n % 26)}" for n in range(2000)), 2026
    )

    assert read.beyond == 2000 - MOST_LINES
    assert len(read.rows) + len(read.problems) == MOST_LINES


def test_a_citizen_number_is_not_said_back() -> None:
    (bad,) = read_learners("Mai Văn Phúc, 034070001234", THIS_YEAR).problems

    assert "0340" not in bad.said


@pytest.mark.parametrize(
    ("typed", "year"),
    [("1957", 1957), ("sinh năm 1957", 1957), ("12/3/1957", 1957), ("57", None), ("1823", None)],
)
def test_a_birth_year_has_four_figures_and_is_likely(typed: str, year: int | None) -> None:
    assert read_birth_year(typed, THIS_YEAR) == year


PIECES = st.sampled_from(
    ["Nguyễn", "thị", "Hoa", "1955", "1823", "0912345678", "034070001234", ",", "-", "\t", ";",
     "1.", "•", "55", "nữ", "Thôn 05", "=", "STT", "\n", "(", "/"]
)  # fmt: skip


@given(ANY_TEXT | st.lists(PIECES, max_size=40).map(" ".join))
def test_no_text_raises_and_no_row_is_unlikely(text: str) -> None:
    read = read_learners(text, THIS_YEAR)

    for row in read.rows:
        assert any(sign.isalpha() for sign in row.name)
        assert not any(sign.isdigit() for sign in row.name)
        assert row.birth_year is None or 1916 <= row.birth_year <= 2021
        assert row.phone is None or row.phone.isdigit()
    assert len(read.rows) + len(read.problems) <= MOST_LINES


@given(st.lists(PIECES.filter(lambda piece: piece != "\n"), max_size=12).map(" ".join))
def test_a_bad_line_never_costs_the_next(line: str) -> None:
    read = read_learners(f"{line}\nTrần Văn Ba, 1948", THIS_YEAR)

    assert LearnerRow("Trần Văn Ba", 1948) in read.rows
