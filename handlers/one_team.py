"""One team's week, for those who look after all of them."""

from __future__ import annotations

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import LookupStep
from bot.dialog.text import Text
from bot.language.fold import fold
from bot.task import Asker, Begun, Done, Link, Mend, Search, Submission, Task
from handlers.assigning.goals import goal_lines
from handlers.commune_week import READERS
from handlers.week_page import (
    MOST_LINES,
    entry_lines,
    figure_lines,
    page_links,
    standing_lines,
    week_before_link,
)
from handlers.why.task import why_link
from models.assignment_needs import TeamGoalsNeed
from models.needs import Facts, TeamsNeed, TeamWeekNeed
from models.week_needs import TeamStandingNeed
from models.weeks import is_week, week_of

TEAM = "team"
FOUND = 7


def _begin(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is "", or a team and a week as in "thon-01/2026-W47"."""
    team_id, _, week = argument.partition("/")
    week = week if is_week(week) else week_of(asker.today)
    known = facts.of(TeamsNeed())
    chosen = next((Named(row.id, row.name) for row in known if row.id == team_id), None)
    return Begun(Context(facts=(("chosen", chosen), ("week", week))))


def _flow(context: Context) -> Flow:
    step = LookupStep(
        name=TEAM,
        label=Text("label.team"),
        ask=Text("one_team.ask"),
        short=Text("one_team.short"),
        help=Text("one_team.help"),
        said=Text("menu.said"),
        kind="teams",
        none=Text("one_team.miss"),
    )
    steps = () if isinstance(context.fact("chosen"), Named) else (step,)
    return Flow(
        name="one_team", version=1, steps=steps, draft=_draft, review=False, keeps_draft=False
    )


def _draft(_answers: Answers) -> Text:
    return Text("button.one_team")


def _find(search: Search, _asker: Asker, facts: Facts) -> tuple[Named, ...]:
    return find_teams(search, facts)


def find_teams(search: Search, facts: Facts) -> tuple[Named, ...]:
    """Teams by words; a number alone finds the team that bears it: "5" is "Thôn 05"."""
    words = fold(search.words).split()
    found = [row for row in facts.of(TeamsNeed()) if _bears(fold(row.name).split(), words)]
    exact = [row for row in found if fold(row.name).split() == words]
    return tuple(Named(row.id, row.name) for row in (exact or found)[:FOUND])


def _bears(name: list[str], words: list[str]) -> bool:
    return all(any(_is_like(part, word) for part in name) for word in words)


def _is_like(part: str, word: str) -> bool:
    if word.isdigit():
        return part.isdigit() and int(part) == int(word)
    return part.startswith(word)


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    team = submission.answers.chosen(TEAM) or submission.context.fact("chosen")
    week = str(submission.context.fact("week"))
    if not isinstance(team, Named):
        return Mend(TEAM, Text("miss.choice"))
    if not asker.person.has(*READERS):
        return Done(lines=(Text("task.not_yours"),))
    is_now = week == week_of(asker.today)
    goals_need = TeamGoalsNeed(team.id, asker.today)
    facts.require(
        (
            TeamWeekNeed(team.id, week),
            TeamStandingNeed(team.id, week),
            *((goals_need,) if is_now else ()),
        )
    )
    live = facts.of(TeamWeekNeed(team.id, week))
    standing = facts.of(TeamStandingNeed(team.id, week))
    figures, state = figure_lines(live, is_own=False), standing_lines(live, standing, asker)
    goals = goal_lines(facts.of(goals_need), asker.today) if is_now else ()
    room = MOST_LINES - len(figures) - len(state) - len(goals)
    links = (
        *page_links(live, standing, asker),
        *((why_link(team.id, week),) if live.entries else ()),
        week_before_link(week, "one_team", team.id),
        Link(Text("button.commune_week"), Text("word.commune_week"), "commune_week", week),
    )
    return Done(lines=(*figures, *entry_lines(live, room), *goals, *state), links=links)


ONE_TEAM = Task(
    name="one_team",
    roles=READERS,
    label=Text("button.one_team"),
    words=("xem một tổ", "xem tổ", "tuần của một tổ", "look at a team"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    find=_find,
)
