"""What is under way at one time: each account for itself, a bounded number, settled at once."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.app import DRAIN_SECONDS, FINISH_SECONDS, App, build
from bot.channels.contract import Part, PhotoSent, Receipt
from bot.channels.terminal.capabilities import BUTTONS
from bot.channels.web.server import CLOSING_SECONDS
from bot.delivery import IN_FLIGHT, Delivery
from bot.dialog.message import Message, message_to_text
from bot.dialog.text import Text
from bot.fates import RETRIES
from bot.kernel.clock import SetClock
from bot.kernel.ids import CountedIds
from bot.settings import Settings
from models.apply import apply
from models.attachment import Attachment, AttachmentState
from models.changes import Queue
from models.database import StoreError
from models.mail import Lane, Outbox, OutboxState
from models.sample import SAMPLE_COMMUNE
from tests.whole.stage import LEADER, MEMBER, SATURDAY, RunningClock, Stage, Wire
from tests.whole.web import KilledError

MANY = 96
"""Three times what may be in flight: a bound that is raised is noticed."""


class Slow(Wire):
    """Hangs for some accounts until it is let go, and may end the program at its nth sending."""

    def __init__(self, name: str = "terminal", hanging: Collection[str] = ()) -> None:
        super().__init__(BUTTONS)
        self.name = name
        self.hanging = hanging
        self.goes_on = asyncio.Event()
        self.begun: Counter[str] = Counter()
        self.dies_at = 0

    async def send(self, external_id: str, part: Part) -> Receipt:
        self.begun[external_id] += 1
        if external_id in self.hanging:
            await self.goes_on.wait()
        receipt = await super().send(external_id, part)
        if self.dies_at and len(self.sent) >= self.dies_at:
            raise KilledError
        return receipt


def names(wire: Wire) -> list[str]:
    return [part.text.split()[-1].strip(".") for _, part in wire.sent]


@asynccontextmanager
async def opened(
    database: Path,
    *wires: Wire,
    clock: SetClock | None = None,
    live: bool = False,
    send_seconds: float | None = None,
) -> AsyncIterator[Stage]:
    """The app; with `live` at work by itself."""
    clock = clock or SetClock(SATURDAY)
    settings = Settings(database=str(database))
    app = await build(settings, clock=clock, channels=wires, ids=CountedIds(clock))
    if send_seconds is not None:
        app = replace(app, delivery=impatient(app, seconds=send_seconds))
    try:
        async with app.running(live=live):
            yield Stage(app, wires[0], clock)
    finally:
        await app.close()


def impatient(app: App, *, seconds: float) -> Delivery:
    return Delivery(
        database=app.database,
        commune_id=app.commune_id,
        texts=app.texts,
        channels=app.channels,
        clock=app.clock,
        is_sample=True,
        woken=app.wake.listen(),
        send_seconds=seconds,
    )


async def lay(
    stage: Stage,
    *letters: tuple[str, str],
    channel: str = "terminal",
    lane: Lane = Lane.REPLY,
) -> None:
    """Letters by account and name, in one transaction; then the bell rings."""
    now = stage.clock.now()
    rows = [
        Queue(
            id=stage.app.ids.new(),
            owner="nobody known",
            channel=channel,
            external_id=account,
            lane=lane,
            identity=f"{channel} {name}",
            message=message_to_text(Message((Text("session.place.said", value=name),))),
            not_before=now,
            created_at=now,
            valid_until=None,
        )
        for account, name in letters
    ]
    async with stage.app.database.write() as connection:
        await apply(connection, SAMPLE_COMMUNE, rows)
    stage.app.wake.set()


async def states(stage: Stage) -> Counter[OutboxState]:
    async with stage.app.database.read() as connection:
        rows = await connection.execute(select(Outbox.state, func.count()).group_by(Outbox.state))
        return Counter({row[0]: row[1] for row in rows})


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not is_so():  # noqa: ASYNC110  # what happens at the far end tells nobody
            await asyncio.sleep(0)


async def until_sent(stage: Stage, count: int) -> None:
    """Until so many rows say that they went out."""
    async with asyncio.timeout(20):
        while (await states(stage))[OutboxState.SENT] != count:  # noqa: ASYNC110  # a row tells nobody
            await asyncio.sleep(0)


# How many


async def test_crash_sends_at_most_what_was_in_flight_twice(sample_database: Path) -> None:
    letters = [(f"account {n}", f"letter-{n}") for n in range(MANY)]
    dying = Slow()
    dying.dies_at = 69
    async with opened(sample_database, dying) as stage:
        await lay(stage, *letters)
        with pytest.raises(KilledError):
            await stage.app.settle()

    again = Slow()
    async with opened(sample_database, again) as stage:
        await stage.app.settle()

    twice = set(names(dying)) & set(names(again))
    assert set(names(dying)) | set(names(again)) == {name for _, name in letters}
    assert 0 < len(twice) <= IN_FLIGHT


async def test_no_more_than_the_bound_are_under_way(sample_database: Path) -> None:
    accounts = [f"account {n}" for n in range(MANY)]
    wire = Slow(hanging=accounts)
    async with opened(sample_database, wire, live=True) as stage:
        await lay(stage, *((account, account[8:]) for account in accounts))
        await until(lambda: wire.begun.total() == IN_FLIGHT)
        await lay(stage, ("late", "late"))
        during = wire.begun.total()
        wire.goes_on.set()
        await until_sent(stage, MANY + 1)

    assert during == IN_FLIGHT
    assert set(wire.begun.values()) == {1}


async def test_store_that_fails_stops_the_sending_within_the_bound(sample_database: Path) -> None:
    wire = Slow()
    async with opened(sample_database, wire) as stage:
        await lay(stage, *((f"account {n}", f"letter-{n}") for n in range(MANY)))
        database = stage.app.database
        async with database.read() as connection:
            await connection.exec_driver_sql("PRAGMA query_only = ON")
        for _ in range(3):
            with pytest.raises(StoreError):
                await stage.app.settle()
        during = len(wire.sent)
        async with database.read() as connection:
            await connection.exec_driver_sql("PRAGMA query_only = OFF")
        await stage.app.settle()

    assert during == IN_FLIGHT
    assert len(names(wire)) == len(set(names(wire))) == MANY


async def test_live_app_sends_each_once_and_in_order(sample_database: Path) -> None:
    """While letters come in all the time, and what is read may be older than what was settled."""
    accounts, each = 20, 15
    wire, clock = Slow(), RunningClock(SATURDAY)
    async with opened(sample_database, wire, clock=clock, live=True) as stage:
        for turn in range(each):
            await lay(stage, *((f"account {n}", f"{n}-{turn}") for n in range(accounts)))
        await until_sent(stage, accounts * each)

    for n in range(accounts):
        mine = [part.text.split()[-1].strip(".") for part in wire.to(f"account {n}")]
        assert mine == [f"{n}-{turn}" for turn in range(each)]


async def test_what_was_sent_is_written_when_the_app_stops(sample_database: Path) -> None:
    """Stopped between the sending and the writing, for which somebody else's had to be waited."""
    wire = Slow(hanging=["one"])
    async with opened(sample_database, wire) as stage, asyncio.TaskGroup() as group:
        await lay(stage, ("one", "one"))
        sending = group.create_task(stage.app.delivery.run())
        await until(lambda: bool(wire.begun))
        async with stage.app.database.write():
            wire.goes_on.set()
            await until(lambda: bool(wire.sent))
            sending.cancel()
            await asyncio.wait([sending])

    again = Slow()
    async with opened(sample_database, again) as stage:
        await stage.app.settle()
    assert again.sent == []


# Who waits for whom


async def test_silent_provider_delays_nobody_else(sample_database: Path) -> None:
    wire = Slow(hanging=["silent"])
    async with opened(sample_database, wire, live=True) as stage:
        await lay(stage, ("silent", "never"), ("other", "first"))
        await until_sent(stage, 1)
        await lay(stage, ("other", "second"), ("third", "third"), ("silent", "behind"))
        await until_sent(stage, 3)

        assert sorted(names(wire)) == ["first", "second", "third"]
        assert wire.begun["silent"] == 1


async def test_channel_whose_provider_is_silent_holds_up_no_other(sample_database: Path) -> None:
    accounts = [f"account {n}" for n in range(MANY)]
    silent, other = Slow("silent", hanging=accounts), Slow("terminal")
    async with opened(sample_database, other, silent, live=True) as stage:
        await lay(stage, *((account, account[8:]) for account in accounts), channel="silent")
        await until(lambda: silent.begun.total() == IN_FLIGHT)
        await lay(stage, *((account, account[8:]) for account in accounts))
        await until_sent(stage, MANY)

    assert len(other.sent) == MANY


async def test_photos_come_in_while_a_provider_is_silent(
    sample_database: Path, photos: Path
) -> None:
    wire = Slow()
    async with opened(sample_database, wire, live=True) as stage:
        wire.hanging = [stage.account(LEADER)]
        wire.files["a.jpg"] = (photos / "anh.jpg").read_bytes()
        await stage.app.receive(stage.inbound(LEADER, "chào"))
        await until(lambda: bool(wire.begun))
        await stage.app.receive(stage.inbound(MEMBER, PhotoSent("a.jpg")))
        async with asyncio.timeout(20):
            stored = Attachment.state == AttachmentState.STORED
            while not await stage.count(Attachment, stored):  # noqa: ASYNC110  # a row tells nobody
                await asyncio.sleep(0)


async def test_reply_does_not_wait_for_a_reminder_that_is_not_begun(sample_database: Path) -> None:
    """All places are taken when both are written: the reply goes first."""
    accounts = [f"account {n}" for n in range(IN_FLIGHT)]
    wire = Slow(hanging=accounts)
    async with opened(sample_database, wire, live=True) as stage:
        await lay(stage, *((account, account[8:]) for account in accounts))
        await until(lambda: wire.begun.total() == IN_FLIGHT)
        await lay(stage, ("mine", "reminder"), lane=Lane.REMINDER)
        await lay(stage, ("mine", "reply"))
        wire.goes_on.set()
        await until_sent(stage, IN_FLIGHT + 2)

    mine = [name for name in names(wire) if name.startswith("re")]
    assert mine == ["reply", "reminder"]


async def test_provider_without_an_answer_counts_as_not_reached(sample_database: Path) -> None:
    wire = Slow(hanging=["silent"])
    async with opened(sample_database, wire, send_seconds=0.01) as stage:
        await lay(stage, ("silent", "first"), ("other", "other"))
        await stage.app.settle()
        (row,) = await stage.rows(Outbox, Outbox.external_id == "silent")
        wire.hanging = []
        await stage.passes(seconds=10)

    assert (row.state, row.reason, row.tries) == (OutboxState.WAITING, "unreachable", 1)
    assert row.not_before >= SATURDAY + RETRIES[0]
    assert names(wire) == ["other", "first"]


async def test_apology_waits_for_no_silent_provider(sample_database: Path) -> None:
    wire = Slow()
    async with opened(sample_database, wire, send_seconds=0.01) as stage:
        wire.hanging = [stage.account(LEADER)]
        async with stage.app.database.read() as connection:
            await connection.exec_driver_sql("PRAGMA query_only = ON")

        (taken,) = await stage.receives(stage.inbound(LEADER, "chào"))

    assert not taken
    assert wire.begun.total() == 1


# The end


async def test_silent_provider_does_not_keep_the_app_from_ending(sample_database: Path) -> None:
    wire = Slow(hanging=["silent"])
    async with opened(sample_database, wire, live=True) as stage:
        await lay(stage, ("silent", "never"), ("other", "other"))
        await until_sent(stage, 1)
        await stage.app.drain(0.01)

    assert CLOSING_SECONDS + DRAIN_SECONDS + FINISH_SECONDS < 10
    again = Slow()
    async with opened(sample_database, again) as stage:
        await stage.app.settle()
    assert names(again) == ["never"]
