"""What the newest message asks of somebody who can only type, told by its words alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

OPTION = re.compile(r"(\d+)\. (.+)")
WAY = re.compile(r"\*([^*]+)\*")
WAYS = re.compile(r"^.+ có thể gõ: (.+)$", re.MULTILINE)
SEND = "Đúng rồi, gửi đi"
REPORTS = ("• Loại:", "• Cài VNeID")
WRITTEN = re.compile(r"Cháu ghi xong rồi|ghi [\d.]+ lượt cài VNeID rồi")
TAKEN_BACK = "rút lại bản vừa gửi rồi"
PEOPLE = re.compile(r"(\d+) người")


class Asks(Enum):
    NOTHING = auto()
    CLOSING = auto()
    MENU = auto()
    REVIEW = auto()
    LEAVING = auto()
    FOREIGN = auto()  # something that nobody here means to send
    PEOPLE = auto()
    NUMBER = auto()
    TICKS = auto()
    DAY = auto()
    PLACE = auto()
    PHOTOS = auto()
    NOTE = auto()
    CHOICE = auto()


QUESTIONS = {
    "ở đâu": Asks.PLACE,
    "Ở đâu": Asks.PLACE,
    "ảnh buổi đó không": Asks.PHOTOS,
    "Có ảnh không": Asks.PHOTOS,
    "dặn thêm gì": Asks.NOTE,
    "Dặn thêm gì": Asks.NOTE,
    "bao nhiêu người ạ": Asks.PEOPLE,
    "bao nhiêu": Asks.NUMBER,
    "Có thì chọn rồi gõ": Asks.TICKS,
    "vào ngày nào": Asks.DAY,
    "ngày nào ạ": Asks.DAY,
}


@dataclass(frozen=True)
class Page:
    text: str

    @cached_property
    def options(self) -> dict[str, str]:
        """Labels by the numbers that answer to them."""
        found = (OPTION.fullmatch(line) for line in self.text.splitlines())
        return {match[1]: match[2] for match in found if match}

    @cached_property
    def ways(self) -> list[str]:
        """What may be typed besides."""
        return [way for line in WAYS.findall(self.text) for way in WAY.findall(line)]

    @property
    def question(self) -> str:
        """Its last line that is neither a list nor a way out: what is asked."""
        lines = [line for line in self.text.splitlines() if not OPTION.fullmatch(line)]
        return next((line for line in reversed(lines) if not WAYS.fullmatch(line)), "")

    @cached_property
    def asks(self) -> Asks:
        labels = set(self.options.values())
        if SEND in labels:
            is_report = any(words in self.text for words in REPORTS)
            return Asks.REVIEW if is_report else Asks.FOREIGN
        if "Bỏ hẳn" in labels:
            return Asks.LEAVING
        if "Ghi buổi hỗ trợ" in labels:
            return Asks.MENU
        if WRITTEN.search(self.text):
            return Asks.CLOSING
        if not self.options and not self.ways:
            return Asks.NOTHING
        found = (asks for words, asks in QUESTIONS.items() if words in self.question)
        return next(found, Asks.CHOICE if self.options else Asks.NOTHING)

    @property
    def people(self) -> int:
        """How many people stand on it, 0 where none do; one person never uses a number twice."""
        found = PEOPLE.search(self.text)
        return int(found[1]) if found else 0
