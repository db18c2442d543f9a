"""Where the Bot Platform hands messages over.

https://docs.zaloplatforms.com/docs/BOT (webhook, read 2026-11-22): the secret that was set with the
address comes in a header. A look without a body and without the secret happens too, and wants 200.
"""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.channels.webhook import Hook
from bot.channels.zalo_bot.reception import Reception
from bot.kernel.clock import Clock

SECRET_HEADER = "x-bot-api-secret-token"  # noqa: S105  # a header's name
OK, BAD, UNAUTHORISED, LATER = 200, 400, 401, 503
TOLD_EVERY = timedelta(minutes=1)
"""Anybody may knock: of refusals of one kind the log tells one in so long."""

log = logging.getLogger("toso.zalo_bot")


def hook_path(bot: str) -> str:
    """`bot` is the operator's name for it."""
    return f"/zalo/bot/{bot}"


class BotWebhook:
    """`secret` is the one that was set with the address. Raises ValueError without: then anybody
    could speak for anybody.
    """

    def __init__(self, reception: Reception, *, secret: str, clock: Clock) -> None:
        if not secret:
            raise ValueError("a webhook without a secret")
        self._reception = reception
        self._secret = secret.encode()
        self._clock = clock
        self._told: dict[str, datetime] = {}

    def hook(self) -> Hook:
        return Hook(hook_path(self._reception.bot.name), self.take)

    async def take(self, headers: Mapping[str, str], body: bytes) -> int:
        """503 where the fault is ours: should the platform try again, the message is not lost.

        A body of its own that cannot be read answers 400: it was cut off on its way, and whole it
        may come again.
        """
        told = headers.get(SECRET_HEADER)
        if told is None and not body.strip():
            return OK
        if not hmac.compare_digest((told or "").encode("utf-8", "surrogateescape"), self._secret):
            self._refuse("secret")
            return UNAUTHORISED
        if not body.strip():
            return OK
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            self._refuse("no JSON")
            return BAD
        return OK if await self._reception.take(update) else LATER

    def _refuse(self, reason: str) -> None:
        now, told = self._clock.now(), self._told.get(reason)
        if told is not None and now - TOLD_EVERY < told <= now:
            return
        self._told[reason] = now
        fields = {"bot": self._reception.bot.name, "reason": reason}
        log.warning("webhook refused", extra={"fields": fields})
