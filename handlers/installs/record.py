"""Installs by themselves become an activity, whose people are the installs (domain, Definitions).

Never twice: where a session of that day already counts as many, it is asked whether it was there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.dialog.answers import Answers
from bot.dialog.context import Context
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Link, Mend, Submission
from handlers.installs.flow import installs_flow
from handlers.session.begin import own_teams
from handlers.session.handing_over import hand_over, works_in
from handlers.session.names import Step
from handlers.session.record import vneid_of
from models.activity import ActivityKind, EntryWay
from models.changes import Change, RecordActivity, WithdrawActivity, activity_key, week_key
from models.needs import Facts, TeamWeekNeed
from models.team_week import Entry, TeamWeek
from models.weeks import week_days, week_of


@dataclass(frozen=True, slots=True)
class Installs:
    """What was said of them, checked; `levels` are level 1, level 2 and not said."""

    team_id: str
    day: date
    levels: tuple[int, int, int]
    place: str | None

    @property
    def count(self) -> int:
        return sum(self.levels)

    def as_text(self) -> str:
        """As an argument: "thon-01/2026-11-20/0/3/0/chợ Cát Bà"."""
        levels = "/".join(map(str, self.levels))
        return f"{self.team_id}/{self.day.isoformat()}/{levels}/{self.place or ''}"


def installs_from_text(text: str) -> Installs:
    """What `as_text` wrote. Raises ValueError for anything else."""
    team_id, day, first, second, unsaid, place = text.split("/", 5)
    levels = (int(first), int(second), int(unsaid))
    return Installs(team_id, date.fromisoformat(day), levels, place or None)


def begin(asker: Asker, _argument: str, _facts: Facts) -> Begun:
    teams = own_teams(asker)
    if not teams:
        return Begun(refusal=Text("session.no_team"))
    context = Context(
        lists=(("teams", teams),),
        facts=(
            ("people_limit", asker.settings.people_limit),
            ("old_days", asker.settings.old_days),
        ),
    )
    return Begun(context, Answers().given(Step.DAY, asker.today))


def submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    flow = installs_flow(submission.context)
    answers = flow.on_the_way(submission.answers)
    day = answers.day(Step.DAY)
    levels = vneid_of(answers)
    if not sum(levels) or day is None:
        return Mend(Step.VNEID, Text("miss.needed"))
    if day > asker.today:
        return Mend(Step.DAY, Text("miss.date.future", day=day))
    for limit in flow.limits:
        if broken := limit.broken(answers):
            return Mend(limit.parts[0], broken)
    teams = submission.context.list_of("teams")
    team_id = (answers.chosen(Step.TEAM) or teams[0]).id
    if not works_in(asker, team_id):
        return hand_over(asker, team_id, flow.summary(answers))
    installs = Installs(team_id, day, levels, answers.words(Step.PLACE))
    weeks = weeks_of(installs, asker, facts)
    if weeks[0].has_zero_report:
        return zero_exists(weeks[0])
    if find_session_with(installs, weeks, asker) is not None:
        return Done(next_task=f"installs_check:{installs.as_text()}")
    return recorded(installs, submission.dialog, asker, weeks[0])


def weeks_of(installs: Installs, asker: Asker, facts: Facts) -> tuple[TeamWeek, ...]:
    """The week that they fall in, of their team and then of the person's other ones."""
    week = week_of(installs.day)
    own = (team.id for team in own_teams(asker))
    needs = tuple(TeamWeekNeed(id_, week) for id_ in dict.fromkeys((installs.team_id, *own)))
    facts.require(needs)
    return tuple(facts.of(need) for need in needs)


def zero_exists(week: TeamWeek) -> Mend:
    monday, sunday = week_days(week.week)
    label = Text("label.week", monday=monday, sunday=sunday)
    return Mend("", Text("session.zero_exists", week=label))


def find_session_with(
    installs: Installs, weeks: tuple[TeamWeek, ...], asker: Asker
) -> Entry | None:
    """A session or visit of that day that counts as many, the last one logged: of this team, or by
    this person for another one.
    """
    found = (
        entry
        for week in weeks
        for entry in week.entries
        if entry.day == installs.day
        and entry.kind is not ActivityKind.INSTALLS
        and entry.vneid >= installs.count
        and (week.team_id == installs.team_id or entry.author_id == asker.person.id)
    )
    return next(found, None)


def recorded(installs: Installs, dialog: str, asker: Asker, week: TeamWeek) -> Done:
    first, second, unsaid = installs.levels
    record = RecordActivity(
        id=asker.new_id(),
        dialog_id=dialog,
        team_id=installs.team_id,
        kind=ActivityKind.INSTALLS,
        day=installs.day,
        sessions=0,
        people=installs.count,
        elderly=None,
        fishermen=None,
        freelance=None,
        vulnerable=None,
        vneid_1=first,
        vneid_2=second,
        vneid_unspecified=unsaid,
        place=installs.place,
        note=None,
        author_id=asker.person.id,
        for_id=None,
        how=EntryWay.SELF,
        at=asker.now,
        channel=asker.door.channel,
        key=week_key(installs.team_id, week_of(installs.day)),
    )
    team_week = f"{installs.team_id}/{week_of(installs.day)}"
    return Done(
        changes=(record,),
        lines=(_closing(installs, week, asker),),
        links=(
            Link(Text("button.undo"), Text("word.undo"), "undo"),
            Link(Text("button.installs_more"), Text("word.installs"), "installs"),
            Link(Text("button.team_week"), Text("word.team_week"), "team_week", team_week),
        ),
        record=record.id,
    )


def _closing(installs: Installs, week: TeamWeek, asker: Asker) -> Text:
    """Thanks are concrete: what the team's week stands at with these."""
    count, all_ = installs.count, week.vneid + installs.count
    if week.week == week_of(asker.today):
        return Text("installs.done", count=count, all=all_)
    monday, sunday = week_days(week.week)
    return Text("installs.done_old_week", count=count, all=all_, monday=monday, sunday=sunday)


def undo(record: str, submission: Submission, asker: Asker) -> tuple[Change, ...]:
    teams = submission.context.list_of("teams")
    team_id = (submission.answers.chosen(Step.TEAM) or teams[0]).id
    day = submission.answers.day(Step.DAY) or asker.today
    return (taken_back(record, team_id, day, asker),)


def taken_back(record: str, team_id: str, day: date, asker: Asker) -> WithdrawActivity:
    return WithdrawActivity(
        activity_id=record,
        revision_id=asker.new_id(),
        by_id=asker.person.id,
        at=asker.now,
        why="undo",
        channel=asker.door.channel,
        key=week_key(team_id, week_of(day)),
        also=(activity_key(record),),
    )
