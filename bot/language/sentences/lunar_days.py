"""Days by the moon: "rằm", "mùng 5 tết", "23 tháng chạp", "10/3 âm lịch", with the sun's day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.language.fold import letters
from bot.language.lunar import FULL_MOON, LunarDay, to_lunar, to_solar
from bot.language.number_words import number_at
from bot.language.tokens import Token, longest_at, phrase_at

DAY_WORDS = ("mùng", "mồng", "ngày", "hôm")
MONTHS = {"giêng": 1, "chạp": 12, "một": 11}
LAST_DAY, LAST_MONTH = 30, 12
ECLIPSED = (("âm", "lịch"), ("âm",), ("al",), ("âl",))
EVES = (("giao", "thừa"), ("tất", "niên"))
FEAST_WORDS = ("ngày", "hôm", "tối", "đêm", "bữa", "sáng", "chiều", "tết")
FEASTS = {
    ("trung", "thu"): (15, 8),
    ("giỗ", "tổ"): (10, 3),
    ("vu", "lan"): (15, 7),
    ("đoan", "ngọ"): (5, 5),
    ("hàn", "thực"): (3, 3),
    ("ông", "công", "ông", "táo"): (23, 12),
}
FIRST_EVE = 20
COMING_DAYS = 31
LOOKED_BACK = 400


@dataclass(frozen=True, slots=True)
class ByMoon:
    """The sun's day, None where there is none such; `end` is the token behind it."""

    day: date | None
    end: int


_FEASTS_BEGIN = frozenset(map(letters, FEAST_WORDS))


def by_moon_at(tokens: Sequence[Token], at: int, today: date) -> ByMoon | None:
    word = tokens[at]
    if word.means("rằm"):
        return _full_moon(tokens, at + 1, today)
    feast = _feast(tokens, at, today)
    if feast is not None:
        return feast
    start = at + 1 if word.is_in(DAY_WORDS) else at
    number = _whole(tokens, start)
    if number is None:
        return None
    day, end = number
    if tokens[start].is_figure and (figures := _in_figures(tokens, day, end, today)):
        return figures
    if not 1 <= day <= LAST_DAY:
        return None
    if phrase_at(tokens, end, ("tết",)):
        month = 1 if day < FIRST_EVE else LAST_MONTH  # "29 Tết" is the day before the new year
        end += 1
        if longest_at(tokens, end, [("nguyên", "đán"), ("âm", "lịch")]):
            end += 2
        return ByMoon(_latest(day, month, today), end)
    if phrase_at(tokens, end, ("tháng",)):
        return _in_month(tokens, day, end + 1, today)
    if length := longest_at(tokens, end, ECLIPSED):
        return ByMoon(_latest(day, None, today), end + length)
    return None


def _feast(tokens: Sequence[Token], at: int, today: date) -> ByMoon | None:
    if longest_at(tokens, at, EVES[:1]):
        return ByMoon(_day_before(_latest(1, 1, today)), at + 2)
    if tokens[at].folded not in _FEASTS_BEGIN:
        return None
    start = at + 2 if phrase_at(tokens, at + 1, ("tết",)) else at + 1
    for feast, (day, month) in FEASTS.items():
        if phrase_at(tokens, start, feast):
            return ByMoon(_latest(day, month, today), start + len(feast))
    return None


def _full_moon(tokens: Sequence[Token], at: int, today: date) -> ByMoon:
    if phrase_at(tokens, at, ("trung", "thu")):
        return ByMoon(_latest(FULL_MOON, 8, today), at + 2)
    if phrase_at(tokens, at, ("tháng",)):
        return _in_month(tokens, FULL_MOON, at + 1, today, is_certain=True) or ByMoon(
            _latest(FULL_MOON, None, today), at
        )
    return ByMoon(_latest(FULL_MOON, None, today), at)


def _in_month(
    tokens: Sequence[Token], day: int, at: int, today: date, *, is_certain: bool = False
) -> ByMoon | None:
    """Behind "tháng"; a month in figures is the sun's unless "rằm" or "âm lịch" say otherwise."""
    named = next((word for word in MONTHS if phrase_at(tokens, at, (word,))), None)
    if named is not None and (named != "một" or is_certain):
        end = at + 1
        month: int | None = MONTHS[named]
    elif phrase_at(tokens, at, ("này",)) and is_certain:
        return ByMoon(_latest(day, None, today), at + 1)
    else:
        number = _whole(tokens, at)
        if number is None or not 1 <= number[0] <= LAST_MONTH:
            return None
        month, end = number
        named = None
    length = longest_at(tokens, end, ECLIPSED)
    if named is None and not is_certain and not length:
        return None
    return ByMoon(_latest(day, month, today), end + length)


def _in_figures(tokens: Sequence[Token], day: int, at: int, today: date) -> ByMoon | None:
    """Such as "10/3 âm lịch": a day and a month in figures that are the moon's."""
    if at + 1 >= len(tokens) or tokens[at].word not in {"/", "-"}:
        return None
    month = _whole(tokens, at + 1)
    length = longest_at(tokens, month[1], ECLIPSED) if month else 0
    if month is None or not length:
        return None
    return ByMoon(_latest(day, month[0], today), month[1] + length)


def _whole(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    number = number_at(tokens, at) if at < len(tokens) else None
    if number is None or number.value.denominator != 1:
        return None
    return int(number.value), number.end


def _latest(day: int, month: int | None, today: date) -> date | None:
    """The latest such day, or the coming one when it is at most a month away."""
    for back in range(-COMING_DAYS, LOOKED_BACK):
        at = today - timedelta(days=back)
        lunar = to_lunar(at)
        if lunar is None:
            return None
        if lunar.day == day and (month is None or lunar.month == month) and not lunar.is_leap:
            if month is None and back < 0:
                continue
            return to_solar(LunarDay(day, lunar.month, lunar.year))
    return None


def _day_before(day: date | None) -> date | None:
    return None if day is None else day - timedelta(days=1)
