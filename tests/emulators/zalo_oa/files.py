"""Bytes on the way: what an application uploads, and what people send, at addresses that expire."""

from __future__ import annotations

import hashlib
import itertools
import mimetypes
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto

from tests.emulators.clock import MovedClock
from tests.emulators.zalo_oa.errors import ATTACHMENT_GONE, INVALID, QUOTA, ZaloError
from tests.emulators.zalo_oa.rules import Rules

MEGABYTE = 1024 * 1024
MOST_BYTES = {"image": MEGABYTE, "gif": 5 * MEGABYTE, "file": 5 * MEGABYTE}
JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
STARTS: dict[str, dict[str, tuple[bytes, ...]]] = {
    "image": {".jpg": (JPEG,), ".jpeg": (JPEG,), ".png": (PNG,)},
    "gif": {".gif": (b"GIF87a", b"GIF89a")},
    "file": {".pdf": (b"%PDF",), ".doc": (b"\xd0\xcf\x11\xe0",), ".docx": (b"PK\x03\x04",)},
}
"""How a file of each ending begins: what is called otherwise than it is gets refused."""


class MediumFault(Enum):
    BROKEN = auto()  # 500
    CUT = auto()  # half of it, then nothing
    FALSE = auto()  # something else than it says


@dataclass(frozen=True, slots=True)
class Upload:
    kind: str
    name: str
    data: bytes
    until: datetime


@dataclass(frozen=True, slots=True)
class Medium:
    name: str
    data: bytes
    mime: str
    until: datetime


@dataclass(slots=True)
class Uploads:
    rules: Rules
    clock: MovedClock
    kept: dict[str, Upload] = field(default_factory=dict)

    def keep(self, kind: str, name: str, data: bytes) -> str:
        """The name by which a message may use it. Raises ZaloError."""
        ending = f".{name.rpartition('.')[2].lower()}"
        starts = STARTS[kind].get(ending)
        if starts is None or not data.startswith(starts):
            raise ZaloError(INVALID, "file type is not supported")
        if len(data) > MOST_BYTES[kind]:
            raise ZaloError(INVALID, "file is too large")
        if self.rules.uploads_left <= 0:
            raise ZaloError(QUOTA, "uploads of this month")
        self.rules.uploads_left -= 1
        until = self.clock.now() + timedelta(seconds=self.rules.attachment_seconds)
        id_ = hashlib.sha256(f"{kind}{len(self.kept)}{name}".encode()).hexdigest()[:40]
        self.kept[id_] = Upload(kind, name, data, until)
        return id_

    def get(self, id_: str, kind: str) -> Upload:
        """Raises ZaloError where there is none, or no longer."""
        found = self.kept.get(id_)
        if found is None or found.kind != kind or self.clock.now() >= found.until:
            raise ZaloError(ATTACHMENT_GONE)
        return found


@dataclass(slots=True)
class Media:
    rules: Rules
    clock: MovedClock
    base: str = ""
    fault: Callable[[str], MediumFault | None] = lambda _: None
    kept: dict[str, Medium] = field(default_factory=dict)
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def keep(self, name: str, data: bytes) -> str:
        """The address at which the application finds it, for a time."""
        mime = mimetypes.guess_type(name)[0] or "application/octet-stream"
        until = self.clock.now() + timedelta(seconds=self.rules.media_seconds)
        token = hashlib.sha256(f"{next(self.numbers)}{name}".encode()).hexdigest()[:32]
        self.kept[token] = Medium(name, data, mime, until)
        return f"{self.base}/media/{token}"

    def find(self, token: str) -> Medium | None:
        found = self.kept.get(token)
        return found if found and self.clock.now() < found.until else None
