"""Who is told: the accounts of everybody who holds a role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from models.changes import Notify
from models.people import Account, AccountState, Person, PersonRole, is_withdrawn


@dataclass(frozen=True, slots=True)
class Recipient:
    person_id: str
    channel: str
    external_id: str


async def accounts_of(
    connection: AsyncConnection, commune_id: str, change: Notify
) -> Sequence[Recipient]:
    """The newest account of each who holds the role; who has none finds it in their list."""
    found = await _accounts(connection, commune_id, change)
    if found or change.or_role is None:
        return found
    instead = replace(change, role=change.or_role, team_id="", person_id="", or_role=None)
    return await _accounts(connection, commune_id, instead)


async def _accounts(
    connection: AsyncConnection, commune_id: str, change: Notify
) -> Sequence[Recipient]:
    # By the few who hold the role to their accounts: joined, SQLite walks all accounts there are.
    holder = and_(Person.commune_id == PersonRole.commune_id, Person.id == PersonRole.person_id)
    holders = (
        select(PersonRole.person_id)
        .join(Person, holder)
        .where(
            PersonRole.commune_id == commune_id,
            PersonRole.role == change.role,
            *([PersonRole.team_id == change.team_id] if change.team_id else []),
            *([PersonRole.person_id == change.person_id] if change.person_id else []),
            PersonRole.person_id != change.but_not,
            ~is_withdrawn(),
        )
    )
    same = aliased(Account)
    newest = (
        select(func.max(same.last_seen_at))
        .where(
            same.commune_id == commune_id,
            same.person_id == Account.person_id,
            same.state == AccountState.ACTIVE,
        )
        .scalar_subquery()
    )
    rows = await connection.execute(
        select(Account.person_id, Account.channel, Account.external_id)
        .where(
            Account.commune_id == commune_id,
            Account.person_id.in_(holders),
            Account.last_seen_at == newest,
        )
        .order_by(Account.person_id)
    )
    return [Recipient(row.person_id or "", row.channel, row.external_id) for row in rows]
