"""Where the Bot Platform hands messages over.

https://docs.zaloplatforms.com/docs/BOT (webhook, read 2026-11-22): the secret that was set with the
address comes in a header. A look without a body and without the secret happens too, and wants 200.
"""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import Mapping

from bot.channels.webhook import Hook
from bot.channels.zalo_bot.reception import Reception

SECRET_HEADER = "x-bot-api-secret-token"  # noqa: S105  # a header's name
OK, BAD, UNAUTHORISED, LATER = 200, 400, 401, 503

log = logging.getLogger("toso.zalo_bot")


def hook_path(bot: str) -> str:
    """`bot` is the operator's name for it."""
    return f"/zalo/bot/{bot}"


def webhook_of(reception: Reception, *, secret: str) -> Hook:
    """Raises ValueError without a secret: then anybody could speak for anybody."""
    if not secret:
        raise ValueError("a webhook without a secret")

    async def take(headers: Mapping[str, str], body: bytes) -> int:
        """503 where the fault is ours: should the platform try again, the message is not lost.

        A body of its own that cannot be read answers 400: it was cut off on its way, and whole it
        may come again.
        """
        told = headers.get(SECRET_HEADER)
        if told is None and not body.strip():
            return OK
        if not _is_secret(told or "", secret):
            _refuse(reception, "secret")
            return UNAUTHORISED
        if not body.strip():
            return OK
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            _refuse(reception, "no JSON")
            return BAD
        return OK if await reception.take(update) else LATER

    return Hook(hook_path(reception.bot.name), take)


def _is_secret(told: str, secret: str) -> bool:
    return hmac.compare_digest(told.encode("utf-8", "surrogateescape"), secret.encode())


def _refuse(reception: Reception, reason: str) -> None:
    fields = {"bot": reception.bot.name, "reason": reason}
    log.warning("webhook refused", extra={"fields": fields})
