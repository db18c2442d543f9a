"""A team's week as a page: the totals, the newest entries, how it stands, and what comes next."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.dialog.text import Text
from bot.kernel.clock import local
from bot.task import Asker, Link
from handlers.kinds import kind_text
from models.activity import ActivityKind
from models.load import Known
from models.people import Role
from models.team_week import Entry, TeamWeek
from models.week_needs import TeamStanding
from models.weeks import cutoff_of, week_days, week_of

ENTRIES = 5
MOST_LINES = 12
LATE_IN_WEEK = 5
"""From Friday on, a leader of an empty week is told how to say that there was nothing."""


def may_confirm(person: Known, team_id: str) -> bool:
    """Who answers for the team's week: its leader, and a coordinator in their place."""
    return leads(person, team_id) or person.has(Role.COORDINATOR)


def leads(person: Known, team_id: str) -> bool:
    return team_id in {duty.team_id for duty in person.teams(Role.LEADER)}


def figure_lines(week: TeamWeek, *, is_own: bool = True) -> tuple[Text, ...]:
    monday, sunday = week_days(week.week)
    head = Text("team_week.head", team=week.team_name, monday=monday, sunday=sunday)
    if week.has_zero_report and not week.entries:
        return (head, Text("team_week.zero") if is_own else Text("one_team.zero"))
    if not week.entries:
        return (head, Text("team_week.nothing") if is_own else Text("one_team.nothing"))
    lines = [head, Text("team_week.people", people=week.people_guided, vneid=week.vneid)]
    if week.sessions_residents or week.home_visits:
        sessions = week.sessions_residents
        lines.append(Text("team_week.sessions", sessions=sessions, visits=week.home_visits))
    if week.sessions_members:
        lines.append(Text("team_week.members", sessions=week.sessions_members))
    if week.supports:
        lines.append(Text("team_week.supports", count=week.supports))
    return tuple(lines)


def entry_lines(week: TeamWeek, room: int) -> tuple[Text, ...]:
    """The newest entries in at most `room` lines."""
    shown = min(ENTRIES, room if len(week.entries) <= room else room - 1)
    shown = max(0, min(shown, len(week.entries)))
    lines = [_entry(entry) for entry in week.entries[:shown]]
    if len(week.entries) > shown:
        lines.append(Text("team_week.more", count=len(week.entries) - shown))
    return tuple(lines)


def _entry(entry: Entry) -> Text:
    if entry.kind is ActivityKind.BUSINESS:
        return Text("team_week.business", day=entry.day, author=entry.author_name)
    return Text(
        "team_week.entry",
        day=entry.day,
        kind=kind_text(entry.kind),
        people=entry.people,
        author=entry.author_name,
    )


def standing_lines(week: TeamWeek, standing: TeamStanding, asker: Asker) -> tuple[Text, ...]:
    """Whether the week is closed, and who stated it; last, the question to whoever may answer."""
    lines = []
    if standing.closed_at is not None:
        cutoff = cutoff_of(week.week, asker.settings.cutoff)
        lines.append(_closed(cutoff, standing.adjustments))
    stated = standing.statement
    if stated is not None and stated.stands:
        day, at = moment(stated.at)
        is_newer = stated.totals != week.totals
        lines.append(
            Text("team_week.stated_before", name=stated.by_name, day=day, at=at)
            if is_newer
            else Text("team_week.stated", name=stated.by_name, day=day, at=at)
        )
    elif stated is not None and week.entries:
        lines.append(Text("team_week.reopened", name=stated.by_name))
    if needs_answer(week, standing) and may_confirm(asker.person, week.team_id):
        if week.entries:
            lines.append(Text("team_week.confirm"))
        elif leads(asker.person, week.team_id) and (
            asker.today.isoweekday() >= LATE_IN_WEEK or week.week != week_of(asker.today)
        ):
            lines.append(Text("team_week.none"))
    return tuple(lines)


def _closed(at: datetime, adjustments: int) -> Text:
    day, hour = moment(at)
    if adjustments:
        return Text("team_week.closed_and_changed", day=day, at=hour, count=adjustments)
    return Text("team_week.closed", day=day, at=hour)


def needs_answer(week: TeamWeek, standing: TeamStanding) -> bool:
    """Nobody has stated what the page shows, and no zero report says it either."""
    if week.has_zero_report and not week.entries:
        return False
    stated = standing.statement
    return stated is None or not stated.stands or stated.totals != week.totals


def page_links(week: TeamWeek, standing: TeamStanding, asker: Asker) -> tuple[Link, ...]:
    """The one tap that ends it first."""
    where = f"{week.team_id}/{week.week}"
    links: list[Link] = []
    if needs_answer(week, standing) and may_confirm(asker.person, week.team_id):
        if week.entries:
            argument = f"{where}/{week.totals.as_text()}"
            links.append(
                Link(Text("button.confirm"), Text("word.confirm"), "week_confirm", argument)
            )
        else:
            links.append(Link(Text("button.zero"), Text("word.zero"), "zero_report", where))
    return tuple(links)


def week_before_link(week: str, task: str, team_id: str) -> Link:
    monday, _ = week_days(week)
    before = week_of(monday - timedelta(days=7))
    return Link(Text("button.week_before"), Text("word.week_before"), task, f"{team_id}/{before}")


def is_open(week: str, asker: Asker) -> bool:
    """Its cut-off has not passed yet."""
    return asker.now < cutoff_of(week, asker.settings.cutoff)


def moment(at: datetime) -> tuple[date, str]:
    """A day and an hour as parameters of a text."""
    there = local(at)
    return there.date(), there.strftime("%H:%M")
