"""A small application of its own that talks with the emulator, for the emulator's tests: none of
the product's code, so that the two cannot be wrong together.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from aiohttp import ClientSession, FormData, web

from bot.kernel.clock import SetClock
from tests.emulators.clock import MovedClock
from tests.emulators.zalo_oa.emulator import ZaloOaEmulator
from tests.emulators.zalo_oa.rules import Rules

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)  # eight in the morning in Viet Nam
HOA, TAM = "1000000000000000001", "1000000000000000002"
PNG = b"\x89PNG\r\n\x1a\n" + b"point" * 20
PDF = b"%PDF-1.4\n" + b"page" * 20


@dataclass(slots=True)
class App:
    """`token` is that of a fresh pair of the emulator's."""

    emulator: ZaloOaEmulator
    http: ClientSession
    token: str = ""

    async def call(self, path: str, body: object = None, **headers: str) -> dict[str, Any]:
        """POST with a body, GET without. The answer as JSON, with `http` and `headers` of it."""
        method = "GET" if body is None else "POST"
        given = {"access_token": self.token} | headers
        async with self.http.request(method, path, json=body, headers=given) as response:
            told: dict[str, Any] = await response.json()
            return told | {"http": response.status, "headers": dict(response.headers)}

    async def send(
        self, user: str, message: object, path: str = "/v3.0/oa/message/cs"
    ) -> dict[str, Any]:
        return await self.call(path, {"recipient": {"user_id": user}, "message": message})

    async def code(self, user: str, text: str = "chào") -> int:
        """Of a plain text to this person."""
        return int((await self.send(user, {"text": text}))["error"])

    async def upload(self, kind: str, name: str, data: bytes) -> dict[str, Any]:
        form = FormData(quote_fields=False)  # as browsers write a name
        form.add_field("file", BytesIO(data), filename=name)
        async with self.http.post(
            f"/v2.0/oa/upload/{kind}", data=form, headers={"access_token": self.token}
        ) as response:
            told: dict[str, Any] = await response.json()
            return told

    async def refresh(self, refresh: str, **changed: str) -> dict[str, Any]:
        rules = self.emulator.rules
        form = {
            "app_id": rules.app_id,
            "grant_type": "refresh_token",
            "refresh_token": refresh,
        } | changed
        return await self.ask_tokens(form)

    async def ask_tokens(self, form: dict[str, str], secret: str = "") -> dict[str, Any]:
        headers = {"secret_key": secret or self.emulator.rules.app_secret}
        async with self.http.post("/v4/oa/access_token", data=form, headers=headers) as response:
            told: dict[str, Any] = await response.json()
            return told


@asynccontextmanager
async def opened(**rules: Any) -> AsyncIterator[App]:  # noqa: ANN401  # of many kinds
    """An emulator whose clock stands at NOW until it is moved, and somebody who calls it."""
    emulator = ZaloOaEmulator(Rules(**rules), MovedClock(SetClock(NOW)))
    async with emulator.running() as address, ClientSession(address) as http:
        yield App(emulator, http, emulator.tokens.issue().access)


@dataclass(slots=True)
class Hook:
    """The application's webhook: keeps what it was told and answers what `status` says."""

    address: str = ""
    told: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    status: Callable[[int], int] = lambda _: 200


@asynccontextmanager
async def hooked() -> AsyncIterator[Hook]:
    hook = Hook()

    async def take(request: web.Request) -> web.StreamResponse:
        hook.told.append((dict(request.headers), await request.read()))
        return web.Response(status=hook.status(len(hook.told)))

    app = web.Application()
    app.router.add_post("/zalo/oa", take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.address = f"http://127.0.0.1:{runner.addresses[0][1]}/zalo/oa"
    try:
        yield hook
    finally:
        await runner.cleanup()
