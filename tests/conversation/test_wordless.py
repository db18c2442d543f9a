"""A sticker, a place, a contact, or nothing at all: answered once, and nothing is lost by it."""

import logging
import random
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.contract import (
    Arrived,
    ContactSent,
    InboundEvent,
    OtherKind,
    OtherSent,
    PlaceSent,
    VoiceSent,
)
from bot.dialog import caps
from models.mail import Inbox, Outbox
from models.people import Account
from tests.whole.stage import LEADER, MEMBER, Stage, open_stage
from tests.whole.test_personal_data import bytes_of

STICKER = OtherSent(OtherKind.STICKER)
KINDS: dict[str, InboundEvent] = {
    **{kind.value: OtherSent(kind) for kind in OtherKind},
    "voice": VoiceSent(),
    "place": PlaceSent(20.7, 107.05),
    "contact": ContactSent("Hoa", "0912777888"),
}
EACH = pytest.mark.parametrize("event", KINDS.values(), ids=KINDS)


@EACH
async def test_thirty_within_a_minute_are_answered_once(stage: Stage, event: InboundEvent) -> None:
    await stage.says(MEMBER, "ghi buổi", "hôm nay")
    before = await stage.count(Outbox)

    for _ in range(30):
        stage.clock.moment += timedelta(seconds=2)
        await stage.does(MEMBER, event)

    assert await stage.count(Outbox) == before + 1
    assert await stage.count(Inbox, Inbox.kind == type(event).__name__) == 30


@EACH
async def test_thirty_of_one_batch_are_answered_once(stage: Stage, event: InboundEvent) -> None:
    await stage.hear(*(stage.inbound(MEMBER, event) for _ in range(30)))

    assert await stage.count(Outbox) == 1


@EACH
async def test_question_stays_open(stage: Stage, event: InboundEvent) -> None:
    await stage.says(LEADER, "ghi buổi", "hôm nay", "1")

    await stage.does(LEADER, event)

    assert (await stage.said(LEADER))[-1] == "session.people.ask"
    await stage.says(LEADER, "12")
    assert "session.people.said" in await stage.said(LEADER)


async def test_it_is_answered_again_once_the_person_has_said_something(stage: Stage) -> None:
    await stage.does(MEMBER, STICKER)
    await stage.says(MEMBER, "ghi buổi")

    await stage.does(MEMBER, STICKER)

    assert (await stage.said(MEMBER))[0] == "wordless.sticker"


async def test_it_is_answered_again_after_a_while(stage: Stage) -> None:
    await stage.does(MEMBER, STICKER)
    stage.clock.moment += caps.WORDLESS_TOGETHER

    await stage.does(MEMBER, STICKER)
    stage.clock.moment += timedelta(seconds=1)
    await stage.does(MEMBER, STICKER)

    assert await stage.count(Outbox) == 2


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_comes_in_whatever_order_each_kind_is_answered_once_until_words_come(
    stage: Stage, seed: int
) -> None:
    """A redelivery is never answered, and what was said to the dialog stands."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    await stage.says(LEADER, "ghi buổi", "hôm nay", "1")
    answered: set[str] = set()
    since, taken = stage.clock.moment, []
    for _ in range(40):
        stage.clock.moment += timedelta(seconds=chance.choice((0, 1, 20, 90)))
        before = await stage.count(Outbox)
        kind = chance.choice(["words", "again", *KINDS])
        if kind == "words":
            await stage.says(LEADER, "giúp")
            answered.clear()
        elif kind == "again":
            await stage.hear(*chance.sample(taken, min(1, len(taken))))
            assert await stage.count(Outbox) == before
        else:
            if stage.clock.moment - since > caps.WORDLESS_TOGETHER:
                answered.clear()
            if not answered:
                since = stage.clock.moment
            taken.append(stage.inbound(LEADER, KINDS[kind]))
            await stage.hear(taken[-1])
            assert await stage.count(Outbox) == before + (kind not in answered)
            answered.add(kind)

    page = await stage.says(LEADER, "17", "xem lại")

    assert "17 người" in page.text


async def test_sticker_after_the_closing_message_leaves_its_offers_open(stage: Stage) -> None:
    await stage.logs_session(MEMBER)

    await stage.does(MEMBER, STICKER)
    await stage.says(MEMBER, "rút lại")

    assert (await stage.said(MEMBER))[0] == "undo.done"


async def test_contact_answers_the_question_for_ones_own_number(stage: Stage) -> None:
    who = "resident:Hoa"
    await stage.says(who, "tôi là thành viên tổ", "2")

    await stage.does(who, ContactSent("Hoa", "84912000003"))

    assert await stage.said(who) == ["join.asked"]


async def test_contact_that_nobody_asked_for_is_kept_nowhere(
    sample_database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with open_stage(sample_database) as stage:
        await stage.says(LEADER, "ghi buổi")

        await stage.does(LEADER, ContactSent("Người Lạ", "0912777888"))

    stored = bytes_of(sample_database)
    assert not [one for one in ("0912777888", "912777888", "Người Lạ") if one.encode() in stored]
    assert "777888" not in caplog.text


async def test_who_opens_the_chat_is_greeted_once_in_an_hour(stage: Stage) -> None:
    for minutes in (0, 1, 59, 59):
        stage.clock.moment += timedelta(minutes=minutes)
        await stage.does(MEMBER, Arrived())
    assert await stage.count(Outbox) == 1

    stage.clock.moment += caps.GREETED_AGAIN
    await stage.does(MEMBER, Arrived())

    assert await stage.count(Outbox) == 2
    assert await stage.is_at_menu(MEMBER)


async def test_opening_the_chat_leaves_what_is_being_written(stage: Stage) -> None:
    await stage.says(MEMBER, "ghi buổi", "hôm nay", "1")
    await stage.passes(hours=2)

    await stage.does(MEMBER, Arrived())
    await stage.says(MEMBER, "ghi tiếp", "12")

    assert "session.people.said" in await stage.said(MEMBER)


async def test_a_newcomer_who_only_opens_the_chat_is_a_resident_from_then_on(stage: Stage) -> None:
    await stage.does("resident:Lan", Arrived())

    assert "menu.resident" in await stage.said("resident:Lan")
    (account,) = await stage.rows(Account)
    assert account.person_id is not None
