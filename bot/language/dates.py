"""Which day? Reads the answer to a question for a day that has usually passed.

Without a year a day is the latest one that has passed. Two exceptions: "12/3" written up to a month
ahead is that coming day, not one a year ago, and "mai", "thứ bảy này" say themselves that they lie
ahead. What to do about a day that has not come, or is long ago, is the caller's matter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from bot.language import day_rules as rules
from bot.language.day_walk import DayWalk, Item, Unusable, Why
from bot.language.tokens import plain, tokenise


@dataclass(frozen=True, slots=True)
class OnDay:
    day: date


@dataclass(frozen=True, slots=True)
class Unclear:
    why: Why


DateReading: TypeAlias = OnDay | Unclear


def read_date(text: str, today: date) -> DateReading:
    """The one day that the text names, or why there is none; never raises.

    Words that are no part of a date are passed over ("hôm qua có 12 người").
    """
    return judged(
        [named.item for named in DayWalk(plain(text), tokenise(text), today).found()], today
    )


def judged(items: Sequence[Item], today: date) -> DateReading:
    if any(isinstance(item, Unusable) for item in items):
        return Unclear(Why.VAGUE)
    for why in (Why.NO_SUCH_DAY, Why.RANGE):
        if why in items:
            return Unclear(why)
    days = {item for item in items if isinstance(item, date)}
    named = {day.weekday() for day in days}  # "thứ bảy 21/11" is one day
    weeks = [item for item in items if isinstance(item, rules.Week)]
    days.update(
        rules.on_weekday(item, weeks, today)
        for item in items
        if isinstance(item, rules.Weekday) and item.number not in named
    )
    if len(days) == 1:
        return OnDay(days.pop())
    if days:
        return Unclear(Why.RANGE)
    return Unclear(Why.VAGUE if items else Why.NOTHING)
