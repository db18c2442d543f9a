"""A closed week: how it stood at its cut-off, what came later, and how it stands now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.adjusting import added_up, comparable, difference
from models.adjustment import Adjustment, Cause
from models.figures import completed, tally_json
from models.snapshot import Snapshot, StoredSnapshot, stored_snapshot
from models.tally import tally
from models.weeks import week_days


async def adjust_closed_weeks(
    connection: AsyncConnection, commune_id: str, cause: Cause, at: datetime, by_id: str | None
) -> int:
    """What a change of the whole commune (its teams, its indicators) moved in the weeks that are
    closed, as adjustments; how many there were.
    """
    weeks = await connection.execute(select(Snapshot.week).where(Snapshot.commune_id == commune_id))
    moved = 0
    for week in sorted(weeks.scalars()):
        standing = await week_standing(connection, commune_id, week, at)
        if standing is None or standing.is_exact:
            continue
        moved += 1
        await note_adjustment(
            connection, commune_id, week, at=at, by_id=by_id, team_id=None, cause=cause,
            subject="", delta=difference(standing.expected, standing.live),
        )  # fmt: skip
    return moved


@dataclass(frozen=True, slots=True)
class Noted:
    number: int
    at: datetime
    by_id: str | None
    team_id: str | None
    cause: Cause
    subject: str
    delta: dict[str, Any]


@dataclass(frozen=True, slots=True)
class WeekStanding:
    """A closed week: how it stood at its cut-off, what came later, and how it stands. `expected`
    and `live` are as `models.adjusting.added_up` gives them.
    """

    snapshot: StoredSnapshot
    adjustments: tuple[Noted, ...]
    live: dict[str, Any]

    @property
    def expected(self) -> dict[str, Any]:
        return added_up(completed(self.snapshot.tally), [noted.delta for noted in self.adjustments])

    @property
    def is_exact(self) -> bool:
        return self.expected == self.live


async def week_standing(
    connection: AsyncConnection, commune_id: str, week: str, now: datetime
) -> WeekStanding | None:
    """None for a week that is not closed."""
    snapshot = await stored_snapshot(connection, commune_id, week)
    if snapshot is None:
        return None
    rows = await connection.execute(
        select(Adjustment.number, Adjustment.at, Adjustment.by_id, Adjustment.team_id,
               Adjustment.cause, Adjustment.subject, Adjustment.delta)
        .where(Adjustment.commune_id == commune_id, Adjustment.week == week)
        .order_by(Adjustment.number)
    )  # fmt: skip
    live = comparable(await live_tally(connection, commune_id, week, now))
    return WeekStanding(snapshot, tuple(Noted(*row) for row in rows), live)


async def note_adjustment(
    connection: AsyncConnection, commune_id: str, week: str, **columns: object
) -> None:
    """The next one of the week."""
    newest = await connection.scalar(
        select(func.max(Adjustment.number)).where(
            Adjustment.commune_id == commune_id, Adjustment.week == week
        )
    )
    row = {"commune_id": commune_id, "week": week, "number": (newest or 0) + 1, **columns}
    await connection.execute(insert(Adjustment), row)


async def live_tally(
    connection: AsyncConnection, commune_id: str, week: str, now: datetime
) -> dict[str, Any]:
    """The week as it stands, as JSON."""
    return tally_json(await tally(connection, commune_id, *week_days(week)), week, now)
