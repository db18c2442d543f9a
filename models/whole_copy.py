"""A whole copy of a SQLite database, made while others write in it, and what a copy says of itself.

The standard library's driver is used, and no key: a copy is made by a program of its own, apart
from the app, and nothing sealed is opened.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, create_engine, func, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from bot.kernel.errors import TosoError
from models.activity import Activity, Revision, ZeroReport
from models.attachment import Attachment, AttachmentState
from models.audit import Audit
from models.commune import Commune
from models.database import BUSY_MILLISECONDS, schema_version
from models.installation import Installation
from models.mail import Inbox

MOMENTS = (
    Inbox.at,
    Audit.at,
    Activity.confirmed_at,
    Activity.withdrawn_at,
    Revision.at,
    ZeroReport.at,
    ZeroReport.withdrawn_at,
)
"""By these a database is newer than another: what people told, and who did what."""

NO_ROOM = {
    "SQLITE_FULL",
    "SQLITE_IOERR_WRITE",
    "SQLITE_IOERR_FSYNC",
    "SQLITE_IOERR_TRUNCATE",
    "SQLITE_IOERR_SHMSIZE",
}


class UnreadableError(TosoError):
    """The file is no database of ours, or is damaged."""


class NoRoomError(TosoError):
    """The disk took no more."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a database is and how far it has come. `schema` None: no migration has made it."""

    schema: str | None
    key_fingerprint: str
    installed_at: datetime
    communes: tuple[str, ...]
    newest: datetime | None
    activities: int


def copy_whole(source: Path, target: Path) -> None:
    """All of one moment, into an empty file; writers go on meanwhile. What was deleted is not in
    the copy, also where the source's pages still hold it.

    Raises NoRoomError, and UnreadableError for what cannot be read to its end.
    """
    try:
        with closing(_connect(source, "rw")) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.DatabaseError as error:
        raise sorted_out(error) from error


def check_whole(path: Path) -> None:
    """Raises UnreadableError unless SQLite finds every page and index of it in order."""
    try:
        with closing(_connect(path, "ro")) as connection:
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        raise sorted_out(error) from error
    if found != ("ok",):
        raise UnreadableError("the database does not pass its integrity check")


def read_standing(path: Path) -> Standing:
    """Raises UnreadableError for what is no database of ours."""
    with _reading(path) as connection:
        return standing(connection)


def standing(connection: Connection) -> Standing:
    installed = connection.execute(
        select(Installation.key_fingerprint, Installation.created_at)
    ).one_or_none()
    if installed is None:
        raise UnreadableError("the database has no key yet")
    communes = connection.scalars(select(Commune.id).order_by(Commune.created_at, Commune.id))
    moments = [connection.scalar(select(func.max(column))) for column in MOMENTS]
    return Standing(
        schema=schema_version(connection),
        key_fingerprint=installed.key_fingerprint,
        installed_at=installed.created_at.astimezone(UTC),
        communes=tuple(communes),
        newest=max((moment for moment in moments if moment is not None), default=None),
        activities=connection.scalar(select(func.count()).select_from(Activity)) or 0,
    )


def read_photo_names(path: Path) -> tuple[str, ...]:
    """The stored photos, relative to the folder of files, in order."""
    with _reading(path) as connection:
        names = connection.scalars(
            select(Attachment.file_name)
            .where(Attachment.state == AttachmentState.STORED, Attachment.file_name.is_not(None))
            .order_by(Attachment.file_name)
            .distinct()
        )
        return tuple(name for name in names if name)


def has_photos_on_their_way(path: Path) -> bool:
    """Whether some are announced whose bytes may still lie in the folder of uploads."""
    with _reading(path) as connection:
        waiting = select(func.count()).where(Attachment.state == AttachmentState.PENDING)
        return bool(connection.scalar(waiting))


@contextmanager
def _reading(path: Path) -> Iterator[Connection]:
    engine = create_engine(
        "sqlite://", creator=lambda: _connect(path, "ro"), poolclass=NullPool, hide_parameters=True
    )
    try:
        with engine.connect() as connection:
            yield connection
    except DatabaseError as error:
        raise UnreadableError(f"the database cannot be read: {error.orig}") from error
    finally:
        engine.dispose()


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    """Without an implicit transaction, and never making a file. A read-only one must not be in WAL
    mode: no copy is.
    """
    address = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(
        address, uri=True, isolation_level=None, timeout=BUSY_MILLISECONDS / 1000
    )


def sorted_out(error: sqlite3.DatabaseError) -> TosoError:
    """What SQLite's word means here."""
    name = getattr(error, "sqlite_errorname", "")
    if name in NO_ROOM:
        return NoRoomError(f"the disk took no more: {name}")
    return UnreadableError(f"the database cannot be read: {name}")
