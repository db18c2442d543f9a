"""The answers to the needs of giving work: what was given, to whom, and what was logged since; each
by one SELECT for a whole batch.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.assignment import Assignment, AssignmentTeam
from models.assignment_needs import (
    AskedTeam,
    AskedTeamsNeed,
    AssignmentNeed,
    AssignmentsNeed,
    CommuneGoalsNeed,
    GivenNeed,
    GivenRow,
    GivenTeam,
    TeamGoalsNeed,
)
from models.commune import Team, TeamKind
from models.goals import Counted, counted
from models.indicator import Indicator
from models.needs import Need
from models.people import PersonRole, Role
from models.weeks import week_days, week_of

Found = dict[Need[Any], Any]


async def open_assignments(
    connection: AsyncConnection, commune_id: str, needs: Sequence[AssignmentsNeed]
) -> Found:
    since = min(need.since for need in needs)
    rows = await _given(connection, commune_id, _IS_OPEN, Assignment.last >= since)
    return {need: tuple(row for row in rows if row.last >= need.since) for need in needs}


async def assignments(
    connection: AsyncConnection, commune_id: str, needs: Sequence[AssignmentNeed]
) -> Found:
    ids = {need.assignment_id for need in needs}
    rows = {row.id: row for row in await _given(connection, commune_id, Assignment.id.in_(ids))}
    return {need: rows.get(need.assignment_id) for need in needs}


async def given(connection: AsyncConnection, commune_id: str, needs: Sequence[GivenNeed]) -> Found:
    teams = {team_id for need in needs for team_id in need.team_ids}
    since = min(need.since for need in needs)
    rows = await _given(connection, commune_id, _IS_OPEN, Assignment.last >= since, teams=teams)
    return {
        need: _of_teams(tuple(row for row in rows if row.last >= need.since), need.team_ids)
        for need in needs
    }


async def team_goals(
    connection: AsyncConnection, commune_id: str, needs: Sequence[TeamGoalsNeed]
) -> Found:
    teams = {need.team_id for need in needs}
    days = [_week(need.today) for need in needs]
    rows = await _goals(connection, commune_id, days, teams=teams)
    return {need: _of_teams(_running(rows, need.today), (need.team_id,)) for need in needs}


async def commune_goals(
    connection: AsyncConnection, commune_id: str, needs: Sequence[CommuneGoalsNeed]
) -> Found:
    rows = await _goals(connection, commune_id, [_week(need.today) for need in needs])
    return {need: _running(rows, need.today) for need in needs}


async def asked_teams(
    connection: AsyncConnection, commune_id: str, needs: Sequence[AskedTeamsNeed]
) -> Found:
    rows = await connection.execute(_asked_teams(), {"commune": commune_id})
    found = tuple(AskedTeam(row.id, row.name, row.kind, row.is_led) for row in rows)
    return dict.fromkeys(needs, found)


_IS_OPEN = Assignment.closed_at.is_(None)


def _week(day: date) -> tuple[date, date]:
    return week_days(week_of(day))


def _running(rows: Sequence[GivenRow], today: date) -> tuple[GivenRow, ...]:
    monday, sunday = _week(today)
    return tuple(row for row in rows if row.first <= sunday and row.last >= monday)


def _of_teams(rows: Sequence[GivenRow], team_ids: Sequence[str]) -> tuple[GivenRow, ...]:
    kept = []
    for row in rows:
        teams = tuple(t for t in row.teams if t.team_id in team_ids and t.is_active)
        if teams:
            kept.append(replace(row, teams=teams))
    return tuple(kept)


async def _goals(
    connection: AsyncConnection,
    commune_id: str,
    days: Sequence[tuple[date, date]],
    *,
    teams: Collection[str] = (),
) -> tuple[GivenRow, ...]:
    monday = min(first for first, _ in days)
    sunday = max(last for _, last in days)
    return await _given(
        connection,
        commune_id,
        _IS_OPEN,
        Assignment.figure.is_not(None),
        Assignment.last >= monday,
        Assignment.first <= sunday,
        teams=teams,
    )


async def _given(
    connection: AsyncConnection,
    commune_id: str,
    *conditions: ColumnElement[bool],
    teams: Collection[str] = (),
) -> tuple[GivenRow, ...]:
    """What meets the conditions; with `teams`, only what these have of it. Assignments first, then
    their teams by the key: joined, SQLite begins with every team that was ever given anything.
    """
    query = _heads().where(Assignment.commune_id == commune_id, *conditions)
    heads = {row.id: row for row in await connection.execute(query)}
    if not heads:
        return ()
    asked_of = _teams_of(commune_id, heads)
    if teams:
        asked_of = asked_of.where(AssignmentTeam.team_id.in_(teams))
    grouped: dict[str, list[Any]] = {}
    for row in await connection.execute(asked_of):
        grouped.setdefault(row.assignment_id, []).append(row)
    goals = [heads[id_] for id_ in grouped if heads[id_].figure]
    so_far: Counted = {}
    if goals:
        so_far = await counted(
            connection,
            commune_id,
            assignments={row.id for row in goals},
            teams={row.team_id for goal in goals for row in grouped[goal.id]},
            first=min(row.first for row in goals),
            last=max(row.last for row in goals),
        )
    # Sorted here: asked for an order, SQLite takes an index for that and reads about everything.
    in_order = sorted(grouped, key=lambda id_: (heads[id_].last, id_))
    return tuple(_row(heads[id_], grouped[id_], so_far) for id_ in in_order)


def _row(head: Row[Any], teams: Sequence[Row[Any]], so_far: Counted) -> GivenRow:
    return GivenRow(
        id=head.id,
        title=head.title,
        figure=head.figure or "",
        figure_label=head.label or "",
        figure_unit=head.unit or "",
        first=head.first,
        last=head.last,
        by_id=head.by_id,
        is_closed=head.closed_at is not None,
        teams=tuple(
            GivenTeam(
                team_id=row.team_id,
                name=row.name,
                goal=row.goal,
                state=row.state,
                word=row.word or "",
                counted=so_far.get((head.id, row.team_id), 0),
                is_active=row.is_active,
                kind=row.kind,
            )
            for row in sorted(teams, key=lambda row: (row.position, row.team_id))
        ),
    )


@cache
def _heads() -> Select[*tuple[Any, ...]]:
    word = and_(Indicator.commune_id == Assignment.commune_id, Indicator.id == Assignment.figure)
    return select(
        Assignment.id,
        Assignment.title,
        Assignment.figure,
        Indicator.label,
        Indicator.unit,
        Assignment.first,
        Assignment.last,
        Assignment.by_id,
        Assignment.closed_at,
    ).outerjoin(Indicator, word)


def _teams_of(commune_id: str, assignments: Collection[str]) -> Select[*tuple[Any, ...]]:
    team = and_(Team.commune_id == AssignmentTeam.commune_id, Team.id == AssignmentTeam.team_id)
    return (
        select(
            AssignmentTeam.assignment_id,
            AssignmentTeam.team_id,
            AssignmentTeam.goal,
            AssignmentTeam.state,
            AssignmentTeam.word,
            Team.name,
            Team.is_active,
            Team.kind,
            Team.position,
        )
        .join(Team, team)
        .where(
            AssignmentTeam.commune_id == commune_id,
            AssignmentTeam.assignment_id.in_(assignments),
        )
    )


@cache
def _asked_teams() -> Select[*tuple[Any, ...]]:
    leads = or_(
        PersonRole.role == Role.LEADER,
        and_(PersonRole.role == Role.RAPID, Team.kind == TeamKind.DOI),
    )
    is_led = exists().where(
        PersonRole.commune_id == Team.commune_id, PersonRole.team_id == Team.id, leads
    )
    return (
        select(Team.id, Team.name, Team.kind, is_led.label("is_led"))
        .where(Team.commune_id == bindparam("commune"), Team.is_active)
        .order_by(Team.position, Team.id)
    )


ASSIGNMENT_LOADERS: dict[type, Callable[..., Any]] = {
    AssignmentsNeed: open_assignments,
    AssignmentNeed: assignments,
    GivenNeed: given,
    TeamGoalsNeed: team_goals,
    CommuneGoalsNeed: commune_goals,
    AskedTeamsNeed: asked_teams,
}
