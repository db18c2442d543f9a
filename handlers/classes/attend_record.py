"""A class day as an activity: its people are those who were ticked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.dialog.answers import Answers
from bot.dialog.text import Text
from bot.task import Asker, Link, Mend
from handlers.alike.recognising import Recognised, recognise
from handlers.classes.names import Step
from handlers.classes.people_read import rows_of
from models.activity import ActivityKind, EntryWay
from models.alike_changes import NotePairs
from models.alike_needs import LEARNERS
from models.changes import Change, RecordActivity, week_key
from models.course_changes import course_key
from models.course_needs import CoursePage
from models.learner import Consent
from models.learner_kept import NewLearner
from models.needs import Facts
from models.team_week import TeamWeek
from models.weeks import week_days, week_of


@dataclass(frozen=True, slots=True)
class Extra:
    """Whoever came without a tick: people of the list, of other lists, and new ones."""

    found: Recognised

    @property
    def ids(self) -> tuple[str, ...]:
        return (*self.found.here, *self.brought)

    @property
    def brought(self) -> tuple[str, ...]:
        """Who was not on the list before."""
        return (*self.found.known, *(one.id for one in self.found.new))

    def changes(self, asker: Asker) -> tuple[Change, ...]:
        return (NotePairs(self.found.pairs, asker.now),) if self.found.pairs else ()

    def lines(self, asker: Asker) -> tuple[Text, ...]:
        return self.found.lines(asker)

    def links(self, asker: Asker) -> tuple[Link, ...]:
        return self.found.links(asker)


def extra_of(page: CoursePage, answers: Answers, asker: Asker, facts: Facts) -> Extra:
    """They have not agreed to anything yet: only the first name is kept."""
    rows = rows_of(answers.words(Step.EXTRA) or "", asker.today)
    if not rows:
        return Extra(Recognised())
    return Extra(recognise(rows, page, Consent.NONE, asker, facts))


def class_day(
    page: CoursePage, answers: Answers, asker: Asker, extra: Extra, *, dialog: str, day: date
) -> RecordActivity:
    ticked = [named.id for named in answers.ticked(Step.CAME)]
    came = tuple(dict.fromkeys((*ticked, *extra.ids)))
    enrolled: tuple[NewLearner | str, ...] = (*extra.found.known, *extra.found.new)
    return RecordActivity(
        id=asker.new_id(),
        dialog_id=dialog,
        team_id=page.team_id or None,
        kind=ActivityKind.CLASS_DAY,
        day=day,
        sessions=1,
        people=len(came),
        elderly=None,
        fishermen=None,
        freelance=None,
        vulnerable=None,
        vneid_1=0,
        vneid_2=0,
        vneid_unspecified=0,
        place=page.place,
        note=None,
        author_id=asker.person.id,
        for_id=None,
        how=EntryWay.SELF,
        at=asker.now,
        channel=asker.door.channel,
        key=week_key(page.team_id, week_of(day)) if page.team_id else "",
        course_id=page.id,
        learners=came,
        enrolled=enrolled,
        also=(course_key(page.id), *((LEARNERS,) if enrolled else ())),
    )


def zero_stands(week: TeamWeek) -> Mend | None:
    if not week.has_zero_report:
        return None
    monday, sunday = week_days(week.week)
    label = Text("label.week", monday=monday, sunday=sunday)
    return Mend("", Text("session.zero_exists", week=label))
