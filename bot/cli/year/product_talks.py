"""What the coordinator says of OCOP products: added, put on a sàn, off it again, removed."""

from __future__ import annotations

from datetime import date

from bot.cli.year.logging_talks import send
from bot.cli.year.saying import Labels, Part, Press, Say, StuckError, Talk, begin
from bot.cli.year.sentences import day_words


def add_product(name: str, maker: str | None, labels: Labels) -> Talk:
    """Not on a sàn yet."""
    heard = yield from begin("thêm sản phẩm", labels)
    if labels.later not in heard.labels:
        raise StuckError("what the product is called", heard)
    yield Say(name)
    yield Say(maker or "bỏ qua")
    heard = yield Say("chưa lên sàn")
    yield from send(heard, labels)


def put_on(name: str, platform: str, day: date, today: date, labels: Labels) -> Talk:
    """On a sàn from a day on, which may lie in a closed week."""
    yield from _product(name, labels)
    yield Say("đưa lên sàn")
    yield Say(platform)
    heard = yield Say(day_words(day, today))
    yield from send(heard, labels)


def take_off(name: str, labels: Labels) -> Talk:
    yield from _product(name, labels)
    yield Press(labels.unlist)
    heard = yield Press(labels.unlist)
    if labels.products not in heard.labels:
        raise StuckError("that it is off the sàn", heard)


def remove(name: str, labels: Labels) -> Talk:
    yield from _product(name, labels)
    yield Press(labels.remove_product)
    heard = yield Press(labels.remove_product)
    if labels.products not in heard.labels:
        raise StuckError("that the product is gone", heard)


def _product(name: str, labels: Labels) -> Part:
    yield from begin("sản phẩm ocop", labels)
    heard = yield Say(name)
    if labels.remove_product not in heard.labels:
        raise StuckError("the page of the product", heard)
    return heard
