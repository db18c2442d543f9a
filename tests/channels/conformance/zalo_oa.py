"""The Zalo Official Account: its signed webhook, and a server that stands for its OpenAPI."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from bot.app import App
from bot.channels.calls import open_calls
from bot.channels.failures import (
    Misconfigured,
    PersonLeft,
    Refused,
    Throttled,
    Unreachable,
    WindowClosed,
)
from bot.channels.outside import fetch_outside
from bot.channels.zalo_oa.api import OaApi
from bot.channels.zalo_oa.client import ZaloOaChannel
from bot.channels.zalo_oa.inbound import PRESSED
from bot.channels.zalo_oa.outbound import SEND_PATHS
from bot.channels.zalo_oa.signature import HEADER, sign
from bot.channels.zalo_oa.tokens import FixedToken
from bot.channels.zalo_oa.webhook import OaWebhook
from bot.kernel.clock import SetClock
from tests.channels.conformance.stand import Errors, Shown
from tests.channels.zalo_oa.events import APP, OA, USER
from tests.channels.zalo_oa.wire import SECRET, TOKEN, Zalo, no

ERRORS: Errors = {
    -32: Throttled, -100: Refused, -201: Refused, -204: Misconfigured, -211: WindowClosed,
    -213: PersonLeft, -216: Misconfigured, -217: PersonLeft, -221: Misconfigured,
    -224: Misconfigured, -227: PersonLeft, -230: WindowClosed, -232: WindowClosed,
    -233: Refused, -235: Misconfigured, -240: Misconfigured, -9999: Unreachable,
}  # fmt: skip


class ZaloOa:
    secrets = (TOKEN, SECRET)
    account = USER

    def __init__(self, app: App, zalo: Zalo, api: OaApi, clock: SetClock) -> None:
        self._zalo = zalo
        self._clock = clock
        self._webhook = OaWebhook(app_id=APP, secret=SECRET, receive=app.receive, clock=clock)
        self.channel = ZaloOaChannel(
            api=api,
            send_path=SEND_PATHS["v3"],
            open_file=app.files.read,
            fetch=partial(fetch_outside, hosts=()),
            clock=clock,
        )
        app.add_channel(self.channel)

    async def say(self, text: str, id_: str) -> bool:
        stamp = str(int(self._clock.moment.timestamp() * 1000))
        body = {
            "app_id": APP,
            "event_name": "user_send_text",
            "timestamp": stamp,
            "sender": {"id": USER},
            "recipient": {"id": OA},
            "message": {"msg_id": id_, "text": text},
        }
        raw = json.dumps(body).encode()
        headers = {HEADER: f"mac={sign(raw, stamp, APP, SECRET)}"}
        return await self._webhook.take(headers, raw) == 200

    async def press(self, button: str, id_: str) -> bool:
        return await self.say(f"{PRESSED}{button}", id_)

    async def shown(self) -> tuple[Shown, ...]:
        return tuple(_shown(call.body["message"]) for call in self._zalo.calls if call.body)

    def refuse(self, code: int) -> None:
        self._zalo.next.append(no(code))


def _shown(message: dict[str, Any]) -> Shown:
    payload = message.get("attachment", {}).get("payload", {})
    buttons = tuple(
        (button["payload"].removeprefix(PRESSED), button["title"])
        for button in payload.get("buttons", [])
    )
    files = (payload["token"],) if "token" in payload else ()
    return Shown(message.get("text", ""), buttons, files)


@asynccontextmanager
async def open_zalo_oa(app: App, clock: SetClock) -> AsyncIterator[ZaloOa]:
    zalo = Zalo()
    async with zalo.running() as url, open_calls() as calls:
        api = OaApi(calls=calls, tokens=FixedToken(TOKEN), clock=clock, base=url, app_secret=SECRET)
        yield ZaloOa(app, zalo, api, clock)
