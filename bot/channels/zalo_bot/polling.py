"""Messages asked for instead of handed over: for development, and where no public address is.

https://docs.zaloplatforms.com/docs/BOT (getUpdates, read 2026-11-22): one update for each call,
with nothing to confirm; 408 is how it says that nothing came. While a webhook is set it gives
nothing, silently: so that is looked at first, and every now and then. None is set or deleted here.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from bot.channels.failures import Misconfigured, SendError, Throttled
from bot.channels.zalo_bot.api import IDLE, NOT_FOUND, BotApi, Done, Failed, send_error
from bot.channels.zalo_bot.capabilities import MESSAGE_SECONDS
from bot.channels.zalo_bot.reception import Reception
from bot.kernel.errors import traced

POLL_SECONDS = 30
"""How long the platform holds a call open in which nothing comes."""

ANSWER_SECONDS = POLL_SECONDS + 15.0
FLOOR = 1.0
"""Seconds between two calls at the least: without it, others were given what they had taken
already, twelve times a second.
"""

BACK_OFF, LONGEST_BACK_OFF = 1.0, 60.0
MISCONFIGURED_SECONDS = 300.0
MOST_FAULTS = 5
LOOK_SECONDS = 300.0
"""How often a webhook that somebody has set is looked for."""

log = logging.getLogger("toso.zalo_bot")


class Polling:
    """`ticks` is a clock of seconds that never goes back, `pause` waits for so many, `chance` gives
    a number from 0 to 1 by which waits are spread.
    """

    def __init__(
        self,
        reception: Reception,
        *,
        ticks: Callable[[], float],
        chance: Callable[[], float],
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._reception = reception
        self._bot: BotApi = reception.bot
        self._ticks = ticks
        self._chance = chance
        self._pause = pause
        self._failures = 0
        self._looked_at: float | None = None
        self._is_warned = False

    async def run(self) -> None:
        """Until cancelled; whatever fails is tried again."""
        while True:
            began = self._ticks()
            try:
                await self._once()
                self._failures = 0
                wait = FLOOR - (self._ticks() - began)
            except SendError as error:
                wait = self._wait_after(error)
            except Exception as error:  # noqa: BLE001  # nothing may end the loop but its end
                log.error("polling failed", extra={"fields": self._fields() | traced(error)})  # noqa: TRY400
                wait = self._backed_off()
            if wait > 0:
                await self._pause(wait)

    async def _once(self) -> None:
        """Raises a SendError."""
        if not await self._is_free():
            await self._pause(LOOK_SECONDS)
            return
        asked = {"timeout": str(POLL_SECONDS)}
        match await self._bot.ask("getUpdates", asked, seconds=ANSWER_SECONDS):
            case Done(result):
                await self._hand_on(result)
            case Failed(code=code) as failed if code != IDLE:
                raise send_error(failed)
            case Failed():
                pass

    async def _hand_on(self, update: object) -> None:
        """Nobody else has it any more: it is offered until it is taken, unless that fails each time
        by a fault of ours that nobody foresaw.
        """
        faults = 0
        while faults < MOST_FAULTS:
            try:
                if await _finished(self._reception.take(update)):
                    return
            except Exception as error:  # noqa: BLE001  # one update's fault is not the next one's
                log.error("update failed", extra={"fields": self._fields() | traced(error)})  # noqa: TRY400
                faults += 1
            await self._pause(self._backed_off())

    async def _is_free(self) -> bool:
        """Whether no webhook is set. Raises a SendError where nobody says."""
        now = self._ticks()
        if self._looked_at is not None and now - self._looked_at < LOOK_SECONDS:
            return True
        is_set = await webhook_address(self._bot) != ""
        if is_set and not self._is_warned:
            log.error("polling, but a webhook is set", extra={"fields": self._fields()})
        elif self._is_warned and not is_set:
            log.warning("polling again", extra={"fields": self._fields()})
        self._is_warned = is_set
        self._looked_at = None if is_set else now
        return not is_set

    def _wait_after(self, error: SendError) -> float:
        fields = self._fields() | {"error": type(error).__name__}
        match error:
            case Misconfigured():
                log.error("polling is not possible", extra={"fields": fields})
                return MISCONFIGURED_SECONDS
            case Throttled(retry_after=seconds):
                wait = max(seconds, self._backed_off())
            case _:
                wait = self._backed_off()
        log.warning("polling failed", extra={"fields": fields | {"tries": self._failures}})
        return wait

    def _backed_off(self) -> float:
        """Twice as long after each failure, and up to twice that, by chance: bots that failed
        together need not come again together.
        """
        wait = min(BACK_OFF * float(2 ** min(self._failures, 16)), LONGEST_BACK_OFF)
        self._failures += 1
        return wait * (1 + self._chance())

    def _fields(self) -> dict[str, object]:
        return {"bot": self._bot.name}


async def _finished(taking: Coroutine[Any, Any, bool]) -> bool:
    """Whoever ends the loop meanwhile waits for it: what was taken off the platform is kept."""
    task = asyncio.ensure_future(taking)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        if not task.cancelled():
            task.exception()  # else asyncio logs it, with whatever stands in it
        raise


async def webhook_address(bot: BotApi, *, seconds: float = MESSAGE_SECONDS) -> str:
    """Where the platform hands this bot's messages over; "" where no webhook is set, of which it
    says 404. Raises a SendError.
    """
    match await bot.ask("getWebhookInfo", {}, seconds=seconds):
        case Done(result):
            address = result.get("url")
            return address if isinstance(address, str) else ""
        case Failed(code=code) as failed:
            if code == NOT_FOUND:
                return ""
            raise send_error(failed)
