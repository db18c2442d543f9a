"""A confirmed session becomes an activity; what has become wrong since it was asked is refused at
its step.
"""

from __future__ import annotations

from bot.dialog.answers import Answers
from bot.dialog.text import Text
from bot.task import Asker, Done, Link, Mend, Submission
from handlers.session.flow import only_asked, session_flow
from handlers.session.handing_over import hand_over, works_in
from handlers.session.names import (
    COMMUNE,
    FOR,
    OWN,
    Group,
    Step,
    group_step,
    topic_step,
)
from models.activity import ActivityKind, EntryWay
from models.changes import Change, RecordActivity, WithdrawActivity, activity_key, week_key
from models.needs import Facts, IndicatorsNeed, TeamWeekNeed
from models.people import Role
from models.scribe_changes import CloseScribe
from models.tally import GUIDING
from models.team_week import Entry, TeamWeek
from models.weeks import week_days, week_of


def submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    flow = session_flow(submission.context)
    answers = only_asked(submission.answers, flow)
    day, kind = answers.day(Step.DAY), answers.chosen(Step.KIND)
    people = answers.count(Step.ATTENDEES) or answers.number(Step.PEOPLE)
    if day is None or kind is None or not people:
        return Mend(Step.PEOPLE if kind else Step.KIND, Text("miss.needed"))
    if day > asker.today:
        return Mend(Step.DAY, Text("miss.date.future", day=day))
    for limit in flow.limits:
        if broken := limit.broken(answers):
            return Mend(limit.parts[0], broken)
    variant = submission.context.fact("variant")
    team_id = _team_id(submission, answers)
    if variant == OWN and not works_in(asker, team_id):
        return hand_over(asker, team_id, flow.summary(answers))
    if variant == FOR and not _may_write_for(asker, team_id):
        return Mend("", Text("session.team_gone"))
    facts.require((IndicatorsNeed(), *((TeamWeekNeed(team_id, week_of(day)),) if team_id else ())))
    active = {row.id for row in facts.of(IndicatorsNeed())}
    if gone := [named for named in answers.ticked(Step.TOPICS) if named.id not in active]:
        return Mend(Step.TOPICS, Text("session.topic_gone", label=gone[0].label))
    week = facts.of(TeamWeekNeed(team_id, week_of(day))) if team_id else None
    if week is not None and week.has_zero_report:
        monday, sunday = week_days(week.week)
        label = Text("label.week", monday=monday, sunday=sunday)
        return Mend("", Text("session.zero_exists", week=label))
    record = activity_of(submission, answers, asker, team_id or None)
    changes: tuple[Change, ...] = (record,)
    if record.for_id:
        changes = (record, CloseScribe(record.for_id, asker.person.id, asker.now))
    twice = _installs_apart(record, week)
    return Done(
        changes=changes,
        lines=(*_closing(record, week, asker), *(_perhaps_twice(twice) if twice else ())),
        links=(
            *_links(str(variant), f"{team_id}/{week_of(day)}"),
            *(_take_installs_back(twice) if twice else ()),
        ),
        record=record.id,
    )


def _installs_apart(record: RecordActivity, week: TeamWeek | None) -> Entry | None:
    """Installs that the same person logged by themselves that day, which may be among these."""
    counted = record.vneid_1 + record.vneid_2 + record.vneid_unspecified
    if week is None or not counted:
        return None
    found = (
        entry
        for entry in week.entries
        if entry.kind is ActivityKind.INSTALLS
        and entry.day == record.day
        and entry.author_id == record.author_id
        and entry.vneid <= counted
    )
    return next(found, None)


def _perhaps_twice(entry: Entry) -> tuple[Text, ...]:
    return (Text("session.installs_apart", count=entry.vneid, day=entry.day),)


def _take_installs_back(entry: Entry) -> tuple[Link, ...]:
    label, word = Text("button.installs_back"), Text("word.installs_back")
    return (Link(label, word, "session_withdraw", entry.activity_id),)


def undo(record: str, submission: Submission, asker: Asker) -> tuple[Change, ...]:
    day = submission.answers.day(Step.DAY)
    team_id = _team_id(submission, submission.answers)
    return (
        WithdrawActivity(
            activity_id=record,
            revision_id=asker.new_id(),
            by_id=asker.person.id,
            at=asker.now,
            why="undo",
            channel=asker.door.channel,
            key=week_key(team_id, week_of(day)) if day and team_id else "",
            also=(activity_key(record),),
        ),
    )


def _team_id(submission: Submission, answers: Answers) -> str:
    """The team whose week it counts in; "" for the commune's own."""
    variant, teams = submission.context.fact("variant"), submission.context.list_of("teams")
    if variant == COMMUNE:
        return ""
    if variant == FOR:
        whom = answers.chosen(Step.FOR_WHOM)
        return whom.id.partition("/")[2] if whom else ""
    chosen = answers.chosen(Step.TEAM)
    return chosen.id if chosen else teams[0].id


def _may_write_for(asker: Asker, team_id: str) -> bool:
    leads = {duty.team_id for duty in asker.person.teams(Role.LEADER)}
    return asker.person.has(Role.COORDINATOR) or team_id in leads


def activity_of(
    submission: Submission, answers: Answers, asker: Asker, team_id: str | None
) -> RecordActivity:
    day, kind = answers.day(Step.DAY), answers.chosen(Step.KIND)
    if day is None or kind is None:
        raise ValueError("a session without a day or a kind cannot be recorded")
    activity_kind = ActivityKind(kind.id)
    first, second, unsaid = vneid_of(answers)
    whom, how = answers.chosen(Step.FOR_WHOM), answers.chosen(Step.HOW)
    return RecordActivity(
        id=asker.new_id(),
        dialog_id=submission.dialog,
        team_id=team_id,
        kind=activity_kind,
        day=day,
        sessions=(
            0 if activity_kind is ActivityKind.HOME_VISIT else answers.number(Step.SESSIONS) or 1
        ),
        people=answers.count(Step.ATTENDEES) or answers.number(Step.PEOPLE) or 0,
        elderly=_group(answers, Group.ELDERLY),
        fishermen=_group(answers, Group.FISHERMEN),
        freelance=_group(answers, Group.FREELANCE),
        vulnerable=_group(answers, Group.VULNERABLE),
        vneid_1=first,
        vneid_2=second,
        vneid_unspecified=unsaid,
        place=answers.words(Step.PLACE),
        note=answers.words(Step.NOTE),
        author_id=asker.person.id,
        for_id=whom.id.partition("/")[0] if whom else None,
        how=EntryWay(how.id) if how else EntryWay.SELF,
        at=asker.now,
        indicators=tuple(
            (named.id, answers.number(topic_step(named.id)))
            for named in answers.ticked(Step.TOPICS)
        ),
        attendees=tuple(named.id for named in answers.ticked(Step.ATTENDEES)),
        photos=tuple(named.id for named in answers.ticked(Step.PHOTOS)),
        channel=asker.door.channel,
        key=week_key(team_id, week_of(day)) if team_id else "",
    )


def _group(answers: Answers, group: Group) -> int | None:
    return answers.number(group_step(group)) if answers.has(Step.GROUPS, group.value) else None


def vneid_of(answers: Answers) -> tuple[int, int, int]:
    """Level 1, level 2, level not said."""
    total, level = answers.number(Step.VNEID) or 0, answers.chosen(Step.VNEID_LEVEL)
    second = answers.number(Step.VNEID_2) or 0
    match level.id if level else "":
        case "1":
            return total, 0, 0
        case "2":
            return 0, total, 0
        case "both":
            return total - second, second, 0
        case _:
            return 0, 0, total


def _closing(record: RecordActivity, week: TeamWeek | None, asker: Asker) -> tuple[Text, ...]:
    """Thanks are concrete: what the team's week stands at with this session."""
    if record.kind is ActivityKind.MEMBERS_SESSION:
        return (Text("session.done_members.closing", people=record.people),)
    if week is None or record.kind not in GUIDING:
        return (Text("session.done.closing", people=record.people),)
    helped = week.people_guided + record.people
    if record.for_id:
        team = week.team_name
        return (Text("session.done_for.closing", people=record.people, team=team, all=helped),)
    if week.week == week_of(asker.today):
        return (Text("session.done_week.closing", people=helped),)
    monday, sunday = week_days(week.week)
    return (Text("session.done_old_week.closing", people=helped, monday=monday, sunday=sunday),)


def _links(variant: str, team_week: str) -> tuple[Link, ...]:
    undo_link = Link(Text("button.undo"), Text("word.undo"), "undo")
    if variant == COMMUNE:
        again = Link(Text("button.log_more"), Text("word.log_commune"), "session_commune")
        return (undo_link, again)
    if variant == FOR:
        again = Link(Text("button.log_more"), Text("word.log_for"), "session_for")
        return (undo_link, again)
    return (
        undo_link,
        Link(Text("button.log_more"), Text("word.log"), "session"),
        Link(Text("button.team_week"), Text("word.team_week"), "team_week", team_week),
    )
