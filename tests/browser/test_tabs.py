"""One person with the page open twice."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Phone
from tests.browser.talk import MENU

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_what_is_said_in_one_tab_stands_once_in_both(phone: Phone) -> None:
    here, there = await phone.open(), await phone.open()

    await here.say("chào")
    for tab in (here, there):
        await tab.wait_for_line(MENU)
    await here.wait_until_sent()

    assert await here.lines() == await there.lines()
    assert (await here.lines()).count("chào") == 1


async def test_question_answered_in_one_tab_is_not_asked_in_the_other(phone: Phone) -> None:
    here, there = await phone.open(), await phone.open()
    await here.say("ghi buổi")
    for tab in (here, there):
        await tab.wait_for_choice("Hôm nay")

    await there.press("Hôm nay")
    for tab in (here, there):
        await tab.wait_for_choice("Hướng dẫn người dân")

    assert "Hôm nay" not in await here.labels()
    assert (await here.lines()).count("Hôm nay") == 1


async def test_other_tab_follows_when_one_looks_as_somebody_else(phone: Phone) -> None:
    here, there = await phone.open(), await phone.open()
    await here.ask("chào", then=MENU)
    await there.wait_for_line(MENU)

    await here.look_as("Cán bộ")
    await there.wait_to_look_as("Cán bộ")

    assert await there.lines() == []


async def test_page_that_changes_the_role_loads_once(phone: Phone) -> None:
    talk = await phone.open()

    for role in ("Cán bộ", "Tổ trưởng", "Người dân", "Thành viên"):
        await talk.look_as(role)

    assert phone.asked.count(phone.address) == 1 + 4
