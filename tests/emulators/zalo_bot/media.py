"""What people sent, at addresses that anybody may open and that stop working."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from aiohttp import web

from tests.emulators.zalo_bot.faults import hang_up
from tests.emulators.zalo_bot.rules import Rules
from tests.emulators.zalo_bot.world import made_id

TYPES = {"jpg": "image/jpeg", "png": "image/png", "aac": "audio/aac", "webp": "image/webp"}


class MediaFault(Enum):
    BROKEN = auto()  # 500
    CUT = auto()  # half of it, then nothing
    FALSE = auto()  # something else than it says


@dataclass(frozen=True, slots=True)
class Medium:
    data: bytes
    until: datetime


class Media:
    def __init__(self, rules: Rules, now: Callable[[], datetime]) -> None:
        self.fault: Callable[[str], MediaFault | None] = lambda _: None
        """Asked with the medium's name at each fetch."""
        self.fetches: list[str] = []
        self._rules = rules
        self._now = now
        self._kept: dict[str, Medium] = {}

    def keep(self, data: bytes, ending: str, *of: object) -> str:
        """The path at which it is served; `of` makes its name."""
        name = f"{made_id('medium', *of)}.{ending}"
        until = self._now() + timedelta(seconds=self._rules.media_lifetime)
        self._kept[name] = Medium(data, until)
        return f"/media/{name}"

    async def give(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        self.fetches.append(name)
        medium = self._kept.get(name)
        if medium is None or self._now() >= medium.until:
            return web.Response(status=self._rules.media_gone if medium else 404)
        kind = TYPES.get(name.rpartition(".")[2], "application/octet-stream")
        match self.fault(name):
            case None:
                return web.Response(body=medium.data, content_type=kind)
            case MediaFault.BROKEN:
                return web.Response(status=500)
            case MediaFault.FALSE:
                return web.Response(body=b"<html>no picture</html>", content_type="text/html")
            case MediaFault.CUT:
                response = web.StreamResponse()
                response.content_length = len(medium.data)
                await response.prepare(request)
                await response.write(medium.data[: len(medium.data) // 2])
                return hang_up(request)
