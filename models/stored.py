"""Looking back, for the simulator: who an account is, and what it was sent."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.mail import Inbox, Outbox, OutboxState
from models.people import Person


@dataclass(frozen=True, slots=True)
class SentLetter:
    owner: str
    message: str


async def find_phone(connection: AsyncConnection, commune_id: str, phone_hash: str) -> str | None:
    found: str | None = await connection.scalar(
        select(Person.phone).where(Person.commune_id == commune_id, Person.phone_hash == phone_hash)
    )
    return found


async def provider_ids_between(
    connection: AsyncConnection, commune_id: str, channel: str, first: str, last: str
) -> tuple[str, ...]:
    """The provider ids that were taken of a channel, from `first` to `last`, in no order."""
    rows = await connection.scalars(
        select(Inbox.provider_id).where(
            Inbox.commune_id == commune_id,
            Inbox.channel == channel,
            Inbox.provider_id.between(first, last),
        )
    )
    return tuple(rows)


async def sent_letters(
    connection: AsyncConnection, commune_id: str, channel: str, external_id: str, most: int
) -> tuple[SentLetter, ...]:
    """What this account was sent, the newest first."""
    rows = await connection.execute(
        select(Outbox.owner, Outbox.message)
        .where(
            Outbox.commune_id == commune_id,
            Outbox.channel == channel,
            Outbox.external_id == external_id,
            Outbox.state == OutboxState.SENT,
        )
        .order_by(Outbox.finished_at.desc(), Outbox.id.desc())
        .limit(most)
    )
    return tuple(SentLetter(row.owner, row.message) for row in rows if row.message is not None)
