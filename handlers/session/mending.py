"""“Sửa buổi đã ghi”: why it changes, then a session's questions, filled with what was logged."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.contact import helper_for
from handlers.session.begin import find, indicators_of
from handlers.session.counts import when_offered
from handlers.session.flow import only_asked, session_flow
from handlers.session.names import EDIT, Step
from handlers.session.previous import previous_answers
from handlers.session.reasons import (
    OTHER,
    audited,
    mends_by_questions,
    reason_label,
    reason_of,
    refusal_of,
    why_steps,
)
from handlers.session.record import activity_of
from handlers.session.told import tell
from models.activity import ActivityKind
from models.changes import Change, EditActivity, RecordActivity, activity_key, week_key
from models.logged import GROUPS, Logged
from models.logged_needs import LoggedNeed
from models.needs import (
    Facts,
    HelperNeed,
    IndicatorsNeed,
    LastActivity,
    Need,
    RosterNeed,
    TeamWeekNeed,
)
from models.people import Role
from models.weeks import week_days, week_of

REASONS = (
    Named("miscounted", Text("why.miscounted")),
    Named("wrong_day", Text("why.wrong_day")),
    Named("added", Text("why.added")),
    Named(OTHER, Text("why.other")),
)


def _begin(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is the activity."""
    logged = facts.of(LoggedNeed(argument))
    refusal = refusal_of(asker, logged)
    if refusal is not None or logged is None:
        return Begun(refusal=refusal or Text("mend.gone"))
    if logged.course_id:
        return Begun(refusal=Text("mend.by_list"))
    if not mends_by_questions(logged.kind):
        return Begun(refusal=Text("mend.by_logging_anew"))
    needs: list[Need[Any]] = [IndicatorsNeed(), HelperNeed(asker.person.id, logged.team_id)]
    if logged.team_id:
        needs.append(RosterNeed(logged.team_id))
    facts.require(tuple(needs))
    indicators = indicators_of(facts, asker.today)
    roster = _roster(logged, facts)
    team = (Named(logged.team_id, logged.team_name),) if logged.team_id else ()
    context = Context(
        lists=(("teams", team), ("roster", roster)),
        facts=(
            ("variant", EDIT),
            ("people_limit", asker.settings.people_limit),
            ("old_days", asker.settings.old_days),
            ("activity", logged.id),
            ("revision", logged.newest.id),
        ),
        indicators=indicators,
        helper=helper_for(asker, logged.team_id, facts),
    )
    answers = previous_answers(_content(logged), asker, indicators, roster)
    answers = answers.given(Step.DAY, logged.day).given(Step.NOTE, logged.note)
    answers = answers.given(Step.PHOTOS, tuple(Named(id_, "") for id_ in logged.photos) or None)
    if logged.sessions > 1:
        answers = answers.given(Step.SESSIONS, logged.sessions)
    return Begun(context, answers)


def _roster(logged: Logged, facts: Facts) -> tuple[Named, ...]:
    """The team as it is, and whoever came and has left it since."""
    known = (
        tuple(Named(row.id, row.name) for row in facts.of(RosterNeed(logged.team_id)))
        if logged.team_id
        else ()
    )
    ids = {named.id for named in known}
    return (*known, *(Named(id_, name) for id_, name in logged.attendees if id_ not in ids))


def _content(logged: Logged) -> LastActivity:
    return LastActivity(
        kind=logged.kind,
        people=logged.people,
        groups=logged.groups,
        vneid=logged.vneid,
        indicators=logged.indicators,
        place=logged.place,
        attendee_ids=tuple(id_ for id_, _ in logged.attendees),
    )


@lru_cache(maxsize=256)
def _flow(context: Context) -> Flow:
    single = session_flow(context)

    def summary(answers: Answers) -> tuple[Text, ...]:
        why = reason_label(answers)
        last = (Text("mend.why", why=why),) if why else ()
        return (*single.summary(answers), *last)

    why = why_steps(REASONS, ask=Text("mend.why.ask"), said=Text("mend.why.said"))
    return replace(
        single,
        steps=(*single.steps, *why),
        summary=summary,
        review_ask=Text("mend.review.ask"),
        is_counted=False,  # all is answered already: "Bước 10/10" would puzzle
    )


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    flow = _flow(submission.context)
    answers = only_asked(submission.answers, flow)
    activity_id = str(submission.context.fact("activity"))
    logged = facts.of(LoggedNeed(activity_id))
    refusal = refusal_of(asker, logged)
    if refusal is not None or logged is None:
        return Done(lines=(refusal or Text("mend.gone"),))
    if logged.newest.id != submission.context.fact("revision"):
        return Mend("", Text("mend.changed", name=logged.newest.by_name))
    if unfit := _unfit(answers, flow, asker):
        return unfit
    record = _record(submission, answers, asker, logged)
    if _same(record, logged):
        return Done(lines=(Text("mend.same"),))
    if blocked := _blocked(record, logged, facts):
        return blocked
    return _done(record, logged, asker, reason_of(answers))


def _unfit(answers: Answers, flow: Flow, asker: Asker) -> Mend | None:
    day = answers.day(Step.DAY)
    if day is None or not (answers.count(Step.ATTENDEES) or answers.number(Step.PEOPLE)):
        return Mend(Step.PEOPLE, Text("miss.needed"))
    if day > asker.today:
        return Mend(Step.DAY, Text("miss.date.future", day=day))
    for limit in flow.limits:
        if broken := limit.broken(answers):
            return Mend(limit.parts[0], broken)
    return None if reason_of(answers) else Mend(Step.WHY, Text("mend.why.short"))


def _blocked(record: RecordActivity, logged: Logged, facts: Facts) -> Mend | None:
    """Both weeks are read, so that nobody states or reports them in the same moment."""
    if not logged.team_id:
        return None
    weeks = dict.fromkeys((logged.week, week_of(record.day)))
    facts.require(tuple(TeamWeekNeed(logged.team_id, week) for week in weeks))
    moved_to = facts.of(TeamWeekNeed(logged.team_id, week_of(record.day)))
    if not moved_to.has_zero_report:
        return None
    monday, sunday = week_days(moved_to.week)
    label = Text("label.week", monday=monday, sunday=sunday)
    return Mend("", Text("session.zero_exists", week=label))


def _record(
    submission: Submission, answers: Answers, asker: Asker, logged: Logged
) -> RecordActivity:
    """With the counts that are asked no longer, as they were. Where another kind of session does
    not ask for a count, it goes with the kind.
    """
    record = activity_of(submission, answers, asker, logged.team_id or None)
    asked = {
        indicator.id
        for indicator in submission.context.indicators
        if record.kind is not logged.kind
        or all(condition.holds(answers) for condition in when_offered(indicator))
    }
    kept = tuple(item for item in logged.indicators if item[0] not in asked)
    sessions = record.sessions
    if record.kind is logged.kind and not answers.number(Step.SESSIONS):
        sessions = min(logged.sessions, 1) if logged.kind is not ActivityKind.HOME_VISIT else 0
    return replace(record, id=logged.id, sessions=sessions, indicators=(*record.indicators, *kept))


def _same(record: RecordActivity, logged: Logged) -> bool:
    groups = {name: value for name in GROUPS if (value := getattr(record, name)) is not None}
    return (
        (record.kind, record.day, record.sessions, record.people)
        == (logged.kind, logged.day, logged.sessions, logged.people)
        and (record.vneid_1, record.vneid_2, record.vneid_unspecified) == logged.vneid
        and groups == dict(logged.groups)
        and dict(record.indicators) == dict(logged.indicators)
        and set(record.attendees) == {id_ for id_, _ in logged.attendees}
        and set(record.photos) == set(logged.photos)
        and (record.place, record.note) == (logged.place, logged.note)
    )


def _done(record: RecordActivity, logged: Logged, asker: Asker, why: str) -> Done:
    key = week_key(logged.team_id, week_of(record.day)) if logged.team_id else ""
    change: Change = EditActivity(
        record=record,
        revision_id=asker.new_id(),
        by_id=asker.person.id,
        at=asker.now,
        channel=asker.door.channel,
        why=why,
        key=key,
        also=(
            activity_key(logged.id),
            *((week_key(logged.team_id, logged.week),) if logged.team_id else ()),
        ),
    )
    return Done(
        changes=(change, *audited(asker, "activity.edited", logged)),
        lines=(Text("mend.done", day=record.day, before=logged.people, after=record.people),)
        if record.people != logged.people
        else (Text("mend.done_same_people", day=record.day, people=record.people),),
        links=(Link(Text("button.mend_again"), Text("word.mend"), "entry", logged.id),),
    )


SESSION_EDIT = Task(
    name="session_edit",
    roles=frozenset({Role.MEMBER, Role.LEADER, Role.RAPID, Role.COORDINATOR}),
    label=Text("button.mend"),
    words=(),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    find=find,
    tell=tell,
    in_menu=False,
    takes_photos=True,
)
