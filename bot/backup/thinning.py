"""Which archives stay: the newest of each of the last 7 days, 4 weeks and 12 months that have one,
by the days of Viet Nam. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.kernel.clock import local

DAYS, WEEKS, MONTHS = 7, 4, 12
STAMP = "%Y%m%dT%H%M%SZ"
PLAIN, SEALED = ".tar", ".tar.sealed"
NAME = re.compile(r"toso-(\d{8}T\d{6}Z)(?:-(\d{1,4}))?\.tar(?:\.sealed)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Kept:
    """An archive as its name tells it; `number` parts those of one second."""

    name: str
    at: datetime
    number: int = 1


def archive_name(at: datetime, *, number: int, is_sealed: bool) -> str:
    more = "" if number == 1 else f"-{number}"
    return f"toso-{at.astimezone(UTC):{STAMP}}{more}{SEALED if is_sealed else PLAIN}"


def read_name(name: str) -> Kept | None:
    """None for a name that is none of ours."""
    found = NAME.fullmatch(name)
    if found is None:
        return None
    try:
        at = datetime.strptime(found[1], STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Kept(name, at, int(found[2] or 1))


def to_remove(archives: Iterable[Kept], made: str = "") -> tuple[str, ...]:
    """The names that may go, the oldest first. Neither the newest nor `made` is ever among them,
    also where a clock that was wrong has left an archive of a later day.
    """
    newest_first = sorted(archives, key=lambda each: (each.at, each.number, each.name))[::-1]
    staying = {made, *(each.name for each in newest_first[:1])}
    for part_of, most in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        staying |= _newest_of_each(newest_first, part_of, most)
    return tuple(each.name for each in reversed(newest_first) if each.name not in staying)


def _newest_of_each(
    newest_first: Sequence[Kept], part_of: Callable[[datetime], Hashable], most: int
) -> set[str]:
    found: dict[Hashable, str] = {}
    for each in newest_first:
        part = part_of(each.at)
        if part not in found:
            if len(found) == most:
                break
            found[part] = each.name
    return set(found.values())


def _day(at: datetime) -> Hashable:
    return local(at).date()


def _week(at: datetime) -> Hashable:
    return local(at).isocalendar()[:2]


def _month(at: datetime) -> Hashable:
    return local(at).year, local(at).month
