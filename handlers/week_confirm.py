"""“Đúng – gửi”: a leader states that the figures of the team's week are right.

The button carries the totals that its page showed: what was changed meanwhile is shown once more,
and never confirmed unread.
"""

from __future__ import annotations

from bot.dialog.answers import Answers
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.week_page import is_open, leads, may_confirm, moment, needs_answer
from models.changes import Audited, Change, week_key
from models.needs import Facts, TeamsNeed, TeamWeekNeed
from models.people import Role
from models.statement_changes import StateWeek
from models.team_week import TeamWeek
from models.week_needs import TeamStandingNeed
from models.weeks import cutoff_of, is_week, week_days, week_of


def _begin(asker: Asker, argument: str, _facts: Facts) -> Begun:
    """`argument` is a team, a week and what its page showed: "thon-01/2026-W47/37.5.2.0.1.3"."""
    team_id, _, rest = argument.partition("/")
    week, _, shown = rest.partition("/")
    if not team_id:
        led = asker.person.teams(Role.LEADER)
        team_id = led[0].team_id if led else ""
    return Begun(
        Context(facts=(("team", team_id), ("week", week or week_of(asker.today)), ("shown", shown)))
    )


def _flow(_context: Context) -> Flow:
    return Flow(
        name="week_confirm", version=1, steps=(), draft=_draft, review=False, keeps_draft=False
    )


def _draft(_answers: Answers) -> Text:
    return Text("button.confirm")


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    context = submission.context
    team_id, week = str(context.fact("team")), str(context.fact("week"))
    if not is_week(week) or week > week_of(asker.today):
        return Done(next_task="menu")
    if not may_confirm(asker.person, team_id):
        return Done(lines=(Text("task.not_yours"),))
    if not leads(asker.person, team_id) and team_id not in _teams(facts):
        return Done(next_task="one_team")  # a coordinator first says which team
    facts.require((TeamWeekNeed(team_id, week), TeamStandingNeed(team_id, week)))
    live = facts.of(TeamWeekNeed(team_id, week))
    standing = facts.of(TeamStandingNeed(team_id, week))
    page = _page(asker, team_id, week)
    if not live.entries:
        return Done(lines=(Text("week_confirm.empty"),), next_task=page)
    if not needs_answer(live, standing):
        return Done(lines=(Text("week_confirm.already"),), next_task=page)
    if context.fact("shown") != live.totals.as_text():
        said = Text("week_confirm.changed") if context.fact("shown") else Text("week_confirm.look")
        return Done(lines=(said,), next_task=page)
    return Done(
        changes=_changes(asker, live),
        lines=_closing(asker, live),
        links=(Link(Text("button.add"), Text("word.add"), "session"),)
        if leads(asker.person, team_id)
        else (),
    )


def _teams(facts: Facts) -> set[str]:
    return {team.id for team in facts.of(TeamsNeed())}


def _page(asker: Asker, team_id: str, week: str) -> str:
    """Where the figures are seen: by the leader as the own week, by a coordinator as one team's."""
    return f"{'team_week' if leads(asker.person, team_id) else 'one_team'}:{team_id}/{week}"


def _changes(asker: Asker, live: TeamWeek) -> tuple[Change, ...]:
    state = StateWeek(
        team_id=live.team_id,
        week=live.week,
        by_id=asker.person.id,
        at=asker.now,
        channel=asker.door.channel,
        totals=live.totals,
        key=week_key(live.team_id, live.week),
    )
    if leads(asker.person, live.team_id):
        return (state,)
    return (
        state,
        Audited(
            id=asker.new_id(),
            at=asker.now,
            by_id=asker.person.id,
            action="week.stated_for_team",
            subject=f"{live.team_id}/{live.week}",
        ),
    )


def _closing(asker: Asker, live: TeamWeek) -> tuple[Text, ...]:
    monday, sunday = week_days(live.week)
    done = Text(
        "week_confirm.done",
        team=live.team_name,
        monday=monday,
        sunday=sunday,
        people=live.people_guided,
        entries=len(live.entries),
    )
    if not is_open(live.week, asker):
        return (done, Text("week_confirm.late"))
    day, at = moment(cutoff_of(live.week, asker.settings.cutoff))
    return (done, Text("week_confirm.until", day=day, at=at))


WEEK_CONFIRM = Task(
    name="week_confirm",
    roles=frozenset({Role.LEADER, Role.COORDINATOR}),
    label=Text("button.confirm"),
    words=(
        "đúng gửi",
        "đúng rồi gửi",
        "gửi tuần",
        "chốt tuần",
        "xác nhận tuần",
        "confirm the week",
    ),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    in_menu=False,
    from_notice=True,
)
