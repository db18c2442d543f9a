"""A member's evening: a session with a photo, on a phone whose network comes and goes."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import LARGE, SMALL, Phones
from tests.browser.product import Product
from tests.browser.talk import MENU, OFFLINE, REVIEW, SENT, TAKEN_BACK, Talk, give_up

if TYPE_CHECKING:
    from playwright.async_api import Route

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PEOPLE = 17
MEGABYTE = 1_000_000


@pytest.mark.parametrize("size", [LARGE, SMALL], ids=["360", "320"])
async def test_session_with_a_photo_counts_once_and_is_taken_back(
    phones: Phones, product: Product, large_photo: Path, size: tuple[int, int]
) -> None:
    talk = await (await phones(size)).open()
    before = product.tally()

    await talk.greet()
    await talk.write_session(PEOPLE, large_photo)
    review = await talk.newest()
    await talk.press("Đúng rồi, gửi đi")
    await talk.wait_for_line(SENT)
    during = product.tally()
    await talk.press("Rút lại")
    await talk.wait_for_line(TAKEN_BACK)
    after = product.tally()

    assert "17 người" in review
    assert "1 ảnh" in review
    assert during["sessions"]["residents"] == before["sessions"]["residents"] + 1
    assert during["people_guided"] == before["people_guided"] + PEOPLE
    assert after["sessions"] == before["sessions"]
    assert after["people_guided"] == before["people_guided"]


async def test_photo_goes_small_and_without_its_place(talk: Talk, large_photo: Path) -> None:
    from PIL import Image

    await talk.send_photo(large_photo)
    await talk.wait_until_sent()
    await talk.reload()
    shown = talk.log.get_by_role("img", name="đã gửi")
    address = await shown.evaluate("image => image.src")
    sent = await (await talk.context.request.get(address)).body()

    assert len(sent) < 1.5 * MEGABYTE
    with Image.open(BytesIO(sent)) as picture:
        assert max(picture.size) == 1600
        assert dict(picture.getexif()) == {}


async def test_page_says_that_it_works_while_it_makes_a_photo_small(
    talk: Talk, large_photo: Path
) -> None:
    """On a small phone that takes seconds: who sees nothing happen chooses the photo again."""
    said = await talk.page.locator("[role=status]").evaluate_handle(
        """status => {
          const said = [];
          new MutationObserver(() => said.push(status.textContent))
            .observe(status, { childList: true });
          return said;
        }"""
    )

    await talk.send_photo(large_photo)
    await talk.wait_until_sent()

    assert (await said.json_value())[0] == "Đang gửi ảnh…"
    assert await talk.page.locator("[role=status]").inner_text() == ""


async def test_reload_in_the_middle_loses_and_doubles_nothing(talk: Talk) -> None:
    await talk.greet()
    await talk.say("ghi buổi")
    await talk.wait_for_choice("Hôm nay")
    await talk.press("Hôm nay")
    await talk.wait_for_choice("Hướng dẫn người dân")
    before = await talk.lines(), await talk.labels()

    await talk.reload()
    after = await talk.lines(), await talk.labels()
    await talk.press("Hướng dẫn người dân")
    await talk.wait_for_line("Buổi đó có bao nhiêu người")

    assert before == after
    assert before[0].count("Hôm nay") == 1


async def test_half_written_words_outlive_a_reload(talk: Talk) -> None:
    await talk.type("hôm qua tổ em")

    await talk.reload()

    field = talk.page.get_by_role("textbox", name="Gõ vào đây")
    assert await field.input_value() == "hôm qua tổ em"


@pytest.mark.parametrize("is_taken", [False, True], ids=["not arrived", "answer lost"])
async def test_confirmation_in_a_hole_of_the_network_records_one_session(
    talk: Talk, product: Product, *, is_taken: bool
) -> None:
    """Whether the press was lost or only the answer to it, the phone cannot know."""
    before = product.tally()
    await talk.write_session(PEOPLE)

    async def lose(route: Route) -> None:
        if is_taken:
            await route.fetch()
        await give_up(route)

    await talk.page.route("**/messages", lose)
    await talk.press("Đúng rồi, gửi đi")
    await talk.wait_for_note(OFFLINE)
    await talk.lose_network()
    lost = product.tally()
    told = await talk.count(SENT)
    await talk.page.unroute_all(behavior="ignoreErrors")
    await talk.find_network()
    await talk.wait_for_line(SENT)
    await talk.wait_until_sent()
    after = product.tally()

    assert told <= is_taken  # an answer may be quicker than the loss
    assert lost["sessions"]["residents"] == before["sessions"]["residents"] + is_taken
    assert after["sessions"]["residents"] == before["sessions"]["residents"] + 1
    assert after["people_guided"] == before["people_guided"] + PEOPLE
    assert await talk.count("Đúng rồi, gửi đi") == 1
    assert await talk.count(SENT) == 1


async def test_page_closed_without_network_sends_what_it_kept_at_the_next_visit(
    talk: Talk, product: Product
) -> None:
    before = product.tally()
    await talk.write_session(PEOPLE)

    await talk.lose_network()
    await talk.press("Đúng rồi, gửi đi")
    await talk.wait_for_note(OFFLINE)
    await talk.page.close()
    await talk.find_network()
    again = Talk(await talk.context.new_page())
    await again.page.goto(product.address)
    await again.wait_for_line(SENT)

    assert product.tally()["people_guided"] == before["people_guided"] + PEOPLE
    assert await again.count(SENT) == 1


async def test_impatient_taps_count_once(talk: Talk, product: Product) -> None:
    before = product.tally()
    await talk.write_session(PEOPLE)

    # A tap moves the page, and a second one of Playwright's would land elsewhere.
    await talk.button("Đúng rồi, gửi đi").evaluate("button => { button.click(); button.click(); }")
    await talk.wait_for_line(SENT)
    await talk.ask("chào", then=MENU)

    assert product.tally()["people_guided"] == before["people_guided"] + PEOPLE
    assert await talk.count("Đúng rồi, gửi đi") == 1


async def test_session_taken_back_may_be_mended_and_sent_again(
    talk: Talk, product: Product
) -> None:
    before = product.tally()
    await talk.write_session(PEOPLE)
    await talk.press("Đúng rồi, gửi đi")
    await talk.wait_for_choice("Rút lại")
    await talk.press("Rút lại")
    await talk.wait_for_line(TAKEN_BACK)

    await talk.ask("sửa số người", then="Buổi đó có bao nhiêu người")
    await talk.ask("18", then=re.compile(r"Vâng, 18 người"))
    review = await talk.wait_for_line(REVIEW)
    await talk.press("Đúng rồi, gửi đi")
    await talk.wait_for_choice("Rút lại")

    assert "18 người" in review
    assert product.tally()["people_guided"] == before["people_guided"] + 18
