"""What a person does at their phone with the Official Account, in their words: says, taps, sends a
photo or a file, and reads on until the answer that they wait for is there.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tests.emulators.zalo_oa.emulator import ZaloOaEmulator
from tests.emulators.zalo_oa.people import Line
from tests.emulators.zalo_oa.webhook import Delivery

PATIENCE = 30.0
REVIEW = "Cháu hiểu thế này"
NUMBERED = re.compile(r"^(\d+)\. (.+)$", re.MULTILINE)

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class OaTalk:
    emulator: ZaloOaEmulator
    user: str

    @property
    def lines(self) -> Sequence[Line]:
        """What the bot has sent this person."""
        return self.emulator.sent(self.user)

    @property
    def texts(self) -> list[str]:
        return [line.text for line in self.lines]

    @property
    def sums(self) -> tuple[int, int]:
        """How many messages this person has sent, and how many they got."""
        lines = self.emulator.user(self.user).lines
        return sum(not line.is_ours for line in lines), sum(line.is_ours for line in lines)

    async def read(self, then: str, *, after: int = 0) -> Line:
        """The first line behind number `after` that holds these words."""
        return await self._wait(
            lambda: next(
                (line for line in self.lines if line.number > after and then in line.text), None
            ),
            then,
        )

    async def ask(self, words: str, *, then: str) -> Line:
        """Say it and read the answer."""
        return await self._and_read(self.emulator.acts.say(self.user, words), then)

    async def choose(self, label: str, *, then: str) -> Line:
        """Tap it where it is a button, else say the number that stands before it."""
        before = self._newest()
        offered = await self._wait(lambda: self._offer(label), label)
        acts = self.emulator.acts
        done = acts.say(self.user, offered) if offered else acts.tap(self.user, label)
        await done
        return await self.read(then, after=before)

    async def show(self, photo: bytes, *, then: str, caption: str = "") -> Line:
        return await self._and_read(self.emulator.acts.send_photo(self.user, photo, caption), then)

    async def hand_over(self, data: bytes, name: str, *, then: str) -> Line:
        return await self._and_read(self.emulator.acts.send_file(self.user, data, name), then)

    async def send_off(self, *, then: str) -> Line:
        """In words, from the review page. Who is quicker than the product can note that the page
        has gone out, or than a file comes in, is shown the page once more, and says it again.
        """
        while True:
            before = self._newest()
            await self.emulator.acts.say(self.user, "gửi đi")
            line = await self.read("", after=before)
            if REVIEW not in line.text:
                return await self.read(then, after=before)

    async def join(self, phone: str, code: str) -> Line:
        """From the greeting, which whoever has not followed asks for, to the words of welcome."""
        if not self.lines:
            await self.ask("chào", then="Dạ cháu chào")
        await self.choose("Tôi là thành viên tổ", then="có mã chưa")
        await self.choose("Tôi có mã 6 số", then="số điện thoại đã báo với tổ")
        await self.ask(phone, then="gõ mã 6 số")
        await self.ask(code, then="Trước khi bắt đầu")
        return await self.choose("Tôi đồng ý", then="Từ nay")

    async def _and_read(self, act: Awaitable[Delivery], then: str) -> Line:
        before = self._newest()
        await act
        return await self.read(then, after=before)

    def _newest(self) -> int:
        return self.lines[-1].number if self.lines else 0

    def _offer(self, label: str) -> str | None:
        """Nothing for a button of the newest message with a choice, a number for a line of it."""
        for line in reversed(self.lines):
            if any(button.title == label for button in line.buttons):
                return ""
            found: list[tuple[str, str]] = NUMBERED.findall(line.text)
            numbers = {words: number for number, words in found}
            if label in numbers:
                return numbers[label]
            if line.buttons or numbers:
                return None
        return None

    async def _wait(self, found: Callable[[], Found | None], wanted: str) -> Found:
        people = self.emulator.people
        try:
            async with asyncio.timeout(PATIENCE), people.news:
                await people.news.wait_for(lambda: found() is not None)
        except TimeoutError:
            raise AssertionError(f"{wanted!r} never came; there was {self.texts[-5:]}") from None
        what = found()
        assert what is not None
        return what
