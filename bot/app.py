"""The composition root: every object is built here, once; channels, tasks and jobs are listed here.

Tests and the simulator build through the same function and hand in what is far: wire, clock, ids.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.channels.contract import Channel, Inbound, Part
from bot.conversation.batch import Conversation
from bot.delivery import Delivery
from bot.dialog.text import Text
from bot.fetching import Fetching
from bot.kernel.clock import Clock
from bot.kernel.errors import traced
from bot.kernel.ids import Ids, RandomIds
from bot.poison import Poison
from bot.readers import VISITOR
from bot.served import WhenEmpty, served_commune
from bot.settings import Settings
from bot.texts import Texts
from bot.timers import Timers
from handlers.tasks import TASKS
from models.commune import is_sample
from models.database import Database, StoreError
from models.opening import open_installation
from models.post import WINDOW

IDLE_SECONDS = 20.0
"""How long the live loop sleeps when nothing is due; whatever is committed wakes it at once."""

LULL_SECONDS = 0.1
"""Only after such a lull does the live loop ask when the next thing falls due; and while answers go
out one after the other, it looks no more often for photos and timers, which nobody waits for so.
"""

DRAIN_SECONDS = 4.0
"""With the page's own few seconds, a graceful stop stays well within ten."""

log = logging.getLogger("toso.app")


@dataclass(frozen=True, slots=True)
class App:
    """The product, built. `receive` is the door for messages, `settle` the one for time."""

    database: Database
    texts: Texts
    clock: Clock
    ids: Ids
    commune_id: str
    is_sample: bool
    channels: dict[str, Channel]
    conversation: Conversation
    delivery: Delivery
    fetching: Fetching
    timers: Timers
    poison: Poison
    wake: asyncio.Event

    async def receive(self, inbound: Inbound) -> bool:
        """Take one message; True once it is committed.

        A fault of ours is logged once, here, and answered with an apology; then nothing of this
        message was kept. What fails every time is set aside in the end, and counts as taken.
        """
        try:
            await self.conversation.receive(inbound)
        except Exception as error:  # noqa: BLE001  # the edge: one log line, one apology
            fields = {"channel": inbound.channel, "kind": type(inbound.event).__name__}
            log.error("message failed", extra={"fields": {**fields, **traced(error)}})  # noqa: TRY400
            is_aside, notice = await self.poison.taste(inbound, error)
            if notice is not None:
                await self._apologise(inbound, notice)
            return is_aside
        await self._open_window(inbound)
        return True

    def add_channel(self, channel: Channel) -> None:
        """A channel that lives on the database and so is made after it."""
        self.channels[channel.name] = channel

    async def release_held(self, channel: str, external_id: str) -> None:
        """The person is here: what waited for them goes out, unless it has expired since."""
        await self.delivery.release(channel, external_id)
        self.wake.set()

    async def settle(self) -> None:
        """Work until nothing is due at the clock's moment."""
        while await self._settle_once():
            pass

    async def drain(self) -> None:
        """Before the end: what is due goes out, within reason; the rest waits in its rows."""
        try:
            async with asyncio.timeout(DRAIN_SECONDS):
                await self.settle()
        except TimeoutError:
            log.warning("not drained in time")
        except Exception as error:  # noqa: BLE001  # the end comes all the same
            log.error("settling failed", extra={"fields": traced(error)})  # noqa: TRY400

    async def _settle_once(self) -> bool:
        """One round of everything; whether there was anything to do."""
        delivered = await self.delivery.deliver()
        brought = await self._bring_in()
        return bool(brought or delivered.sent or delivered.other)

    async def _bring_in(self) -> bool:
        """Photos that were announced and dialogs whose time has come; whether there were any."""
        fetched = await self.fetching.fetch()
        timed = await self.timers.sweep()
        return bool(fetched or timed)

    async def next_due(self) -> datetime | None:
        """The earliest moment at which something falls due, past or future; None when nothing
        waits.
        """
        moments = [
            await self.delivery.next_due(),
            await self.fetching.next_due(),
            await self.timers.next_due(),
        ]
        return min((moment for moment in moments if moment is not None), default=None)

    @asynccontextmanager
    async def running(self, *, live: bool = False) -> AsyncIterator[None]:
        """The writer at work; with `live`, what falls due goes out by itself."""
        failure: BaseException | None = None
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self.conversation.run())]
            if live:
                tasks.append(group.create_task(self._live()))
            try:
                yield
            except BaseException as error:  # noqa: BLE001  # raised below, outside the group, as it is
                failure = error
            for task in tasks:
                task.cancel()
        if failure is not None:
            raise failure

    async def close(self) -> None:
        await self.database.close()

    async def _live(self) -> None:
        looked = 0.0
        loop = asyncio.get_running_loop()
        while True:
            self.wake.clear()
            try:
                delivered = await self.delivery.deliver()
                if loop.time() - looked >= LULL_SECONDS:
                    looked = loop.time()
                    await self._bring_in()
                if delivered.sent or delivered.other or await self._woken(LULL_SECONDS):
                    continue
                if await self._settle_once():
                    continue
                due = await self.next_due()
            except Exception as error:  # noqa: BLE001  # what is not settled now is settled later
                log.error("settling failed", extra={"fields": traced(error)})  # noqa: TRY400
                due = None
            wait = IDLE_SECONDS
            if due is not None:
                wait = min(max((due - self.clock.now()).total_seconds(), 0.05), IDLE_SECONDS)
            await self._woken(wait)

    async def _woken(self, seconds: float) -> bool:
        """Whether something was committed within so many seconds."""
        try:
            await asyncio.wait_for(self.wake.wait(), seconds)
        except TimeoutError:
            return False
        return True

    async def _open_window(self, inbound: Inbound) -> None:
        """Who wrote may be written to: what was held goes out. Should the store fail just now, the
        next message opens it.
        """
        channel = self.channels.get(inbound.channel)
        if channel is None or not channel.capabilities.has_window:
            return
        try:
            await self.delivery.release(inbound.channel, inbound.sender.external_id, WINDOW)
        except StoreError as error:
            log.error("window not opened", extra={"fields": traced(error)})  # noqa: TRY400

    async def _apologise(self, inbound: Inbound, notice: Text) -> None:
        """Straight over the wire: the outbox may be just what failed."""
        channel = self.channels.get(inbound.channel)
        if channel is None or not self.delivery.may_send(channel):
            return
        try:
            words = self.texts.render(notice, VISITOR)
            await channel.send(inbound.sender.external_id, Part(words))
        except Exception as failure:  # noqa: BLE001  # there is nobody left to tell
            log.warning("apology not sent", extra={"fields": traced(failure)})


async def build(
    settings: Settings,
    *,
    clock: Clock,
    channels: Sequence[Channel],
    ids: Ids | None = None,
    when_empty: WhenEmpty = WhenEmpty.LAY_SAMPLE,
) -> App:
    """Open or create the installation and put everything together.

    Raises TosoError when the store or its key cannot be used, and where it is to refuse: with the
    notice "store.missing" for a database that is not there, "commune.none" for one without a
    commune.
    """
    ids = ids or RandomIds(clock)
    database = await open_installation(
        settings.database,
        now=clock.now(),
        key_file=settings.key_file,
        create=when_empty is not WhenEmpty.REFUSE,
    )
    try:
        commune_id = await served_commune(
            database, settings.commune, when_empty, ids=ids, now=clock.now()
        )
        async with database.read() as connection:
            made_up = await is_sample(connection, commune_id)
    except BaseException:
        await database.close()
        raise
    texts = Texts()
    wake = asyncio.Event()
    by_name = {channel.name: channel for channel in channels}
    conversation = Conversation(
        database=database,
        commune_id=commune_id,
        texts=texts,
        tasks=TASKS,
        clock=clock,
        ids=ids,
        keyed_hash=database.vault.keyed_hash,
        phone_hash=database.vault.phone_hash,
        on_commit=wake.set,
    )
    return App(
        database=database,
        texts=texts,
        clock=clock,
        ids=ids,
        commune_id=commune_id,
        is_sample=made_up,
        channels=by_name,
        conversation=conversation,
        delivery=Delivery(
            database=database,
            commune_id=commune_id,
            texts=texts,
            channels=by_name,
            clock=clock,
            is_sample=made_up,
        ),
        fetching=Fetching(
            database=database,
            commune_id=commune_id,
            channels=by_name,
            folder=settings.files_folder,
            clock=clock,
            report=conversation.receive,
        ),
        timers=Timers(
            database=database, commune_id=commune_id, clock=clock, report=conversation.receive
        ),
        poison=Poison(database=database, commune_id=commune_id, clock=clock),
        wake=wake,
    )
