"""Errands go 7 days after their end, and so do the files that were made for them: lists of people
are made anew whenever somebody who may asks again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

from bot.kernel.clock import Clock
from models.database import Database
from models.errand_purge import forget_errands, old_errands
from models.received_files import stored_name

SCHEDULE = timedelta(hours=6)
KEPT = timedelta(days=7)
AT_ONCE = 200
MADE = "xlsx"


async def run(
    *, database: Database, commune_id: str, clock: Clock, remove: Callable[[str], object]
) -> int:
    """How many went. The file first: a row that is still there is only looked at once more."""
    before, count = clock.now() - KEPT, 0
    while True:
        async with database.read() as connection:
            old = await old_errands(connection, commune_id, before, AT_ONCE)
        if not old:
            return count
        for errand_id in old:
            await asyncio.to_thread(remove, stored_name(errand_id, MADE))
        async with database.write() as connection:
            await forget_errands(connection, commune_id, old)
        count += len(old)
