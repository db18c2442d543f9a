"""A day that lies ahead: a deadline, or from when something is to be counted.

`bot.language.dates` reads a day that has passed ("thứ sáu" is the last one, "15/1" this year's).
Here the same words mean the next one, unless they say themselves that it is over.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from bot.language.dates import DateReading, OnDay, read_date
from bot.language.fold import fold

_HAS_YEAR = re.compile(r"\d{4}|\d+\s*[/.-]\s*\d+\s*[/.-]\s*\d+|\bnam (?:nay|ngoai|truoc)\b")
_HAS_MONTH = re.compile(r"\d+\s*[/.-]\s*\d+|\bthang (?:\d+|gieng|chap)\b")
_HAS_FIGURE = re.compile(r"\d")
_IS_OVER = re.compile(r"\b(?:truoc|qua|kia roi|vua roi|vua qua|hom no)\b")
_AFTER = re.compile(r"\b(\d{1,2}) (tuan|thang) nua\b")
_END = re.compile(r"\b(?:het|cuoi|tron) (tuan|thang|nam)\b(?: (nay|sau|toi|\d{1,2}))?")

_END_IN_ENGLISH = re.compile(r"\bend of (?:this|the) (week|month|year)\b")
_UNITS = {"week": "tuan", "month": "thang", "year": "nam"}

DAYS_OF_WEEK, MONTHS = 7, 12
HALF_A_YEAR = timedelta(days=183)
"""“15/1", said in November, is that of next year; "10/11", said on 20/11, is a slip and no plan for
the next.
"""


def read_coming(text: str, today: date, *, back_days: int = 0) -> DateReading:
    """The one day that the text names, from `back_days` before `today` on; an earlier one only
    where the words leave no other.
    """
    folded = fold(text)
    if end := _end_of(folded, today) or _after(folded, today):
        return OnDay(end)
    reading = read_date(text, today)
    if not isinstance(reading, OnDay) or reading.day >= today - timedelta(days=back_days):
        return reading
    if _HAS_YEAR.search(folded) or _IS_OVER.search(folded):
        return reading
    return OnDay(_next(reading.day, folded, today))


def end_of_week(day: date) -> date:
    """Its Sunday."""
    return day + timedelta(days=DAYS_OF_WEEK - 1 - day.weekday())


def end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _end_of(folded: str, today: date) -> date | None:
    """“Hết tuần này”, "cuối tháng 12"."""
    folded = _END_IN_ENGLISH.sub(lambda found: f"het {_UNITS[found[1]]} nay", folded)
    found = _END.search(folded)
    if found is None:
        return None
    what, which = found[1], found[2] or "nay"
    is_next = which in ("sau", "toi")
    match what:
        case "tuan" if not which.isdigit():
            return end_of_week(today + timedelta(days=DAYS_OF_WEEK * is_next))
        case "thang" if which.isdigit():
            return _end_of_named_month(int(which), today)
        case "thang":
            return end_of_month(end_of_month(today) + timedelta(days=1) if is_next else today)
        case "nam" if not which.isdigit():
            return date(today.year + is_next, MONTHS, 31)
        case _:
            return None


def _after(folded: str, today: date) -> date | None:
    """“2 tuần nữa", "1 tháng nữa"."""
    found = _AFTER.search(folded)
    if found is None:
        return None
    count = int(found[1])
    if found[2] == "tuan":
        return today + timedelta(days=DAYS_OF_WEEK * count)
    month = today.year * MONTHS + today.month - 1 + count
    first = date(month // MONTHS, month % MONTHS + 1, 1)
    return min(first + timedelta(days=today.day - 1), end_of_month(first))


def _end_of_named_month(month: int, today: date) -> date | None:
    if not 1 <= month <= MONTHS:
        return None
    return end_of_month(date(today.year + (month < today.month), month, 1))


def _next(day: date, folded: str, today: date) -> date:
    """The same day of the next week, month or year that has not passed."""
    if not _HAS_FIGURE.search(folded):
        weeks = -(-(today - day).days // DAYS_OF_WEEK)
        return day + timedelta(days=weeks * DAYS_OF_WEEK)
    if _HAS_MONTH.search(folded):
        years = (_on(day.day, day.month, year) for year in (today.year, today.year + 1))
        return next((one for one in years if one and today <= one <= today + HALF_A_YEAR), day)
    months = (today.year * MONTHS + today.month - 1 + ahead for ahead in range(MONTHS))
    return next(
        (
            found
            for month in months
            if (found := _on(day.day, month % MONTHS + 1, month // MONTHS)) and found >= today
        ),
        day,
    )


def _on(day: int, month: int, year: int) -> date | None:
    return date(year, month, day) if day <= monthrange(year, month)[1] else None
