"""The terminal: its wire is a function."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.app import App
from bot.channels.contract import Part
from bot.channels.limits import Capabilities
from bot.channels.terminal.client import TerminalChannel
from bot.channels.terminal.inbound import inbound_of, read_said, sender_of
from bot.kernel.clock import SetClock
from tests.channels.conformance.stand import Shown

WHO = "resident:Lan"


class Terminal:
    secrets = ()

    def __init__(self, app: App, clock: SetClock, capabilities: Capabilities) -> None:
        self._app = app
        self._clock = clock
        self._shown: list[Shown] = []
        self._sender = sender_of(WHO, app.database.vault)
        self.account = self._sender.external_id
        self.channel = TerminalChannel(capabilities, self._show)
        app.add_channel(self.channel)

    async def say(self, text: str, id_: str) -> bool:
        return await self._do({"text": text}, id_)

    async def press(self, button: str, id_: str) -> bool:
        return await self._do({"press": button}, id_)

    async def shown(self) -> tuple[Shown, ...]:
        return tuple(self._shown)

    def refuse(self, code: int) -> None:
        raise NotImplementedError

    async def _do(self, action: dict[str, str], id_: str) -> bool:
        said = read_said({"who": WHO, "id": id_, **action})
        at = self._clock.moment
        return await self._app.receive(inbound_of(said, self._sender, id_=id_, at=at))

    def _show(self, _external_id: str, part: Part) -> None:
        buttons = tuple((button.id, button.label) for button in part.buttons)
        self._shown.append(Shown(part.text, buttons, tuple(file.name for file in part.files)))


@asynccontextmanager
async def open_terminal(
    app: App, clock: SetClock, capabilities: Capabilities
) -> AsyncIterator[Terminal]:
    yield Terminal(app, clock, capabilities)
