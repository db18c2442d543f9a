"""A real commune's first evening: how people come in, and what a phone that was left shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import commune
from tests.browser.commune import LEADER, NEWCOMER, OTHER
from tests.browser.conftest import LARGE, SMALL, Phones
from tests.browser.product import Product, running_product
from tests.browser.talk import AGREE, CONSENT, MENU, REVIEW, SENT, Talk
from tests.browser.test_access import serious

if TYPE_CHECKING:  # the tests are collected where Playwright is not installed
    from playwright.async_api import Route

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PEOPLE = 17
WRONG_CODE = "chưa khớp"


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    """In place of the sample: a real commune, where nobody has joined yet."""
    with running_product(commune.set_up(tmp_path), is_sample=False) as product:
        yield product


async def practise(talk: Talk) -> None:
    await talk.choose("Thử một lần", then="Đây là buổi thử")
    await talk.choose("Hôm nay", then="Đó là buổi gì")
    await talk.choose("Hướng dẫn người dân", then="Buổi đó có bao nhiêu người")
    await talk.ask("9", then="Vâng, 9 người")
    review = await talk.choose("Xem lại luôn", then=REVIEW)
    await talk.choose("Đúng rồi, gửi đi", then="làm xong buổi thử")

    assert "Buổi thử, không tính" in review


@pytest.mark.parametrize("size", [LARGE, SMALL], ids=["360", "320"])
async def test_newcomer_joins_by_code_practises_and_logs_what_counts(
    phones: Phones, product: Product, large_photo: Path, size: tuple[int, int]
) -> None:
    code = commune.invite(product.database, NEWCOMER.phone)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    talk = await (await phones(size)).open()
    found = {"first page": await serious(talk.page)}
    wide = [await talk.is_wider_than_the_screen()]

    await talk.greet()
    await talk.give_phone("Tôi có mã 6 số", NEWCOMER.phone)
    await talk.wait_for_line("gõ mã 6 số")
    await talk.ask(wrong, then=WRONG_CODE)
    found["wrong code"] = await serious(talk.page)
    wide.append(await talk.is_wider_than_the_screen())
    await talk.choose("Quay lại", then="số điện thoại đã báo với tổ")
    await talk.ask(NEWCOMER.phone, then="gõ mã 6 số")
    await talk.ask(f"{code[:3]} {code[3:]}", then=CONSENT)
    await talk.wait_for_choice(AGREE)
    found["consent"] = await serious(talk.page)
    wide.append(await talk.is_wider_than_the_screen())
    await talk.choose(AGREE, then="Từ nay bác đi giúp bà con")
    await practise(talk)
    practised = product.tally()
    await talk.write_session(PEOPLE, large_photo)
    review = await talk.newest()
    await talk.press("Đúng rồi, gửi đi")
    await talk.wait_for_line(SENT)
    week = await talk.ask("tuần của tổ", then=f"{NEWCOMER.team}, tuần")
    counted = product.tally()

    assert found == {"first page": [], "wrong code": [], "consent": []}
    assert wide == [False] * 3
    assert practised["sessions"] == {"members": 0, "residents": 0}
    assert practised["people_guided"] == 0
    assert "1 ảnh" in review
    assert f"{PEOPLE} người ({NEWCOMER.name} ghi)" in week
    assert counted["sessions"] == {"members": 0, "residents": 1}
    assert counted["people_guided"] == PEOPLE


async def test_code_lets_one_phone_in_and_no_second(phones: Phones, product: Product) -> None:
    code = commune.invite(product.database, NEWCOMER.phone)
    first, second = [await (await phones()).open() for _ in range(2)]
    await first.join(NEWCOMER.phone, code)

    await second.greet()
    await second.give_phone("Tôi có mã 6 số", NEWCOMER.phone)
    await second.wait_for_line("gõ mã 6 số")
    await second.ask(code, then=WRONG_CODE)


async def test_leader_lets_in_who_has_no_code(phones: Phones, product: Product) -> None:
    """At night the leader's notice waits for the morning, so the leader asks who is there."""
    leader, asking = [await (await phones()).open() for _ in range(2)]
    await leader.join(LEADER.phone, commune.invite(product.database, LEADER.phone))

    await asking.greet()
    await asking.give_phone("Chưa có mã", OTHER.phone)
    await asking.wait_for_line("nhắn tổ trưởng rồi")
    await leader.ask("duyệt", then="Những người này xin vào tổ")
    await leader.choose(OTHER.name, then="Có đúng là người ấy không")
    found = await serious(leader.page)
    await leader.choose("Đúng, cho vào", then=f"nhận {OTHER.name} vào rồi")
    await asking.wait_for_line("tổ đã xác nhận")
    await asking.ask("chào", then=CONSENT)
    await asking.choose(AGREE, then="Từ nay bác đi giúp bà con")
    await asking.write_session(PEOPLE)
    await asking.press("Đúng rồi, gửi đi")
    await asking.wait_for_line(SENT)
    week = await leader.ask("tuần của tổ", then=f"{LEADER.team}, tuần")

    assert found == []
    assert f"{PEOPLE} người ({OTHER.name} ghi)" in week


async def test_phone_that_was_left_is_a_strangers(
    phones: Phones, product: Product, large_photo: Path
) -> None:
    phone = await phones()
    talk = await phone.open()
    await talk.join(NEWCOMER.phone, commune.invite(product.database, NEWCOMER.phone))
    await talk.write_session(PEOPLE, large_photo)
    await talk.reload()
    await talk.type("bà con hẹn")
    picture: str = await talk.log.get_by_role("img").evaluate("image => image.src")
    before = await talk.context.request.get(picture)

    await talk.leave()
    lines, photos = await talk.lines(), await talk.log.get_by_role("img").count()
    written = await talk.page.get_by_role("textbox", name="Gõ vào đây").input_value()
    kept: list[str] = await talk.page.evaluate("Object.keys(localStorage)")
    after = await talk.context.request.get(picture)
    await talk.greet()
    offered = await talk.labels()
    answer = await talk.ask("tuần của tổ", then=MENU)

    assert before.ok
    assert (lines, photos, written, kept) == ([], 0, "", [])
    assert not after.ok
    assert "Tôi là thành viên tổ" in offered
    assert "Ghi buổi hỗ trợ" not in offered
    assert NEWCOMER.team not in answer


async def test_leaving_clears_the_phone_also_when_its_pages_end_before_the_answer_comes(
    phones: Phones,
) -> None:
    phone = await phones()
    talk, beside = await phone.open(), await phone.open()
    await talk.type("bà con hẹn")

    async def answer_late(route: Route) -> None:
        async with beside.page.expect_navigation():  # the server has ended every page of this talk
            response = await route.fetch()
        await beside.reload()  # by now any other page that was going to load anew has done so
        await route.fulfill(response=response)

    await talk.page.route("**/leave", answer_late)
    await talk.leave()

    assert await talk.page.evaluate("Object.keys(localStorage)") == []
    assert await talk.page.evaluate("sessionStorage.length") == 0
