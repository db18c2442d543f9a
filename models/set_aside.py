"""Messages that fail every time they come: how often, and since when they are left alone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InCommune


class FailedMessage(InCommune, Base):
    """One message of a person that is our fault. It never holds the words.

    `error` is the kind of the last fault; `aside_at` is null while a redelivery is still tried.
    """

    __tablename__ = "failed_message"

    channel: Mapped[str] = mapped_column(primary_key=True)
    provider_id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    error: Mapped[str]
    tries: Mapped[int]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    aside_at: Mapped[datetime | None]


async def count_failure(
    connection: AsyncConnection,
    commune_id: str,
    *,
    message: tuple[str, str],
    kind: str,
    error: str,
    now: datetime,
    most: int,
) -> int:
    """One more failure of this (channel, provider id): how many there are now. At `most` it is set
    aside.
    """
    channel, provider_id = message
    key = (
        FailedMessage.commune_id == commune_id,
        FailedMessage.channel == channel,
        FailedMessage.provider_id == provider_id,
    )
    before = (await connection.scalar(select(FailedMessage.tries).where(*key))) or 0
    tries = before + 1
    changing = {
        "error": error,
        "tries": tries,
        "last_at": now,
        "aside_at": now if tries >= most else None,
    }
    put = upsert(FailedMessage).on_conflict_do_update(
        index_elements=["commune_id", "channel", "provider_id"], set_=changing
    )
    row = {
        "commune_id": commune_id,
        "channel": channel,
        "provider_id": provider_id,
        "kind": kind,
        "first_at": now,
    }
    await connection.execute(put, {**row, **changing})
    return tries
