"""Our own words, said back to us: by a program at the other end, or a person who forwards them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from models.mail import Outbox, OutboxState
from models.post import SaidKey


async def find_echoes(
    connection: AsyncConnection, commune_id: str, heard: Collection[SaidKey], since: datetime
) -> set[SaidKey]:
    """Which of these words, by their keyed hash, that very account was sent since then."""
    if not heard:
        return set()
    rows = await connection.execute(
        select(Outbox.channel, Outbox.external_id, Outbox.said)
        .where(
            Outbox.commune_id == commune_id,
            tuple_(Outbox.channel, Outbox.external_id, Outbox.said).in_(heard),
            Outbox.state == OutboxState.SENT,
            Outbox.finished_at > since,
        )
        .distinct()
    )
    return {(row.channel, row.external_id, row.said) for row in rows}
