"""Photos over a bad line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.bad_line import bad_line
from tests.browser.conftest import Phone
from tests.browser.talk import Talk, give_up

if TYPE_CHECKING:
    from playwright.async_api import Route

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

KEPT = "Cháu giữ ảnh rồi, buổi này có 1 ảnh"


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
        await give_up(route)

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


async def test_upload_cut_in_the_middle_keeps_the_photo_and_counts_it_once(
    phone: Phone, large_photo: Path
) -> None:
    async with bad_line(phone.address, most=200_000).running() as line:
        phone.address = line.address
        talk = await phone.open()
        await to_photos(talk)
        await talk.send_photo(large_photo)
        await talk.wait_for_line(KEPT)
        await talk.wait_until_sent()
        shown = await talk.log.get_by_role("img").count()
        kept = await talk.count(KEPT)
        await talk.page.close()

    assert line.broken == 1
    assert (shown, kept) == (1, 1)


async def test_photo_that_was_under_way_at_a_reload_is_sent_by_the_next_page(
    talk: Talk, large_photo: Path
) -> None:
    await to_photos(talk)
    await talk.page.route("**/photos?*", give_up)
    await talk.send_photo(large_photo)
    await talk.wait_for_line("Chưa gửi được")
    await talk.page.unroute_all(behavior="ignoreErrors")
    await talk.reload()
    await talk.wait_for_line(KEPT)
    await talk.wait_until_sent()

    assert await talk.log.get_by_role("img").count() == 1
    assert await talk.count(KEPT) == 1
