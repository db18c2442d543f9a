"""What the doctor asks of the lines of channels: whom they know, what the month has used, what is
held back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.mail import Outbox, OutboxState
from models.month_counts import LineKey, MonthCount, line_of, load_counts
from models.people import Account, AccountState
from models.post import QUOTA, WINDOW


@dataclass(frozen=True, slots=True)
class LineHealth:
    """`users` and `turned_away` are accounts; `held` are letters by the reason."""

    counts: Mapping[LineKey, MonthCount]
    users: Mapping[LineKey, int]
    turned_away: Mapping[LineKey, int]
    held: Mapping[str, int]


async def look_at_lines(
    connection: AsyncConnection, commune_id: str, channels: tuple[str, ...], month: str
) -> LineHealth:
    accounts = await connection.execute(
        select(Account.channel, Account.external_id, Account.state).where(
            Account.commune_id == commune_id, Account.channel.in_(channels)
        )
    )
    users: dict[LineKey, int] = {}
    turned_away: dict[LineKey, int] = {}
    for row in accounts:
        counted = turned_away if row.state is AccountState.TURNED_AWAY else users
        line = (row.channel, line_of(row.external_id))
        counted[line] = counted.get(line, 0) + 1
    held = await connection.execute(
        select(Outbox.reason, func.count().label("letters"))
        .where(
            Outbox.commune_id == commune_id,
            Outbox.channel.in_(channels),
            Outbox.state == OutboxState.HELD,
            Outbox.reason.in_((WINDOW, QUOTA)),
        )
        .group_by(Outbox.reason)
    )
    return LineHealth(
        counts=await load_counts(connection, commune_id, month),
        users=users,
        turned_away=turned_away,
        held={row.reason or "": row.letters for row in held},
    )
