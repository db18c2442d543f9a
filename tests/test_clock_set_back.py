"""A clock that was set back by an hour: nothing waits longer than it was to, nothing goes twice,
and each lane keeps its order.
"""

import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import build
from bot.channels.failures import (
    FetchFailed,
    SendError,
    Throttled,
    Unreachable,
)
from bot.conversation.unfinished import NUDGE_AFTER
from bot.fates import RETRIES, SPREAD
from bot.fetching import RETRIES as PHOTO_RETRIES
from bot.kernel.clock import SetClock, local
from bot.kernel.ids import RandomIds
from bot.settings import Settings
from models.attachment import Attachment, AttachmentState
from models.mail import Lane, Outbox, OutboxState
from tests.test_delivery import Post
from tests.test_in_flight import until
from tests.whole.stage import LEADER, MEMBER, SATURDAY, Stage, Wire, open_stage

HOUR = timedelta(hours=1)


@pytest.fixture
async def stage(sample_database: Path) -> AsyncIterator[Stage]:
    async with open_stage(sample_database) as opened:
        yield opened


@pytest.fixture
def post(stage: Stage) -> Post:
    return Post(stage)


async def goes_back(stage: Stage) -> None:
    await stage.app.settle()
    stage.clock.moment -= HOUR
    await stage.app.settle()


async def test_reply_that_was_not_sent_yet_goes_at_once(stage: Stage) -> None:
    await stage.receives(stage.inbound(LEADER, "chào"))
    stage.clock.moment -= HOUR

    await stage.app.settle()

    assert len(stage.parts(LEADER)) == 1


@pytest.mark.parametrize(
    ("error", "wait"),
    [(Unreachable(), RETRIES[0]), (Throttled(30), timedelta(seconds=30))],
    ids=str,
)
async def test_retry_waits_no_longer_than_it_was_to_wait(
    post: Post, error: SendError, wait: timedelta
) -> None:
    await post.lay("first")
    post.answers(error, once=True)

    await goes_back(post.stage)
    due = await post.stage.app.next_due()
    await post.stage.passes(seconds=wait.total_seconds() * (1 + SPREAD))

    assert due is not None
    assert due <= SATURDAY - HOUR + wait * (1 + SPREAD)
    assert post.sent() == ["first"]


async def test_notice_still_waits_for_the_end_of_the_quiet_hours(stage: Stage) -> None:
    await stage.says(LEADER, "chào")
    stage.stands_at("2026-11-21T23:00")
    await stage.says(MEMBER, "ghi buổi", "nhờ người ghi hộ")

    await goes_back(stage)

    due = await stage.app.next_due()
    assert due is not None
    assert local(due).isoformat() == "2026-11-22T06:30:00+07:00"


async def test_nudge_comes_no_later_than_it_was_to_come(stage: Stage) -> None:
    await stage.says(LEADER, "ghi buổi", "hôm nay")

    await goes_back(stage)

    assert await stage.app.next_due() == SATURDAY - HOUR + NUDGE_AFTER
    await stage.passes(minutes=31)
    assert "nudge.unfinished" in await stage.said(LEADER)


async def test_photo_is_fetched_again_no_later_than_it_was_to_be(
    stage: Stage, photos: Path
) -> None:
    stage.wire.files["a.jpg"] = FetchFailed("busy", lasting=False)
    await stage.sends_photo(LEADER, "a.jpg")

    await goes_back(stage)
    stage.wire.files["a.jpg"] = (photos / "anh.jpg").read_bytes()
    await stage.passes(seconds=PHOTO_RETRIES[0].total_seconds())

    (row,) = await stage.rows(Attachment)
    assert row.state is AttachmentState.STORED


async def test_nothing_is_said_or_counted_twice(stage: Stage) -> None:
    await stage.fills_session(LEADER)
    await stage.does(LEADER, "gửi đi", "sent")
    said = len(stage.wire.sent)

    await goes_back(stage)
    await stage.hear(stage.inbound(LEADER, "gửi đi", "sent"))

    assert len(stage.wire.sent) == said
    assert await stage.sessions() == 1


async def test_it_is_said_in_the_log_once(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="toso"):
        await goes_back(stage)
        await stage.app.settle()

    assert caplog.messages == ["clock set back"]


async def test_step_of_a_second_is_nothing(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    await post.lay("first")
    post.answers(Throttled(30), once=True)
    await post.deliver()
    before = await post.stage.app.next_due()

    post.stage.clock.moment -= timedelta(seconds=1)
    await post.deliver()

    assert await post.stage.app.next_due() == before
    assert caplog.messages == []


async def test_store_that_fails_just_then_is_made_up_for(post: Post) -> None:
    await post.lay("first")
    post.answers(Throttled(30), once=True)
    await post.deliver()
    database = post.stage.app.database
    async with database.read() as connection:
        await connection.exec_driver_sql("PRAGMA query_only = ON")
    post.stage.clock.moment -= HOUR
    with pytest.raises(Exception, match="the store failed"):
        await post.deliver()
    async with database.read() as connection:
        await connection.exec_driver_sql("PRAGMA query_only = OFF")

    await post.stage.passes(seconds=40)

    assert post.sent() == ["first"]


# While the program was off


async def test_live_app_that_starts_an_hour_earlier_sends_what_waits(
    sample_database: Path,
) -> None:
    async with open_stage(sample_database) as before:
        await before.receives(before.inbound(LEADER, "chào"))

    clock, wire = SetClock(SATURDAY - HOUR), Wire()
    settings = Settings(database=str(sample_database))
    app = await build(settings, clock=clock, channels=[wire])
    try:
        async with app.running(live=True):
            await until(lambda: bool(wire.sent))
    finally:
        await app.close()


async def test_order_of_a_lane_holds_across_a_start_an_hour_earlier(
    sample_database: Path,
) -> None:
    """With the ids of the running product, which are made of the time."""
    clock = SetClock(SATURDAY)
    async with open_stage(sample_database, clock=clock, ids=RandomIds(clock)) as before:
        post = Post(before)
        post.answers(Throttled(30))
        await post.lay("first")
        await post.lay("reminder", lane=Lane.REMINDER)
        await post.deliver()

    clock.moment -= HOUR
    wire = Wire()
    app = await build(Settings(database=str(sample_database)), clock=clock, channels=[wire])
    try:
        async with app.running():
            after = Post(Stage(app, wire, clock))
            await after.lay("second")
            await after.lay("third")
            await after.stage.passes(minutes=2)
            states = [row.state for row in await after.stage.rows(Outbox)]
    finally:
        await app.close()

    replies = [name for name in after.sent() if name != "reminder"]
    assert replies == ["first", "second", "third"]
    assert states == [OutboxState.SENT] * 4
