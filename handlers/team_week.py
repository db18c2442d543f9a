"""My team's week: what is counted so far, how it stands, and the tap by which a leader sends it."""

from __future__ import annotations

from datetime import timedelta
from statistics import median_low
from typing import Any

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep
from bot.dialog.text import Text
from bot.readers import WORKERS
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.assigning.goals import goal_lines
from handlers.to_call import to_call_line, to_call_need
from handlers.week_page import (
    MOST_LINES,
    entry_lines,
    figure_lines,
    is_open,
    leads,
    needs_answer,
    page_links,
    standing_lines,
    week_before_link,
)
from handlers.why.task import why_link
from models.assignment_needs import TeamGoalsNeed
from models.figures import Tally
from models.needs import CommuneWeekNeed, Facts, Need, TeamWeekNeed
from models.people import Role
from models.week_needs import TeamStandingNeed
from models.weeks import is_week, week_days, week_of


def _begin(asker: Asker, argument: str, _facts: Facts) -> Begun:
    """`argument` is "", or a team and a week as in "thon-01/2026-W47"."""
    team_id, _, week = argument.partition("/")
    teams = tuple(Named(d.team_id, d.team_name) for d in asker.person.teams(*WORKERS))
    chosen = next((team for team in teams if team.id == team_id), None)
    if chosen is None and len(teams) == 1:
        chosen = teams[0]
    return Begun(
        Context(
            lists=(("teams", () if chosen else teams),),
            facts=(("team", chosen), ("week", week or week_of(asker.today))),
        )
    )


def _flow(context: Context) -> Flow:
    teams = context.list_of("teams")
    step = ChoiceStep(
        name="team",
        label=Text("label.team"),
        ask=Text("team_week.which"),
        short=Text("team_week.which"),
        help=Text("session.team.help"),
        said=Text("menu.said"),
        choices=teams,
    )
    steps = (step,) if teams else ()
    return Flow(
        name="team_week", version=1, steps=steps, draft=_draft, review=False, keeps_draft=False
    )


def _draft(_answers: Answers) -> Text:
    return Text("button.team_week")


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    team = submission.answers.chosen("team") or submission.context.fact("team")
    week = submission.context.fact("week")
    if not isinstance(team, Named) or not isinstance(week, str) or not is_week(week):
        return Done(next_task="menu")
    if team.id not in {duty.team_id for duty in asker.person.teams(*WORKERS)}:
        return Done(lines=(Text("task.not_yours"),))
    is_now = week == week_of(asker.today)
    is_led = leads(asker.person, team.id)
    calls = to_call_need(asker) if is_led and is_now else None
    before = _due_before(asker, team.id) if is_now else ()
    needs: list[Need[Any]] = [TeamWeekNeed(team.id, week), TeamStandingNeed(team.id, week)]
    needs += [CommuneWeekNeed(week)] if is_led else []
    needs += [TeamGoalsNeed(team.id, asker.today)] if is_now else []
    needs += [calls] if calls else []
    facts.require((*needs, *before))
    live = facts.of(TeamWeekNeed(team.id, week))
    standing = facts.of(TeamStandingNeed(team.id, week))
    figures = figure_lines(live)
    beside: list[Text] = []
    if is_now:
        beside += goal_lines(facts.of(TeamGoalsNeed(team.id, asker.today)), asker.today)
    if is_led and live.entries:
        beside += _middle(facts.of(CommuneWeekNeed(week)))
    line, link = to_call_line(asker, facts) if calls else ((), ())
    state = (*_before_line(before, facts), *standing_lines(live, standing, asker))
    room = MOST_LINES - len(figures) - len(beside) - len(state) - len(line)
    links = (
        *page_links(live, standing, asker),
        Link(Text("button.add"), Text("word.add"), "session")
        if is_led
        else Link(Text("button.log"), Text("word.log"), "session"),
        *((why_link(team.id, week),) if live.entries else ()),
        week_before_link(week, "team_week", team.id),
        *link,
    )
    return Done(lines=(*figures, *entry_lines(live, room), *beside, *line, *state), links=links)


def _due_before(asker: Asker, team_id: str) -> tuple[TeamWeekNeed, TeamStandingNeed] | tuple[()]:
    """What is to be known of the week before, while its leader can still send it on time."""
    before = week_of(asker.today - timedelta(days=7))
    if not leads(asker.person, team_id) or not is_open(before, asker):
        return ()
    return TeamWeekNeed(team_id, before), TeamStandingNeed(team_id, before)


def _before_line(
    before: tuple[TeamWeekNeed, TeamStandingNeed] | tuple[()], facts: Facts
) -> tuple[Text, ...]:
    if not before:
        return ()
    week, standing = before
    if not needs_answer(facts.of(week), facts.of(standing)):
        return ()
    monday, sunday = week_days(week.week)
    return (Text("team_week.before_is_due", monday=monday, sunday=sunday),)


def _middle(tally: Tally) -> tuple[Text, ...]:
    """The team in the middle, by people guided: where the own team stands, and nobody's name.
    While most have reported nothing yet, it says nothing.
    """
    people = median_low(team.people_guided for team in tally.by_team) if tally.by_team else 0
    return (Text("team_week.middle", people=people),) if people else ()


TEAM_WEEK = Task(
    name="team_week",
    roles=frozenset({Role.MEMBER, Role.LEADER, Role.RAPID}),
    label=Text("button.team_week"),
    words=("tuần này", "tuần của tổ", "tuần của tổ tôi", "xem tuần", "xem tuần này", "team week"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
)
