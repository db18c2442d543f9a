"""What a decision may need of letters that nobody's message caused: notices, and what errands
brought.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialog.message import Way, message_from_text
from models.load import asked_for
from models.mail import Outbox, OutboxState
from models.needs import Need


@dataclass(frozen=True, slots=True)
class SentWay:
    """A button, and when what it stood under went out."""

    way: Way
    at: datetime


@dataclass(frozen=True, slots=True)
class NoticeWaysNeed(Need[tuple[SentWay, ...]]):
    """The buttons under what went out to this account by itself since then, the newest first."""

    channel: str
    external_id: str
    since: datetime

    @property
    def key(self) -> str:
        return f"notices:{self.channel}:{self.external_id}"


async def notice_ways(
    connection: AsyncConnection, commune_id: str, needs: Sequence[NoticeWaysNeed]
) -> dict[Need[Any], Any]:
    asked = asked_for(commune_id, {(need.channel, need.external_id) for need in needs})
    since = min(need.since for need in needs)
    rows = (await connection.execute(_sent_by_itself(), {**asked, "since": since})).all()
    return {
        need: tuple(
            SentWay(way, row.finished_at)
            for row in rows
            if (row.channel, row.external_id) == (need.channel, need.external_id)
            and row.finished_at > need.since
            for way in message_from_text(row.message).ways
        )
        for need in needs
    }


@cache
def _sent_by_itself() -> Select[*tuple[Any, ...]]:
    return (
        select(Outbox.channel, Outbox.external_id, Outbox.message, Outbox.finished_at)
        .where(
            Outbox.commune_id == bindparam("commune"),
            Outbox.channel.in_(bindparam("channels", expanding=True)),
            Outbox.external_id.in_(bindparam("ids", expanding=True)),
            Outbox.state == OutboxState.SENT,
            Outbox.finished_at > bindparam("since"),
            Outbox.cause.is_(None),
            Outbox.message.is_not(None),
        )
        .order_by(Outbox.finished_at.desc(), Outbox.id.desc())
    )
