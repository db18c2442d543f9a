"""What a channel lets us write: windows and months, judged before the wire and counted after it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.channels.contract import Part
from bot.channels.failures import Throttled, Unreachable, WindowClosed
from bot.channels.limits import Capabilities, Cost, Plan, Window
from bot.channels.terminal.capabilities import BUTTONS
from jobs import quotas
from models.channel_month import ChannelMonth
from models.mail import Lane, OutboxState
from models.month_counts import MonthCount, add_counts
from models.people import Account
from models.sample import SAMPLE_COMMUNE
from tests.test_delivery import Post
from tests.whole.stage import COORDINATOR, LEADER, MEMBER, Stage, open_stage

HELD, SENT = OutboxState.HELD, OutboxState.SENT
WAITING, EXPIRED = OutboxState.WAITING, OutboxState.EXPIRED
MONTH = "2026-11"
CAPPED = replace(BUTTONS, cost=Cost.CAPPED, plan=Plan(users=50, monthly=100))
PAID = replace(
    BUTTONS,
    cost=Cost.PAID,
    plan=Plan(monthly=5),
    window=Window(timedelta(hours=48), timedelta(days=7)),
)


@asynccontextmanager
async def at(database: Path, capabilities: Capabilities) -> AsyncIterator[Post]:
    async with open_stage(database, capabilities=capabilities) as stage:
        yield Post(stage)


@pytest.fixture
async def capped(sample_database: Path) -> AsyncIterator[Post]:
    async with at(sample_database, CAPPED) as post:
        yield post


@pytest.fixture
async def paid(sample_database: Path) -> AsyncIterator[Post]:
    async with at(sample_database, PAID) as post:
        yield post


async def count(stage: Stage, month: str = MONTH) -> tuple[int, int, int]:
    rows = await stage.rows(ChannelMonth, ChannelMonth.month == month)
    return (rows[0].received, rows[0].sent, rows[0].paid) if rows else (0, 0, 0)


async def used(post: Post, *, sent: int = 0, paid: int = 0) -> None:
    row = MonthCount("terminal", "", MONTH, sent=sent, paid=paid)
    async with post.stage.app.database.write() as connection:
        await add_counts(connection, SAMPLE_COMMUNE, [row])


async def silent_for(post: Post, **time: float) -> str:
    """The leader's account; so long ago they wrote last."""
    stage = post.stage
    await stage.says(LEADER, "chào")
    async with stage.app.database.write() as connection:
        await connection.execute(
            update(Account).values(last_seen_at=stage.clock.moment - timedelta(**time))
        )
    return stage.account(LEADER)


async def sweep(stage: Stage) -> quotas.Swept:
    return await quotas.run(
        database=stage.app.database,
        commune_id=SAMPLE_COMMUNE,
        channels=stage.app.channels,
        ids=stage.app.ids,
        clock=stage.clock,
    )


# Counting


async def test_what_comes_and_what_goes_is_counted_by_the_month(capped: Post) -> None:
    stage = capped.stage

    await stage.says(LEADER, "chào", "ghi buổi")
    stage.stands_at("2026-12-01T00:00")
    await stage.says(LEADER, "chào")

    assert await count(stage) == (2, 2, 0)
    assert (await count(stage, "2026-12"))[0] == 1


async def test_what_arrives_twice_is_counted_once(capped: Post) -> None:
    stage = capped.stage
    first = stage.inbound(LEADER, "chào", "m")

    await stage.hear(first, first)
    await stage.hear(first)

    assert await count(stage) == (1, 1, 0)


async def test_a_batch_is_counted_together(capped: Post) -> None:
    stage = capped.stage

    await stage.hear(*(stage.inbound(who, "chào") for who in (LEADER, MEMBER, COORDINATOR)))

    assert (await count(stage))[0] == 3


async def test_what_costs_nothing_is_not_counted(sample_database: Path) -> None:
    async with at(sample_database, BUTTONS) as post:
        await post.stage.says(LEADER, "chào")

        assert await post.stage.rows(ChannelMonth) == []


async def test_every_part_that_went_is_counted_and_again_when_it_goes_again(
    sample_database: Path,
) -> None:
    """Two parts: the first is taken twice, because the second was not at first."""
    async with at(sample_database, replace(CAPPED, text_length=40)) as post:
        failing = [Unreachable()]

        def answer(_account: str, part: Part) -> Exception | None:
            return failing.pop() if part.text.startswith("thứ") and failing else None

        post.stage.wire.answer = answer
        await post.lay("dài", words=f"{'một ' * 9}\nthứ hai")

        await post.deliver()
        once = await count(post.stage)
        await post.stage.passes(seconds=10)

        assert await post.found("dài") == (SENT, None)
        assert len(post.stage.wire.sent) == 3
        assert (once, await count(post.stage)) == ((0, 1, 0), (0, 3, 0))


async def test_what_nobody_took_is_not_counted(capped: Post) -> None:
    capped.answers(Unreachable())
    await capped.lay("first")

    await capped.deliver()

    assert await count(capped.stage) == (0, 0, 0)


# The person's window


async def test_outside_every_window_the_vendor_is_not_asked(paid: Post) -> None:
    account = await silent_for(paid, days=7, seconds=1)
    before = len(paid.stage.wire.sent)
    await paid.lay("nhắc", account, lane=Lane.REMINDER)
    await paid.lay("đáp", account)

    await paid.deliver()

    assert await paid.found("nhắc") == (HELD, "window closed")
    assert await paid.found("đáp") == (HELD, "window closed")
    assert len(paid.stage.wire.sent) == before


async def test_what_was_held_goes_once_the_person_writes(paid: Post) -> None:
    account = await silent_for(paid, days=8)
    await paid.lay("nhắc", account, lane=Lane.REMINDER)
    await paid.deliver()

    await paid.stage.says(LEADER, "chào")

    assert (await paid.found("nhắc"))[0] is SENT
    assert (await count(paid.stage))[2] == 0


@pytest.mark.parametrize(("hours", "is_paid"), [(48, 0), (49, 1)])
async def test_beyond_the_free_window_a_letter_is_paid(
    paid: Post, hours: int, is_paid: int
) -> None:
    account = await silent_for(paid, hours=hours)
    await paid.lay("nhắc", account, lane=Lane.REMINDER)

    await paid.deliver()

    assert (await paid.found("nhắc"))[0] is SENT
    assert (await count(paid.stage))[2] == is_paid


async def test_automated_letters_stop_where_the_paid_month_ends_and_replies_do_not(
    paid: Post,
) -> None:
    account = await silent_for(paid, days=3)
    await used(paid, paid=4)
    await paid.lay("nhắc 1", account, lane=Lane.REMINDER)
    await paid.lay("nhắc 2", account, lane=Lane.REMINDER)
    await paid.lay("đáp", account)
    await paid.deliver()

    await paid.stage.passes(seconds=1)

    assert (await paid.found("đáp"))[0] is SENT  # it overtakes, and takes the last place
    assert await paid.found("nhắc 1") == (HELD, "month's quota")
    assert await paid.found("nhắc 2") == (HELD, "month's quota")
    assert (await count(paid.stage))[2] == 5


async def test_the_free_window_knows_no_quota(paid: Post) -> None:
    account = await silent_for(paid, hours=1)
    await used(paid, paid=5)
    await paid.lay("nhắc", account, lane=Lane.REMINDER)

    await paid.deliver()

    assert (await paid.found("nhắc"))[0] is SENT


async def test_who_writes_gets_what_the_quota_held(paid: Post) -> None:
    account = await silent_for(paid, days=3)
    await used(paid, paid=5)
    await paid.lay("nhắc", account, lane=Lane.REMINDER)
    await paid.deliver()

    await paid.stage.says(LEADER, "chào")

    assert (await paid.found("nhắc"))[0] is SENT


async def test_a_vendor_that_finds_the_window_closed_is_believed(paid: Post) -> None:
    account = await silent_for(paid, hours=1)
    paid.answers(WindowClosed())
    await paid.lay("nhắc", account, lane=Lane.REMINDER)

    await paid.deliver()

    assert await paid.found("nhắc") == (HELD, "window closed")


# The month of a line


async def test_the_last_tenth_of_a_capped_month_belongs_to_replies(capped: Post) -> None:
    await used(capped, sent=89)
    await capped.lay("nhắc 1", lane=Lane.REMINDER)
    await capped.lay("nhắc 2", lane=Lane.BROADCAST)
    await capped.deliver()
    await capped.lay("đáp")

    await capped.deliver()

    assert (await capped.found("nhắc 1"))[0] is SENT
    assert await capped.found("nhắc 2") == (HELD, "month's quota")
    assert (await capped.found("đáp"))[0] is SENT


async def test_letters_that_leave_together_do_not_each_take_the_last_place(capped: Post) -> None:
    await used(capped, sent=88)
    for number in range(5):
        await capped.lay(f"nhắc {number}", f"who {number}", lane=Lane.REMINDER)

    await capped.deliver()

    states = [(await capped.found(f"nhắc {number}"))[0] for number in range(5)]
    assert states == [SENT, SENT, HELD, HELD, HELD]


async def test_an_alarm_goes_whatever_is_left(capped: Post) -> None:
    await used(capped, sent=99)
    await capped.lay("alarm:token", lane=Lane.REMINDER)

    await capped.deliver()

    assert (await capped.found("alarm:token"))[0] is SENT


@pytest.mark.parametrize(("sent", "state"), [(99, WAITING), (100, HELD)])
async def test_a_throttled_reply_waits_for_the_month_only_where_ours_is_spent(
    capped: Post, sent: int, state: OutboxState
) -> None:
    await used(capped, sent=sent)
    capped.answers(Throttled(60))
    await capped.lay("đáp")

    await capped.deliver()

    assert (await capped.found("đáp"))[0] is state


async def test_a_new_month_lets_go_what_the_old_one_held(capped: Post) -> None:
    stage = capped.stage
    await used(capped, sent=100)
    await capped.lay("nhắc", lane=Lane.REMINDER)
    await capped.lay("lỡ", lane=Lane.REMINDER, valid_until=stage.clock.moment + timedelta(days=1))
    await capped.deliver()
    early = await sweep(stage)
    stage.stands_at("2026-12-01T00:05")

    late = await sweep(stage)
    await capped.deliver()

    assert (early.released, late.released) == (0, 2)
    assert (await capped.found("nhắc"))[0] is SENT
    assert (await capped.found("lỡ"))[0] is EXPIRED


async def test_an_old_reply_does_not_come_out_of_the_blue(capped: Post) -> None:
    stage = capped.stage
    await used(capped, sent=100)
    capped.answers(Throttled(60))
    await capped.lay("cũ")
    await capped.deliver()
    stage.stands_at("2026-11-30T23:00")
    await capped.lay("mới", MEMBER)
    await capped.deliver()
    capped.answers(Unreachable(), to="nobody")
    stage.stands_at("2026-12-01T00:05")

    swept = await sweep(stage)
    await capped.deliver()

    assert (swept.released, swept.ended) == (1, 1)
    assert await capped.found("cũ") == (EXPIRED, "month's quota")
    assert (await capped.found("mới"))[0] is SENT


# Who hears of it


@pytest.mark.parametrize(
    ("sent", "words"),
    [(79, None), (80, "quota.capped.near"), (99, "quota.capped.near"), (100, "quota.capped.full")],
)
async def test_an_administrator_hears_of_a_month_that_ends_early(
    capped: Post, sent: int, words: str | None
) -> None:
    """Where nobody administers, the coordinator; once for each share, however often it is swept."""
    stage = capped.stage
    await stage.says(COORDINATOR, "chào")
    before = len(stage.parts(COORDINATOR))
    counted = sum((await count(stage))[:2])
    await used(capped, sent=sent - counted)

    for _ in range(3):
        await sweep(stage)
    await capped.deliver()

    assert len(stage.parts(COORDINATOR)) - before == (1 if words else 0)
    if words:
        assert await stage.said(COORDINATOR) == [words]


async def test_nobody_hears_of_what_costs_nothing(sample_database: Path) -> None:
    async with at(sample_database, BUTTONS) as post:
        await post.stage.says(COORDINATOR, "chào")
        await used(post, sent=10_000)

        assert (await sweep(post.stage)).alarms == 0
