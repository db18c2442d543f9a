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

from bot.channels.contract import Channel, Departed, Inbound, Part, TakenOver, limits_of
from bot.channels.links import Links, links_at
from bot.conversation.batch import Conversation
from bot.conversation.sharing import Taken
from bot.delivery import Delivery
from bot.dialog.text import Text
from bot.dues import Dues
from bot.errands.kind import ErrandKind
from bot.errands.kinds import ERRANDS
from bot.errands.runner import Errands
from bot.fetching import Fetching
from bot.kernel.clock import Clock, WatchedClock
from bot.kernel.errors import TosoError, traced
from bot.kernel.ids import LENGTH, Ids, RandomIds
from bot.live import Bell
from bot.poison import Poison
from bot.readers import VISITOR
from bot.served import WhenEmpty, served_commune
from bot.setback import Setback
from bot.settings import Settings
from bot.texts import Texts
from bot.timers import Timers
from handlers.tasks import TASKS
from models.commune import is_sample, place_names
from models.database import Database, StoreError
from models.latest import latest
from models.opening import open_installation
from models.post import QUOTA, WINDOW
from models.received_files import ReceivedFiles

DRAIN_SECONDS = 4.0
"""With the page's own few seconds, a graceful stop stays well within ten."""

FINISH_SECONDS = 0.5
"""How long what was sent may take to be written down at the very end."""

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
    errands: Errands
    files: ReceivedFiles
    links: Links | None
    timers: Timers
    poison: Poison
    setback: Setback
    wake: Bell

    async def receive(self, inbound: Inbound) -> bool:
        """Take one message; True once it is committed."""
        return await self.take(inbound) is not None

    async def take(self, inbound: Inbound) -> Taken | None:
        """As `receive`, for who asks whether it is news.

        A fault of ours is logged once, here, and answered with an apology; then nothing of this
        message was kept. What fails every time is set aside in the end, and counts as taken.
        """
        try:
            taken = await self.conversation.receive(inbound)
        except Exception as error:  # noqa: BLE001  # the edge: one log line, one apology
            fields = {"channel": inbound.channel, "kind": type(inbound.event).__name__}
            log.error("message failed", extra={"fields": {**fields, **traced(error)}})  # noqa: TRY400
            is_aside, notice = await self.poison.taste(inbound, error)
            if notice is not None:
                await self._apologise(inbound, notice)
            return Taken("set aside", is_new=False) if is_aside else None
        if taken.is_new:
            self.poison.is_over()
        await self._open_window(inbound)
        return taken

    def add_channel(self, channel: Channel) -> None:
        """A channel that lives on the database and so is made after it."""
        self.channels[channel.name] = channel

    async def release_held(self, channel: str, external_id: str) -> None:
        """The person is here: what waited for them goes out, unless it has expired since."""
        await self.delivery.release(channel, external_id)
        self.wake.set()

    async def settle(self) -> None:
        """Work until nothing is due at the clock's moment."""
        while await self._dues.settle_once():
            pass

    async def drain(self, seconds: float = DRAIN_SECONDS) -> None:
        """Before the end: what is due goes out, within reason; the rest waits in its rows."""
        try:
            async with asyncio.timeout(seconds):
                await self.settle()
        except TimeoutError:
            log.warning("not drained in time")
        except Exception as error:  # noqa: BLE001  # the end comes all the same
            log.error("settling failed", extra={"fields": traced(error)})  # noqa: TRY400

    async def next_due(self) -> datetime | None:
        """The earliest moment at which something falls due, past or future; None when nothing
        waits.
        """
        return await self._dues.next_due()

    @asynccontextmanager
    async def running(self, *, live: bool = False) -> AsyncIterator[None]:
        """The writer at work; with `live`, what falls due goes out by itself."""
        failure: BaseException | None = None
        if live:
            await self._dues.take_up()
        async with asyncio.TaskGroup() as group:
            writing = group.create_task(self.conversation.run())
            loops = [group.create_task(loop) for loop in self._dues.loops()] if live else []
            try:
                yield
            except BaseException as error:  # noqa: BLE001  # raised below, outside the group, as it is
                failure = error
            for task in loops:
                task.cancel()
            if loops:
                await asyncio.wait(loops)
            await self._finish()
            writing.cancel()
        if failure is not None:
            raise failure

    async def close(self) -> None:
        await self.database.close()

    @property
    def _dues(self) -> Dues:
        return Dues(
            setback=self.setback,
            delivery=self.delivery,
            fetching=self.fetching,
            errands=self.errands,
            timers=self.timers,
            clock=self.clock,
            wake=self.wake,
        )

    async def _finish(self) -> None:
        """What was sent is written down, within reason."""
        try:
            async with asyncio.timeout(FINISH_SECONDS):
                await self.delivery.finish()
        except (TosoError, TimeoutError) as error:
            log.error("sent letters not settled", extra={"fields": traced(error)})  # noqa: TRY400

    async def _open_window(self, inbound: Inbound) -> None:
        """Who wrote may be written to, and free; should the store fail, the next message helps."""
        channel = self.channels.get(inbound.channel)
        is_written = not isinstance(inbound.event, Departed | TakenOver)
        if channel is None or channel.capabilities.window is None or not is_written:
            return
        try:
            await self.delivery.release(inbound.channel, inbound.sender.external_id, WINDOW, QUOTA)
        except StoreError as error:
            log.error("window not opened", extra={"fields": traced(error)})  # noqa: TRY400

    async def _apologise(self, inbound: Inbound, notice: Text) -> None:
        """Straight over the wire: the outbox may be just what failed."""
        channel = self.channels.get(inbound.channel)
        if channel is None or not self.delivery.may_send(channel):
            return
        try:
            words = self.texts.render(notice, VISITOR)
            await self.delivery.say_at_once(channel, inbound.sender.external_id, Part(words))
        except Exception as failure:  # noqa: BLE001  # there is nobody left to tell
            log.warning("apology not sent", extra={"fields": traced(failure)})


async def build(
    settings: Settings,
    *,
    clock: Clock,
    channels: Sequence[Channel],
    ids: Ids | None = None,
    when_empty: WhenEmpty = WhenEmpty.LAY_SAMPLE,
    errands: Sequence[ErrandKind] = (),
    opened: Database | None = None,
) -> App:
    """Open or create the installation, unless it is `opened` already, and put everything together.

    Raises TosoError when the store or its key cannot be used, and where it is to refuse: with the
    notice "store.missing" for a database that is not there, "commune.none" for one without a
    commune.
    """
    founding_ids = ids or RandomIds(clock)
    database = opened or await open_installation(
        settings.database,
        now=clock.now(),
        key_file=settings.key_file,
        create=when_empty is not WhenEmpty.REFUSE,
    )
    try:
        commune_id = await served_commune(
            database, settings.commune, when_empty, ids=founding_ids, now=clock.now()
        )
        async with database.read() as connection:
            made_up = await is_sample(connection, commune_id)
            before = await latest(connection)
            places = await place_names(connection, commune_id)
    except BaseException:
        await database.close()
        raise
    clock = watched = WatchedClock(clock, before.moment)
    # After whatever is stored, even if the clock was set back: letters go in the order of ids.
    ids = ids or RandomIds(clock, before.id[:LENGTH])
    texts = Texts()
    wake = Bell()
    by_name = {channel.name: channel for channel in channels}
    links = links_at(settings.public_url, keyed_hash=database.vault.keyed_hash)
    received = ReceivedFiles(settings.files_folder, database.vault.file_cipher)
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
        places=places,
        limits_of=lambda name: limits_of(by_name, name),
        web_address=settings.public_url,
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
            woken=wake.listen(),
            links=links,
        ),
        fetching=Fetching(
            database=database,
            commune_id=commune_id,
            channels=by_name,
            files=received,
            clock=clock,
            report=conversation.receive,
        ),
        errands=Errands(
            database=database,
            commune_id=commune_id,
            kinds=(*ERRANDS, *errands),
            files=received,
            clock=clock,
            ids=ids,
        ),
        files=received,
        links=links,
        timers=Timers(
            database=database, commune_id=commune_id, clock=clock, report=conversation.receive
        ),
        setback=Setback(database=database, commune_id=commune_id, clock=watched),
        poison=Poison(database=database, commune_id=commune_id, clock=clock),
        wake=wake,
    )
