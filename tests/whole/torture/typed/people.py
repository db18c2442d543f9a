"""People who have no buttons: sentences, numbers and words, some of it too early or twice.

Nobody reports the same number of people twice, so that a report is known by who sent it and by that
number; nothing else on the wire says which one it is.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from tests.whole.torture.figures import Figures, UnreadableError, read_figures
from tests.whole.torture.typed.line import Line
from tests.whole.torture.typed.pages import TAKEN_BACK, WRITTEN, Asks, Page

SEND_WORDS = ("gửi đi", "gửi", "đúng rồi", "ok", "vâng", "1", "1")
DAYS = ("hôm nay", "hôm qua", "hôm kia")
PLACES = ("nhà văn hóa", "chợ", "nhà bác Hoa", "sân đình", "trường học")
JUNK = ("à mà", "????", "cháu ơi cho bác hỏi", "12a", "💪", "mai nhé")
RASH = ("gửi đi", "xong", "bỏ qua", "quay lại", "xem lại")
TOPICS = ("dịch vụ công", "VNeID mức 2", "thanh toán số", "chữ ký số")
LEAVING = ("1", "1", "2", "3", "Ghi tiếp", "bỏ hẳn")
AT_REVIEW = ("sửa số người", "sửa ghi chú", "sửa ngày", "để sau", "2", "?", "bỏ hẳn")
FRESH = (5, 400)

SKIPPING = 0.35
STEP_BY_STEP = 0.15
RASHNESS = 0.05
TAKING_BACK = 0.08
THINKING = (0.2, 1.5)
"""Seconds; who answers a page within a moment of its coming is taken to have typed before it."""

PATIENCE = (0.4, 6.0, 6.0, 12.0)
MOST_AHEAD = 2
PATIENT = 25.0
QUIET = 0.6
MOST_TURNS = 60


@dataclass(frozen=True, slots=True)
class Sending:
    """One time that a report was sent off. `turn` counts what its person did.

    `is_sure` says that nothing else of theirs was on its way, and that no answer but "it is written
    down" came to it: whoever reads another knows that it is not.
    """

    people: int
    figures: Figures
    is_sure: bool
    turn: int


@dataclass(slots=True)
class Memory:
    """What a person would swear to; reports by their numbers of people. `undone` holds the turn in
    which one was taken back.
    """

    who: str
    sent: list[Sending] = field(default_factory=list)
    told: set[int] = field(default_factory=set)
    undone: dict[int, int] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    stuck: str = ""


class Typist:
    def __init__(self, number: int, line: Line, *, seed: int) -> None:
        self.memory = Memory(line.name)
        self._line = line
        self._chance = random.Random(f"{seed}/typist/{number}")  # noqa: S311
        self._fresh = self._numbers()
        self._read = 0
        self._turn = 0
        self._unanswered = 0
        self._closings: set[str] = set()

    async def live(self, is_over: Callable[[], bool]) -> None:
        while not is_over():
            await self._wait(self._chance.choice(PATIENCE))
            await asyncio.sleep(self._chance.uniform(*THINKING))
            if is_over():
                return
            if self._unanswered > MOST_AHEAD:
                await self._wait(PATIENT)
                self._unanswered = 0
                continue
            await self._act(self._newest())
            while self._chance.random() < RASHNESS:
                await self._type(self._rash())

    async def finish(self) -> None:
        """Once all is calm: whatever is under way or put aside is sent off."""
        await self._type("ghi tiếp")
        for _ in range(MOST_TURNS):
            await self._settled()
            page = self._newest()
            if page.asks in (Asks.NOTHING, Asks.MENU):
                return
            await self._close(page)
        self.memory.stuck = self._newest().text

    # Reading

    async def _wait(self, patience: float) -> None:
        await self._line.news(self._read, patience)
        self._look()

    def _look(self) -> None:
        """Everything new is read; a closing message is believed."""
        new = self._line.shown[self._read :]
        for text in new:
            self._believe(text)
        self._read += len(new)
        self._unanswered = max(0, self._unanswered - len(new))

    def _believe(self, text: str) -> None:
        """What closes a report, or opens it again, and has come before, word for word, is that one
        once more: it may arrive after its person has acted upon the first.
        """
        memory = self.memory
        if text in self._closings:
            return
        if WRITTEN.search(text) and memory.sent:
            self._closings.add(text)
            memory.told.add(memory.sent[-1].people)
        else:
            memory.sent = [replace(each, is_sure=False) for each in memory.sent]
        if TAKEN_BACK in text:
            self._closings.add(text)
            memory.undone[Page(text).people] = self._turn

    def _newest(self) -> Page:
        self._look()
        return Page(self._line.shown[-1] if self._line.shown else "")

    async def _settled(self) -> None:
        await self._wait(PATIENT)
        while self._line.untaken or await self._line.news(self._read, QUIET):
            await self._wait(QUIET)

    # Doing

    async def _act(self, page: Page) -> None:
        if page.asks is Asks.CLOSING and self._chance.random() < TAKING_BACK:
            await self._type("rút lại")
        elif page.asks not in (Asks.REVIEW, Asks.LEAVING) and self._chance.random() < 0.02:
            await self._type(self._chance.choice(JUNK))
        else:
            await self._answer(page)

    async def _answer(self, page: Page) -> None:
        match page.asks:
            case Asks.NOTHING | Asks.MENU | Asks.CLOSING:
                await self._begin()
            case Asks.REVIEW:
                await self._at_review()
            case Asks.LEAVING:
                await self._type(self._chance.choice(LEAVING))
            case Asks.FOREIGN:
                await self._type("bỏ hẳn")
            case Asks.TICKS:
                await self._tick(page)
            case Asks.PHOTOS:
                await self._show(page)
            case Asks.CHOICE:
                await self._choose(page)
            case _:
                await self._type(self._said(page))

    def _said(self, page: Page) -> str:
        """The answer to a question without a list."""
        chance = self._chance
        match page.asks:
            case Asks.PEOPLE:
                return str(next(self._fresh))
            case Asks.DAY:
                return chance.choice(DAYS)
            case _ if "bỏ qua" in page.ways and chance.random() < SKIPPING:
                return "bỏ qua"
            case Asks.NUMBER:
                return str(chance.randrange(1, 3))
            case _:
                return f"{chance.choice(PLACES)} {chance.randrange(1000)}"

    async def _begin(self) -> None:
        chance, people = self._chance, next(self._fresh)
        if chance.random() < STEP_BY_STEP:
            await self._type("ghi buổi")
            return
        said = f"{chance.choice(DAYS)} hướng dẫn {people} người"
        if chance.random() < 0.6:
            said += f", {chance.choice(TOPICS)} {chance.randrange(1, 5)} người"
        if chance.random() < 0.4:
            said += f" ở nhà văn hóa thôn {chance.choice('ABCDEGH')}"
        await self._type(said)

    async def _at_review(self) -> None:
        drawn = self._chance.random()
        if drawn < 0.62:
            await self._type(self._chance.choice(SEND_WORDS))
        elif drawn < 0.70:
            await self._line.photograph()
            self._turned()
        else:
            await self._type(self._chance.choice(AT_REVIEW))

    async def _tick(self, page: Page) -> None:
        has_ticked = any(label.startswith("✓") for label in page.options.values())
        if has_ticked and self._chance.random() < 0.7:
            await self._type("xong")
        elif "bỏ qua" in page.ways and self._chance.random() < 0.5:
            await self._type("bỏ qua")
        else:
            await self._type(self._chance.choice(list(page.options)))

    async def _show(self, page: Page) -> None:
        if "xong" in page.ways and self._chance.random() < 0.6:
            await self._type("xong")
        elif self._chance.random() < 0.5:
            await self._type("bỏ qua")
        else:
            await self._line.photograph()
            self._turned()

    async def _choose(self, page: Page) -> None:
        """By number or by words; sessions of members alone are left: their names count them."""
        fit = [number for number, label in page.options.items() if "Tập huấn" not in label]
        number = self._chance.choice(fit)
        await self._type(number if self._chance.random() < 0.7 else page.options[number])

    async def _close(self, page: Page) -> None:
        match page.asks:
            case Asks.REVIEW:
                await self._type("gửi đi")
            case Asks.LEAVING:
                await self._type("1")
            case Asks.CLOSING:
                await self._type("ghi tiếp")
            case _ if "xem lại" in page.ways:
                await self._type("xem lại")
            case _:
                await self._answer(page)

    async def _type(self, words: str) -> None:
        """Typed words mean the page that lies before the person, and no other."""
        page = self._newest()
        self._turned()
        if page.asks is Asks.REVIEW and words in SEND_WORDS:
            self._send_off(page)
        if page.asks is Asks.LEAVING and words in ("3", "bỏ hẳn", "Bỏ hẳn"):
            self.memory.dropped.add(page.people)
        await self._line.say(words)

    def _turned(self) -> None:
        self._turn += 1
        self._unanswered += 1

    def _send_off(self, page: Page) -> None:
        try:
            figures = read_figures(page.text)
        except UnreadableError as error:
            self.memory.stuck = f"a page that nobody can read: {error}"
            return
        is_alone = self._unanswered == 1 and not self._line.untaken
        people = figures.people or page.people
        self.memory.sent.append(Sending(people, figures, is_alone, self._turn))

    def _rash(self) -> str:
        if self._chance.random() < 0.3:
            return str(next(self._fresh))
        return self._chance.choice((*RASH, *JUNK))

    def _numbers(self) -> Iterator[int]:
        numbers = list(range(*FRESH))
        self._chance.shuffle(numbers)
        return iter(numbers)
