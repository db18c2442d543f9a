"""Attachments as fetching sees them: which are due, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from models.attachment import Attachment, AttachmentState
from models.people import Account


@dataclass(frozen=True, slots=True)
class Parcel:
    id: str
    owner: str
    channel: str
    source: str
    tries: int
    deadline_at: datetime
    external_id: str | None
    wanted: str | None = None
    """What it may be, as long as it is pending (`Attachment.mime`)."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of one attachment: stored, refused or failed for good, or to be tried again at
    `next_try_at`.
    """

    parcel: Parcel
    state: AttachmentState
    reason: str | None = None
    next_try_at: datetime | None = None
    file_name: str | None = None
    mime: str | None = None
    size: int | None = None
    digest: str | None = None


async def due_parcels(
    connection: AsyncConnection, commune_id: str, now: datetime, most: int
) -> tuple[Parcel, ...]:
    account = (
        select(Account.external_id)
        .where(
            Account.commune_id == Attachment.commune_id,
            Account.channel == Attachment.channel,
            Account.person_id == Attachment.owner,
        )
        .order_by(Account.last_seen_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = await connection.execute(
        select(
            Attachment.id,
            Attachment.owner,
            Attachment.channel,
            Attachment.source,
            Attachment.tries,
            Attachment.deadline_at,
            account,
            Attachment.mime,
        )
        .where(
            Attachment.state == AttachmentState.PENDING,
            Attachment.next_try_at <= now,
            Attachment.commune_id == commune_id,
        )
        .order_by(Attachment.id)
        .limit(most)
    )
    return tuple(Parcel(*row) for row in rows)


async def next_parcel_at(connection: AsyncConnection, commune_id: str) -> datetime | None:
    found: datetime | None = await connection.scalar(
        select(func.min(Attachment.next_try_at)).where(
            Attachment.state == AttachmentState.PENDING, Attachment.commune_id == commune_id
        )
    )
    return found


async def settle_parcels(
    connection: AsyncConnection, commune_id: str, arrivals: Sequence[Arrival]
) -> None:
    for arrival in arrivals:
        await connection.execute(
            update(Attachment)
            .where(Attachment.commune_id == commune_id, Attachment.id == arrival.parcel.id)
            .values(
                state=arrival.state,
                reason=arrival.reason,
                tries=arrival.parcel.tries + 1,
                next_try_at=arrival.next_try_at,
                file_name=arrival.file_name,
                mime=arrival.mime or arrival.parcel.wanted,
                size=arrival.size,
                digest=arrival.digest,
            )
        )
