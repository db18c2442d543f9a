"""Sunday evening on the smallest phone: the leader sends the week by one tap, a member mends a
session after it, and the week is to be sent anew.
"""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import SMALL, Phones
from tests.browser.product import Product
from tests.browser.talk import REVIEW, SENT, Talk

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

WRITTEN, RIGHT = 23, 19
TEAM = "thon-01"
LEAST_TAP = 44
"""Points: what a finger finds (WCAG 2.2, 2.5.5)."""


async def is_easy_to_use(talk: Talk) -> bool:
    """Nothing hangs over the edge, and every button is as large as a finger."""
    heights: list[float] = await talk.log.get_by_role("button").evaluate_all(
        "buttons => buttons.map(button => button.getBoundingClientRect().height)"
    )
    return (
        not await talk.is_wider_than_the_screen() and min(heights, default=LEAST_TAP) >= LEAST_TAP
    )


def people_of(product: Product) -> int:
    rows = product.tally()["by_team"]
    return int(next(row["people_guided"] for row in rows if row["team"] == TEAM))


async def test_week_goes_by_one_tap_and_is_asked_again_once_a_session_is_mended(
    phones: Phones, product: Product
) -> None:
    talk = await (await phones(SMALL)).open()
    await talk.write_session(WRITTEN)
    await talk.choose("Đúng rồi, gửi đi", then=SENT)
    sent = people_of(product)

    await talk.look_as("Tổ trưởng")
    week = await talk.ask("tuần này", then="Số này đúng chưa")
    assert f"Đã giúp {sent} lượt người" in week
    assert await is_easy_to_use(talk)
    done = await talk.choose("Đúng – gửi", then="Cháu ghi rồi")
    assert f"{sent} lượt người" in done

    await talk.look_as("Thành viên")
    await talk.ask("sửa buổi", then="sửa hay rút buổi nào")
    assert await is_easy_to_use(talk)
    await talk.log.get_by_role("button", name=re.compile(f": {WRITTEN} người$")).first.tap()
    await talk.wait_for_line("sửa hay rút buổi này")
    await talk.choose("Sửa buổi này", then="Vì sao phải sửa")
    await talk.choose("Đếm nhầm", then=REVIEW)
    assert await is_easy_to_use(talk)
    assert f"{RIGHT} người" in await talk.ask(f"sửa {RIGHT} người", then=REVIEW)
    mended = await talk.choose("Đúng rồi, gửi đi", then="Cháu sửa xong")
    assert f"từ {WRITTEN} người thành {RIGHT} người" in mended
    assert people_of(product) == sent - WRITTEN + RIGHT

    await talk.look_as("Tổ trưởng")
    again = await talk.ask("tuần này", then="số đã đổi")
    assert f"Đã giúp {sent - WRITTEN + RIGHT} lượt người" in again
    await talk.choose("Đúng – gửi", then="Cháu ghi rồi")
