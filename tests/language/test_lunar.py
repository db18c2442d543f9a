"""The moon's calendar of Viet Nam, against days that are known."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.lunar import LunarDay, to_lunar, to_solar

NEW_YEARS = """
2000-02-05 2001-01-24 2002-02-12 2003-02-01 2004-01-22 2005-02-09 2006-01-29 2007-02-17 2008-02-07
2009-01-26 2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 2016-02-08 2017-01-28
2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17
2027-02-06 2028-01-26 2029-02-13 2030-02-02 2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08
2036-01-28 2037-02-15 2038-02-04 2039-01-24 2040-02-12
"""
"""Tết as the Vietnamese calendars have it; in 2007 and 2030 China has the day after."""

LEAP_MONTHS = {
    2001: 4, 2004: 2, 2006: 7, 2009: 5, 2012: 4, 2014: 9, 2017: 6, 2020: 4, 2023: 2, 2025: 6,
    2028: 5, 2031: 3, 2033: 11, 2036: 6, 2039: 5,
}  # fmt: skip


@pytest.mark.parametrize("day", NEW_YEARS.split())
def test_the_year_begins_on_the_day_of_the_calendars(day: str) -> None:
    new_year = date.fromisoformat(day)

    assert new_year == to_solar(LunarDay(1, 1, new_year.year))


def test_leap_months_stand_where_they_are_known_to_stand() -> None:
    found = {
        year: month
        for year in range(2000, 2041)
        for month in range(1, 13)
        if to_solar(LunarDay(1, month, year, is_leap=True))
    }

    assert found == LEAP_MONTHS


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)))
def test_a_day_comes_back_from_the_other_calendar(day: date) -> None:
    lunar = to_lunar(day)

    assert lunar is not None
    assert day == to_solar(lunar) or lunar.year not in range(1901, 2100)


def test_a_short_month_has_no_thirtieth() -> None:
    thirtieths = [to_solar(LunarDay(30, month, 2026)) for month in range(1, 13)]

    assert None in thirtieths
    assert all(to_solar(LunarDay(29, month, 2026)) for month in range(1, 13))


def test_each_day_follows_the_one_before() -> None:
    first = date(2033, 1, 1)

    for step in range(800):
        one, other = (to_lunar(first + timedelta(days=step + more)) for more in (0, 1))
        assert one
        assert other
        assert other.day == 1 or (one.month, one.day + 1) == (other.month, other.day)
