"""A class of Bình dân học vụ số as its team tells it: opened, filled, attended, mended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.cli.year.class_people import pasted
from bot.cli.year.logging_talks import UNDO_AFTER, number_of, send
from bot.cli.year.saying import Heard, Labels, Part, Pause, Press, Say, StuckError, Talk, begin
from bot.cli.year.sentences import day_words

AT_ONCE = 15
"""Lines of one message, where somebody sends a list in two."""


def open_class(topic: str, place: str, days: Sequence[date], labels: Labels) -> Part:
    """Ends with the class that was opened, ready for its people."""
    heard = yield from begin("mở lớp", labels)
    if labels.later not in heard.labels:
        raise StuckError("where the class meets", heard)
    yield Say(place)
    yield Say(topic)
    heard = yield Say(", ".join(f"{day.day}/{day.month}/{day.year}" for day in days))
    return (yield from send(heard, labels))


def fill_by_list(lines: Sequence[str], consent: str, labels: Labels) -> Part:
    """A pasted list, in several messages where it is long; the bot has just shown the class."""
    yield Say("thêm nhiều người")
    for first in range(0, len(lines), AT_ONCE):
        yield Say(pasted(lines[first : first + AT_ONCE]))
    yield Say("xong")
    heard = yield Say(consent)
    return (yield from send(heard, labels))


def send_again(labels: Labels) -> Part:
    """Taken back, looked at, and sent as it was."""
    yield Pause(UNDO_AFTER)
    heard = yield Say("rút lại")
    return (yield from send(heard, labels))


def add_one(topic: str, name: str, year: int | None, consent: str, labels: Labels) -> Talk:
    """Somebody more, later."""
    heard = yield from begin("thêm học viên", labels)
    yield from _chosen(heard, topic)
    yield Say(name)
    yield Say(consent)
    heard = yield Say("bỏ qua" if year is None else str(year))
    if labels.send not in heard.labels:
        heard = yield Say("bỏ qua")
    yield from send(heard, labels)


def copy_list(labels: Labels) -> Part:
    """Everybody of the newest other class; the bot has just opened this one."""
    heard = yield Say("xem lớp")
    if labels.copy_list not in heard.labels:
        raise StuckError("the class, with nobody on its list", heard)
    heard = yield Say("chép danh sách")
    heard = yield Say("1")
    heard = yield Say("lấy cả danh sách")
    if labels.undo not in heard.labels:
        raise StuckError("that the list was copied", heard)
    return heard


@dataclass(frozen=True, slots=True)
class Lesson:
    """`absent` are numbers of the list that is shown, `extra` who came without being on it."""

    topic: str
    day: date
    absent: tuple[int, ...]
    extra: str


def attend(lesson: Lesson, today: date, labels: Labels) -> Part:
    topic, day, absent = lesson.topic, lesson.day, lesson.absent
    heard = yield from begin("điểm danh", labels)
    heard = yield from _chosen(heard, topic)
    if labels.later not in heard.labels:
        raise StuckError("which day of the class", heard)
    heard = yield Say("ngày khác" if day != today else "hôm nay")
    if day != today:
        heard = yield Say(day_words(day, today))
    if absent:
        yield Say(f"vắng {', '.join(map(str, absent))}")
    else:
        yield Say("cả lớp")
    yield Say("xong")
    heard = yield Say(lesson.extra or "bỏ qua")
    if labels.send not in heard.labels:
        heard = yield Say("xong")
    return (yield from send(heard, labels))


def mend_day(topic: str, day: date, absent: Sequence[int], labels: Labels) -> Talk:
    """Days later: not all of them were there."""
    yield from _class(topic, labels)
    heard = yield Say("sửa điểm danh")
    yield Say(number_of(f"{day.day}/{day.month}", heard))
    yield Say("đếm nhầm")
    yield Say("sửa ai có mặt")
    yield Say(f"vắng {', '.join(map(str, absent))}")
    heard = yield Say("xong")
    if labels.send not in heard.labels:
        raise StuckError("the page of the class day", heard)
    heard = yield Say("gửi đi")
    if labels.course not in heard.labels:
        raise StuckError("that the class day is mended", heard)


def take_off(topic: str, place: int, labels: Labels) -> Talk:
    yield from _class(topic, labels)
    heard = yield Say("danh sách lớp")
    if not heard.labels:
        raise StuckError("the list of the class", heard)
    heard = yield Say(str(place))
    if labels.leave_class not in heard.labels:
        raise StuckError("one of the class", heard)
    yield Press(labels.leave_class)
    heard = yield Press(labels.leave_class)
    if labels.course not in heard.labels:
        raise StuckError("that they are off the list", heard)


def qualify(topic: str, places: Sequence[int], labels: Labels) -> Talk:
    """These have all five skills."""
    yield from _class(topic, labels)
    yield Say("đã phổ cập")
    yield Say(", ".join(map(str, places)))
    heard = yield Say("xong")
    yield from send(heard, labels)


def close_class(topic: str, labels: Labels) -> Talk:
    yield from _class(topic, labels)
    yield Say("đóng lớp")
    heard = yield Say("1")
    if labels.course not in heard.labels:
        raise StuckError("that the class is closed", heard)


def judge_alike(answers: Iterator[bool], labels: Labels) -> Talk:
    """A leader looks at people who may be one, as long as there are any."""
    heard = yield from begin("xem người trùng", labels)
    for is_same in answers:
        if labels.same_person not in heard.labels:
            return
        heard = yield Press(labels.same_person if is_same else labels.two_people)
        if labels.undo not in heard.labels:
            raise StuckError("that it was judged", heard)
        if labels.next_pair not in heard.labels:
            return
        heard = yield Say("cặp tiếp")


def take_apart(labels: Labels) -> Talk:
    """Two who were taken for one, and are not."""
    heard = yield from begin("tách ra", labels)
    if heard.labels:
        yield Say("1")


def _class(topic: str, labels: Labels) -> Part:
    heard = yield from begin("lớp của tổ", labels)
    heard = yield Say(number_of(topic, heard))
    if labels.close_class not in heard.labels:
        raise StuckError("the page of the class", heard)
    return heard


def _chosen(heard: Heard, topic: str) -> Part:
    """Where several classes are open, the one about `topic`."""
    is_list = any(topic.startswith(label.rstrip("…")) or label.startswith(topic)
                  for label in heard.labels)  # fmt: skip
    if is_list:
        heard = yield Say(number_of(topic, heard))
    return heard
