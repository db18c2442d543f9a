"""What a group is told. Of anything that concerns people, nothing: who asks there is answered
alone, and who cannot be, because they never wrote to the bot themselves, is told how to, in one
line.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.channels.contract import Part
from bot.channels.failures import SendError
from bot.channels.zalo_bot.api import BotApi
from bot.dialog.text import Text
from bot.kernel.clock import Clock

APART = timedelta(hours=1)
"""However many ask, a group hears the line once in so long; after a start, once more."""

log = logging.getLogger("toso.zalo_bot")


class Groups:
    """The groups of one bot. `send` sends to an external id, raising SendError; `words` renders for
    somebody of whom nothing is known.
    """

    def __init__(
        self,
        bot: BotApi,
        *,
        send: Callable[[str, Part], Awaitable[object]],
        words: Callable[[Text], str],
        clock: Clock,
    ) -> None:
        self._bot = bot
        self._send = send
        self._words = words
        self._clock = clock
        self._told: dict[str, datetime] = {}
        self._waiting: asyncio.Queue[str] = asyncio.Queue()

    def invite(self, group: str) -> bool:
        """Whether the line will be said; False where it was of late."""
        now = self._clock.now()
        told = self._told.get(group)
        if told is not None and told <= now < told + APART:
            return False
        self._told[group] = now
        self._waiting.put_nowait(group)
        return True

    async def run(self) -> None:
        """Until cancelled. A line that does not go out is not missed: somebody will ask again."""
        while True:
            group = await self._waiting.get()
            try:
                identity = await self._bot.identity()
                line = Text("zalo.group.alone", link=identity.link)
                await self._send(group, Part(self._words(line)))
            except SendError as error:
                fields = {"bot": self._bot.name, "error": type(error).__name__}
                log.warning("group not told", extra={"fields": fields})
