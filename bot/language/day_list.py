"""Several days at once, of what is planned: "12/3, 14/3, 16/3", "thứ 3 thứ 5 từ 12/3, 6 buổi",
"3 buổi từ mai", "12/3 đến 16/3".

A day without a year is the one nearest to today. Never raises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeAlias

from bot.language.coming import read_coming
from bot.language.dates import OnDay
from bot.language.day_rules import on_calendar
from bot.language.fold import fold

MOST_DAYS = 60
WEEK = 7
BACK_DAYS, AHEAD_DAYS = 366, 366


class WhyNot(StrEnum):
    """Why a text names no days."""

    NOTHING = "nothing"
    NO_SUCH_DAY = "no_such_day"
    FROM_WHEN = "from_when"
    HOW_MANY = "how_many"
    TOO_MANY = "too_many"
    TOO_FAR = "too_far"


Days: TypeAlias = tuple[date, ...]

_DATE = r"(\d{1,2})\s?[/.-]\s?(\d{1,2})(?:\s?[/.-]\s?(\d{4}|\d{2}))?(?!\d)"
_ON_DATE = re.compile(rf"(?<!\d){_DATE}")
_TO = r"\s*(?:-|–|den|toi|->)\s*(?:het\s+)?(?:ngay\s+)?"
_RANGE = re.compile(r"(?<!\d)(\d{1,2})(?:\s?/\s?(\d{1,2})(?:\s?/\s?(\d{4}|\d{2}))?)?" + _TO + _DATE)
_SHARED_MONTH = re.compile(
    r"(?<![\d/.-])((?:\d{1,2}\s*(?:,|;|\bva\b|&)\s*(?:ngay\s+)?)+\d{1,2})\s?"
    r"(?:/|\s*thang\s*)\s?(\d{1,2})(?:\s?/\s?(\d{4}|\d{2}))?(?!\d)"
)
_NUMBERS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10,
}  # fmt: skip
_COUNT = re.compile(rf"(?<![\d/.-])(\d{{1,3}}|{'|'.join(_NUMBERS)})\s+(?:buoi|ngay hoc|hom hoc)\b")
_WEEKDAY_NAMES = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5, "bon": 2}
_WEEKDAY = re.compile(
    r"\b(?:thu|t)\s?((?:[2-7]|hai|ba|tu|bon|nam|sau|bay)\b"
    r"(?:(?:\s*(?:,|-|&|/|\bva\b)\s*|\s+)(?:[2-7](?![\d/.-])(?!\s?(?:buoi|ngay|thang))))*)(?![\d/])"
)
_SUNDAY = re.compile(r"\b(?:chu nhat|cn)\b")
_FROM = re.compile(r"\b(?:tu|bat dau|ke tu|khai giang)\b\s*(?:ngay\s+)?")
_OF_WEEK = re.compile(r"\btuan (nay|sau|toi)\b")


@dataclass(frozen=True, slots=True)
class _Heard:
    weekdays: frozenset[int]
    count: int | None


def read_days(text: str, today: date) -> Days | WhyNot:
    """In their order, each once."""
    folded = fold(text)
    count_found = _COUNT.search(folded)
    count = _number(count_found[1]) if count_found else None
    rest = _COUNT.sub(" ", folded)
    weekdays, rest = _weekdays(rest)
    heard = _Heard(weekdays, count)
    days = _ranged(rest, heard, today)
    if days is None:
        days = _counted(rest, heard, today)
    if days is None:
        days = _listed(rest, today)
    return _judged(days, today)


def _judged(days: Days | WhyNot, today: date) -> Days | WhyNot:
    if isinstance(days, WhyNot):
        return days
    if not days:
        return WhyNot.NOTHING
    if len(days) > MOST_DAYS:
        return WhyNot.TOO_MANY
    last, first = max(days), min(days)
    if (last - today).days > AHEAD_DAYS or (today - first).days > BACK_DAYS:
        return WhyNot.TOO_FAR
    return tuple(sorted(set(days)))


def _number(word: str) -> int:
    return _NUMBERS.get(word) or int(word)


def _weekdays(folded: str) -> tuple[frozenset[int], str]:
    found: set[int] = set()
    for said in _WEEKDAY.finditer(folded):
        for word in re.findall(r"[2-7]|hai|bay|ba|tu|bon|nam|sau", said[1]):
            found.add(_WEEKDAY_NAMES[word] if word in _WEEKDAY_NAMES else int(word) - 2)
    rest = _WEEKDAY.sub(" ", folded)
    if _SUNDAY.search(rest):
        found.add(6)
        rest = _SUNDAY.sub(" ", rest)
    return frozenset(found), rest


def _ranged(folded: str, heard: _Heard, today: date) -> Days | WhyNot | None:
    """From a day to a day: all of them, or the weekdays that were named."""
    found = _RANGE.search(folded)
    if found is None:
        return None
    end = _day(found[4], found[5], found[6], today)
    start = _day(found[1], found[2] or found[5], found[3] or found[6], today) if end else None
    if start is None or end is None:
        return WhyNot.NO_SUCH_DAY
    if end < start and not found[6]:
        end = _on(end.day, end.month, end.year + 1) or end
    if end < start:
        return WhyNot.NO_SUCH_DAY
    if (end - start).days > AHEAD_DAYS:
        return WhyNot.TOO_FAR
    every = [start + timedelta(days=ahead) for ahead in range((end - start).days + 1)]
    days = [day for day in every if not heard.weekdays or day.weekday() in heard.weekdays]
    return tuple(days[: heard.count] if heard.count else days)


def _counted(folded: str, heard: _Heard, today: date) -> Days | WhyNot | None:
    """So many days from one on: one after the other, or on the weekdays that were named."""
    if not heard.weekdays and heard.count is None:
        return None
    start = _single(_FROM.sub(" ", folded), today)
    if isinstance(start, WhyNot):
        return start
    if heard.count is None:
        return _once_each(folded, heard.weekdays, start, today)
    if not 0 < heard.count <= MOST_DAYS:
        return WhyNot.TOO_MANY
    if start is None and not heard.weekdays:
        dates = _listed(folded, today)
        return WhyNot.FROM_WHEN if dates is WhyNot.NOTHING else dates
    if not heard.weekdays and len(_ON_DATE.findall(folded)) > 1:
        return _listed(folded, today)
    day = start or today
    days: list[date] = []
    while len(days) < heard.count:
        if not heard.weekdays or day.weekday() in heard.weekdays:
            days.append(day)
        day += timedelta(days=1)
    return tuple(days)


def _once_each(
    folded: str, weekdays: frozenset[int], start: date | None, today: date
) -> Days | WhyNot:
    """The day of one weekday, the days of a named week; several weekdays of no week may be those
    of every week.
    """
    if week := _OF_WEEK.search(folded):
        monday = today - timedelta(days=today.weekday() - WEEK * (week[1] != "nay"))
        return tuple(monday + timedelta(days=weekday) for weekday in weekdays)
    if len(weekdays) > 1:
        return WhyNot.HOW_MANY
    (weekday,) = weekdays
    first = start or today
    return (first + timedelta(days=(weekday - first.weekday()) % WEEK),)


def _single(folded: str, today: date) -> date | WhyNot | None:
    """The first day that is named."""
    if found := _ON_DATE.search(folded):
        return _day(found[1], found[2], found[3], today) or WhyNot.NO_SUCH_DAY
    reading = read_coming(folded, today, back_days=WEEK)
    return reading.day if isinstance(reading, OnDay) else None


def _listed(folded: str, today: date) -> Days | WhyNot:
    """One after the other; a month that stands once is that of all: "12, 14, 16/3"."""
    days: list[date | None] = []
    for found in _SHARED_MONTH.finditer(folded):
        days += [_day(one, found[2], found[3], today) for one in re.findall(r"\d{1,2}", found[1])]
    rest = _SHARED_MONTH.sub(" ", folded)
    days += [_day(found[1], found[2], found[3], today) for found in _ON_DATE.finditer(rest)]
    rest = _ON_DATE.sub(" ", rest)
    for piece in re.split(r"[,;]|\bva\b", rest):
        reading = read_coming(piece, today, back_days=WEEK)
        if isinstance(reading, OnDay):
            days.append(reading.day)
    if None in days:
        return WhyNot.NO_SUCH_DAY
    return tuple(day for day in days if day is not None) or WhyNot.NOTHING


def _day(day: str, month: str, year: str | None, today: date) -> date | None:
    if year:
        return on_calendar(int(day), int(month), int(year))
    near = (_on(int(day), int(month), today.year + ahead) for ahead in (-1, 0, 1))
    found = [one for one in near if one is not None]
    return min(found, key=lambda one: abs((one - today).days)) if found else None


def _on(day: int, month: int, year: int) -> date | None:
    return on_calendar(day, month, year)
