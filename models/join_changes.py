"""What joining writes, and the one function that turns it into rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import Update, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from models.attachment import Attachment
from models.dialogs import Dialog
from models.join import CODE_LIFE, TRY_WINDOW, JoinCode, JoinRequest, JoinState, JoinTry
from models.people import Account, AccountState, Person, PersonRole, Role

JOINING = "joining"
"""The key of everything here: two tries in one batch must see each other."""


@dataclass(frozen=True, slots=True)
class MakeCode:
    """A code for a person, in place of any former one. `code_hash` is of `code_hash` below."""

    person_id: str
    code_hash: str
    at: datetime
    key: str = JOINING


@dataclass(frozen=True, slots=True)
class UseCode:
    person_id: str
    at: datetime
    key: str = JOINING


@dataclass(frozen=True, slots=True)
class KeepTry:
    """One failed try. Those that no longer count are swept away with it."""

    id: str
    phone_hash: str
    address: str
    at: datetime
    key: str = JOINING


@dataclass(frozen=True, slots=True)
class AskToJoin:
    """One open request for each account: a new one takes the place of the old."""

    id: str
    person_id: str
    channel: str
    external_id: str
    asked_by: str
    at: datetime
    key: str = JOINING


@dataclass(frozen=True, slots=True)
class SettleJoin:
    request_id: str
    state: JoinState
    by_id: str
    at: datetime
    key: str = JOINING


@dataclass(frozen=True, slots=True)
class JoinAccount:
    """The account is `person_id`'s from now on. What its former record was, if it was only a
    resident's, goes into that person's: one person is one record.
    """

    channel: str
    external_id: str
    former_id: str
    person_id: str
    at: datetime
    key: str = JOINING


@dataclass(frozen=True, slots=True)
class GiveConsent:
    person_id: str
    version: str
    at: datetime
    key: str = ""


JoinChange: TypeAlias = (
    MakeCode | UseCode | KeepTry | AskToJoin | SettleJoin | JoinAccount | GiveConsent
)


def code_hash(keyed_hash: Callable[[str], str], person_id: str, code: str) -> str:
    """Of one person's code: the same digits of another person give another hash."""
    return keyed_hash(f"join code:{person_id}:{code}")


async def apply_join(connection: AsyncConnection, commune_id: str, change: JoinChange) -> None:
    match change:
        case MakeCode():
            await make_codes(connection, commune_id, [change])
        case UseCode(person_id, at):
            code = update(JoinCode).where(
                JoinCode.commune_id == commune_id, JoinCode.person_id == person_id
            )
            await connection.execute(code.values(used_at=at))
        case KeepTry():
            await _keep_try(connection, commune_id, change)
        case AskToJoin():
            await _ask(connection, commune_id, change)
        case SettleJoin(request_id, state, by_id, at):
            request = update(JoinRequest).where(
                JoinRequest.commune_id == commune_id, JoinRequest.id == request_id
            )
            await connection.execute(request.values(state=state, settled_by=by_id, settled_at=at))
        case JoinAccount():
            await _join(connection, commune_id, change)
        case GiveConsent(person_id, version, at):
            await connection.execute(
                _person(commune_id, person_id).values(
                    consent_version=version,
                    consent_at=at,
                    joined_at=func.coalesce(Person.joined_at, at),
                )
            )


async def make_codes(
    connection: AsyncConnection, commune_id: str, changes: Sequence[MakeCode]
) -> None:
    """In one statement: a whole commune is invited at once."""
    rows = [
        {
            "commune_id": commune_id,
            "person_id": change.person_id,
            "code_hash": change.code_hash,
            "made_at": change.at,
            "expires_at": change.at + CODE_LIFE,
            "used_at": None,
        }
        for change in changes
    ]
    put = upsert(JoinCode)
    new = {name: put.excluded[name] for name in ("code_hash", "made_at", "expires_at", "used_at")}
    put = put.on_conflict_do_update(index_elements=["commune_id", "person_id"], set_=new)
    await connection.execute(put, rows)


async def _keep_try(connection: AsyncConnection, commune_id: str, change: KeepTry) -> None:
    await connection.execute(
        delete(JoinTry).where(
            JoinTry.commune_id == commune_id, JoinTry.at <= change.at - TRY_WINDOW
        )
    )
    row = {
        "commune_id": commune_id,
        "id": change.id,
        "phone_hash": change.phone_hash,
        "address": change.address,
        "at": change.at,
    }
    await connection.execute(insert(JoinTry), row)


async def _ask(connection: AsyncConnection, commune_id: str, change: AskToJoin) -> None:
    await connection.execute(
        delete(JoinRequest).where(
            JoinRequest.commune_id == commune_id,
            JoinRequest.channel == change.channel,
            JoinRequest.external_id == change.external_id,
            JoinRequest.state == JoinState.OPEN,
        )
    )
    row = {
        "commune_id": commune_id,
        "id": change.id,
        "person_id": change.person_id,
        "channel": change.channel,
        "external_id": change.external_id,
        "asked_by": change.asked_by,
        "asked_at": change.at,
        "state": JoinState.OPEN,
    }
    await connection.execute(insert(JoinRequest), row)


async def _join(connection: AsyncConnection, commune_id: str, change: JoinAccount) -> None:
    await connection.execute(
        update(Account)
        .where(
            Account.commune_id == commune_id,
            Account.channel == change.channel,
            Account.external_id == change.external_id,
        )
        .values(person_id=change.person_id, state=AccountState.ACTIVE)
    )
    await connection.execute(
        _person(commune_id, change.person_id).values(
            joined_at=func.coalesce(Person.joined_at, change.at)
        )
    )
    former = change.former_id
    if former != change.person_id and await _is_spare(connection, commune_id, former):
        await _merge(connection, commune_id, former, change.person_id)


async def _is_spare(connection: AsyncConnection, commune_id: str, person_id: str) -> bool:
    """A record that only ever was a visitor's: a resident, by no other account."""
    roles = await connection.scalars(
        select(PersonRole.role).where(
            PersonRole.commune_id == commune_id, PersonRole.person_id == person_id
        )
    )
    accounts = await connection.scalar(
        select(func.count())
        .select_from(Account)
        .where(Account.commune_id == commune_id, Account.person_id == person_id)
    )
    return set(roles) == {Role.RESIDENT} and not accounts


async def _merge(
    connection: AsyncConnection, commune_id: str, former_id: str, person_id: str
) -> None:
    for column in (Attachment.owner, Attachment.person_id):
        await connection.execute(
            update(Attachment)
            .where(Attachment.commune_id == commune_id, column == former_id)
            .values({column: person_id})
        )
    for table, column in (
        (Dialog, Dialog.owner),
        (PersonRole, PersonRole.person_id),
        (Person, Person.id),
    ):
        await connection.execute(
            delete(table).where(table.commune_id == commune_id, column == former_id)
        )


def _person(commune_id: str, person_id: str) -> Update:
    return update(Person).where(Person.commune_id == commune_id, Person.id == person_id)
