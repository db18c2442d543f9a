"""Counting a period: the definitions of domain.md ("Definitions that every count uses") as queries.

An activity counts by its day, and only while it is confirmed. What no Tổ held (the commune itself,
a Đội) is in every total and stands once more under `commune`.

Each statement is built once in a process: building them anew takes longer than SQLite takes to
answer. They share the parameters commune, first and last.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Row,
    Select,
    and_,
    bindparam,
    case,
    distinct,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from models.activity import Activity, ActivityKind, ActivityState, Attendance, ZeroReport
from models.business_tally import count_businesses
from models.commune import Team, TeamKind
from models.figures import CommunePart, Sessions, Tally, TeamPart, TeamState, Vneid
from models.indicator import ActivityIndicator, Indicator
from models.product_tally import count_products
from models.trainee_tally import count_trainees
from models.weeks import week_of

RESIDENTS_SESSIONS = frozenset({ActivityKind.RESIDENTS_SESSION, ActivityKind.CLASS_DAY})
HOME_VISITS = frozenset({ActivityKind.HOME_VISIT, ActivityKind.INSTALLS})
GUIDING = RESIDENTS_SESSIONS | HOME_VISITS  # whose head counts are row 5 of the yearly table

Group = Row[Any]
"""One team's activities of one kind: team_id, kind, entries, sessions, people, heads, vneid_1 …"""

TeamRow = Row[str, str, bool, bool]
"""id, name, is_active, said_zero."""

COMMUNE: BindParameter[str] = bindparam("commune")
FIRST: BindParameter[date] = bindparam("first")
LAST: BindParameter[date] = bindparam("last")

IS_COUNTED = and_(
    Activity.commune_id == COMMUNE,
    Activity.day.between(FIRST, LAST),
    Activity.state == ActivityState.CONFIRMED,
)
IS_NAMED = and_(Attendance.commune_id == Activity.commune_id, Attendance.activity_id == Activity.id)


async def tally(connection: AsyncConnection, commune_id: str, first: date, last: date) -> Tally:
    """Every figure of the days from `first` to `last`, both included."""
    period = {"commune": commune_id, "first": first, "last": last}
    weeks = {"commune": commune_id, "first_week": week_of(first), "last_week": week_of(last)}
    groups = (await connection.execute(_groups(), period)).all()
    teams = _teams_of_period((await connection.execute(_teams(), weeks)).all(), groups)
    named, named_by_commune = (await connection.execute(_named_members(), period)).one()
    counted = (await connection.execute(_indicators(), period)).all()
    held_by_team = {team.id for team in teams}
    commune = [group for group in groups if group.team_id not in held_by_team]
    return Tally(
        first=first,
        last=last,
        sessions=_sessions(groups),
        home_visits=sum(group.entries for group in groups if group.kind in HOME_VISITS),
        people_guided=_people_guided(groups),
        members_trained=named + sum(group.heads for group in groups),
        vneid=Vneid(
            level_1=sum(group.vneid_1 for group in groups),
            level_2=sum(group.vneid_2 for group in groups),
            unspecified=sum(group.vneid_unspecified for group in groups),
        ),
        indicators={row.id: row.total for row in counted},
        commune=CommunePart(
            sessions=_sessions(commune),
            people_guided=_people_guided(commune),
            members_trained=named_by_commune + sum(group.heads for group in commune),
        ),
        by_team=_by_team(teams, groups),
        trainees=await count_trainees(connection, commune_id, first, last),
        businesses=await count_businesses(connection, commune_id, first, last),
        ocop_products=await count_products(connection, commune_id, last),
    )


@cache
def _groups() -> Select[*tuple[Any, ...]]:
    """`heads` are the members of whom only the number is known: sessions without a single name."""
    is_unnamed = and_(Activity.kind == ActivityKind.MEMBERS_SESSION, ~exists().where(IS_NAMED))
    sums = ("sessions", "people", "vneid_1", "vneid_2", "vneid_unspecified")
    return (
        select(
            Activity.team_id,
            Activity.kind,
            func.count().label("entries"),
            *(func.sum(getattr(Activity, name)).label(name) for name in sums),
            func.sum(case((is_unnamed, Activity.people), else_=0)).label("heads"),
        )
        .where(IS_COUNTED)
        .group_by(Activity.team_id, Activity.kind)
    )


@cache
def _teams() -> Select[str, str, bool, bool]:
    """Every Tổ in its order, with its standing zero report of a week that overlaps the days."""
    said_zero = exists().where(
        ZeroReport.commune_id == Team.commune_id,
        ZeroReport.team_id == Team.id,
        ZeroReport.week.between(bindparam("first_week"), bindparam("last_week")),
        ZeroReport.withdrawn_at.is_(None),
    )
    return (
        select(Team.id, Team.name, Team.is_active, said_zero.label("said_zero"))
        .where(Team.commune_id == COMMUNE, Team.kind == TeamKind.TO)
        .order_by(Team.position, Team.id)
    )


@cache
def _named_members() -> Select[int, int]:
    """Distinct members named at members' sessions: of all, and of those that no Tổ held."""
    team = and_(Team.commune_id == Activity.commune_id, Team.id == Activity.team_id)
    person = Attendance.person_id
    by_commune = case((or_(Team.id.is_(None), Team.kind != TeamKind.TO), person))
    return (
        select(func.count(distinct(person)), func.count(distinct(by_commune)))
        .select_from(Activity)
        .join(Attendance, IS_NAMED)
        .outerjoin(Team, team)
        .where(IS_COUNTED, Activity.kind == ActivityKind.MEMBERS_SESSION)
    )


@cache
def _indicators() -> Select[str, int]:
    """Every indicator that is counted within the days, in order, and any that has a value of them:
    what is added or retired later moves no figure of before. One that nobody counted is 0, and a
    null adds nothing.
    """
    is_inside = and_(
        Activity.commune_id == ActivityIndicator.commune_id,
        Activity.id == ActivityIndicator.activity_id,
    )
    sums = (
        select(ActivityIndicator.indicator_id, func.sum(ActivityIndicator.value).label("total"))
        .join(Activity, is_inside)
        .where(IS_COUNTED)
        .group_by(ActivityIndicator.indicator_id)
        .subquery()
    )
    is_begun = or_(Indicator.since.is_(None), Indicator.since <= LAST)
    is_asked = or_(Indicator.is_active, Indicator.retired_on >= FIRST)
    return (
        select(Indicator.id, func.coalesce(sums.c.total, 0).label("total"))
        .outerjoin(sums, sums.c.indicator_id == Indicator.id)
        .where(
            Indicator.commune_id == COMMUNE,
            or_(sums.c.total.is_not(None), and_(is_begun, is_asked)),
        )
        .order_by(Indicator.position, Indicator.id)
    )


def _teams_of_period(teams: Sequence[TeamRow], groups: Sequence[Group]) -> list[TeamRow]:
    """Those that are there now, and a closed one that was active then."""
    seen = {group.team_id for group in groups}
    return [team for team in teams if team.is_active or team.id in seen]


def _by_team(teams: Sequence[TeamRow], groups: Sequence[Group]) -> tuple[TeamPart, ...]:
    held: dict[str | None, list[Group]] = {}
    for group in groups:
        held.setdefault(group.team_id, []).append(group)
    return tuple(_team_part(team, held.get(team.id, [])) for team in teams)


def _team_part(team: TeamRow, groups: list[Group]) -> TeamPart:
    sessions = _sessions(groups)
    return TeamPart(
        team=team.id,
        name=team.name,
        state=_state(is_active=bool(groups), said_zero=team.said_zero),
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
