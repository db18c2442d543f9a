"""What happens in a made-up year, and who tells it when: all drawn before anybody speaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from bot.cli.year.calendar import MORNING, NIGHT, NOON, Calendar, is_tet, next_hour
from bot.cli.year.class_plan import ClassPlan
from bot.cli.year.field_plan import FieldPlan
from bot.cli.year.installs_talks import take_installs_back
from bot.cli.year.logging_talks import log_commune, log_for, log_own, undo
from bot.cli.year.other_talks import (
    break_off,
    confirm,
    mend_day,
    mend_people,
    say_nothing,
    send_too_late,
    take_back,
)
from bot.cli.year.people import Member, People
from bot.cli.year.product_plan import ProductPlan
from bot.cli.year.rates import Rates
from bot.cli.year.saying import Errand, Labels, Talk
from bot.kernel.clock import local
from models.activity import ActivityKind, EntryWay
from models.changes import RecordActivity
from models.sample import OFFICERS, RAPID_TEAM, village_name
from models.sample_entries import Crew, draw_entry, draw_kind
from models.sample_habits import dice, entries_of, is_rest, says_so

DAY_WEIGHTS = (2, 3, 3, 3, 4, 6, 4)
MENDING = (ActivityKind.RESIDENTS_SESSION, ActivityKind.HOME_VISIT)
CONFIRMS = {"sunday": 45, "monday": 25, "late": 8, "never": 22}


COORDINATOR, _, RAPID, _ = (officer[0] for officer in OFFICERS)


@dataclass(frozen=True, slots=True)
class Plan:
    calendar: Calendar
    people: People
    labels: Labels
    rates: Rates

    def errands(self, week: int) -> Iterator[Errand]:
        """All that begins because of this week, in no order; most of it in the week itself."""
        for place, team in enumerate(self.people.teams):
            yield from self._of_team(week, team, place)
        yield from self._field.errands(week)
        yield from ProductPlan(self.calendar, self.labels, self.rates).errands(week)
        classes = ClassPlan(self.calendar, self.people, self.labels, self.rates)
        yield from classes.errands(week)
        yield from self._of_commune(week)
        yield from self._of_rapid_team(week)
        yield from self._of_those_who_leave(week)

    @property
    def _field(self) -> FieldPlan:
        return FieldPlan(self.calendar, self.people, self.labels, self.rates)

    def _dice(self, *of: object) -> Random:
        return dice(self.calendar.seed, *of)

    def _of_team(self, week: int, team: str, place: int) -> Iterator[Errand]:
        monday = self.calendar.monday(week)
        habit, seed = self.rates.habits[place % len(self.rates.habits)], self.calendar.seed
        drawn = self._dice(team, monday, "week")
        entries = [
            entry
            for number in range(entries_of(habit, seed, team, monday))
            if not is_rest((entry := self._entry(team, monday, number)).day)
        ]
        if is_tet(monday) and drawn.random() >= self.rates.at_tet:
            entries = []
        for entry in entries:
            yield from self._told(team, entry, self._dice(team, monday, entry.day, entry.at))
        if entries:
            yield from self._confirmed(week, team, drawn)
        elif says_so(habit, seed, team, monday):
            yield from self._zero(week, team, drawn)

    def _entry(self, team: str, monday: date, number: int) -> RecordActivity:
        """Its people are phone numbers, and those who came names."""
        drawn = self._dice(team, monday, number)
        day = monday + timedelta(days=drawn.choices(range(7), DAY_WEIGHTS)[0])
        crew = self.people.crew(team, self._noon(day))
        who = tuple(member.phone for member in crew)
        kind = draw_kind(drawn, (ActivityKind.BUSINESS, ActivityKind.INSTALLS))
        entry = draw_entry(drawn, Crew(team, village_name(team), who, who), kind, day)
        late = timedelta(days=drawn.randint(8, 24) if drawn.random() < self.rates.very_late else 0)
        return replace(entry, at=next_hour(entry.at + late))

    def _noon(self, day: date) -> datetime:
        return self.calendar.moment(0, (day - self.calendar.first).days, NOON)

    def _told(self, team: str, entry: RecordActivity, drawn: Random) -> Iterator[Errand]:
        if entry.at > self.calendar.end:
            return
        crew = self.people.crew(team, entry.at)
        by_phone = {member.phone: member for members in (crew, *self.people.teams.values())
                    for member in members}  # fmt: skip
        entry = replace(
            entry,
            attendees=tuple(by_phone[phone].name for phone in entry.attendees
                            if by_phone[phone] in crew),
        )  # fmt: skip
        today = local(entry.at).date()
        told_for = by_phone.get(entry.for_id or "")
        if entry.how is not EntryWay.SELF and told_for in crew and told_for is not None:
            yield Errand(entry.at, crew[0].phone, log_for(entry, told_for.name, today, self.labels))
            return
        writer = self.people.writer(team, by_phone[entry.author_id], entry.at)
        entry = self._field.counted(entry, self._dice(team, entry.at, "counted"))
        within = self._dice(team, entry.at, "installs")
        yield from self._field.installs_before(entry, writer, within)
        yield Errand(entry.at, writer.phone, self._logged(entry, today, drawn))
        yield from self._field.installs_after(team, entry, within)
        yield from self._field.told_twice(team, entry, within)
        yield from self._mended(team, entry, writer, drawn)

    def _logged(self, entry: RecordActivity, today: date, drawn: Random) -> Talk:
        """Told, and now and then taken back at once."""
        unasked = self._field.unasked(entry.at)
        heard = yield from log_own(entry, today, self.labels, drawn, unasked)
        chance = drawn.random()
        if self.labels.installs_back in heard.labels:
            yield from take_installs_back(self.labels)
        elif chance < self.rates.undone and not entry.attendees:
            yield from undo(self.labels, entry.people + 2)
        elif chance < self.rates.undone + self.rates.dropped:
            yield from undo(self.labels, None)

    def _mended(
        self, team: str, entry: RecordActivity, writer: Member, drawn: Random
    ) -> Iterator[Errand]:
        """Days later somebody sees that it was not so: who wrote it, or the leader."""
        drawn = dice(self.calendar.seed, team, entry.at, writer.phone, "mended")
        chance = drawn.random()
        at = next_hour(entry.at + timedelta(days=drawn.randint(0, 6), hours=3))
        if entry.kind not in MENDING or at > self.calendar.end:
            return
        wanted = writer if drawn.random() < 0.7 else self.people.crew(team, at)[0]  # noqa: PLR2004
        who = self.people.writer(team, wanted, at).phone
        day, people, labels, rates = entry.day, entry.people, self.labels, self.rates
        if chance < rates.mended:
            yield Errand(at, who, mend_people(labels, day, people, people + drawn.randint(1, 5)))
        elif chance < rates.mended + rates.moved:
            moved = day - timedelta(days=drawn.choice((1, 7)))
            yield Errand(at, who, mend_day(labels, day, people, moved))
        elif chance < rates.mended + rates.moved + rates.taken_back:
            yield Errand(at, who, take_back(labels, day, people))

    def _confirmed(self, week: int, team: str, drawn: Random) -> Iterator[Errand]:
        match drawn.choices(list(CONFIRMS), list(CONFIRMS.values()))[0]:
            case "sunday":
                at = self.calendar.moment(week, 6, NIGHT)
            case "monday":
                at = self.calendar.moment(week, 7, MORNING)
            case "late":
                at = self.calendar.moment(week, 7, NOON)
            case _:
                return
        moments = [at]
        if drawn.random() < self.rates.looks_again:
            moments.append(self.calendar.moment(week, 9, NOON))
        for at in moments:
            leader = self.people.crew(team, at)[0].phone
            is_over = local(at).date() > self.calendar.monday(week) + timedelta(days=6)
            yield Errand(at, leader, confirm(self.labels, week_before=is_over))

    def _zero(self, week: int, team: str, drawn: Random) -> Iterator[Errand]:
        day, hour = drawn.choices(((6, NIGHT), (7, MORNING), (8, NOON)), (6, 3, 1))[0]
        at = self.calendar.moment(week, day, hour)
        writer = self.people.writer(team, drawn.choice(self.people.crew(team, at)), at)
        yield Errand(at, writer.phone, say_nothing(self.labels, week_before=day > 6))  # noqa: PLR2004
        if drawn.random() < self.rates.said_zero_but:
            entry = self._entry(team, self.calendar.monday(week), 0)
            later = next_hour(at + timedelta(days=drawn.randint(0, 3), hours=2))
            if not is_rest(entry.day) and entry.day <= local(later).date():
                forgotten = replace(entry, at=later, attendees=(), how=EntryWay.SELF)
                yield from self._told(team, forgotten, drawn)

    def _of_commune(self, week: int) -> Iterator[Errand]:
        monday = self.calendar.monday(week)
        drawn = self._dice(monday, "commune")
        day = monday + timedelta(days=drawn.randrange(5))
        if drawn.random() >= self.rates.commune_session or is_rest(day) or is_tet(monday):
            return
        kind = drawn.choice((ActivityKind.RESIDENTS_SESSION, ActivityKind.MEMBERS_SESSION))
        crew = Crew(None, "", (COORDINATOR,), (COORDINATOR,) * 12)
        entry = replace(draw_entry(drawn, crew, kind, day), place=None, attendees=())
        unasked = self._field.unasked(entry.at)
        asked = [one for one in entry.indicators if one[0] not in unasked]
        entry = replace(entry, indicators=tuple(asked))
        names = [village_name(team) for team in self.people.teams]
        teams = tuple(sorted(drawn.sample(names, min(3, len(names)))))
        at = next_hour(entry.at)
        today = local(at).date()
        named = teams if drawn.random() < 0.6 else ()  # noqa: PLR2004
        if at <= self.calendar.end:
            talk = log_commune(entry, named, today, self.labels, drawn)
            yield Errand(at, COORDINATOR, talk)

    def _of_rapid_team(self, week: int) -> Iterator[Errand]:
        monday = self.calendar.monday(week)
        drawn = self._dice(monday, RAPID_TEAM)
        day = monday + timedelta(days=drawn.randrange(7))
        if drawn.random() >= self.rates.rapid_visit or is_rest(day):
            return
        crew = Crew(RAPID_TEAM, village_name(drawn.choice(list(self.people.teams))), (RAPID,), ())
        entry = draw_entry(drawn, crew, ActivityKind.HOME_VISIT, day)
        at = next_hour(entry.at)
        if at <= self.calendar.end:
            yield Errand(at, RAPID, self._logged(entry, local(at).date(), drawn))

    def _of_those_who_leave(self, week: int) -> Iterator[Errand]:
        begins, ends = (
            self.calendar.moment(week, 0, MORNING),
            self.calendar.moment(week, 7, MORNING),
        )
        for one in self.people.away:
            if begins <= one.since < ends:
                yield Errand(one.since, one.member.phone, break_off(self.labels))
            if one.until is not None and begins <= one.until < ends:
                entry = self._entry(one.team, self.calendar.monday(week), 9)
                day = local(one.until).date() - timedelta(days=1)
                entry = replace(entry, day=day, attendees=(), at=one.until)
                talk = self._logged(entry, local(one.until).date(), self._dice(one.member.phone))
                yield Errand(one.until, one.member.phone, talk)
        for roster in self.people.rosters:
            if begins <= roster.at < ends:
                at = self.calendar.moment(week, 1, MORNING)
                wait = self.calendar.moment(week, 1, NOON) - at
                for member in roster.gone:
                    if not any(member in crew for crew in roster.teams.values()):
                        yield Errand(at, member.phone, send_too_late(self.labels, wait))
