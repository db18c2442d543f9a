"""A day that lies ahead: the same words as of one that has passed, read forward."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.coming import end_of_month, end_of_week, read_coming
from bot.language.dates import OnDay, Unclear

TODAY = date(2026, 11, 20)
"""A Friday."""


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("hôm nay", TODAY),
        ("từ hôm nay", TODAY),
        ("mai", date(2026, 11, 21)),
        ("thứ bảy này", date(2026, 11, 21)),
        ("chủ nhật", date(2026, 11, 22)),
        ("thứ năm", date(2026, 11, 26)),
        ("thứ hai tuần sau", date(2026, 11, 23)),
        ("30/11", date(2026, 11, 30)),
        ("hạn 30/11", date(2026, 11, 30)),
        ("ngày 30", date(2026, 11, 30)),
        ("ngày 5", date(2026, 12, 5)),
        ("mùng 5 tháng 12", date(2026, 12, 5)),
        ("31/12", date(2026, 12, 31)),
        ("15/1", date(2027, 1, 15)),
        ("15/1/2027", date(2027, 1, 15)),
        ("hết tuần này", date(2026, 11, 22)),
        ("het tuan sau", date(2026, 11, 29)),
        ("cuối tuần", date(2026, 11, 22)),
        ("hết tháng này", date(2026, 11, 30)),
        ("cuối tháng sau", date(2026, 12, 31)),
        ("hết tháng 12", date(2026, 12, 31)),
        ("cuối tháng 1", date(2027, 1, 31)),
        ("hết năm", date(2026, 12, 31)),
        ("7 ngày nữa", date(2026, 11, 27)),
        ("2 tuần nữa", date(2026, 12, 4)),
        ("3 tháng nữa", date(2027, 2, 20)),
    ],
)
def test_words_for_a_day_ahead(typed: str, day: date) -> None:
    assert read_coming(typed, TODAY) == OnDay(day)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("hôm qua", date(2026, 11, 19)),
        ("thứ sáu tuần trước", date(2026, 11, 13)),
        ("30/11/2025", date(2025, 11, 30)),
        ("10/11", date(2026, 11, 10)),
    ],
)
def test_what_says_that_it_is_over_is_not_read_forward(typed: str, day: date) -> None:
    assert read_coming(typed, TODAY) == OnDay(day)


@pytest.mark.parametrize(
    ("typed", "day"),
    [("thứ năm", date(2026, 11, 19)), ("ngày 5", date(2026, 11, 5)), ("1/11", date(2026, 11, 1))],
)
def test_day_that_may_have_passed_is_read_as_ever(typed: str, day: date) -> None:
    assert read_coming(typed, TODAY, back_days=366) == OnDay(day)


def test_month_that_is_too_short_ends_with_its_last_day() -> None:
    assert read_coming("1 tháng nữa", date(2027, 1, 31)) == OnDay(date(2027, 2, 28))
    assert read_coming("ngày 31", date(2027, 1, 31)) == OnDay(date(2027, 1, 31))


@pytest.mark.parametrize(
    "typed", ["", "lúc nào cũng được", "1/12 đến 5/12", "31/2", "hết tháng 13"]
)
def test_what_names_no_day_is_unclear(typed: str) -> None:
    assert isinstance(read_coming(typed, TODAY), Unclear)


@given(st.text(max_size=40), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_nothing_that_is_typed_raises(typed: str, today: date) -> None:
    assert isinstance(read_coming(typed, today), OnDay | Unclear)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_ends_are_ends(day: date) -> None:
    assert end_of_week(day).weekday() == 6
    assert (end_of_month(day) - day).days <= 30
    assert end_of_month(day).month == day.month
