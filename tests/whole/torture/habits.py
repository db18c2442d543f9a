"""What a person does at a page, by chance: mostly what is asked, by button, words or number."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TypeAlias

from tests.whole.torture.pages import Asks, Page

SEND_WORDS = ("gửi đi", "gửi", "đúng rồi", "ok", "vâng", "Đúng rồi, gửi đi", "1")
DROP_WORDS = ("Bỏ hẳn", "3")
EDITS = ("sửa số người", "sửa ngày", "sửa ghi chú", "sửa ảnh")
DAYS = ("hôm nay", "hôm qua", "hôm kia", "19/11", "thứ hai", "16/11", "9/11", "2/11/2026", "30/10")
PLACES = ("nhà văn hóa", "chợ", "nhà bác Hoa", "sân đình", "trường học")
RASH = ("gửi đi", "1", "xong", "xem lại", "sửa số người")
JUNK = ("à mà", "????", "cháu ơi cho bác hỏi", "12a", "💪", "mai nhé")


@dataclass(frozen=True, slots=True)
class Type:
    words: str


@dataclass(frozen=True, slots=True)
class Press:
    """The button of this page with this code."""

    code: str


@dataclass(frozen=True, slots=True)
class PressOld:
    """Any button of a page further up."""


@dataclass(frozen=True, slots=True)
class Photograph:
    pass


Deed: TypeAlias = Type | Press | PressOld | Photograph

STRAYING: tuple[tuple[float, Deed], ...] = (
    (0.02, Type("để sau")),
    (0.03, Type("quay lại")),
    (0.01, Type("?")),
    (0.01, PressOld()),
    (0.01, Photograph()),
)
AT_REVIEW: tuple[tuple[float, Deed], ...] = (
    (0.40, Press("=yes")),
    (0.08, Press("=edit")),
    (0.06, Photograph()),
    (0.03, Type("?")),
    (0.02, PressOld()),
    (0.03, Press("later")),
    (0.01, Type("hủy")),
)
FINISHING = 0.17
UNSTRAYED = (
    Asks.NOTHING,
    Asks.MENU,
    Asks.CLOSING,
    Asks.LEAVING,
    Asks.REVIEW,
    Asks.ZERO,
    Asks.FOREIGN,
)


class Habits:
    """`number` is where the person stands on the roster; a leader also writes for the team."""

    def __init__(self, chance: random.Random, number: int, *, is_leader: bool) -> None:
        self._chance = chance
        self._number = number
        self._is_leader = is_leader

    def deed(self, page: Page) -> Deed:
        """Not always an answer."""
        if page.asks in UNSTRAYED:
            return self.answer(page)
        if strayed := self._drawn(STRAYING):
            return strayed
        if "finish" in page.codes and self._chance.random() < FINISHING:
            return self._choice(page, "finish")
        return self.answer(page)

    def rash_deed(self, page: Page) -> Deed:
        """Before the answer is there: the same again, the next thing already, or something else."""
        chance = self._chance.random()
        if chance < 0.35:
            return self.deed(page)
        if chance < 0.55:
            return Type(self._chance.choice(RASH))
        if chance < 0.75:
            return Type(str(self._chance.randrange(1, 40)))
        return PressOld() if chance < 0.9 else Type(self._chance.choice(JUNK))

    def answer(self, page: Page) -> Deed:
        match page.asks:
            case Asks.NOTHING | Asks.MENU:
                others = ("ghi hộ",) if self._is_leader else ()
                return Type(self._chance.choice((*["ghi buổi"] * 4, "ghi tiếp", *others)))
            case Asks.CLOSING:
                return Type(self._chance.choice((*["ghi buổi"] * 7, "tuần của tổ", "cảm ơn")))
            case Asks.REVIEW:
                return self._review()
            case Asks.ZERO | Asks.FOREIGN:
                return Type("hủy")  # strayed here over the list; the first would stop sessions
            case Asks.EDIT:
                return self._choice(page, self._chance.choice([*page.options, "back"]))
            case Asks.LEAVING:
                options = ("=go_on", "=go_on", "=later", "=drop")
                return self._choice(page, self._chance.choice(options))
            case Asks.DOUBT:
                return self._choice(page, self._chance.choice(("yes", "yes", "no")))
            case _:
                return self._step(page)

    def _step(self, page: Page) -> Deed:
        chance = self._chance
        match page.asks:
            case Asks.DAY if chance.random() < 0.4:
                days = [code for code in page.codes if code.startswith("@")]
                return self._choice(page, chance.choice(days))
            case Asks.DAY:
                return Type(chance.choice(DAYS))
            case Asks.TICKS:
                return self._ticks(page)
            case Asks.NUMBER:
                return self._count(page)
            case Asks.PHOTOS:
                return self._photos(page)
            case Asks.WHOM if not page.options:
                return Type(f"Thành viên {self._number + chance.randrange(2, 8):03}")
            case Asks.PLACE | Asks.NOTE if "skip" in page.codes and chance.random() < 0.4:
                return self._choice(page, "skip")
            case Asks.PLACE | Asks.NOTE:
                return Type(f"{chance.choice(PLACES)} {chance.randrange(1000)}")
            case _:
                return self._choice(page, chance.choice(page.options))

    def _ticks(self, page: Page) -> Deed:
        chance = self._chance
        has_ticked = any(code.startswith("-") for code in page.options)
        if has_ticked and "done" in page.codes and chance.random() < 0.6:
            return self._choice(page, "done")
        if "skip" in page.codes and chance.random() < 0.4:
            return self._choice(page, "skip")
        if chance.random() < 0.3:
            places = range(1, len(page.options) + 1)
            return Type(", ".join(map(str, chance.sample(places, min(2, len(places))))))
        return Press(chance.choice(page.options))

    def _count(self, page: Page) -> Deed:
        chance = self._chance
        whole = next((code for code in page.codes if code.startswith("edit:")), "")
        if whole and chance.random() < 0.4:
            return Press(whole)
        if "skip" in page.codes and chance.random() < 0.3:
            return self._choice(page, "skip")
        is_people = "bao nhiêu người ạ" in page.shown.text and "skip" not in page.codes
        number = chance.randrange(5, 60) if is_people else chance.randrange(1, 8)
        odd = (f"{number} người", str(number * 40 if is_people else number))
        return Type(chance.choice((*[str(number)] * 8, *odd)))

    def _photos(self, page: Page) -> Deed:
        if "done" in page.codes and self._chance.random() < 0.6:
            return self._choice(page, "done")
        if "skip" in page.codes and self._chance.random() < 0.5:
            return self._choice(page, "skip")
        return Photograph()

    def _review(self) -> Deed:
        if drawn := self._drawn(AT_REVIEW):
            return drawn
        return Type(self._chance.choice(SEND_WORDS + EDITS))

    def _choice(self, page: Page, code: str) -> Deed:
        """By its button, its number or its words."""
        how = self._chance.random()
        if how < 0.6:
            return Press(code)
        if how < 0.8 and code in page.options:
            return Type(str(page.options.index(code) + 1))
        return Type(page.label(code).strip("✓ …"))

    def _drawn(self, weighted: tuple[tuple[float, Deed], ...]) -> Deed | None:
        """One of these, or None in the rest of the cases."""
        left = self._chance.random()
        for weight, deed in weighted:
            left -= weight
            if left < 0:
                return deed
        return None
