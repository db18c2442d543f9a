"""People at a null wire: each says the next thing once the answer to the last has reached them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.app import App, build
from bot.channels.contract import (
    ButtonPressed,
    Inbound,
    InboundEvent,
    Part,
    Receipt,
    Sender,
    TextSent,
)
from bot.channels.failures import FetchFailed
from bot.channels.limits import Capabilities
from bot.channels.terminal.capabilities import BUTTONS
from bot.kernel.clock import SystemClock
from bot.settings import read_settings
from models.sample import FIRST_PHONE

CHANNEL = "terminal"
PATIENCE = 60.0
"""Seconds after which a person without an answer ends the run: its figures would be a lie."""


class NullWire:
    """A channel that takes everything at once and wakes whoever it was for."""

    name = CHANNEL

    def __init__(self) -> None:
        self._waiting: dict[str, asyncio.Future[Part]] = {}

    @property
    def capabilities(self) -> Capabilities:
        return BUTTONS

    async def send(self, external_id: str, part: Part) -> Receipt:
        waiting = self._waiting.pop(external_id, None)
        if waiting is not None:
            waiting.set_result(part)
        return Receipt()

    async def fetch(self, source: str, *, limit: int) -> bytes:  # noqa: ARG002  # nobody sends any
        raise FetchFailed("missing", lasting=True)

    def next_part(self, external_id: str) -> asyncio.Future[Part]:
        """The next thing that this account gets, which nothing sent before can be."""
        self._waiting[external_id] = asyncio.get_running_loop().create_future()
        return self._waiting[external_id]


@dataclass(slots=True)
class Waits:
    """Seconds from the moment a message was there, for each message."""

    commit: list[float] = field(default_factory=list)
    wire: list[float] = field(default_factory=list)


class Person:
    """`number` counts the sample's roster from 0."""

    def __init__(self, number: int, app: App, wire: NullWire, waits: Waits) -> None:
        phone = app.database.vault.phone_hash(f"0{FIRST_PHONE + number}")
        self._sender = Sender(phone, phone_hash=phone)
        self._app = app
        self._wire = wire
        self._waits = waits
        self._seen = Part("")
        self._said = 0

    async def say(self, word: str) -> Part:
        """Press the button of the last answer that reads so, else type it."""
        pressed = next((b.id for b in self._seen.buttons if b.label == word), None)
        return await self._send(TextSent(word) if pressed is None else ButtonPressed(pressed))

    async def _send(self, event: InboundEvent) -> Part:
        self._said += 1
        account = self._sender.external_id
        answer = self._wire.next_part(account)
        inbound = Inbound(
            CHANNEL, f"{account}:{self._said}", self._sender, event, self._app.clock.now()
        )
        started = time.perf_counter()
        if not await self._app.receive(inbound):
            raise RuntimeError(f"message {self._said} of one person was not taken")
        self._waits.commit.append(time.perf_counter() - started)
        self._seen = await asyncio.wait_for(answer, PATIENCE)
        self._waits.wire.append(time.perf_counter() - started)
        return self._seen


@asynccontextmanager
async def live_app(folder: Path, wire: NullWire) -> AsyncIterator[App]:
    """The whole product at work: what falls due goes out by itself."""
    async with built_app(folder, wire) as app, app.running(live=True):
        yield app


@asynccontextmanager
async def built_app(folder: Path, wire: NullWire) -> AsyncIterator[App]:
    """The whole product on the sample commune: real clock, real ids, SQLite in `folder`."""
    settings = read_settings({"TOSO_DATABASE": str(folder / "toso.db")})
    app = await build(settings, clock=SystemClock(), channels=[wire])
    try:
        yield app
    finally:
        await app.close()
