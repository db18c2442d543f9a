"""Codes by which a person shows that a file behind a link was sent to them: made when they ask,
sent to the very account that has the link.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InCommune
from models.mail import Outbox, OutboxState
from models.people import Account, AccountState

CODE_DIGITS = 6
CODE_LIFE = timedelta(minutes=10)
CODE_TRIES = 5
"""Of as few codes an hour as `bot.channels.web.handed_out` lets out: a guesser needs years."""

GONE = (OutboxState.FAILED, OutboxState.EXPIRED)
"""Letters that nobody has received, and so no link of theirs."""


class FileCode(InCommune, Base):
    """At most one for each letter: a new one ends the old one. The digits are kept nowhere."""

    __tablename__ = "file_code"

    letter: Mapped[str] = mapped_column(primary_key=True)
    code_hash: Mapped[str]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class HandedLetter:
    """A letter that went out, or is going out just now (`finished_at` is None)."""

    id: str
    owner: str
    channel: str
    external_id: str
    message: str
    finished_at: datetime | None


class CodeTry(Enum):
    """`OVER`: there is no code (any more) that could be right."""

    RIGHT = auto()
    WRONG = auto()
    OVER = auto()


@dataclass(frozen=True, slots=True)
class Tried:
    what: CodeTry
    left: int = 0


async def find_letter(
    connection: AsyncConnection, commune_id: str, letter: str
) -> HandedLetter | None:
    """None for one that went nowhere, or whose words are gone."""
    row = (
        await connection.execute(
            select(
                Outbox.id,
                Outbox.owner,
                Outbox.channel,
                Outbox.external_id,
                Outbox.message,
                Outbox.finished_at,
            ).where(
                Outbox.commune_id == commune_id,
                Outbox.id == letter,
                Outbox.message.is_not(None),
                Outbox.state.not_in(GONE),
            )
        )
    ).one_or_none()
    if row is None or row.message is None:
        return None
    return HandedLetter(
        row.id, row.owner, row.channel, row.external_id, row.message, row.finished_at
    )


async def is_account_of(
    connection: AsyncConnection, commune_id: str, *, channel: str, external_id: str, person: str
) -> bool:
    found = await connection.scalar(
        select(Account.person_id).where(
            Account.commune_id == commune_id,
            Account.channel == channel,
            Account.external_id == external_id,
            Account.state == AccountState.ACTIVE,
        )
    )
    return found is not None and found == person


async def put_code(
    connection: AsyncConnection, commune_id: str, *, letter: str, code_hash: str, now: datetime
) -> None:
    """In place of any former one; what has expired is swept away with it."""
    await connection.execute(
        delete(FileCode).where(FileCode.commune_id == commune_id, FileCode.expires_at <= now)
    )
    row = {
        "code_hash": code_hash,
        "made_at": now,
        "expires_at": now + CODE_LIFE,
        "tries": 0,
        "used_at": None,
    }
    put = upsert(FileCode).values(commune_id=commune_id, letter=letter, **row)
    await connection.execute(
        put.on_conflict_do_update(index_elements=["commune_id", "letter"], set_=row)
    )


async def try_code(
    connection: AsyncConnection, commune_id: str, *, letter: str, code_hash: str, now: datetime
) -> Tried:
    """In a transaction that writes: a code is good once, however many try it at one moment."""
    mine = (FileCode.commune_id == commune_id, FileCode.letter == letter)
    code = (
        await connection.execute(
            select(FileCode.code_hash, FileCode.expires_at, FileCode.tries, FileCode.used_at).where(
                *mine
            )
        )
    ).one_or_none()
    if code is None or code.used_at or code.expires_at <= now or code.tries >= CODE_TRIES:
        return Tried(CodeTry.OVER)
    if code.code_hash and code.code_hash == code_hash:
        await connection.execute(update(FileCode).where(*mine).values(used_at=now))
        return Tried(CodeTry.RIGHT)
    await connection.execute(update(FileCode).where(*mine).values(tries=code.tries + 1))
    left = CODE_TRIES - code.tries - 1
    return Tried(CodeTry.WRONG, left) if left else Tried(CodeTry.OVER)
