from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kernel.errors import TosoError
from models.weeks import cutoff_of, parse_week, week_days, week_of, weeks_between

DAYS = st.dates(date(2000, 1, 1), date(2999, 12, 1))


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 11, 16), "2026-W47"),
        (date(2026, 11, 22), "2026-W47"),
        (date(2026, 11, 23), "2026-W48"),
        (date(2027, 1, 1), "2026-W53"),
        (date(2024, 12, 30), "2025-W01"),
    ],
)
def test_week_of_a_day(day: date, week: str) -> None:
    assert week_of(day) == week


def test_week_is_monday_to_sunday() -> None:
    assert week_days("2026-W47") == (date(2026, 11, 16), date(2026, 11, 22))


def test_typed_week_is_read_with_spaces_and_a_small_letter() -> None:
    assert parse_week(" 2026-w07 ") == "2026-W07"


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-47", "2026-W7", "2026-W00", "2026-W54", "2025-W53", "0000-W01", "x"]
)
def test_week_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_week(text)


@given(DAYS)
def test_day_lies_in_its_week(day: date) -> None:
    monday, sunday = week_days(week_of(day))

    assert monday <= day <= sunday
    assert (monday.isoweekday(), sunday.isoweekday()) == (1, 7)


@given(DAYS, DAYS)
def test_order_of_weeks_is_order_of_time(one: date, two: date) -> None:
    assert (week_of(one) < week_of(two)) == (week_days(week_of(one)) < week_days(week_of(two)))


@given(DAYS, st.integers(0, 400))
def test_weeks_between_are_those_of_every_day(first: date, days: int) -> None:
    every = [week_of(first + timedelta(days=number)) for number in range(days + 1)]

    assert tuple(dict.fromkeys(every)) == weeks_between(first, first + timedelta(days=days))


def test_cutoff_is_on_the_monday_that_follows() -> None:
    assert cutoff_of("2026-W47", "Mon 07:00") == datetime(2026, 11, 23, tzinfo=UTC)
    assert cutoff_of("2026-W53", "Tue 18:30") == datetime(2027, 1, 5, 11, 30, tzinfo=UTC)


@pytest.mark.parametrize("setting", ["", "Mon", "07:00", "Mo 07:00", "Mon 25:00", "Mon 7h"])
def test_cutoff_that_is_no_day_and_hour_is_our_fault(setting: str) -> None:
    with pytest.raises(TosoError):
        cutoff_of("2026-W47", setting)
