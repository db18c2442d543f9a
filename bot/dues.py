"""All that falls due: letters, photos, errands, timers, and what a clock that was set back has put
off.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.delivery import Delivery
from bot.errands.runner import Errands
from bot.fetching import Fetching
from bot.kernel.clock import Clock
from bot.live import Bell, keep_up
from bot.setback import Setback
from bot.timers import Timers

FETCH_APART = 0.2
"""Seconds between two looks for photos or errands: every message that is taken wakes both loops."""


@dataclass(frozen=True, slots=True)
class Dues:
    setback: Setback
    delivery: Delivery
    fetching: Fetching
    errands: Errands
    timers: Timers
    clock: Clock
    wake: Bell

    async def take_up(self) -> None:
        """At the start: what a former run left behind."""
        await self.fetching.tidy()
        await self.errands.take_up()
        await self.delivery.take_up()

    async def settle_once(self) -> bool:
        """One round of everything; whether there was anything to do."""
        await self.setback.look()
        delivered = await self.delivery.deliver()
        fetched = await self.fetching.fetch()
        done = await self.errands.run_due()
        timed = await self.timers.sweep()
        return bool(timed or fetched or done or delivered.sent or delivered.other)

    async def next_due(self) -> datetime | None:
        moments = [
            await self.delivery.next_due(),
            await self.fetching.next_due(),
            await self.errands.next_due(),
            await self.timers.next_due(),
        ]
        return min((moment for moment in moments if moment is not None), default=None)

    def loops(self) -> tuple[Coroutine[Any, Any, None], ...]:
        """Each until cancelled, and none waits for another."""
        clock, never = self.clock, asyncio.Event
        return (
            keep_up(self._look_back, self.setback.next_due, clock=clock, woken=never()),
            self.delivery.run(),
            keep_up(
                self.fetching.fetch,
                self.fetching.next_due,
                clock=clock,
                woken=self.wake.listen(),
                apart=FETCH_APART,
            ),
            keep_up(
                self.do_errands,
                self.errands.next_due,
                clock=clock,
                woken=self.wake.listen(),
                apart=FETCH_APART,
            ),
            # Nothing that is committed falls due as a timer before it would be looked for anyway.
            keep_up(self.timers.sweep, self.timers.next_due, clock=clock, woken=never()),
        )

    async def do_errands(self) -> int:
        """What they have to say goes out at once: nobody has written meanwhile and woken the
        delivery.
        """
        if done := await self.errands.run_due():
            self.wake.set()
        return done

    async def _look_back(self) -> int:
        """Whatever waits less now is looked for at once."""
        if shortened := await self.setback.look():
            self.wake.set()
        return shortened
