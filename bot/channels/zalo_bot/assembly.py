"""Several bots put together: one channel, an address or a poll for each bot, and what goes on
beside.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial

from bot.channels.contract import Committed, Inbound
from bot.channels.webhook import Hook
from bot.channels.zalo_bot.api import BotApi
from bot.channels.zalo_bot.capabilities import ZALO_BOT
from bot.channels.zalo_bot.client import Fetch, ZaloBotChannel
from bot.channels.zalo_bot.groups import Groups
from bot.channels.zalo_bot.introducing import introduce
from bot.channels.zalo_bot.polling import Polling
from bot.channels.zalo_bot.reception import Reception
from bot.channels.zalo_bot.webhook import BotWebhook
from bot.dialog.text import Text
from bot.kernel.clock import Clock

log = logging.getLogger("toso.zalo_bot")


@dataclass(frozen=True, slots=True)
class Assembled:
    """`hooks` are to be served, `loops` to be run until the end, once the app is at work."""

    channel: ZaloBotChannel
    hooks: tuple[Hook, ...]
    loops: tuple[Callable[[], Awaitable[None]], ...]


def assemble(
    bots: Sequence[BotApi],
    *,
    polls: bool,
    secret: str,
    receive: Callable[[Inbound], Awaitable[Committed | None]],
    is_known: Callable[[str], Awaitable[bool]],
    words: Callable[[Text], str],
    fetch: Fetch,
    clock: Clock,
    ticks: Callable[[], float],
    chance: Callable[[], float],
) -> Assembled:
    """`polls` says that messages are asked for; else they are handed over with the `secret`, and
    without one none is taken. The rest is as its reader has it: `Reception`, `Groups`, `Polling`,
    `ZaloBotChannel`.
    """
    channel = ZaloBotChannel(bots, ZALO_BOT, fetch=fetch, ticks=ticks, clock=clock)
    hooks: list[Hook] = []
    loops: list[Callable[[], Awaitable[None]]] = [channel.signs.run]
    for bot in bots:
        groups = Groups(bot, send=channel.send, words=words, clock=clock)
        reception = Reception(
            bot,
            receive=receive,
            is_known=is_known,
            groups=groups,
            on_taken=channel.signs.expect,
            clock=clock,
        )
        loops += [groups.run, partial(introduce, bot)]
        if polls:
            loops.append(Polling(reception, ticks=ticks, chance=chance).run)
        elif secret:
            hooks.append(BotWebhook(reception, secret=secret, clock=clock).hook())
    if not polls and not secret:
        log.error("no message of a bot is taken: TOSO_ZALO_BOT_SECRET is not set")
    return Assembled(channel, tuple(hooks), tuple(loops))
