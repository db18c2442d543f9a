"""“Sửa điểm danh”: a class day mended; who came, and on which day."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from handlers.classes.attend_flow import date_step, day_of, people_of, people_steps, summary_of
from handlers.classes.attend_record import Extra, class_day, extra_of, zero_stands
from handlers.classes.names import (
    TENDERS,
    Step,
    course_link,
    courses_draft,
    tended,
    title,
)
from handlers.session.mending import REASONS
from handlers.session.reasons import audited, reason_label, reason_of, refusal_of, why_steps
from models.changes import EditActivity, RecordActivity, activity_key, week_key
from models.course_needs import CourseNeed, CoursePage
from models.logged import Logged
from models.logged_needs import LoggedNeed
from models.needs import Facts, Need, TeamWeekNeed
from models.weeks import week_of

DAYS_LISTED = 14


def _begin(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is the activity of a class day, or a class and "/": which day of it."""
    course_id, is_class, _ = argument.partition("/")
    if is_class:
        return _begin_choosing(asker, course_id, facts)
    logged = facts.of(LoggedNeed(argument))
    refusal = refusal_of(asker, logged)
    if refusal is not None or logged is None:
        return Begun(refusal=refusal or Text("mend.gone"))
    page = facts.of(CourseNeed(logged.course_id))
    held = page.held_on(logged.day) if page else None
    if page is None or held is None:
        return Begun(refusal=Text("mend.gone"))
    people = people_of(page)
    came = tuple(named for named in people if named.id in held.learners)
    return Begun(
        Context(
            lists=(("people", people),),
            facts=(
                ("course", page.id),
                ("label", Named(page.id, title(page))),
                ("old_days", asker.settings.old_days),
                ("activity", logged.id),
                ("team", logged.team_id),
                ("week", logged.week),
                ("revision", logged.newest.id),
            ),
        ),
        Answers().given(Step.OTHER_DAY, logged.day).given(Step.CAME, came).given(Step.EXTRA, None),
    )


def _begin_choosing(asker: Asker, course_id: str, facts: Facts) -> Begun:
    page = tended(asker, course_id, facts)
    if isinstance(page, Text):
        return Begun(refusal=page)
    days = tuple(
        Named(held.activity_id, Text("attend.held_day", day=held.day, people=held.people))
        for held in reversed(page.held[-DAYS_LISTED:])
    )
    if not days:
        return Begun(refusal=Text("attend.none_held"))
    return Begun(Context(lists=(("days", days),)))


@lru_cache(maxsize=256)
def _flow(context: Context) -> Flow:
    if context.fact("activity") is None:
        return _flow_of_days(context)
    single = summary_of(context)

    def summary(answers: Answers) -> tuple[Text, ...]:
        why = reason_label(answers)
        return (*single(answers), *((Text("mend.why", why=why),) if why else ()))

    why = why_steps(REASONS, ask=Text("mend.why.ask"), said=Text("mend.why.said"))
    return Flow(
        name="attend_edit",
        version=1,
        steps=(
            date_step(context.number("old_days"), is_other=False),
            *people_steps(context.list_of("people")),
            *why,
        ),
        draft=_draft,
        summary=summary,
        review_ask=Text("attend_edit.review.ask"),
        is_counted=False,
    )


def _flow_of_days(context: Context) -> Flow:
    step = ChoiceStep(
        name=Step.WHICH,
        label=Text("label.day"),
        ask=Text("attend_edit.which"),
        short=Text("attend_edit.which"),
        help=Text("attend.day.help"),
        said=Text("menu.said"),
        choices=context.list_of("days"),
    )
    return Flow(
        name="attend_edit",
        version=1,
        steps=(step,),
        draft=courses_draft,
        review=False,
        keeps_draft=False,
    )


def _draft(_answers: Answers) -> Text:
    return Text("button.mend_attend")


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    context = submission.context
    if context.fact("activity") is None:
        chosen = submission.answers.chosen(Step.WHICH)
        return Done(next_task=f"attend_edit:{chosen.id}") if chosen else Mend("", Text("mend.gone"))
    answers = _flow(context).on_the_way(submission.answers)
    facts.require(_needs(context, answers))
    logged = facts.of(LoggedNeed(str(context.fact("activity"))))
    refusal = refusal_of(asker, logged)
    if refusal is not None or logged is None:
        return Done(lines=(refusal or Text("mend.gone"),))
    page = facts.of(CourseNeed(logged.course_id))
    if page is None:
        return Done(lines=(Text("course.gone"),))
    if logged.newest.id != context.fact("revision"):
        return Mend("", Text("mend.changed", name=logged.newest.by_name))
    if unfit := _unfit(answers, page, logged, asker):
        return unfit
    extra = extra_of(page, answers, asker, facts)
    record = _record(page, answers, asker, logged, extra)
    if _same(record, page, logged):
        return Done(lines=(Text("mend.same"),), links=(course_link(page.id),))
    if blocked := _blocked(record, logged, facts):
        return blocked
    return _done(record, logged, asker, reason_of(answers), extra)


def _needs(context: Context, answers: Answers) -> tuple[Need[Any], ...]:
    """All at once. Both weeks are read, so that nobody states or reports them in the same
    moment.
    """
    needs: list[Need[Any]] = [
        LoggedNeed(str(context.fact("activity"))),
        CourseNeed(str(context.fact("course"))),
    ]
    team_id, day = str(context.fact("team") or ""), day_of(answers)
    if team_id:
        weeks = [str(context.fact("week")), *((week_of(day),) if day else ())]
        needs += [TeamWeekNeed(team_id, week) for week in dict.fromkeys(weeks)]
    return tuple(needs)


def _unfit(answers: Answers, page: CoursePage, logged: Logged, asker: Asker) -> Mend | None:
    day = day_of(answers)
    if day is None or not answers.ticked(Step.CAME):
        return Mend(Step.CAME, Text("miss.needed"))
    if day > asker.today:
        return Mend(Step.OTHER_DAY, Text("miss.date.future", day=day))
    held = page.held_on(day)
    if held is not None and held.activity_id != logged.id:
        return Mend(Step.OTHER_DAY, Text("attend.held", day=day, people=held.people))
    return None if reason_of(answers) else Mend("why", Text("mend.why.short"))


def _record(
    page: CoursePage, answers: Answers, asker: Asker, logged: Logged, extra: Extra
) -> RecordActivity:
    """With all that is not asked here as it was."""
    made = class_day(
        page, answers, asker, extra, dialog=logged.id, day=day_of(answers) or logged.day
    )
    first, second, unsaid = logged.vneid
    groups = dict(logged.groups)
    return replace(
        made,
        id=logged.id,
        sessions=logged.sessions,
        vneid_1=first,
        vneid_2=second,
        vneid_unspecified=unsaid,
        indicators=logged.indicators,
        photos=logged.photos,
        place=logged.place,
        note=logged.note,
        elderly=groups.get("elderly"),
        fishermen=groups.get("fishermen"),
        freelance=groups.get("freelance"),
        vulnerable=groups.get("vulnerable"),
    )


def _same(record: RecordActivity, page: CoursePage, logged: Logged) -> bool:
    held = page.held_on(logged.day)
    return (
        held is not None and record.day == logged.day and set(record.learners) == set(held.learners)
    )


def _blocked(record: RecordActivity, logged: Logged, facts: Facts) -> Mend | None:
    if not logged.team_id:
        return None
    return zero_stands(facts.of(TeamWeekNeed(logged.team_id, week_of(record.day))))


def _done(record: RecordActivity, logged: Logged, asker: Asker, why: str, extra: Extra) -> Done:
    before = (week_key(logged.team_id, logged.week),) if logged.team_id else ()
    change = EditActivity(
        record=record,
        revision_id=asker.new_id(),
        by_id=asker.person.id,
        at=asker.now,
        channel=asker.door.channel,
        why=why,
        key=record.key,
        also=(activity_key(logged.id), *before, *record.also),
    )
    course_id = record.course_id or ""
    return Done(
        changes=(change, *extra.changes(asker), *audited(asker, "activity.edited", logged)),
        lines=(Text("mend.done", day=record.day, before=logged.people, after=record.people),)
        if record.people != logged.people
        else (Text("mend.done_same_people", day=record.day, people=record.people),),
        links=(*extra.links(asker), course_link(course_id)),
    )


ATTEND_EDIT = Task(
    name="attend_edit",
    roles=TENDERS,
    label=Text("button.mend_attend"),
    words=(),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    in_menu=False,
)
