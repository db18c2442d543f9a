"""The talk as a page reads it: a stream of events that goes on where it broke, and earlier lines.

Laws: a line is told after it is on disk; a page that comes back with the number of its last line
misses none and sees none twice.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.channels.web import words as say
from bot.channels.web.gate import Gate, RefusedError, answer
from bot.channels.web.log import Listener, WebLog
from bot.channels.web.outbound import BEAT, READY, RELOAD, line_event, line_json
from bot.channels.web.sessions import Session
from bot.kernel.errors import traced

FIRST_LINES = 60
"""Lines that a page shows when it opens; earlier ones come when they are asked for."""
MOST_LINES = 200
SEQ_DIGITS = 9
BEAT_SECONDS = 20.0
STALL_SECONDS = 60.0
"""How long a phone may take for one event before its stream is let go."""

log = logging.getLogger("toso.web")


class Streams:
    def __init__(
        self,
        *,
        gate: Gate,
        web_log: WebLog,
        on_visit: Callable[[str], Awaitable[None]],
        beat_seconds: float,
    ) -> None:
        self._gate = gate
        self._log = web_log
        self._on_visit = on_visit
        self._beat = beat_seconds

    async def show(self, request: web.Request) -> web.StreamResponse:
        session = await self._gate.session(request)
        external_id = self._gate.sender(session).external_id
        response = web.StreamResponse(
            headers={
                "Content-Type": "text/event-stream; charset=utf-8",
                "Cache-Control": "no-store",
                "X-Accel-Buffering": "no",  # nginx would keep the events to itself
            }
        )
        with self._log.listening(external_id) as listener:
            try:
                await response.prepare(request)
                if request.query.get("talk", "") not in ("", self._gate.talk(session)):
                    await _write(response, RELOAD)
                    return response
                await self._welcome(session, external_id)
                last = await self._catch_up(response, external_id, _seq_of(request))
                await self._follow(response, external_id, last, listener)
            except (ConnectionResetError, TimeoutError):
                log.debug("stream broke")  # it comes back with the number of its last line
        return response

    async def show_earlier(self, request: web.Request) -> web.StreamResponse:
        session = await self._gate.session(request)
        seq = _number(request.query.get("before", ""))
        if seq is None:
            raise RefusedError(400, say.MALFORMED)
        external_id = self._gate.sender(session).external_id
        lines = await self._log.before(external_id, seq, FIRST_LINES)
        return answer({"lines": [line_json(line) for line in lines]})

    async def _welcome(self, session: Session, external_id: str) -> None:
        """A visit that cannot be noted must not keep the talk from being shown."""
        try:
            await self._log.visit(session.key)
            await self._on_visit(external_id)
        except Exception as error:  # noqa: BLE001  # a traceback may quote people's words
            log.error("visit not noted", extra={"fields": traced(error)})  # noqa: TRY400

    async def _catch_up(
        self, response: web.StreamResponse, external_id: str, after: int | None
    ) -> int:
        """The number of the last line that was told."""
        if after is None:
            lines = await self._log.before(external_id, None, FIRST_LINES)
        else:
            lines = await self._log.after(external_id, after, MOST_LINES)
        await _write(response, *map(line_event, lines), READY)
        return lines[-1].seq if lines else after or 0

    async def _follow(
        self, response: web.StreamResponse, external_id: str, last: int, listener: Listener
    ) -> None:
        """From the store until nothing is missing, then as it is told; back to it at every gap."""
        is_whole = False
        while not listener.is_over:
            lines = listener.take(last) if is_whole else None
            if lines is None:
                lines = await self._log.after(external_id, last, MOST_LINES)
                is_whole = len(lines) < MOST_LINES
            if lines:
                last = lines[-1].seq
                await _write(response, *map(line_event, lines))
                continue
            try:
                await asyncio.wait_for(listener.news.wait(), self._beat)
            except TimeoutError:
                await _write(response, BEAT)
        if listener.is_stale:
            await _write(response, RELOAD)


async def _write(response: web.StreamResponse, *events: bytes) -> None:
    async with asyncio.timeout(STALL_SECONDS):
        await response.write(b"".join(events))


def _seq_of(request: web.Request) -> int | None:
    """Where a stream goes on: what the browser says by itself is newer than the page's address."""
    given = request.headers.get("Last-Event-ID", ""), request.query.get("after", "")
    return max((number for number in map(_number, given) if number is not None), default=None)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= SEQ_DIGITS else None
