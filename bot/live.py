"""What goes on by itself while the app is at work: each thing in a loop of its own, so that one
that hangs holds up no other.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.kernel.clock import Clock
from bot.kernel.errors import traced

IDLE_SECONDS = 20.0
"""How long a loop sleeps when nothing is due; what concerns it wakes it at once."""

LULL_SECONDS = 0.1
"""Only after such a lull does a loop ask when the next thing falls due."""

LEAST_SECONDS = 0.05
"""A due moment that has just passed must not spin the loop."""

log = logging.getLogger("toso.app")


class Bell:
    """`set` wakes every loop that listens: one event would be cleared for all by the first."""

    def __init__(self) -> None:
        self._events: list[asyncio.Event] = []

    def listen(self) -> asyncio.Event:
        event = asyncio.Event()
        self._events.append(event)
        return event

    def set(self) -> None:
        for event in self._events:
            event.set()


async def keep_up(
    work: Callable[[], Awaitable[int]],
    next_due: Callable[[], Awaitable[datetime | None]],
    *,
    clock: Clock,
    woken: asyncio.Event,
    apart: float = 0.0,
) -> None:
    """`work` again and again as long as it finds anything, then whenever something falls due or
    `woken` is set, so many seconds `apart` at the least. What fails now is tried again a little
    later.
    """
    while True:
        await asyncio.sleep(apart)
        woken.clear()
        due = None
        try:
            if await work() or await _is_set(woken, LULL_SECONDS):
                continue
            due = await next_due()
        except Exception as error:  # noqa: BLE001  # what is not settled now is settled later
            log.error("settling failed", extra={"fields": traced(error)})  # noqa: TRY400
        wait = IDLE_SECONDS
        if due is not None:
            wait = min(max((due - clock.now()).total_seconds(), LEAST_SECONDS), IDLE_SECONDS)
        await _is_set(woken, wait)


async def _is_set(event: asyncio.Event, seconds: float) -> bool:
    """Whether it is set within so many seconds."""
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True
