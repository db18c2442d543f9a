"""What a page sends and asks for: messages, presses, photos, and its own files back.

Law: 200 only after the commit, so that a page may forget what it sent.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from urllib.parse import quote

from aiohttp import web

from bot.channels.contract import FileSent, Inbound, TextSent
from bot.channels.failures import FetchFailed
from bot.channels.web import words as say
from bot.channels.web.gate import Gate, RefusedError, answer, read_json
from bot.channels.web.inbound import (
    Said,
    inbound_of,
    read_client_id,
    read_file,
    read_photo,
    read_said,
)
from bot.channels.web.log import WebLog
from bot.channels.web.outbound import file_of_line
from bot.channels.web.sessions import Session
from bot.channels.web.uploads import TooLargeError, Uploads, picture_type
from bot.dialog.text import Text
from bot.kernel.clock import Clock
from bot.kernel.errors import TosoError, traced
from bot.language.sentences.secrets import without_secrets

PIECE_BYTES = 64 * 1024
STALL_SECONDS = 60.0
"""How long a phone may take for one piece of a photo before it is let go."""

log = logging.getLogger("toso.web")


class Mailbox:
    def __init__(
        self,
        *,
        gate: Gate,
        web_log: WebLog,
        uploads: Uploads,
        receive: Callable[[Inbound], Awaitable[bool]],
        open_file: Callable[[str], bytes],
        clock: Clock,
    ) -> None:
        """`open_file` gives the bytes of what lies sealed among the received files."""
        self._open = open_file
        self._gate = gate
        self._log = web_log
        self._uploads = uploads
        self._receive = receive
        self._clock = clock

    async def take_message(self, request: web.Request) -> web.StreamResponse:
        session = await self._gate.admit(request, ("application/json",))
        try:
            said = read_said(await read_json(request))
        except ValueError as error:
            raise RefusedError(400, say.MALFORMED) from error
        self._gate.check_talk(session, said)
        await self._take(request, session, said)
        return answer({"ok": True})

    async def take_photo(self, request: web.Request) -> web.StreamResponse:
        session = await self._gate.admit(request, ("image/", "application/octet-stream"))
        source, said = self._read_photo(request, session)
        return await self._take_upload(request, session, source, said, say.TOO_LARGE)

    async def take_file(self, request: web.Request) -> web.StreamResponse:
        """For the question that asks for one; what it is, its bytes say later."""
        session = await self._gate.admit(request, ("application/octet-stream",))
        source, said = self._read_photo(request, session)
        name = request.query.get("name", "")
        file = read_file(said.client_id, said.talk, source, _clean(name))
        return await self._take_upload(request, session, source, file, say.FILE_TOO_LARGE)

    async def _take_upload(
        self, request: web.Request, session: Session, source: str, said: Said, too_large: Text
    ) -> web.StreamResponse:
        if (request.content_length or 0) > self._uploads.limit:
            raise RefusedError(413, too_large)
        self._gate.check_talk(session, said)
        try:
            await self._uploads.keep(source, _pieces(request))
        except TooLargeError as error:
            raise RefusedError(413, too_large) from error
        await self._take(request, session, said)
        return answer({"ok": True})

    async def show_photo(self, request: web.Request) -> web.StreamResponse:
        """One's own: its name on disk follows from the talk, so no other can be asked for."""
        session = await self._gate.session(request)
        external_id = self._gate.sender(session).external_id
        source = self._uploads.source_of(external_id, request.match_info["client_id"])
        try:
            data = await self._uploads.read(source, limit=self._uploads.limit)
        except FetchFailed as error:
            raise web.HTTPNotFound from error
        mime = picture_type(data)
        if mime is None:
            raise web.HTTPNotFound
        response = web.Response(body=data, content_type=mime)
        response.headers["Cache-Control"] = "private, max-age=3600"
        return response

    async def show_file(self, request: web.Request) -> web.StreamResponse:
        """A file that we sent into this very talk."""
        session = await self._gate.session(request)
        external_id = self._gate.sender(session).external_id
        line = await self._log.find(external_id, int(request.match_info["seq"]))
        number = int(request.match_info["number"])
        file = file_of_line(line, number) if line and not line.is_mine else None
        if file is None:
            raise web.HTTPNotFound
        try:
            data = await asyncio.to_thread(self._open, file.path)
        except OSError as error:  # it was removed since
            raise web.HTTPNotFound from error
        except TosoError as error:
            log.error("file does not open", extra={"fields": traced(error)})  # noqa: TRY400
            raise web.HTTPNotFound from error
        return web.Response(
            body=data,
            headers={
                "Content-Type": file.mime,
                "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}",
                "Cache-Control": "no-store",
            },
        )

    def _read_photo(self, request: web.Request, session: Session) -> tuple[str, Said]:
        external_id = self._gate.sender(session).external_id
        try:
            client_id = read_client_id(request.query.get("client_id"))
        except ValueError as error:
            raise RefusedError(400, say.MALFORMED) from error
        source = self._uploads.source_of(external_id, client_id)
        return source, read_photo(client_id, request.query.get("talk", ""), source)

    async def _take(self, request: web.Request, session: Session, said: Said) -> None:
        """The person's line stands in the log before the answer can, whoever is quicker; a citizen
        number or a password in it does not.
        """
        sender = self._gate.caller(request, session)
        await self._log.hear(sender.external_id, _kept(said))
        if not await self._receive(inbound_of(said, sender, at=self._clock.now())):
            raise RefusedError(503, say.FAULT)


def _kept(said: Said) -> Said:
    said = replace(said, label=without_secrets(said.label))
    match said.event:
        case TextSent(text):
            return replace(said, event=TextSent(without_secrets(text)))
        case FileSent(source, name):
            return replace(said, event=FileSent(source, without_secrets(name)))
        case _:
            return said


def _clean(name: str) -> str:
    """Halves of signs, which an address can hold and no store, become "?"."""
    return name.encode("utf-8", "replace").decode("utf-8")


async def _pieces(request: web.Request) -> AsyncIterator[bytes]:
    while True:
        async with asyncio.timeout(STALL_SECONDS):
            piece = await request.content.read(PIECE_BYTES)
        if not piece:
            return
        yield piece
