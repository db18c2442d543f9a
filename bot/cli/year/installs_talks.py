"""How VNeID installs are told by themselves: in one line, or by taps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from bot.cli.year.logging_talks import take_zero_back
from bot.cli.year.saying import Heard, Labels, Part, Press, Say, StuckError, begin
from bot.cli.year.sentences import day_words

BY_TAPS = 0.4
OPENINGS = ("{day} cài {details}", "{day} kích hoạt {details}", "{day} cài được {details}")


@dataclass(frozen=True, slots=True)
class Installs:
    day: date
    level_1: int
    level_2: int
    unsaid: int

    @property
    def count(self) -> int:
        return self.level_1 + self.level_2 + self.unsaid


def log_installs(
    installs: Installs, today: date, labels: Labels, drawn: Random, *, is_counted: bool
) -> Part:
    """`is_counted` is what they say where a session of that day counts as many."""
    if drawn.random() < BY_TAPS:
        heard = yield from _by_taps(installs, today, labels)
    else:
        heard = yield Say(one_line(installs, today, drawn))
    return (yield from send_installs(heard, labels, is_counted=is_counted))


def one_line(installs: Installs, today: date, drawn: Random) -> str:
    """As "hôm qua cài 3 VNeID mức 2"."""
    day = day_words(installs.day, today, "ngày ")
    return drawn.choice(OPENINGS).format(day=day, details=", ".join(_details(installs)))


def _details(installs: Installs) -> Iterator[str]:
    if installs.level_2:
        yield f"{installs.level_2} VNeID mức 2"
    if installs.level_1:
        yield f"{installs.level_1} VNeID mức 1"
    if installs.unsaid:
        yield f"{installs.unsaid} VNeID"


def _by_taps(installs: Installs, today: date, labels: Labels) -> Part:
    heard = yield from begin("cài vneid", labels)
    if labels.later not in heard.labels:
        raise StuckError("how many were installed", heard)
    yield Say(str(installs.count))
    if installs.unsaid:
        yield Press(labels.no_level)
    elif installs.level_1 and installs.level_2:
        yield Press(labels.both_levels)
        yield Say(str(installs.level_2))
    else:
        yield Press(labels.level_1 if installs.level_1 else labels.level_2)
    heard = yield Say("bỏ qua")
    if installs.day != today:
        yield Say("sửa ngày")
        heard = yield Say(day_words(installs.day, today))
    return heard


def send_installs(heard: Heard, labels: Labels, *, is_counted: bool) -> Part:
    """Where a report of no activity stands in the way, that is taken back first; where they may be
    in a session already, it is said whether they are.
    """
    if labels.send not in heard.labels:
        raise StuckError("the page of the installs", heard)
    heard = yield Say("gửi đi")
    if labels.send in heard.labels:
        yield from take_zero_back(heard)
        heard = yield Say("gửi đi")
    if labels.counted_there in heard.labels:
        if is_counted:
            return (yield Press(labels.counted_there))
        heard = yield Press(labels.counted_new)
    if labels.undo not in heard.labels:
        raise StuckError("that the installs were taken", heard)
    return heard


def take_installs_back(labels: Labels) -> Part:
    """After a session in which they are counted too."""
    yield Press(labels.installs_back)
    heard = yield Say("ghi trùng")
    if labels.send not in heard.labels:
        raise StuckError("the page of what is taken back", heard)
    return (yield Say("gửi đi"))
