import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import insert

from models.audit import Audit
from models.database import BUSY_MILLISECONDS, Connection, Database, StoreError
from models.sample import SAMPLE_COMMUNE
from models.writer import BATCH, PutOff, Writer
from tests.models.conftest import NOW


class Ledger:
    """Work that writes one row an item, remembers its batches, and fails as it is told to."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.failing: set[str] = set()
        self.broken_store: set[str] = set()
        self.put_off_once: set[str] = set()
        self.gate = asyncio.Event()
        self.gate.set()
        self.begun = asyncio.Event()

    async def __call__(
        self, connection: Connection, items: Sequence[str]
    ) -> Sequence[str | PutOff]:
        self.batches.append(list(items))
        self.begun.set()
        await self.gate.wait()
        taken = [item for item in items if item not in self.put_off_once]
        self.put_off_once = set()
        for item in taken:
            row = {"commune_id": SAMPLE_COMMUNE, "id": item, "at": NOW, "action": "x"}
            await connection.execute(insert(Audit), [{**row, "subject": "", "detail": {}}])
        if self.failing & set(items):
            raise ZeroDivisionError
        if self.broken_store & set(items):
            raise StoreError("the store failed: disk full")
        return [f"done {item}" if item in taken else PutOff() for item in items]


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


@pytest.fixture
def writer(database: Database, ledger: Ledger) -> Writer[str, str]:
    return Writer(database, ledger)


@asynccontextmanager
async def at_work(writer: Writer[str, str]) -> AsyncIterator[asyncio.Task[None]]:
    async with asyncio.TaskGroup() as group:
        task = group.create_task(writer.run())
        yield task
        task.cancel()


def stored(path: Path) -> list[str]:
    """What another process sees."""
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT id FROM audit ORDER BY id").fetchall()
    connection.close()
    return [row[0] for row in rows]


async def together(writer: Writer[str, str], *items: str) -> list[str | BaseException]:
    """All of them waiting before the first is taken."""
    return await asyncio.gather(*map(writer.submit, items), return_exceptions=True)


async def test_caller_is_woken_only_after_the_commit(
    writer: Writer[str, str], ledger: Ledger, path: Path
) -> None:
    ledger.gate.clear()
    async with at_work(writer), asyncio.TaskGroup() as group:
        caller = group.create_task(writer.submit("a"))
        await ledger.begun.wait()
        before = stored(path)
        ledger.gate.set()
        result = await caller
        after = stored(path)

    assert (before, result, after) == ([], "done a", ["a"])


async def test_what_waits_together_is_one_batch_in_order(
    writer: Writer[str, str], ledger: Ledger
) -> None:
    async with at_work(writer):
        results = await together(writer, "a", "b", "c")

    assert results == ["done a", "done b", "done c"]
    assert ledger.batches == [["a", "b", "c"]]


async def test_batch_has_its_most(writer: Writer[str, str], ledger: Ledger) -> None:
    async with at_work(writer):
        await together(writer, *(f"{number:03}" for number in range(BATCH + 3)))

    assert [len(batch) for batch in ledger.batches] == [BATCH, 3]


async def test_failed_batch_is_replayed_one_by_one_and_harms_no_neighbour(
    writer: Writer[str, str], ledger: Ledger, path: Path
) -> None:
    ledger.failing = {"b"}
    async with at_work(writer):
        first, second, third = await together(writer, "a", "b", "c")

    assert ledger.batches == [["a", "b", "c"], ["a"], ["b"], ["c"]]
    assert (first, third) == ("done a", "done c")
    assert isinstance(second, ZeroDivisionError)
    assert stored(path) == ["a", "c"]


async def test_writer_goes_on_after_a_failure(writer: Writer[str, str], ledger: Ledger) -> None:
    ledger.failing = {"a"}
    async with at_work(writer):
        await together(writer, "a")
        after = await together(writer, "b")

    assert after == ["done b"]


async def test_store_that_fails_twice_is_told_to_all_at_once(
    writer: Writer[str, str], ledger: Ledger, path: Path
) -> None:
    ledger.broken_store = {"a", "b", "c"}
    async with at_work(writer):
        results = await together(writer, "a", "b", "c")

    assert ledger.batches == [["a", "b", "c"], ["a"]]
    assert [StoreError] * 3 == [type(result) for result in results]
    assert len({id(result) for result in results}) == 3
    assert stored(path) == []


async def test_put_off_item_waits_in_front_of_what_came_later(
    writer: Writer[str, str], ledger: Ledger
) -> None:
    ledger.put_off_once = {"b", "c"}
    ledger.gate.clear()
    async with at_work(writer), asyncio.TaskGroup() as group:
        early = [group.create_task(writer.submit(item)) for item in ("a", "b", "c")]
        await ledger.begun.wait()
        late = [group.create_task(writer.submit(item)) for item in ("d", "e")]
        await asyncio.sleep(0)
        ledger.gate.set()
        await asyncio.gather(*early, *late)

    assert ledger.batches == [["a", "b", "c"], ["b", "c", "d", "e"]]


async def test_cancelling_wakes_who_waits_and_who_is_being_worked(
    writer: Writer[str, str], ledger: Ledger, path: Path
) -> None:
    ledger.gate.clear()
    async with at_work(writer) as task, asyncio.TaskGroup() as group:
        worked = group.create_task(_outcome(writer, "a"))
        await ledger.begun.wait()
        waiting = group.create_task(_outcome(writer, "b"))
        await asyncio.sleep(0)
        task.cancel()

    assert [worked.result(), waiting.result()] == ["cancelled", "cancelled"]
    assert stored(path) == []


async def test_cancelling_a_replay_wakes_all_of_its_batch(
    writer: Writer[str, str], ledger: Ledger
) -> None:
    ledger.failing = {"a"}
    async with at_work(writer) as task, asyncio.TaskGroup() as group:
        callers = [group.create_task(_outcome(writer, item)) for item in ("a", "b", "c")]
        while len(ledger.batches) < 3:  # the whole, then "a" alone, then "b" alone
            ledger.gate.set() if len(ledger.batches) < 2 else ledger.gate.clear()
            await asyncio.sleep(0)
        task.cancel()

    assert [one.result() for one in callers] == ["ZeroDivisionError", "cancelled", "cancelled"]


async def test_caller_that_gave_up_is_written_all_the_same(
    writer: Writer[str, str], ledger: Ledger, path: Path
) -> None:
    ledger.gate.clear()
    async with at_work(writer), asyncio.TaskGroup() as group:
        caller = group.create_task(writer.submit("a"))
        await ledger.begun.wait()
        caller.cancel()
        ledger.gate.set()
        await writer.submit("b")

    assert stored(path) == ["a", "b"]


async def test_file_locked_by_another_process_is_a_store_error_and_then_over(
    writer: Writer[str, str], database: Database, path: Path
) -> None:
    await hurry(database)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    async with at_work(writer):
        locked = await together(writer, "a", "b")
        other.execute("ROLLBACK")
        other.close()
        after = await together(writer, "c")

    assert [StoreError, StoreError] == [type(result) for result in locked]
    assert after == ["done c"]
    assert stored(path) == ["c"]


async def hurry(database: Database) -> None:
    """The one connection of the pool waits for a locked file for a moment only."""
    async with database.read() as connection:
        waits = await connection.exec_driver_sql("PRAGMA busy_timeout")
        assert waits.scalar() == BUSY_MILLISECONDS
        await connection.exec_driver_sql("PRAGMA busy_timeout = 10")


async def _outcome(writer: Writer[str, str], item: str) -> str:
    with suppress(asyncio.CancelledError):
        try:
            return await writer.submit(item)
        except ZeroDivisionError as error:
            return type(error).__name__
    return "cancelled"
