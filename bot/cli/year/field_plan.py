"""The field beyond sessions: installs by themselves, and the commune's own counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from bot.cli.year.business_talks import Support, support_business
from bot.cli.year.calendar import NIGHT, NOON, Calendar, is_tet, next_hour
from bot.cli.year.catching_talks import catch_up
from bot.cli.year.counting_talks import OWN, RETIRED, add_indicator, retire_indicator
from bot.cli.year.flag_talks import settle_twice
from bot.cli.year.installs_talks import Installs, log_installs
from bot.cli.year.logging_talks import log_own, undo
from bot.cli.year.people import Member, People
from bot.cli.year.rates import Rates
from bot.cli.year.saying import Errand, Labels, Talk
from bot.kernel.clock import local
from bot.language.fold import fold
from models.activity import ActivityKind
from models.changes import RecordActivity
from models.sample import OFFICERS, village_name
from models.sample_businesses import draw_support
from models.sample_habits import dice, is_rest

COORDINATOR = OFFICERS[0][0]
MOST_INSTALLS = 6
LAST_MONTH, SURELY_OVER = 31, 5
ELSEWHERE, IS_KNOWN, IS_ONE = 0.2, 0.7, 0.7
LEVELS = ("2", "1", "both", "")


@dataclass(frozen=True, slots=True)
class FieldPlan:
    calendar: Calendar
    people: People
    labels: Labels
    rates: Rates

    def errands(self, week: int) -> Iterator[Errand]:
        for team in self.people.teams:
            yield from self._installs(week, team)
            yield from self._business(week, team)
            yield from self._caught_up(week, team)
        if week == self._spring:
            yield Errand(self._counts_from, COORDINATOR, add_indicator(self.labels))
        if week == self._autumn:
            yield Errand(self._counts_until, COORDINATOR, retire_indicator(self.labels))

    @property
    def _spring(self) -> int:
        return self.calendar.weeks // 4

    @property
    def _autumn(self) -> int:
        return self.calendar.weeks * 3 // 4

    @property
    def _counts_from(self) -> datetime:
        return self.calendar.moment(self._spring, 2, NOON)

    @property
    def _counts_until(self) -> datetime:
        return self.calendar.moment(self._autumn, 2, NOON)

    def counted(self, entry: RecordActivity, drawn: Random) -> RecordActivity:
        """With the commune's own count from the day on from which it is asked."""
        is_asked = entry.day > local(self._counts_from).date() and entry.at > self._counts_from
        is_drawn = drawn.random() < self.rates.own_counted
        if not (is_asked and is_drawn) or entry.kind is ActivityKind.MEMBERS_SESSION:
            return entry
        own = (OWN, drawn.randint(1, entry.people))
        return replace(entry, indicators=(*entry.indicators, own))

    def unasked(self, at: datetime) -> frozenset[str]:
        """What no question asks any more; a sentence may still speak of it."""
        return frozenset({RETIRED} if at >= self._counts_until else ())

    def installs_before(
        self, entry: RecordActivity, writer: Member, drawn: Random
    ) -> Iterator[Errand]:
        """Told by themselves, and then once more with the session in which they were."""
        found = _of_session(entry)
        if found.count and drawn.random() < self.rates.installs_before:
            talk = self._told(found, entry.at, drawn, is_counted=False)
            yield Errand(entry.at, writer.phone, talk)

    def installs_after(self, team: str, entry: RecordActivity, drawn: Random) -> Iterator[Errand]:
        """Somebody of the team tells those of a session once more."""
        found, at = _of_session(entry), next_hour(entry.at + timedelta(hours=2))
        who = self.people.writer(team, drawn.choice(self.people.crew(team, at)), at)
        is_drawn = found.count and drawn.random() < self.rates.installs_after
        if is_drawn and at <= self.calendar.end:
            yield Errand(at, who.phone, self._told(found, at, drawn, is_counted=True))

    def _installs(self, week: int, team: str) -> Iterator[Errand]:
        monday = self.calendar.monday(week)
        drawn = dice(self.calendar.seed, team, monday, "installs")
        day = monday + timedelta(days=drawn.randrange(7))
        if drawn.random() >= self.rates.installs or is_rest(day) or is_tet(monday):
            return
        at = next_hour(self._evening(day) + timedelta(days=drawn.choice((0, 0, 0, 1, 9))))
        if at > self.calendar.end:
            return
        who = self.people.writer(team, drawn.choice(self.people.crew(team, at)), at)
        yield Errand(at, who.phone, self._told(_draw(day, drawn), at, drawn, is_counted=False))

    def _business(self, week: int, team: str) -> Iterator[Errand]:
        """One of few names, so that many are helped again, and some in two villages are called the
        same.
        """
        monday = self.calendar.monday(week)
        drawn = dice(self.calendar.seed, team, monday, "business")
        day = monday + timedelta(days=drawn.randrange(7))
        if drawn.random() >= self.rates.businesses or is_rest(day):
            return
        at = next_hour(self._evening(day) + timedelta(days=drawn.choice((0, 0, 0, 1, 9))))
        if at > self.calendar.end:
            return
        villages = [village_name(one) for one in self.people.teams]
        name = draw_support(drawn, "").name
        support = Support(
            name=drawn.choice((name, name, fold(name), f"{name} ở chợ")),
            day=day,
            set_up=tuple(sorted(drawn.sample(range(1, 6), drawn.randint(1, 2)))),
            village=drawn.choice(villages) if drawn.random() < ELSEWHERE else None,
            is_known=drawn.random() < IS_KNOWN,
        )
        who = self.people.writer(team, drawn.choice(self.people.crew(team, at)), at)
        yield Errand(at, who.phone, self._supported(support, at, drawn))

    def _caught_up(self, week: int, team: str) -> Iterator[Errand]:
        """A few sessions of a month ago, which nobody had told."""
        drawn = dice(self.calendar.seed, team, week, "caught up")
        at = self.calendar.moment(week, drawn.randrange(5), NIGHT)
        month = local(at).date() - timedelta(days=LAST_MONTH)
        if drawn.random() >= self.rates.caught_up or month < self.calendar.first:
            return
        days = sorted(drawn.sample(range(SURELY_OVER, 28), drawn.randint(2, 4)))
        told = [
            f"ngày {day} hướng dẫn {drawn.randint(5, 30)} người, cài {drawn.randint(1, 5)} VNeID"
            for day in days
        ]
        leader = self.people.crew(team, at)[0]
        yield Errand(at, leader.phone, catch_up(month.month, told, self.labels))

    def _supported(self, support: Support, at: datetime, drawn: Random) -> Talk:
        yield from support_business(support, local(at).date(), self.labels)
        if drawn.random() < self.rates.undone:
            yield from undo(self.labels, None)

    def told_twice(self, team: str, entry: RecordActivity, drawn: Random) -> Iterator[Errand]:
        """Somebody else of the team tells of the same session, and counted one more or less."""
        at = next_hour(entry.at + timedelta(hours=drawn.choice((1, 5, 30))))
        if drawn.random() >= self.rates.told_twice or at > self.calendar.end or entry.attendees:
            return
        wanted = drawn.choice(self.people.crew(team, at))
        again = replace(entry, people=entry.people + drawn.randrange(2), at=at, place=None)
        who = self.people.writer(team, wanted, at)
        yield Errand(at, who.phone, self._settled(again, drawn))

    def _settled(self, entry: RecordActivity, drawn: Random) -> Talk:
        today = local(entry.at).date()
        heard = yield from log_own(entry, today, self.labels, drawn, self.unasked(entry.at))
        heard = yield from settle_twice(heard, self.labels, is_one=drawn.random() < IS_ONE)
        if self.labels.undo in heard.labels and drawn.random() < self.rates.undone:
            yield from undo(self.labels, None)

    def _evening(self, day: date) -> datetime:
        return self.calendar.evening(0, (day - self.calendar.first).days)

    def _told(self, installs: Installs, at: datetime, drawn: Random, *, is_counted: bool) -> Talk:
        """Told, and now and then taken back at once."""
        today = local(at).date()
        heard = yield from log_installs(installs, today, self.labels, drawn, is_counted=is_counted)
        if drawn.random() < self.rates.installs_undone and self.labels.undo in heard.labels:
            yield from undo(self.labels, None)


def _of_session(entry: RecordActivity) -> Installs:
    return Installs(entry.day, entry.vneid_1, entry.vneid_2, entry.vneid_unspecified)


def _draw(day: date, drawn: Random) -> Installs:
    first, second = drawn.randint(1, MOST_INSTALLS), drawn.randint(1, MOST_INSTALLS)
    match drawn.choices(LEVELS, (6, 2, 2, 1))[0]:
        case "2":
            return Installs(day, 0, second, 0)
        case "1":
            return Installs(day, first, 0, 0)
        case "both":
            return Installs(day, first, second, 0)
        case _:
            return Installs(day, 0, 0, first)
