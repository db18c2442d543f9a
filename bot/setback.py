"""A clock that was set back: what waits for some time must not wait that much longer.

Law: after it, nothing waits longer from now than it was to wait when that was decided. Hours of the
day stay what they are: quiet hours, the end of a draft's life, the time until which a message is
valid. What was sent stays sent, and ids go on from the last one, so that each lane keeps its order.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta

from bot.kernel.clock import WatchedClock
from models.database import Database
from models.waits import shorten_waits

NOTICED = timedelta(seconds=5)
"""Clocks are put right by less than this all the time, and nobody minds."""

log = logging.getLogger("toso.app")


class Setback:
    """The clock may also have been set back while the program was off: `clock.seen` knows."""

    def __init__(self, *, database: Database, commune_id: str, clock: WatchedClock) -> None:
        self._database = database
        self._commune = commune_id
        self._clock = clock
        self._looking = asyncio.Lock()

    async def look(self) -> int:
        """How many waits were shortened. What the store did not take is made up for next time."""
        async with self._looking:
            now = self._clock.now()
            by = self._clock.seen - now
            if by <= NOTICED:
                return 0
            async with self._database.write() as connection:
                count = await shorten_waits(connection, self._commune, by)
            self._clock.seen = now
            fields = {"seconds": round(by.total_seconds()), "rows": count}
            log.warning("clock set back", extra={"fields": fields})
            return count

    async def next_due(self) -> datetime | None:
        """Nothing announces it: it is looked for again and again."""
        return None
