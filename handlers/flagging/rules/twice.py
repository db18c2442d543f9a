"""Whether two entries of one team tell of the same session."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.language.fold import fold
from models.activity import ActivityKind
from models.flag_needs import PastEntry

SLACK = 2
"""Heads by which two people who counted the same room differ at least."""
SHARE = 5
"""One in five, in a large room."""
MANY = 3
"""Fewer at one door than at another: two visits of a day are rarely told apart by their people."""

WORD = re.compile(r"\w+")
COMMON = frozenset(
    (
        "nha", "van", "hoa", "nvh", "thon", "to", "xa", "phuong", "tai", "o", "dan", "pho", "khu",
        "so", "tren", "trong", "ong", "ba", "bac", "co", "chu", "anh", "chi",
    )
)  # fmt: skip
"""Words of a place that stand in the name of many."""


def find_twice(new: PastEntry, before: Iterable[PastEntry]) -> PastEntry | None:
    """The entry that tells of the same session as `new`, the nearest in people if there are
    several.
    """
    alike = [old for old in before if old.activity_id != new.activity_id and is_twice(new, old)]
    return min(alike, key=lambda old: (abs(old.people - new.people), old.activity_id), default=None)


def is_twice(one: PastEntry, other: PastEntry) -> bool:
    """Two people who count one room differ by a few; one person who reports twice says the same."""
    if (one.day, one.kind) != (other.day, other.kind) or are_apart(one.place, other.place):
        return False
    apart = abs(one.people - other.people)
    if one.author_id == other.author_id:
        is_alike = apart == 0 and one.sessions == other.sessions and one.vneid == other.vneid
    else:
        is_alike = apart <= max(SLACK, max(one.people, other.people) // SHARE)
        is_alike &= abs(one.sessions - other.sessions) <= 1
    if one.kind is ActivityKind.HOME_VISIT and min(one.people, other.people) < MANY:
        return is_alike and apart == 0 and are_one(one.place, other.place)
    return is_alike


def are_apart(one: str | None, other: str | None) -> bool:
    """Both are named, and no word that says which is in both."""
    words, others = _words(one), _words(other)
    return bool(words and others and not words & others)


def are_one(one: str | None, other: str | None) -> bool:
    return bool(_words(one) & _words(other))


def _words(place: str | None) -> set[str]:
    """Numbers are left out: they name the village itself as often as a house in it."""
    return {word for word in WORD.findall(fold(place or "")) if not word.isdigit()} - COMMON
