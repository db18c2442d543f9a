"""The pages of a link to a file: the file itself, or what its receiver must do to get it.

No cookie and no page of ours is asked for: the address itself is what nobody can guess, and the
browsers inside messengers bring little along.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from html import escape
from urllib.parse import quote

from aiohttp import web

from bot.channels.web.assets import FOLDER, PLACE, Asset
from bot.channels.web.gate import Gate
from bot.channels.web.guard import headers
from bot.channels.web.handed_out import Handed, HandedOut
from bot.dialog.text import Text
from bot.kernel.errors import TosoError, traced
from models.file_code import CODE_DIGITS, CodeTry

SHOWN = ("image/jpeg", "image/png", "image/webp")
"""What a browser or a provider shows in its place; anything else is loaded down."""

AT = "/f/{token:[0-9a-z-]{1,90}}"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

log = logging.getLogger("toso.web")


class FilePages:
    def __init__(
        self,
        handed_out: HandedOut,
        *,
        gate: Gate,
        words: Callable[[Text], str],
        assets: Mapping[str, Asset],
    ) -> None:
        self._handed = handed_out
        self._gate = gate
        self._words = words
        template = (FOLDER / "file.html").read_text(encoding="utf-8")
        fixed = {name: asset.version for name, asset in assets.items()}
        fixed["title"] = escape(words(Text("handed.title")))
        self._template = PLACE.sub(lambda found: fixed.get(found[1], found[0]), template)
        self._policy = headers(frame_ancestors="'none'", form_action="'self'")

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get(AT, partial(self._kindly, self.show)),
            web.post(f"{AT}/code", partial(self._kindly, self.send_code)),
            web.post(f"{AT}/open", partial(self._kindly, self.try_code)),
            web.get("/f/{other:.*}", self.show_gone),
        ]

    async def show(self, request: web.Request) -> web.StreamResponse:
        handed = await self._handed.find(request.match_info["token"])
        if handed is None:
            return self._gone()
        if handed.file.is_personal and not await self._is_receiver(request, handed):
            return self._page(Text("handed.ask"), self._ask(handed, Text("handed.send")))
        return await self._file(handed)

    async def send_code(self, request: web.Request) -> web.StreamResponse:
        handed = await self._handed.find(request.match_info["token"])
        if handed is None:
            return self._gone()
        if not await self._handed.send_code(handed, self._gate.address_hash(request)):
            return self._page(Text("handed.busy"), self._type(handed), status=429)
        return self._page(Text("handed.sent"), self._type(handed))

    async def try_code(self, request: web.Request) -> web.StreamResponse:
        handed = await self._handed.find(request.match_info["token"])
        if handed is None:
            return self._gone()
        typed = (await request.post()).get("code", "")
        tried = await self._handed.try_code(handed, typed if isinstance(typed, str) else "")
        match tried.what:
            case CodeTry.RIGHT:
                ready = Text("handed.ready", name=handed.file.name)
                return self._page(ready, self._go(handed))
            case CodeTry.WRONG:
                wrong = Text("handed.wrong", count=tried.left)
                return self._page(wrong, self._type(handed), status=403)
            case CodeTry.OVER:
                again = self._ask(handed, Text("handed.again"))
                return self._page(Text("handed.over"), again, status=403)

    async def show_gone(self, request: web.Request) -> web.StreamResponse:  # noqa: ARG002
        return self._gone()

    async def _kindly(self, handler: Handler, request: web.Request) -> web.StreamResponse:
        """The edge: the chat's own answers are for its script, these are for people."""
        try:
            return await handler(request)
        except (web.HTTPException, ConnectionResetError):
            raise
        except Exception as error:  # noqa: BLE001  # a traceback may quote people's words
            log.error("request failed", extra={"fields": {"route": AT, **traced(error)}})  # noqa: TRY400
            return self._page(Text("handed.fault"), "", status=503)

    async def _is_receiver(self, request: web.Request, handed: Handed) -> bool:
        if self._handed.is_pass(handed, request.query.get("p", "")):
            return True
        cookie = self._gate.find_token(request)
        if cookie is None:
            return False
        sender = self._gate.sender(await self._gate.session_of(cookie))
        return await self._handed.is_receiver(handed, sender.external_id)

    async def _file(self, handed: Handed) -> web.StreamResponse:
        try:
            data = await self._handed.read(handed)
        except OSError:  # it was removed since
            return self._gone()
        except TosoError as error:
            log.error("file does not open", extra={"fields": traced(error)})  # noqa: TRY400
            return self._gone()
        file = handed.file
        place = "inline" if file.mime in SHOWN else "attachment"
        return web.Response(
            body=data,
            headers={
                "Content-Type": file.mime,
                "Content-Disposition": f"{place}; filename*=UTF-8''{quote(file.name, safe='')}",
                "Content-Security-Policy": "default-src 'none'; sandbox",
                "Cache-Control": "no-store",
                "X-Robots-Tag": "noindex",
            },
        )

    def _gone(self) -> web.Response:
        return self._page(Text("handed.gone"), "", status=404)

    def _page(self, said: Text, below: str, *, status: int = 200) -> web.Response:
        filled = {"said": escape(self._words(said)), "below": below}
        page = PLACE.sub(lambda found: filled[found[1]], self._template)
        response = web.Response(text=page, content_type="text/html", status=status)
        response.headers.update(self._policy)
        response.headers["Cache-Control"] = "no-store"
        return response

    def _ask(self, handed: Handed, label: Text) -> str:
        return (
            f'<form method="post" action="/f/{handed.token}/code">'
            f'<button class="first">{escape(self._words(label))}</button></form>'
        )

    def _type(self, handed: Handed) -> str:
        label, go = escape(self._words(Text("handed.code"))), self._words(Text("handed.open"))
        return (
            f'<form method="post" action="/f/{handed.token}/open">'
            f'<label for="code">{label}</label>'
            '<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code"'
            f' maxlength="{CODE_DIGITS * 2}" required autofocus>'
            f'<button class="first">{escape(go)}</button></form>'
            f'<form method="post" action="/f/{handed.token}/code">'
            f"<button>{escape(self._words(Text('handed.again')))}</button></form>"
        )

    def _go(self, handed: Handed) -> str:
        address = f"/f/{handed.token}?p={self._handed.new_pass(handed)}"
        return (
            f'<a class="go first" href="{address}">{escape(self._words(Text("handed.open")))}</a>'
        )
