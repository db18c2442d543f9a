"""“Mở lớp”: where, about what, and on which days a class of Bình dân học vụ số meets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.dialog import caps
from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep, Handed, TextStep
from bot.dialog.steps import Step as AnyStep
from bot.dialog.text import Text
from bot.language.day_list import WhyNot, read_days
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from handlers.classes.names import (
    TENDERS,
    Step,
    add_links,
    course_link,
    may_tend,
    own_teams,
    undo_link,
)
from models.changes import Audited, Change
from models.course_changes import EndCourse, OpenCourse, RemoveCourse
from models.needs import Facts
from models.people import Role

COMMUNE = "commune"
DAYS_LENGTH = 300
DAYS_SHOWN = 7


@dataclass(frozen=True, slots=True)
class DaysOf:
    """Reads the days of a class as "24/11/2026, 26/11/2026"."""

    today: date

    def __call__(self, typed: str) -> str | None:
        days = read_days(typed[:DAYS_LENGTH], self.today)
        return None if isinstance(days, WhyNot) else written(days)


def written(days: tuple[date, ...]) -> str:
    return ", ".join(f"{day:%d/%m/%Y}" for day in days)


def days_of(answers: Answers, today: date) -> tuple[date, ...]:
    days = read_days(answers.words(Step.DAYS) or "", today)
    return () if isinstance(days, WhyNot) else days


def days_step(today: date) -> TextStep:
    return TextStep(
        name=Step.DAYS,
        label=Text("label.class_days"),
        ask=Text("open_class.days.ask"),
        short=Text("open_class.days.miss"),
        help=Text("open_class.days.help"),
        said=Text("open_class.days.said"),
        longest=DAYS_LENGTH,
        read=DaysOf(today),
        miss=Text("open_class.days.miss"),
    )


def days_line(days: tuple[date, ...]) -> Text:
    """Every day, or the first ones and the last of a long list."""
    if len(days) > DAYS_SHOWN:
        return Text(
            "course.sum.many_days", count=len(days), days=days[: DAYS_SHOWN - 1], last=days[-1]
        )
    return Text("course.sum.days", count=len(days), days=days)


def _begin(asker: Asker, _argument: str, _facts: Facts) -> Begun:
    teams = tuple(Named(duty.team_id, duty.team_name) for duty in asker.person.teams(*TENDERS))
    teams = tuple(team for team in teams if team.id in own_teams(asker))
    if asker.person.has(Role.COORDINATOR):
        teams = (Named(COMMUNE, Text("course.commune")), *teams)
    if not teams:
        return Begun(refusal=Text("session.no_team"))
    return Begun(Context(lists=(("teams", teams),), facts=(("today", asker.today),)))


def _flow(context: Context) -> Flow:
    today = context.fact("today")
    teams = context.list_of("teams")
    steps: list[AnyStep] = []
    if len(teams) > 1:
        steps.append(
            ChoiceStep(
                name=Step.TEAM,
                label=Text("label.team"),
                ask=Text("open_class.team.ask"),
                short=Text("open_class.team.ask"),
                help=Text("session.team.help"),
                said=Text("menu.said"),
                choices=teams,
            )
        )
    steps += [
        TextStep(
            name=Step.PLACE,
            label=Text("label.place"),
            ask=Text("open_class.place.ask"),
            short=Text("open_class.place.ask"),
            help=Text("open_class.place.help"),
            said=Text("menu.said"),
            longest=caps.PLACE_LENGTH,
            asks=Handed.PLACE,
        ),
        TextStep(
            name=Step.TOPIC,
            label=Text("label.class_topic"),
            ask=Text("open_class.topic.ask"),
            short=Text("open_class.topic.ask"),
            help=Text("open_class.topic.help"),
            said=Text("menu.said"),
            longest=caps.PLACE_LENGTH,
        ),
        days_step(today if isinstance(today, date) else date.min),
    ]
    return Flow(
        name="open_class",
        version=1,
        steps=tuple(steps),
        draft=_draft,
        summary=Summary(today if isinstance(today, date) else date.min),
    )


@dataclass(frozen=True, slots=True)
class Summary:
    today: date

    def __call__(self, answers: Answers) -> tuple[Text, ...]:
        lines = []
        if team := answers.chosen(Step.TEAM):
            lines.append(Text("course.sum.team", team=team.label))
        if topic := answers.words(Step.TOPIC):
            lines.append(Text("course.sum.topic", topic=topic))
        if place := answers.words(Step.PLACE):
            lines.append(Text("session.sum.place", place=place))
        if days := days_of(answers, self.today):
            lines.append(days_line(days))
        return tuple(lines)


def _draft(answers: Answers) -> Text:
    topic = answers.words(Step.TOPIC)
    return Text("open_class.draft", topic=topic) if topic else Text("button.open_class")


def _submit(submission: Submission, asker: Asker, _facts: Facts) -> Done | Mend:
    answers = submission.answers
    place, topic = answers.words(Step.PLACE), answers.words(Step.TOPIC)
    days = days_of(answers, asker.today)
    if not place or not topic or not days:
        return Mend(Step.DAYS if place and topic else Step.PLACE, Text("miss.needed"))
    teams = submission.context.list_of("teams")
    chosen = answers.chosen(Step.TEAM) or teams[0]
    team_id = "" if chosen.id == COMMUNE else chosen.id
    if not may_tend(asker, team_id):
        return Done(lines=(Text("task.not_yours"),))
    opened = OpenCourse(
        asker.new_id(), team_id or None, place, topic, days, asker.person.id, asker.now
    )
    noted = Audited(
        id=asker.new_id(),
        at=asker.now,
        by_id=asker.person.id,
        action="class.opened",
        subject=opened.id,
    )
    return Done(
        changes=(opened, noted),
        lines=(Text("open_class.done", topic=topic, first=days[0], count=len(days)),),
        links=(*add_links(opened.id), course_link(opened.id), undo_link()),
        record=opened.id,
    )


def _undo(record: str, _submission: Submission, asker: Asker) -> tuple[Change, ...]:
    """A class that has met meanwhile stays, and is closed."""
    return (EndCourse(record, asker.now), RemoveCourse(record))


OPEN_CLASS = Task(
    name="open_class",
    roles=TENDERS,
    label=Text("button.open_class"),
    words=("mở lớp", "mở lớp học", "mở lớp bình dân học vụ số", "open a class"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    undo=_undo,
)
