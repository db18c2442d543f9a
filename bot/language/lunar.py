"""The Vietnamese lunar calendar: months begin on the day of the new moon, as it is in Hà Nội.

The Chinese libraries reckon in UTC+8 and so differ on some days (Tết of 2007 and of 2030). Here
both times of the sky come from Jean Meeus, Astronomical Algorithms (1998), chapters 25 and 49, good
to a few minutes; the rules of the months are those that Hồ Ngọc Đức published: the eleventh month
holds the winter solstice, and of thirteen months the first without a major term is the leap month.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import floor, radians, sin

TWELFTH, ELEVENTH = 12, 11
FULL_MOON = 15
YEARS = range(1901, 2100)
"""Between these years the sums below are good, and `date` has its days."""

_HANOI = 7 / 24
_JULIAN_TO_ORDINAL = 1_721_425  # the astronomers' day number, less that of `date`
_MONTH = 29.530588861
_MONTHS_IN_CENTURY = 1236.85
_DYNAMICAL = 70 / 86_400  # dynamical time runs ahead of the clocks by about so many days
_TERM = 30
_SOLSTICE_SECTOR = 9
_MONTHS_OF_LEAP_YEAR = 13


@dataclass(frozen=True, slots=True)
class LunarDay:
    day: int
    month: int
    year: int
    is_leap: bool = False


def to_solar(lunar: LunarDay) -> date | None:
    """The day of the sun's calendar; None for the 30th of a short month and a leap month that
    is not there.
    """
    if lunar.year not in YEARS or not 1 <= lunar.month <= TWELFTH:
        return None
    for month in _months(lunar.year - 1) + _months(lunar.year):
        if (month.year, month.month, month.is_leap) == (lunar.year, lunar.month, lunar.is_leap):
            inside = 1 <= lunar.day <= month.length
            return date.fromordinal(month.first + lunar.day - 1) if inside else None
    return None


def to_lunar(day: date) -> LunarDay | None:
    """The same day of the moon's calendar; None outside of the years it is reckoned for."""
    if day.year not in YEARS:
        return None
    ordinal = day.toordinal()
    for month in _months(day.year - 1) + _months(day.year):
        if month.first <= ordinal < month.first + month.length:
            return LunarDay(ordinal - month.first + 1, month.month, month.year, month.is_leap)
    return None


@dataclass(frozen=True, slots=True)
class _Month:
    """`first` is the ordinal of its first day."""

    first: int
    length: int
    month: int
    year: int
    is_leap: bool


@lru_cache(maxsize=64)
def _months(year: int) -> tuple[_Month, ...]:
    """The months from the eleventh of this year up to the tenth of the next."""
    first, behind = _eleventh(year), _eleventh(year + 1)
    count = behind - first
    starts = [_new_moon(first + step) for step in range(count + 1)]
    leap = _leap_at(starts) if count == _MONTHS_OF_LEAP_YEAR else None
    found: list[_Month] = []
    for step in range(count):
        number = step if leap is None or step < leap else step - 1
        month = (number + ELEVENTH - 1) % TWELFTH + 1
        of_year = year if number < 2 else year + 1  # noqa: PLR2004  # months 11 and 12
        length = starts[step + 1] - starts[step]
        found.append(_Month(starts[step], length, month, of_year, step == leap))
    return tuple(found)


def _leap_at(starts: list[int]) -> int:
    sectors = [_sector(start) for start in starts]
    return next(step for step in range(1, len(starts) - 1) if sectors[step] == sectors[step + 1])


def _eleventh(year: int) -> int:
    """Which new moon begins the eleventh month of a year, counted from that of January 2000."""
    last_day = date(year, 12, 31).toordinal()
    lunation = floor((last_day - date(2000, 1, 6).toordinal()) / _MONTH) + 1
    while _new_moon(lunation) > last_day:
        lunation -= 1
    return lunation - 1 if _sector(_new_moon(lunation)) >= _SOLSTICE_SECTOR else lunation


def _sector(ordinal: int) -> int:
    """Which twelfth of its way the sun is in when this day begins in Hà Nội."""
    return floor(_sun(ordinal + _JULIAN_TO_ORDINAL - 0.5 - _HANOI) / _TERM)


def _sun(julian: float) -> float:
    """The sun's apparent longitude in degrees (Meeus 25, to a hundredth of a degree)."""
    t = (julian + _DYNAMICAL - 2_451_545) / 36_525
    mean = 280.46646 + t * (36_000.76983 + t * 0.0003032)
    anomaly = radians(357.52911 + t * (35_999.05029 - t * 0.0001537))
    centre = (
        (1.914602 - t * (0.004817 + t * 0.000014)) * sin(anomaly)
        + (0.019993 - 0.000101 * t) * sin(2 * anomaly)
        + 0.000289 * sin(3 * anomaly)
    )
    node = radians(125.04 - 1934.136 * t)
    return (mean + centre - 0.00569 - 0.00478 * sin(node)) % 360


@lru_cache(maxsize=512)
def _new_moon(lunation: int) -> int:
    """The ordinal of the day on which a new moon falls in Hà Nội (Meeus 49)."""
    t = lunation / _MONTHS_IN_CENTURY
    mean = 2_451_550.09766 + _MONTH * lunation + t * t * (0.00015437 - 0.00000015 * t)
    e = 1 - t * (0.002516 + 0.0000074 * t)
    sun = radians(2.5534 + 29.1053567 * lunation - 0.0000014 * t * t)
    moon = radians(201.5643 + 385.81693528 * lunation + 0.0107582 * t * t)
    node = radians(160.7108 + 390.67050284 * lunation - 0.0016118 * t * t)
    ascending = radians(124.7746 - 1.56375588 * lunation)
    shift = (
        -0.4072 * sin(moon)
        + 0.17241 * e * sin(sun)
        + 0.01608 * sin(2 * moon)
        + 0.01039 * sin(2 * node)
        + 0.00739 * e * sin(moon - sun)
        - 0.00514 * e * sin(moon + sun)
        + 0.00208 * e * e * sin(2 * sun)
        - 0.00111 * sin(moon - 2 * node)
        - 0.00057 * sin(moon + 2 * node)
        + 0.00056 * e * sin(2 * moon + sun)
        - 0.00042 * sin(3 * moon)
        + 0.00042 * e * sin(sun + 2 * node)
        + 0.00038 * e * sin(sun - 2 * node)
        - 0.00024 * e * sin(2 * moon - sun)
        - 0.00017 * sin(ascending)
    )
    julian = mean + shift - _DYNAMICAL
    return floor(julian + 0.5 + _HANOI) - _JULIAN_TO_ORDINAL
