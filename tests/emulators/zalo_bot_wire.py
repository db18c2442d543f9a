"""What stands at the other end of the emulator in its own tests: a bot that calls, a server that is
pushed to, a host of pictures.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import ClientSession, web

from bot.kernel.clock import SetClock
from tests.emulators.zalo_bot.emulator import ZaloBotEmulator
from tests.emulators.zalo_bot.pushing import SECRET
from tests.emulators.zalo_bot.rules import Rules

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
TOKEN = "123456789:abc-xyz"  # of no real bot
SECRET_TOKEN = "bi-mat-cua-to"
JPEG = b"\xff\xd8\xff\xe0" + b"photo" * 200
BOT = "hp1"
HOA = "Nguyễn Thị Hoa"


@dataclass(frozen=True, slots=True)
class Answer:
    """`code` is the `error_code`, 0 where all is well."""

    status: int
    body: dict[str, Any]

    @property
    def code(self) -> int:
        return int(self.body.get("error_code", 0))

    @property
    def result(self) -> dict[str, Any]:
        result: dict[str, Any] = self.body["result"]
        return result


@dataclass(slots=True)
class Site:
    emulator: ZaloBotEmulator
    clock: SetClock
    url: str
    session: ClientSession

    async def call(self, method: str, token: str = TOKEN, **asked: object) -> Answer:
        async with self.session.post(f"{self.url}/bot{token}/{method}", json=asked) as response:
            return Answer(response.status, await response.json())

    async def send(self, text: str, who: str = HOA) -> Answer:
        return await self.call("sendMessage", chat_id=self.id_of(who), text=text)

    def id_of(self, who: str) -> str:
        return self.emulator.chat(BOT, who).id

    async def get(self, url: str) -> tuple[int, bytes]:
        async with self.session.get(url) as response:
            return response.status, await response.read()


@asynccontextmanager
async def open_site(
    rules: Rules | None = None, *, can_join_groups: bool = False
) -> AsyncIterator[Site]:
    clock = SetClock(NOW)
    rules = rules or Rules(trusts_loopback=True)
    emulator = ZaloBotEmulator(rules, now=clock.now)
    emulator.add_bot(BOT, TOKEN, display_name="Bot Tổ Số", can_join_groups=can_join_groups)
    async with emulator.running() as url, ClientSession() as session:
        yield Site(emulator, clock, url, session)


@dataclass(slots=True)
class Hook:
    """A server of a bot. `statuses` are its next answers, then 200; with `hangs` it takes its time
    until it is set.
    """

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    probes: int = 0
    hangs: asyncio.Event | None = None
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    @property
    def texts(self) -> list[str]:
        return [body["message"]["text"] for body in self.bodies]

    async def has(self, count: int) -> None:
        """Until so many bodies came."""
        async with asyncio.timeout(10), self._changed:
            await self._changed.wait_for(lambda: len(self.bodies) >= count)

    async def take(self, request: web.Request) -> web.Response:
        body = await request.read()
        if not body:
            self.probes += 1
            return web.Response(status=self.statuses.pop(0) if self.statuses else 200)
        async with self._changed:
            self.bodies.append(json.loads(body))
            self.secrets.append(request.headers.get(SECRET))
            self._changed.notify_all()
        if self.hangs is not None:
            await self.hangs.wait()
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)


@asynccontextmanager
async def open_hook() -> AsyncIterator[Hook]:
    hook = Hook()
    async with _serving(web.post("/zalo/bot/hp1", hook.take)) as address:
        hook.url = f"{address}/zalo/bot/hp1"
        yield hook


@dataclass(slots=True)
class Pictures:
    """A host of one picture; it answers with the next of `answers`, then with the last again."""

    url: str = ""
    answers: list[tuple[int, bytes]] = field(default_factory=lambda: [(200, JPEG)])
    asked: int = 0

    async def give(self, _: web.Request) -> web.Response:
        status, data = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        return web.Response(status=status, body=data)


@asynccontextmanager
async def open_pictures() -> AsyncIterator[Pictures]:
    pictures = Pictures()
    async with _serving(web.get("/tuan.png", pictures.give)) as address:
        pictures.url = f"{address}/tuan.png"
        yield pictures


@asynccontextmanager
async def _serving(route: web.RouteDef) -> AsyncIterator[str]:
    app = web.Application()
    app.add_routes([route])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
