"""Words whose time is over. Identity, state and times stay: a late job must still see that a
letter went out, or it would send it again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from models.dialogs import Dialog
from models.mail import Lane, Outbox, OutboxState

FINISHED = (OutboxState.SENT, OutboxState.FAILED, OutboxState.EXPIRED)


UNHEARD = "held too long"
"""Why a reply ended for which nobody came: weeks later it would answer nothing."""


async def end_held_replies(connection: AsyncConnection, commune_id: str, before: datetime) -> int:
    """What was said by itself ends by its `valid_until`; a reply has none."""
    ended = await connection.execute(
        update(Outbox)
        .where(
            Outbox.commune_id == commune_id,
            Outbox.state == OutboxState.HELD,
            Outbox.lane == Lane.REPLY,
            Outbox.valid_until.is_(None),
            Outbox.finished_at < before,
            Outbox.message.is_not(None),
        )
        .values(state=OutboxState.EXPIRED, reason=UNHEARD)
    )
    return ended.rowcount


async def purge_letters(
    connection: AsyncConnection, commune_id: str, before: datetime, most: int
) -> int:
    """Empty up to `most` letters that were finished before that moment; how many there were."""
    old = (
        select(Outbox.id)
        .where(
            Outbox.commune_id == commune_id,
            Outbox.state.in_(FINISHED),
            Outbox.finished_at < before,
            Outbox.message.is_not(None),
        )
        .limit(most)
    )
    emptied = await connection.execute(
        update(Outbox)
        .where(Outbox.commune_id == commune_id, Outbox.id.in_(old))
        .values(message=None)
    )
    return emptied.rowcount


async def purge_threads(
    connection: AsyncConnection,
    commune_id: str,
    *,
    before: datetime,
    after_owner: str,
    most: int,
    shorten: Callable[[str], str],
) -> tuple[str, int]:
    """The next `most` threads that nobody has touched since `before`, in the order of their owners:
    the last owner looked at ("" at the end), and how many threads `shorten` made shorter.
    """
    rows = (
        await connection.execute(
            select(Dialog.owner, Dialog.state)
            .where(
                Dialog.commune_id == commune_id,
                Dialog.updated_at < before,
                Dialog.owner > after_owner,
            )
            .order_by(Dialog.owner)
            .limit(most)
        )
    ).all()
    count = 0
    for row in rows:
        kept = shorten(row.state)
        if kept != row.state:
            count += 1
            await connection.execute(
                update(Dialog)
                .where(Dialog.commune_id == commune_id, Dialog.owner == row.owner)
                .values(state=kept)
            )
    return (rows[-1].owner if len(rows) == most else ""), count
