"""How a business that was supported is told: its name, what was set up, in which village."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.cli.year.logging_talks import number_of, send
from bot.cli.year.saying import Labels, Part, Say, StuckError, begin
from bot.cli.year.sentences import day_words


@dataclass(frozen=True, slots=True)
class Support:
    """`set_up` are numbers of the list that is shown; `village` where it is not the team's own.
    `is_known` is what they say where one of a similar name is known.
    """

    name: str
    day: date
    set_up: tuple[int, ...]
    village: str | None
    is_known: bool


def support_business(support: Support, today: date, labels: Labels) -> Part:
    heard = yield from begin("hỗ trợ hộ kinh doanh", labels)
    if labels.later not in heard.labels:
        raise StuckError("which business", heard)
    heard = yield Say(support.name)
    if labels.qr not in heard.labels:
        new = number_of(labels.new_business, heard)
        heard = yield Say("1" if support.is_known else new)
    if labels.qr not in heard.labels:
        raise StuckError("what was set up", heard)
    yield Say(", ".join(map(str, support.set_up)))
    heard = yield Say("xong")
    if support.village and labels.new_business in heard.text:
        yield Say("sửa thuộc")
        heard = yield Say(support.village)
    if support.day != today:
        yield Say("sửa ngày")
        heard = yield Say(day_words(support.day, today))
    return (yield from send(heard, labels))
