"""Which day? Reads the answer to a question for a day that has usually passed.

Without a year a day is the latest one that has passed. Two exceptions: "12/3" written up to a month ahead is that
coming day, not one a year ago, and "mai", "thứ bảy này" say themselves that they lie ahead. What to do about a day
that has not come, or is long ago, is the caller's matter.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeAlias

from bot.language import date_words as words
from bot.language.number_words import number_at
from bot.language.numbers import COUNTED, POLITE
from bot.language.tokens import Token, longest_at, phrase_at, plain, tokenise

COMING_DAYS = 31
LONGEST_SHIFT = 3_660
WEEK = 7
LAST_MONTH = 12
LONGEST_MONTH = 31


class Why(StrEnum):
    """Why no single day could be read."""

    RANGE = "range"
    NO_SUCH_DAY = "no_such_day"
    VAGUE = "vague"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class OnDay:
    day: date


@dataclass(frozen=True, slots=True)
class Unclear:
    why: Why


DateReading: TypeAlias = OnDay | Unclear


class _Side(StrEnum):
    LATEST = "latest"
    BEFORE_TODAY = "before_today"
    THIS_WEEK = "this_week"
    AFTER_TODAY = "after_today"


@dataclass(frozen=True, slots=True)
class _Weekday:
    number: int
    side: _Side = _Side.LATEST


@dataclass(frozen=True, slots=True)
class _Week:
    offset: int


@dataclass(frozen=True, slots=True)
class _Denied:
    pass


_Item: TypeAlias = "date | Why | _Weekday | _Week | _Denied"
_Found: TypeAlias = "tuple[_Item, int]"
"""What was found, and the place of the first token behind it."""

_RANGE = re.compile(
    r"\d{1,2}([/.]\d{1,2}([/.](\d{4}|\d{2}))?)?\s?(-|–|đến|den|tới|toi|và|va|,)\s?\d{1,2}/\d{1,2}(?!\d)"
)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?![/.-]?\d)")
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?:\s?(?P<sign>[/–-])\s?|(?P<dot>\.))(?P<month>\d{1,2})"
    r"(?:\s?[/.–-]\s?(?P<year>\d{4}|\d{2}))?(?![/.–-]?\d)"
)


def read_date(text: str, today: date) -> DateReading:
    """The one day that the text names, or why there is none; never raises.

    Words that are no part of a date are passed over ("hôm qua có 12 người").
    """
    walk = _Walk(plain(text), tokenise(text), today)
    return _judged(walk.items(), today)


def _judged(items: Sequence[_Item], today: date) -> DateReading:
    if any(isinstance(item, _Denied) for item in items):
        return Unclear(Why.VAGUE)
    for why in (Why.NO_SUCH_DAY, Why.RANGE):
        if why in items:
            return Unclear(why)
    days = {item for item in items if isinstance(item, date)}
    weeks = [item.offset for item in items if isinstance(item, _Week)]
    for item in items:
        if isinstance(item, _Weekday) and item.number not in {day.weekday() for day in days}:
            days.add(_weekday(item, weeks, today))
    if len(days) == 1:
        return OnDay(days.pop())
    if days:
        return Unclear(Why.RANGE)
    return Unclear(Why.VAGUE if items else Why.NOTHING)


def _weekday(item: _Weekday, weeks: Sequence[int], today: date) -> date:
    monday = today - timedelta(days=today.weekday())
    if weeks:
        return monday + timedelta(days=WEEK * weeks[0] + item.number)
    since = (today.weekday() - item.number) % WEEK
    match item.side:
        case _Side.LATEST:
            return today - timedelta(days=since)
        case _Side.BEFORE_TODAY:
            return today - timedelta(days=since or WEEK)
        case _Side.THIS_WEEK:
            return monday + timedelta(days=item.number)
        case _Side.AFTER_TODAY:
            return today + timedelta(days=WEEK - since)


class _Walk:
    """Goes over the tokens once; at each place the first pattern that fits takes its tokens."""

    def __init__(self, text: str, tokens: Sequence[Token], today: date) -> None:
        self._text = text
        self._tokens = tokens
        self._today = today

    def items(self) -> list[_Item]:
        found: list[_Item] = []
        at = 0
        while at < len(self._tokens):
            read = (
                self._written(at)
                or self._counted(at)
                or self._numbered(at)
                or self._named(at)
                or self._first_word(at)
            )
            if read is None:
                at = self._behind_number(at)
            else:
                found.append(read[0])
                at = read[1]
        return found

    def _written(self, at: int) -> _Found | None:
        """ "21/11", "21-11-2026", "2026-11-21", and two of them joined."""
        token = self._tokens[at]
        if not token.is_figure:
            return None
        joined = _RANGE.match(self._text, token.start)
        if joined:
            return Why.RANGE, self._behind(joined.end())
        year_first = _YEAR_FIRST.match(self._text, token.start)
        if year_first:
            year, month, day = map(int, year_first.groups())
            return self._calendar(day, month, year), self._behind(year_first.end())
        day_first = _DAY_FIRST.match(self._text, token.start)
        if day_first is None:
            return None
        item = self._day_first(day_first, at)
        return None if item is None else (item, self._behind(day_first.end()))

    def _day_first(self, written: re.Match[str], at: int) -> _Item | None:
        """A dash or a dot also stands in numbers: "15-20", "8-10 người" and "2.5" with no month are no dates."""
        day, month = int(written["day"]), int(written["month"])
        if written["year"]:
            return self._calendar(day, month, int(written["year"]))
        is_after_day_word = at > 0 and self._tokens[at - 1].is_in(words.DAY_WORDS)
        if written["sign"] != "/":
            if is_after_day_word and written["sign"] and LAST_MONTH < month <= LONGEST_MONTH:
                return Why.RANGE
            behind = self._behind(written.end())
            is_counted = behind < len(self._tokens) and self._tokens[behind].is_in(COUNTED)
            if not is_after_day_word and (month > LAST_MONTH or is_counted):
                return None
        return self._calendar(day, month)

    def _counted(self, at: int) -> _Found | None:
        """ "2 ngày trước", "cách đây hai hôm", "3 ngày nữa", "2 tuần trước"."""
        start = at
        is_ago = phrase_at(self._tokens, at, ("cách",))
        if is_ago:
            start += 2 if phrase_at(self._tokens, at + 1, ("đây",)) else 1
        number = self._number(start)
        if number is None:
            return None
        count, end = number
        if phrase_at(self._tokens, end, ("tuần", "trước")):
            return (_Week(-count) if count <= LONGEST_SHIFT // WEEK else Why.VAGUE), end + 2
        if longest_at(self._tokens, end, [(word,) for word in words.COUNTED_DAYS]) == 0:
            return None
        direction = self._tokens[end + 1] if end + 1 < len(self._tokens) else None
        if direction is not None and direction.is_in(words.LONG_STRETCH):
            return Why.RANGE, end + 2
        if direction is not None and direction.is_in(words.AHEAD):
            return self._shifted(count), end + 2
        if is_ago or (direction is not None and direction.is_in(words.AGO)):
            return self._shifted(-count), end + (1 if is_ago else 2)
        return None

    def _numbered(self, at: int) -> _Found | None:
        """ "ngày 9", "mùng năm", "ngày 5 tháng 3 năm 2026", "21 tháng 11"; a bare "21" as the whole answer."""
        has_day_word = self._tokens[at].is_in(words.DAY_WORDS)
        number = self._number(at + 1 if has_day_word else at)
        if number is None:
            return None
        day, end = number
        if phrase_at(self._tokens, end, ("tháng",)):
            return self._with_month(day, end + 1)
        if has_day_word:
            item = Why.RANGE if self._goes_on(end) else self._latest(day)
            return item, end
        others = (*self._tokens[:at], *self._tokens[end:])
        is_all = self._tokens[at].is_figure and all(token.is_in(POLITE) for token in others)
        return (self._latest(day), end) if is_all and 1 <= day <= LONGEST_MONTH else None

    def _with_month(self, day: int, at: int) -> _Found | None:
        """Behind "ngày 5 tháng": a number or a name, "này", "trước", "sau", and perhaps a year."""
        for word, offset in (("này", 0), ("trước", -1), ("rồi", -1), ("sau", 1)):
            if phrase_at(self._tokens, at, (word,)):
                month = self._today.year * LAST_MONTH + self._today.month - 1 + offset
                return self._calendar(day, month % LAST_MONTH + 1, month // LAST_MONTH), at + 1
        named = next(
            (n for word, n in words.MONTHS.items() if phrase_at(self._tokens, at, (word,))), None
        )
        month, end = (named, at + 1) if named else self._number(at) or (0, at)
        if not month:
            return None
        for word, offset in (("nay", 0), ("ngoái", -1), ("trước", -1)):
            if phrase_at(self._tokens, end, ("năm", word)):
                return self._calendar(day, month, self._today.year + offset), end + 2
        year = self._number(end + 1) if phrase_at(self._tokens, end, ("năm",)) else None
        if year is None:
            return self._calendar(day, month), end
        return self._calendar(day, month, year[0]), year[1]

    def _named(self, at: int) -> _Found | None:
        """The longest phrase of the tables."""
        best: _Found | None = None
        for phrases, item_of in self._tables():
            for phrase in phrases:
                if (best is None or at + len(phrase) > best[1]) and phrase_at(self._tokens, at, phrase):
                    best = item_of(phrase), at + len(phrase)
        return best
