"""The web chat: what its page would be told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.app import App
from bot.channels.contract import Sender
from bot.channels.web.client import WebChannel
from bot.channels.web.inbound import inbound_of, read_said
from bot.channels.web.log import WebLog
from bot.channels.web.outbound import line_json
from bot.channels.web.uploads import Uploads
from bot.kernel.clock import SetClock
from tests.channels.conformance.stand import Shown

MOST = 1_000


class Web:
    secrets = ()
    account = "web-session-of-lan"

    def __init__(self, app: App, clock: SetClock, log: WebLog, folder: Path) -> None:
        vault = app.database.vault
        uploads = Uploads(
            folder, keyed_hash=vault.browser_hash, cipher=vault.file_cipher, limit=1_000_000
        )
        self._app = app
        self._clock = clock
        self._log = log
        self.channel = WebChannel(log, uploads)
        app.add_channel(self.channel)

    async def say(self, text: str, id_: str) -> bool:
        return await self._do({"text": text}, id_)

    async def press(self, button: str, id_: str) -> bool:
        return await self._do({"press": button}, id_)

    async def shown(self) -> tuple[Shown, ...]:
        lines = [line_json(line) for line in await self._log.after(self.account, 0, MOST)]
        return tuple(
            Shown(
                line.get("text", ""),
                tuple((button[0], button[1]) for button in line.get("buttons", [])),
                tuple(line.get("files", [])),
            )
            for line in lines
            if not line["mine"]
        )

    def refuse(self, code: int) -> None:
        raise NotImplementedError

    async def _do(self, action: dict[str, str], id_: str) -> bool:
        said = read_said({"client_id": id_, **action})
        sender = Sender(self.account, is_resident=True)
        return await self._app.receive(inbound_of(said, sender, at=self._clock.moment))


@asynccontextmanager
async def open_web(app: App, clock: SetClock, folder: Path) -> AsyncIterator[Web]:
    log = WebLog(database=app.database, commune_id=app.commune_id, clock=clock)
    writing = asyncio.ensure_future(log.run())
    try:
        yield Web(app, clock, log, folder)
    finally:
        writing.cancel()
