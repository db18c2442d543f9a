"""What the store knows of its own health: integrity, schema, rows that should have moved on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.ext.asyncio import AsyncConnection

from models.attachment import Attachment, AttachmentState
from models.database import HEAD, Database, StoreError
from models.dialogs import Timer, TimerState
from models.errand import Errand, ErrandState
from models.latest import latest
from models.mail import Outbox, OutboxState
from models.post import MISCONFIGURED, is_behind
from models.set_aside import FailedMessage

LATE = timedelta(minutes=15)
"""A row that was due so long ago is stuck, or nothing runs."""

LATELY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class StoredPhoto:
    """`size` is of the picture; its file is sealed and so a little larger."""

    file_name: str
    size: int


@dataclass(frozen=True, slots=True)
class Health:
    """`damage` are SQLite's own words, at most a few; the counts are rows. `letters_refused` wait
    for a channel that takes nothing as it is set up; `photos` should lie in the folder of files.
    """

    version: str
    is_current: bool
    damage: tuple[str, ...]
    letters_late: int
    letters_failed: int
    letters_refused: int
    timers_late: int
    photos_late: int
    errands_late: int
    set_aside: int
    photos: tuple[StoredPhoto, ...]
    newest: datetime | None


async def find_version(database: Database) -> str:
    """The schema's version; "" where there is none."""
    async with database.read() as connection:
        found = await connection.exec_driver_sql("SELECT version_num FROM alembic_version")
        return str(found.scalar() or "")


async def look(database: Database, now: datetime) -> Health:
    """Of a store whose schema is current; of another, only its version and integrity.

    Raises StoreError for a file that is too damaged to be asked.
    """
    try:
        return await _look(database, now)
    except DatabaseError as error:
        raise StoreError(f"the store cannot be read: {error.orig}") from error


async def _look(database: Database, now: datetime) -> Health:
    version = await find_version(database)
    async with database.read() as connection:
        damage = await _damage(connection)
        if version != HEAD or damage:
            return Health(version, version == HEAD, damage, 0, 0, 0, 0, 0, 0, 0, (), None)
        return Health(
            version=version,
            is_current=True,
            damage=(),
            letters_late=await _count(
                connection,
                Outbox.state == OutboxState.WAITING,
                Outbox.not_before < now - LATE,
                ~is_behind(),
            ),
            letters_failed=await _count(
                connection,
                Outbox.state == OutboxState.FAILED,
                Outbox.finished_at > now - LATELY,
            ),
            letters_refused=await _count(
                connection,
                Outbox.state == OutboxState.WAITING,
                Outbox.reason == MISCONFIGURED,
            ),
            timers_late=await _count(
                connection, Timer.state == TimerState.WAITING, Timer.due_at < now - LATE
            ),
            photos_late=await _count(
                connection,
                Attachment.state == AttachmentState.PENDING,
                Attachment.next_try_at < now - LATE,
            ),
            errands_late=await _count(
                connection,
                Errand.state == ErrandState.WAITING,
                Errand.next_try_at < now - LATE,
            ),
            set_aside=await _count(connection, FailedMessage.aside_at > now - LATELY),
            photos=await _stored_photos(connection),
            newest=(await latest(connection)).moment,
        )


async def _damage(connection: AsyncConnection) -> tuple[str, ...]:
    checked = await connection.exec_driver_sql("PRAGMA integrity_check(5)")
    said = [str(row[0]) for row in checked if row[0] != "ok"]
    orphans = await connection.exec_driver_sql("PRAGMA foreign_key_check")
    return (*said, *(f"orphan in {row[0]}" for row in orphans.fetchmany(5)))


async def _stored_photos(connection: AsyncConnection) -> tuple[StoredPhoto, ...]:
    rows = await connection.execute(
        select(Attachment.file_name, Attachment.size).where(
            Attachment.state == AttachmentState.STORED
        )
    )
    return tuple(StoredPhoto(row.file_name or "", row.size or 0) for row in rows)


async def _count(connection: AsyncConnection, *where: object) -> int:
    found = await connection.scalar(select(func.count()).where(*where))  # type: ignore[arg-type]
    return int(found or 0)
