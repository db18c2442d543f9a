"""My team's week: what is counted so far, and the newest entries behind it."""

from __future__ import annotations

from datetime import timedelta
from statistics import median_low

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep
from bot.dialog.text import Text
from bot.readers import WORKERS
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.kinds import kind_text
from handlers.to_call import to_call_line, to_call_need
from models.figures import Tally
from models.needs import CommuneWeekNeed, Facts, TeamWeekNeed
from models.people import Role
from models.team_week import Entry, TeamWeek
from models.weeks import week_days, week_of

ENTRIES = 5


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
    if not isinstance(team, Named) or not isinstance(week, str):
        return Done(next_task="menu")
    if team.id not in {duty.team_id for duty in asker.person.teams(*WORKERS)}:
        return Done(lines=(Text("task.not_yours"),))
    leads = asker.person.has(Role.LEADER)
    calls = to_call_need(asker) if leads and week == week_of(asker.today) else None
    beside_it = ((CommuneWeekNeed(week),) if leads else ()) + ((calls,) if calls else ())
    facts.require((TeamWeekNeed(team.id, week), *beside_it))
    live = facts.of(TeamWeekNeed(team.id, week))
    beside = (_middle(facts.of(CommuneWeekNeed(week))),) if leads else ()
    monday, _ = week_days(week)
    before = week_of(monday - timedelta(days=7))
    line, link = to_call_line(asker, facts) if calls else ((), ())
    links = (
        *link,
        Link(
            Text("button.week_before"), Text("word.week_before"), "team_week", f"{team.id}/{before}"
        ),
        Link(Text("button.log"), Text("word.log"), "session"),
    )
    return Done(lines=(*_lines(live), *beside, *line), links=links)


def _middle(tally: Tally) -> Text:
    """The team in the middle, by people guided: where the own team stands, and nobody's name."""
    people = median_low(team.people_guided for team in tally.by_team) if tally.by_team else 0
    return Text("team_week.middle", people=people)


def _lines(week: TeamWeek) -> tuple[Text, ...]:
    monday, sunday = week_days(week.week)
    head = Text("team_week.head", team=week.team_name, monday=monday, sunday=sunday)
    if week.has_zero_report and not week.entries:
        return (head, Text("team_week.zero"))
    if not week.entries:
        return (head, Text("team_week.nothing"))
    lines = [head, Text("team_week.people", people=week.people_guided, vneid=week.vneid)]
    if week.sessions_residents or week.home_visits:
        sessions = week.sessions_residents
        lines.append(Text("team_week.sessions", sessions=sessions, visits=week.home_visits))
    if week.sessions_members:
        lines.append(Text("team_week.members", sessions=week.sessions_members))
    lines += [_entry(entry) for entry in week.entries[:ENTRIES]]
    if len(week.entries) > ENTRIES:
        lines.append(Text("team_week.more", count=len(week.entries) - ENTRIES))
    return tuple(lines)


def _entry(entry: Entry) -> Text:
    return Text(
        "team_week.entry",
        day=entry.day,
        kind=kind_text(entry.kind),
        people=entry.people,
        author=entry.author_name,
    )


TEAM_WEEK = Task(
    name="team_week",
    roles=frozenset({Role.MEMBER, Role.LEADER, Role.RAPID}),
    label=Text("button.team_week"),
    words=("tuần này", "tuần của tổ", "tuần của tổ tôi", "xem tuần", "xem tuần này", "team week"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
)
