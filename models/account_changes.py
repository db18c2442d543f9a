"""What becomes of an account: seen, left, or answered by somebody of the office for a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from models.mail import Outbox, OutboxState
from models.people import Account, AccountState
from models.post import LEFT
from models.putting import put


@dataclass(frozen=True, slots=True)
class KeepAccount:
    """The account as it is after this message: whose it is, and the list last shown there.

    `is_heard` is False where the house spoke and nobody was here.
    """

    channel: str
    external_id: str
    person_id: str | None
    shown: str
    at: datetime
    is_heard: bool = True
    is_turned_away: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class CloseAccount:
    """The person went at `at`. Whoever has been heard since then is back: nothing is closed."""

    channel: str
    external_id: str
    at: datetime
    key: str = ""


@dataclass(frozen=True, slots=True)
class SilenceAccount:
    """We keep silent there until `until`, None for no longer. It may be an account that has never
    written to us.
    """

    channel: str
    external_id: str
    until: datetime | None
    at: datetime
    key: str = ""


AccountChange: TypeAlias = CloseAccount | SilenceAccount


async def apply_account(
    connection: AsyncConnection, commune_id: str, change: AccountChange
) -> None:
    match change:
        case CloseAccount(channel, external_id, at):
            await close_account(connection, commune_id, channel, external_id, at)
        case SilenceAccount():
            row = {
                "commune_id": commune_id,
                "channel": change.channel,
                "external_id": change.external_id,
                "person_id": None,
                "shown": "",
                "state": AccountState.ACTIVE,
                "created_at": change.at,
                "last_seen_at": change.at,
                "silent_until": change.until,
            }
            await connection.execute(put(Account, ("silent_until",)), [row])


async def close_account(
    connection: AsyncConnection, commune_id: str, channel: str, external_id: str, at: datetime
) -> None:
    """As of `at`: whoever was heard since is back, and what was written since goes out."""
    await connection.execute(
        update(Account)
        .where(
            Account.commune_id == commune_id,
            Account.channel == channel,
            Account.external_id == external_id,
            Account.last_seen_at <= at,
        )
        .values(state=AccountState.LEFT)
    )
    await connection.execute(
        update(Outbox)
        .where(
            Outbox.commune_id == commune_id,
            Outbox.channel == channel,
            Outbox.external_id == external_id,
            Outbox.state == OutboxState.WAITING,
            Outbox.created_at <= at,
        )
        .values(state=OutboxState.FAILED, reason=LEFT, finished_at=at)
    )
