"""A message that fails every time it comes must not be delivered for ever.

Laws: its neighbours are never harmed (`models.writer`); the person hears of it when it first fails
and when it is set aside, not in between; setting aside is an alarm, and a row that says which
message it was, without its words. Of a store that is down each person hears once until it is up
again, however often their messages come.
"""

from __future__ import annotations

import logging

from bot.channels.contract import Inbound
from bot.dialog.text import Text
from bot.kernel.clock import Clock
from bot.kernel.errors import TosoError, traced
from models.database import Database, StoreError
from models.load import AccountKey
from models.set_aside import count_failure

TRIES = 3
"""Deliveries of one message after which it counts as taken, though nothing of it was kept."""

MOST_TOLD = 10_000
"""People remembered as told of one outage; beyond them nobody more is."""

log = logging.getLogger("toso.app")


class Poison:
    def __init__(self, *, database: Database, commune_id: str, clock: Clock) -> None:
        self._database = database
        self._commune = commune_id
        self._clock = clock
        self._told: set[AccountKey] = set()

    def is_over(self) -> None:
        """A message was written down: the next time the store fails is another outage."""
        self._told.clear()

    async def taste(self, inbound: Inbound, error: Exception) -> tuple[bool, Text | None]:
        """Whether the message is set aside now, and what to tell the person, if anything.

        A store that fails is no fault of the message's: it may come as often as it likes.
        """
        notice = Text(error.notice) if isinstance(error, TosoError) else Text("fault.apology")
        if isinstance(error, StoreError):
            return False, notice if self._is_news(inbound) else None
        try:
            tries = await self._count(inbound, error)
        except Exception as failure:  # noqa: BLE001  # a message so odd that no row can name it
            log.error("failure not counted", extra={"fields": traced(failure)})  # noqa: TRY400
            return False, notice if self._is_news(inbound) else None
        if tries < TRIES:
            return False, notice if tries == 1 else None
        if tries == TRIES:
            log.error("message set aside", extra={"fields": _named(inbound)})
            return True, Text("fault.aside")
        return True, None

    def _is_news(self, inbound: Inbound) -> bool:
        account = (inbound.channel, inbound.sender.external_id)
        if account in self._told or len(self._told) >= MOST_TOLD:
            return False
        self._told.add(account)
        return True

    async def _count(self, inbound: Inbound, error: Exception) -> int:
        async with self._database.write() as connection:
            return await count_failure(
                connection,
                self._commune,
                message=(inbound.channel, inbound.provider_id),
                kind=type(inbound.event).__name__,
                error=type(error).__name__,
                now=self._clock.now(),
                most=TRIES,
            )


def _named(inbound: Inbound) -> dict[str, str]:
    return {"channel": inbound.channel, "kind": type(inbound.event).__name__}
