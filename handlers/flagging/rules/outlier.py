"""Whether a number of people is far above what a team has had.

Median and median deviation: one odd week of the past neither hides another nor makes one. Only what
is above is asked about: a small session is a small session.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

ENOUGH = 8
"""Weeks before anybody can say what is usual."""
DEVIATIONS = 6
TIMES = 3
"""Not even three times the usual is odd by itself …"""
FLOOR_ENTRY, FLOOR_WEEK = 20, 40
"""… nor are so many more than usual: 3 people and then 8 is a good evening."""
TAIL = 10
"""One in ten of the past on each side is left out of what is called usual."""


@dataclass(frozen=True, slots=True)
class Usual:
    low: int
    high: int


def outlier(value: int, past: Sequence[int], *, floor: int) -> Usual | None:
    """The usual range, where `value` lies far above it; None where it does not."""
    if not past or value <= bound(past, floor=floor):
        return None
    ordered = sorted(past)
    cut = len(ordered) // TAIL
    return Usual(ordered[cut], ordered[-1 - cut])


def bound(past: Sequence[int], *, floor: int) -> float:
    """Above it a value is asked about."""
    middle = median(past)
    deviation = median(abs(value - middle) for value in past)
    return max(middle + DEVIATIONS * deviation, TIMES * middle, middle + floor)
