"""Photos over a bad line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.talk import OFFLINE, Talk

if TYPE_CHECKING:
    from playwright.async_api import Route

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

KEPT = "Cháu giữ ảnh rồi, buổi này có 1 ảnh"
SLOW = {"offline": False, "latency": 20, "downloadThroughput": -1, "uploadThroughput": 60_000}
"""An upload at 60 kB a second: a photo takes many seconds."""


async def to_photos(talk: Talk) -> None:
    await talk.say("ghi buổi")
    await talk.wait_for_choice("Hôm nay")
    await talk.press("Hôm nay")
    await talk.press("Hướng dẫn người dân")
    await talk.wait_for_line("Buổi đó có bao nhiêu người")
    await talk.say("9")
    await talk.to_photos()


@pytest.mark.parametrize("is_taken", [False, True], ids=["not arrived", "answer lost"])
async def test_upload_that_broke_and_went_again_is_one_photo(
    talk: Talk, large_photo: Path, *, is_taken: bool
) -> None:
    broken = 0

    async def lose(route: Route) -> None:
        nonlocal broken
        broken += 1
        if is_taken:
            await route.fetch()
        await route.abort("connectionreset")

    await to_photos(talk)
    await talk.page.route("**/photos?*", lose, times=1)
    await talk.send_photo(large_photo)
    await talk.wait_for_line(KEPT)
    await talk.wait_until_sent()
    await talk.press("Xong")
    await talk.wait_for_line("Có 1 ảnh")

    assert broken == 1
    assert await talk.log.get_by_role("img").count() == 1
    assert await talk.count(KEPT) == 1


async def test_network_lost_while_a_photo_goes_keeps_the_photo(
    talk: Talk, large_photo: Path
) -> None:
    await to_photos(talk)
    network = await talk.context.new_cdp_session(talk.page)
    await network.send("Network.enable")
    await network.send("Network.emulateNetworkConditions", SLOW)
    await talk.send_photo(large_photo)
    await talk.log.get_by_role("progressbar", name="Đang gửi ảnh").wait_for()
    await network.send("Network.emulateNetworkConditions", {**SLOW, "offline": True})
    await talk.wait_for_note(OFFLINE)

    await network.send(
        "Network.emulateNetworkConditions", {**SLOW, "uploadThroughput": -1, "latency": 0}
    )
    await talk.wait_for_line(KEPT)
    await talk.wait_until_sent()

    assert await talk.log.get_by_role("img").count() == 1
    assert await talk.count(KEPT) == 1


async def test_photo_that_was_under_way_at_a_reload_is_sent_by_the_next_page(
    talk: Talk, large_photo: Path
) -> None:
    async def hold(route: Route) -> None:
        await route.abort("internetdisconnected")

    await to_photos(talk)
    await talk.page.route("**/photos?*", hold)
    await talk.send_photo(large_photo)
    await talk.wait_for_line("Chưa gửi được")
    await talk.page.unroute("**/photos?*")
    await talk.reload()
    await talk.wait_for_line(KEPT)
    await talk.wait_until_sent()

    assert await talk.log.get_by_role("img").count() == 1
    assert await talk.count(KEPT) == 1
