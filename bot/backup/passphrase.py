"""Archives sealed with a passphrase: a line that says how, then pieces under AES-256-GCM.

The line is bound to every piece, so nothing of it can be changed. Behind it stands one sealed empty
value, by which a wrong passphrase is told from a damaged archive.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
import unicodedata
from collections.abc import Iterator
from typing import BinaryIO

from bot.backup.manifest import About, about_json, read_about
from bot.backup.tape import BrokenError, CutOffError
from bot.kernel.errors import TosoError
from models.sealed_file import Sealer, opened_pieces
from models.vault import KEY_LENGTH, SEAL_BYTES, Cipher

MAGIC = b"toso sealed backup 1\n"
MOST_LINE = 4096
SALT_LENGTH = 16
COST = {"n": 2**17, "r": 8, "p": 1}
"""scrypt as OWASP asks for it (https://cheatsheetseries.owasp.org, Password Storage, read
2026-11-22): 128 MB and some tenths of a second for each guess.
"""

MOST_MEMORY = 256 * 1024 * 1024


class WrongPassphraseError(Exception):
    """Or the line that says how it was sealed was changed."""


class SealedSink:
    """What is written goes sealed into `file`. Without `finish` it never opens."""

    def __init__(self, file: BinaryIO, passphrase: str, about: About) -> None:
        salt = os.urandom(SALT_LENGTH)
        told = json.loads(about_json(about)) | {"scrypt": COST, "salt": _base64(salt)}
        line = json.dumps(told).encode() + b"\n"
        cipher, name = _cipher(passphrase, salt), _name(line)
        file.write(MAGIC + line + cipher.seal(b"", name.encode()))
        self._sealer = Sealer(file, cipher, name)

    def write(self, data: bytes) -> None:
        self._sealer.add(data)

    def finish(self) -> None:
        self._sealer.finish()


class SealedSource:
    """Reads what `SealedSink` wrote, from a file that stands behind its magic line."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        """Raises WrongPassphraseError, BrokenError and CutOffError."""
        line = _read_line(file)
        try:
            told = json.loads(line)
            salt = base64.b64decode(told["salt"], validate=True)
            is_known = told["scrypt"] == COST  # never what a stranger's file asks for
        except (ValueError, KeyError, TypeError, binascii.Error) as error:
            raise BrokenError("the line does not say how it was sealed") from error
        if not is_known:
            raise BrokenError("sealed in an unknown way")
        cipher, name = _cipher(passphrase, salt), _name(line)
        check = file.read(SEAL_BYTES)
        if len(check) < SEAL_BYTES:
            raise CutOffError("it ends before its first piece")
        try:
            cipher.unseal(check, name.encode())
        except TosoError as error:
            raise WrongPassphraseError from error
        self._pieces = _pieces(file, cipher, name)
        self._waiting = b""

    def read(self, size: int) -> bytes:
        if not self._waiting:
            self._waiting = next(self._pieces, b"")
        data, self._waiting = self._waiting[:size], self._waiting[size:]
        return data


def read_sealed_about(file: BinaryIO) -> About:
    """Whose archive it is, without the passphrase.

    Raises BrokenError, CutOffError and ManifestError.
    """
    return read_about(_read_line(file))


def read_passphrase(data: bytes) -> str:
    """The first line of a file, however its letters and marks were typed. Raises ValueError."""
    line = data.decode("utf-8-sig").splitlines()
    passphrase = unicodedata.normalize("NFC", line[0]) if line else ""
    if not passphrase.strip():
        raise ValueError("no passphrase")
    return passphrase


def _pieces(file: BinaryIO, cipher: Cipher, name: str) -> Iterator[bytes]:
    try:
        for piece in opened_pieces(file, cipher, name):
            if piece:
                yield piece
    except TosoError as error:
        raise BrokenError("a piece does not open") from error


def _read_line(file: BinaryIO) -> bytes:
    line = file.readline(MOST_LINE)
    if not line.endswith(b"\n"):
        if len(line) == MOST_LINE:
            raise BrokenError("the line that says how it was sealed has no end")
        raise CutOffError("it ends in its first lines")
    return line


def _cipher(passphrase: str, salt: bytes) -> Cipher:
    key = hashlib.scrypt(
        passphrase.encode(), salt=salt, maxmem=MOST_MEMORY, dklen=KEY_LENGTH, **COST
    )
    return Cipher(key)


def _name(line: bytes) -> str:
    return hashlib.sha256(MAGIC + line).hexdigest()


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
