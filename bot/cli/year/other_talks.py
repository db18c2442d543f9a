"""Everything that is said about what was logged: weeks, corrections, and talks that break off."""

from __future__ import annotations

from datetime import date, timedelta

from bot.cli.year.saying import Heard, Labels, Part, Pause, Press, Say, StuckError, Talk, drop

MORE = "xem thêm"


def confirm(labels: Labels, *, week_before: bool) -> Talk:
    """A leader looks at the week, and sends it where there is something to send."""
    heard = yield Say("tuần này")
    if week_before:
        heard = yield Press(labels.week_before)
    for _ in range(2):  # somebody may log in the very moment
        if labels.confirm not in heard.labels:
            return
        heard = yield Say("đúng gửi")
    if labels.confirm in heard.labels:
        raise StuckError("that the week is sent", heard)


def say_nothing(labels: Labels, *, week_before: bool) -> Talk:
    """“Tuần này không có hoạt động”."""
    yield Say("tuần này không có")
    heard = yield Say("2" if week_before else "1")
    if labels.send not in heard.labels:
        raise StuckError("the page of a week without activity", heard)
    heard = yield Say("gửi đi")
    if labels.send in heard.labels:  # there was something after all
        yield from drop(labels, heard)


def mend_people(labels: Labels, day: date, before: int, after: int) -> Talk:
    heard = yield from _open(labels, day, before)
    if labels.mend_this not in heard.labels:
        return
    yield Press(labels.mend_this)
    yield Say("đếm nhầm")
    heard = yield Say(f"sửa {after} người")
    yield from _send_or_leave(heard, labels)


def mend_day(labels: Labels, day: date, people: int, after: date) -> Talk:
    heard = yield from _open(labels, day, people)
    if labels.mend_this not in heard.labels:
        return
    yield Press(labels.mend_this)
    yield Say("ghi nhầm ngày")
    heard = yield Say(f"sửa ngày thành {after.day}/{after.month}")
    if labels.send not in heard.labels:  # so long ago: is it meant?
        heard = yield Say("đúng")
    yield from _send_or_leave(heard, labels)


def take_back(labels: Labels, day: date, people: int) -> Talk:
    heard = yield from _open(labels, day, people)
    if labels.take_back not in heard.labels:
        return
    yield Press(labels.take_back)
    heard = yield Say("ghi trùng")
    yield from _send_or_leave(heard, labels)


def break_off(labels: Labels) -> Talk:
    """Somebody begins, and is not heard of any more."""
    heard = yield Say("ghi buổi")
    if labels.later not in heard.labels:
        raise StuckError("the first question", heard)
    yield Say("hôm nay")


def send_too_late(labels: Labels, wait: timedelta) -> Talk:
    """Somebody who is taken off the roster in the middle of a dialog."""
    heard = yield Say("hôm nay mở 1 buổi hướng dẫn 9 người dân")
    if labels.residents in heard.labels:
        heard = yield Press(labels.residents)
    if labels.send not in heard.labels:
        raise StuckError("the page", heard)
    yield Pause(wait)
    heard = yield Say("gửi đi")
    if labels.undo in heard.labels:
        raise StuckError("that it is refused", heard)
    yield from drop(labels, heard)


def _open(labels: Labels, day: date, people: int) -> Part:
    """The entry in the list of those that may be mended; ends without its buttons where it is not
    there any more.
    """
    heard = yield Say("sửa buổi")
    if labels.aside in heard.labels:
        heard = yield Press(labels.drop)
        heard = yield Say("sửa buổi")
    wanted = f"{day.day}/{day.month}: {people} người"
    for _ in range(3):
        found = _starting(heard, wanted)
        if found:
            return (yield Press(found))
        if not any(": " in label for label in heard.labels):
            return heard
        heard = yield Say(MORE)
    return heard


def _starting(heard: Heard, words: str) -> str | None:
    return next((label for label in heard.labels if label.startswith(words)), None)


def _send_or_leave(heard: Heard, labels: Labels) -> Part:
    if labels.send not in heard.labels:
        raise StuckError("the page of the correction", heard)
    heard = yield Say("gửi đi")
    if labels.send in heard.labels:  # a report of no activity stands in the week it moves to
        heard = yield from drop(labels, heard)
    return heard
