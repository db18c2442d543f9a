"""Goes over the tokens of a text for the days it names, each with the tokens that it takes."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from bot.language import date_words as words
from bot.language import day_rules as rules
from bot.language.fold import letters
from bot.language.number_words import number_at
from bot.language.numbers import COUNTED, POLITE
from bot.language.tokens import Token, longest_at, phrase_at
from bot.language.written_dates import Joined, Written, written_at

MOST_POLITE = 12
"""An answer of more words is no bare day with courtesies around it."""


class Why(StrEnum):
    """Why no single day could be read."""

    RANGE = "range"
    NO_SUCH_DAY = "no_such_day"
    VAGUE = "vague"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Unusable:
    """Words that spoil any day beside them."""


@dataclass(frozen=True, slots=True)
class _Shift:
    days: int


Item: TypeAlias = date | Why | rules.Weekday | rules.Week | Unusable
_Named: TypeAlias = Why | _Shift | rules.Weekday | rules.Week | Unusable
_Found: TypeAlias = tuple[Item, int]
"""What was found, and the place of the first token behind it."""


@dataclass(frozen=True, slots=True)
class Named:
    """A day that was named, or why it is none, and its tokens from `start` up to `end`."""

    item: Item
    start: int
    end: int


class DayWalk:
    def __init__(self, text: str, tokens: Sequence[Token], today: date) -> None:
        self._text = text
        self._tokens = tokens
        self._today = today

    def found(self) -> Iterator[Named]:
        at = 0
        while at < len(self._tokens):
            named = self.at(at)
            if named is not None:
                yield named
                at = named.end
            else:
                number = number_at(self._tokens, at)
                at = number.end if number else at + 1

    def at(self, at: int) -> Named | None:
        """What begins at this token: the first pattern that fits takes its tokens."""
        read = self._written(at) or self._named(at) or self._counted(at) or self._numbered(at)
        return None if read is None else Named(read[0], at, read[1])

    def _written(self, at: int) -> _Found | None:
        """A date in figures. A dash or a dot also stands in numbers: "15-20", "8-10 người"."""
        if at >= len(self._tokens) or not self._tokens[at].is_figure:
            return None
        written = written_at(self._text, self._tokens[at].start)
        if written is None:
            return None
        end = self._behind(written.end)
        return (
            (Why.RANGE, end) if isinstance(written, Joined) else self._in_figures(written, at, end)
        )

    def _in_figures(self, written: Written, at: int, end: int) -> _Found | None:
        if written.year is not None:
            return _real(rules.on_calendar(written.day, written.month, written.year)), end
        has_day_word = at > 0 and self._tokens[at - 1].is_in(words.DAY_WORDS)
        is_month = written.month <= rules.LAST_MONTH
        if has_day_word and not is_month and written.sign in "-–":
            return Why.RANGE, end
        if written.sign != "/" and not has_day_word and (not is_month or self._is_counted(end)):
            return None
        return self._with_year(written.day, written.month, end)

    def _named(self, at: int) -> _Found | None:
        """The longest phrase of the tables; a weekday with what narrows it down."""
        for phrase, named in _NAMED.get(self._tokens[at].folded, ()):
            if not phrase_at(self._tokens, at, phrase):
                continue
            end = at + len(phrase)
            match named:
                case _Shift(days):
                    return _real(rules.shifted(days, self._today)), end
                case rules.Weekday(number):
                    is_ordinal = (
                        at > 0 and self._tokens[at - 1].is_in(words.NOT_WEEKDAY_BEHIND)
                    ) or phrase_at(self._tokens, end, ("của",))
                    return None if is_ordinal else self._sided(number, end)
                case Why.VAGUE if phrase in words.PARTS_OF_MONTH and not self._is_counted(end + 1):
                    return named, self._month_behind(end) or end
                case _:
                    return named, end
        word = self._tokens[at].word
        is_early = word in words.FIRST_WORDS and at < MOST_POLITE
        if is_early and all(token.is_in(POLITE) for token in self._tokens[:at]):
            return _real(rules.shifted(words.FIRST_WORDS[word], self._today)), at + 1
        return None

    def _sided(self, weekday: int, at: int) -> _Found:
        """The side of "thứ sáu vừa rồi", "thứ bảy này", "chủ nhật tới"."""
        for side, phrases in (
            (rules.Side.BEFORE_TODAY, words.LAST_ONE),
            (rules.Side.THIS_WEEK, words.THIS_WEEKS),
            (rules.Side.AFTER_TODAY, words.NEXT_ONE),
        ):
            length = longest_at(self._tokens, at, phrases)
            behind = at + length
            is_said = behind < len(self._tokens) and self._tokens[behind].is_in(words.SPEAKERS)
            is_other_word = length == 1 and self._tokens[at].word in words.OTHER_WORDS_UNMARKED
            is_other_word = is_other_word and not is_said
            is_number = length == 1 and self._tokens[at].word == "sau" and self._is_counted(behind)
            if length and not is_other_word and (is_said or not is_number):
                return rules.Weekday(weekday, side), at + length
        return rules.Weekday(weekday), at

    def _counted(self, at: int) -> _Found | None:
        """Days from today: "2 ngày trước", "cách đây hai hôm", "3 ngày nữa", "2 tuần trước"."""
        lead = longest_at(self._tokens, at, words.AGO_LEADS)
        number = self._number(at + lead)
        if number is None:
            return None
        count, end = number
        item: Item | None = None
        if longest_at(self._tokens, end, words.WEEKS_AGO):
            item = rules.Week(-count) if count < rules.LONGEST_SHIFT // rules.WEEK else Why.VAGUE
        elif lead and longest_at(self._tokens, end, words.LONGER):
            item = Why.VAGUE  # "cách đây 1 tuần"
        elif longest_at(self._tokens, end, words.COUNTED_DAYS):
            if longest_at(self._tokens, end + 1, words.LONG_STRETCH):
                item = Why.RANGE
            elif longest_at(self._tokens, end + 1, words.AHEAD):
                item = rules.shifted(count, self._today) or Why.VAGUE
            elif lead or longest_at(self._tokens, end + 1, words.AGO):
                item = rules.shifted(-count, self._today) or Why.VAGUE
        is_said_in_front = lead and not longest_at(self._tokens, end + 1, words.AGO)
        is_short = isinstance(item, date) or item is Why.VAGUE
        behind = end + 1 if is_said_in_front and is_short else end + 2
        return None if item is None else (item, min(behind, len(self._tokens)))

    def _numbered(self, at: int) -> _Found | None:
        """By number: "ngày 9", "mùng năm", "21 tháng 11"; a bare "21" only as the whole answer."""
        if self._tokens[at].means("tháng"):
            end = self._month_behind(at + 1)
            return (Why.VAGUE, end) if end else None
        has_day_word = self._tokens[at].is_in(words.DAY_WORDS)
        if has_day_word and (written := self._written(at + 1)):
            return written
        number = self._number(at + 1 if has_day_word else at)
        if number is None or (has_day_word and self._is_daily(at)):
            return None
        day, end = number
        if phrase_at(self._tokens, end, ("tháng",)):
            if not has_day_word and phrase_at(self._tokens, end + 1, ("nay",)):
                return None  # "3 tháng nay" are three months
            return self._with_month(day, end + 1)
        if has_day_word and phrase_at(self._tokens, end, ("này",)):
            return _real(rules.in_month(day, 0, self._today)), end + 1
        if has_day_word:
            return (Why.RANGE if self._goes_on(end) else _real(rules.latest(day, self._today))), end
        if len(self._tokens) > MOST_POLITE:
            return None
        others = (*self._tokens[:at], *self._tokens[end:])
        is_all = self._tokens[at].is_figure and all(token.is_in(POLITE) for token in others)
        is_day = is_all and 1 <= day <= rules.LONGEST_MONTH
        return (_real(rules.latest(day, self._today)), end) if is_day else None

    def _with_month(self, day: int, at: int) -> _Found | None:
        """Behind "ngày 5 tháng": "này", "trước", "sau", or a month and perhaps a year."""
        for word, offset in words.MONTHS_FROM_NOW.items():
            if phrase_at(self._tokens, at, (word,)):
                return _real(rules.in_month(day, offset, self._today)), at + 1
        for name, month in words.MONTH_NAMES.items():
            if phrase_at(self._tokens, at, (name,)):
                return self._with_year(day, month, at + 1)
        number = self._number(at)
        if number and number[0] > rules.LAST_MONTH and self._tokens[number[1] - 1].means("năm"):
            number = self._number(at, number[1] - 1)  # "tháng mười năm 2026" is not the 15th month
        return self._with_year(day, *number) if number else None

    def _month_behind(self, at: int) -> int | None:
        """Behind the number or the name of a month that stands at this place."""
        if longest_at(self._tokens, at, [(name,) for name in words.MONTH_NAMES]):
            return at + 1
        month = self._number(at)
        return month[1] if month else None

    def _with_year(self, day: int, month: int, at: int) -> _Found:
        """The date with the year that follows ("năm ngoái", "năm 2026"), else the nearest one."""
        if phrase_at(self._tokens, at, ("năm",)):
            for word, offset in words.YEARS_FROM_NOW.items():
                if phrase_at(self._tokens, at + 1, (word,)):
                    return _real(rules.on_calendar(day, month, self._today.year + offset)), at + 2
            year = self._number(at + 1)
            if year and not self._is_counted(year[1]):
                return _real(rules.on_calendar(day, month, year[0])), year[1]
        return _real(rules.nearest(day, month, self._today)), at

    def _goes_on(self, at: int) -> bool:
        """Whether a day of the month is followed by another one: "ngày 15 và 16"."""
        if not longest_at(self._tokens, at, words.JOINTS):
            return False
        other = self._number(at + 1)
        return (
            other is not None and other[0] <= rules.LONGEST_MONTH and not self._is_counted(other[1])
        )

    def _is_daily(self, at: int) -> bool:
        """True for "mỗi ngày 12 người", "2 ngày 12 người"."""
        before = self._tokens[at - 1] if at else None
        return before is not None and (before.is_figure or before.is_in(words.DAILY))

    def _is_counted(self, at: int) -> bool:
        return at < len(self._tokens) and self._tokens[at].is_surely_in(COUNTED)

    def _number(self, at: int, end: int | None = None) -> tuple[int, int] | None:
        """A whole number at this place, of the tokens up to `end`, and the place behind it."""
        tokens = self._tokens if end is None else self._tokens[:end]
        number = number_at(tokens, at) if at < len(tokens) else None
        if number is None or number.value.denominator != 1:
            return None
        return int(number.value), number.end

    def _behind(self, place: int) -> int:
        """The first token at or behind a place of the text."""
        return bisect_left(self._tokens, place, key=lambda token: token.start)


def _real(day: date | None) -> date | Why:
    return Why.NO_SUCH_DAY if day is None else day


def _by_first_word() -> dict[str, tuple[tuple[words.Phrase, _Named], ...]]:
    """The phrases of all tables under their first word without marks, the longest first."""
    named: list[tuple[words.Phrase, _Named]] = [
        *((phrase, _Shift(days)) for phrase, days in words.DAYS.items()),
        *((phrase, rules.Weekday(number)) for phrase, number in words.WEEKDAYS.items()),
        *((phrase, rules.Week(offset)) for phrase, offset in words.WEEKS.items()),
        *((phrase, Why.RANGE) for phrase in words.RANGES),
        *((phrase, Why.VAGUE) for phrase in words.VAGUE),
        *((phrase, Unusable()) for phrase in words.UNUSABLE),
    ]
    named.sort(key=lambda entry: -len(entry[0]))
    firsts = {letters(phrase[0]) for phrase, _ in named}
    return {
        first: tuple(entry for entry in named if letters(entry[0][0]) == first) for first in firsts
    }


_NAMED = _by_first_word()
