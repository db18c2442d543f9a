"""Dialogs that nobody went on with, and the clock that notices."""

import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.contract import DialogDue, Inbound, Part
from bot.channels.failures import PersonLeft
from bot.dialog import caps
from bot.timers import Timers
from models.database import StoreError
from models.dialogs import Dialog, Timer, TimerState
from models.mail import Inbox, Lane, Outbox
from models.people import Account
from models.scribe import ScribeReason, ScribeRequest
from tests.whole.stage import COORDINATOR, LEADER, MEMBER, Stage, open_stage

BEGUN = ("ghi buổi", "hôm qua", "1", "12")


async def nudges(stage: Stage, who: str = MEMBER) -> int:
    words = stage.words("nudge.unfinished")
    return sum(words in part.text for part in stage.parts(who))


async def test_one_nudge_after_half_an_hour_and_none_more_however_often_it_is_left(
    stage: Stage,
) -> None:
    await stage.says(MEMBER, *BEGUN)
    await stage.passes(minutes=29)
    early = await nudges(stage)
    await stage.passes(minutes=1)
    first = await nudges(stage)
    for answer in ("bỏ qua", "bỏ qua"):
        await stage.says(MEMBER, answer)
        await stage.passes(hours=2)

    assert (early, first, await nudges(stage)) == (0, 1, 1)


async def test_every_answer_puts_the_nudge_off(stage: Stage) -> None:
    await stage.says(MEMBER, "ghi buổi", "hôm qua")
    for answer in ("1", "12", "bỏ qua"):
        await stage.passes(minutes=20)
        await stage.says(MEMBER, answer)

    assert await nudges(stage) == 0


async def test_what_was_sent_or_put_aside_or_only_opened_is_not_nudged(stage: Stage) -> None:
    await stage.logs_session(MEMBER)
    await stage.says(LEADER, *BEGUN, "để sau")
    await stage.says(COORDINATOR, "ghi buổi chung")
    before = await stage.count(Inbox)

    await stage.passes(hours=5)

    assert [await nudges(stage, who) for who in (MEMBER, LEADER, COORDINATOR)] == [0, 0, 0]
    assert await stage.count(Inbox) == before


async def test_buttons_of_the_nudge_are_those_of_the_question(stage: Stage) -> None:
    await stage.says(MEMBER, *BEGUN)
    await stage.passes(minutes=30)

    await stage.presses(MEMBER, "finish", "=yes")

    assert await stage.sessions() == 1


async def test_nudge_is_a_reminder_and_nobodys_visit(stage: Stage) -> None:
    await stage.says(MEMBER, *BEGUN)
    seen = stage.clock.now()

    await stage.passes(minutes=30)

    (letter,) = await stage.rows(Outbox, Outbox.lane == Lane.REMINDER)
    assert (letter.cause, letter.valid_until) == (None, stage.clock.now() + timedelta(days=1))
    (account,) = await stage.rows(Account, Account.external_id == stage.account(MEMBER))
    assert account.last_seen_at == seen


async def test_timer_that_was_told_twice_counts_once(sample_database: Path) -> None:
    """As after a crash between the telling and the settling of its row."""
    async with open_stage(sample_database) as stage:
        await stage.says(MEMBER, *BEGUN)
        await stage.passes(minutes=30)
        async with stage.app.database.write() as connection:
            await connection.execute(
                Timer.__table__.update().values(kind="nudge", due_at=stage.clock.now())
            )
        await stage.app.settle()

        assert await nudges(stage) == 1


async def test_program_that_was_off_nudges_in_the_morning(stage: Stage) -> None:
    stage.stands_at("2026-11-21T20:50")
    await stage.receives(*(stage.inbound(MEMBER, text) for text in BEGUN))
    stage.stands_at("2026-11-22T03:00")
    await stage.app.settle()
    at_night = await nudges(stage)

    await stage.passes(hours=3, minutes=30)

    assert (at_night, await nudges(stage)) == (0, 1)


async def test_who_leaves_the_channel_leaves_the_draft_to_the_leader(stage: Stage) -> None:
    refused = []

    def answer(account: str, part: Part) -> PersonLeft | None:
        if account != stage.account(MEMBER):
            return None
        refused.append(part)
        return PersonLeft()

    await stage.says(LEADER, "chào")
    await stage.says(MEMBER, *BEGUN)
    stage.wire.answer = answer
    await stage.passes(minutes=30)
    await stage.passes(days=caps.DRAFT_LIFE.days, hours=12)
    await stage.says(LEADER, "ai nhờ ghi hộ", "1")

    assert len(refused) == 1, "after one word that did not reach them, none more"
    assert (await stage.said(LEADER))[0] == "draft.of"
    stage.wire.answer = lambda _account, _part: None
    await stage.says(MEMBER, "ghi tiếp")
    assert (await stage.said(MEMBER))[0] == "drafts.none"


async def test_draft_is_closed_after_its_life_and_the_leader_sees_it(stage: Stage) -> None:
    await stage.says(LEADER, "chào")
    await stage.says(MEMBER, *BEGUN, "để sau")

    await stage.passes(days=caps.DRAFT_LIFE.days, minutes=31)
    await stage.says(MEMBER, "ghi tiếp")
    gone = await stage.said(MEMBER)
    await stage.says(LEADER, "ai nhờ ghi hộ", "1")

    assert gone[0] == "drafts.none"
    (request,) = await stage.rows(ScribeRequest)
    assert request.reason is ScribeReason.UNFINISHED
    assert (await stage.said(LEADER))[0] == "draft.of"
    assert "12" in stage.last(LEADER).text
    (timer,) = await stage.rows(Timer, Timer.owner == await _id(stage))
    assert timer.state is TimerState.DONE


async def test_draft_that_was_taken_up_again_lives_on(stage: Stage) -> None:
    await stage.says(MEMBER, *BEGUN, "để sau")
    await stage.passes(days=6)
    await stage.says(MEMBER, "ghi tiếp", "bỏ qua")

    await stage.passes(days=6)

    assert await stage.count(ScribeRequest) == 0
    await stage.says(MEMBER, "xem lại", "gửi đi")
    assert await stage.sessions() == 1


async def test_officers_draft_is_closed_with_a_word_and_asks_nobody(stage: Stage) -> None:
    await stage.says(COORDINATOR, "ghi buổi chung", "hôm qua")

    await stage.passes(days=caps.DRAFT_LIFE.days, minutes=31)

    assert await stage.count(ScribeRequest) == 0
    assert await stage.said(COORDINATOR) == ["draft.closed"]


async def test_fault_of_one_dialog_keeps_no_other_from_its_nudge(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await stage.says(MEMBER, *BEGUN)
    await stage.says(LEADER, *BEGUN)
    stage.clock.moment += timedelta(minutes=31)
    told: list[Inbound] = []

    async def report(inbound: Inbound) -> None:
        told.append(inbound)
        if len(told) == 1:
            raise ZeroDivisionError

    assert await timers_of(stage, report).sweep() == 2

    assert len(told) == 2
    (alarm,) = caplog.records
    assert (alarm.levelno, alarm.message) == (logging.ERROR, "timer failed")
    assert isinstance(told[0].event, DialogDue)
    assert vars(alarm)["fields"]["dialog"] == told[0].event.dialog


async def test_store_that_fails_leaves_the_nudge_for_the_next_round(stage: Stage) -> None:
    await stage.says(MEMBER, *BEGUN)
    stage.clock.moment += timedelta(minutes=31)

    async def fail(_inbound: Inbound) -> None:
        raise StoreError("the store failed: disk full")

    with pytest.raises(StoreError):
        await timers_of(stage, fail).sweep()
    await stage.app.settle()

    assert await nudges(stage) == 1


async def test_unreadable_thread_stops_no_other_timer(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await stage.says(MEMBER, *BEGUN)
    await stage.says(LEADER, *BEGUN)
    (broken,) = [row.owner for row in await stage.rows(Dialog) if row.owner == await _id(stage)]
    async with stage.app.database.write() as connection:
        await connection.execute(
            Dialog.__table__.update().where(Dialog.owner == broken).values(state="{")
        )

    await stage.passes(minutes=31)

    assert [await nudges(stage, who) for who in (MEMBER, LEADER)] == [0, 1]
    alarms = [record for record in caplog.records if record.message == "unreadable dialog"]
    assert broken in [vars(alarm)["fields"]["owner"] for alarm in alarms]


def timers_of(stage: Stage, report: Callable[[Inbound], Awaitable[None]]) -> Timers:
    app = stage.app
    return Timers(
        database=app.database, commune_id=app.commune_id, clock=stage.clock, report=report
    )


async def _id(stage: Stage) -> str:
    (account,) = await stage.rows(Account, Account.external_id == stage.account(MEMBER))
    return str(account.person_id)
