"""Letters of the outbox as delivery sees them: which are due, and what became of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    LargeBinary,
    Select,
    bindparam,
    exists,
    func,
    select,
    type_coerce,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from models.load import asked_for
from models.mail import Outbox, OutboxState
from models.month_counts import MonthCount

LEFT = "person left"

NO_PUSH = "waits for a visit"
"""Why an automated message is held on a channel that cannot call the person."""

WINDOW = "window closed"
"""Why one is held on a channel that lets us write only after the person has."""

QUOTA = "month's quota"
"""Why one waits for the next month: what is left of this one is kept for replies, or nothing is."""

ALARM = "alarm"
"""The kind of what an administrator must hear of: no quota holds it."""

MISCONFIGURED = "misconfigured"
"""Why one waits that its channel does not take as it is set up: the operator must mend that."""

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
    identity: str = ""

    @property
    def kind(self) -> str:
        """What it is about, by the first word of its identity: "reply", "reminder", "alarm"."""
        return self.identity.partition(":")[0]


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
    counted: MonthCount | None = None
    """What of it went over the wire, where that is counted; also of one that must go again."""

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
        """Only what was not to be reached counts as a try: a letter that met a channel that is busy
        or ill set up has lost none.
        """
        tries = letter.tries + (reason == "unreachable")
        return cls(letter.id, OutboxState.WAITING, tries, reason, not_before, None)

    @classmethod
    def left(cls, letter: Letter, now: datetime) -> Fate:
        """The person is gone: with this letter end all that wait for the same account."""
        state = OutboxState.FAILED
        return cls(letter.id, state, letter.tries + 1, LEFT, None, now, has_left=True)


async def due_letters(
    connection: AsyncConnection,
    commune_id: str,
    now: datetime,
    *,
    full: Collection[str] = (),
    most: int,
) -> tuple[Letter, ...]:
    """The first waiting letter of each account and lane whose time has come, replies before
    reminders; none of a channel that is `full`.

    A letter behind one of its lane is not due, whether that one must wait or go first: order holds.
    """
    asked = {"commune": commune_id, "now": now, "most": most, "full": tuple(full)}
    return tuple(Letter(*row) for row in await connection.execute(_due_letters(), asked))


@cache  # asked after every batch: building it anew takes longer than SQLite takes to answer
def _due_letters() -> Select[*tuple[Any, ...]]:
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
            Outbox.identity,
        )
        .where(
            Outbox.state == OutboxState.WAITING,
            Outbox.not_before <= bindparam("now"),
            Outbox.commune_id == bindparam("commune"),
            Outbox.channel.not_in(bindparam("full", expanding=True)),
            ~is_behind(),
        )
        .order_by(Outbox.lane, Outbox.id)
        .limit(bindparam("most"))
    )


def is_behind() -> ColumnElement[bool]:
    """Whether one of the same account and lane waits that was written before."""
    ahead = aliased(Outbox)
    return exists().where(
        ahead.commune_id == Outbox.commune_id,
        ahead.channel == Outbox.channel,
        ahead.external_id == Outbox.external_id,
        ahead.finished_at.is_(None),  # true of whatever waits
        ahead.lane == Outbox.lane,
        ahead.state == OutboxState.WAITING,
        # Bare, SQLite takes the key for it and reads half the outbox; so it takes the account's
        # index, by which few rows have not ended.
        ahead.id.concat("") < Outbox.id,
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


async def next_letter_at(
    connection: AsyncConnection, commune_id: str, after: datetime | None = None
) -> datetime | None:
    """When the next letter may go, past or future; only a moment later than `after`."""
    asked = {"commune": commune_id, "after": after}
    found: datetime | None = await connection.scalar(_next_letter_at(is_open=after is None), asked)
    return found


@cache
def _next_letter_at(*, is_open: bool) -> Select[*tuple[Any, ...]]:
    first = select(func.min(Outbox.not_before)).where(
        Outbox.state == OutboxState.WAITING,
        Outbox.commune_id == bindparam("commune"),
        ~is_behind(),
    )
    return first if is_open else first.where(Outbox.not_before > bindparam("after"))
