"""Archives as tar, written and read forward only, one piece in memory at a time.

What is read must be just what is written here: plain files in their order, every header as
`TarFile` would make it anew, zeros between and after. A link, a device, a sparse or compressed
file, a byte that was changed anywhere: all of them are refused by the first rule they break.
"""

from __future__ import annotations

import hashlib
import tarfile
from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

BLOCK = tarfile.BLOCKSIZE
RECORD = tarfile.RECORDSIZE
PIECE_BYTES = 256 * 1024
ENCODING = "utf-8"


class CutOffError(Exception):
    """The archive ends before its end."""


class BrokenError(Exception):
    """Something stands in the archive that was never written so."""


class Source(Protocol):
    def read(self, size: int, /) -> bytes:
        """Empty at the end alone; it may give less than was asked."""
        ...


class Sink(Protocol):
    def write(self, data: bytes, /) -> object: ...


class TapeWriter:
    """Counts what it writes; `digest` is of all of it."""

    def __init__(self, sink: Sink, at: datetime) -> None:
        self._sink = sink
        self._at = int(at.timestamp())
        self._written = 0

    def add(self, name: str, size: int, pieces: Iterator[bytes]) -> str:
        """The SHA-256 of the file. Raises ValueError when the pieces are not `size` together."""
        self._write(_header(name, size, self._at))
        digest, left = hashlib.sha256(), size
        for piece in pieces:
            left -= len(piece)
            if left < 0:
                break
            digest.update(piece)
            self._write(piece)
        if left:
            raise ValueError(f"{name} changed its size while it was read")
        self._write(bytes(-size % BLOCK))
        return digest.hexdigest()

    def add_bytes(self, name: str, data: bytes) -> str:
        return self.add(name, len(data), iter([data]))

    def finish(self) -> None:
        self._write(bytes(2 * BLOCK))
        self._write(bytes(-self._written % RECORD))

    def _write(self, data: bytes) -> None:
        self._sink.write(data)
        self._written += len(data)


class Member:
    """One file of the tape. Its pieces must be taken before the next member is asked for."""

    def __init__(self, name: str, size: int, reader: TapeReader) -> None:
        self.name = name
        self.size = size
        self._reader = reader

    def pieces(self) -> Iterator[bytes]:
        left = self.size
        while left:
            piece = self._reader.exactly(min(left, PIECE_BYTES))
            left -= len(piece)
            yield piece
        if any(self._reader.exactly(-self.size % BLOCK)):
            raise BrokenError(f"something stands behind {self.name}")

    def whole(self, most: int) -> bytes:
        """Raises BrokenError where it is larger than that."""
        if self.size > most:
            raise BrokenError(f"{self.name} is too large")
        return b"".join(self.pieces())


class TapeReader:
    def __init__(self, source: Source) -> None:
        self._source = source
        self.place = 0

    def members(self) -> Iterator[Member]:
        """Raises CutOffError and BrokenError, also for what stands behind the end."""
        while True:
            block = self.exactly(BLOCK)
            if not any(block):
                break
            yield self._member(block)
        if any(self.exactly(BLOCK)) or any(self.exactly(-self.place % RECORD)):
            raise BrokenError("something stands in the end")
        if self._source.read(1):
            raise BrokenError("something stands behind the end")

    def exactly(self, size: int) -> bytes:
        data = self._source.read(size) if size else b""
        while len(data) < size:
            more = self._source.read(size - len(data))
            if not more:
                raise CutOffError(f"the archive ends at byte {self.place + len(data)}")
            data += more
        self.place += size
        return data

    def _member(self, block: bytes) -> Member:
        try:
            info = tarfile.TarInfo.frombuf(block, ENCODING, "strict")
            is_ours = _header(info.name, info.size, int(info.mtime)) == block
        except (tarfile.HeaderError, ValueError) as error:
            raise BrokenError(f"no header before byte {self.place}") from error
        if not is_ours:
            raise BrokenError(f"a strange header before byte {self.place}")
        return Member(info.name, info.size, self)


def _header(name: str, size: int, mtime: int) -> bytes:
    """Raises ValueError for a name that needs more than one block."""
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = size, mtime, 0o600
    header = info.tobuf(tarfile.GNU_FORMAT, ENCODING, "strict")
    if len(header) != BLOCK:
        raise ValueError(f"the name {name} is too long")
    return header
