"""getUpdates: one update at a time to one consumer, which waits; no offset, nothing to confirm."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from typing import Any

from tests.emulators.zalo_bot.envelope import RefusedError
from tests.emulators.zalo_bot.pending import Pending
from tests.emulators.zalo_bot.rules import Rules
from tests.emulators.zalo_bot.world import Account

DEFAULT = 30.0


class Queue:
    """What waits for one bot."""

    def __init__(self, account: Account, rules: Rules) -> None:
        self._account = account
        self._rules = rules
        self._fresh: deque[Pending] = deque()
        self._old: deque[tuple[Pending, int]] = deque()
        self._came = asyncio.Event()
        self.is_polled = False
        self._turned = asyncio.Condition()

    async def turned(self, *, is_polled: bool) -> None:
        """Until somebody polls, or nobody does."""
        async with self._turned:
            await self._turned.wait_for(lambda: self.is_polled is is_polled)

    def put(self, pending: Pending) -> None:
        if not self.is_polled and not self._rules.keeps_unread:
            self._account.lost.append(pending.message_id)
            pending.give_up()
            return
        self._fresh.append(pending)
        self._came.set()

    def hand_over(self) -> list[Pending]:
        """All that waits, for the webhook that was set meanwhile."""
        waiting = list(self._fresh)
        self._fresh.clear()
        self._old.clear()
        return waiting

    async def next(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Raises RefusedError: 400 while a webhook is set, 409 for a second consumer, 408 where
        nothing came.
        """
        if self._account.webhook is not None:
            raise RefusedError(400, "Bad Request: webhook is set, delete it to use getUpdates")
        if self.is_polled:
            raise RefusedError(409, "Conflict: another getUpdates of this bot is under way")
        patience = min(_seconds(asked.get("timeout", DEFAULT)), self._rules.longest_poll)
        await self._turn(is_polled=True)
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(patience):
                    while (found := self._ready()) is None:
                        self._came.clear()
                        await self._came.wait()
                    return found
        finally:
            await self._turn(is_polled=False)
        raise RefusedError(408)

    async def _turn(self, *, is_polled: bool) -> None:
        self.is_polled = is_polled
        async with self._turned:
            self._turned.notify_all()

    def _ready(self) -> dict[str, Any] | None:
        if self._fresh:
            pending, left = self._fresh.popleft(), self._rules.replays
            pending.take()
        elif self._old:
            pending, left = self._old.popleft()
        else:
            return None
        if left > 0:
            self._old.append((pending, left - 1))
        return pending.body


def _seconds(value: object) -> float:
    """A number, or its digits, as the documents have it. Raises RefusedError."""
    with suppress(TypeError, ValueError):
        seconds = float(value)  # type: ignore[arg-type]
        if seconds >= 0:
            return seconds
    raise RefusedError(400, "Bad Request: timeout is no number")
