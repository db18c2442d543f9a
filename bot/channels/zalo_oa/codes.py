"""What an answer of Zalo's OA OpenAPI means to us. Pure.

Codes: https://docs.zaloplatforms.com/docs/OA ("Mã lỗi", read 2026-11-22), and what others met:
Zalo answers HTTP 200 even where `error` is not 0, and its numbers are what counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.channels.failures import (
    Misconfigured,
    PersonLeft,
    Refused,
    SendError,
    Throttled,
    Unreachable,
    WindowClosed,
    harmless,
)

RENEW = frozenset({-216, -220})
"""The token is no longer good: another one, once, then the same request."""

RATE_LIMIT = -32

EXPIRED = -100
"""What was uploaded is no longer there: uploaded anew, once."""

MINUTE, HOUR = 60.0, 3600.0

Made = Callable[[int, str], SendError]


def _misconfigured(code: int, _words: str) -> SendError:
    return Misconfigured(f"code {code}")


def _refused(code: int, words: str) -> SendError:
    return Refused(str(code), words)


def _left(code: int, _words: str) -> SendError:
    return PersonLeft(f"code {code}")


def _closed(code: int, _words: str) -> SendError:
    return WindowClosed(f"code {code}")


def _later(seconds: float) -> Made:
    return lambda _code, _words: Throttled(seconds)


CODES: Mapping[int, Made] = {
    RATE_LIMIT: _later(MINUTE),  # too many a minute: the plan's 100 or 2 000, or the app's 4 000
    EXPIRED: _refused,  # even freshly uploaded
    -201: _refused,  # a parameter is wrong: the same message would be refused again
    -204: _misconfigured,  # the Official Account was deleted
    -205: _misconfigured,  # or does not exist
    -209: _misconfigured,  # the app is not active
    # The plan's messages are used up. Only what goes beyond 48 hours counts towards them, so the
    # person's next word opens the way, and next month's plan does.
    -211: _closed,
    -212: _misconfigured,  # the app has not asked for this right
    -213: _left,  # does not follow, and has not written either: comes back by either
    -216: _misconfigured,  # even with a new token
    -217: _left,  # has blocked us
    -218: _closed,  # gets no more of us for now, which is Zalo's limit and not the person's will
    -220: _misconfigured,  # as −216
    -221: _misconfigured,  # the Official Account is not verified
    -223: _misconfigured,  # its administrator has not given the app the right
    -224: _misconfigured,  # its plan is too low
    -227: _left,  # has not used Zalo for 45 days, or was shut out: a human should call
    -230: _closed,  # the last word is older than 7 days
    -232: _closed,  # the same, of a person who has never done anything here
    -233: _refused,  # a kind of message that is not allowed
    -234: _later(HOUR),  # by night, which concerns only what we do not send: promotion
    -235: _misconfigured,  # not for this kind of Official Account: TOSO_ZALO_OA_SEND=v2
    -237: _refused,  # a group that has expired: we send to none
    -240: _misconfigured,  # the old path is closed for this account: TOSO_ZALO_OA_SEND=v3
    -242: _misconfigured,  # the proof of the app's secret is wrong
    -244: _left,  # has forbidden us to write
    -248: _refused,  # against a rule of Zalo's
}


def send_error(code: int, words: str) -> SendError:
    """A code that nobody has told us of is tried again: `delivery` ends that by itself, and most of
    what a server says beyond its list is a fault of the hour.
    """
    made = CODES.get(code)
    return made(code, harmless(words)) if made else Unreachable(f"code {code}")
