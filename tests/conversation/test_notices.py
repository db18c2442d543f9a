"""Where there are no buttons, the word that a notice names does what its button does."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.terminal.capabilities import PLAIN
from bot.conversation.notices import NOTICE_LIFE
from tests.whole.stage import COORDINATOR, LEADER, MEMBER, OTHER_MEMBER, Stage, open_stage


@pytest.fixture
async def plain(sample_database: Path) -> AsyncIterator[Stage]:
    async with open_stage(sample_database, capabilities=PLAIN) as stage:
        yield stage


async def asks_for_new_number(stage: Stage, who: str, number: str) -> None:
    stage.clock.moment += timedelta(minutes=1)
    await stage.says(who, "sửa thông tin của tôi", "2", number)


async def test_word_of_a_notice_starts_it_with_whom_it_is_about(plain: Stage) -> None:
    await plain.says(LEADER, "chào")
    await asks_for_new_number(plain, MEMBER, "0912777888")
    assert "*đổi số thành viên*" in plain.last(LEADER).text

    await plain.says(LEADER, "đổi số thành viên")

    assert (await plain.said(LEADER))[-1] == "new_phone.ask"


async def test_once_something_else_was_said_the_word_is_the_task_s_name_again(plain: Stage) -> None:
    await plain.says(LEADER, "chào")
    await asks_for_new_number(plain, MEMBER, "0912777888")
    plain.clock.moment += timedelta(minutes=1)
    await plain.says(LEADER, "tuần của tổ")

    await plain.says(LEADER, "đổi số thành viên")

    assert (await plain.said(LEADER))[-1] == "new_phone.which"


async def test_of_two_notices_with_one_word_none_is_guessed(plain: Stage) -> None:
    await plain.says(LEADER, "chào")
    await asks_for_new_number(plain, MEMBER, "0912777888")
    await asks_for_new_number(plain, OTHER_MEMBER, "0912777999")

    await plain.says(LEADER, "đổi số thành viên")

    assert (await plain.said(LEADER))[-1] == "new_phone.which"


async def test_request_to_join_is_decided_by_its_word(plain: Stage) -> None:
    await plain.says(LEADER, "chào")
    await plain.says("resident:Hoa", "tôi là thành viên tổ", "2", MEMBER)
    assert "*duyệt*" in plain.last(LEADER).text

    asked = await plain.says(LEADER, "duyệt")

    assert "Thành viên 002" in asked.text


async def test_stranger_s_notice_is_nobody_else_s(plain: Stage) -> None:
    await plain.says(LEADER, "chào")
    await asks_for_new_number(plain, MEMBER, "0912777888")

    await plain.says(COORDINATOR, "đổi số thành viên")

    assert (await plain.said(COORDINATOR))[-1] == "new_phone.whom"


async def test_offer_of_a_closing_message_is_open_while_the_menu_stands_behind_it(
    plain: Stage,
) -> None:
    closing = await plain.says(MEMBER, "tuần của tổ")
    assert "*tuần trước*" in closing.text
    await plain.says(MEMBER, "chào")

    shown = await plain.says(MEMBER, "tuần trước")

    assert "tuần 9/11 – 15/11" in shown.text
    assert not await plain.is_at_menu(MEMBER)


async def test_word_of_a_notice_of_long_ago_is_only_a_word(plain: Stage) -> None:
    await plain.says(LEADER, "chào")
    await asks_for_new_number(plain, MEMBER, "0912777888")
    plain.clock.moment += NOTICE_LIFE

    await plain.says(LEADER, "đổi số thành viên")

    assert (await plain.said(LEADER))[-1] == "new_phone.which"
