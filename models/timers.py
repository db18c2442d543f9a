"""Timers of unfinished dialogs: one row for each, which first nudges and then closes.

The sweep only looks at rows. Every answer arms the row again with the question's number, so a timer
whose dialog has moved on does nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Row, bindparam, case, func, select, update
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from models.dialogs import Dialog, Timer, TimerState
from models.people import Account, AccountState


class TimerKind(StrEnum):
    NUDGE = "nudge"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class ArmTimer:
    """A dialog was answered: it is nudged at `due_at`, unless it once was."""

    dialog: str
    owner: str
    version: int
    due_at: datetime
    touched_at: datetime
    key: str = ""


@dataclass(frozen=True, slots=True)
class DueTimer:
    """`thread` is where its owner stands now, None where nothing is remembered; the account is the
    newest of theirs, empty where there is none, and `has_left` where nothing reaches it,
    `silent_until` where somebody of the office answers there by hand. `kind` and `touched_at` are
    None where the row cannot be read.
    """

    dialog: str
    owner: str
    kind: TimerKind | None
    version: int
    touched_at: datetime | None
    thread: str | None
    channel: str
    external_id: str
    has_left: bool = False
    silent_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class SettledTimer:
    """Over (`due_at` None), or waiting to close at `due_at`, or for whatever `kind` says."""

    dialog: str
    state: TimerState
    due_at: datetime | None = None
    kind: TimerKind = TimerKind.CLOSE


async def arm_timers(
    connection: AsyncConnection, commune_id: str, changes: Sequence[ArmTimer]
) -> None:
    """A dialog that was nudged before is only closed later: its due moment stands, and the sweep
    looks at `touched_at`.
    """
    rows = [
        {
            "commune_id": commune_id,
            "id": change.dialog,
            "owner": change.owner,
            "kind": TimerKind.NUDGE,
            "version": change.version,
            "due_at": change.due_at,
            "state": TimerState.WAITING,
            "payload": change.touched_at.isoformat(),
        }
        for change in changes
    ]
    await connection.execute(_armed(), rows)


@cache  # with every batch of messages: building it anew takes longer than writing
def _armed() -> Insert:
    put = upsert(Timer)
    was_nudged = Timer.kind == TimerKind.CLOSE
    return put.on_conflict_do_update(
        index_elements=["commune_id", "id"],
        set_={
            "version": put.excluded.version,
            "payload": put.excluded.payload,
            "due_at": case((was_nudged, Timer.due_at), else_=put.excluded.due_at),
            "state": put.excluded.state,
        },
    )


async def due_timers(
    connection: AsyncConnection, commune_id: str, now: datetime, most: int
) -> tuple[DueTimer, ...]:
    rows = (
        await connection.execute(
            select(Timer, Dialog.state.label("thread"))
            .with_only_columns(
                Timer.id, Timer.owner, Timer.kind, Timer.version, Timer.payload,
                Dialog.state.label("thread"),
            )
            .outerjoin(
                Dialog, (Dialog.commune_id == Timer.commune_id) & (Dialog.owner == Timer.owner)
            )
            .where(
                Timer.state == TimerState.WAITING,
                Timer.due_at <= now,
                Timer.commune_id == commune_id,
            )
            .order_by(Timer.due_at, Timer.id)
            .limit(most)
        )
    ).all()  # fmt: skip
    accounts = await _newest_accounts(connection, commune_id, {row.owner for row in rows})
    found = []
    for row in rows:
        account = accounts.get(row.owner)
        found.append(
            DueTimer(
                dialog=row.id,
                owner=row.owner,
                kind=_kind(row.kind),
                version=row.version,
                touched_at=_moment(row.payload),
                thread=row.thread,
                channel=account.channel if account else "",
                external_id=account.external_id if account else "",
                has_left=account is not None and account.state is AccountState.LEFT,
                silent_until=account.silent_until if account else None,
            )
        )
    return tuple(found)


def _kind(written: str) -> TimerKind | None:
    return TimerKind(written) if written in set(TimerKind) else None


def _moment(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return None


async def next_timer_at(connection: AsyncConnection, commune_id: str) -> datetime | None:
    found: datetime | None = await connection.scalar(
        select(func.min(Timer.due_at)).where(
            Timer.state == TimerState.WAITING, Timer.commune_id == commune_id
        )
    )
    return found


async def settle_timers(
    connection: AsyncConnection, commune_id: str, settled: Sequence[SettledTimer]
) -> None:
    row = update(Timer).where(Timer.commune_id == commune_id, Timer.id == bindparam("dialog"))
    over = [{"dialog": one.dialog, "new": one.state} for one in settled if one.due_at is None]
    later = [
        {"dialog": one.dialog, "at": one.due_at, "what": one.kind.value}
        for one in settled
        if one.due_at is not None
    ]
    if over:
        await connection.execute(row.values(state=bindparam("new")), over)
    if later:
        await connection.execute(row.values(kind=bindparam("what"), due_at=bindparam("at")), later)


async def _newest_accounts(
    connection: AsyncConnection, commune_id: str, owners: set[str]
) -> dict[str, Row[*tuple[Any, ...]]]:
    """One that still reaches them before one that does not."""
    if not owners:
        return {}
    rows = await connection.execute(
        select(
            Account.person_id,
            Account.channel,
            Account.external_id,
            Account.state,
            Account.silent_until,
        )
        .where(Account.commune_id == commune_id, Account.person_id.in_(owners))
        .order_by(Account.state == AccountState.ACTIVE, Account.last_seen_at)
    )
    return {row.person_id or "": row for row in rows}
