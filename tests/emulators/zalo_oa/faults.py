"""What goes wrong on demand: the next calls of an address end otherwise than they should, or
whatever another object with `befall` says.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from aiohttp import web

GATEWAY = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Kind(StrEnum):
    STATUS = "status"  # an HTTP status, with a JSON body that says so
    HTML = "html"  # the page of a gateway instead of JSON
    CODE = "code"  # HTTP 200 with a code of Zalo's
    HANG = "hang"  # nothing comes back for `seconds`, then the connection ends
    CUT = "cut"  # the connection ends before anything was done
    LOST = "lost"  # all is done, and then the connection ends
    HOLD = "hold"  # all is done, and the answer waits `seconds`, or until `released`


@dataclass(slots=True)
class Fault:
    """Until `times` are used up; `path` is how the addresses begin that it concerns. With `takes`
    all is done first: whoever asked cannot know.

    `reached` is set once a call has met it, `done` once what was asked has been done but for the
    answer; who holds a call sets `released`.
    """

    kind: Kind
    path: str = "/"
    times: int = 1
    status: int = 500
    code: int = -32
    takes: bool = False
    seconds: float = 60.0
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    done: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        response = None
        if self.takes or self.kind in (Kind.LOST, Kind.HOLD):
            response = await handler(request)
            self.done.set()
        match self.kind:
            case Kind.STATUS:
                told = {"error": -self.status, "message": "failed"}
                return web.json_response(told, status=self.status)
            case Kind.HTML:
                return web.Response(text=GATEWAY, content_type="text/html", status=self.status)
            case Kind.CODE:
                return web.json_response({"error": self.code, "message": "as asked"})
            case Kind.HANG:
                await self._released()
                return hang_up(request)
            case Kind.CUT | Kind.LOST:
                return hang_up(request)
            case Kind.HOLD:
                await self._released()
                return response or hang_up(request)

    async def _released(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(self.seconds):
                await self.released.wait()


class Source(Protocol):
    def befall(self, path: str, asked: object) -> Fault | None:
        """What befalls this call; `asked` is its JSON, None where it has none."""
        ...


@dataclass(slots=True)
class Faults:
    """Those that were asked for one by one come before those of `source`."""

    source: Source | None = None
    waiting: list[Fault] = field(default_factory=list)
    met: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> Fault:
        self.waiting.append(fault)
        return fault

    def take(self, path: str, asked: object = None) -> Fault | None:
        """The oldest that concerns `path`, one use of it gone."""
        for fault in self.waiting:
            if path.startswith(fault.path):
                fault.times -= 1
                if fault.times <= 0:
                    self.waiting.remove(fault)
                return self._meet(fault)
        found = self.source.befall(path, asked) if self.source else None
        return self._meet(found) if found else None

    def end(self) -> None:
        """No call hangs any longer, and none will meet anything."""
        self.waiting.clear()
        self.source = None
        for fault in self.met:
            fault.released.set()

    def _meet(self, fault: Fault) -> Fault:
        fault.reached.set()
        self.met.append(fault)
        return fault


def hang_up(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
