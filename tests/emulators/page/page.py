"""A page as wide as a telephone on which one plays a person and sees what the bot answers; every
emulator that has the same few addresses below `/_emulator/` may serve it.

It needs `offer` (the name, and the acts with their labels), `talk?user=` (the lines of a talk) and
`act` (one act of a person).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

FOLDER = Path(__file__).parent
FILES = {
    "": ("index.html", "text/html"),
    "page.css": ("page.css", "text/css"),
    "page.js": ("page.js", "text/javascript"),
}


def page_routes() -> list[web.RouteDef]:
    return [web.get(f"/_emulator/{name}", _showing(name)) for name in FILES]


def _showing(name: str) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    file, mime = FILES[name]

    async def show(request: web.Request) -> web.StreamResponse:  # noqa: ARG001  # the file is all
        text = (FOLDER / file).read_text(encoding="utf-8")
        return web.Response(text=text, content_type=mime)

    return show
