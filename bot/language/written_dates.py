"""Dates in figures as people write them: "21/11", "21-11-2026", "21.11", "2026-11-21"."""

import re
from dataclasses import dataclass
from typing import TypeAlias

_UP_TO = r"(?:-|–|đến|den|tới|toi)"
_JOINED = re.compile(
    rf"\d{{1,2}}(?:[/.]\d{{1,2}}(?:[/.](?:\d{{4}}|\d{{2}}))?)?\s?{_UP_TO}\s?\d{{1,2}}/\d{{1,2}}(?!\d)"
)
_BESIDE = re.compile(r"(\d{1,2})(?:, ?\d{1,2})*(?:,| và| va| với| voi) ?\d{1,2}/(\d{1,2})(?!\d)")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?![/.-]?\d)")
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?:\s?(?P<sign>[/–-])\s?|\.)(?P<month>\d{1,2})"
    r"(?:\s?[/.–-]\s?(?P<year>\d{4}|\d{2}))?(?![/.–-]?\d)"
)
_IN_THE_MIDDLE = re.compile(r"\d[/.–-]")


@dataclass(frozen=True, slots=True)
class Written:
    """The figures of one date, not yet held against a calendar; `end` is the place behind it."""

    day: int
    month: int
    year: int | None
    sign: str
    """Between day and month: "/", a dash or a dot."""
    end: int


@dataclass(frozen=True, slots=True)
class Joined:
    """The ends of a span: "1/3 - 10/3", "15-20/11"."""

    end: int


AtPlace: TypeAlias = Written | Joined | None


def written_at(text: str, start: int) -> AtPlace:
    """What begins at this place of a `plain` text, where a figure begins."""
    if _IN_THE_MIDDLE.fullmatch(text, max(0, start - 2), start):
        return None
    joined = _JOINED.match(text, start)
    if joined:
        return Joined(joined.end())
    beside = _BESIDE.match(text, start)
    if beside:  # "24, 25/11": the month of the last one
        return Written(int(beside[1]), int(beside[2]), None, "/", beside.end(1))
    found = _YEAR_FIRST.match(text, start) or _DAY_FIRST.match(text, start)
    if found is None:
        return None
    year = found["year"]
    sign = "/" if found.re is _YEAR_FIRST else found["sign"] or "."
    return Written(
        int(found["day"]), int(found["month"]), int(year) if year else None, sign, found.end()
    )
