"""The door to the store: one engine, one writer at a time, readers beside it.

Laws of this module, each measured or proven in the study of SQLite (see
tests/models/test_database.py):

* A write transaction starts with BEGIN IMMEDIATE: the driver's own BEGIN comes only at the first
  write, so what was read before stands outside the transaction and updates are lost.
* The writers of this process queue at one lock, in order of arrival, and not at SQLite's busy
  timeout, which gives the lock to whoever happens to ask next.
* synchronous=FULL: what was confirmed to a person survives a power cut.
* Statements are logged and raised without their parameters: these are people's words.
"""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, column, event, inspect, make_url, select, table
from sqlalchemy import Connection as SyncConnection
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool, Pool

from bot.kernel.errors import TosoError
from models.base import CIPHER_ATTRIBUTE
from models.driver import WholeConnection
from models.vault import Vault

HEAD = "0011"
"""The newest revision in models/migrations/versions. A start that finds it never imports Alembic.
"""

Connection = AsyncConnection
"""A transaction's connection, for whoever hands it on without knowing SQLAlchemy."""

BUSY_MILLISECONDS = 5000  # how long another process may hold the file
WAL_TRIES = 20
IMMEDIATE = "toso_immediate"


class StoreError(TosoError):
    """The store failed (a full disk, a locked file): nothing of the transaction stays."""


class Database:
    """Made by `open_database`. `path` is the SQLite file; None for another kind of server."""

    def __init__(self, url: URL, vault: Vault | None) -> None:
        self.url = url
        self.path = _file(url)
        self._vault: Vault | None = None
        self._engine = _engine(url)
        self._writing = asyncio.Lock()
        if vault is not None:
            self.unlock(vault)

    @property
    def vault(self) -> Vault:
        """Raises TosoError when the database was opened without its key."""
        if self._vault is None:
            raise TosoError("the database was opened without its key", notice="key.missing")
        return self._vault

    def unlock(self, vault: Vault) -> None:
        self._vault = vault
        setattr(self._engine.dialect, CIPHER_ATTRIBUTE, vault.cipher)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """One transaction that may write: committed after the block, rolled back when it raises.

        Raises StoreError when the store fails. Never enter it twice in one task: the second would
        wait for the first.
        """
        async with self._writing, self._transaction(immediate=True) as connection:
            yield connection

    def read(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """One transaction that only reads: all of it is of the same moment, and nobody waits.

        Writing in it would fail at once with "database is locked" whenever another transaction came
        between.
        """
        return self._transaction(immediate=False)

    async def migrate(self) -> None:
        """Bring the schema to HEAD, in one transaction.

        Raises TosoError when the file is of a newer version.
        """
        if self.path is not None and not self.path.exists():
            self.path.touch(mode=0o600)  # names lie in it unsealed; its -wal and -shm follow it
        async with self.read() as connection:
            version = await connection.run_sync(schema_version)
        if version == HEAD:
            return
        from models.migrations.run import upgrade

        # Rebuilding a table drops the old one, and with foreign keys on that would empty the tables
        # that point to it.
        engine = _engine(self.url, foreign_keys=False, poolclass=NullPool)
        try:
            async with engine.connect() as plain:
                connection = await plain.execution_options(**{IMMEDIATE: True})
                async with connection.begin():
                    await connection.run_sync(upgrade)
        finally:
            await engine.dispose()

    async def close(self) -> None:
        """Give every connection back.

        The object cannot be used afterwards without opening new ones.
        """
        await self._engine.dispose()

    @asynccontextmanager
    async def _transaction(self, *, immediate: bool) -> AsyncIterator[AsyncConnection]:
        try:
            async with self._engine.connect() as connection:
                if immediate:
                    await connection.execution_options(**{IMMEDIATE: True})
                async with connection.begin():
                    yield connection
        except OperationalError as error:
            raise StoreError(f"the store failed: {error.orig}") from error


def open_database(
    url_or_path: str | Path, *, vault: Vault | None = None, create: bool = True
) -> Database:
    """A database by path or URL ("sqlite:///x", "sqlite+aiosqlite:///x"); nothing is read yet.

    Without a vault everything but the sealed columns can be used. With `create=False` a file that
    is not there raises TosoError with the notice "store.missing" instead of appearing empty.
    """
    url = _url(url_or_path)
    path = _file(url)
    if path is not None and not path.exists():
        if not create:
            raise TosoError(f"there is no database at {path}", notice="store.missing")
        path.parent.mkdir(parents=True, exist_ok=True)
    return Database(url, vault)


def file_of(url_or_path: str | Path) -> Path | None:
    """The SQLite file that a path or URL names; None for another kind of server."""
    return _file(_url(url_or_path))


def _url(url_or_path: str | Path) -> URL:
    """A path is handed over as it is: no sign or letter in it is read as a part of a URL."""
    if isinstance(url_or_path, Path) or "://" not in url_or_path:
        return URL.create("sqlite+aiosqlite", database=str(url_or_path))
    url = make_url(url_or_path)
    return url.set(drivername="sqlite+aiosqlite") if url.get_backend_name() == "sqlite" else url


def _file(url: URL) -> Path | None:
    if url.get_backend_name() != "sqlite":
        return None
    if not url.database or url.database == ":memory:":
        # One connection would be shared by all tasks, and a rollback of one would undo another's
        # work.
        raise ValueError("the database needs a file")
    return Path(url.database)


def _engine(
    url: URL, *, foreign_keys: bool = True, poolclass: type[Pool] | None = None
) -> AsyncEngine:
    is_sqlite = url.get_backend_name() == "sqlite"
    engine = create_async_engine(
        url,
        hide_parameters=True,
        poolclass=poolclass,
        # Every connection comes back from a block that has committed or rolled back; doing it
        # once more would cost each message a hop to the driver's thread.
        pool_reset_on_return=None,
        **_driver(url),
    )
    if is_sqlite:
        _prepare_sqlite(engine, foreign_keys=foreign_keys)
    return engine


def _driver(url: URL) -> dict[str, Any]:
    path = _file(url)
    if path is None:
        return {}
    return {"async_creator": lambda: WholeConnection(path)}


def _prepare_sqlite(engine: AsyncEngine, *, foreign_keys: bool) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def _set_pragmas(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
        _use_write_ahead_log(cursor)
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: SyncConnection) -> None:
        immediate = connection.get_execution_options().get(IMMEDIATE, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _use_write_ahead_log(cursor: DBAPICursor) -> None:
    """A lasting property of the file, so only its very first connection has to change anything.

    Where two processes make the same new file at once, SQLite refuses one of them immediately,
    whatever the busy timeout (seen in 1 of 150 such starts); a read does wait until the other is
    done, and then nothing is left to change.
    """
    for _ in range(WAL_TRIES - 1):
        with contextlib.suppress(sqlite3.OperationalError):
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        cursor.execute("SELECT count(*) FROM sqlite_master")
    cursor.execute("PRAGMA journal_mode=WAL")


def schema_version(connection: SyncConnection) -> str | None:
    """The revision of the schema; None where no migration has made it."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(
        select(column("version_num")).select_from(table("alembic_version"))
    )
    return version
