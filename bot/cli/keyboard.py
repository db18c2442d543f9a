"""Lines as they are typed or piped in, without stopping the clock meanwhile."""

from __future__ import annotations

import asyncio
import codecs
import os
import threading

CHUNK = 65_536
LONGEST = 100_000  # characters of one line; what is piped in without an end is cut


class Lines:
    """Read by a thread of its own, since no loop can wait for a file or for every kind of terminal.

    It reads the descriptor itself: when the program ends nobody may hold the lock of `sys.stdin`.
    """

    def __init__(self, descriptor: int) -> None:
        self._loop = asyncio.get_running_loop()
        self._waiting: asyncio.Queue[str | None] = asyncio.Queue()
        thread = threading.Thread(target=self._read, args=(descriptor,), daemon=True)
        thread.start()

    async def next(self, seconds: float | None) -> str | None:
        """The next line, or None at the end. Raises TimeoutError after `seconds`."""
        return await asyncio.wait_for(self._waiting.get(), seconds)

    def _read(self, descriptor: int) -> None:
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        rest = ""
        while chunk := _chunk(descriptor):
            *whole, rest = (rest + decoder.decode(chunk)).split("\n")
            for line in whole:
                self._hand_over(line)
            rest = rest[:LONGEST]
        if rest:
            self._hand_over(rest)
        self._hand_over(None)

    def _hand_over(self, line: str | None) -> None:
        try:
            self._loop.call_soon_threadsafe(self._waiting.put_nowait, line)
        except RuntimeError:  # the loop has ended: nobody listens any more
            return


def _chunk(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, CHUNK)
    except OSError:  # the terminal was closed
        return b""
