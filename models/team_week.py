"""One team's week as the team itself sees it: the totals and the entries behind them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.kernel.errors import TosoError
from models.activity import Activity, ActivityKind, ActivityState, ZeroReport
from models.commune import Team
from models.people import Person, shown_name
from models.tally import GUIDING, HOME_VISITS, RESIDENTS_SESSIONS
from models.week_totals import WeekTotals

TeamInWeek = tuple[str, str]
"""A team's id and a week, "thon-01" and "2026-W47"."""


@dataclass(frozen=True, slots=True)
class Entry:
    """`vneid` is all levels together; `author_name` is who typed it, not for whom."""

    activity_id: str
    kind: ActivityKind
    day: date
    sessions: int
    people: int
    vneid: int
    author_id: str
    author_name: str


@dataclass(frozen=True, slots=True)
class TeamWeek:
    """Every confirmed activity of the week is in `entries`, the newest first."""

    team_id: str
    team_name: str
    week: str
    has_zero_report: bool
    entries: tuple[Entry, ...]

    @property
    def sessions_members(self) -> int:
        return sum(
            entry.sessions for entry in self.entries if entry.kind is ActivityKind.MEMBERS_SESSION
        )

    @property
    def sessions_residents(self) -> int:
        return sum(entry.sessions for entry in self.entries if entry.kind in RESIDENTS_SESSIONS)

    @property
    def home_visits(self) -> int:
        return sum(entry.kind in HOME_VISITS for entry in self.entries)

    @property
    def supports(self) -> int:
        return sum(entry.kind is ActivityKind.BUSINESS for entry in self.entries)

    @property
    def people_guided(self) -> int:
        return sum(entry.people for entry in self.entries if entry.kind in GUIDING)

    @property
    def vneid(self) -> int:
        return sum(entry.vneid for entry in self.entries)

    @property
    def totals(self) -> WeekTotals:
        return WeekTotals(
            people_guided=self.people_guided,
            vneid=self.vneid,
            sessions_residents=self.sessions_residents,
            sessions_members=self.sessions_members,
            home_visits=self.home_visits,
            entries=len(self.entries),
        )


async def team_week(
    connection: AsyncConnection, commune_id: str, team_id: str, week: str
) -> TeamWeek:
    """Raises TosoError when the commune has no such team."""
    found = await team_weeks(connection, commune_id, {(team_id, week)})
    if (team_id, week) not in found:
        raise TosoError(f"the commune {commune_id} has no team {team_id}")
    return found[team_id, week]


async def team_weeks(
    connection: AsyncConnection, commune_id: str, wanted: Collection[TeamInWeek]
) -> dict[TeamInWeek, TeamWeek]:
    """Several at once, by one statement per table. A team that is not there is left out."""
    # Two lists instead of pairs: a few rows too many are read, but by the index (a list of pairs
    # makes SQLite walk the whole commune).
    team_ids = {team_id for team_id, _ in wanted}
    weeks = {week for _, week in wanted}
    names = await _names(connection, commune_id, team_ids)
    zero = await _zero_reports(connection, commune_id, team_ids, weeks)
    entries = await _entries(connection, commune_id, team_ids, weeks)
    return {
        (team_id, week): TeamWeek(
            team_id=team_id,
            team_name=names[team_id],
            week=week,
            has_zero_report=(team_id, week) in zero,
            entries=tuple(entries.get((team_id, week), ())),
        )
        for team_id, week in wanted
        if team_id in names
    }


async def _names(
    connection: AsyncConnection, commune_id: str, team_ids: set[str]
) -> dict[str, str]:
    asked = {"commune": commune_id, "teams": tuple(team_ids)}
    rows = await connection.execute(_named(), asked)
    return {row.id: row.name for row in rows}


async def _zero_reports(
    connection: AsyncConnection, commune_id: str, team_ids: set[str], weeks: set[str]
) -> set[TeamInWeek]:
    asked = {"commune": commune_id, "teams": tuple(team_ids), "weeks": tuple(weeks)}
    rows = await connection.execute(_standing_zero(), asked)
    return {(row.team_id, row.week) for row in rows}


async def _entries(
    connection: AsyncConnection, commune_id: str, team_ids: set[str], weeks: set[str]
) -> dict[TeamInWeek, list[Entry]]:
    asked = {"commune": commune_id, "teams": tuple(team_ids), "weeks": tuple(weeks)}
    rows = await connection.execute(_confirmed(), asked)
    found: dict[TeamInWeek, list[Entry]] = {}
    for row in rows:
        entry = Entry(
            activity_id=row.id,
            kind=row.kind,
            day=row.day,
            sessions=row.sessions,
            people=row.people,
            vneid=row.vneid,
            author_id=row.author_id,
            author_name=row.name,
        )
        found.setdefault((row.team_id, row.week), []).append(entry)
    for entries in found.values():
        # Sorted here: asked for an order by day, SQLite takes the index of days and reads it all.
        entries.sort(key=lambda entry: (entry.day, entry.activity_id), reverse=True)
    return found


# Asked with every report: building them anew takes longer than SQLite takes to answer.

COMMUNE: BindParameter[str] = bindparam("commune")
TEAMS: BindParameter[str] = bindparam("teams", expanding=True)
WEEKS: BindParameter[str] = bindparam("weeks", expanding=True)


@cache
def _named() -> Select[str, str]:
    return select(Team.id, Team.name).where(Team.commune_id == COMMUNE, Team.id.in_(TEAMS))


@cache
def _standing_zero() -> Select[str, str]:
    return select(ZeroReport.team_id, ZeroReport.week).where(
        ZeroReport.commune_id == COMMUNE,
        ZeroReport.team_id.in_(TEAMS),
        ZeroReport.week.in_(WEEKS),
        ZeroReport.withdrawn_at.is_(None),
    )


@cache
def _confirmed() -> Select[*tuple[Any, ...]]:
    vneid = Activity.vneid_1 + Activity.vneid_2 + Activity.vneid_unspecified
    author = and_(Person.commune_id == Activity.commune_id, Person.id == Activity.author_id)
    return (
        select(
            Activity.team_id,
            Activity.week,
            Activity.id,
            Activity.kind,
            Activity.day,
            Activity.sessions,
            Activity.people,
            vneid.label("vneid"),
            Activity.author_id,
            shown_name().label("name"),
        )
        .join(Person, author)
        .where(
            Activity.commune_id == COMMUNE,
            Activity.team_id.in_(TEAMS),
            Activity.week.in_(WEEKS),
            Activity.state == ActivityState.CONFIRMED,
        )
    )
