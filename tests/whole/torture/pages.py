"""What the newest message before a person asks, told by its buttons, else by its question."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

from tests.whole.torture.provider import Shown


class Asks(Enum):
    NOTHING = auto()
    MENU = auto()
    DAY = auto()
    CHOICE = auto()  # one of a few: the kind of session, who came, which level, how, which week
    TICKS = auto()
    NUMBER = auto()
    PLACE = auto()
    PHOTOS = auto()
    NOTE = auto()
    WHOM = auto()
    DOUBT = auto()
    REVIEW = auto()
    EDIT = auto()
    LEAVING = auto()
    CLOSING = auto()


CHOICES = {"=residents_session", "=by_name", "=both", "=phone", "=paper"}
WEEKS = ("=2026-W", "=thon-")
QUESTIONS = {
    "Buổi đó ở đâu": Asks.PLACE,
    "Ở đâu ạ?": Asks.PLACE,
    "ảnh buổi đó không": Asks.PHOTOS,
    "Có ảnh không": Asks.PHOTOS,
    "dặn thêm gì": Asks.NOTE,
    "Dặn thêm gì": Asks.NOTE,
    "ghi hộ ai": Asks.WHOM,
    "Ghi hộ ai": Asks.WHOM,
}


@dataclass(frozen=True)
class Page:
    """A message as its reader takes it in."""

    shown: Shown

    @cached_property
    def codes(self) -> dict[str, str]:
        """What each button does, and its id."""
        return {id_.split(".", 2)[2]: id_ for id_, _ in self.shown.buttons if id_.count(".") > 1}

    @cached_property
    def dialog(self) -> str:
        """Of which report it is, for whoever keeps the books; people see the report itself."""
        return next((id_.split(".", 1)[0] for id_, _ in self.shown.buttons), "")

    def label(self, code: str) -> str:
        return next(label for id_, label in self.shown.buttons if id_ == self.codes[code])

    @cached_property
    def options(self) -> list[str]:
        return [code for code in self.codes if code[:1] in "=+-"]

    @cached_property
    def asks(self) -> Asks:  # one return for each kind
        codes = self.codes
        if not codes:
            return Asks.NOTHING
        if "=yes" in codes and "=edit" in codes:
            return Asks.REVIEW
        if "=go_on" in codes:
            return Asks.LEAVING
        if any(code.startswith("@") for code in codes):
            return Asks.DAY
        if CHOICES & set(codes) or any(code.startswith(WEEKS) for code in codes):
            return Asks.CHOICE
        if any(code[:1] in "+-" for code in codes):
            return Asks.TICKS
        if "yes" in codes and "no" in codes:
            return Asks.DOUBT
        if "o0" in codes:
            return Asks.CLOSING
        if "=contact" in codes:
            return Asks.MENU
        if "=day" in codes or "=week" in codes:
            return Asks.EDIT
        question = self.shown.text.splitlines()[-1] if self.shown.text else ""
        found = (asks for words, asks in QUESTIONS.items() if words in self.shown.text)
        if self.options:
            return next(found, Asks.CHOICE)
        return next(found, Asks.NUMBER if question else Asks.NOTHING)
