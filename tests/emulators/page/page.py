"""A page as wide as a telephone on which one plays a person and sees what the bot answers: every
emulator that has a `Desk` may serve it.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Protocol

from aiohttp import web

FOLDER = Path(__file__).parent
PAGE = "/_emulator/page/"
FILES = {
    "": ("index.html", "text/html"),
    "page.css": ("page.css", "text/css"),
    "page.js": ("page.js", "text/javascript"),
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Desk(Protocol):
    def offer(self) -> dict[str, Any]:
        """`name`, and `acts`: each with `act`, its `label`, and what it `needs` ("", text, phone,
        photo or file).
        """
        ...

    def talk(self, user: str) -> list[dict[str, Any]]:
        """Its lines in order: `mine`, `text`, and where there are such `picture` (an address),
        `file` (`name`, `url`), `buttons` (`title`, `kind`, `value`), `form` (`title`, `subtitle`)
        and `price`.
        """
        ...

    async def act(self, given: dict[str, Any]) -> dict[str, Any]:
        """One act of a person: `act`, `user` and what it needs, bytes as base64 in `data`.

        `statuses` are what the bot answered, `opens` what a button opened, `error` why not.
        """
        ...


def page_routes(desk: Desk) -> list[web.RouteDef]:
    async def offer(request: web.Request) -> web.StreamResponse:  # noqa: ARG001  # of every handler
        return web.json_response(desk.offer())

    async def talk(request: web.Request) -> web.StreamResponse:
        return web.json_response(desk.talk(request.query["user"]))

    async def act(request: web.Request) -> web.StreamResponse:
        return web.json_response(await desk.act(json.loads(await request.read())))

    return [
        *(web.get(f"{PAGE}{name}", _showing(name)) for name in FILES),
        web.get(f"{PAGE}offer", offer),
        web.get(f"{PAGE}talk", talk),
        web.post(f"{PAGE}act", act),
    ]


def _showing(name: str) -> Handler:
    file, mime = FILES[name]

    async def show(request: web.Request) -> web.StreamResponse:  # noqa: ARG001  # the file is all
        text = (FOLDER / file).read_text(encoding="utf-8")
        return web.Response(text=text, content_type=mime)

    return show
