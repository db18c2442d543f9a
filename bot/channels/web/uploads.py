"""The folder of uploaded photos: each sealed, and whole or not there at all.

An upload is named by the keyed hash of its talk and client id: a retry lands on the same file, and
only who is in that talk can name it.
"""

from __future__ import annotations

import asyncio
import itertools
import re
import stat
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path

from bot.channels.failures import FetchFailed
from bot.kernel.errors import TosoError
from models.sealed_file import Sealer, opened_size, read_sealed
from models.vault import Cipher

SOURCE = re.compile(r"[0-9a-f]{32,64}")
PART = ".part"
MAGIC = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"RIFF": "image/webp",
}


class TooLargeError(Exception):
    """The upload is over the cap; nothing of it was kept."""


class Uploads:
    def __init__(
        self, folder: Path, *, keyed_hash: Callable[[str], str], cipher: Cipher, limit: int
    ) -> None:
        """`limit` is in bytes."""
        self.limit = limit
        self._folder = folder
        self._hash = keyed_hash
        self._cipher = cipher
        self._numbers = itertools.count()

    def source_of(self, external_id: str, client_id: str) -> str:
        return self._hash(f"upload:{external_id}:{client_id}")

    async def keep(self, source: str, pieces: AsyncIterator[bytes]) -> None:
        """Raises TooLargeError; whatever is raised, also in `pieces`, nothing is left behind."""
        path = self._path(source)
        beside = path.with_name(f"{source}.{next(self._numbers)}{PART}")
        await asyncio.to_thread(self._folder.mkdir, parents=True, exist_ok=True)
        size = 0
        try:
            with beside.open("xb") as file:
                sealer = Sealer(file, self._cipher, source)
                async for piece in pieces:
                    size += len(piece)
                    if size > self.limit:
                        raise TooLargeError(source)
                    await asyncio.to_thread(sealer.add, piece)
                await asyncio.to_thread(sealer.finish)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)

    async def read(self, source: str, *, limit: int) -> bytes:
        """Raises FetchFailed: what is missing here does not come again."""
        return await asyncio.to_thread(self._read, source, limit)

    def sweep(self, before: datetime) -> int:
        """Delete what was uploaded before that moment, cut uploads included; how many there were.

        What a report keeps was copied when it was fetched, so an upload is only needed until then.
        """
        old = [
            path
            for path in self._folder.glob("*")
            if path.is_file() and path.stat().st_mtime < before.timestamp()
        ]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def _path(self, source: str) -> Path:
        if not SOURCE.fullmatch(source):
            raise FetchFailed("missing", lasting=True)
        return self._folder / source

    def _read(self, source: str, limit: int) -> bytes:
        path = self._path(source)
        try:
            found = path.stat()
            if not stat.S_ISREG(found.st_mode):
                raise FetchFailed("unreadable", lasting=True)
            if opened_size(found.st_size) > limit:
                raise FetchFailed("too_large", lasting=True)
            with path.open("rb") as file:
                return read_sealed(file, self._cipher, source)
        except FileNotFoundError as error:
            raise FetchFailed("missing", lasting=True) from error
        except (OSError, TosoError) as error:
            raise FetchFailed("unreadable", lasting=True) from error


def picture_type(data: bytes) -> str | None:
    """The type of a picture that a page may show, by its first bytes; None for anything else."""
    return next((mime for magic, mime in MAGIC.items() if data.startswith(magic)), None)
