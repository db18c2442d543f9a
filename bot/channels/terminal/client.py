"""The wire of a terminal: what goes out is handed to a function, what comes in is a path."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import Callable
from pathlib import Path

from bot.channels.contract import Part, Receipt
from bot.channels.failures import FetchFailed
from bot.channels.limits import Capabilities
from bot.channels.terminal.inbound import CHANNEL


class TerminalChannel:
    """`deliver` gets the external id and the part of everything that is sent, in order."""

    name = CHANNEL

    def __init__(self, capabilities: Capabilities, deliver: Callable[[str, Part], None]) -> None:
        self._capabilities = capabilities
        self._deliver = deliver

    @property
    def capabilities(self) -> Capabilities:
        return self._capabilities

    async def send(self, external_id: str, part: Part) -> Receipt:
        self._deliver(external_id, part)
        return Receipt()

    async def fetch(self, source: str, *, limit: int) -> bytes:
        """The bytes of a local file. Every failure lasts: a path that is wrong stays wrong."""
        return await asyncio.to_thread(read_file, Path(source), limit)


def read_file(path: Path, limit: int) -> bytes:
    """Its size is looked at before a byte is read, and a pipe or a device is not opened at all."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise FetchFailed("unreadable", lasting=True)
        if found.st_size > limit:
            raise FetchFailed("too_large", lasting=True)
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError as error:
        raise FetchFailed("missing", lasting=True) from error
    except (OSError, ValueError) as error:  # ValueError: a path with a zero byte in it
        raise FetchFailed("unreadable", lasting=True) from error
    if len(data) > limit:
        raise FetchFailed("too_large", lasting=True)
    return data
