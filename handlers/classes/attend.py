"""“Điểm danh”: a day of a class. It is the residents' session: never logged again."""

from __future__ import annotations

from typing import Any

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.classes.attend_flow import (
    choice_of_day,
    date_step,
    day_choices,
    day_of,
    people_of,
    people_steps,
    summary_of,
)
from handlers.classes.attend_record import class_day, extra_of, zero_stands
from handlers.classes.enrolling import BETWEEN
from handlers.classes.names import (
    TENDERS,
    Step,
    add_links,
    choosing_flow,
    chosen_page,
    course_link,
    go_on_with,
    tended,
    title,
    undo_link,
)
from models.activity import ActivityKind
from models.changes import Change, WithdrawActivity, activity_key, week_key
from models.class_list import Unenrol
from models.course_changes import course_key
from models.course_needs import CourseNeed
from models.needs import Facts, Need, TeamWeekNeed
from models.team_week import TeamWeek
from models.weeks import week_of


def _begin(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is "" or a class."""
    page = chosen_page(asker, argument, facts)
    if isinstance(page, Begun):
        return page
    if page.is_closed:
        return Begun(refusal=Text("course.is_closed"))
    return Begun(
        Context(
            lists=(("people", people_of(page)), ("days", day_choices(page, asker.today))),
            facts=(
                ("course", page.id),
                ("team", page.team_id),
                ("label", Named(page.id, title(page))),
                ("old_days", asker.settings.old_days),
            ),
        ),
        lead=Text("course.head", label=title(page)),
    )


def _flow(context: Context) -> Flow:
    if context.fact("course") is None:
        return choosing_flow("attend", context)
    people = context.list_of("people")
    return Flow(
        name="attend",
        version=1,
        steps=(
            choice_of_day(context.list_of("days")),
            date_step(context.number("old_days"), is_other=True),
            *people_steps(people),
        )
        if people
        else (),
        draft=_draft,
        summary=summary_of(context),
        review=bool(people),
        keeps_draft=bool(people),
    )


def _draft(answers: Answers) -> Text:
    day = day_of(answers)
    return Text("attend.draft", day=day) if day else Text("button.attend")


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    course_id = submission.context.fact("course")
    if course_id is None:
        return go_on_with("attend", submission)
    answers = _flow(submission.context).on_the_way(submission.answers)
    team_id, day = str(submission.context.fact("team")), day_of(answers)
    needs: list[Need[Any]] = [CourseNeed(str(course_id))]
    if team_id and day:
        needs.append(TeamWeekNeed(team_id, week_of(day)))
    facts.require(tuple(needs))
    page = tended(asker, str(course_id), facts)
    if isinstance(page, Text):
        return Done(lines=(page,))
    if not submission.context.list_of("people"):
        return Done(lines=(Text("attend.nobody"),), links=add_links(page.id))
    if day is None or not answers.ticked(Step.CAME):
        return Mend(Step.CAME if day else Step.DAY, Text("miss.needed"))
    if day > asker.today:
        return Mend(Step.DAY, Text("miss.date.future", day=day))
    if held := page.held_on(day):
        return Mend(Step.DAY, Text("attend.held", day=day, people=held.people))
    week = facts.of(TeamWeekNeed(team_id, week_of(day))) if team_id else None
    if week and (zero := zero_stands(week)):
        return zero
    extra = extra_of(page, answers, asker, facts)
    record = class_day(page, answers, asker, extra, dialog=submission.dialog, day=day)
    lines, links = _beside(week, record.day, asker)
    return Done(
        changes=(record, *extra.changes(asker)),
        lines=(_closing(record.people, day, week, asker), *extra.lines(asker), *lines),
        links=(undo_link(), *links, *extra.links(asker), course_link(page.id)),
        record=BETWEEN.join((record.id, *extra.brought)),
    )


def _closing(people: int, day: Any, week: TeamWeek | None, asker: Asker) -> Text:  # noqa: ANN401
    if week is not None and week.week == week_of(asker.today):
        return Text("attend.done_week", day=day, people=people, all=week.people_guided + people)
    return Text("attend.done", day=day, people=people)


def _beside(
    week: TeamWeek | None, day: object, asker: Asker
) -> tuple[tuple[Text, ...], tuple[Link, ...]]:
    """The same person's session of that day, which may be the class itself."""
    if week is None:
        return (), ()
    same = next(
        (
            entry
            for entry in week.entries
            if entry.kind is ActivityKind.RESIDENTS_SESSION
            and entry.day == day
            and entry.author_id == asker.person.id
        ),
        None,
    )
    if same is None:
        return (), ()
    return (
        (Text("attend.also_logged", people=same.people),),
        (Link(Text("button.see_entry"), Text("word.see_entry"), "entry", same.activity_id),),
    )


def _undo(record: str, submission: Submission, asker: Asker) -> tuple[Change, ...]:
    """With whom only this day had put on the list."""
    answers = _flow(submission.context).on_the_way(submission.answers)
    day, team_id = day_of(answers), str(submission.context.fact("team"))
    activity_id, *brought = record.split(BETWEEN)
    course_id = str(submission.context.fact("course"))
    gone = Unenrol(
        course_id=course_id,
        learner_ids=tuple(brought),
        by_id=asker.person.id,
        at=asker.now,
        key=course_key(course_id),
        of_activity=activity_id,
    )
    return (
        WithdrawActivity(
            activity_id=activity_id,
            revision_id=asker.new_id(),
            by_id=asker.person.id,
            at=asker.now,
            why="undo",
            channel=asker.door.channel,
            key=week_key(team_id, week_of(day)) if day and team_id else "",
            also=(activity_key(activity_id), course_key(course_id)),
        ),
        *((gone,) if brought else ()),
    )


ATTEND = Task(
    name="attend",
    roles=TENDERS,
    label=Text("button.attend"),
    words=("điểm danh", "điểm danh lớp", "ghi buổi học", "attendance"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    undo=_undo,
    in_menu=False,
)
