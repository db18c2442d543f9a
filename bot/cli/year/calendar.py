"""The moments of a made-up year: its weeks, and the hours at which people talk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.kernel.clock import from_local, local
from models.sample_habits import TET
from models.weeks import week_of

FIRST_MONDAY = date(2026, 1, 5)
"""2026-W02 to W53: 52 whole weeks with Tết in them, which end before the simulator's own people
begin in a new year.
"""

WEEKS = 52
HOURS = (time(6, 30), time(11, 30), time(17, 30), time(20, 15))
"""People talk at these hours alone: so many at once, as on a real evening."""

MORNING, NOON, EVENING, NIGHT = HOURS
CLOSING = time(7, 0, 4)
AFTERWARDS = timedelta(days=9)
"""How long answers still come after the last week."""


@dataclass(frozen=True, slots=True)
class Calendar:
    seed: str
    weeks: int = WEEKS
    first: date = FIRST_MONDAY

    @property
    def opening(self) -> datetime:
        """When the commune is set up: the week before the first."""
        return from_local(datetime.combine(self.first - timedelta(days=4), time(8)))

    @property
    def last(self) -> date:
        """The last Sunday."""
        return self.first + timedelta(weeks=self.weeks, days=-1)

    @property
    def end(self) -> datetime:
        return from_local(datetime.combine(self.last, NIGHT)) + AFTERWARDS

    def monday(self, week: int) -> date:
        return self.first + timedelta(weeks=week)

    def name(self, week: int) -> str:
        return week_of(self.monday(week))

    def moment(self, week: int, day: int, hour: time) -> datetime:
        """A day of the week as 0 for Monday; 7 and more lie in the next."""
        return from_local(datetime.combine(self.monday(week) + timedelta(days=day), hour))

    def evening(self, week: int, day: int) -> datetime:
        return self.moment(week, day, EVENING)

    def closing(self, week: int) -> datetime:
        """Just after the cut-off."""
        return self.moment(week, 7, CLOSING)

    def quarters(self) -> tuple[int, ...]:
        """The weeks at whose end the roster changes."""
        return tuple(self.weeks * quarter // 4 for quarter in (1, 2, 3))

    def midnight(self, week: int) -> datetime:
        """When the week begins."""
        return self.moment(week, 0, time())

    def roster_moment(self, week: int) -> datetime:
        return self.moment(week, 1, time(9))


def next_hour(at: datetime) -> datetime:
    """The next of the hours at which people talk."""
    here = local(at)
    for hour in HOURS:
        if here.time() <= hour:
            return from_local(datetime.combine(here.date(), hour))
    return from_local(datetime.combine(here.date() + timedelta(days=1), MORNING))


def is_tet(monday: date) -> bool:
    """One of the two weeks around the feast in which nearly nothing is held."""
    return any(timedelta() <= first - monday < timedelta(weeks=2) for first in TET)
