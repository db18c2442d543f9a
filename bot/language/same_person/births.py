"""Years of birth held against each other: a year, or the decade that is kept without consent."""

from __future__ import annotations

import re
from enum import StrEnum

TOLD_OFF = 2
"""Years: by tuổi mụ a child is one at birth and two at its first Tết, and papers say otherwise."""

_YEAR = re.compile(r"[12]\d{3}")
_DECADE = re.compile(r"([12]\d{2})x")


class Born(StrEnum):
    SAME = "same"
    DECADE = "decade"  # one may lie in the decade of the other
    NEAR = "near"
    UNKNOWN = "unknown"
    OTHER = "other"


def compare_births(one: str | None, other: str | None) -> Born:
    """Of "1957", "195x" or nothing."""
    ours, theirs = _span(one), _span(other)
    if ours is None or theirs is None:
        return Born.UNKNOWN
    apart = max(ours[0] - theirs[1], theirs[0] - ours[1], 0)
    if apart == 0:
        is_exact = ours == theirs and ours[0] == ours[1]
        return Born.SAME if is_exact else Born.DECADE
    is_decade = ours[0] != ours[1] or theirs[0] != theirs[1]
    return Born.NEAR if apart <= (1 if is_decade else TOLD_OFF) else Born.OTHER


def _span(birth: str | None) -> tuple[int, int] | None:
    text = (birth or "").strip().lower()
    if _YEAR.fullmatch(text):
        return int(text), int(text)
    if found := _DECADE.fullmatch(text):
        return int(found[1]) * 10, int(found[1]) * 10 + 9
    return None
