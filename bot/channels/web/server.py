"""The web chat over HTTP: its addresses, the page itself, and what goes around every answer.

Laws: a page reads and changes nothing but its own talk; no address, cookie or word of a person
reaches a log; whatever fails, the person gets a kind answer.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from aiohttp import web

from bot.channels.contract import Inbound
from bot.channels.web import words as say
from bot.channels.web.assets import Page, Visit, load_assets
from bot.channels.web.file_pages import FilePages
from bot.channels.web.gate import Gate, RefusedError, answer, read_json
from bot.channels.web.guard import headers
from bot.channels.web.handed_out import HandedOut
from bot.channels.web.hooks import Hooks
from bot.channels.web.log import WebLog
from bot.channels.web.mailbox import Mailbox
from bot.channels.web.sessions import COOKIE, COOKIE_SECONDS, SECURE_COOKIE, SessionIdentity
from bot.channels.web.stream import BEAT_SECONDS, Streams
from bot.channels.web.uploads import Uploads
from bot.channels.webhook import Hook
from bot.dialog.text import Text
from bot.kernel.clock import Clock
from bot.kernel.errors import traced
from bot.oa_tokens.consent import CALLBACK

BODY_BYTES = 128 * 1024
FOREVER = "public, max-age=31536000, immutable"
CLOSING_SECONDS = 5.0

log = logging.getLogger("toso.web")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class WebServer:
    def __init__(
        self,
        *,
        web_log: WebLog,
        uploads: Uploads,
        identity: SessionIdentity,
        receive: Callable[[Inbound], Awaitable[bool]],
        open_file: Callable[[str], bytes],
        on_visit: Callable[[str], Awaitable[None]],
        drain: Callable[[], Awaitable[None]],
        words: Callable[[Text], str],
        keyed_hash: Callable[[str], str],
        browser_hash: Callable[[str], str],
        new_token: Callable[[], str],
        clock: Clock,
        is_sample: bool,
        trusts_proxy: bool = False,
        frame_ancestors: str = "'none'",
        beat_seconds: float = BEAT_SECONDS,
        hooks: Sequence[Hook] = (),
        oa_token_age: Callable[[], Awaitable[float | None]] | None = None,
        handed_out: HandedOut | None = None,
    ) -> None:
        """`receive` returns once a message is committed, False where that was our fault;
        `open_file` gives the bytes of a received file by its name; `on_visit` hears the external id
        of each page that opens; `drain` sends what is still to go out once no page can ask for
        more.

        `hooks` are served beside the page, and so is `handed_out`; `oa_token_age` are hours, told
        to whoever watches over us. `new_token` gives 32 random bytes as 43 letters. `trusts_proxy`
        says that a proxy of ours stands in front and sets X-Forwarded-For, -Host and -Proto itself.
        """
        self._log = web_log
        self._identity = identity
        self._drain = drain
        self._words = words
        self._new_token = new_token
        self._is_sample = is_sample
        self._headers = headers(frame_ancestors=frame_ancestors)
        self._assets = load_assets()
        self._hooks = Hooks(hooks)
        self._oa_token_age = oa_token_age
        self._page = Page(words, self._assets, photo_bytes=uploads.limit)
        self._gate = Gate(
            web_log=web_log,
            identity=identity,
            keyed_hash=keyed_hash,
            browser_hash=browser_hash,
            clock=clock,
            trusts_proxy=trusts_proxy,
        )
        self._files = (
            FilePages(handed_out, gate=self._gate, words=words, assets=self._assets)
            if handed_out
            else None
        )
        self._streams = Streams(
            gate=self._gate, web_log=web_log, on_visit=on_visit, beat_seconds=beat_seconds
        )
        self._mailbox = Mailbox(
            gate=self._gate,
            web_log=web_log,
            uploads=uploads,
            receive=receive,
            open_file=open_file,
            clock=clock,
        )

    @asynccontextmanager
    async def running(self, host: str, port: int) -> AsyncIterator[str]:
        """Serve, with the log's writer at work; the address of the page. Port 0 takes a free one.

        Raises OSError where the port is taken.
        """
        failure: BaseException | None = None
        async with asyncio.TaskGroup() as group:
            writing = group.create_task(self._log.run())
            runner = web.AppRunner(
                self.application(), access_log=None, shutdown_timeout=CLOSING_SECONDS
            )
            try:
                await runner.setup()
                await web.TCPSite(runner, host, port).start()
                yield f"http://{host}:{runner.addresses[0][1]}/"
            except BaseException as error:  # noqa: BLE001  # raised below, outside the group, as it is
                failure = error
            await runner.cleanup()
            await self._drain()
            writing.cancel()
        if failure is not None:
            raise failure

    def application(self) -> web.Application:
        app = web.Application(middlewares=[self._guard], client_max_size=BODY_BYTES)
        app.on_response_prepare.append(self._harden)
        app.on_shutdown.append(self._let_go)
        app.add_routes(
            [
                web.get("/", self._show),
                web.get("/page/{name}", self._show_asset),
                web.get("/health", self._show_health),
                *([web.get(CALLBACK, self._show_consented)] if self._oa_token_age else []),
                web.post("/as", self._change_role),
                web.post("/leave", self._leave),
                web.get("/events", self._streams.show),
                web.get("/lines", self._streams.show_earlier),
                web.post("/messages", self._mailbox.take_message),
                web.post("/photos", self._mailbox.take_photo),
                web.post("/files", self._mailbox.take_file),
                web.get("/photos/{client_id}", self._mailbox.show_photo),
                web.get("/files/{seq:[0-9]{1,9}}/{number:[0-9]{1,2}}", self._mailbox.show_file),
                *self._hooks.routes(),
                *(self._files.routes() if self._files else []),
            ]
        )
        return app

    async def _show(self, request: web.Request) -> web.StreamResponse:
        """Every visit renews the cookie, so that who comes once a year is still known."""
        is_secure = self._gate.is_secure(request)
        token = self._gate.find_token(request) or self._new_token()
        session = await self._gate.session_of(token)
        visit = Visit(
            talk=self._gate.talk(session),
            role=self._identity.role(session),
            roles=self._identity.roles,
            is_sample=self._is_sample,
        )
        response = web.Response(text=self._page.render(visit), content_type="text/html")
        response.headers["Cache-Control"] = "no-store"
        response.enable_compression()
        _set_cookie(response, token, is_secure=is_secure)
        return response

    async def _leave(self, request: web.Request) -> web.StreamResponse:
        """On a phone that several share: the browser is a stranger's from now on, with a talk of
        its own, and the former one can be read by nobody.
        """
        session = await self._gate.admit(request, ("application/json",))
        response = answer({"ok": True})
        _set_cookie(response, self._new_token(), is_secure=self._gate.is_secure(request))
        self._log.end_pages(self._gate.sender(session).external_id)
        return response

    async def _show_asset(self, request: web.Request) -> web.StreamResponse:
        asset = self._assets.get(request.match_info["name"])
        if asset is None:
            raise web.HTTPNotFound
        is_zipped = "gzip" in request.headers.get("Accept-Encoding", "")
        response = web.Response(
            body=asset.zipped if is_zipped else asset.body, content_type=asset.mime, charset="utf-8"
        )
        if is_zipped:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Vary"] = "Accept-Encoding"
        # The page names each file with its version, so what has that name never changes.
        is_current = request.query.get("v") == asset.version
        response.headers["Cache-Control"] = FOREVER if is_current else "no-cache"
        return response

    async def _show_health(self, request: web.Request) -> web.StreamResponse:  # noqa: ARG002
        await self._log.check()
        age = None if self._oa_token_age is None else await self._oa_token_age()
        return answer({"ok": True, "oa_token_age_hours": age})

    async def _show_consented(self, request: web.Request) -> web.StreamResponse:  # noqa: ARG002
        """Here Zalo sends the browser of whoever has consented. What its address holds is for the
        command that waits for it, and nothing here looks at it.
        """
        response = web.Response(text=self._words(say.CONSENTED))
        response.headers["Cache-Control"] = "no-store"
        return response

    async def _change_role(self, request: web.Request) -> web.StreamResponse:
        """Other tabs of this browser load anew: they would show one person's talk and send as
        another.
        """
        session = await self._gate.admit(request, ("application/json",))
        given = await read_json(request)
        role = given.get("role") if isinstance(given, dict) else None
        if not any(role == each.id for each in self._identity.roles):
            raise RefusedError(400, say.MALFORMED)
        await self._log.choose_role(session.key, str(role))
        self._log.end_pages(self._gate.sender(session).external_id)
        return answer({"ok": True})

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except RefusedError as refused:
            response = answer({"say": self._words(refused.words)}, status=refused.status)
            if refused.retry_after:
                response.headers["Retry-After"] = str(int(refused.retry_after) + 1)
            return response
        except web.HTTPException:
            raise
        except (ConnectionResetError, TimeoutError, web.RequestPayloadError):
            # The phone lost its network in the middle: nobody is there to read this.
            return answer({"say": self._words(say.FAULT)}, status=408)
        except Exception as error:  # noqa: BLE001  # the edge; a traceback may quote people's words
            fields = {"route": _route(request), **traced(error)}
            log.error("request failed", extra={"fields": fields})  # noqa: TRY400
            return answer({"say": self._words(say.FAULT)}, status=503)

    async def _harden(self, request: web.Request, response: web.StreamResponse) -> None:  # noqa: ARG002
        for name, value in self._headers.items():
            response.headers.setdefault(name, value)  # a page with a form has its own
        response.headers["Server"] = "toso"  # whoever asks need not know the versions

    async def _let_go(self, app: web.Application) -> None:  # noqa: ARG002
        self._log.end_pages()


def _set_cookie(response: web.Response, token: str, *, is_secure: bool) -> None:
    response.set_cookie(
        SECURE_COOKIE if is_secure else COOKIE,
        token,
        max_age=COOKIE_SECONDS,
        path="/",
        secure=is_secure,
        httponly=True,
        samesite="Lax",
    )


def _route(request: web.Request) -> str:
    """The pattern of the address: the address itself may hold a name that the page gave."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else ""
