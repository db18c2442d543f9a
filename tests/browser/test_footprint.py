"""What a visit costs and leaves behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Phone
from tests.browser.talk import Talk

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MOST_BYTES = 100_000
CODE = "toso"


class Meter:
    """Bytes on the wire, heads and bodies, packed as they came."""

    def __init__(self) -> None:
        self.received = 0
        self.answers = 0

    async def read(self, phone: Phone) -> Talk:
        page = await phone.context.new_page()
        network = await phone.context.new_cdp_session(page)
        network.on("Network.responseReceived", self._head)
        network.on("Network.dataReceived", self._body)
        await network.send("Network.enable")
        talk = Talk(page)
        await page.goto(phone.address)
        await talk.settled()
        return talk

    def _head(self, event: dict[str, Any]) -> None:
        self.answers += 1
        self.received += int(event["response"]["encodedDataLength"])

    def _body(self, event: dict[str, Any]) -> None:
        self.received += int(event["encodedDataLength"])


async def test_whole_session_weighs_less_than_a_hundred_kilobytes(phone: Phone) -> None:
    meter = Meter()
    talk = await meter.read(phone)

    await talk.greet()
    await talk.write_session(12)
    await talk.press("Đúng rồi, gửi đi")
    await talk.wait_for_choice("Rút lại")

    assert meter.answers > 8
    assert 10_000 < meter.received < MOST_BYTES


async def test_visit_asks_only_its_own_host_and_leaves_one_cookie(
    phone: Phone, large_photo: Path
) -> None:
    talk = await phone.open()
    await talk.greet()
    await talk.send_photo(large_photo)
    await talk.wait_until_sent()
    await talk.look_as("Cán bộ")
    await talk.ask("tuần chung", then="58 tổ:")
    (cookie,) = await phone.context.cookies()

    assert len(phone.asked) > 10
    assert phone.strangers() == []
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == (CODE, True, "Lax")


async def test_second_visit_loads_the_page_alone(phone: Phone) -> None:
    """Styles and script stay on the phone: a visit on a bad line costs a few kilobytes."""
    await phone.open()
    meter = Meter()

    await meter.read(phone)

    assert 1_000 < meter.received < 10_000
