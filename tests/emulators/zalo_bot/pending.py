"""One update on its way to a bot."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from tests.emulators.zalo_bot.world import Chat


@dataclass(slots=True)
class Pending:
    message_id: str
    chat: Chat
    body: dict[str, Any]
    is_taken: bool = False
    is_lost: bool = False
    _settled: asyncio.Event = field(default_factory=asyncio.Event)

    def take(self) -> None:
        self.is_taken = True
        self._settled.set()

    def give_up(self) -> None:
        self.is_lost = True
        self._settled.set()

    async def settled(self, patience: float) -> bool:
        """Whether the bot has it; waits until that is decided. Raises TimeoutError."""
        async with asyncio.timeout(patience):
            await self._settled.wait()
        return self.is_taken
