"""One bot's calls of the platform, and what its answers mean.

Codes: https://docs.zaloplatforms.com/docs/BOT (read 2026-11-22). An error may come as an HTTP
status, or with HTTP 200 and `ok: false`; the code in the body is what counts, where there is one.
The token stands in the address: `bot.channels.calls` tells nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import quote

from bot.channels.calls import Answer, Calls
from bot.channels.failures import (
    Misconfigured,
    Refused,
    SendError,
    Throttled,
    Unreachable,
    harmless,
)
from bot.channels.zalo_bot.capabilities import MESSAGE_SECONDS

BAD, UNAUTHORISED, FORBIDDEN, NOT_FOUND, IDLE, TOO_MANY = 400, 401, 403, 404, 408, 429
SERVER_FAULT = 500
RESPITE = 60.0
"""Seconds after a first 429 that does not say how long. The platform publishes no rate, and the
same code for a month that is used up.
"""

LINK = "https://bot.zaloplatforms.com/bots/"


@dataclass(frozen=True, slots=True)
class Done:
    """`result` is empty where the answer has none."""

    result: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Failed:
    """`words` are the platform's own, without what they may quote."""

    code: int
    words: str = ""
    retry_after: float | None = None


Said: TypeAlias = Done | Failed


@dataclass(frozen=True, slots=True)
class Identity:
    """The bot as Zalo knows it. `names` are those by which a group mentions it."""

    id: str
    names: tuple[str, ...]
    can_join_groups: bool

    @property
    def link(self) -> str:
        """Where people find the bot."""
        return f"{LINK}{self.id}"


class BotApi:
    """`name` is the operator's own for the bot; `link` is "" until the platform has said who it
    is.
    """

    def __init__(self, calls: Calls, base: str, *, name: str, token: str) -> None:
        self.name = name
        self._calls = calls
        self._address = f"{base}/bot{quote(token, safe=':')}"
        self._identity: Identity | None = None

    @property
    def link(self) -> str:
        return self._identity.link if self._identity else ""

    async def ask(
        self, method: str, asked: Mapping[str, Any], *, seconds: float = MESSAGE_SECONDS
    ) -> Said:
        """Raises Unreachable where nothing was said that means anything: the call may have been
        obeyed all the same.
        """
        answer = await self._calls.post_json(f"{self._address}/{method}", asked, seconds=seconds)
        return read_answer(answer)

    async def get(
        self, method: str, asked: Mapping[str, Any], *, seconds: float = MESSAGE_SECONDS
    ) -> Mapping[str, Any]:
        """The result. Raises the SendError that any other answer means."""
        match await self.ask(method, asked, seconds=seconds):
            case Done(result):
                return result
            case Failed() as failed:
                raise send_error(failed)

    async def identity(self) -> Identity:
        """Asked once: what an administrator changes in Zalo is seen after the next start. Raises a
        SendError.
        """
        if self._identity is None:
            told = await self.get("getMe", {})
            names = (told.get("display_name"), told.get("account_name"))
            self._identity = Identity(
                id=str(told.get("id") or ""),
                names=tuple(name for name in names if isinstance(name, str) and name),
                can_join_groups=told.get("can_join_groups") is True,
            )
        return self._identity


def read_answer(answer: Answer) -> Said:
    """Raises Unreachable for what means nothing: a page of a proxy, JSON that is not Zalo's."""
    body = answer.body
    if not isinstance(body, dict) or not isinstance(body.get("ok"), bool):
        return _without_words(answer)
    if body["ok"]:
        result = body.get("result")
        # An answer of 4xx that says ok is nobody's.
        if answer.status < BAD:
            if isinstance(result, list):  # never seen; but updates are not to be had again
                return Done({"result": result})
            return Done(result if isinstance(result, dict) else {})
        raise Unreachable(f"status {answer.status}")
    code = _code(body.get("error_code")) or (answer.status if answer.status >= BAD else 0)
    if not code:
        raise Unreachable("an answer that means nothing")
    return Failed(code, harmless(body.get("description")), _retry_after(answer))


def send_error(failed: Failed) -> SendError:
    """What a refusal of a message means.

    None of the codes is known to say that the person has left: 403 is a refusal of the server's,
    404 anything that was not found. To take either for it would silence a member for good by what
    may be a fault of the hour; the letter alone is given up, and the next one tries again.
    """
    match failed.code:
        case 401:
            return Misconfigured("the token of the bot is wrong")
        case 408:
            return Unreachable("code 408")
        case 429:
            return Throttled(failed.retry_after or RESPITE)
        case code if code >= SERVER_FAULT:
            return Unreachable(f"code {code}")
        case code:
            return Refused(str(code), failed.words)


def _without_words(answer: Answer) -> Failed:
    """Only the status is left to be read. 403 is what a firewall in between says."""
    match answer.status:
        case 401 | 408 | 429:
            return Failed(answer.status, retry_after=_retry_after(answer))
        case 404:
            raise Misconfigured("nothing of the platform is at its address")
        case status:
            raise Unreachable(f"status {status}")


def _code(value: object) -> int:
    """0 for none."""
    if isinstance(value, str) and value.isdecimal() and len(value) < 9:  # noqa: PLR2004  # a code
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _retry_after(answer: Answer) -> float | None:
    told = answer.headers.get("retry-after", "").strip()
    return float(told) if told.isdecimal() and len(told) < 9 else None  # noqa: PLR2004  # seconds
