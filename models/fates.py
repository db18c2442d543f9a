"""What became of letters, written into their rows; what was held, let go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from models.account_changes import close_account
from models.mail import Outbox, OutboxState
from models.month_counts import add_counts
from models.post import MISCONFIGURED, Fate


async def settle_letters(
    connection: AsyncConnection, commune_id: str, fates: Sequence[Fate]
) -> None:
    """Nothing more goes to an account whose person has left, until they write again."""
    over = [fate for fate in fates if fate.finished_at is not None]
    again = [fate for fate in fates if fate.finished_at is None]
    row = update(Outbox).where(Outbox.commune_id == commune_id, Outbox.id == bindparam("letter"))
    if over:
        await connection.execute(
            row.values(
                state=bindparam("new_state"),
                tries=bindparam("new_tries"),
                reason=bindparam("new_reason"),
                finished_at=bindparam("over_at"),
                provider_id=bindparam("given_id"),
                said=bindparam("said_words"),
            ),
            [
                {
                    "letter": fate.letter,
                    "new_state": fate.state,
                    "new_tries": fate.tries,
                    "new_reason": fate.reason,
                    "over_at": fate.finished_at,
                    "given_id": fate.provider_id,
                    "said_words": fate.said,
                }
                for fate in over
            ],
        )
    if again:
        await connection.execute(
            row.values(
                tries=bindparam("new_tries"),
                reason=bindparam("new_reason"),
                not_before=bindparam("due_at"),
            ),
            [
                {
                    "letter": fate.letter,
                    "new_tries": fate.tries,
                    "new_reason": fate.reason,
                    "due_at": fate.not_before,
                }
                for fate in again
            ],
        )
    await add_counts(connection, commune_id, (one.counted for one in fates if one.counted))
    for fate in fates:
        if fate.has_left and fate.finished_at is not None:
            await _close_account(connection, commune_id, fate.letter, fate.finished_at)


async def _close_account(
    connection: AsyncConnection, commune_id: str, letter: str, at: datetime
) -> None:
    account = (
        await connection.execute(
            select(Outbox.channel, Outbox.external_id).where(
                Outbox.commune_id == commune_id, Outbox.id == letter
            )
        )
    ).one()
    await close_account(connection, commune_id, account.channel, account.external_id, at)


async def has_held(
    connection: AsyncConnection, commune_id: str, channel: str, external_id: str, *reasons: str
) -> bool:
    """Whether there is anything to release: nearly always there is not, and reading is cheap."""
    asked = {"commune": commune_id, "channel": channel, "account": external_id, "why": reasons}
    return bool(await connection.scalar(_held(), asked))


@cache  # asked after every message of a channel that has a window
def _held() -> Select[bool]:
    return select(
        exists().where(
            Outbox.commune_id == bindparam("commune"),
            Outbox.channel == bindparam("channel"),
            Outbox.external_id == bindparam("account"),
            Outbox.state == OutboxState.HELD,
            Outbox.reason.in_(bindparam("why", expanding=True)),
        )
    )


async def release_letters(
    connection: AsyncConnection, commune_id: str, channel: str, external_id: str, *reasons: str
) -> None:
    """What was held for one of `reasons` waits again; delivery looks at its `valid_until`."""
    await connection.execute(
        update(Outbox)
        .where(
            Outbox.commune_id == commune_id,
            Outbox.channel == channel,
            Outbox.external_id == external_id,
            Outbox.state == OutboxState.HELD,
            Outbox.reason.in_(reasons),
        )
        .values(state=OutboxState.WAITING, finished_at=None)
    )


async def free_misconfigured(
    connection: AsyncConnection, commune_id: str, now: datetime, channel: str = ""
) -> int:
    """What waited for a mended setting, on one channel or on all, is due at once; how many these
    are.
    """
    there = (Outbox.channel == channel,) if channel else ()
    freed = await connection.execute(
        update(Outbox)
        .where(
            Outbox.commune_id == commune_id,
            Outbox.state == OutboxState.WAITING,
            Outbox.reason == MISCONFIGURED,
            *there,
        )
        .values(not_before=now)
    )
    return int(freed.rowcount)
