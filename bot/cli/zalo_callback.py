"""The browser comes back to this very machine: one address on loopback, open until it did."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from bot.cli.run_arguments import LOOPBACK
from bot.oa_tokens.consent import CALLBACK, Denied, Granted, Returned

LINE_SECONDS = 10.0
MOST_LINE = 8192

Read = Callable[[str], Returned]


@asynccontextmanager
async def listening(
    port: int,
) -> AsyncIterator[tuple[str, Callable[[Read, str], Awaitable[Returned]]]]:
    """The address to come back to, and what waits for it: given how an address is read and the
    words for the browser, it returns the first answer that is one. Raises OSError where the port
    is taken.
    """
    asked: asyncio.Queue[tuple[str, asyncio.StreamWriter]] = asyncio.Queue()

    async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(LINE_SECONDS):
                line = await reader.readuntil(b"\r\n\r\n")
        except (TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError):
            writer.close()
            return
        await asked.put((line.decode("ascii", "replace"), writer))

    async def wait(read: Read, words: str) -> Returned:
        while True:
            request, writer = await asked.get()
            method, _, rest = request.partition(" ")
            target = rest.partition(" ")[0]
            returned = read(target) if method == "GET" and target.startswith(CALLBACK) else None
            is_answer = isinstance(returned, Granted | Denied)
            await _answer(writer, words if is_answer else "")
            if is_answer and returned is not None:
                return returned

    server = await asyncio.start_server(hear, LOOPBACK, port, limit=MOST_LINE)
    async with server:
        host, taken = server.sockets[0].getsockname()[:2]
        yield f"http://{host}:{taken}{CALLBACK}", wait


async def _answer(writer: asyncio.StreamWriter, words: str) -> None:
    body = words.encode()
    status = "200 OK" if words else "404 Not Found"
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\n"
        f"Content-Length: {len(body)}\r\nReferrer-Policy: no-referrer\r\n"
        "Cache-Control: no-store\r\nConnection: close\r\n\r\n"
    )
    try:
        writer.write(head.encode() + body)
        await writer.drain()
        writer.close()
        await writer.wait_closed()
    except OSError:
        return
