"""What goes wrong at a call, on demand: the next so many calls of a method, or whatever another
object with `next` says.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from aiohttp import web

from tests.emulators.zalo_bot.envelope import RefusedError, refused

HTML = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"


class Kind(StrEnum):
    REFUSED = "refused"  # HTTP 200, `ok: false` and the code
    STATUS = "status"  # the code is the HTTP status too
    HTML = "html"  # a gateway's page, by default 502
    GARBAGE = "garbage"  # 200, and words that mean nothing
    HANG = "hang"  # nothing for `seconds`, then 504
    CUT = "cut"  # the connection drops


@dataclass(frozen=True, slots=True)
class Fault:
    """With `takes` the call is done first: whoever asked cannot know."""

    kind: Kind
    code: int = 0
    words: str = ""
    seconds: float = 60.0
    takes: bool = False

    async def answer(self, request: web.Request) -> web.StreamResponse:
        match self.kind:
            case Kind.REFUSED:
                return refused(RefusedError(self.code or 429, self.words), frozenset())
            case Kind.STATUS:
                code = self.code or 500
                return refused(RefusedError(code, self.words), frozenset({code}))
            case Kind.HTML:
                return web.Response(text=HTML, content_type="text/html", status=self.code or 502)
            case Kind.GARBAGE:
                return web.Response(text="\x00" + HTML[:20])
            case Kind.HANG:
                await asyncio.sleep(self.seconds)
                return web.Response(text=HTML, content_type="text/html", status=504)
            case Kind.CUT:
                return hang_up(request)


class Faults(Protocol):
    def next(self, method: str, chat: str, asked: dict[str, Any]) -> Fault | None:
        """What befalls this call; `chat` is the chat's id or empty."""
        ...


@dataclass(slots=True)
class Script:
    """Faults in the order in which they were asked for, each for its method or for any (`*`)."""

    _waiting: dict[str, deque[Fault]] = field(default_factory=dict)

    def add(self, method: str, fault: Fault, times: int = 1) -> None:
        self._waiting.setdefault(method, deque()).extend([fault] * times)

    def next(self, method: str, chat: str, asked: dict[str, Any]) -> Fault | None:  # noqa: ARG002  # of the protocol
        for name in (method, "*"):
            if waiting := self._waiting.get(name):
                return waiting.popleft()
        return None

    def clear(self) -> None:
        self._waiting.clear()


def hang_up(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
