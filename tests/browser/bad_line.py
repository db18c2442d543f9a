"""A line between a phone and the product that breaks in the middle of an upload: what no switch of
the browser does to a request that is under way.
"""

from __future__ import annotations

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

PIECE = 16 * 1024
UPLOAD = b"POST /photos"


@dataclass(slots=True)
class BadLine:
    """`cuts` uploads are still to be broken, each after `most` bytes; `broken` were."""

    host: str
    port: int
    most: int
    cuts: int = 1
    broken: int = 0
    address: str = ""
    _open: set[StreamWriter] = field(default_factory=set)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[BadLine]:
        server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        self.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        try:
            yield self
        finally:
            server.close()
            for writer in tuple(self._open):
                writer.transport.abort()
            await server.wait_closed()

    async def _carry(self, reader: StreamReader, writer: StreamWriter) -> None:
        there, back = await asyncio.open_connection(self.host, self.port)
        self._open |= {writer, back}
        with suppress(ConnectionError):
            async with asyncio.TaskGroup() as group:
                answers = group.create_task(self._answer(there, writer))
                await self._ask(reader, back, writer)
                answers.cancel()
        for end in (writer, back):
            end.transport.abort()
        self._open -= {writer, back}

    async def _ask(self, reader: StreamReader, back: StreamWriter, writer: StreamWriter) -> None:
        """What the phone says, until it ends or is cut."""
        uploaded = -1
        while piece := await reader.read(PIECE):
            if piece.startswith(UPLOAD):
                uploaded = 0
            elif uploaded >= 0:
                uploaded += len(piece)
            back.write(piece)
            await back.drain()
            if uploaded > self.most and self.cuts:
                self.cuts -= 1
                self.broken += 1
                writer.transport.abort()
                return

    async def _answer(self, there: StreamReader, writer: StreamWriter) -> None:
        with suppress(ConnectionError):
            while piece := await there.read(PIECE):
                writer.write(piece)
                await writer.drain()


def bad_line(address: str, *, most: int) -> BadLine:
    """In front of the product at that address."""
    parts = urlsplit(address)
    return BadLine(parts.hostname or "", parts.port or 80, most)
