"""What a person does at the page, in their words: reads, says, presses, sends a photo.

Everything is found as people and screen readers find it, by its role and its words, so that a page
that looks right and cannot be used fails.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:  # the tests are collected where Playwright is not installed
    from playwright.async_api import BrowserContext, Locator, Page, Route

Words: TypeAlias = "str | re.Pattern[str]"

MENU = "Dạ cháu chào"
SENT = "Cháu ghi xong rồi"
TAKEN_BACK = "Cháu rút lại bản vừa gửi"
CONSENT, AGREE = "Trước khi bắt đầu", "Tôi đồng ý"
REVIEW = "Cháu hiểu thế này"
OFFLINE = "Mất mạng"
PATIENCE = 60_000.0
"""Milliseconds until what must happen counts as not happening, on the busiest machine."""


@dataclass(frozen=True, slots=True)
class Talk:
    """One open page."""

    page: Page

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    # Seeing

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log", name="Cuộc trò chuyện")

    def line(self, words: Words) -> Locator:
        """What is written in the talk, hidden things left out."""
        return self.log.get_by_role("paragraph").filter(has_text=words, visible=True)

    def button(self, label: str) -> Locator:
        return self.log.get_by_role("button", name=label, exact=True)

    async def lines(self) -> list[str]:
        return await self.log.get_by_role("paragraph").all_inner_texts()

    async def count(self, words: str) -> int:
        """How many lines begin so."""
        return sum(line.startswith(words) for line in await self.lines())

    async def newest(self) -> str:
        """The last thing that the bot said."""
        return (await self.lines())[-1]

    async def labels(self) -> list[str]:
        return await self.log.get_by_role("button").all_inner_texts()

    async def wait_for_line(self, words: Words) -> str:
        return await _read(self.line(words).last)

    async def wait_for_choice(self, label: str) -> None:
        """Until this question is the one that is asked."""
        await self.button(label).wait_for()

    async def wait_for_note(self, words: Words) -> None:
        """What the page itself says, below the talk."""
        note = self.page.get_by_role("status").filter(has_text=words)
        await note.wait_for()

    async def wait_until_sent(self) -> None:
        """Until nothing of this person is under way."""
        for words in ("Đang gửi", "Chưa gửi được"):
            await self.line(words).last.wait_for(state="hidden")

    async def is_wider_than_the_screen(self) -> bool:
        wide: bool = await self.page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
        return wide

    # Doing

    async def type(self, words: str) -> None:
        await self.page.get_by_role("textbox", name="Gõ vào đây").fill(words)

    async def say(self, words: str) -> None:
        await self.type(words)
        await self.page.get_by_role("button", name="Gửi", exact=True).tap()

    async def press(self, label: str) -> None:
        await self.button(label).tap()

    async def ask(self, words: str, *, then: Words) -> str:
        """Say it and read the answer: a line that was not there before."""
        answer = await self._next(then)
        await self.say(words)
        return await _read(answer)

    async def choose(self, label: str, *, then: Words) -> str:
        """Press it and read the answer."""
        answer = await self._next(then)
        await self.press(label)
        return await _read(answer)

    async def greet(self) -> None:
        """The first tap of somebody who has just opened the page."""
        await self.page.get_by_role("button", name="Xin chào").tap()
        await self.wait_for_line(MENU)

    async def send_photo(self, path: Path) -> None:
        """Choose it, and see it stand in the talk."""
        pictures = self.log.get_by_role("img")
        before = await pictures.count()
        await self.page.get_by_label("Gửi ảnh").set_input_files(path)
        await pictures.nth(before).wait_for()

    async def look_as(self, role: str) -> None:
        """The sample's switch: the page loads anew, as another person's."""
        switch = self.page.get_by_label(re.compile("Đang xem với tư cách"))
        await switch.tap()
        await self.page.get_by_role("button", name=role, exact=True).tap()
        await self.wait_to_look_as(role)

    async def wait_to_look_as(self, role: str) -> None:
        await self.page.get_by_label(f"Đang xem với tư cách: {role}").wait_for()
        await self.settled()

    async def leave(self) -> None:
        """“Thoát”, and yes to the question whether it is meant: the page loads anew."""
        self.page.once("dialog", lambda dialog: dialog.accept())
        async with self.page.expect_navigation():
            await self.page.get_by_role("button", name="Thoát", exact=True).tap()
        await self.settled()

    async def reload(self) -> None:
        await self.page.reload()
        await self.settled()

    async def settled(self) -> None:
        """Until all that was said before is shown."""
        await self.page.locator("[role=log]:not([aria-busy])").wait_for(state="attached")

    async def lose_network(self) -> None:
        await self.context.set_offline(True)

    async def find_network(self) -> None:
        await self.context.set_offline(False)

    # A session, from the list of tasks to the review page

    async def write_session(self, people: int, photo: Path | None = None) -> None:
        await self.say("ghi buổi")
        await self.wait_for_choice("Hôm nay")
        await self.press("Hôm nay")
        await self.press("Hướng dẫn người dân")
        await self.wait_for_line("Buổi đó có bao nhiêu người")
        await self.say(str(people))
        await self.wait_for_choice("Xem lại luôn")
        if photo is not None:
            await self.to_photos()
            await self.send_photo(photo)
            await self.wait_for_line("Cháu giữ ảnh rồi, buổi này có 1 ảnh")
            await self.press("Xong")
            await self.wait_for_line("Bác có muốn dặn thêm gì")
        await self.choose("Xem lại luôn", then=REVIEW)

    async def to_photos(self) -> None:
        """Past the questions that may be left out, to the one that takes photos."""
        for question in ("thuộc nhóm dưới đây", "VNeID", "Buổi đó ở đâu", "Bác có ảnh buổi đó"):
            await self.press("Bỏ qua")
            await self.wait_for_line(question)

    # Joining

    async def join(self, phone: str, code: str) -> None:
        """From the first page to the list of what a member may do."""
        await self.greet()
        await self.give_phone("Tôi có mã 6 số", phone)
        await self.wait_for_line("gõ mã 6 số")
        await self.ask(code, then=CONSENT)
        await self.choose(AGREE, then="Từ nay")

    async def give_phone(self, way: str, phone: str) -> None:
        """“Tôi là thành viên tổ”, with a code or without, and the number."""
        await self.choose("Tôi là thành viên tổ", then="có mã chưa")
        await self.choose(way, then="số điện thoại đã báo với tổ")
        await self.say(phone)

    async def _next(self, words: Words) -> Locator:
        lines = self.line(words)
        return lines.nth(await lines.count())


async def give_up(route: Route) -> None:
    """The network loses this request, if the page has not yet given it up itself."""
    from playwright.async_api import Error

    with suppress(Error):
        await route.abort("internetdisconnected")


async def _read(line: Locator) -> str:
    await line.wait_for()
    return await line.inner_text()
