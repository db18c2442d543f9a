"""Letters that the month's quota held back: let go when the next month begins."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from models.mail import Lane, Outbox, OutboxState
from models.post import QUOTA


async def release_quota(
    connection: AsyncConnection, commune_id: str, *, began: datetime, now: datetime, stale: datetime
) -> tuple[int, int]:
    """How many of those held before the month `began` wait again, and how many replies ended,
    being older than `stale`: what somebody asked weeks ago is not answered out of the blue.
    """
    held = update(Outbox).where(
        Outbox.commune_id == commune_id,
        Outbox.state == OutboxState.HELD,
        Outbox.reason == QUOTA,
        Outbox.finished_at < began,
    )
    ended = await connection.execute(
        held.where(Outbox.lane == Lane.REPLY, Outbox.created_at < stale).values(
            state=OutboxState.EXPIRED, finished_at=now
        )
    )
    released = await connection.execute(held.values(state=OutboxState.WAITING, finished_at=None))
    return released.rowcount, ended.rowcount
