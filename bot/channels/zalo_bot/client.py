"""The wire of the Zalo Bot Platform: several bots, each with accounts of its own.

The platform knows no key by which it would tell a message that it has already: one that it took
without saying so (a timeout, a connection that dropped) is sent once more, and the person reads it
twice. Of a part that goes as several requests (several pictures), those that went are sent again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Protocol

from bot.channels.contract import Part, Receipt
from bot.channels.failures import Misconfigured, SendError, Throttled
from bot.channels.limits import Capabilities, Line
from bot.channels.zalo_bot.api import RESPITE, TOO_MANY, BotApi, Done, Failed, send_error
from bot.channels.zalo_bot.inbound import CHANNEL
from bot.channels.zalo_bot.outbound import requests_of
from bot.channels.zalo_bot.signs import Signs
from bot.kernel.clock import Clock

LONGEST_RESPITE = 6 * 3600.0
"""A month that is used up is over at some midnight: so long after it at the most we notice."""

TYPING_SECONDS = 5.0

log = logging.getLogger("toso.zalo_bot")


class Fetch(Protocol):
    async def __call__(self, url: str, *, limit: int) -> bytes:
        """At most `limit` bytes. Raises FetchFailed."""
        ...


class ZaloBotChannel:
    """`fetch` brings what lies at an address of the provider's, or raises FetchFailed.

    `signs` wants to be told who waits for an answer; here it learns who got one.
    """

    name = CHANNEL

    def __init__(
        self,
        bots: Iterable[BotApi],
        capabilities: Capabilities,
        *,
        fetch: Fetch,
        ticks: Callable[[], float],
        clock: Clock,
    ) -> None:
        self._bots = {bot.name: bot for bot in bots}
        self._respites = {name: Respite(clock) for name in self._bots}
        self._capabilities = capabilities
        self._fetch = fetch
        self.signs = Signs(self.show_typing, ticks=ticks)

    @property
    def capabilities(self) -> Capabilities:
        lines = tuple(Line(bot.name, bot.link) for bot in self._bots.values())
        if lines != self._capabilities.lines:  # the platform has said who one of them is
            self._capabilities = replace(self._capabilities, lines=lines)
        return self._capabilities

    async def send(self, external_id: str, part: Part) -> Receipt:
        """Raises Misconfigured for an account of a bot that is not set up (any more)."""
        bot, chat = self._route(external_id)
        self.signs.answered(external_id)
        respite = self._respites[bot.name]
        respite.check()
        receipt = Receipt()
        for request in requests_of(chat, part):
            match await bot.ask(request.method, request.asked, seconds=request.seconds):
                case Failed(code=code) as failed if code == TOO_MANY:
                    raise respite.begin(failed.retry_after)
                case Failed() as failed:
                    raise send_error(failed)
                case Done(result):
                    respite.end()
                    named = result.get("message_id")
                    receipt = Receipt(f"{bot.name}/{named}" if named else "")
        return receipt

    async def fetch(self, source: str, *, limit: int) -> bytes:
        return await self._fetch(source, limit=limit)

    async def show_typing(self, external_id: str) -> None:
        """A courtesy: where it cannot be shown, nothing is lost."""
        try:
            bot, chat = self._route(external_id)
            self._respites[bot.name].check()
            asked = {"chat_id": chat, "action": "typing"}
            await bot.get("sendChatAction", asked, seconds=TYPING_SECONDS)
        except SendError as error:
            log.debug("typing not shown", extra={"fields": {"error": type(error).__name__}})

    def _route(self, external_id: str) -> tuple[BotApi, str]:
        name, _, chat = external_id.partition("/")
        bot = self._bots.get(name)
        if bot is None or not chat:
            raise Misconfigured("an account of a bot that TOSO_ZALO_BOT_TOKENS does not name")
        return bot, chat


class Respite:
    """How long a bot is left alone after a 429. Whether too much was sent at once or the month is
    used up is not said: so the wait begins short and doubles as long as nothing goes out.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seconds = 0.0
        self._until = clock.now()

    def check(self) -> None:
        """Raises Throttled while it lasts."""
        left = (self._until - self._clock.now()).total_seconds()
        if 0 < left <= self._seconds:  # more than that only where the clock was set back
            raise Throttled(left)

    def begin(self, told: float | None) -> Throttled:
        """`told` are the seconds that the provider asked for, where it did."""
        now = self._clock.now()
        if now >= self._until:  # not one of several letters that were under way together
            doubled = min(self._seconds * 2, LONGEST_RESPITE) or RESPITE
            self._seconds = told or doubled
            self._until = now + timedelta(seconds=self._seconds)
        return Throttled(max((self._until - now).total_seconds(), 1.0))

    def end(self) -> None:
        self._seconds = 0.0
