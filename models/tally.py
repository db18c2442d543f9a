"""Counting a period: the definitions of domain.md ("Definitions that every count uses") as queries.

An activity counts by its day, and only while it is confirmed. What no Tổ held (the commune itself,
a Đội) is in every total and stands once more under `commune`.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, distinct, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.activity import Activity, ActivityKind, ActivityState, Attendance, ZeroReport
from models.commune import Team, TeamKind
from models.figures import CommunePart, Sessions, Tally, TeamPart, TeamState, Vneid
from models.indicator import ActivityIndicator, Indicator
from models.weeks import week_of

RESIDENTS_SESSIONS = frozenset({ActivityKind.RESIDENTS_SESSION, ActivityKind.CLASS_DAY})
HOME_VISITS = frozenset({ActivityKind.HOME_VISIT, ActivityKind.INSTALLS})
GUIDING = RESIDENTS_SESSIONS | HOME_VISITS  # whose head counts are row 5 of the yearly table

Group = Row[Any]
"""One team's activities of one kind: team_id, kind, entries, sessions, people, vneid_1 …"""

TeamRow = Row[str, str, bool]
"""id, name, is_active."""


async def tally(connection: AsyncConnection, commune_id: str, first: date, last: date) -> Tally:
    """Every figure of the days from `first` to `last`, both included."""
    counted = and_(
        Activity.commune_id == commune_id,
        Activity.day.between(first, last),
        Activity.state == ActivityState.CONFIRMED,
    )
    groups = await _groups(connection, counted)
    teams = await _teams(connection, commune_id, {group.team_id for group in groups})
    held_by_team = {team.id for team in teams}
    commune = [group for group in groups if group.team_id not in held_by_team]
    trained, trained_by_commune = await _members_trained(connection, counted, held_by_team)
    return Tally(
        first=first,
        last=last,
        sessions=_sessions(groups),
        home_visits=sum(group.entries for group in groups if group.kind in HOME_VISITS),
        people_guided=_people_guided(groups),
        members_trained=trained,
        vneid=Vneid(
            level_1=sum(group.vneid_1 for group in groups),
            level_2=sum(group.vneid_2 for group in groups),
            unspecified=sum(group.vneid_unspecified for group in groups),
        ),
        indicators=await _indicators(connection, commune_id, counted),
        commune=CommunePart(_sessions(commune), _people_guided(commune), trained_by_commune),
        by_team=_by_team(teams, groups, await _zero_teams(connection, commune_id, first, last)),
    )


async def _groups(connection: AsyncConnection, counted: ColumnElement[bool]) -> Sequence[Group]:
    columns = ("sessions", "people", "vneid_1", "vneid_2", "vneid_unspecified")
    rows = await connection.execute(
        select(
            Activity.team_id,
            Activity.kind,
            func.count().label("entries"),
            *(func.sum(getattr(Activity, name)).label(name) for name in columns),
        )
        .where(counted)
        .group_by(Activity.team_id, Activity.kind)
    )
    return rows.all()


async def _teams(
    connection: AsyncConnection, commune_id: str, seen: set[str | None]
) -> Sequence[TeamRow]:
    """The Tổ of the period in order: those there now, and a closed one that was active then."""
    rows = await connection.execute(
        select(Team.id, Team.name, Team.is_active)
        .where(Team.commune_id == commune_id, Team.kind == TeamKind.TO)
        .order_by(Team.position, Team.id)
    )
    return [team for team in rows if team.is_active or team.id in seen]


async def _members_trained(
    connection: AsyncConnection, counted: ColumnElement[bool], teams: set[str]
) -> tuple[int, int]:
    """Row 4, of everything and of the commune's own sessions.

    Distinct named members, and the head counts of sessions without a single name: whoever is named
    twice counts once, and whoever is only a head counts each time.
    """
    by_commune = or_(Activity.team_id.is_(None), Activity.team_id.not_in(teams))
    sessions = and_(counted, Activity.kind == ActivityKind.MEMBERS_SESSION)
    came = and_(Attendance.commune_id == Activity.commune_id, Attendance.activity_id == Activity.id)
    person = Attendance.person_id
    named = await connection.execute(
        select(func.count(distinct(person)), func.count(distinct(case((by_commune, person)))))
        .select_from(Activity)
        .join(Attendance, came)
        .where(sessions)
    )
    people = Activity.people
    heads = await connection.execute(
        select(
            func.coalesce(func.sum(people), 0),
            func.coalesce(func.sum(case((by_commune, people), else_=0)), 0),
        ).where(sessions, ~exists().where(came))
    )
    (all_named, commune_named), (all_heads, commune_heads) = named.one(), heads.one()
    return all_named + all_heads, commune_named + commune_heads


async def _indicators(
    connection: AsyncConnection, commune_id: str, counted: ColumnElement[bool]
) -> dict[str, int]:
    """Every active indicator in order: one that nobody counted is 0, and a null adds nothing."""
    sums = (
        select(ActivityIndicator.indicator_id, func.sum(ActivityIndicator.value).label("total"))
        .join(
            Activity,
            and_(
                Activity.commune_id == ActivityIndicator.commune_id,
                Activity.id == ActivityIndicator.activity_id,
            ),
        )
        .where(counted)
        .group_by(ActivityIndicator.indicator_id)
        .subquery()
    )
    rows = await connection.execute(
        select(Indicator.id, func.coalesce(sums.c.total, 0).label("total"))
        .outerjoin(sums, sums.c.indicator_id == Indicator.id)
        .where(Indicator.commune_id == commune_id, Indicator.is_active)
        .order_by(Indicator.position, Indicator.id)
    )
    return {row.id: row.total for row in rows}


async def _zero_teams(
    connection: AsyncConnection, commune_id: str, first: date, last: date
) -> frozenset[str]:
    """Teams with a standing zero report of a week that overlaps the days."""
    rows = await connection.scalars(
        select(ZeroReport.team_id)
        .where(
            ZeroReport.commune_id == commune_id,
            ZeroReport.week.between(week_of(first), week_of(last)),
            ZeroReport.withdrawn_at.is_(None),
        )
        .distinct()
    )
    return frozenset(rows)


def _by_team(
    teams: Sequence[TeamRow], groups: Sequence[Group], zero: frozenset[str]
) -> tuple[TeamPart, ...]:
    held: dict[str, list[Group]] = {team.id: [] for team in teams}
    for group in groups:
        if group.team_id in held:
            held[group.team_id].append(group)
    return tuple(
        _team_part(team.id, team.name, held[team.id], said_zero=team.id in zero) for team in teams
    )


def _team_part(team_id: str, name: str, groups: list[Group], *, said_zero: bool) -> TeamPart:
    sessions = _sessions(groups)
    return TeamPart(
        team=team_id,
        name=name,
        state=_state(is_active=bool(groups), said_zero=said_zero),
        sessions=sessions.members + sessions.residents,
        people_guided=_people_guided(groups),
        vneid=sum(group.vneid_1 + group.vneid_2 + group.vneid_unspecified for group in groups),
    )


def _state(*, is_active: bool, said_zero: bool) -> TeamState:
    if is_active:
        return TeamState.ACTIVE
    return TeamState.ZERO if said_zero else TeamState.SILENT


def _sessions(groups: Sequence[Group]) -> Sessions:
    return Sessions(
        members=sum(
            group.sessions for group in groups if group.kind is ActivityKind.MEMBERS_SESSION
        ),
        residents=sum(group.sessions for group in groups if group.kind in RESIDENTS_SESSIONS),
    )


def _people_guided(groups: Sequence[Group]) -> int:
    return sum(group.people for group in groups if group.kind in GUIDING)
