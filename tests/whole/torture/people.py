"""People at their phones: they read what they were shown and answer as people do, at times twice,
too soon, on an old button, or something else altogether.

What a person sent off is what the page before them said at that moment: the truth of a run.
"""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.whole.torture.figures import Figures, UnreadableError, read_figures
from tests.whole.torture.habits import (
    DROP_WORDS,
    SEND_WORDS,
    Deed,
    Habits,
    Photograph,
    Press,
    PressOld,
    Type,
)
from tests.whole.torture.pages import Asks, Page
from tests.whole.torture.provider import Chat, Provider, Shown

OLD = 12
"""How many messages back a person scrolls for an old button."""

WRITTEN = re.compile(r"ghi xong rồi|ghi [\d.]+ lượt cài VNeID rồi")
"""By these a person is told that a report stands."""

SPARED = ("o0", "drop", "=drop")
"""What nobody presses by mistake: the judge must know what was taken back or dropped on purpose."""

RASH = 0.05
TAKING_BACK = 0.1
THINKING = 0.15
PATIENCE = (0.4, 6.0, 6.0, 6.0, 12.0)
MOST_AHEAD = 2
"""Things said without an answer yet; more than these, and a person's talk is a flood."""

PATIENT = 20.0
QUIET = 0.5
"""Seconds without anything new after which nothing more is expected."""

MOST_TURNS = 80
"""Of winding up: whoever needs more goes in circles."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One time that a person sent a report off: what its page said, and whether it was the newest
    page before them.
    """

    dialog: str
    figures: Figures
    is_newest: bool


@dataclass(slots=True)
class Memory:
    """What a person would swear to: sent off, told that it is written down, taken back, dropped.
    `stuck` is the page from which there was no way on.
    """

    sent: list[Sent] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    undone: set[str] = field(default_factory=set)
    dropped: set[str] = field(default_factory=set)
    stuck: str = ""


class Member:
    """Logs sessions. `number` counts the roster from 0."""

    def __init__(
        self, number: int, chat: Chat, provider: Provider, *, seed: int, is_leader: bool
    ) -> None:
        self.memory = Memory()
        self._chat = chat
        self._provider = provider
        self._chance = random.Random(f"{seed}/person/{number}")  # noqa: S311
        self._habits = Habits(self._chance, number, is_leader=is_leader)
        self._read = 0
        self._letters: set[str] = set()
        self._given_up = 0
        self._left: set[str] = set()

    async def live(self, is_over: Callable[[], bool]) -> None:
        self._type("chào")
        while not is_over():
            await self._wait(self._chance.choice(PATIENCE))
            await asyncio.sleep(self._chance.uniform(0.0, THINKING))
            if is_over():
                return
            if self._ahead() > MOST_AHEAD:
                await self._catch_up()
                continue
            self._act(self._newest())
            while self._chance.random() < RASH:
                page = self._newest()
                self._do(page, self._habits.rash_deed(page))

    async def finish(self) -> None:
        """Once all is calm: whatever is under way or put aside is sent off."""
        self._type("ghi tiếp")
        for _ in range(MOST_TURNS):
            await self._settled()
            page = self._newest()
            if page.asks in (Asks.NOTHING, Asks.MENU):
                return
            self._close(page)
        self.memory.stuck = self._newest().shown.text

    # Reading

    async def _wait(self, patience: float) -> None:
        await self._chat.news(self._read, patience)
        self._look()

    def _look(self) -> None:
        """Everything new is read; a closing message is believed."""
        for shown in self._chat.shown[self._read :]:
            page = Page(shown)
            self._letters.add(shown.letter)
            if page.asks is Asks.CLOSING and WRITTEN.search(shown.text):
                self.memory.told.add(page.dialog)
        self._read = len(self._chat.shown)

    def _newest(self) -> Page:
        self._look()
        return Page(self._chat.shown[-1]) if self._chat.shown else Page(Shown(0, "", "", ()))

    def _ahead(self) -> int:
        """How many answers are missing, about: most of what is said gets one."""
        self._look()
        return self._chat.count - len(self._letters) - self._given_up

    async def _catch_up(self) -> None:
        """Even the impatient wait at last; what is not answered by then is forgotten."""
        if not await self._chat.news(self._read, PATIENT):
            self._given_up += self._ahead()

    async def _settled(self) -> None:
        """Everything said was taken, and the last answer read."""
        await self._wait(PATIENT)
        while self._chat.untaken or await self._chat.news(self._read, QUIET):
            await self._wait(QUIET)

    # Doing

    def _act(self, page: Page) -> None:
        is_done = page.asks is Asks.CLOSING and page.dialog in self.memory.told - self._left
        if is_done:
            self._left.add(page.dialog)
        if is_done and self._ahead() <= 0 and self._chance.random() < TAKING_BACK:
            self._take_back(page)
        else:
            self._do(page, self._habits.deed(page))

    def _do(self, page: Page, deed: Deed) -> None:
        match deed:
            case Type(words):
                self._type(words)
            case Press(code):
                self._press(page, code)
            case PressOld():
                self._press_old()
            case Photograph():
                self._provider.say(self._chat, photo=f"{self._chat.id}-{self._chat.count + 1}.jpg")

    def _type(self, words: str) -> None:
        """Typed words mean the page that lies before the person, and no other."""
        page = self._newest()
        if page.asks in (Asks.ZERO, Asks.FOREIGN) and words in SEND_WORDS:
            words = "hủy"
        if page.asks is Asks.REVIEW and words in SEND_WORDS:
            self._send_off(page)
        if page.asks is Asks.LEAVING and words in DROP_WORDS:
            self.memory.dropped.add(page.dialog)
        self._provider.say(self._chat, text=words)

    def _press(self, page: Page, code: str) -> None:
        if page.asks is Asks.REVIEW and code == "=yes":
            self._send_off(page)
        if page.asks is Asks.LEAVING and code == "=drop":
            self.memory.dropped.add(page.dialog)
        self._provider.say(self._chat, press=page.codes[code])

    def _press_old(self) -> None:
        read = [Page(shown) for shown in self._chat.shown[-OLD:]]
        pages = [page for page in read if page.asks not in (Asks.ZERO, Asks.FOREIGN)]
        choices = [(page, code) for page in pages for code in page.codes if code not in SPARED]
        if choices:
            self._press(*self._chance.choice(choices))

    def _send_off(self, page: Page) -> None:
        is_newest = page.shown is self._chat.shown[-1]
        try:
            figures = read_figures(page.shown.text)
        except UnreadableError as error:
            self.memory.stuck = f"a page that nobody can read: {error}"
            return
        self.memory.sent.append(Sent(page.dialog, figures, is_newest=is_newest))

    def _take_back(self, page: Page) -> None:
        self.memory.undone.add(page.dialog)
        if self._chance.random() < 0.6:
            self._press(page, "o0")
        else:
            self._type("hoàn tác")

    def _close(self, page: Page) -> None:
        match page.asks:
            case Asks.REVIEW:
                self._press(page, "=yes")
            case Asks.LEAVING:
                self._press(page, "=go_on")
            case Asks.CLOSING:
                self._type("ghi tiếp")
            case _ if "finish" in page.codes:
                self._press(page, "finish")
            case _:
                self._do(page, self._habits.answer(page))
