"""What the doctor says of the bots of Zalo: whether their messages reach us. Zalo is asked, for a
few seconds; without network that is all that is said.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from bot.channels.calls import open_calls
from bot.channels.failures import Misconfigured, SendError
from bot.channels.zalo_bot.api import BotApi
from bot.channels.zalo_bot.polling import webhook_address
from bot.channels.zalo_bot.webhook import hook_path
from bot.cli.checkup import Check, State
from bot.dialog.text import Text
from bot.settings import Settings
from bot.zalo_settings import BotMode

NAME = "zalo_bot"
SECONDS = 5.0
SECRET, PUBLIC_URL, TOKENS = "TOSO_ZALO_BOT_SECRET", "TOSO_PUBLIC_URL", "TOSO_ZALO_BOT_TOKENS"


async def of_zalo_bots(settings: Settings) -> tuple[Check, ...]:
    zalo = settings.zalo
    async with open_calls() as calls:
        apis = [BotApi(calls, zalo.bot_api, name=bot.name, token=bot.token) for bot in zalo.bots]
        found = await asyncio.gather(*(_of_bot(api, settings) for api in apis))
    return (*_of_settings(settings), *found)


def _of_settings(settings: Settings) -> Iterator[Check]:
    if settings.zalo.bot_mode is not BotMode.WEBHOOK:
        return
    if not settings.zalo.bot_secret:
        words = Text("cli.doctor.zalo_bot.no_secret", name=SECRET)
        yield Check(NAME, State.FAILED, words, Text("cli.doctor.zalo_bot.set_secret", name=SECRET))
    if not settings.public_url:
        words = Text("cli.doctor.zalo_bot.no_address", name=PUBLIC_URL)
        advice = Text("cli.doctor.zalo_bot.set_address", name=PUBLIC_URL)
        yield Check(NAME, State.WARNING, words, advice)


async def _of_bot(bot: BotApi, settings: Settings) -> Check:
    try:
        address = await webhook_address(bot, seconds=SECONDS)
    except Misconfigured:
        words = Text("cli.doctor.zalo_bot.token", bot=bot.name)
        return Check(NAME, State.FAILED, words, Text("cli.doctor.zalo_bot.set_token", name=TOKENS))
    except SendError:
        words = Text("cli.doctor.zalo_bot.unreachable", bot=bot.name)
        return Check(NAME, State.WARNING, words, Text("cli.doctor.zalo_bot.network"))
    if settings.zalo.bot_mode is BotMode.POLLING:
        if not address:
            return Check(NAME, State.OK, Text("cli.doctor.zalo_bot.polled", bot=bot.name))
        words = Text("cli.doctor.zalo_bot.not_polled", bot=bot.name, address=address)
        return Check(NAME, State.WARNING, words, _do("delete", bot))
    if not address:
        words = Text("cli.doctor.zalo_bot.not_set", bot=bot.name)
        return Check(NAME, State.WARNING, words, _do("set", bot))
    if settings.public_url and address != f"{settings.public_url}{hook_path(bot.name)}":
        words = Text("cli.doctor.zalo_bot.elsewhere", bot=bot.name, address=address)
        return Check(NAME, State.WARNING, words, _do("set", bot))
    return Check(NAME, State.OK, Text("cli.doctor.zalo_bot.set", bot=bot.name))


def _do(verb: str, bot: BotApi) -> Text:
    return Text("cli.doctor.zalo_bot.do", command=f"toso zalo webhook {verb} --bot {bot.name}")
