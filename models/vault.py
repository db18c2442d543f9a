"""The installation's one secret: a file of 32 random bytes, and what is derived from it.

Everything that names a person (phone, birth year, drafts, queued words) is sealed with it, and so
are received photos; whoever has only the database and the files reads none of it. Lost with its
backups, what is sealed is lost too.
"""

import base64
import binascii
import contextlib
import hashlib
import hmac
import os
import re
import unicodedata
from pathlib import Path

from bot.kernel.errors import TosoError

KEY_FILE_NAME = "toso.key"
KEY_LENGTH = 32
NONCE_LENGTH = 12
VERSION = b"\x01"  # in front of every sealed value, so that a later cipher can live beside this one
SEAL_BYTES = len(VERSION) + NONCE_LENGTH + 16
"""How much longer a value is when it is sealed: its version, its nonce and GCM's tag."""

_SEPARATORS = re.compile(r"[\s.\-‐‑–()]+")
_MOBILE = re.compile(r"0[35789]\d{8}", re.ASCII)
_LANDLINE = re.compile(r"02\d{9}", re.ASCII)


class Cipher:
    """AES-256-GCM with a random nonce for each value."""

    def __init__(self, key: bytes) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._seal = AESGCM(key)

    def encrypt(self, text: str) -> bytes:
        return self.seal(text.encode())

    def decrypt(self, sealed: bytes) -> str:
        """Raises TosoError when the value was sealed with another key, or was changed since."""
        try:
            return self.unseal(sealed).decode()
        except UnicodeDecodeError as error:
            raise _misfit() from error

    def seal(self, data: bytes, about: bytes = b"") -> bytes:
        """`about` says what the data is, and must be said again to open it."""
        nonce = os.urandom(NONCE_LENGTH)
        return VERSION + nonce + self._seal.encrypt(nonce, data, VERSION + about)

    def unseal(self, sealed: bytes, about: bytes = b"") -> bytes:
        """Raises TosoError when the value was sealed with another key or about something else, or
        was changed since.
        """
        from cryptography.exceptions import InvalidTag

        version, nonce, body = sealed[:1], sealed[1 : 1 + NONCE_LENGTH], sealed[1 + NONCE_LENGTH :]
        if version != VERSION:
            raise TosoError(f"a sealed value has the unknown version {version.hex()}")
        try:
            return self._seal.decrypt(nonce, body, version + about)
        except (InvalidTag, ValueError) as error:
            raise _misfit() from error


class Vault:
    """What may be done with the key.

    The bytes of the key itself are not kept and cannot be printed.
    """

    __slots__ = (
        "_browser_key", "_name_key", "_phone_key", "cipher", "file_cipher", "fingerprint",
    )  # fmt: skip

    def __init__(self, secret: bytes, browsers: bytes | None = None) -> None:
        """`browsers` is the key by which browsers were known before the secret was changed."""
        self.fingerprint = _derive(secret, b"toso fingerprint")[:8].hex()
        self.cipher = Cipher(_derive(secret, b"toso columns"))
        self.file_cipher = Cipher(_derive(secret, b"toso files"))
        self._phone_key = _derive(secret, b"toso phones")
        self._name_key = _derive(secret, b"toso names")
        self._browser_key = browsers or self._name_key

    def phone_hash(self, phone: str) -> str:
        """The only name by which a phone can be searched: 64 hexadecimal digits.

        Raises ValueError when the text is no phone number.
        """
        normal = normalise_phone(phone)
        if normal is None:
            raise ValueError("not a phone number")
        return hmac.new(self._phone_key, normal.encode(), hashlib.sha256).hexdigest()

    def keyed_hash(self, text: str) -> str:
        """A name for `text` that says nothing about it to whoever lacks the key: 32 hexadecimal
        digits.
        """
        return hmac.new(self._name_key, text.encode(), hashlib.sha256).hexdigest()[:32]

    def browser_hash(self, token: str) -> str:
        """The same for what nobody can guess anyway, a browser's cookie and what hangs on it: this
        name outlives a change of the key, so that nobody is signed out by it.
        """
        return hmac.new(self._browser_key, token.encode(), hashlib.sha256).hexdigest()[:32]

    def next_line(self, *, keeps_browsers: bool) -> bytes:
        """The content of a new key file, with or without the key by which browsers are known."""
        parts = [os.urandom(KEY_LENGTH), *((self._browser_key,) if keeps_browsers else ())]
        return b" ".join(base64.b64encode(part) for part in parts) + b"\n"


def create_vault(path: Path) -> Vault:
    """A new key file for its owner alone, or the one of another process that was quicker.

    The file appears whole or not at all: a crash half-way would otherwise leave a key that fits
    nothing.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    write_key(draft, base64.b64encode(os.urandom(KEY_LENGTH)) + b"\n")
    try:
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
    sync_folder(path.parent)
    return read_vault(path)


def write_key(path: Path, line: bytes) -> None:
    """For its owner alone, on the disk, in place of whatever lay there."""
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


def read_vault(path: Path) -> Vault:
    """Raises TosoError: "key.missing", or "key.different" for a file that holds no key."""
    try:
        line = path.read_bytes()
    except FileNotFoundError as error:
        raise TosoError(f"there is no key file at {path}", notice="key.missing") from error
    try:
        keys = [base64.b64decode(part, validate=True) for part in line.split()]
    except binascii.Error:
        keys = []
    if len(keys) not in (1, 2) or any(len(key) != KEY_LENGTH for key in keys):
        raise TosoError(f"the file at {path} holds no key", notice="key.different")
    return Vault(*keys)


def normalise_phone(text: str) -> str | None:
    """A Vietnamese number as 0xxxxxxxxx (a landline has eleven digits); None for other text.

    Takes "+84 912 345 678", "84912345678", "0912.345.678" and "912345678", which lost its zero in a
    spreadsheet.
    """
    digits = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
    for prefix in ("+84", "0084", "84", ""):
        rest = digits.removeprefix(prefix)
        if not digits.startswith(prefix):
            continue
        for number in (rest, f"0{rest}"):
            if _MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number):
                return number
    return None


def _misfit() -> TosoError:
    return TosoError("a sealed value does not fit the key", notice="key.different")


def _derive(secret: bytes, purpose: bytes) -> bytes:
    """HKDF-SHA256 without salt (RFC 5869): a key for each purpose, none tells another."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=KEY_LENGTH, salt=None, info=purpose).derive(secret)


def sync_folder(folder: Path) -> None:
    """The name of a new file survives a power cut only when its folder is synced as well."""
    with contextlib.suppress(OSError):  # Windows opens no folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
