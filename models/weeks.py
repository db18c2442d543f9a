"""ISO weeks as text, "2026-W47": text order is time order. A week is Monday to Sunday."""

import re
from datetime import date, datetime, time, timedelta

from bot.kernel.clock import from_local
from bot.kernel.errors import TosoError

_WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def week_of(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def week_days(week: str) -> tuple[date, date]:
    """Its Monday and its Sunday. Raises ValueError when there is no such week."""
    found = _WEEK.fullmatch(week)
    if found is None:
        raise ValueError(f"{week!r} is no week like 2026-W47")
    monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
    return monday, monday + timedelta(days=6)


def parse_week(text: str) -> str:
    """The week that people typed, as it is stored. Raises ValueError when there is no such week."""
    week = text.strip().upper()
    week_days(week)
    return week


def is_week(text: str) -> bool:
    """Whether it is a week as it is stored."""
    try:
        week_days(text)
    except ValueError:
        return False
    return True


def weeks_between(first: date, last: date) -> tuple[str, ...]:
    """Every week that overlaps the days, in order."""
    monday, _ = week_days(week_of(first))
    count = (last - monday).days // 7 + 1
    return tuple(week_of(monday + timedelta(weeks=number)) for number in range(count))


def cutoff_of(week: str, setting: str) -> datetime:
    """The moment until which the week can be reported on time: `setting` is a day and an hour of
    the week that follows, as "Mon 07:00" (domain, Rhythm).

    Raises TosoError for another setting.
    """
    day, _, hour = setting.partition(" ")
    try:
        at = time.fromisoformat(hour)
        days = _DAYS.index(day)
    except ValueError as error:
        raise TosoError(f"the cut-off {setting!r} is no day and hour as in 'Mon 07:00'") from error
    monday, _ = week_days(week)
    return from_local(datetime.combine(monday + timedelta(days=7 + days), at))
