"""The tally of a whole year on the made-up year of 58 teams, and how long that takes to live."""

from __future__ import annotations

import asyncio
import time
from datetime import date, timedelta
from pathlib import Path

from bot.cli.year.calendar import WEEKS, Calendar
from bot.cli.year.playing import live_year
from bot.settings import Settings
from models.opening import open_installation
from models.recount import open_recount
from models.sample import SAMPLE_COMMUNE, TEAMS
from models.tally import tally
from tests.bench.readings import Reading, disk_folder

TALLIES = 50
RECOUNTS = 5


def measure() -> tuple[Reading, ...]:
    return asyncio.run(_measure())


async def _measure() -> tuple[Reading, ...]:
    calendar = Calendar("")
    with disk_folder() as folder:
        path = folder / "toso.db"
        lived = await live_year(Settings(), seed=1, teams=TEAMS, database=str(path))
        if lived.exact.differing:
            raise RuntimeError(f"the year is not exact: {lived.exact.differing}")
        year = await _tallies(path, calendar.first, calendar.last)
        week = await _tallies(path, calendar.monday(WEEKS - 1), calendar.last)
        again = [_recounted(path, calendar.first, calendar.last) for _ in range(RECOUNTS)]
    return (
        *(Reading("the year's tally", seconds * 1000, "ms") for seconds in year),
        *(Reading("a week's tally", seconds * 1000, "ms") for seconds in week),
        *(Reading("the year's recount", seconds * 1000, "ms") for seconds in again),
        Reading("lived", lived.seconds, "s"),
        Reading("messages", lived.messages / lived.seconds, "/s"),
    )


async def _tallies(path: Path, first: date, last: date) -> list[float]:
    """The seconds of each; the first one, which only warms the statements, is left out."""
    taken = []
    database = await open_installation(path, now=Calendar("").end + timedelta(days=1))
    try:
        for _ in range(TALLIES + 1):
            async with database.read() as connection:
                started = time.perf_counter()
                found = await tally(connection, SAMPLE_COMMUNE, first, last)
                taken.append(time.perf_counter() - started)
    finally:
        await database.close()
    if len(found.by_team) != TEAMS:
        raise RuntimeError(f"the tally has {len(found.by_team)} teams instead of {TEAMS}")
    return taken[1:]


def _recounted(path: Path, first: date, last: date) -> float:
    started = time.perf_counter()
    with open_recount(path, SAMPLE_COMMUNE) as recount:
        recount.count(first, last)
    return time.perf_counter() - started
