"""What an archive says of itself, as JSON. Pure.

`about.json` stands first and says whose archive it is; `manifest.json` stands last and names every
file with its size and SHA-256, so an archive without it was cut off.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

FORMAT = 1
"""Raised when an older program could no longer put an archive back."""

DATABASE = "toso.db"
ABOUT, MANIFEST, SEAL = "about.json", "manifest.json", "manifest.sha256"
PHOTOS, UPLOADS = "files", "uploads"

PIECE = r"[A-Za-z0-9_][A-Za-z0-9_.-]*"
STORED = re.compile(rf"(?:{PHOTOS}|{UPLOADS})(?:/{PIECE}){{1,4}}")
"""Names that may be written below the folders: no `..`, nothing hidden, nothing absolute."""

DIGEST = re.compile(r"[0-9a-f]{64}")
SECOND = "%Y-%m-%dT%H:%M:%SZ"
EXACT = "%Y-%m-%dT%H:%M:%S.%fZ"


class ManifestError(ValueError):
    """No manifest of ours, or one that contradicts itself."""


class NewerFormatError(ManifestError):
    """A newer program has made it."""


@dataclass(frozen=True, slots=True)
class About:
    """`installation` is the same for all backups of one database, also of a restored one."""

    installation: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`missing` names photos that the database knows and the folder had not."""

    about: About
    version: str
    schema: str
    communes: tuple[str, ...]
    key_fingerprint: str
    newest: datetime | None
    activities: int
    files: tuple[Entry, ...]
    missing: tuple[str, ...]


def installation_of(key_fingerprint: str, installed_at: datetime) -> str:
    told = f"{key_fingerprint} {written(installed_at)}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def about_json(about: About) -> bytes:
    return _json(_about(about))


def read_about(data: bytes) -> About:
    """Raises ManifestError, and NewerFormatError where it is of a newer program."""
    return _of(_object(data))


def manifest_json(manifest: Manifest) -> bytes:
    return _json(
        _about(manifest.about)
        | {
            "version": manifest.version,
            "schema": manifest.schema,
            "communes": manifest.communes,
            "key_fingerprint": manifest.key_fingerprint,
            "newest": None if manifest.newest is None else written(manifest.newest),
            "activities": manifest.activities,
            "files": [asdict(entry) for entry in manifest.files],
            "missing": manifest.missing,
        }
    )


def read_manifest(data: bytes) -> Manifest:
    """Raises ManifestError. Every name in it may be written, and none stands twice."""
    told = _object(data)
    about = _of(told)
    try:
        newest = told["newest"]
        manifest = Manifest(
            about=about,
            version=_text(told["version"]),
            schema=_text(told["schema"]),
            communes=tuple(map(_text, told["communes"])),
            key_fingerprint=_text(told["key_fingerprint"]),
            newest=None if newest is None else _moment(newest),
            activities=_count(told["activities"]),
            files=tuple(map(_entry, told["files"])),
            missing=tuple(map(_text, told["missing"])),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ManifestError("the manifest lacks something") from error
    names = [entry.name for entry in manifest.files]
    if names.count(DATABASE) != 1 or len(set(names)) < len(names):
        raise ManifestError("the manifest has no database, or names a file twice")
    return manifest


def may_be_stored(name: str) -> bool:
    """Whether an archive may hold this name beside its database."""
    return STORED.fullmatch(name) is not None


def seal_line(manifest: bytes) -> bytes:
    """The manifest's own checksum, as `sha256sum -c` reads it."""
    return f"{hashlib.sha256(manifest).hexdigest()}  {MANIFEST}\n".encode()


def written(moment: datetime) -> str:
    """ISO 8601 in UTC, to the microsecond."""
    return moment.astimezone(UTC).strftime(EXACT)


def to_second(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(SECOND)


def _about(about: About) -> dict[str, Any]:
    return {
        "product": "toso",
        "format": FORMAT,
        "installation": about.installation,
        "created_at": written(about.created_at),
    }


def _json(told: dict[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"


def _object(data: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ManifestError("no JSON") from error
    if not isinstance(told, dict) or told.get("product") != "toso":
        raise ManifestError("not of this product")
    if type(told.get("format")) is not int:
        raise ManifestError("no format")
    if told["format"] > FORMAT:
        raise NewerFormatError("of a newer format")
    return told


def _of(told: Mapping[str, Any]) -> About:
    try:
        return About(_text(told["installation"]), _moment(told["created_at"]))
    except (KeyError, TypeError, ValueError) as error:
        raise ManifestError("it does not say whose archive it is") from error


def _entry(told: Mapping[str, Any]) -> Entry:
    entry = Entry(_text(told["name"]), _count(told["size"]), _text(told["sha256"]))
    if entry.name != DATABASE and not may_be_stored(entry.name):
        raise ManifestError("a name that may not be written")
    if not DIGEST.fullmatch(entry.sha256):
        raise ManifestError("no SHA-256")
    return entry


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ManifestError("no text")
    return value


def _count(value: object) -> int:
    if type(value) is not int or value < 0:
        raise ManifestError("no count")
    return value


def _moment(value: object) -> datetime:
    return datetime.strptime(_text(value), EXACT).replace(tzinfo=UTC)
