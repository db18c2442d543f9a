"""The Zalo Bot Platform: its webhook, and its emulator."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from bot.app import App
from bot.channels.calls import open_calls
from bot.channels.failures import (
    Misconfigured,
    Refused,
    Throttled,
    Unreachable,
)
from bot.channels.outside import fetch_outside
from bot.channels.zalo_bot.api import BotApi
from bot.channels.zalo_bot.assembly import assemble
from bot.channels.zalo_bot.webhook import SECRET_HEADER
from bot.kernel.clock import SetClock
from bot.readers import VISITOR
from tests.channels.conformance.stand import Errors, Shown
from tests.emulators.zalo_bot.emulator import ZaloBotEmulator
from tests.emulators.zalo_bot.faults import Kind
from tests.emulators.zalo_bot.rules import Rules

BOT, TOKEN, SECRET, LAN = "hp1", "111222333:abc-xyz", "bi-mat-cua-to", "Lan"
ERRORS: Errors = {
    400: Refused, 401: Misconfigured, 403: Refused, 404: Refused, 408: Unreachable,
    429: Throttled, 500: Unreachable, 502: Unreachable,
}  # fmt: skip


class ZaloBot:
    secrets = (TOKEN, SECRET)

    def __init__(self, app: App, emulator: ZaloBotEmulator, api: BotApi, clock: SetClock) -> None:
        async def is_known(_: str) -> bool:
            return True

        self._emulator = emulator
        self._clock = clock
        self._person = emulator.chat(BOT, LAN).id
        self.account = f"{BOT}/{self._person}"
        built = assemble(
            [api],
            polls=False,
            secret=SECRET,
            receive=app.take,
            is_known=is_known,
            words=lambda text: app.texts.render(text, VISITOR),
            fetch=partial(fetch_outside, hosts=()),
            clock=clock,
            ticks=lambda: 0.0,
            chance=lambda: 0.0,
        )
        self.channel = built.channel
        (self._hook,) = built.hooks
        app.add_channel(self.channel)

    async def say(self, text: str, id_: str) -> bool:
        message = {
            "message_id": id_,
            "date": int(self._clock.moment.timestamp() * 1000),
            "from": {"id": self._person, "display_name": LAN, "is_bot": False},
            "chat": {"id": self._person, "chat_type": "PRIVATE"},
            "text": text,
        }
        body = json.dumps({"event_name": "message.text.received", "message": message})
        return await self._hook.take({SECRET_HEADER: SECRET}, body.encode()) == 200

    async def press(self, button: str, id_: str) -> bool:
        raise NotImplementedError

    async def shown(self) -> tuple[Shown, ...]:
        return tuple(
            Shown(sent.text, (), (sent.photo,) if sent.photo else ())
            for sent in self._emulator.sent(BOT, LAN)
        )

    def refuse(self, code: int) -> None:
        self._emulator.fail("sendMessage", Kind.REFUSED, code=code)


@asynccontextmanager
async def open_zalo_bot(app: App, clock: SetClock) -> AsyncIterator[ZaloBot]:
    emulator = ZaloBotEmulator(Rules(trusts_loopback=True), now=clock.now)
    emulator.add_bot(BOT, TOKEN)
    async with emulator.running() as url, open_calls() as calls:
        await emulator.say(BOT, LAN, "chào")
        yield ZaloBot(app, emulator, BotApi(calls, url, name=BOT, token=TOKEN), clock)
