"""A server on loopback that stands for Zalo: says yes, or whatever it was told to say next."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.channels.calls import open_calls
from bot.channels.failures import FetchFailed
from bot.channels.zalo_oa.api import OaApi
from bot.channels.zalo_oa.client import ZaloOaChannel
from bot.channels.zalo_oa.outbound import SEND_PATHS
from bot.channels.zalo_oa.tokens import Tokens
from bot.kernel.clock import SetClock
from tests.channels.zalo_oa.events import AT

PICTURE = "https://toso.example.vn/page/contact.png"
TOKEN, SECRET = "aTokenAsLongAsTheyAreThatNobodyMaySee", "app-secret"


@dataclass(frozen=True)
class Call:
    path: str
    headers: dict[str, str]
    query: dict[str, str]
    body: Any = None
    file: tuple[str, str, bytes] | None = None
    """Its name, its type and what is in it."""


@dataclass
class Said:
    """One answer: JSON, or bytes as they are; `hangs` for none at all."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    hangs: bool = False


def no(code: object, words: str = "no", **more: Any) -> Said:  # noqa: ANN401  # of the answer
    return Said({"error": code, "message": words}, **more)


class Zalo:
    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.next: deque[Said] = deque()
        self.called = asyncio.Event()
        self.let_go = asyncio.Event()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        body, file = None, None
        if request.content_type.startswith("multipart/"):
            part = await (await request.multipart()).next()
            assert part is not None
            content = bytes(await part.read())  # type: ignore[union-attr]
            file = (part.filename or "", part.headers["Content-Type"], content)
        elif request.can_read_body:
            body = json.loads(await request.read())
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.calls.append(Call(request.path, headers, dict(request.query), body, file))
        self.called.set()
        said = self.next.popleft() if self.next else self._yes(request.path)
        if said.hangs:
            await self.let_go.wait()
        if said.raw is not None:
            return web.Response(body=said.raw, status=said.status, headers=said.headers)
        return web.json_response(said.body, status=said.status, headers=said.headers)

    def _yes(self, path: str) -> Said:
        number = len(self.calls)
        if "/upload/" in path:
            key = "attachment_id" if path.endswith("/image") else "token"
            return Said({"error": 0, "message": "Success", "data": {key: f"u{number}"}})
        data = {"message_id": f"z{number}", "user_id": "7", "sent_time": "1", "quota": {}}
        return Said({"error": 0, "message": "Success", "data": data})

    @asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        app = web.Application(client_max_size=20_000_000)
        app.router.add_route("*", "/{rest:.*}", self.answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        finally:
            self.let_go.set()
            await runner.cleanup()


class CountedTokens:
    """Each renewal gives the next token: t1, t2 …"""

    def __init__(self) -> None:
        self.number = 1
        self.renewed: list[str] = []

    async def token(self) -> str:
        return f"t{self.number}"

    async def renew(self, used: str) -> str:
        self.renewed.append(used)
        if used == f"t{self.number}":
            self.number += 1
        return f"t{self.number}"


@dataclass
class Bench:
    """The channel on the wire, with what stands around it."""

    zalo: Zalo
    clock: SetClock
    files: dict[str, bytes]
    fetched: list[tuple[str, int]]
    api: OaApi
    channel: ZaloOaChannel

    @property
    def sent(self) -> list[Any]:
        """Each message that Zalo was handed, without its recipient."""
        return [call.body["message"] for call in self.zalo.calls if call.body]

    @property
    def uploads(self) -> list[Call]:
        return [call for call in self.zalo.calls if call.file]


@asynccontextmanager
async def on_the_wire(
    tokens: Tokens, *, path: str = "v3", moment: datetime = AT
) -> AsyncIterator[Bench]:
    zalo, clock = Zalo(), SetClock(moment)
    files: dict[str, bytes] = {}
    fetched: list[tuple[str, int]] = []

    def opened(stored: str) -> bytes:
        if stored not in files:
            raise FileNotFoundError(stored)
        return files[stored]

    async def fetch(url: str, *, limit: int) -> bytes:
        fetched.append((url, limit))
        if url.endswith("gone"):
            raise FetchFailed("gone", lasting=True)
        return b"photo"

    async with zalo.running() as url, open_calls() as calls:
        api = OaApi(calls=calls, tokens=tokens, clock=clock, base=url, app_secret=SECRET)
        channel = ZaloOaChannel(
            api=api,
            send_path=SEND_PATHS[path],
            open_file=opened,
            fetch=fetch,
            clock=clock,
            form_picture=PICTURE,
        )
        yield Bench(zalo, clock, files, fetched, api, channel)
