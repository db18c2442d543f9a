"""Who has gone, and who is being answered by somebody of the office."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from bot.channels.contract import Arrived, Departed, InboundEvent, PhotoSent, TakenOver, TextSent
from bot.channels.limits import Window
from bot.channels.terminal.capabilities import BUTTONS
from models.attachment import Attachment
from models.commune import CommuneSetting
from models.dialogs import Dialog
from models.mail import Inbox, Lane, Outbox, OutboxState
from models.people import Account, AccountState, Person
from models.sample import SAMPLE_COMMUNE
from tests.whole.stage import LEADER, MEMBER, OTHER_MEMBER, Stage, open_stage

HOUR = timedelta(minutes=60)


async def account_of(stage: Stage, who: str) -> Account:
    (found,) = await stage.rows(Account, Account.external_id == stage.account(who))
    return found


@pytest.fixture
async def windowed(sample_database: Path) -> AsyncIterator[Stage]:
    capabilities = replace(BUTTONS, window=Window(timedelta(hours=48), timedelta(days=7)))
    async with open_stage(sample_database, capabilities=capabilities) as stage:
        yield stage


# Gone


async def test_nothing_more_goes_to_who_has_gone(stage: Stage) -> None:
    await stage.says(LEADER, "chào")
    await stage.does(LEADER, Departed())
    before = len(stage.parts(LEADER))

    await stage.says(MEMBER, "nhờ người ghi hộ", "1")

    assert (await account_of(stage, LEADER)).state is AccountState.LEFT
    assert len(stage.parts(LEADER)) == before


async def test_letters_that_wait_end_when_the_person_goes(stage: Stage) -> None:
    await stage.says(LEADER, "chào")
    stage.stands_at("2026-11-21T22:00")
    await stage.says(MEMBER, "nhờ người ghi hộ", "1")

    await stage.does(LEADER, Departed())

    (letter,) = await stage.rows(Outbox, Outbox.lane == Lane.REMINDER)
    assert (letter.state, letter.reason) == (OutboxState.FAILED, "person left")


async def test_who_writes_again_is_back_and_finds_the_draft(stage: Stage) -> None:
    await stage.says(MEMBER, "ghi buổi", "hôm nay", "1")
    await stage.does(MEMBER, Departed())

    stage.clock.moment += HOUR
    await stage.says(MEMBER, "12")

    assert (await account_of(stage, MEMBER)).state is AccountState.ACTIVE
    assert "session.people.said" in await stage.said(MEMBER)


async def test_who_opens_the_chat_again_is_back(stage: Stage) -> None:
    await stage.says(MEMBER, "chào")
    await stage.does(MEMBER, Departed())

    await stage.does(MEMBER, Arrived())

    assert (await account_of(stage, MEMBER)).state is AccountState.ACTIVE


async def test_going_that_is_told_after_the_person_is_back_closes_nothing(stage: Stage) -> None:
    await stage.says(MEMBER, "chào")
    gone = stage.inbound(MEMBER, Departed())
    stage.clock.moment += HOUR
    await stage.says(MEMBER, "ghi buổi")

    await stage.hear(gone)

    assert (await account_of(stage, MEMBER)).state is AccountState.ACTIVE


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ((Departed(), TextSent("chào")), AccountState.ACTIVE),
        ((TextSent("chào"), Departed()), AccountState.LEFT),
        ((Departed(), TextSent("chào"), Departed()), AccountState.LEFT),
    ],
)
async def test_of_one_batch_the_last_holds(
    stage: Stage, events: tuple[InboundEvent, ...], state: AccountState
) -> None:
    await stage.says(MEMBER, "chào")

    await stage.hear(*(stage.inbound(MEMBER, event) for event in events))

    assert (await account_of(stage, MEMBER)).state is state


async def test_an_unknown_who_goes_is_nobody(stage: Stage) -> None:
    people = await stage.count(Person)

    await stage.does_silently("resident:Lan", Departed())

    assert await stage.count(Person) == people
    assert await stage.count(Account) == 0
    assert await stage.count(Outbox) == 0


async def test_going_opens_no_window(windowed: Stage) -> None:
    """What was held until the person writes is not let go because they went."""
    await windowed.says(LEADER, "chào")
    async with windowed.app.database.write() as connection:
        await connection.execute(
            Outbox.__table__.update().values(state=OutboxState.HELD, reason="window closed")
        )

    await windowed.does_silently(LEADER, Departed())
    await windowed.does_silently(LEADER, TakenOver())

    assert await windowed.count(Outbox, Outbox.state == OutboxState.HELD) == 1


# Answered by hand


async def test_while_the_office_answers_nothing_is_answered_kept_or_moved(stage: Stage) -> None:
    await stage.says(MEMBER, "ghi buổi", "hôm nay")
    (before,) = await stage.rows(Dialog)
    await stage.does_silently(MEMBER, TakenOver())
    sent = await stage.count(Outbox)

    for event in (TextSent("1"), TextSent("hôm nay 12 người, cài 5 VNeID"), PhotoSent("a.jpg")):
        await stage.does_silently(MEMBER, event)

    (after,) = await stage.rows(Dialog)
    assert after.state == before.state
    assert await stage.count(Outbox) == sent
    assert await stage.count(Attachment) == 0
    assert await stage.count(Inbox, Inbox.owner == before.owner) == 6


async def test_afterwards_the_first_words_are_answered_with_a_word_on_it_once(stage: Stage) -> None:
    await stage.says(MEMBER, "ghi buổi", "hôm nay")
    await stage.does_silently(MEMBER, TakenOver())
    await stage.passes(hours=1)

    await stage.says(MEMBER, "1")
    assert (await stage.said(MEMBER))[0] == "silence.over"
    await stage.says(MEMBER, "12")

    assert "silence.over" not in await stage.said(MEMBER)
    assert "session.people.said" in await stage.said(MEMBER)


async def test_a_button_is_pressed_for_us_and_ends_the_silence(stage: Stage) -> None:
    await stage.fills_session(MEMBER)
    send = stage.press(MEMBER, "=yes")
    await stage.does_silently(MEMBER, TakenOver())

    await stage.does(MEMBER, send)
    await stage.says(MEMBER, "rút lại")

    assert (await stage.said(MEMBER))[0] == "undo.done"


async def test_what_goes_out_by_itself_waits_until_the_office_has_done(stage: Stage) -> None:
    await stage.says(LEADER, "chào")
    await stage.does_silently(LEADER, TakenOver())
    await stage.says(MEMBER, "nhờ người ghi hộ", "1")
    assert len(stage.parts(LEADER)) == 1

    await stage.passes(minutes=59)
    assert len(stage.parts(LEADER)) == 1
    await stage.passes(minutes=1)

    assert len(stage.parts(LEADER)) == 2


async def test_nobody_is_nudged_meanwhile_and_once_afterwards(stage: Stage) -> None:
    await stage.says(MEMBER, "ghi buổi", "hôm nay", "1")
    await stage.passes(minutes=20)
    await stage.does_silently(MEMBER, TakenOver())
    before = len(stage.parts(MEMBER))

    await stage.passes(minutes=59)
    assert len(stage.parts(MEMBER)) == before
    await stage.passes(hours=3)

    assert len(stage.parts(MEMBER)) == before + 1


async def test_how_long_we_keep_silent_is_the_commune_s_to_say(stage: Stage) -> None:
    row = {"commune_id": SAMPLE_COMMUNE, "key": "takeover_minutes", "value": 5}
    async with stage.app.database.write() as connection:
        await connection.execute(insert(CommuneSetting), [row])
    await stage.says(MEMBER, "chào")
    await stage.does_silently(MEMBER, TakenOver())

    stage.clock.moment += timedelta(minutes=5)
    await stage.says(MEMBER, "ghi buổi")

    assert (await stage.said(MEMBER))[0] == "silence.over"


async def test_told_twice_it_lasts_no_longer(stage: Stage) -> None:
    await stage.says(MEMBER, "chào")
    told = stage.inbound(MEMBER, TakenOver())
    await stage.hear(told)
    until = (await account_of(stage, MEMBER)).silent_until

    stage.clock.moment += timedelta(minutes=30)
    await stage.hear(told)

    assert (await account_of(stage, MEMBER)).silent_until == until


async def test_told_late_it_is_over_when_it_would_have_been(stage: Stage) -> None:
    await stage.says(OTHER_MEMBER, "chào")
    told = stage.inbound(OTHER_MEMBER, TakenOver())
    stage.clock.moment += HOUR

    await stage.hear(told)
    await stage.says(OTHER_MEMBER, "ghi buổi")

    assert "session.day.ask" in await stage.said(OTHER_MEMBER)


async def test_whom_the_office_writes_to_first_is_left_to_it(stage: Stage) -> None:
    people = await stage.count(Person)
    await stage.does_silently("resident:Lan", TakenOver())
    assert await stage.count(Person) == people

    await stage.does_silently("resident:Lan", TextSent("chào"))
    assert await stage.count(Outbox) == 0
    await stage.passes(hours=1)
    await stage.says("resident:Lan", "chào")

    assert await stage.said("resident:Lan") == ["silence.over", "menu.again"]
