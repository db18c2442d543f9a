"""A database held alone: nobody else has it open, and nobody opens it until it is let go.

In WAL mode every connection keeps a shared lock on the file for as long as it is open, also when
nothing is asked of it, so an exclusive lock is to be had only where no other process (and no other
connection of this one) is there: https://sqlite.org/wal.html and
https://sqlite.org/pragma.html#pragma_locking_mode (read 2026-11-22).
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool

from bot.kernel.errors import TosoError
from models.whole_copy import Standing, UnreadableError, sorted_out, standing

# The bytes on which SQLite keeps its shared locks (https://sqlite.org/src/doc/trunk/src/os.h, read
# 2026-11-22: PENDING_BYTE + 2, SHARED_SIZE).
SHARED_FIRST = 0x40000002
SHARED_SIZE = 510

SQLITE_START = b"SQLite format 3\x00"


class InUseError(TosoError):
    """Another process has the database open."""


class HeldAlone:
    """Of a database that can be read. Raises InUseError, and UnreadableError for another file.

    Nothing of it is changed but by `let_go`, which puts what stands in the log beside the database
    into the database itself: then it is one plain file.
    """

    def __init__(self, path: Path) -> None:
        if not _begins_as_database(path):
            raise UnreadableError("the file does not begin as a database does")
        self._connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=0
        )
        try:
            self._connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            self._connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            self._connection.close()
            raise _refused(error) from error

    def standing(self) -> Standing:
        """Raises UnreadableError where the tables are not ours or not whole."""
        try:
            with self._engine().connect() as connection:
                return standing(connection)
        except DatabaseError as error:
            raise UnreadableError(f"the database cannot be read: {error.orig}") from error

    @contextmanager
    def rewriting(self) -> Iterator[Connection]:
        """One transaction in which everything may change; what it overwrites is not left in the
        file. Raises NoRoomError where the disk is full; then nothing has changed.
        """
        self._connection.rollback()
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.execute("PRAGMA secure_delete=ON")
        try:
            with self._engine().connect() as connection:
                # Not before: a new engine rolls back whatever it finds begun.
                self._connection.execute("BEGIN EXCLUSIVE")
                yield connection
                self._connection.commit()
        except DatabaseError as error:
            self._connection.rollback()
            if isinstance(error.orig, sqlite3.OperationalError):
                raise _refused(error.orig) from error
            raise
        except sqlite3.OperationalError as error:
            self._connection.rollback()
            raise _refused(error) from error
        except BaseException:
            self._connection.rollback()
            raise

    def compact(self) -> None:
        """Of what was ever deleted nothing stays in the file. Where there is no room for a second
        copy meanwhile, it stays as it is.
        """
        with suppress(sqlite3.DatabaseError):
            self._connection.execute("VACUUM")

    def _engine(self) -> Engine:
        return create_engine(
            "sqlite://",
            creator=lambda: self._connection,
            poolclass=StaticPool,
            pool_reset_on_return=None,
            hide_parameters=True,
        )

    def let_go(self) -> None:
        """Raises NoRoomError where the disk is full; what stood in the log stays there then."""
        try:
            self._connection.rollback()  # the lock stays: it is the mode's, not the transaction's
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.DatabaseError as error:
            raise _refused(error) from error
        finally:
            self.close()

    def close(self) -> None:
        self._connection.close()


@contextmanager
def kept_out(path: Path) -> Iterator[None]:
    """SQLite's own lock taken by hand, also on a file that is no database: who wants to open it
    waits. Raises InUseError. No connection of this process may have the file open: closing it here
    would end that one's locks (https://sqlite.org/howtocorrupt.html, 2.2, read 2026-11-22).
    """
    handle = os.open(path, os.O_RDWR)
    try:
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, SHARED_SIZE, SHARED_FIRST)
        except OSError as error:
            raise InUseError("another process has the database open") from error
        yield
    finally:
        os.close(handle)


def _begins_as_database(path: Path) -> bool:
    """Asked of the file: SQLite would delete the log that lies beside an empty one."""
    with path.open("rb") as file:
        return file.read(len(SQLITE_START)) == SQLITE_START


def _refused(error: sqlite3.DatabaseError) -> TosoError:
    if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return InUseError("another process has the database open")
    return sorted_out(error)
