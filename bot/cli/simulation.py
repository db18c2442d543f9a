"""The whole real app on a clock that stands until it is moved, with a wire that only remembers.

`toso simulate`, the transcripts of the tests and the measurements all run on this one class.
"""

from __future__ import annotations

import asyncio
import logging
import os
import tempfile
import unicodedata
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.app import App, build
from bot.channels.contract import (
    ButtonPressed,
    FileSent,
    Inbound,
    InboundEvent,
    Part,
    PhotoSent,
    Sender,
    TextSent,
)
from bot.channels.failures import PersonLeft
from bot.channels.limits import Capabilities
from bot.channels.terminal.capabilities import BUTTONS
from bot.channels.terminal.client import TerminalChannel
from bot.channels.terminal.inbound import Said, inbound_of, sender_of
from bot.channels.terminal.outbound import part_json
from bot.cli.outside import Correspondents, FileKeeper, Numbers, newest_buttons
from bot.cli.script import BadLineError, MoveTo, read_line
from bot.kernel.clock import SetClock, from_local
from bot.kernel.errors import traced
from bot.kernel.ids import LENGTH, CountedIds
from bot.settings import Settings
from models.database import Database, StoreError, open_database
from models.latest import Latest, latest

FIRST_MOMENT = from_local(datetime(2026, 11, 16, 8, 0))  # noqa: DTZ001  # local, as people write it
DATABASE_NAME = "toso.db"

log = logging.getLogger("toso.cli")


@dataclass(frozen=True, slots=True)
class Sent:
    """One part that the wire got. `to` is written as a script writes `who`."""

    to: str
    part: Part

    def to_json(self) -> dict[str, Any]:
        return {"to": self.to, **part_json(self.part)}


class Wire:
    """What was sent and not yet looked at, and each account's newest part with buttons. Whoever is
    in `left` has blocked us.
    """

    def __init__(self, capabilities: Capabilities) -> None:
        self.capabilities = capabilities
        self.newest: dict[str, Part] = {}
        self.left: set[str] = set()
        self._sent: list[tuple[str, Part]] = []

    def take(self, account: str, part: Part) -> None:
        if account in self.left:
            raise PersonLeft
        self._sent.append((account, part))
        if part.buttons:
            self.newest[account] = part

    def emptied(self) -> list[tuple[str, Part]]:
        sent, self._sent = self._sent, []
        return sent


class Simulation:
    """Made by `open`. `feed` takes one line and gives what the wire got since the former one."""

    def __init__(
        self, app: App, clock: SetClock, wire: Wire, *, files: FileKeeper, folder: Path
    ) -> None:
        self.app = app
        self.clock = clock
        self._wire = wire
        self._folder = folder
        self._files = files
        self._people = Correspondents(app)
        self._numbers = Numbers(app)

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        database: str | Path | None = None,
        *,
        capabilities: Capabilities = BUTTONS,
        files: Path | None = None,
        folder: Path | None = None,
        settings: Settings | None = None,
        start: datetime | None = None,
        opened: Database | None = None,
    ) -> AsyncIterator[Simulation]:
        """The database at a path or URL: created with the sample commune, or taken as it stands.

        Without one it is temporary and removed at the end. Paths of photos are relative to the
        current folder, then to `folder`. Files that go out are kept in `files`. Of `settings`
        everything but the database and what lies beside it holds. The clock starts at the last
        moment that is stored, or at `start` where that is later. Of a database that is `opened`
        already nothing is opened or closed here: the program alone starts anew.
        """
        async with AsyncExitStack() as stack:
            if database is None:
                place = stack.enter_context(tempfile.TemporaryDirectory(prefix="toso-"))
                settings = Settings(database=str(Path(place) / DATABASE_NAME))
            else:
                settings = (settings or Settings()).on(str(database))
            before = await (_latest_of(opened) if opened else _latest(settings.database))
            stored = before.moment or FIRST_MOMENT
            clock = SetClock(stored if start is None else max(stored, start))
            wire = Wire(capabilities)
            channel = TerminalChannel(capabilities, wire.take)
            last = before.id[:LENGTH]
            app = await build(
                settings,
                clock=clock,
                ids=CountedIds(clock, last),
                channels=[channel],
                opened=opened,
            )
            if opened is None:
                stack.push_async_callback(app.close)
            await stack.enter_async_context(app.running())
            yield cls(
                app, clock, wire, files=FileKeeper(files, app.files.read), folder=folder or Path()
            )

    def meet(self, who: str) -> None:
        """Somebody of an earlier run: named so from now on, whatever they are called by now."""
        self._people.meet(sender_of(who, self.app.database.vault), who)

    async def feed(self, line: Mapping[str, Any]) -> tuple[Sent, ...]:
        """Raises BadLineError; nothing of such a line was done."""
        match read_line(line):
            case MoveTo(moment, is_down):
                if moment < self.clock.moment:
                    raise BadLineError("the clock goes forward only")
                if not is_down:
                    await self._pass_until(moment)
                self.clock.moment = moment
            case Said() as said:
                await self.app.receive(await self._inbound(said))
        await self._settle()
        return await self._taken()

    async def feed_together(self, lines: Sequence[Mapping[str, Any]]) -> tuple[Sent, ...]:
        """Several speak in the same moment, in this order, and the app takes them as it takes a
        crowd. Raises BadLineError before anything is done.
        """
        said = [read_line(line) for line in lines]
        inbound = [await self._inbound(one) for one in said if isinstance(one, Said)]
        if len(inbound) != len(said):
            raise BadLineError("the clock does not move while people speak")
        async with asyncio.TaskGroup() as group:
            for one in inbound:
                group.create_task(self.app.receive(one))
        await self._settle()
        return await self._taken()

    def leave(self, who: str) -> None:
        """Somebody blocks us: nothing reaches them from now on."""
        self._wire.left.add(sender_of(who, self.app.database.vault).external_id)

    def come_back(self, who: str) -> None:
        self._wire.left.discard(sender_of(who, self.app.database.vault).external_id)

    async def _pass_until(self, moment: datetime) -> None:
        """Stop at every moment on the way at which something falls due, as if time had passed."""
        while True:
            await self._settle()
            due = await self._next_due()
            if due is None or not self.clock.moment < due <= moment:
                return
            self.clock.moment = due

    async def _settle(self) -> None:
        """A store that fails now is tried again at the next line."""
        try:
            await self.app.settle()
        except StoreError as error:
            log.error("settling failed", extra={"fields": traced(error)})  # noqa: TRY400

    async def _next_due(self) -> datetime | None:
        """When something falls due next."""
        try:
            return await self.app.next_due()
        except StoreError as error:
            log.error("settling failed", extra={"fields": traced(error)})  # noqa: TRY400
            return None

    async def _inbound(self, said: Said) -> Inbound:
        try:
            sender = sender_of(said.who, self.app.database.vault)
        except ValueError as error:
            raise BadLineError(str(error)) from error
        self._people.meet(sender, said.who)
        event = await self._event(said.event, sender)
        id_ = await self._numbers.given(sender, said.id)
        return inbound_of(replace(said, event=event), sender, id_=id_, at=self.clock.now())

    async def _event(self, event: InboundEvent, sender: Sender) -> InboundEvent:
        match event:
            case ButtonPressed(button_id=words) if not self._wire.capabilities.buttons:
                return TextSent(words)
            case ButtonPressed(button_id=words):
                return ButtonPressed(await self._button(words, sender))
            case PhotoSent(source=source):
                return replace(event, source=self._path(source))
            case FileSent(source=source):
                return replace(event, source=self._path(source))
            case _:
                return event

    async def _button(self, words: str, sender: Sender) -> str:
        """The id of the newest button with this label; else the words themselves, as an id."""
        account = sender.external_id
        newest = self._wire.newest.get(account)
        if newest is None:
            newest = await newest_buttons(self.app, account, self._wire.capabilities)
        label = unicodedata.normalize("NFC", words).strip()
        buttons = newest.buttons if newest else ()
        return next((button.id for button in buttons if button.label == label), words)

    def _path(self, written: str) -> str:
        here = Path(written)
        try:
            is_there = here.exists()
        except (OSError, ValueError):  # too long, or a zero byte in it: a path that leads nowhere
            return written
        return os.path.abspath(here if is_there else self._folder / here)  # noqa: PTH100  # links stay

    async def _taken(self) -> tuple[Sent, ...]:
        return tuple(
            [
                Sent(await self._people.name(account), self._files.kept(part))
                for account, part in self._wire.emptied()
            ]
        )


async def _latest(database: str) -> Latest:
    """Where an earlier run stopped. A file that is not there yet is not made here."""
    store = open_database(database)
    try:
        if store.path is not None and not store.path.exists():
            return Latest(None, "")
        await store.migrate()
        return await _latest_of(store)
    finally:
        await store.close()


async def _latest_of(database: Database) -> Latest:
    async with database.read() as connection:
        return await latest(connection)
