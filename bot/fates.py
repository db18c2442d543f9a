"""What a vendor's answer means for one letter. Pure.

Waits are spread by the letter's own id: of a thousand letters that failed together no two need come
again at the same moment, and the same letter waits equally long in every run.
"""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime, timedelta

from bot.channels.failures import (
    Misconfigured,
    PersonLeft,
    Refused,
    SendError,
    Throttled,
    Unreachable,
    WindowClosed,
)
from models.mail import OutboxState
from models.post import MISCONFIGURED, WINDOW, Fate, Letter

TRIES = 8
RETRIES = tuple(timedelta(seconds=seconds) for seconds in (2, 5, 15, 60, 300, 900, 3600))
"""Waits after the first, second … failed try of a message that may still go out, before they are
spread.
"""

SPREAD = 0.25
"""A wait is lengthened by up to this part of itself, never shortened: what a vendor asked holds."""

SHORTEST_WAIT, LONGEST_WAIT = 1.0, 86_400.0
"""Seconds: what a vendor says of "later" is believed within these."""

log = logging.getLogger("toso.delivery")


def classified(letter: Letter, error: SendError, now: datetime) -> Fate:
    match error:
        case Throttled(retry_after=seconds):
            wait = timedelta(seconds=min(max(seconds, SHORTEST_WAIT), LONGEST_WAIT))
            return Fate.later(letter, now + spread(letter, wait), "throttled")
        case Unreachable():
            if letter.tries + 1 >= TRIES:
                return Fate.ended(letter, OutboxState.FAILED, now, "unreachable")
            wait = RETRIES[min(letter.tries, len(RETRIES) - 1)]
            return Fate.later(letter, now + spread(letter, wait), "unreachable")
        case WindowClosed():
            return Fate.ended(letter, OutboxState.HELD, now, WINDOW)
        case PersonLeft():
            return Fate.left(letter, now)
        case Refused(code=code):
            log.warning("refused", extra={"fields": {"letter": letter.id, "code": code}})
            return Fate.ended(letter, OutboxState.FAILED, now, f"refused {code}")
        case Misconfigured():
            log.error("channel misconfigured", extra={"fields": {"channel": letter.channel}})
            return Fate.later(letter, now + spread(letter, RETRIES[-1]), MISCONFIGURED)
        case _:
            fields = {"letter": letter.id, "error": type(error).__name__}
            log.error("a send error outside the family", extra={"fields": fields})
            return Fate.ended(letter, OutboxState.FAILED, now, "our fault")


def spread(letter: Letter, wait: timedelta) -> timedelta:
    """At least `wait`, at most `SPREAD` of it more."""
    digest = hashlib.blake2b(f"{letter.id}/{letter.tries}".encode(), digest_size=4).digest()
    return wait * (1 + SPREAD * int.from_bytes(digest) / 2**32)
