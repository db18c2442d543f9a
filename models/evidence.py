"""What the store itself proves of a channel: that something came in by it, and went out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.mail import Inbox, Outbox, OutboxState


@dataclass(frozen=True, slots=True)
class Evidence:
    """When the last message came in and the last one went out; None where none ever did."""

    heard_at: datetime | None = None
    sent_at: datetime | None = None


async def find_evidence(connection: AsyncConnection, commune_id: str, channel: str) -> Evidence:
    """It needs no key. Reads all of the channel: for a command, not for every message."""
    heard = select(func.max(Inbox.at)).where(
        Inbox.commune_id == commune_id, Inbox.channel == channel
    )
    sent = select(func.max(Outbox.finished_at)).where(
        Outbox.commune_id == commune_id,
        Outbox.channel == channel,
        Outbox.state == OutboxState.SENT,
    )
    return Evidence(await connection.scalar(heard), await connection.scalar(sent))
