"""Several days at once, as people say when a class will meet."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.day_list import MOST_DAYS, WhyNot, read_days
from tests.language.test_fold import ANY_TEXT

TODAY = date(2026, 11, 20)
"""A Friday."""


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("24/11, 26/11, 1/12", "24.11 26.11 1.12"),
        ("24/11 26/11", "24.11 26.11"),
        ("24.11, 26.11", "24.11 26.11"),
        ("24/11/2026 và 26/11/2026", "24.11 26.11"),
        ("12, 14, 16/12", "12.12 14.12 16.12"),
        ("các ngày 24, 26 và 28 tháng 11", "24.11 26.11 28.11"),
        ("thứ 3 thứ 5 từ 1/12, 6 buổi", "1.12 3.12 8.12 10.12 15.12 17.12"),
        ("thu 3 thu 5 tu 24/11, 4 buoi", "24.11 26.11 1.12 3.12"),
        ("t2 4 6 từ 23/11 3 buổi", "23.11 25.11 27.11"),
        ("từ 24/11, ba buổi, thứ ba và thứ sáu", "24.11 27.11 1.12"),
        ("chủ nhật từ 22/11, 2 buổi", "22.11 29.11"),
        ("thứ 7 hằng tuần 2 buổi", "21.11 28.11"),
        ("thứ 3, 5 từ 24/11 đến 3/12", "24.11 26.11 1.12 3.12"),
        ("3 buổi từ mai", "21.11 22.11 23.11"),
        ("từ 24/11 đến 26/11", "24.11 25.11 26.11"),
        ("24-26/11", "24.11 25.11 26.11"),
        ("24/11 - 26/11, 2 buổi", "24.11 25.11"),
        ("30/12 đến 1/1", "30.12 31.12 1.1.2027"),
        ("2 buổi: 24/11 và 26/11", "24.11 26.11"),
        ("hôm nay, mai", "20.11 21.11"),
        ("ngày 25", "25.11"),
        ("thứ bảy này", "21.11"),
        ("thứ hai tuần sau", "23.11"),
        ("tối thứ 3, thứ 5 tuần sau", "24.11 26.11"),
        ("5/11", "5.11"),
    ],
)
def test_days_that_are_named(typed: str, days: str) -> None:
    wanted = []
    for one in days.split():
        day, month, *year = one.split(".")
        wanted.append(date(int(year[0]) if year else 2026, int(month), int(day)))

    assert read_days(typed, TODAY) == tuple(wanted)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", WhyNot.NOTHING),
        ("nhà văn hóa", WhyNot.NOTHING),
        ("31/2", WhyNot.NO_SUCH_DAY),
        ("24/11, 31/11", WhyNot.NO_SUCH_DAY),
        ("31/2 đến 3/3", WhyNot.NO_SUCH_DAY),
        ("6 buổi", WhyNot.FROM_WHEN),
        ("thứ ba và thứ năm", WhyNot.HOW_MANY),
        ("100 buổi từ mai", WhyNot.TOO_MANY),
        ("từ 1/12 đến 1/3", WhyNot.TOO_MANY),
        ("1/12/2031", WhyNot.TOO_FAR),
        ("từ 1/12 đến 31/12/2029", WhyNot.TOO_FAR),
    ],
)
def test_what_names_no_days_says_why(typed: str, why: WhyNot) -> None:
    assert read_days(typed, TODAY) is why


PIECES = st.sampled_from(
    ["24/11", "31/2", "thứ", "3", "5", "7", "cn", "từ", "đến", "buổi", "mai", "tuần", "sau", ",",
     "và", "-", "99", "tháng", "2026", "hôm nay", "0/0", "ngày"]
)  # fmt: skip


@given(ANY_TEXT | st.lists(PIECES, max_size=12).map(" ".join))
def test_no_text_raises_and_days_stand_in_order(text: str) -> None:
    days = read_days(text, TODAY)

    if not isinstance(days, WhyNot):
        assert 0 < len(days) <= MOST_DAYS
        assert list(days) == sorted(set(days))
