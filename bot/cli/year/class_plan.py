"""Which team holds a class when, who comes to it, and what is said of it afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from bot.cli.year import class_talks
from bot.cli.year.calendar import EVENING, Calendar, is_tet, next_hour
from bot.cli.year.class_people import Villager, as_line, villagers
from bot.cli.year.logging_talks import undo
from bot.cli.year.other_talks import take_back
from bot.cli.year.people import People
from bot.cli.year.rates import Rates
from bot.cli.year.saying import Errand, Labels, Pause, Say, Talk
from bot.kernel.clock import local
from models.sample import village_name
from models.sample_habits import dice, is_rest

HALVES = 2
TOPICS = ("VNeID", "thanh toán số", "dịch vụ công", "an toàn thông tin")
LEAST, MOST = 12, 25
KNOWN = 0.3
"""Of a second list, those who were on the first."""

CONSENTS = ("Có, ký trên giấy", "Có, nói miệng", "Chưa hỏi")
SHOWN = 7
"""So many names are seen at once: of these the absent are said."""

EXTRAS = ("Lý Văn Thêm, 1958", "Cao Thị Sáu 1962\nLương Văn Tám, 1949")
SAME, MOST_PAIRS = 0.7, 4
LATE_DAYS = (0, 0, 0, 1, 2)


@dataclass(frozen=True, slots=True)
class Course:
    """What is planned of one class; its days are told at `told`, each at its own moment."""

    team: str
    topic: str
    opened: datetime
    days: tuple[date, ...]
    told: tuple[datetime, ...]
    people: tuple[Villager, ...]
    is_copied: bool

    @property
    def over(self) -> datetime:
        return max(self.told)


@dataclass(frozen=True, slots=True)
class ClassPlan:
    calendar: Calendar
    people: People
    labels: Labels
    rates: Rates

    def errands(self, week: int) -> Iterator[Errand]:
        """All of the classes that are opened in this week."""
        for number, team in enumerate(self.people.teams):
            for half in range(HALVES):
                drawn = dice(self.calendar.seed, team, half, "class")
                course = self._course(team, number, half, drawn)
                if course is not None and self._week_of(course.opened) == week:
                    yield from self._of_course(course, drawn)

    def _week_of(self, at: datetime) -> int:
        return (local(at).date() - self.calendar.first).days // 7

    def _course(self, team: str, number: int, half: int, drawn: Random) -> Course | None:
        """Two days a week, from the week after it was opened on."""
        if not self._is_held(team, half):
            return None
        weeks = self.calendar.weeks // HALVES
        week = half * weeks + drawn.randrange(max(1, weeks - 3))
        days = [
            day
            for later in range(1, 5)
            for weekday in (1, 3)
            if not is_tet(self.calendar.monday(week + later))
            and not is_rest(day := self.calendar.monday(week + later) + timedelta(days=weekday))
        ]
        days = days[: drawn.randint(3, 6)]
        told = [self._told(day, drawn) for day in days]
        kept = [pair for pair in zip(days, told, strict=True) if pair[1] <= self.calendar.end]
        if not kept:
            return None
        return Course(
            team=team,
            topic=TOPICS[half * 2 + number % 2],
            opened=self.calendar.moment(week, 4, EVENING),
            days=tuple(day for day, _ in kept),
            told=tuple(at for _, at in kept),
            people=tuple(self._who_comes(team, number, half, drawn)),
            is_copied=self._is_held(team, half - 1) and drawn.random() < self.rates.list_copied,
        )

    def _is_held(self, team: str, half: int) -> bool:
        drawn = dice(self.calendar.seed, team, half, "is held")
        return half >= 0 and drawn.random() < self.rates.classes

    def _told(self, day: date, drawn: Random) -> datetime:
        late = 9 if drawn.random() < self.rates.class_late else drawn.choice(LATE_DAYS)
        days = (day - self.calendar.first).days + late
        return self.calendar.evening(0, days)

    def _who_comes(self, team: str, number: int, half: int, drawn: Random) -> list[Villager]:
        """Other villagers in each half of the year; in the second some of the first as well."""
        everybody = villagers(self.calendar.seed, team, number)
        middle = len(everybody) // 2
        first, second = everybody[:middle], everybody[middle:]
        count = drawn.randint(LEAST, min(MOST, middle))
        if not half:
            return drawn.sample(first, count)
        known = round(count * KNOWN)
        return drawn.sample(first, known) + drawn.sample(second, count - known)

    def _of_course(self, course: Course, drawn: Random) -> Iterator[Errand]:
        """Whoever opened it looks after it to the end; the leader where they are gone."""
        crew = self.people.crew(course.team, course.opened)
        wanted = drawn.choice(crew[:2])
        who = self.people.writer(course.team, wanted, course.opened)
        yield Errand(course.opened, who.phone, self._opened(course, drawn))
        for day, at in zip(course.days, course.told, strict=True):
            who = self.people.writer(course.team, wanted, at)
            drawn_day = dice(self.calendar.seed, course.team, day, "class day")
            yield Errand(at, who.phone, self._attended(course, day, at, drawn_day))
        yield from self._afterwards(course, drawn)

    def _opened(self, course: Course, drawn: Random) -> Talk:
        """Filled at once: by the list of the class before, a pasted one, or both."""
        place = f"nhà văn hóa {village_name(course.team)}"
        labels = self.labels
        yield from class_talks.open_class(course.topic, place, course.days, labels)
        if course.is_copied:
            yield from class_talks.copy_list(labels)
            yield Say("xem lớp")
        half = 0 if course.topic in TOPICS[:2] else 1
        lines = [as_line(one, drawn, is_known=bool(half)) for one in course.people]
        yield from class_talks.fill_by_list(lines, drawn.choice(CONSENTS), labels)
        if drawn.random() < self.rates.list_resent:
            yield from class_talks.send_again(labels)

    def _attended(self, course: Course, day: date, at: datetime, drawn: Random) -> Talk:
        """Told; and now and then taken back at once, mended or taken back days later."""
        absent = sorted(drawn.sample(range(1, SHOWN + 1), drawn.randint(0, 3)))
        extra = drawn.choice(EXTRAS) if drawn.random() < self.rates.class_extra else ""
        lesson = class_talks.Lesson(course.topic, day, tuple(absent), extra)
        heard = yield from class_talks.attend(lesson, local(at).date(), self.labels)
        found = re.search(r"(\d+) người có mặt", heard.text)
        chance = drawn.random()
        if chance < self.rates.undone:
            yield from undo(self.labels, None)
            return
        rates, wait = self.rates, timedelta(days=drawn.randint(1, 5))
        if chance < rates.undone + rates.class_mended:
            yield Pause(wait)
            absent = [place for place in range(1, SHOWN + 1) if place not in absent][:2]
            yield from class_talks.mend_day(course.topic, day, absent, self.labels)
        elif chance < rates.undone + rates.class_mended + rates.class_taken_back and found:
            yield Pause(wait)
            yield from take_back(self.labels, day, int(found.group(1)))

    def _afterwards(self, course: Course, drawn: Random) -> Iterator[Errand]:
        """Late names, somebody off the list, look-alikes, skills; then it is closed."""
        late = Villager("Đinh Thị Muộn", drawn.randint(1950, 1970), None)
        topic, labels, rates = course.topic, self.labels, self.rates
        deeds = (
            (9, rates.class_late_name, partial(
                class_talks.add_one, topic, late.name, late.year, CONSENTS[0], labels)),
            (3, rates.taken_off, partial(class_talks.take_off, topic, 2, labels)),
            (4, 1.0, partial(class_talks.judge_alike, _answers(drawn), labels)),
            (5, rates.taken_apart, partial(class_talks.take_apart, labels)),
            (6, rates.qualified, partial(class_talks.qualify, topic, (1, 2, 4), labels)),
            (20, 1.0, partial(class_talks.close_class, topic, labels)),
        )  # fmt: skip
        for days, likely, talk in deeds:
            at = next_hour(course.over + timedelta(days=days, hours=drawn.randrange(12)))
            is_drawn = drawn.random() < likely
            if is_drawn and at <= self.calendar.end:
                leader = self.people.crew(course.team, at)[0]
                yield Errand(at, leader.phone, talk())


def _answers(drawn: Random) -> Iterator[bool]:
    """Of those who may be one, most are."""
    return iter([drawn.random() < SAME for _ in range(MOST_PAIRS)])
