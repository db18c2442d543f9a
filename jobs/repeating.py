"""A job that comes again: once at the start, then whenever its schedule says so by the clock."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.kernel.clock import Clock
from bot.kernel.errors import traced

LOOK_SECONDS = 60.0
"""How often the clock is looked at: a machine that slept does not sleep on when it is awake."""

log = logging.getLogger("toso.jobs")


async def repeat(
    name: str,
    job: Callable[[], Awaitable[object]],
    *,
    every: timedelta,
    clock: Clock,
    pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> None:
    """Until cancelled. A run that fails is one line of the log; the next one comes in its time."""
    while True:
        due = clock.now() + every
        try:
            done = await job()
        except Exception as error:  # noqa: BLE001  # a job must not end what it runs beside
            log.error("job failed", extra={"fields": {"job": name, **traced(error)}})  # noqa: TRY400
        else:
            log.info("job", extra={"fields": {"job": name, "done": done}})
        while clock.now() < due:
            await pause(LOOK_SECONDS)
