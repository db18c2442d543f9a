"""aiosqlite with one visit to its thread for each statement.

The driver's own cursor goes there to be made, to execute, to fetch and to be closed: four visits
for a SELECT, each of which wakes two threads that then wait for one another's lock on Python. They
were more than half of what a message cost the processor. Here a statement is executed and all of
its rows are fetched in one visit, which is how the rows are used anyway.

SQLAlchemy takes such a connection by `create_async_engine(async_creator=…)`, its door for those
that are made by hand.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Self

import aiosqlite


class WholeCursor:
    """What SQLAlchemy asks of a driver's cursor; every row is here once `execute` has returned."""

    def __init__(self, connection: WholeConnection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: tuple[Any, ...] | None = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> WholeCursor:
        def run(connection: sqlite3.Connection) -> None:
            self._keep(connection.execute(statement, parameters))

        await self._connection.visit(run)
        return self

    async def executemany(self, statement: str, parameters: Iterable[Sequence[Any]]) -> WholeCursor:
        def run(connection: sqlite3.Connection) -> None:
            self._keep(connection.executemany(statement, parameters))

        await self._connection.visit(run)
        return self

    async def fetchall(self) -> list[Any]:
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Nothing is open: the real cursor was closed where it was used."""

    def _keep(self, cursor: sqlite3.Cursor) -> None:
        try:
            self._rows = cursor.fetchall()
            self.description = cursor.description
            self.rowcount = cursor.rowcount
            self.lastrowid = cursor.lastrowid
        finally:
            cursor.close()


class WholeConnection(aiosqlite.Connection):
    def __init__(self, path: Path) -> None:
        super().__init__(lambda: sqlite3.connect(path, isolation_level=None), iter_chunk_size=64)
        # A program that ends without closing must not wait for this thread for ever.
        self._thread.daemon = True

    def cursor(self) -> WholeCursor:  # type: ignore[override]  # what SQLAlchemy enters
        return WholeCursor(self)

    async def visit(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Do this in the connection's thread, behind whatever waits there."""
        await self._execute(lambda: work(self._conn))  # type: ignore[no-untyped-call]  # theirs
