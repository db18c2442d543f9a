"""How the sample's teams go about their work: who is busy, who says so, who is not heard of.

Whatever is drawn here depends on the seed, the team and the week alone, so that a week of the
sample is the same on whatever day it is looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

BUSIEST = "thon-01"
"""The team of the sample's member and leader: there is always something of it to see."""


@dataclass(frozen=True, slots=True)
class Habit:
    """`works`: how likely a week with work is; `says_so`: how likely a zero report is in one
    without; `most` entries in a week. Who has `sleeps` lets whole stretches of weeks go by.
    """

    works: float
    says_so: float
    most: int
    sleeps: bool = False


EAGER = Habit(works=1, says_so=0, most=4)
STEADY = Habit(works=0.85, says_so=0.5, most=2)
FITFUL = Habit(works=0.38, says_so=0.5, most=1)
IDLE = Habit(works=0.1, says_so=0.75, most=1)
SLEEPY = Habit(works=0.5, says_so=0.1, most=2, sleeps=True)

SHARES = ((EAGER, 3), (STEADY, 13), (FITFUL, 18), (IDLE, 12))
"""How many teams have each habit beside the busiest one, which is eager; the others are sleepy."""

STRETCH = 6  # weeks; a sleepy team is awake for one stretch in three
LEAST_PACE, MOST_PACE = 0.85, 1.1

TET = (
    date(2026, 2, 17),
    date(2027, 2, 6),
    date(2028, 1, 26),
    date(2029, 2, 13),
    date(2030, 2, 2),
    date(2031, 1, 23),
    date(2032, 2, 11),
)
"""The first day of each lunar year. In later years the sample works on through the feast."""
BEFORE_TET, AFTER_TET = timedelta(days=4), timedelta(days=5)
HOLIDAYS = frozenset({(1, 1), (4, 30), (5, 1), (9, 2)})  # month and day


def dice(*of: object) -> Random:
    """Chance that is the same each time for the same words."""
    return Random("/".join(str(part) for part in of))  # noqa: S311  # a sample, not a secret


def habits(seed: str, teams: Sequence[str]) -> dict[str, Habit]:
    """A habit for every team."""
    others = [team for team in teams if team != BUSIEST]
    dice(seed, "habits").shuffle(others)
    shared = [habit for habit, count in SHARES for _ in range(count)]
    rest = [SLEEPY] * (len(others) - len(shared))
    return {BUSIEST: EAGER, **dict(zip(others, [*shared, *rest], strict=True))}


def entries_of(habit: Habit, seed: str, team: str, monday: date) -> int:
    """How many entries the team makes of this week; 0 is a week without work."""
    drawn = dice(seed, team, monday, "entries")
    likely = habit.works * dice(seed, monday, "pace").uniform(LEAST_PACE, MOST_PACE)
    if habit.works < 1 and (drawn.random() >= likely or _sleeps(habit, seed, team, monday)):
        return 0
    return drawn.randint(2 if habit is EAGER else 1, habit.most)


def says_so(habit: Habit, seed: str, team: str, monday: date) -> bool:
    """Whether the team reports a week without work."""
    return dice(seed, team, monday, "zero").random() < habit.says_so


def is_rest(day: date) -> bool:
    """A holiday: nobody is called together."""
    is_feast = any(first - BEFORE_TET <= day <= first + AFTER_TET for first in TET)
    return is_feast or (day.month, day.day) in HOLIDAYS


def _sleeps(habit: Habit, seed: str, team: str, monday: date) -> bool:
    stretch = monday.toordinal() // (7 * STRETCH)
    return habit.sleeps and dice(seed, team, stretch, "awake").random() > 1 / 3
