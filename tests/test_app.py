"""Our own faults: one log line, one apology, nothing half written, and the next message works."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import App, build
from bot.channels.contract import (
    Inbound,
    PhotoSent,
    Sender,
    TextSent,
)
from bot.channels.failures import Unreachable
from bot.conversation.batch import Conversation
from bot.dialog.text import Text
from bot.kernel.clock import SetClock
from bot.kernel.errors import TosoError
from bot.kernel.ids import CountedIds
from bot.settings import Settings
from bot.task import Asker, Begun, Task
from handlers.tasks import TASKS
from models.mail import Inbox, Outbox
from models.needs import Facts
from models.sample import SAMPLE_COMMUNE
from models.set_aside import FailedMessage
from tests.whole.stage import (
    LEADER,
    MEMBER,
    NEXT_LEADER,
    NEXT_MEMBER,
    SATURDAY,
    Stage,
    Wire,
    open_stage,
)

TYPED = "bà Nguyễn Thị Bí Mật 0987654321"


@pytest.fixture
async def stage(sample_database: Path) -> AsyncIterator[Stage]:
    async with open_stage(sample_database) as opened:
        yield opened


def fails_with(error: Exception) -> Task:
    """A task that raises as soon as somebody types "hỏng"."""

    def begin(_asker: Asker, _argument: str, _facts: Facts) -> Begun:
        raise error

    return replace(TASKS[1], name="broken", words=("hỏng",), begin=begin, label=Text("way.later"))


@pytest.fixture
async def broken(sample_database: Path, request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    """The app with one more task, which raises the test's parameter."""
    clock, wire = SetClock(SATURDAY), Wire()
    settings = Settings(database=str(sample_database))
    app = await build(settings, clock=clock, channels=[wire], ids=CountedIds(clock))
    conversation = Conversation(
        database=app.database,
        commune_id=SAMPLE_COMMUNE,
        texts=app.texts,
        tasks=(*TASKS, fails_with(request.param)),
        clock=clock,
        ids=app.ids,
        keyed_hash=app.database.vault.keyed_hash,
        phone_hash=app.database.vault.phone_hash,
        on_commit=app.wake.set,
    )
    app = replace(app, conversation=conversation)
    try:
        async with app.running():
            yield Stage(app, wire, clock)
    finally:
        await app.close()


async def hurry(stage: Stage) -> None:
    """The one connection of the pool waits for a locked file for a moment only."""
    await pragma(stage, "busy_timeout = 10")


async def pragma(stage: Stage, setting: str) -> int:
    """On the one connection of the pool, which every transaction of a quiet app takes."""
    async with stage.app.database.read() as connection:
        found = await connection.exec_driver_sql(f"PRAGMA {setting}")
        return int(found.scalar() or 0) if found.returns_rows else 0


def apologies(stage: Stage, who: str) -> int:
    words = stage.words("fault.apology")
    as_visitor = words.replace("bác", "ông/bà").replace("Bác", "Ông/bà")
    return sum(part.text in (words, as_visitor) for part in stage.parts(who))


# The store fails


async def test_locked_file_gives_an_apology_and_then_goes_on(
    stage: Stage, sample_database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await stage.fills_session(LEADER)
    await hurry(stage)
    other = sqlite3.connect(sample_database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    taken = await stage.receives(stage.inbound(LEADER, "gửi đi", "sent"))
    other.execute("ROLLBACK")
    other.close()
    apologised = apologies(stage, LEADER)
    lost = await stage.sessions()
    again = await stage.hear(stage.inbound(LEADER, "gửi đi", "sent"))

    assert (taken, apologised, lost) == ([False], 1, 0)
    assert [record.message for record in caplog.records] == ["message failed"]
    assert again == [True]
    assert await stage.sessions() == 1


async def test_everybody_of_a_batch_is_told_when_the_file_is_locked(
    stage: Stage, sample_database: Path
) -> None:
    people = (LEADER, MEMBER, NEXT_LEADER, NEXT_MEMBER)
    await hurry(stage)
    other = sqlite3.connect(sample_database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    taken = await stage.receives(*(stage.inbound(who, "chào") for who in people))
    other.execute("ROLLBACK")
    other.close()

    assert taken == [False] * 4
    assert [apologies(stage, who) for who in people] == [1] * 4
    assert await stage.count(Inbox) == 0


async def test_full_disk_keeps_what_was_confirmed_and_half_writes_nothing(stage: Stage) -> None:
    await stage.logs_session(LEADER)
    pages = await pragma(stage, "page_count")
    await pragma(stage, f"max_page_count = {pages}")

    taken = []
    while all(taken):  # a little fits into the pages that are there
        taken += await stage.receives(
            stage.inbound(NEXT_LEADER, "ghi buổi"), stage.inbound(NEXT_LEADER, "x" * 3_000)
        )
    inbox = await stage.count(Inbox, Inbox.owner.in_(await owners(stage, NEXT_LEADER)))
    replies = await stage.count(Outbox, Outbox.external_id == stage.account(NEXT_LEADER))
    await pragma(stage, "max_page_count = 1000000")
    (after,) = await stage.hear(stage.inbound(NEXT_LEADER, "chào"))

    assert taken.count(False) > 0
    assert apologies(stage, NEXT_LEADER) == 1
    assert inbox == replies == taken.count(True)
    assert after
    assert await stage.sessions() == 1


@asynccontextmanager
async def at_work(database: Path) -> AsyncIterator[tuple[App, Wire]]:
    """The live app: what falls due goes out by itself."""
    clock, wire = SetClock(SATURDAY), Wire()
    settings = Settings(database=str(database))
    app = await build(settings, clock=clock, channels=[wire], ids=CountedIds(clock))
    try:
        async with app.running(live=True):
            yield app, wire
    finally:
        await app.close()


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not is_so():  # noqa: ASYNC110  # what happens at the far end tells nobody
            await asyncio.sleep(0)


async def turns() -> None:
    """Enough of them for a message to reach the writer."""
    for _ in range(10):
        await asyncio.sleep(0)


async def owners(stage: Stage, who: str) -> list[str]:
    rows = await stage.rows(Outbox, Outbox.external_id == stage.account(who))
    return [row.owner for row in rows]


async def test_file_that_may_not_be_written_gives_an_apology(stage: Stage) -> None:
    await pragma(stage, "query_only = ON")

    (taken,) = await stage.receives(stage.inbound(LEADER, "chào"))
    await pragma(stage, "query_only = OFF")
    (after,) = await stage.hear(stage.inbound(LEADER, "chào"))

    assert (taken, after) == (False, True)
    assert apologies(stage, LEADER) == 1


async def test_apology_for_a_store_that_is_down_comes_once_an_outage(stage: Stage) -> None:
    for _ in range(2):
        await pragma(stage, "query_only = ON")
        for name in ("again", "again", "again", "another"):
            await stage.receives(stage.inbound(LEADER, "chào", name))
        await stage.receives(stage.inbound(MEMBER, "chào"))
        await pragma(stage, "query_only = OFF")
        await stage.hear(stage.inbound(NEXT_LEADER, "chào"))

    assert [apologies(stage, who) for who in (LEADER, MEMBER, NEXT_LEADER)] == [2, 2, 0]


async def test_message_that_came_before_does_not_end_an_outage(stage: Stage) -> None:
    """A redelivery writes nothing: that it is taken does not show that the store is well."""
    await stage.hear(stage.inbound(MEMBER, "chào", "before"))
    await pragma(stage, "query_only = ON")

    for _ in range(2):
        await stage.receives(stage.inbound(LEADER, "chào"))
        await stage.receives(stage.inbound(MEMBER, "chào", "before"))

    assert apologies(stage, LEADER) == 1


# A handler fails


@pytest.mark.parametrize(
    "broken", [ValueError(TYPED), KeyError(TYPED), TosoError("our own")], indirect=True, ids=str
)
async def test_fault_of_a_handler_is_one_log_line_and_an_apology(
    broken: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="toso"):
        (taken,) = await broken.receives(broken.inbound(LEADER, "hỏng"))

    assert not taken
    assert apologies(broken, LEADER) == 1
    (alarm,) = caplog.records
    assert (alarm.levelno, alarm.message) == (logging.ERROR, "message failed")
    assert "Bí Mật" not in str(vars(alarm))
    assert alarm.exc_info is None
    assert await broken.count(Inbox) == 0


@pytest.mark.parametrize("broken", [ValueError(TYPED)], indirect=True, ids=str)
async def test_message_that_always_fails_is_set_aside_with_an_alarm(
    broken: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    message = broken.inbound(LEADER, "hỏng", "the same")

    taken = [await broken.app.receive(message) for _ in range(3)]
    (early,) = await broken.rows(FailedMessage)
    taken += [await broken.app.receive(message) for _ in range(2)]

    aside = broken.words("fault.aside")
    assert taken == [False, False, True, True, True]
    assert [apologies(broken, LEADER), sum(p.text == aside for p in broken.parts(LEADER))] == [1, 1]
    (alarm,) = [record for record in caplog.records if record.message == "message set aside"]
    assert vars(alarm)["fields"] == {"channel": "terminal", "kind": "TextSent"}
    assert (early.tries, early.aside_at) == (3, broken.clock.now())
    (row,) = await broken.rows(FailedMessage)
    assert (row.kind, row.error, row.tries) == ("TextSent", "ValueError", 5)
    assert "Bí Mật" not in str(row)
    await broken.logs_session(LEADER)
    assert await broken.sessions() == 1


@pytest.mark.parametrize("broken", [ValueError(TYPED)], indirect=True, ids=str)
async def test_fault_of_a_handler_harms_no_neighbour_and_is_over(broken: Stage) -> None:
    taken = await broken.hear(
        broken.inbound(MEMBER, "chào"),
        broken.inbound(LEADER, "hỏng"),
        broken.inbound(NEXT_LEADER, "chào"),
    )

    assert taken == [True, False, True]
    assert await broken.is_at_menu(MEMBER)
    assert await broken.is_at_menu(NEXT_LEADER)
    await broken.logs_session(LEADER)
    assert await broken.sessions() == 1


@pytest.mark.parametrize("broken", [ValueError(TYPED)], indirect=True, ids=str)
@pytest.mark.parametrize("failure", [Unreachable(), OSError(TYPED)], ids=str)
async def test_apology_that_cannot_be_sent_raises_nothing(
    broken: Stage, failure: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    broken.wire.answer = lambda _account, _part: failure

    (taken,) = await broken.receives(broken.inbound(LEADER, "hỏng"))

    assert not taken
    assert caplog.messages == ["message failed", "apology not sent"]
    assert "Bí Mật" not in str([vars(record) for record in caplog.records])


async def test_message_of_a_channel_that_is_not_here_is_taken(stage: Stage) -> None:
    pigeon = Inbound("pigeon", "p1", Sender("grey"), TextSent("chào"), SATURDAY)

    (taken,) = await stage.hear(pigeon)

    assert taken
    (letter,) = await stage.rows(Outbox)
    assert letter.reason == "no channel"


# At work


async def test_live_app_sends_by_itself(sample_database: Path) -> None:
    async with at_work(sample_database) as (app, wire):
        stage = Stage(app, wire, SetClock(SATURDAY))
        await app.receive(stage.inbound(LEADER, "chào"))
        await until(lambda: bool(wire.sent))

    assert len(wire.sent) == 1


async def test_live_app_brings_photos_in_by_itself(sample_database: Path) -> None:
    async with at_work(sample_database) as (app, wire):
        stage = Stage(app, wire, SetClock(SATURDAY))
        await app.receive(stage.inbound(MEMBER, PhotoSent("a.jpg")))
        await until(lambda: bool(wire.sent and wire.fetched))

    assert wire.fetched == ["a.jpg"]


async def test_live_app_outlives_a_store_that_fails(
    sample_database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with at_work(sample_database) as (app, wire):
        stage = Stage(app, wire, SetClock(SATURDAY))
        await pragma(stage, "query_only = ON")
        await app.receive(stage.inbound(LEADER, "chào"))
        await pragma(stage, "query_only = OFF")
        await app.receive(stage.inbound(LEADER, "chào"))
        await until(lambda: len(wire.sent) == 2)

    assert apologies(stage, LEADER) == 1
    assert "message failed" in caplog.messages


async def test_fault_inside_running_comes_out_as_it_is(stage: Stage) -> None:
    app = stage.app

    async def fail() -> None:
        async with app.running():
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()


async def test_what_waits_when_the_app_stops_is_told_so(sample_database: Path) -> None:
    clock, wire = SetClock(SATURDAY), Wire()
    settings = Settings(database=str(sample_database))
    app = await build(settings, clock=clock, channels=[wire], ids=CountedIds(clock))
    inbound = Stage(app, wire, clock).inbound(LEADER, "chào")

    # Nobody else may write as long as this block does.
    async with app.database.write(), asyncio.TaskGroup() as group, app.running():
        waiting = group.create_task(app.receive(inbound))
        await turns()
        was_waiting = not waiting.done()
    await app.close()

    assert was_waiting
    assert waiting.cancelled()


async def test_store_opens_again_where_it_stood(sample_database: Path) -> None:
    async with open_stage(sample_database) as before:
        await before.says(LEADER, "ghi buổi", "hôm nay", "1")
    async with open_stage(sample_database) as after:
        after.clock.moment = SATURDAY.replace(hour=3)

        await after.hear(after.inbound(LEADER, "12", "after"))

        assert "session.people.said" in await after.said(LEADER)


async def test_photo_is_announced_and_fetched_only_after_the_commit(
    sample_database: Path,
) -> None:
    async with open_stage(sample_database) as stage:
        fetched_before: list[str] = []

        await stage.receives(stage.inbound(LEADER, PhotoSent("a.jpg")))
        fetched_before += stage.wire.fetched
        await stage.app.settle()

        assert fetched_before == []
        assert stage.wire.fetched == ["a.jpg"]
