"""What the newest message before a person asks, told by its buttons, else by its question."""

from __future__ import annotations

from collections.abc import Callable
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
    REVIEW = auto()  # of a session
    ZERO = auto()  # the review page of a report of no activity
    FOREIGN = auto()  # the review page of what is no report: nobody here means to send it
    EDIT = auto()
    LEAVING = auto()
    CLOSING = auto()


CHOICES = {"=residents_session", "=by_name", "=both", "=phone", "=paper"}
REPORTS = ("• Loại:", "• Cài VNeID", "• Hộ mới:", ", đã có trong danh sách\n")
"""One of these is on the page of a session, of installs or of a business."""
NO_ACTIVITY = ": không có hoạt động\n"
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
    def asks(self) -> Asks:
        if not self.codes:
            return Asks.NOTHING
        for asks, is_it in SIGNS:
            if is_it(set(self.codes)):
                return self._review if asks is Asks.REVIEW else asks
        found = (asks for words, asks in QUESTIONS.items() if words in self.shown.text)
        return next(found, Asks.CHOICE if self.options else Asks.NUMBER)

    @property
    def _review(self) -> Asks:
        if NO_ACTIVITY in self.shown.text:
            return Asks.ZERO
        is_report = any(words in self.shown.text for words in REPORTS)
        return Asks.REVIEW if is_report else Asks.FOREIGN


def _any(codes: set[str], *starts: str) -> bool:
    return any(code.startswith(starts) for code in codes)


SIGNS: tuple[tuple[Asks, Callable[[set[str]], bool]], ...] = (
    (Asks.REVIEW, lambda codes: {"=yes", "=edit"} <= codes),
    (Asks.LEAVING, lambda codes: "=go_on" in codes),
    (Asks.DAY, lambda codes: _any(codes, "@")),
    (Asks.CHOICE, lambda codes: bool(codes & CHOICES) or _any(codes, *WEEKS)),
    (Asks.TICKS, lambda codes: _any(codes, "+", "-")),
    (Asks.DOUBT, lambda codes: {"yes", "no"} <= codes),
    (Asks.CLOSING, lambda codes: "o0" in codes),
    (Asks.MENU, lambda codes: "=contact" in codes),
    (Asks.EDIT, lambda codes: bool(codes & {"=day", "=week"})),
)
