"""What a person's own wishes about their data write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import Update, update
from sqlalchemy.ext.asyncio import AsyncConnection

from models.dialogs import Timer, TimerState
from models.erasing import erase
from models.mail import Lane, Outbox, OutboxState
from models.people import Person

WITHDRAWN = "consent withdrawn"
"""Why a letter expired that nobody wants any more."""


@dataclass(frozen=True, slots=True)
class ChangeName:
    person_id: str
    name: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class ChangePhone:
    """`phone_hash` is of `phone`. Whoever writes it has seen that it is nobody else's."""

    person_id: str
    phone: str
    phone_hash: str
    key: str = "phones"


@dataclass(frozen=True, slots=True)
class WithdrawConsent:
    """From here on nothing goes to this person by itself, and their name is not shown
    (`models.people.is_withdrawn`). `consent_at` keeps when it was.
    """

    person_id: str
    at: datetime
    key: str = ""


@dataclass(frozen=True, slots=True)
class ErasePerson:
    """Counts stay, the person goes: see `models.erasing`."""

    person_id: str
    at: datetime
    key: str = "duties"


PrivacyChange: TypeAlias = ChangeName | ChangePhone | WithdrawConsent | ErasePerson


async def apply_privacy(
    connection: AsyncConnection, commune_id: str, change: PrivacyChange
) -> None:
    match change:
        case ChangeName(person_id, name):
            await connection.execute(_person(commune_id, person_id).values(name=name))
        case ChangePhone(person_id, phone, phone_hash):
            await connection.execute(
                _person(commune_id, person_id).values(phone=phone, phone_hash=phone_hash)
            )
        case WithdrawConsent(person_id, at):
            await _withdraw(connection, commune_id, person_id, at)
        case ErasePerson(person_id, at):
            await erase(connection, commune_id, person_id, at)


async def _withdraw(
    connection: AsyncConnection, commune_id: str, person_id: str, at: datetime
) -> None:
    await connection.execute(
        _person(commune_id, person_id).values(consent_version=None, consent_at=at)
    )
    await connection.execute(
        update(Outbox)
        .where(
            Outbox.commune_id == commune_id,
            Outbox.owner == person_id,
            Outbox.lane != Lane.REPLY,
            Outbox.state.in_((OutboxState.WAITING, OutboxState.HELD)),
        )
        .values(state=OutboxState.EXPIRED, reason=WITHDRAWN, finished_at=at, message=None)
    )
    await connection.execute(
        update(Timer)
        .where(
            Timer.commune_id == commune_id,
            Timer.owner == person_id,
            Timer.state == TimerState.WAITING,
        )
        .values(state=TimerState.DROPPED)
    )


def _person(commune_id: str, person_id: str) -> Update:
    return update(Person).where(Person.commune_id == commune_id, Person.id == person_id)
