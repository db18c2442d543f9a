"""What a made-up person says to the bot, line by line, each in the light of the last answer."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import TypeAlias

from bot.dialog.text import Text


@dataclass(frozen=True, slots=True)
class Say:
    words: str


@dataclass(frozen=True, slots=True)
class Press:
    """A button of the newest message, by its label."""

    label: str


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing is said for so long."""

    wait: timedelta


@dataclass(frozen=True, slots=True)
class Heard:
    """What the bot answered to one line."""

    text: str = ""
    labels: tuple[str, ...] = ()


Talk: TypeAlias = Generator["Say | Press | Pause", Heard, None]
"""One errand of one person."""

Part: TypeAlias = Generator["Say | Press | Pause", Heard, Heard]
"""A part of a talk: it ends with the last answer."""


@dataclass(frozen=True, slots=True)
class Errand:
    """Somebody begins to talk at a moment."""

    at: datetime
    who: str
    talk: Talk


class StuckError(Exception):
    """The bot answered what nobody in the made-up year would have expected."""

    def __init__(self, wanted: str, heard: Heard) -> None:
        super().__init__(f"{wanted}: {heard.text} {list(heard.labels)}")


def drop(labels: Labels, heard: Heard) -> Part:
    """Leave the dialog that is open, whatever it is."""
    for _ in range(3):
        if labels.drop in heard.labels:
            heard = yield Press(labels.drop)
        elif labels.send in heard.labels or labels.later in heard.labels:
            heard = yield Say("hủy")
        else:
            break
    return heard


def begin(words: str, labels: Labels) -> Part:
    """The words that start a dialog, where nothing else lies half said."""
    heard = yield Say(words)
    if labels.aside in heard.labels:
        yield Press(labels.drop)
        heard = yield Say(words)
    return heard


@dataclass(frozen=True, slots=True)
class Labels:
    """The buttons that people press, as the catalogue has them."""

    send: str
    drop: str
    later: str
    undo: str
    residents: str
    home: str
    members: str
    by_name: str
    by_count: str
    level_1: str
    level_2: str
    both_levels: str
    no_level: str
    elderly: str
    confirm: str
    week_before: str
    mend_this: str
    take_back: str
    aside: str
    finish: str
    counted_there: str
    counted_new: str
    installs_back: str
    retire: str
    resume: str
    qr: str
    new_business: str
    look_again: str
    merge: str
    two_sessions: str
    second_entry: str
    copy_list: str
    course: str
    leave_class: str
    close_class: str
    same_person: str
    two_people: str
    next_pair: str
    unlist: str
    remove_product: str
    products: str

    @classmethod
    def read(cls, words: Callable[[Text], str]) -> Labels:
        # Written out, so that the catalogue knows whose they are.
        texts = (
            Text("button.send"),
            Text("button.drop"),
            Text("button.later"),
            Text("button.undo"),
            Text("button.residents"),
            Text("button.home"),
            Text("button.members"),
            Text("button.by_name"),
            Text("button.by_count"),
            Text("button.level_1"),
            Text("button.level_2"),
            Text("button.both_levels"),
            Text("button.no_level"),
            Text("button.elderly"),
            Text("button.confirm"),
            Text("button.week_before"),
            Text("button.mend_this"),
            Text("button.take_back"),
            Text("button.aside"),
            Text("way.finish"),
            Text("button.counted_there"),
            Text("button.counted_new"),
            Text("button.installs_back"),
            Text("button.retire_indicator"),
            Text("button.resume_indicator"),
            Text("support.kind.qr"),
            Text("support.new", name=""),
            Text("button.look_again"),
            Text("button.merge"),
            Text("button.two_sessions"),
            Text("button.second_entry"),
            Text("button.copy_list"),
            Text("button.course"),
            Text("button.leave_class"),
            Text("button.close_class"),
            Text("button.same_person"),
            Text("button.two_people"),
            Text("button.next_pair"),
            Text("button.unlist_product"),
            Text("button.remove_product"),
            Text("button.products"),
        )
        names = (field.name for field in fields(cls))
        return cls(**dict(zip(names, map(words, texts), strict=True)))
