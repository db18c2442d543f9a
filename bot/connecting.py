"""The channels to providers outside, put together from the settings: what is handed over at our
door (hooks), and what goes on beside the app (loops). Of the sample commune none is connected: it
sends nowhere but to this machine.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.app import App
from bot.channels.webhook import Hook
from bot.kernel.errors import traced
from bot.readers import VISITOR
from bot.settings import Settings
from bot.zalo_settings import BotMode
from models.load import load_accounts

if TYPE_CHECKING:  # what speaks to providers costs time and memory, and is needed only with them
    from bot.channels.calls import Calls

Loop = Callable[[], Awaitable[None]]

AGAIN_SECONDS = 10.0

log = logging.getLogger("toso.connecting")


@dataclass(frozen=True, slots=True)
class Connected:
    """`hooks` are to be served, `loops` to be run until the end, once the app is at work."""

    hooks: tuple[Hook, ...] = ()
    loops: tuple[Loop, ...] = ()


@asynccontextmanager
async def connected(app: App, settings: Settings) -> AsyncIterator[Connected]:
    """The app gets a channel for each provider that is set up, and has it until the end."""
    if app.is_sample or not settings.zalo.bots:
        yield Connected()
        return
    from bot.channels.calls import open_calls

    async with open_calls() as calls:
        parts = [_zalo_bots(app, settings, calls)]
        yield Connected(
            hooks=tuple(hook for part in parts for hook in part.hooks),
            loops=tuple(loop for part in parts for loop in part.loops),
        )


@asynccontextmanager
async def beside(
    loops: Sequence[Loop], *, pause: Callable[[float], Awaitable[object]] = asyncio.sleep
) -> AsyncIterator[None]:
    """They run until the end of the block. One that fails begins anew, and disturbs nobody."""
    failure: BaseException | None = None
    async with asyncio.TaskGroup() as group:
        running = [group.create_task(_kept_up(loop, pause)) for loop in loops]
        try:
            yield
        except BaseException as error:  # noqa: BLE001  # raised below, outside the group, as it is
            failure = error
        for task in running:
            task.cancel()
    if failure is not None:
        raise failure


async def _kept_up(loop: Loop, pause: Callable[[float], Awaitable[object]]) -> None:
    while True:
        try:
            return await loop()
        except Exception as error:  # noqa: BLE001  # a fault of ours: the product goes on without
            log.error("loop failed", extra={"fields": traced(error)})  # noqa: TRY400
        await pause(AGAIN_SECONDS)


def _zalo_bots(app: App, settings: Settings, calls: Calls) -> Connected:
    from bot.channels.outside import fetch_outside
    from bot.channels.zalo_bot.api import BotApi
    from bot.channels.zalo_bot.assembly import assemble

    zalo = settings.zalo

    async def fetch(source: str, limit: int) -> bytes:
        return await fetch_outside(source, limit=limit, hosts=settings.media_hosts)

    async def is_known(external_id: str) -> bool:
        key = ("zalo_bot", external_id)
        async with app.database.read() as connection:
            return bool(await load_accounts(connection, app.commune_id, {key}))

    built = assemble(
        [BotApi(calls, zalo.bot_api, name=bot.name, token=bot.token) for bot in zalo.bots],
        polls=zalo.bot_mode is BotMode.POLLING,
        secret=zalo.bot_secret,
        receive=app.receive,
        is_known=is_known,
        words=lambda text: app.texts.render(text, VISITOR),
        address_of=lambda _: "",
        fetch=fetch,
        clock=app.clock,
        ticks=asyncio.get_running_loop().time,
        chance=random.random,
    )
    app.add_channel(built.channel)
    return Connected(built.hooks, built.loops)
