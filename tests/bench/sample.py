"""The sample commune with its half year: how long laying it takes, and the commune's week on it."""

from __future__ import annotations

import asyncio
import time

from bot.kernel.clock import SystemClock, local
from models.opening import open_installation
from models.sample import SAMPLE_COMMUNE
from models.sample_history import lay_sample_with_history
from models.tally import tally
from models.weeks import week_days, week_of
from tests.bench.readings import Reading, disk_folder

TALLIES = 50


def measure() -> tuple[Reading, ...]:
    return asyncio.run(_measure())


async def _measure() -> tuple[Reading, ...]:
    now = SystemClock().now()
    with disk_folder() as folder:
        database = await open_installation(folder / "toso.db", now=now)
        try:
            started = time.perf_counter()
            await lay_sample_with_history(database, now=now)
            laid = time.perf_counter() - started
            first, last = week_days(week_of(local(now).date()))
            taken = []
            for _ in range(TALLIES + 1):  # the first one only warms the statements
                async with database.read() as connection:
                    started = time.perf_counter()
                    await tally(connection, SAMPLE_COMMUNE, first, last)
                    taken.append(time.perf_counter() - started)
        finally:
            await database.close()
    return (
        Reading("laid", laid, "s"),
        *(Reading("this week", seconds * 1000, "ms") for seconds in taken[1:]),
    )
