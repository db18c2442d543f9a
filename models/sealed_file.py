"""Files sealed with the installation's key, piece by piece, so that none is ever whole in memory on
its way to the disk.

Each piece is sealed with the file's name, its own number and whether it is the last: a file that
was cut short, put together anew or given another's name does not open.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from models.vault import SEAL_BYTES, Cipher

PIECE_BYTES = 64 * 1024


class Sealer:
    """Seals what is added into `file`. Without `finish` the file never opens."""

    def __init__(self, file: BinaryIO, cipher: Cipher, name: str) -> None:
        self._file = file
        self._cipher = cipher
        self._name = name
        self._number = 0
        self._waiting = bytearray()

    def add(self, data: bytes) -> None:
        """Small pieces wait for one another: a seal for each would make the file many times as
        large.
        """
        self._waiting += data
        while len(self._waiting) > PIECE_BYTES:
            self._write(bytes(self._waiting[:PIECE_BYTES]), is_last=False)
            del self._waiting[:PIECE_BYTES]

    def finish(self) -> None:
        self._write(bytes(self._waiting), is_last=True)
        self._waiting.clear()

    def _write(self, piece: bytes, *, is_last: bool) -> None:
        about = _about(self._name, self._number, is_last=is_last)
        self._file.write(self._cipher.seal(piece, about))
        self._number += 1


def read_sealed(file: BinaryIO, cipher: Cipher, name: str) -> bytes:
    """Raises TosoError for what does not open with this key under this name."""
    return b"".join(opened_pieces(file, cipher, name))


def opened_pieces(file: BinaryIO, cipher: Cipher, name: str) -> Iterator[bytes]:
    """Piece by piece, for what is too large to be whole in memory. Raises like `read_sealed`: a
    file that was cut short gives all pieces but its last before it does.
    """
    number = 0
    sealed = file.read(PIECE_BYTES + SEAL_BYTES)
    while True:
        following = file.read(PIECE_BYTES + SEAL_BYTES)
        about = _about(name, number, is_last=not following)
        yield cipher.unseal(sealed, about)
        if not following:
            return
        sealed = following
        number += 1


def opened_size(sealed_size: int) -> int:
    """How many bytes a sealed file of that size holds."""
    pieces = -(-sealed_size // (PIECE_BYTES + SEAL_BYTES))
    return sealed_size - pieces * SEAL_BYTES


def _about(name: str, number: int, *, is_last: bool) -> bytes:
    return f"{name}/{number}/{'last' if is_last else 'more'}".encode()
