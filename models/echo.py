"""Our own words, said back to us: by a program at the other end, or a person who forwards them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.load import asked_for
from models.mail import Outbox, OutboxState
from models.post import SaidKey


async def find_echoes(
    connection: AsyncConnection, commune_id: str, heard: Collection[SaidKey], since: datetime
) -> set[SaidKey]:
    """Which of these words, by their keyed hash, that very account was sent since then."""
    if not heard:
        return set()
    asked = asked_for(commune_id, {(channel, account) for channel, account, _ in heard})
    rows = await connection.execute(_lately_said(), {**asked, "since": since})
    return {(row.channel, row.external_id, row.said or "") for row in rows} & set(heard)


@cache
def _lately_said() -> Select[str, str, str | None]:
    return select(Outbox.channel, Outbox.external_id, Outbox.said).where(
        Outbox.commune_id == bindparam("commune"),
        Outbox.channel.in_(bindparam("channels", expanding=True)),
        Outbox.external_id.in_(bindparam("ids", expanding=True)),
        Outbox.state == OutboxState.SENT,
        Outbox.finished_at > bindparam("since"),
    )
