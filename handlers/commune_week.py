"""The commune's week for coordinators: totals first, then who is silent, then the most active."""

from __future__ import annotations

from datetime import timedelta

from bot.dialog.answers import Answers
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.assigning.goals import commune_goal_lines
from handlers.flagging.shelf import count_need, flags_line
from handlers.to_call import to_call_line, to_call_need
from handlers.week_page import moment
from handlers.why.task import why_link
from models.assignment_needs import CommuneGoalsNeed
from models.figures import Tally, TeamPart, TeamState
from models.needs import CommuneWeekNeed, Facts
from models.people import Role
from models.week_needs import CommuneStanding, CommuneStandingNeed
from models.weeks import cutoff_of, is_week, week_days, week_of

SILENT_SHOWN = 8
BEST_SHOWN = 3
PAGE = 10
ALL, SILENT = "all", "silent"

READERS = frozenset({Role.COORDINATOR, Role.OFFICE, Role.ADMINISTRATOR})


def _begin(asker: Asker, argument: str, _facts: Facts) -> Begun:
    """`argument` is "", a week, or a week with a list and its page: "2026-W47/silent/0"."""
    week, _, rest = argument.partition("/")
    which, _, page = rest.partition("/")
    return Begun(
        Context(
            facts=(
                ("week", week or week_of(asker.today)),
                ("list", which),
                ("page", int(page) if page.isdigit() else 0),
            )
        )
    )


def _flow(_context: Context) -> Flow:
    return Flow(
        name="commune_week", version=1, steps=(), draft=_draft, review=False, keeps_draft=False
    )


def _draft(_answers: Answers) -> Text:
    return Text("button.commune_week")


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    week, which = submission.context.fact("week"), submission.context.fact("list")
    if not isinstance(week, str) or not is_week(week):
        return Done(next_task="menu")
    calls = to_call_need(asker) if week == week_of(asker.today) and not which else None
    is_now = week == week_of(asker.today) and not which
    goals_need = CommuneGoalsNeed(asker.today)
    waiting = count_need(asker) if is_now else None
    facts.require(
        (
            CommuneWeekNeed(week),
            CommuneStandingNeed(week),
            *((calls,) if calls else ()),
            *((goals_need,) if is_now else ()),
            *((waiting,) if waiting else ()),
        )
    )
    tally = facts.of(CommuneWeekNeed(week))
    standing = facts.of(CommuneStandingNeed(week))
    if which in (ALL, SILENT):
        return _teams_page(tally, week, str(which), submission.context.number("page"))
    line, link = to_call_line(asker, facts) if calls else ((), ())
    odd, to_odd = flags_line(facts.of(waiting)) if waiting else ((), ())
    return Done(
        lines=(
            *_lines(tally),
            *_standing(tally, standing, asker),
            *(commune_goal_lines(facts.of(goals_need), asker.today) if is_now else ()),
            *odd,
            *line,
        ),
        links=(*to_odd, *link, *_links(tally, week, standing)),
    )


def _lines(tally: Tally) -> tuple[Text, ...]:
    silent = _in_state(tally, TeamState.SILENT)
    lines = [
        Text("commune_week.head", monday=tally.first, sunday=tally.last),
        Text(
            "commune_week.teams",
            teams=len(tally.by_team),
            active=tally.teams_in(TeamState.ACTIVE),
            zero=tally.teams_in(TeamState.ZERO),
            silent=len(silent),
        ),
        Text(
            "commune_week.sessions",
            residents=tally.sessions.residents,
            members=tally.sessions.members,
            visits=tally.home_visits,
        ),
        Text(
            "commune_week.people",
            people=tally.people_guided,
            vneid=tally.vneid.level_1 + tally.vneid.level_2 + tally.vneid.unspecified,
        ),
    ]
    if supported := tally.businesses.supported:
        lines.append(Text("commune_week.businesses", count=supported))
    if trained := tally.trainees.attended:
        lines.append(
            Text(
                "commune_week.trainees",
                count=trained,
                enrolled=tally.trainees.enrolled,
                qualified=tally.trainees.qualified,
            )
        )
    if best := _most_active(tally):
        lines.append(Text("commune_week.best", teams=tuple(_counted(team) for team in best)))
    if silent:
        names = tuple(team.name for team in silent[:SILENT_SHOWN])
        more = len(silent) - len(names)
        lines.append(
            Text("commune_week.silent_more", teams=names, more=more)
            if more
            else Text("commune_week.silent", teams=names)
        )
    return tuple(lines)


def _standing(tally: Tally, standing: CommuneStanding, asker: Asker) -> tuple[Text, ...]:
    """How many teams stated their week, and what came after its cut-off."""
    lines = []
    active = {team.team for team in tally.by_team if team.state is TeamState.ACTIVE}
    if active:
        stated = len(standing.confirmed & active)
        lines.append(Text("commune_week.stated", count=stated, of=len(active)))
    if standing.closed_at is not None:
        day, at = moment(cutoff_of(week_of(tally.first), asker.settings.cutoff))
        count = len(standing.adjustments)
        lines.append(
            Text("commune_week.changed", day=day, at=at, count=count)
            if count
            else Text("commune_week.closed", day=day, at=at)
        )
    return tuple(lines)


def _most_active(tally: Tally) -> list[TeamPart]:
    active = [team for team in tally.by_team if team.people_guided]
    return sorted(active, key=lambda team: -team.people_guided)[:BEST_SHOWN]


def _in_state(tally: Tally, state: TeamState) -> list[TeamPart]:
    return [team for team in tally.by_team if team.state is state]


def _counted(team: TeamPart) -> Text:
    return Text("commune_week.team", name=team.name, people=team.people_guided)


def _links(tally: Tally, week: str, standing: CommuneStanding) -> tuple[Link, ...]:
    links = []
    if len(_in_state(tally, TeamState.SILENT)) > SILENT_SHOWN:
        links.append(
            Link(Text("button.silent"), Text("word.silent"), "commune_week", f"{week}/{SILENT}/0")
        )
    links.append(
        Link(Text("button.each_team"), Text("word.each_team"), "commune_week", f"{week}/{ALL}/0")
    )
    if standing.adjustments:
        links.append(
            Link(Text("button.adjustments"), Text("word.adjustments"), "adjustments", f"{week}/0")
        )
    if tally.teams_in(TeamState.ACTIVE):
        links.append(why_link("", week))
    links.append(_week_before(week))
    return tuple(links)


def _week_before(week: str) -> Link:
    monday, _ = week_days(week)
    before = week_of(monday - timedelta(days=7))
    return Link(Text("button.week_before"), Text("word.week_before"), "commune_week", before)


def _teams_page(tally: Tally, week: str, which: str, page: int) -> Done:
    teams = _in_state(tally, TeamState.SILENT) if which == SILENT else list(tally.by_team)
    shown = teams[page * PAGE : (page + 1) * PAGE]
    if not shown:
        return Done(next_task=f"commune_week:{week}")
    head = Text("commune_week.page", at=page + 1, of=-(-len(teams) // PAGE))
    lines = tuple(_team_line(team) for team in shown)
    links = []
    if (page + 1) * PAGE < len(teams):
        links.append(
            Link(
                Text("button.next_page"),
                Text("word.next_page"),
                "commune_week",
                f"{week}/{which}/{page + 1}",
            )
        )
    links.append(Link(Text("button.commune_week"), Text("word.commune_week"), "commune_week", week))
    return Done(lines=(head, *lines), links=tuple(links))


def _team_line(team: TeamPart) -> Text:
    match team.state:
        case TeamState.ACTIVE:
            return Text(
                "commune_week.active",
                name=team.name,
                sessions=team.sessions,
                people=team.people_guided,
                vneid=team.vneid,
            )
        case TeamState.ZERO:
            return Text("commune_week.zero", name=team.name)
        case TeamState.SILENT:
            return Text("commune_week.silent_team", name=team.name)


COMMUNE_WEEK = Task(
    name="commune_week",
    roles=READERS,
    label=Text("button.commune_week"),
    words=("tuần chung", "tuần của xã", "tuần này", "xem tuần", "xem tuần này", "common week"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
)
