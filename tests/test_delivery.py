"""Each answer of a vendor leads to one state; order holds for a person within a lane."""

import json
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text, update

from bot.channels.contract import Part
from bot.channels.failures import (
    Misconfigured,
    PersonLeft,
    Refused,
    SendError,
    Throttled,
    Unreachable,
    WindowClosed,
)
from bot.channels.limits import Window
from bot.channels.terminal.capabilities import BUTTONS
from bot.dialog.message import Message, message_to_json
from bot.dialog.text import Text
from bot.fates import RETRIES, SPREAD, TRIES
from bot.kernel.clock import local
from bot.kernel.ids import RandomIds
from bot.sending import LOOP_MOST
from models.apply import apply
from models.changes import Queue
from models.database import StoreError
from models.mail import Lane, Outbox, OutboxState
from models.people import Account, AccountState
from models.sample import SAMPLE_COMMUNE
from tests.whole.stage import COORDINATOR, LEADER, MEMBER, NEXT_LEADER, SATURDAY, Stage, open_stage

HELD, FAILED, SENT = OutboxState.HELD, OutboxState.FAILED, OutboxState.SENT
WAITING, EXPIRED = OutboxState.WAITING, OutboxState.EXPIRED


@dataclass
class Post:
    """Letters laid straight into the outbox; each says its own name."""

    stage: Stage

    async def lay(
        self,
        name: str,
        who: str = LEADER,
        *,
        lane: Lane = Lane.REPLY,
        message: str | None = None,
        words: str = "",
        not_before: datetime | None = None,
        valid_until: datetime | None = None,
        owner: str = "nobody known",
    ) -> None:
        now = self.stage.clock.now()
        said = Message((Text("session.place.said", value=words or name),))
        letter = Queue(
            id=self.stage.app.ids.new(),
            owner=owner,
            channel="terminal",
            external_id=who,
            lane=lane,
            identity=name,
            message=json.dumps(message_to_json(said)) if message is None else message,
            not_before=not_before or now,
            created_at=now,
            valid_until=valid_until,
        )
        async with self.stage.app.database.write() as connection:
            await apply(connection, SAMPLE_COMMUNE, [letter])

    def answers(self, error: SendError | Exception, *, to: str = "", once: bool = False) -> None:
        """The wire raises this, to one account or to all."""
        left = [error] if once else None

        def answer(account: str, _part: Part) -> Exception | None:
            if to and account != to:
                return None
            if left is None:
                return error
            return left.pop() if left else None

        self.stage.wire.answer = answer

    async def deliver(self) -> None:
        await self.stage.app.settle()

    async def found(self, name: str) -> tuple[OutboxState, str | None]:
        (row,) = await self.stage.rows(Outbox, Outbox.identity == name)
        return row.state, row.reason

    def sent(self, who: str = LEADER) -> list[str]:
        words = [part.text for part in self.stage.wire.to(who)]
        return [text.split()[-1].strip(".") for text in words]


async def owner_of(stage: Stage, who: str) -> str:
    (row,) = await stage.rows(Account, Account.external_id == stage.account(who))
    return str(row.person_id)


@pytest.fixture
async def stage(sample_database: Path) -> AsyncIterator[Stage]:
    async with open_stage(sample_database) as opened:
        yield opened


@pytest.fixture
def post(stage: Stage) -> Post:
    return Post(stage)


@pytest.mark.parametrize(
    ("error", "state", "reason"),
    [
        (Throttled(30), WAITING, "throttled"),
        (Unreachable(), WAITING, "unreachable"),
        (Misconfigured(), WAITING, "misconfigured"),
        (WindowClosed(), HELD, "window closed"),
        (PersonLeft(), FAILED, "person left"),
        (Refused("400", "chat not found"), FAILED, "refused 400"),
        (SendError("a kind of its own"), FAILED, "our fault"),
        (OSError("an adapter's slip"), FAILED, "our fault"),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_each_answer_of_a_vendor_has_its_state(
    post: Post, error: Exception, state: OutboxState, reason: str
) -> None:
    await post.lay("first")
    await post.lay("other", NEXT_LEADER)
    post.answers(error, to=LEADER)

    await post.deliver()

    assert await post.found("first") == (state, reason)
    assert await post.found("other") == (SENT, None)


async def test_start_does_not_wait_for_what_was_set_wrongly_before_it(post: Post) -> None:
    await post.lay("set wrongly")
    post.answers(Misconfigured(), to=LEADER)
    await post.deliver()
    await post.lay("throttled", NEXT_LEADER)
    post.answers(Throttled(3_000), to=NEXT_LEADER)
    await post.deliver()

    await post.stage.app.delivery.take_up()
    await post.deliver()

    assert await post.found("set wrongly") == (SENT, None)
    assert await post.found("throttled") == (WAITING, "throttled")


@pytest.mark.parametrize(
    ("error", "wait"),
    [
        (Throttled(30), timedelta(seconds=30)),
        (Throttled(0), timedelta(seconds=1)),
        (Throttled(-5), timedelta(seconds=1)),
        (Throttled(float("inf")), timedelta(days=1)),
        (Unreachable(), RETRIES[0]),
        (Misconfigured(), RETRIES[-1]),
    ],
    ids=str,
)
async def test_what_may_still_go_out_is_tried_again_in_time(
    post: Post, error: SendError, wait: timedelta
) -> None:
    await post.lay("first")
    post.answers(error, once=True)

    await post.deliver()
    due = await post.stage.app.next_due()
    await post.stage.passes(seconds=wait.total_seconds() * (1 + SPREAD))

    assert due is not None
    assert SATURDAY + wait <= due <= SATURDAY + wait * (1 + SPREAD)
    assert post.sent() == ["first"]


async def test_letters_that_failed_together_come_again_apart(post: Post) -> None:
    for place in range(50):
        await post.lay(f"letter {place}", f"account {place}")
    post.answers(Unreachable())

    await post.deliver()

    dues = [row.not_before for row in await post.stage.rows(Outbox)]
    assert len(set(dues)) > 40


async def test_unreachable_person_is_given_up_after_the_last_try(post: Post) -> None:
    await post.lay("first")
    post.answers(Unreachable())

    await post.stage.passes(days=2)

    (row,) = await post.stage.rows(Outbox)
    assert (row.state, row.reason, row.tries) == (FAILED, "unreachable", TRIES)
    least = SATURDAY + sum(RETRIES, timedelta())
    assert least <= row.finished_at <= least + SPREAD * sum(RETRIES, timedelta())


async def test_throttling_uses_up_no_tries(post: Post) -> None:
    await post.lay("first")
    post.answers(Throttled(60))
    await post.stage.passes(minutes=TRIES + 5)

    post.answers(Unreachable(), once=True)
    await post.stage.passes(minutes=2)

    assert await post.found("first") == (SENT, None)


async def test_vendors_words_stay_out_of_the_log(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    await post.lay("first")
    post.answers(Refused("400", "cannot send: Ở first."))

    with caplog.at_level(logging.DEBUG, logger="toso"):
        await post.deliver()

    (warning,) = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert "cannot send" not in str(vars(warning))


@pytest.mark.parametrize(
    ("error", "message", "named"),
    [
        (Misconfigured(), "channel misconfigured", {"channel": "terminal"}),
        (SendError("x"), "a send error outside the family", {"error": "SendError"}),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_what_an_operator_must_mend_is_an_alarm_that_names_it(
    post: Post,
    caplog: pytest.LogCaptureFixture,
    error: SendError,
    message: str,
    named: dict[str, str],
) -> None:
    await post.lay("first")
    post.answers(error)

    await post.deliver()

    (alarm,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    (row,) = await post.stage.rows(Outbox)
    assert alarm.message == message
    assert {"letter": row.id, **named}.items() >= vars(alarm)["fields"].items()
    assert named.items() <= vars(alarm)["fields"].items()


async def test_order_holds_while_one_is_throttled(post: Post) -> None:
    for name in ("first", "second", "third"):
        await post.lay(name)
    post.answers(Throttled(30), once=True)

    await post.deliver()
    during = post.sent()
    await post.lay("fourth")
    await post.deliver()
    before_due = post.sent()
    await post.stage.passes(seconds=30 * (1 + SPREAD))

    assert (during, before_due) == ([], [])
    assert post.sent() == ["first", "second", "third", "fourth"]


async def test_throttling_of_one_person_delays_no_other(post: Post) -> None:
    await post.lay("mine")
    await post.lay("theirs", NEXT_LEADER)
    post.answers(Throttled(3_600), to=LEADER)

    await post.deliver()

    assert (post.sent(), post.sent(NEXT_LEADER)) == ([], ["theirs"])


async def test_reply_overtakes_a_waiting_reminder(post: Post) -> None:
    await post.lay("reminder", lane=Lane.REMINDER)
    await post.lay("broadcast", lane=Lane.BROADCAST)
    await post.lay("reply")

    await post.deliver()

    assert post.sent() == ["reply", "reminder", "broadcast"]


async def test_reply_overtakes_a_throttled_reminder(post: Post) -> None:
    await post.lay("reminder", lane=Lane.REMINDER)
    post.answers(Throttled(600), once=True)
    await post.deliver()

    await post.lay("reply")
    await post.deliver()

    assert post.sent() == ["reply"]
    assert await post.found("reminder") == (WAITING, "throttled")


async def test_letter_past_its_time_expires_with_the_reason(post: Post) -> None:
    soon = SATURDAY + timedelta(seconds=20)
    await post.lay("first", valid_until=soon)
    post.answers(Throttled(30), once=True)

    await post.stage.passes(seconds=30 * (1 + SPREAD))

    assert await post.found("first") == (EXPIRED, "valid_until")
    assert post.sent() == []


async def test_letter_is_valid_until_just_before_its_time(post: Post) -> None:
    await post.lay("late", valid_until=SATURDAY)
    await post.lay("in time", NEXT_LEADER, valid_until=SATURDAY + timedelta(seconds=1))

    await post.deliver()

    assert await post.found("late") == (EXPIRED, "valid_until")
    assert await post.found("in time") == (SENT, None)


async def test_letter_waits_for_its_time(post: Post) -> None:
    later = SATURDAY + timedelta(hours=2)
    await post.lay("first", not_before=later)

    await post.deliver()
    before = post.sent()
    due = await post.stage.app.next_due()
    await post.stage.passes(hours=2)

    assert (before, due, post.sent()) == ([], later, ["first"])


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "no json",
        "[]",
        '{"lines": []}x',
        '{"lines": [{"text": "no.such.text", "with": {}}]}',
        '{"lines": [{"text": "session.place.said", "with": {}}]}',
        '{"lines": 5}',
    ],
)
async def test_unreadable_letter_fails_alone(
    post: Post, caplog: pytest.LogCaptureFixture, broken: str
) -> None:
    await post.lay("broken", message=broken)
    await post.lay("after")
    await post.lay("other", NEXT_LEADER)

    await post.deliver()

    assert await post.found("broken") == (FAILED, "our fault")
    assert (post.sent(), post.sent(NEXT_LEADER)) == (["after"], ["other"])
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


async def test_letter_to_an_unknown_channel_fails_alone(post: Post) -> None:
    await post.lay("lost")
    await post.lay("other", NEXT_LEADER)
    async with post.stage.app.database.write() as connection:
        lost = update(Outbox).where(Outbox.identity == "lost")
        await connection.execute(lost.values(channel="pigeon"))

    await post.deliver()

    assert await post.found("lost") == (FAILED, "no channel")
    assert post.sent(NEXT_LEADER) == ["other"]


async def test_identity_is_queued_once(post: Post) -> None:
    await post.lay("first")
    await post.lay("first")
    await post.deliver()
    await post.lay("first")

    await post.deliver()

    assert post.sent() == ["first"]
    assert await post.stage.count(Outbox) == 1


async def test_nothing_more_goes_to_whoever_has_left(post: Post) -> None:
    stage = post.stage
    await stage.says(LEADER, "chào")
    account = stage.account(LEADER)
    await post.lay("first", account)
    await post.lay("second", account)
    await post.lay("tomorrow", account, not_before=SATURDAY + timedelta(days=1))
    stage.wire.sent.clear()
    post.answers(PersonLeft(), once=True)

    await post.deliver()
    await stage.passes(days=2)

    assert post.sent(account) == []
    for name in ("first", "second", "tomorrow"):
        assert await post.found(name) == (FAILED, "person left")
    (row,) = await stage.rows(Account)
    assert row.state is AccountState.LEFT


async def test_whoever_writes_again_is_back(post: Post) -> None:
    stage = post.stage
    await stage.says(LEADER, "chào")
    await post.lay("first", stage.account(LEADER))
    post.answers(PersonLeft(), once=True)
    await post.deliver()

    await stage.passes(minutes=1)
    await stage.says(LEADER, "chào")

    (row,) = await stage.rows(Account)
    assert row.state is AccountState.ACTIVE
    assert await stage.is_at_menu(LEADER)
    newest = (await stage.rows(Outbox))[-1]
    assert newest.state is SENT


async def test_leader_is_shown_who_has_left_until_they_write_again(post: Post) -> None:
    stage = post.stage
    await stage.says(LEADER, "chào")
    await stage.says(MEMBER, "chào")
    await post.lay("first", stage.account(MEMBER), owner=await owner_of(stage, MEMBER))
    post.answers(PersonLeft(), once=True)
    await post.deliver()

    listed = await stage.says(LEADER, "cần gọi ai")
    week = await stage.says(LEADER, "tuần của tổ")
    await stage.passes(minutes=1)
    await stage.says(MEMBER, "chào")
    after = await stage.says(LEADER, "cần gọi ai")

    assert "Thành viên 002, Thôn 01: 0912000002 (không nhận tin nữa từ 21/11)" in listed.text
    assert "cần gọi điện" in week.text
    assert after.text == stage.words("to_call.nobody")


async def test_store_that_fails_after_the_sending_does_not_send_twice(post: Post) -> None:
    await post.lay("first")
    database = post.stage.app.database
    async with database.read() as connection:
        await connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(StoreError):
        await post.deliver()
    with pytest.raises(StoreError):
        await post.deliver()
    async with database.read() as connection:
        await connection.exec_driver_sql("PRAGMA query_only = OFF")

    await post.deliver()

    assert post.sent() == ["first"]
    assert await post.found("first") == (SENT, None)


async def test_two_replies_of_one_millisecond_go_in_order(sample_database: Path) -> None:
    """With the ids of the running product, whose tails are random."""
    async with open_stage(sample_database) as counted:
        ids = RandomIds(counted.clock)
    async with open_stage(sample_database, ids=ids) as stage:
        texts = ("ghi buổi", "hôm nay", "1", "12", "xong", "xong", "0")
        await stage.hear(*(stage.inbound(LEADER, text) for text in texts))

        steps = [part.text for part in stage.parts(LEADER)]

    assert [f"Bước {number}/9" in text for number, text in enumerate(steps, 1)] == [True] * 7


# Quiet hours


async def test_notice_at_night_waits_until_the_morning_and_a_reply_does_not(post: Post) -> None:
    stage = post.stage
    await stage.says(LEADER, "chào")
    stage.wire.sent.clear()
    stage.stands_at("2026-11-21T22:00")

    await stage.says(MEMBER, "ghi buổi", "nhờ người ghi hộ")
    at_night = (len(stage.parts(LEADER)), len(stage.parts(MEMBER)))
    due = await stage.app.next_due()
    await stage.passes(hours=8, minutes=29)
    before = len(stage.parts(LEADER))
    await stage.passes(minutes=1)

    assert at_night == (0, 2)
    assert due is not None
    assert local(due).isoformat() == "2026-11-22T06:30:00+07:00"
    assert before == 0
    assert await stage.said(LEADER) == ["scribe.notice"]
    assert stage.words("scribe.notice", name="Thành viên 002") in stage.last(LEADER).text


async def test_notice_by_day_goes_at_once(post: Post) -> None:
    stage = post.stage
    await stage.says(LEADER, "chào")

    await stage.says(MEMBER, "ghi buổi", "nhờ người ghi hộ")

    assert await stage.said(LEADER) == ["scribe.notice"]


async def test_leader_is_told_once_a_day_of_one_person(post: Post) -> None:
    stage = post.stage
    await stage.says(LEADER, "chào")

    await stage.says(MEMBER, "ghi buổi", "nhờ người ghi hộ", "nhờ người ghi hộ")

    notices = await stage.rows(Outbox, Outbox.identity.like("scribe:%"))
    assert len(notices) == 1


async def test_leaders_own_request_goes_to_the_coordinator(post: Post) -> None:
    stage = post.stage
    await stage.says(COORDINATOR, "chào")

    await stage.says(LEADER, "ghi buổi", "nhờ người ghi hộ")

    assert await stage.said(COORDINATOR) == ["scribe.notice"]


# Loops, and what a channel's window holds back


async def test_same_words_nobody_asked_for_stop_after_five(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    for place in range(LOOP_MOST + 3):
        await post.lay(f"again {place}", words="again")
        await post.stage.passes(seconds=20)

    states = [await post.found(f"again {place}") for place in range(LOOP_MOST + 3)]
    assert states == [(SENT, None)] * LOOP_MOST + [(FAILED, "loop")] * 3
    assert "loop stopped" in caplog.text
    await post.stage.passes(minutes=6)
    await post.lay("later", words="again")
    await post.deliver()
    assert await post.found("later") == (SENT, None)


async def test_loop_in_one_round_is_seen(post: Post) -> None:
    for place in range(LOOP_MOST + 3):
        await post.lay(f"again {place}", words="again")

    await post.deliver()

    assert len(post.sent()) == LOOP_MOST


async def test_answers_to_people_are_never_a_loop(stage: Stage) -> None:
    for _ in range(LOOP_MOST + 3):
        await stage.says(MEMBER, "số cần gọi")

    assert len(stage.parts(MEMBER)) == LOOP_MOST + 3


async def test_program_that_says_our_words_back_is_left_alone(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await stage.says("new:Máy", "chào")
    for _ in range(30):
        answer = await stage.says("new:Máy", answer.text)

    assert len(stage.parts("new:Máy")) < 20
    assert "loop stopped" in caplog.text
    await stage.passes(minutes=6)
    assert (await stage.says("new:Máy", "số cần gọi")).text


async def test_what_a_closed_window_held_goes_out_once_the_person_writes(
    sample_database: Path,
) -> None:
    capabilities = replace(BUTTONS, window=Window(timedelta(hours=48), timedelta(days=7)))
    async with open_stage(sample_database, capabilities=capabilities) as stage:
        post = Post(stage)
        account = stage.account(MEMBER)
        post.answers(WindowClosed(), once=True)
        await post.lay("reminder", account, lane=Lane.REMINDER)
        await post.deliver()
        held = await post.found("reminder")

        post.answers(WindowClosed(), to="nobody")
        await stage.says(MEMBER, "số cần gọi")

        assert held == (HELD, "window closed")
        assert await post.found("reminder") == (SENT, None)


async def test_damaged_letter_fails_alone(post: Post) -> None:
    await post.lay("first")
    await post.lay("other", NEXT_LEADER)
    async with post.stage.app.database.write() as connection:
        await connection.execute(
            text("UPDATE outbox SET message = x'0102' WHERE identity = 'first'")
        )

    await post.deliver()

    assert await post.found("first") == (FAILED, "our fault")
    assert await post.found("other") == (SENT, None)
