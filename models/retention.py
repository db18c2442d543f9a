"""Rows whose time is over, a batch at a time. Nothing that counts is among them: reports,
attendance, revisions, statements, snapshots and adjustments stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    and_,
    delete,
    literal_column,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from models.attachment import Attachment, AttachmentState
from models.audit import Audit
from models.base import InCommune
from models.dialogs import Timer, TimerState
from models.document import is_of_document
from models.join import JoinCode, JoinRequest, JoinTry
from models.mail import Inbox, Outbox, OutboxState
from models.purge import FINISHED
from models.scribe import ScribeRequest
from models.set_aside import FailedMessage

ERASED = "erased"
"""The reason of a photo whose person has gone: it waits for no day."""

ROW_ID: ColumnElement[int] = literal_column("rowid", Integer)


async def forget_inbox(
    connection: AsyncConnection, commune_id: str, before: datetime, *, after: int, most: int
) -> tuple[int, int]:
    """Of the next `most` messages that were taken, in the order in which they were: the number of
    the last one looked at (0 at the first page without an old one), and how many were deleted.

    There is no index of moments: the oldest rows are those that were written first.
    """
    rows = (
        await connection.execute(
            select(ROW_ID.label("row_id"), Inbox.commune_id, Inbox.at)
            .where(after < ROW_ID)
            .order_by(ROW_ID)
            .limit(most)
        )
    ).all()
    old = [row for row in rows if row.at < before]
    mine = [row.row_id for row in old if row.commune_id == commune_id]
    if mine:
        await connection.execute(delete(Inbox).where(ROW_ID.in_(mine)))
    return (rows[-1].row_id if old and len(rows) == most else 0), len(mine)


async def forget_letters(
    connection: AsyncConnection, commune_id: str, before: datetime, most: int
) -> int:
    """What went out, failed or expired, and what was held past its time and never released."""
    has_ended = and_(Outbox.state.in_(FINISHED), Outbox.finished_at < before)
    is_stale = and_(Outbox.state == OutboxState.HELD, Outbox.valid_until < before)
    count = 0
    for is_old in (has_ended, is_stale):
        old = (
            await connection.scalars(
                select(Outbox.id)
                .where(
                    # Bare, SQLite takes the commune's index, which is the whole outbox; so it takes
                    # that of the states and moments.
                    Outbox.commune_id.concat("") == commune_id,
                    Outbox.not_before < before,
                    is_old,
                )
                .limit(most)
            )
        ).all()
        if old:
            await connection.execute(
                delete(Outbox).where(Outbox.commune_id == commune_id, Outbox.id.in_(old))
            )
        count += len(old)
    return count


async def forget_timers(
    connection: AsyncConnection, commune_id: str, before: datetime, most: int
) -> int:
    is_over = Timer.state.in_((TimerState.DONE, TimerState.DROPPED))
    return await _delete(
        connection, Timer, Timer.id, commune_id, most, is_over, Timer.due_at < before
    )


async def forget_tries(
    connection: AsyncConnection, commune_id: str, before: datetime, most: int
) -> int:
    return await _delete(connection, JoinTry, JoinTry.id, commune_id, most, JoinTry.at < before)


async def forget_requests(
    connection: AsyncConnection, commune_id: str, before: datetime, most: int
) -> int:
    """Who asked to be let in, or to have it written for them, with what they had left lying; codes
    that were used or have ended.
    """
    count = await _delete(
        connection, ScribeRequest, ScribeRequest.id, commune_id, most,
        ScribeRequest.closed_at < before,
    )  # fmt: skip
    count += await _delete(
        connection, JoinRequest, JoinRequest.id, commune_id, most, JoinRequest.asked_at < before
    )
    is_over = or_(JoinCode.used_at < before, JoinCode.expires_at < before)
    return count + await _delete(
        connection, JoinCode, JoinCode.person_id, commune_id, most, is_over
    )


async def forget_failures(
    connection: AsyncConnection, commune_id: str, before: datetime, most: int
) -> int:
    return await _delete(
        connection, FailedMessage, FailedMessage.provider_id, commune_id, most,
        FailedMessage.last_at < before,
    )  # fmt: skip


async def forget_audit(
    connection: AsyncConnection, commune_id: str, before: datetime, most: int
) -> int:
    return await _delete(connection, Audit, Audit.id, commune_id, most, Audit.at < before)


async def forget_photos(
    connection: AsyncConnection, commune_id: str, before: datetime, most: int
) -> tuple[int, tuple[str, ...]]:
    """Photos that belong to no report, and are no document: how many, and the files of those that
    have one.
    """
    rows = (
        await connection.execute(
            select(Attachment.id, Attachment.file_name)
            .where(
                Attachment.commune_id == commune_id,
                Attachment.activity_id.is_(None),
                ~is_of_document(),
                or_(
                    and_(
                        Attachment.created_at < before,
                        Attachment.state != AttachmentState.PENDING,
                    ),
                    Attachment.reason == ERASED,
                ),
            )
            .limit(most)
        )
    ).all()
    if rows:
        await connection.execute(
            delete(Attachment).where(
                Attachment.commune_id == commune_id, Attachment.id.in_([row.id for row in rows])
            )
        )
    return len(rows), tuple(row.file_name for row in rows if row.file_name)


async def _delete(
    connection: AsyncConnection,
    table: type[InCommune],
    key: Any,  # noqa: ANN401  # a mapped column of that table
    commune_id: str,
    most: int,
    *conditions: ColumnElement[bool],
) -> int:
    old: Sequence[str] = (
        await connection.scalars(
            select(key).where(table.commune_id == commune_id, *conditions).limit(most)
        )
    ).all()
    if not old:
        return 0
    gone = await connection.execute(
        delete(table).where(table.commune_id == commune_id, key.in_(old), *conditions)
    )
    return gone.rowcount
