"""The answers to what is asked of weeks beside their figures: one SELECT a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.adjustment import Adjustment
from models.commune import Team
from models.needs import Need
from models.people import Person, shown_name
from models.snapshot import Snapshot
from models.week_needs import (
    AdjustmentRow,
    CommuneStanding,
    CommuneStandingNeed,
    StatementRow,
    TeamStanding,
    TeamStandingNeed,
)
from models.week_statement import WeekStatement
from models.week_totals import WeekTotals

VNEID = ("vneid/level_1", "vneid/level_2", "vneid/unspecified")


async def team_standings(
    connection: AsyncConnection, commune_id: str, needs: Sequence[TeamStandingNeed]
) -> dict[Need[Any], Any]:
    weeks: tuple[str, ...] = tuple({need.week for need in needs})
    asked = {
        "commune": commune_id,
        "teams": tuple({need.team_id for need in needs}),
        "weeks": weeks,
    }
    newest: dict[tuple[str, str], StatementRow] = {}
    for row in await connection.execute(_statements(), asked):
        newest[row.team_id, row.week] = StatementRow(
            row.revision, row.by_id, row.name, row.at, WeekTotals(**row.totals), row.reopened_why
        )
    closed = await _closed(connection, commune_id, weeks)
    later = Counter[tuple[str | None, str]]()
    if closed:
        rows = await connection.execute(_later(), asked)
        later.update((row.team_id, row.week) for row in rows)
    return {
        need: TeamStanding(
            newest.get((need.team_id, need.week)),
            closed.get(need.week),
            later[need.team_id, need.week],
        )
        for need in needs
    }


async def commune_standings(
    connection: AsyncConnection, commune_id: str, needs: Sequence[CommuneStandingNeed]
) -> dict[Need[Any], Any]:
    weeks: tuple[str, ...] = tuple({need.week for need in needs})
    asked = {"commune": commune_id, "weeks": weeks}
    confirmed: dict[str, set[str]] = {}
    for row in await connection.execute(_standing(), asked):
        confirmed.setdefault(row.week, set()).add(row.team_id)
    closed = await _closed(connection, commune_id, weeks)
    later: dict[str, list[AdjustmentRow]] = {}
    if closed:
        for row in await connection.execute(_adjustments(), asked):
            later.setdefault(row.week, []).append(_adjustment(row))
    return {
        need: CommuneStanding(
            frozenset(confirmed.get(need.week, ())),
            closed.get(need.week),
            tuple(later.get(need.week, ())),
        )
        for need in needs
    }


def _adjustment(row: Any) -> AdjustmentRow:  # noqa: ANN401  # a row of `_adjustments`
    plus = row.delta.get("plus", {})
    return AdjustmentRow(
        number=row.number,
        at=row.at,
        by_name=row.by_name or "",
        team_name=row.team_name or "",
        cause=row.cause,
        people=plus.get("people_guided", 0),
        vneid=sum(plus.get(path, 0) for path in VNEID),
    )


async def _closed(
    connection: AsyncConnection, commune_id: str, weeks: tuple[str, ...]
) -> dict[str, datetime]:
    rows = await connection.execute(_snapshots(), {"commune": commune_id, "weeks": weeks})
    return {row.week: row.taken_at for row in rows}


@cache
def _statements() -> Select[*tuple[Any, ...]]:
    """In the order of their revisions: the last of a team and week is the newest."""
    author = and_(Person.commune_id == WeekStatement.commune_id, Person.id == WeekStatement.by_id)
    return (
        select(
            WeekStatement.team_id,
            WeekStatement.week,
            WeekStatement.revision,
            WeekStatement.by_id,
            shown_name().label("name"),
            WeekStatement.at,
            WeekStatement.totals,
            WeekStatement.reopened_why,
        )
        .join(Person, author)
        .where(
            WeekStatement.commune_id == bindparam("commune"),
            WeekStatement.team_id.in_(bindparam("teams", expanding=True)),
            WeekStatement.week.in_(bindparam("weeks", expanding=True)),
        )
        .order_by(WeekStatement.revision)
    )


@cache
def _standing() -> Select[str, str]:
    return select(WeekStatement.week, WeekStatement.team_id).where(
        WeekStatement.commune_id == bindparam("commune"),
        WeekStatement.week.in_(bindparam("weeks", expanding=True)),
        WeekStatement.reopened_at.is_(None),
    )


@cache
def _snapshots() -> Select[str, datetime]:
    return select(Snapshot.week, Snapshot.taken_at).where(
        Snapshot.commune_id == bindparam("commune"),
        Snapshot.week.in_(bindparam("weeks", expanding=True)),
    )


@cache
def _later() -> Select[str | None, str]:
    return select(Adjustment.team_id, Adjustment.week).where(
        Adjustment.commune_id == bindparam("commune"),
        Adjustment.week.in_(bindparam("weeks", expanding=True)),
        Adjustment.team_id.in_(bindparam("teams", expanding=True)),
    )


@cache
def _adjustments() -> Select[*tuple[Any, ...]]:
    author = and_(Person.commune_id == Adjustment.commune_id, Person.id == Adjustment.by_id)
    team = and_(Team.commune_id == Adjustment.commune_id, Team.id == Adjustment.team_id)
    return (
        select(
            Adjustment.week,
            Adjustment.number,
            Adjustment.at,
            shown_name().label("by_name"),
            Team.name.label("team_name"),
            Adjustment.cause,
            Adjustment.delta,
        )
        .outerjoin(Person, author)
        .outerjoin(Team, team)
        .where(
            Adjustment.commune_id == bindparam("commune"),
            Adjustment.week.in_(bindparam("weeks", expanding=True)),
        )
        .order_by(Adjustment.number)
    )
