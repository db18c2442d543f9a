"""The real app with its web chat, as `toso run` builds it, but for the port and the clock."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.app import App, build
from bot.channels.contract import Inbound, Part, Receipt, Sender, TextSent
from bot.channels.web.client import WebChannel
from bot.channels.web.log import WebLog
from bot.channels.web.uploads import Uploads
from bot.kernel.clock import SetClock
from bot.settings import Settings
from models.web_log import Line
from tests.whole.stage import SATURDAY

TALK = "0" * 32


class KilledError(BaseException):
    """Stands for a power cut: nothing that looks after errors may catch it."""


class Fragile(WebChannel):
    """The program ends right after a line is on disk, before anybody hears of it."""

    is_weak = False

    async def send(self, external_id: str, part: Part) -> Receipt:
        receipt = await super().send(external_id, part)
        if self.is_weak:
            raise KilledError
        return receipt


@dataclass(slots=True)
class Visit:
    app: App
    log: WebLog
    channel: Fragile
    clock: SetClock
    _ids: list[str] = field(default_factory=list)

    def says(self, who: str, text: str, talk: str = TALK) -> Inbound:
        """`who` is a phone of the sample."""
        phone_hash = self.app.database.vault.phone_hash(who)
        self._ids.append(text)
        provider_id = f"{talk}:{len(self._ids):08}{self.clock.now():%Y%m%d%H%M%S}"
        sender = Sender(talk, phone_hash=phone_hash)
        return Inbound("web", provider_id, sender, TextSent(text), self.clock.now())

    async def lines(self) -> tuple[Line, ...]:
        return await self.log.after(TALK, 0, 1000)


@asynccontextmanager
async def open_visit(database: Path, clock: SetClock | None = None) -> AsyncIterator[Visit]:
    clock = clock or SetClock(SATURDAY)
    app = await build(Settings(database=str(database)), clock=clock, channels=[])
    web_log = WebLog(database=app.database, commune_id=app.commune_id, clock=clock)
    vault = app.database.vault
    uploads = Uploads(
        database.parent / "uploads",
        keyed_hash=vault.browser_hash,
        cipher=vault.file_cipher,
        limit=1_000_000,
    )
    channel = Fragile(web_log, uploads)
    app.add_channel(channel)
    try:
        async with app.running(), asyncio.TaskGroup() as group:
            writing = group.create_task(web_log.run())
            yield Visit(app, web_log, channel, clock)
            writing.cancel()
    finally:
        await app.close()
