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
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from bot.app import App
from bot.channels.limits import Plan
from bot.channels.webhook import Hook
from bot.kernel.errors import traced
from bot.readers import VISITOR
from bot.settings import Settings
from bot.zalo_settings import BotMode
from models.load import load_accounts
from models.oa_claims import Whose

if TYPE_CHECKING:  # what speaks to providers costs time and memory, and is needed only with them
    from bot.channels.calls import Calls
    from bot.channels.zalo_oa.templates import TemplateSender

Loop = Callable[[], Awaitable[None]]

AGAIN_SECONDS = 10.0

FORM_PICTURE = "/page/contact.png"
"""What Zalo shows above its form for a name and a phone number: it must have a picture."""

log = logging.getLogger("toso.connecting")


@dataclass(frozen=True, slots=True)
class Connected:
    """`hooks` are to be served, `loops` to be run until the end, once the app is at work;
    `templates` sends by phone number, where the operator has templates for that; `oa_token_age`
    tells how many hours ago the pair of tokens came.
    """

    hooks: tuple[Hook, ...] = ()
    loops: tuple[Loop, ...] = ()
    templates: TemplateSender | None = None
    oa_token_age: Callable[[], Awaitable[float | None]] | None = None


@asynccontextmanager
async def connected(app: App, settings: Settings) -> AsyncIterator[Connected]:
    """The app gets a channel for each provider that is set up, and has it until the end."""
    zalo = settings.zalo
    if app.is_sample or not (zalo.bots or zalo.has_oa):
        yield Connected()
        return
    from bot.channels.calls import open_calls

    async with open_calls() as calls:
        parts = [
            *([_zalo_bots(app, settings, calls)] if zalo.bots else []),
            *([_zalo_oa(app, settings, calls)] if zalo.has_oa else []),
        ]
        yield Connected(
            hooks=tuple(hook for part in parts for hook in part.hooks),
            loops=tuple(loop for part in parts for loop in part.loops),
            templates=next((part.templates for part in parts if part.templates), None),
            oa_token_age=next((part.oa_token_age for part in parts if part.oa_token_age), None),
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

    async def is_known(external_id: str) -> bool:
        key = ("zalo_bot", external_id)
        async with app.database.read() as connection:
            return bool(await load_accounts(connection, app.commune_id, {key}))

    built = assemble(
        [BotApi(calls, zalo.bot_api, name=bot.name, token=bot.token) for bot in zalo.bots],
        polls=zalo.bot_mode is BotMode.POLLING,
        secret=zalo.bot_secret,
        receive=app.take,
        is_known=is_known,
        words=lambda text: app.texts.render(text, VISITOR),
        fetch=partial(fetch_outside, hosts=settings.media_hosts),
        clock=app.clock,
        ticks=asyncio.get_running_loop().time,
        chance=random.random,
    )
    app.add_channel(built.channel)
    return Connected(built.hooks, built.loops)


def _zalo_oa(app: App, settings: Settings, calls: Calls) -> Connected:
    from bot.channels.outside import fetch_outside
    from bot.channels.zalo_oa.api import OaApi
    from bot.channels.zalo_oa.capabilities import ZALO_OA
    from bot.channels.zalo_oa.client import ZaloOaChannel
    from bot.channels.zalo_oa.outbound import SEND_PATHS
    from bot.channels.zalo_oa.templates import TemplateSender
    from bot.channels.zalo_oa.webhook import OaWebhook
    from bot.oa_tokens.keeper import TokenKeeper
    from bot.oa_tokens.oauth import OAuth

    zalo, clock = settings.zalo, app.clock
    keeper = TokenKeeper(
        database=app.database,
        whose=Whose(app.commune_id, zalo.app_id),
        oauth=OAuth(
            calls,
            address=zalo.oauth,
            app_id=zalo.app_id,
            app_secret=zalo.app_secret,
            now=clock.now,
        ),
        clock=clock,
        ids=app.ids,
    )
    api = OaApi(
        calls=calls, tokens=keeper, clock=clock, base=zalo.oa_api, app_secret=zalo.app_secret
    )
    channel = ZaloOaChannel(
        api=api,
        send_path=SEND_PATHS[zalo.send_path],
        open_file=app.files.read,
        fetch=partial(fetch_outside, hosts=settings.media_hosts),
        clock=clock,
        capabilities=replace(ZALO_OA, plan=Plan(monthly=zalo.monthly)),
        form_picture=f"{settings.public_url}{FORM_PICTURE}" if settings.public_url else "",
    )
    app.add_channel(channel)
    webhook = OaWebhook(
        app_id=zalo.app_id,
        secret=zalo.oa_secret,
        receive=app.receive,
        clock=clock,
        is_ours=channel.has_said,
    )
    templates = TemplateSender(
        api=api, base=zalo.zbs_api, templates=dict(zalo.templates), clock=clock
    )
    return Connected(
        hooks=(webhook.hook(),),
        loops=(keeper.run,),
        templates=templates if zalo.templates else None,
        oa_token_age=keeper.age_hours,
    )
