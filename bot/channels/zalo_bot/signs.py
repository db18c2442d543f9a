"""“Is typing …”, for a person whose answer takes its time: a file that is read, a photo that is
fetched. Who is answered at once is spared it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

PATIENCE = 1.0
"""Seconds until somebody who waits is told that we are at it."""


class Signs:
    """`say` shows the sign in one account's chat; it must not raise. `ticks` is a clock of seconds
    that never goes back, `pause` waits for so many.
    """

    def __init__(
        self,
        say: Callable[[str], Awaitable[None]],
        *,
        ticks: Callable[[], float],
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._say = say
        self._ticks = ticks
        self._pause = pause
        self._waiting: dict[str, float] = {}
        self._came = asyncio.Event()

    def expect(self, external_id: str) -> None:
        """Of this person something was taken that is not answered yet."""
        self._waiting.setdefault(external_id, self._ticks() + PATIENCE)
        self._came.set()

    def answered(self, external_id: str) -> None:
        self._waiting.pop(external_id, None)

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await self._came.wait()
            self._came.clear()
            while self._waiting:
                external_id, due = next(iter(self._waiting.items()))  # all wait equally long
                if (left := due - self._ticks()) > 0:
                    await self._pause(left)
                    continue
                del self._waiting[external_id]
                await self._say(external_id)
