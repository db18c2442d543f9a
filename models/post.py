"""Letters of the outbox as delivery sees them: which are due, and what became of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    LargeBinary,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
    type_coerce,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from models.load import asked_for
from models.mail import Outbox, OutboxState
from models.people import Account, AccountState

LEFT = "person left"

NO_PUSH = "waits for a visit"
"""Why an automated message is held on a channel that cannot call the person."""

WINDOW = "window closed"
"""Why one is held on a channel that lets us write only after the person has."""

SaidKey = tuple[str, str, str]
"""Channel, account, and the keyed hash of the words."""

MISSED = "valid_until, before a visit"
"""Why one expired that was held so."""


@dataclass(frozen=True, slots=True)
class Letter:
    id: str
    owner: str
    channel: str
    external_id: str
    lane: int
    sealed: bytes
    valid_until: datetime | None
    tries: int
    reason: str | None
    """Why it waits, if it ever did: what was held keeps the reason when it is released."""
    cause: str | None
    """The message of a person that it answers; None for what goes out by itself."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one letter: over (`finished_at`), or waiting again until `not_before`."""

    letter: str
    state: OutboxState
    tries: int
    reason: str | None
    not_before: datetime | None
    finished_at: datetime | None
    provider_id: str | None = None
    has_left: bool = False
    said: str | None = None
    """The keyed hash of the words that went out (`said_words`)."""

    @classmethod
    def ended(
        cls,
        letter: Letter,
        state: OutboxState,
        now: datetime,
        reason: str | None,
        provider_id: str = "",
    ) -> Fate:
        return cls(letter.id, state, letter.tries + 1, reason, None, now, provider_id or None)

    @classmethod
    def later(cls, letter: Letter, not_before: datetime, reason: str) -> Fate:
        """Only what was not to be reached counts as a try: a letter that kept its place in the
        order, or met a channel that is busy or ill set up, has lost none.
        """
        tries = letter.tries + (reason == "unreachable")
        return cls(letter.id, OutboxState.WAITING, tries, reason, not_before, None)

    @classmethod
    def left(cls, letter: Letter, now: datetime) -> Fate:
        """The person is gone: with this letter end all that wait for the same account."""
        state = OutboxState.FAILED
        return cls(letter.id, state, letter.tries + 1, LEFT, None, now, has_left=True)


async def due_letters(
    connection: AsyncConnection, commune_id: str, now: datetime, most: int
) -> tuple[Letter, ...]:
    """Waiting letters whose time has come: replies before reminders, each lane in the order of
    writing.

    A letter behind one of the same account and lane that must still wait is not due: order holds.
    """
    asked = {"commune": commune_id, "now": now, "most": most}
    return tuple(Letter(*row) for row in await connection.execute(_due_letters(), asked))


@cache  # asked after every batch: building it anew takes longer than SQLite takes to answer
def _due_letters() -> Select[*tuple[Any, ...]]:
    commune: BindParameter[str] = bindparam("commune")
    now: BindParameter[datetime] = bindparam("now")
    ahead = aliased(Outbox)
    # Gathered once: looked for from each letter, all that wait until later would be read each time.
    later = (
        select(ahead.channel, ahead.external_id, ahead.lane, func.min(ahead.id).label("first"))
        .where(ahead.state == OutboxState.WAITING, ahead.not_before > now)
        .where(ahead.commune_id == commune)
        .group_by(ahead.channel, ahead.external_id, ahead.lane)
        .subquery()
    )
    names = ("channel", "external_id", "lane")
    same = and_(*(later.c[name] == getattr(Outbox, name) for name in names))
    return (
        select(
            Outbox.id,
            Outbox.owner,
            Outbox.channel,
            Outbox.external_id,
            Outbox.lane,
            # As it lies there: one that is damaged must not keep the others from going out.
            type_coerce(Outbox.message, LargeBinary),
            Outbox.valid_until,
            Outbox.tries,
            Outbox.reason,
            Outbox.cause,
        )
        .outerjoin(later, same)
        .where(
            Outbox.state == OutboxState.WAITING,
            Outbox.not_before <= now,
            Outbox.commune_id == commune,
            or_(later.c.first.is_(None), later.c.first > Outbox.id),
        )
        .order_by(Outbox.lane, Outbox.id)
        .limit(bindparam("most"))
    )


def said_words(*texts: str) -> str:
    """What the digest of words is made of, ours and theirs alike: so an echo is known for one."""
    return "text " + "\n".join(texts)


async def recently_said(
    connection: AsyncConnection,
    commune_id: str,
    accounts: Collection[tuple[str, str]],
    since: datetime,
) -> Counter[SaidKey]:
    """How often each of these accounts was told the same by itself, since then."""
    if not accounts:
        return Counter()
    asked = asked_for(commune_id, accounts)
    rows = await connection.execute(_said_by_itself(), {**asked, "since": since})
    told = Counter((row.channel, row.external_id, row.said or "") for row in rows)
    return Counter({key: count for key, count in told.items() if key[:2] in accounts})


@cache
def _said_by_itself() -> Select[str, str, str | None]:
    return select(Outbox.channel, Outbox.external_id, Outbox.said).where(
        Outbox.commune_id == bindparam("commune"),
        Outbox.channel.in_(bindparam("channels", expanding=True)),
        Outbox.external_id.in_(bindparam("ids", expanding=True)),
        Outbox.state == OutboxState.SENT,
        Outbox.cause.is_(None),
        Outbox.finished_at > bindparam("since"),
    )


async def next_letter_at(connection: AsyncConnection, commune_id: str) -> datetime | None:
    found: datetime | None = await connection.scalar(
        select(func.min(Outbox.not_before)).where(
            Outbox.state == OutboxState.WAITING, Outbox.commune_id == commune_id
        )
    )
    return found


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
    for fate in fates:
        if fate.has_left and fate.finished_at is not None:
            await _close_account(connection, commune_id, fate.letter, fate.finished_at)


async def _close_account(
    connection: AsyncConnection, commune_id: str, letter: str, at: datetime
) -> None:
    """As of `at`: whoever has written since then is back."""
    account = (
        await connection.execute(
            select(Outbox.channel, Outbox.external_id).where(
                Outbox.commune_id == commune_id, Outbox.id == letter
            )
        )
    ).one()
    await connection.execute(
        update(Account)
        .where(
            Account.commune_id == commune_id,
            Account.channel == account.channel,
            Account.external_id == account.external_id,
            Account.last_seen_at <= at,
        )
        .values(state=AccountState.LEFT)
    )
    await connection.execute(
        update(Outbox)
        .where(
            Outbox.commune_id == commune_id,
            Outbox.channel == account.channel,
            Outbox.external_id == account.external_id,
            Outbox.state == OutboxState.WAITING,
            Outbox.created_at <= at,
        )
        .values(state=OutboxState.FAILED, reason=LEFT, finished_at=at)
    )


async def release_letters(
    connection: AsyncConnection, commune_id: str, channel: str, external_id: str, reason: str
) -> None:
    """What was held for `reason` waits again; delivery looks at its `valid_until`."""
    await connection.execute(
        update(Outbox)
        .where(
            Outbox.commune_id == commune_id,
            Outbox.channel == channel,
            Outbox.external_id == external_id,
            Outbox.state == OutboxState.HELD,
            Outbox.reason == reason,
        )
        .values(state=OutboxState.WAITING, finished_at=None)
    )
