"""The driver: one visit to its thread for each statement, and all that SQLAlchemy asks of one."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from models.driver import WholeConnection


class Counting(WholeConnection):
    """Counts how often its thread is asked for anything."""

    visits = 0

    async def visit(self, work: Callable[[sqlite3.Connection], None]) -> None:
        self.visits += 1
        await super().visit(work)


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[Counting]:
    opened = await Counting(tmp_path / "a.db")
    await opened.cursor().execute("CREATE TABLE team (id PRIMARY KEY, name)")
    await opened.cursor().executemany("INSERT INTO team VALUES (?, ?)", [(1, "a"), (2, "b")])
    opened.visits = 0
    yield opened
    await opened.close()


async def test_statement_is_one_visit(connection: Counting) -> None:
    cursor = await connection.cursor().__aenter__()
    await cursor.execute("SELECT id, name FROM team WHERE id > ? ORDER BY id", (0,))
    rows = await cursor.fetchall()
    await cursor.close()

    assert rows == [(1, "a"), (2, "b")]
    assert cursor.description is not None
    assert [column[0] for column in cursor.description] == ["id", "name"]
    assert connection.visits == 1


async def test_rows_are_handed_over_once(connection: Counting) -> None:
    cursor = connection.cursor()
    await cursor.execute("SELECT id FROM team")
    await cursor.fetchall()

    assert await cursor.fetchall() == []


async def test_changed_rows_are_counted(connection: Counting) -> None:
    cursor = connection.cursor()
    await cursor.execute("UPDATE team SET name = 'c'")

    assert cursor.rowcount == 2
    assert cursor.description is None


async def test_failed_statement_harms_nothing_after_it(connection: Counting) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        await connection.cursor().execute("INSERT INTO team VALUES (1, 'd')")

    cursor = connection.cursor()
    await cursor.execute("SELECT count(*) FROM team")
    assert await cursor.fetchall() == [(2,)]
