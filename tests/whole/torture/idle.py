"""People whose teams had nothing to tell: they report that, take it back, report it again."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.whole.torture.pages import Asks, Page
from tests.whole.torture.provider import Chat, Provider

WEEK = r"(?P<team>Thôn \d+), (?:tuần )?(?P<monday>\d+/\d+) – \d+/\d+"
DONE = re.compile(rf"ghi rồi ạ: {WEEK} không có hoạt động")
TAKEN_BACK = re.compile(rf"rút lại bản vừa gửi rồi(?s:.*)• {WEEK}: không có hoạt động")
ROW = re.compile(WEEK)
PATIENT = 120.0
QUIET = 1.0


@dataclass(frozen=True, slots=True)
class TeamWeek:
    """A team, and the Monday of a week, as people read them: "Thôn 31", "16/11"."""

    team: str
    monday: str


class Idler:
    """Says one thing at a time and waits for its answer, but presses twice now and then.

    `standing` is what this person was told last of each week; `stuck` says what was never answered.
    """

    def __init__(self, who: int, chat: Chat, provider: Provider, *, seed: int) -> None:
        self.who = who
        self.standing: dict[TeamWeek, bool] = {}
        self.filed = 0
        self.stuck = ""
        self._chat = chat
        self._provider = provider
        self._chance = random.Random(f"{seed}/person/{who}")  # noqa: S311
        self._read = 0
        self._letters: set[str] = set()
        self._going: TeamWeek | None = None

    async def live(self, is_over: Callable[[], bool]) -> None:
        while not is_over():
            await self._file()
            chance = self._chance.random()
            if chance < 0.3:
                await self._undo()
            elif chance < 0.5:
                await self._take_back()

    async def finish(self) -> None:
        """Once all is calm: what is still to be answered is read."""
        while self._chat.untaken or await self._chat.news(self._read, QUIET * 3):
            await self._chat.news(self._read, QUIET)
            self._look()

    async def _file(self) -> None:
        page = await self._says("tuần này không có", Asks.CHOICE)
        if page is not None:
            page = await self._presses(page, self._chance.choice(page.options), Asks.ZERO)
        while page is not None and page.asks is Asks.ZERO:
            if self._chance.random() < 0.5:
                page = await self._says("gửi đi", Asks.CLOSING, Asks.ZERO)
            else:
                page = await self._presses(page, "=yes", Asks.CLOSING, Asks.ZERO)

    async def _undo(self) -> None:
        """The report just made, by its own button, lies open again, and is dropped."""
        closing = Page(self._chat.shown[-1])
        if DONE.search(closing.shown.text):
            page = await self._presses(closing, "o0", Asks.ZERO)
            if page is not None:
                await self._says("hủy", Asks.NOTHING)

    async def _take_back(self) -> None:
        page = await self._says("rút báo cáo", Asks.CHOICE, Asks.NOTHING)
        if page is None or page.asks is Asks.NOTHING:
            return
        # Too long for a button, each row stands in the text as well, under its number.
        rows = [row for line in page.shown.text.splitlines() if (row := ROW.search(line))]
        if len(rows) == len(page.options):
            code, row = self._chance.choice(list(zip(page.options, rows, strict=True)))
            self._going = TeamWeek(row["team"], row["monday"])
            await self._presses(page, code, Asks.NOTHING)

    async def _says(self, words: str, *wanted: Asks) -> Page | None:
        return await self._do(wanted, text=words)

    async def _presses(self, page: Page, code: str, *wanted: Asks) -> Page | None:
        return await self._do(wanted, press=page.codes[code])

    async def _do(self, wanted: tuple[Asks, ...], **event: str) -> Page | None:
        """The answer, if it is of a kind expected; what was seen before is none."""
        self._look()
        self._provider.say(self._chat, **event)
        if "press" in event and self._chance.random() < 0.1:
            self._provider.say(self._chat, **event)
        while await self._chat.news(self._read, PATIENT):
            for page in self._look():
                if page.asks in wanted:
                    return page
            if not self._chat.untaken and not await self._chat.news(self._read, QUIET):
                return None
        self.stuck = f"no answer to {event}"
        return None

    def _look(self) -> list[Page]:
        """Every new message, read and believed."""
        pages = []
        for shown in self._chat.shown[self._read :]:
            if shown.letter not in self._letters:
                self._letters.add(shown.letter)
                pages.append(Page(shown))
                self._believe(shown.text)
        self._read = len(self._chat.shown)
        return pages

    def _believe(self, text: str) -> None:
        if done := DONE.search(text):
            self.filed += 1
            self.standing[TeamWeek(done["team"], done["monday"])] = True
        elif back := TAKEN_BACK.search(text):
            self.standing[TeamWeek(back["team"], back["monday"])] = False
        elif "rút báo cáo đó rồi" in text and self._going is not None:
            self.standing[self._going] = False
