"""Who a bot is, asked at the start: its link is told to people, and a token that is wrong is said
before anybody misses an answer.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.channels.failures import Misconfigured, SendError
from bot.channels.zalo_bot.api import BotApi

AGAIN_SECONDS = 60.0
MISCONFIGURED_SECONDS = 3600.0

log = logging.getLogger("toso.zalo_bot")


async def introduce(
    bot: BotApi, *, pause: Callable[[float], Awaitable[object]] = asyncio.sleep
) -> None:
    """Until the platform has said it."""
    while True:
        try:
            identity = await bot.identity()
        except Misconfigured as error:
            log.error("bot cannot be used", extra={"fields": _fields(bot, error)})  # noqa: TRY400
            await pause(MISCONFIGURED_SECONDS)
        except SendError as error:
            log.warning("bot not introduced", extra={"fields": _fields(bot, error)})
            await pause(AGAIN_SECONDS)
        else:
            fields = {"bot": bot.name, "groups": identity.can_join_groups}
            log.info("bot", extra={"fields": fields})
            return


def _fields(bot: BotApi, error: SendError) -> dict[str, str]:
    return {"bot": bot.name, "error": type(error).__name__}
