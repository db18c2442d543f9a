"""The cut-off of a week: its snapshot, and every later change as an adjustment (domain, Rhythm).

The snapshot says how the week stood at its cut-off, also where nobody closed it then: the first
change after the cut-off closes it before it is written.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.kernel.clock import local
from models.adjusting import difference
from models.changes import Change
from models.commune import Commune
from models.settings import load_settings
from models.snapshot import Snapshot, StoredSnapshot, stored_snapshot
from models.standing import live_tally, note_adjustment
from models.touched import Touched
from models.weeks import cutoff_of, week_days

Write: TypeAlias = Callable[[Sequence[Change]], Awaitable[None]]


async def close_week(
    connection: AsyncConnection, commune_id: str, week: str, now: datetime
) -> tuple[StoredSnapshot, bool]:
    """The week's snapshot, and whether it was taken now. Whether the cut-off has passed is the
    caller's to know.
    """
    stored = await stored_snapshot(connection, commune_id, week)
    if stored is not None:
        return stored, False
    counted = await live_tally(connection, commune_id, week, now)
    row = {"commune_id": commune_id, "week": week, "taken_at": now, "tally": counted}
    await connection.execute(insert(Snapshot), row)
    return StoredSnapshot(week, now, counted), True


async def find_late(
    connection: AsyncConnection, commune_id: str, touched: Sequence[Touched]
) -> list[Touched]:
    """Those that come after the cut-off of a week of theirs, each with these weeks only. A week
    that ended before the commune was here was never open, and has no cut-off.
    """
    over = [one for one in touched if any(_is_over(week, one.at) for week in one.weeks)]
    if not over:
        return []
    settings = await load_settings(connection, commune_id)
    here = await connection.scalar(select(Commune.created_at).where(Commune.id == commune_id))
    snapshots = await connection.execute(
        select(Snapshot.week).where(
            Snapshot.commune_id == commune_id,
            Snapshot.week.in_({week for one in over for week in one.weeks}),
        )
    )
    closed = set(snapshots.scalars())
    late = []
    for one in over:
        weeks = tuple(
            week
            for week in one.weeks
            if week in closed
            or (here is not None and here < cutoff_of(week, settings.cutoff) <= one.at)
        )
        if weeks:
            late.append(replace(one, weeks=weeks))
    return late


def _is_over(week: str, at: datetime) -> bool:
    """Without asking the store: no cut-off comes before the week's last day is over."""
    return week_days(week)[1] < local(at).date()


async def write_late(
    connection: AsyncConnection, commune_id: str, late: Touched, write: Write
) -> None:
    """Close the weeks that nobody closed, write the change, and note what it changed in each."""
    before = {}
    for week in late.weeks:
        await close_week(connection, commune_id, week, late.at)
        before[week] = await live_tally(connection, commune_id, week, late.at)
    await write((late.change,))
    for week in late.weeks:
        after = await live_tally(connection, commune_id, week, late.at)
        if delta := difference(before[week], after):
            await note_adjustment(
                connection, commune_id, week, at=late.at, by_id=late.by_id, team_id=late.team_id,
                cause=late.cause, subject=late.subject, delta=delta,
            )  # fmt: skip
