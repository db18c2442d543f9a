"""Sixty people at their phones: they read what they were shown and answer as people do, at times
twice, too soon, on an old button, or something else altogether.

What a person sent off is what the page before them said at that moment: the truth of a run.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.whole.torture.figures import Figures, read_figures
from tests.whole.torture.pages import Asks, Page
from tests.whole.torture.provider import Chat, Provider, Shown

SEND_WORDS = ("gửi đi", "gửi", "đúng rồi", "ok", "vâng", "Đúng rồi, gửi đi")
DAYS = ("hôm nay", "hôm qua", "hôm kia", "19/11", "thứ hai", "16/11", "9/11", "2/11/2026", "30/10")
PLACES = ("nhà văn hóa", "chợ", "nhà bác Hoa", "sân đình", "trường học")
JUNK = ("à mà", "????", "cháu ơi cho bác hỏi", "12a", "💪", "mai nhé")
OLD = 12
"""How many messages back a person scrolls for an old button."""

THINKING = 0.15
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
    """What a person would swear to."""

    sent: list[Sent] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    undone: set[str] = field(default_factory=set)
    dropped: set[str] = field(default_factory=set)
    stuck: str = ""


class Member:
    """Logs sessions. `who` counts the roster from 0."""

    def __init__(
        self, who: int, chat: Chat, provider: Provider, *, seed: int, is_leader: bool
    ) -> None:
        self.who = who
        self.memory = Memory()
        self.is_leader = is_leader
        self._chat = chat
        self._provider = provider
        self._chance = random.Random(f"{seed}/person/{who}")  # noqa: S311
        self._read = 0
        self._letters: set[str] = set()
        self._given_up = 0
        self._ended: set[str] = set()

    # Living

    async def live(self, is_over: Callable[[], bool]) -> None:
        self._type("chào")
        while not is_over():
            await self._wait(self._chance.choice((0.4, 6.0, 6.0, 6.0, 12.0)))
            await asyncio.sleep(self._chance.uniform(0.0, THINKING))
            if is_over():
                return
            if self._ahead() > MOST_AHEAD:
                await self._catch_up()
                continue
            self._act(self._newest())
            while self._chance.random() < 0.05:
                self._haste(self._newest())

    def _ahead(self) -> int:
        """How many answers are missing, about: most of what is said gets one."""
        self._look()
        return self._chat.count - len(self._letters) - self._given_up

    async def _catch_up(self) -> None:
        """Even the impatient wait at last; what is not answered by then is forgotten."""
        if not await self._chat.news(self._read, PATIENT):
            self._given_up += self._ahead()

    async def _wait(self, patience: float) -> None:
        await self._chat.news(self._read, patience)
        self._look()

    def _look(self) -> None:
        """Everything new is read; a closing message is believed."""
        for shown in self._chat.shown[self._read :]:
            page = Page(shown)
            self._letters.add(shown.letter)
            if page.asks is Asks.CLOSING and "ghi xong rồi" in shown.text:
                self.memory.told.add(page.dialog)
        self._read = len(self._chat.shown)

    def _newest(self) -> Page:
        self._look()
        return Page(self._chat.shown[-1]) if self._chat.shown else Page(Shown(0, "", "", ()))

    # Doing

    def _type(self, words: str) -> None:
        self._note_words(words)
        self._provider.say(self._chat, text=words)

    def _press(self, page: Page, code: str) -> None:
        self._note_press(page, code)
        self._provider.say(self._chat, press=page.codes[code])

    def _photo(self) -> None:
        name = f"{self._chat.id}-{self._chat.count + 1}.jpg"
        self._provider.say(self._chat, photo=name)

    def _choose(self, page: Page, code: str) -> None:
        """By its button, its words or its number."""
        how = self._chance.random()
        if how < 0.6:
            self._press(page, code)
        elif how < 0.8 and code in page.options:
            self._type(str(page.options.index(code) + 1))
        else:
            self._type(page.label(code).strip("✓ …"))

    def _note_press(self, page: Page, code: str) -> None:
        if code == "=yes" and page.asks is Asks.REVIEW:
            is_newest = page.shown is self._chat.shown[-1]
            self.memory.sent.append(Sent(page.dialog, read_figures(page.shown.text), is_newest))
        if code in ("=drop", "drop"):
            self.memory.dropped.add(page.dialog)

    def _note_words(self, words: str) -> None:
        """Typed words mean the page that lies before the person, and no other."""
        page = self._newest()
        if page.asks is Asks.REVIEW and (words in SEND_WORDS or words == "1"):
            self._note_press(page, "=yes")
        if page.asks is Asks.LEAVING and words in ("3", "Bỏ hẳn"):
            self.memory.dropped.add(page.dialog)

    def _undo(self, page: Page) -> None:
        self.memory.undone.add(page.dialog)
        if self._chance.random() < 0.6:
            self._press(page, "o0")
        else:
            self._type("hoàn tác")

    # Deciding

    def _haste(self, page: Page) -> None:
        """Before the answer is there: the same again, the next thing already, or something else."""
        chance = self._chance.random()
        if chance < 0.35:
            self._act(page)
        elif chance < 0.55:
            self._type(self._chance.choice(("gửi đi", "1", "xong", "xem lại", "sửa số người")))
        elif chance < 0.75:
            self._type(str(self._chance.randrange(1, 40)))
        elif chance < 0.9:
            self._old_button()
        else:
            self._type(self._chance.choice(JUNK))

    def _old_button(self) -> None:
        pages = [Page(shown) for shown in self._chat.shown[-OLD:]]
        page = self._chance.choice(pages) if pages else self._newest()
        codes = [c for c in page.codes if c not in ("o0", "drop", "=drop") and c[:2] != "o1"]
        if codes:
            self._press(page, self._chance.choice(codes))

    def _act(self, page: Page) -> None:
        chance = self._chance.random()
        if page.asks in (Asks.NOTHING, Asks.MENU, Asks.CLOSING, Asks.LEAVING, Asks.REVIEW):
            self._answer(page)
        elif chance < 0.02:
            self._type("để sau")
        elif chance < 0.05:
            self._type("quay lại")
        elif chance < 0.06:
            self._type("?")
        elif chance < 0.07:
            self._old_button()
        elif chance < 0.08:
            self._photo()
        elif chance < 0.25 and "finish" in page.codes:
            self._choose(page, "finish")
        else:
            self._answer(page)

    def _answer(self, page: Page) -> None:  # noqa: C901, PLR0912  # one case for each question
        chance = self._chance
        match page.asks:
            case Asks.NOTHING | Asks.MENU:
                self._type(chance.choice((*["ghi buổi"] * 4, "ghi tiếp", *self._for_others())))
            case Asks.CLOSING:
                self._after(page)
            case Asks.DAY:
                self._type(chance.choice(DAYS)) if chance.random() < 0.6 else self._choose(
                    page, chance.choice([code for code in page.codes if code[:1] == "@"])
                )
            case Asks.CHOICE:
                self._choose(page, chance.choice(page.options))
            case Asks.WHOM if page.options:
                self._choose(page, chance.choice(page.options))
            case Asks.WHOM:
                self._type(f"Thành viên {self.who + chance.randrange(2, 8):03}")
            case Asks.TICKS:
                self._tick(page)
            case Asks.NUMBER:
                self._number(page)
            case Asks.PLACE | Asks.NOTE:
                words = f"{chance.choice(PLACES)} {chance.randrange(1000)}"
                self._choose(page, "skip") if chance.random() < 0.4 else self._type(words)
            case Asks.PHOTOS:
                is_done = "done" in page.codes and chance.random() < 0.6
                if is_done:
                    self._choose(page, "done")
                elif chance.random() < 0.5 and "skip" in page.codes:
                    self._choose(page, "skip")
                else:
                    self._photo()
            case Asks.DOUBT:
                self._choose(page, chance.choice(("yes", "yes", "no")))
            case Asks.REVIEW:
                self._review(page)
            case Asks.EDIT:
                self._choose(page, chance.choice([*page.options, "back"]))
            case Asks.LEAVING:
                self._choose(page, chance.choice(("=go_on", "=go_on", "=later", "=drop")))

    def _for_others(self) -> list[str]:
        return ["ghi hộ"] if self.is_leader else []

    def _after(self, page: Page) -> None:
        chance = self._chance.random()
        is_new = page.dialog in self.memory.told - self._ended
        if chance < 0.1 and is_new and self._ahead() <= 0:
            self._undo(page)
        elif chance < 0.2:
            self._type("tuần của tổ")
        elif chance < 0.3:
            self._type("cảm ơn")
        else:
            self._type("ghi buổi")
        self._ended.add(page.dialog)

    def _tick(self, page: Page) -> None:
        chance = self._chance
        ticked = [code for code in page.options if code[0] == "-"]
        if "done" in page.codes and ticked and chance.random() < 0.6:
            self._choose(page, "done")
        elif "skip" in page.codes and chance.random() < 0.4:
            self._choose(page, "skip")
        elif chance.random() < 0.3:
            numbers = chance.sample(range(1, len(page.options) + 1), min(2, len(page.options)))
            self._type(", ".join(map(str, numbers)))
        else:
            self._press(page, chance.choice(page.options))

    def _number(self, page: Page) -> None:
        chance = self._chance
        whole = next((code for code in page.codes if code.startswith("edit:")), "")
        if whole and chance.random() < 0.4:
            self._press(page, whole)
        elif "skip" in page.codes and chance.random() < 0.3:
            self._choose(page, "skip")
        else:
            is_people = "bao nhiêu người ạ" in page.shown.text and "skip" not in page.codes
            number = chance.randrange(5, 60) if is_people else chance.randrange(1, 8)
            words = (str(number), f"{number} người", str(number * (40 if is_people else 1)))
            self._type(chance.choice((words[0],) * 8 + words))

    def _review(self, page: Page) -> None:
        chance = self._chance.random()
        if chance < 0.40:
            self._press(page, "=yes")
        elif chance < 0.62:
            self._type(self._chance.choice(SEND_WORDS))
        elif chance < 0.70:
            self._type("1")
        elif chance < 0.78:
            self._choose(page, "=edit")
        elif chance < 0.85:
            self._type(self._chance.choice(("sửa số người", "sửa ngày", "sửa ghi chú", "sửa ảnh")))
        elif chance < 0.91:
            self._photo()
        elif chance < 0.94:
            self._type("?")
        elif chance < 0.96:
            self._old_button()
        elif chance < 0.985:
            self._choose(page, "later")
        else:
            self._type("hủy")

    # Winding up

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

    async def _settled(self) -> None:
        """Everything said was taken, and the last answer read."""
        await self._wait(PATIENT)
        while self._chat.untaken or await self._chat.news(self._read, QUIET):
            await self._wait(QUIET)

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
                self._answer(page)
