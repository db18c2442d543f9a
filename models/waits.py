"""Waits that a clock which was set back would make longer than they were meant to be."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from models.attachment import Attachment, AttachmentState
from models.dialogs import Timer, TimerState
from models.errand import Errand, ErrandState
from models.mail import Outbox, OutboxState
from models.post import MISCONFIGURED
from models.timers import TimerKind

AGAIN = ("throttled", "unreachable", MISCONFIGURED)
"""Why a letter that was tried waits again (`bot.fates`): for so long, not until some hour."""


async def shorten_waits(connection: AsyncConnection, commune_id: str, by: timedelta) -> int:
    """Whatever waits for some time, and not until an hour of the day or the end of a draft's life,
    waits as much less; how many rows these are.
    """
    lasting = or_(Outbox.reason.in_(AGAIN), Outbox.not_before <= Outbox.created_at)
    letters = await _shorten(
        connection, commune_id, by, Outbox.not_before, Outbox.state == OutboxState.WAITING, lasting
    )
    nudges = await _shorten(
        connection,
        commune_id,
        by,
        Timer.due_at,
        Timer.state == TimerState.WAITING,
        Timer.kind == TimerKind.NUDGE,
    )
    photos = await _shorten(
        connection, commune_id, by, Attachment.next_try_at,
        Attachment.state == AttachmentState.PENDING,
    )  # fmt: skip
    errands = await _shorten(
        connection, commune_id, by, Errand.next_try_at, Errand.state == ErrandState.WAITING
    )
    return letters + nudges + photos + errands


async def _shorten(
    connection: AsyncConnection,
    commune_id: str,
    by: timedelta,
    moment: Any,  # noqa: ANN401  # an attribute of any of the four, of a moment that may be null
    *where: ColumnElement[bool],
) -> int:
    table = moment.class_
    rows = await connection.execute(
        select(table.id, moment).where(table.commune_id == commune_id, *where)
    )
    sooner = [{"row": row[0], "sooner": row[1] - by} for row in rows]
    if sooner:
        row = update(table).where(table.commune_id == commune_id, table.id == bindparam("row"))
        await connection.execute(row.values({moment: bindparam("sooner")}), sooner)
    return len(sooner)
