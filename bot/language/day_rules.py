"""Calendar arithmetic: which day "ngày 9", "20/12" or "thứ bảy" is, seen from today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

COMING_DAYS = 31
"""A day and month without a year lie at most so far ahead; else they are the latest that passed."""
LONGEST_SHIFT = 3_660
YEARS = range(1900, 2101)
WEEK = 7
LONGEST_YEAR = 366
LAST_MONTH = 12
LONGEST_MONTH = 31
_SHORT_YEARS = 100
_CENTURY = 2000


def on_calendar(day: int, month: int, year: int) -> date | None:
    """A written date, or None when there is none such; a short year is of this century."""
    full = year + _CENTURY if year < _SHORT_YEARS else year
    if full not in YEARS:
        return None
    try:
        return date(full, month, day)
    except ValueError:
        return None


def nearest(day: int, month: int, today: date) -> date | None:
    """The latest such day within a year, or the coming one when it is at most a month away."""
    last = today + timedelta(days=COMING_DAYS)
    years = (today.year + 1, today.year, today.year - 1)
    days = (on_calendar(day, month, year) for year in years)
    found = next((found for found in days if found is not None and found <= last), None)
    return found if found is not None and (today - found).days <= LONGEST_YEAR else None


def latest(day: int, today: date) -> date | None:
    """The latest such day of a month that has come."""
    for back in range(LAST_MONTH):
        found = in_month(day, -back, today)
        if found is not None and found <= today:
            return found
    return None


def in_month(day: int, offset: int, today: date) -> date | None:
    """That day of the month so many months from this one."""
    months = today.year * LAST_MONTH + today.month - 1 + offset
    return on_calendar(day, months % LAST_MONTH + 1, months // LAST_MONTH)


def shifted(days: int, today: date) -> date | None:
    """So many days from today; None when that is beyond ten years."""
    return today + timedelta(days=days) if abs(days) <= LONGEST_SHIFT else None


class Side(StrEnum):
    """Which of its many days a weekday means."""

    LATEST = "latest"
    BEFORE_TODAY = "before_today"
    THIS_WEEK = "this_week"
    AFTER_TODAY = "after_today"


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday that was named; Monday is 0."""

    number: int
    side: Side = Side.LATEST


@dataclass(frozen=True, slots=True)
class Week:
    """A week that was named, so many weeks from this one; weeks begin on Monday."""

    offset: int


def on_weekday(named: Weekday, weeks: Sequence[Week], today: date) -> date:
    """The day of a weekday; a week named beside it decides, else its side."""
    monday = today - timedelta(days=today.weekday())
    if weeks:
        return monday + timedelta(days=WEEK * weeks[0].offset + named.number)
    since = (today.weekday() - named.number) % WEEK
    match named.side:
        case Side.LATEST:
            return today - timedelta(days=since)
        case Side.BEFORE_TODAY:
            return today - timedelta(days=since or WEEK)
        case Side.THIS_WEEK:
            return monday + timedelta(days=named.number)
        case Side.AFTER_TODAY:
            return today + timedelta(days=WEEK - since)
