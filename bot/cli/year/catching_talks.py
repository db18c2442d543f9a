"""A month that was never told is caught up, a sentence for each session."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cli.year.saying import Labels, Say, StuckError, Talk, begin, drop


def catch_up(month: int, sentences: Sequence[str], labels: Labels) -> Talk:
    """Where a report of no activity stands in the way, they leave it."""
    heard = yield from begin(f"bổ sung tháng {month}", labels)
    if labels.later not in heard.labels:
        raise StuckError("the first session of the month", heard)
    for sentence in sentences:
        yield Say(sentence)
    heard = yield Say("xong")
    if labels.send not in heard.labels:
        raise StuckError("the page of the month", heard)
    heard = yield Say("gửi đi")
    if labels.undo not in heard.labels:
        yield from drop(labels, heard)
