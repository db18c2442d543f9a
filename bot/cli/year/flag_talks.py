"""What is said of an entry that the bot would like to have looked at again."""

from __future__ import annotations

from bot.cli.year.logging_talks import send
from bot.cli.year.saying import Heard, Labels, Part, Press, StuckError

MOST_FIELDS = 8


def settle_twice(heard: Heard, labels: Labels, *, is_one: bool) -> Part:
    """Two of a team told of a session: it was one, or there were two. Where nobody noticed, or
    something else is to be looked at, nothing is said.
    """
    if labels.look_again not in heard.labels:
        return heard
    heard = yield Press(labels.look_again)
    if labels.merge not in heard.labels:
        return heard
    if not is_one:
        return (yield Press(labels.two_sessions))
    heard = yield Press(labels.merge)
    for _ in range(MOST_FIELDS):
        if labels.send in heard.labels:
            break
        if labels.second_entry not in heard.labels:
            raise StuckError("which of the two is right", heard)
        heard = yield Press(labels.second_entry)
    return (yield from send(heard, labels))
