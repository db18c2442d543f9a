"""An alarm about a channel goes to the administrators by their other channels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.mail import Lane, Outbox, OutboxState
from models.notice import Recipient
from models.people import Account, AccountState, Person, PersonRole, Role, is_withdrawn


@dataclass(frozen=True, slots=True)
class Alarm:
    """`identity` is completed with person and channel. It does not wait for the morning."""

    id: str
    identity: str
    message: str
    at: datetime
    valid_until: datetime


async def raise_alarm(
    connection: AsyncConnection, commune_id: str, alarm: Alarm, *, silent: str
) -> int:
    """To how many accounts it goes. `silent` is the channel that may carry nothing just now: only
    whoever has no other account gets it there, once it speaks again.
    """
    recipients = await _recipients(connection, commune_id, silent)
    rows = [
        {
            "commune_id": commune_id,
            "id": f"{alarm.id}.{place}",
            "owner": to.person_id,
            "channel": to.channel,
            "external_id": to.external_id,
            "lane": Lane.REMINDER,
            "identity": f"{alarm.identity}:{to.person_id}:{to.channel}",
            "message": alarm.message,
            "state": OutboxState.WAITING,
            "not_before": alarm.at,
            "valid_until": alarm.valid_until,
            "tries": 0,
            "cause": None,
            "created_at": alarm.at,
        }
        for place, to in enumerate(recipients)
    ]
    if rows:
        await connection.execute(insert(Outbox), rows)
    return len(rows)


async def _recipients(
    connection: AsyncConnection, commune_id: str, silent: str
) -> Sequence[Recipient]:
    """Of each administrator the newest account of each channel."""
    holder = and_(Person.commune_id == PersonRole.commune_id, Person.id == PersonRole.person_id)
    holders = (
        select(PersonRole.person_id)
        .join(Person, holder)
        .where(
            PersonRole.commune_id == commune_id,
            PersonRole.role == Role.ADMINISTRATOR,
            ~is_withdrawn(),
        )
    )
    rows = await connection.execute(
        select(Account.person_id, Account.channel, Account.external_id)
        .where(
            Account.commune_id == commune_id,
            Account.person_id.in_(holders),
            Account.state == AccountState.ACTIVE,
        )
        .order_by(Account.person_id, Account.last_seen_at.desc(), Account.external_id)
    )
    newest: dict[tuple[str, str], Recipient] = {}
    for row in rows:
        newest.setdefault(
            (row.person_id, row.channel), Recipient(row.person_id, row.channel, row.external_id)
        )
    heard = {person for person, channel in newest if channel != silent}
    return [
        to for (person, channel), to in newest.items() if channel != silent or person not in heard
    ]
