"""A leader's statement of a week as a change, and what becomes of it when the week changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from models.week_statement import WeekStatement
from models.week_totals import WeekTotals

RESTATED = "restated"
"""Why a statement stands no longer, where another of the same week took its place."""


@dataclass(frozen=True, slots=True)
class StateWeek:
    """Somebody says that these are the totals of the team's week. The same once more is the same
    statement; other totals are its next revision.
    """

    team_id: str
    week: str
    by_id: str
    at: datetime
    channel: str
    totals: WeekTotals
    key: str = ""


async def state_week(connection: AsyncConnection, commune_id: str, change: StateWeek) -> None:
    of_week = (
        WeekStatement.commune_id == commune_id,
        WeekStatement.team_id == change.team_id,
        WeekStatement.week == change.week,
    )
    totals = asdict(change.totals)
    standing = await connection.execute(
        select(WeekStatement.totals).where(*of_week, WeekStatement.reopened_at.is_(None))
    )
    row = standing.one_or_none()
    if row is not None and row.totals == totals:
        return
    if row is not None:
        await connection.execute(
            update(WeekStatement)
            .where(*of_week, WeekStatement.reopened_at.is_(None))
            .values(reopened_at=change.at, reopened_by=change.by_id, reopened_why=RESTATED)
        )
    newest = await connection.scalar(select(func.max(WeekStatement.revision)).where(*of_week))
    await connection.execute(
        insert(WeekStatement),
        {
            "commune_id": commune_id,
            "team_id": change.team_id,
            "week": change.week,
            "revision": (newest or 0) + 1,
            "by_id": change.by_id,
            "at": change.at,
            "channel": change.channel,
            "totals": totals,
        },
    )


@dataclass(frozen=True, slots=True)
class Reopened:
    """A week changed before its cut-off."""

    team_id: str
    week: str
    by_id: str
    at: datetime
    why: str


async def reopen_weeks(
    connection: AsyncConnection, commune_id: str, reopened: Sequence[Reopened]
) -> None:
    """What was stated of these weeks stands no longer; most often nothing was."""
    if not reopened:
        return
    await connection.execute(
        update(WeekStatement)
        .where(
            WeekStatement.commune_id == bindparam("commune"),
            WeekStatement.team_id == bindparam("team"),
            WeekStatement.week == bindparam("of_week"),
            WeekStatement.reopened_at.is_(None),
        )
        .values(
            reopened_at=bindparam("at_moment"),
            reopened_by=bindparam("by"),
            reopened_why=bindparam("because"),
        ),
        [
            {
                "commune": commune_id,
                "team": one.team_id,
                "of_week": one.week,
                "at_moment": one.at,
                "by": one.by_id,
                "because": one.why,
            }
            for one in reopened
        ],
    )
