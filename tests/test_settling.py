"""Fates go into the store in groups, and what the store did not take is written before all else."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.settling import Settling
from models.database import StoreError
from models.mail import Outbox, OutboxState
from models.post import Fate
from models.sample import SAMPLE_COMMUNE
from tests.test_in_flight import Slow, lay, opened
from tests.whole.stage import SATURDAY, Stage


@pytest.fixture
async def stage(sample_database: Path) -> AsyncIterator[Stage]:
    async with opened(sample_database, Slow()) as stage:
        await lay(stage, ("a", "first"), ("b", "second"), ("c", "third"))
        yield stage


async def fates(stage: Stage) -> list[Fate]:
    rows = await stage.rows(Outbox)
    return [Fate(row.id, OutboxState.SENT, 1, None, None, SATURDAY) for row in rows]


async def settled(stage: Stage) -> int:
    return await stage.count(Outbox, Outbox.state == OutboxState.SENT)


async def may_write(stage: Stage, *, it_may: bool) -> None:
    async with stage.app.database.read() as connection:
        await connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if it_may else 'ON'}")


async def test_what_is_known_while_the_store_is_busy_is_written_together(stage: Stage) -> None:
    settling = Settling(database=stage.app.database, commune_id=SAMPLE_COMMUNE)
    async with asyncio.TaskGroup() as group, stage.app.database.write():
        tasks = [group.create_task(settling.settle(fate)) for fate in await fates(stage)]
        for _ in range(10):
            await asyncio.sleep(0)
        before = [task.done() for task in tasks]

    assert before == [False] * 3
    assert await settled(stage) == 3


async def test_nothing_more_is_tried_until_the_store_has_taken_what_failed(stage: Stage) -> None:
    settling = Settling(database=stage.app.database, commune_id=SAMPLE_COMMUNE)
    first, second, third = await fates(stage)
    await may_write(stage, it_may=False)
    with pytest.raises(StoreError):
        await settling.settle(first)
    await may_write(stage, it_may=True)

    with pytest.raises(StoreError):
        await settling.settle(second)
    before = await settled(stage)
    await settling.catch_up()
    after = await settled(stage)
    await settling.settle(third)

    assert (before, after, await settled(stage)) == (0, 2, 3)
