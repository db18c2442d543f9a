"""Addresses at which providers hand messages over, on the same port as the page.

Laws: nothing here asks for a cookie, a page of ours or a rate, for all of a provider's messages
come from few addresses and each is proven by its own secret; an answer has no words; a body that
is too long is not read, one that does not come is not waited for.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from functools import partial

from aiohttp import web

from bot.channels.webhook import BODY_BYTES, Hook
from bot.kernel.errors import traced

BODY_SECONDS = 10.0
"""How long a whole body may take: a provider has it ready."""

log = logging.getLogger("toso.web")


class Hooks:
    def __init__(self, hooks: Iterable[Hook], *, body_seconds: float = BODY_SECONDS) -> None:
        self._hooks = tuple(hooks)
        self._seconds = body_seconds

    def routes(self) -> list[web.RouteDef]:
        """Any other method than POST is answered with 405."""
        return [web.post(hook.path, partial(self._serve, hook)) for hook in self._hooks]

    async def _serve(self, hook: Hook, request: web.Request) -> web.StreamResponse:
        try:
            async with asyncio.timeout(self._seconds):
                body = await _read(request)
        except TimeoutError:
            return _let_go(408)
        except (ConnectionResetError, web.RequestPayloadError):
            return _let_go(400)
        if body is None:
            return _let_go(413)
        headers = {name.lower(): value for name, value in request.headers.items()}
        try:
            return web.Response(status=await hook.take(headers, body))
        except Exception as error:  # noqa: BLE001  # the edge; the provider brings it again
            fields = {"route": hook.path, **traced(error)}
            log.error("request failed", extra={"fields": fields})  # noqa: TRY400
            return web.Response(status=503)


async def _read(request: web.Request) -> bytes | None:
    """None for a body of more than `BODY_BYTES`; what it says of its length is not believed."""
    if (request.content_length or 0) > BODY_BYTES:
        return None
    body = bytearray()
    async for piece in request.content.iter_any():
        body += piece
        if len(body) > BODY_BYTES:
            return None
    return bytes(body)


def _let_go(status: int) -> web.Response:
    """What is still to come of such a body would stand before the next message."""
    response = web.Response(status=status)
    response.force_close()
    return response
