"""Whoever waits for the next call, or for the next event on its way, is told."""

from __future__ import annotations

import asyncio


class Moments:
    """Kinds: "pushed", an event begins its way to the webhook; "sent", a call was answered."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[asyncio.Future[None]]] = {}

    async def next(self, kind: str) -> None:
        waiting = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(kind, []).append(waiting)
        await waiting

    def happen(self, kind: str) -> None:
        for waiting in self._waiting.pop(kind, []):
            if not waiting.done():
                waiting.set_result(None)
