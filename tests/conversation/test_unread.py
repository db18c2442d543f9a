"""Words that send off or drop answer the page that their writer had read, and no newer one."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.channels.contract import PhotoSent
from bot.channels.failures import FetchFailed, Refused, Unreachable
from models.activity import Activity
from models.mail import Outbox, OutboxState
from tests.whole.stage import LEADER, Stage

SENT_OFF = ["gửi đi", "1", "đúng rồi", "Đúng rồi, gửi đi"]


@pytest.mark.parametrize("typed", SENT_OFF)
async def test_words_typed_before_the_page_went_out_send_nothing(stage: Stage, typed: str) -> None:
    await stage.fills_session(LEADER)
    await stage.receives(stage.inbound(LEADER, "sửa số người"), stage.inbound(LEADER, "30"))

    await stage.does(LEADER, typed)

    assert await stage.sessions() == 0
    assert "30 người" in stage.last(LEADER).text
    await stage.does(LEADER, typed)
    assert [row.people for row in await stage.rows(Activity)] == [30]


async def test_words_that_end_the_questions_typed_twice_send_nothing(stage: Stage) -> None:
    await stage.says(LEADER, "ghi buổi", "hôm nay", "1", "12")

    await stage.hear(stage.inbound(LEADER, "gửi đi"), stage.inbound(LEADER, "gửi đi"))

    assert await stage.sessions() == 0
    assert (await stage.said(LEADER))[0] == "late.words"


async def test_words_that_came_late_answer_what_was_read_when_they_were_typed(
    stage: Stage,
) -> None:
    """The provider kept them back: the page went out meanwhile, to somebody who had typed."""
    await stage.fills_session(LEADER)
    typed = stage.inbound(LEADER, "gửi đi")
    stage.clock.moment += timedelta(seconds=5)
    await stage.says(LEADER, "sửa số người", "30")

    await stage.hear(typed)

    assert await stage.sessions() == 0


@pytest.mark.parametrize("error", [Unreachable("no answer"), Refused("400", "")])
async def test_page_that_did_not_reach_its_reader_is_not_sent_off(
    stage: Stage, error: Exception
) -> None:
    await stage.fills_session(LEADER)
    stage.wire.answer = lambda _account, _part: error
    await stage.says(LEADER, "sửa số người", "30")

    await stage.does(LEADER, "gửi đi")

    assert await stage.sessions() == 0


async def test_photo_lost_while_its_page_is_read_makes_the_button_late(stage: Stage) -> None:
    stage.wire.files["anh.jpg"] = FetchFailed("missing", lasting=True)
    await stage.says(LEADER, "ghi buổi", "hôm nay", "1", "12")
    await stage.receives(stage.inbound(LEADER, PhotoSent("anh.jpg")))
    await stage.receives(stage.inbound(LEADER, "gửi đi"))
    while (await stage.app.delivery.deliver()).sent:
        pass  # the answers alone: the photo is looked for afterwards
    press = stage.press(LEADER, "=yes")
    await stage.app.settle()

    await stage.does(LEADER, press)

    assert await stage.sessions() == 0
    assert (await stage.said(LEADER))[0] == "late.button"


async def test_reminder_that_waits_for_the_morning_is_no_page(stage: Stage) -> None:
    await stage.fills_session(LEADER)
    async with stage.app.database.write() as connection:
        await connection.execute(
            update(Outbox)
            .where(Outbox.id == (await stage.rows(Outbox))[0].id)
            .values(lane=1, state=OutboxState.WAITING, finished_at=None)
        )
    stage.wire.answer = lambda _account, _part: None

    await stage.receives(stage.inbound(LEADER, "gửi đi"))

    assert await stage.sessions() == 1
