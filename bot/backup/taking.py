"""A backup is taken while the product runs: the database of one moment, its photos, no key.

The copy of the database is made beside the database, never in the folder of the archives: that one
may be on a disk of somebody else, and the archive sealed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from bot.backup import failure
from bot.backup.failure import Failure, Reason
from bot.backup.filling import Contents, fill
from bot.backup.housekeeping import thin
from bot.backup.manifest import (
    PHOTOS,
    UPLOADS,
    About,
    Manifest,
    installation_of,
)
from bot.backup.passphrase import SealedSink
from bot.backup.places import (
    Places,
    Progress,
    alone_in,
    create_private,
    sha256_of,
    sync,
    sync_folder,
)
from bot.backup.thinning import archive_name
from bot.dialog.text import Text
from models.key_files import settle
from models.whole_copy import (
    NoRoomError,
    Standing,
    UnreadableError,
    check_whole,
    copy_whole,
    read_standing,
)


@dataclass(frozen=True, slots=True)
class Taken:
    """`missing` names photos that are not in the folder; `removed` archives that were thinned."""

    file: Path
    size: int
    sha256: str
    created_at: datetime
    photos: int
    uploads: int
    missing: tuple[str, ...]
    is_sealed: bool
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """`folder` is made where it is not there; with a passphrase the archive is sealed."""

    folder: Path
    created_at: datetime
    version: str
    passphrase: str | None = None
    keeps_all: bool = False


def take_backup(places: Places, order: Order, tell: Progress) -> Taken:
    """Raises Failure; then there is no new archive, and no old one was removed."""
    if not places.database.exists():
        path = str(places.database)
        raise Failure(Reason.NO_DATABASE, Text("cli.tally.no_database", path=path))
    try:
        _make_folder(order.folder)
        with alone_in(places.database.parent):
            return _take(places, order, tell)
    except OSError as error:
        raise failure.of_disk(error, str(error.filename or order.folder)) from error


def _take(places: Places, order: Order, tell: Progress) -> Taken:
    copy = places.database.with_name(f".{places.database.name}.backing-up")
    try:
        standing = _copy(places.database, copy)
        settle(places.key, standing.key_fingerprint)  # its photos must be of the same key
        about = About(
            installation_of(standing.key_fingerprint, standing.installed_at), order.created_at
        )
        part = order.folder / f".toso-{about.installation}.part"
        try:
            with create_private(part) as file:
                manifest = _fill(file, order, about, Contents(standing, copy, places), tell)
                sync(file)
            size, digest = part.stat().st_size, sha256_of(part)
            path = _name(part, order)
        finally:
            part.unlink(missing_ok=True)
    finally:
        copy.unlink(missing_ok=True)
    sync_folder(order.folder)
    removed = () if order.keeps_all else thin(order.folder, about.installation, path.name)
    names = [entry.name for entry in manifest.files]
    return Taken(
        file=path,
        size=size,
        sha256=digest,
        created_at=order.created_at,
        photos=sum(name.startswith(f"{PHOTOS}/") for name in names),
        uploads=sum(name.startswith(f"{UPLOADS}/") for name in names),
        missing=manifest.missing,
        is_sealed=order.passphrase is not None,
        removed=removed,
    )


def _copy(database: Path, copy: Path) -> Standing:
    create_private(copy).close()
    try:
        copy_whole(database, copy)
        check_whole(copy)
        return read_standing(copy)
    except NoRoomError as error:
        raise failure.no_room(str(database.parent)) from error
    except UnreadableError as error:
        path = str(database)
        raise Failure(Reason.UNREADABLE, Text("cli.tally.unreadable", path=path)) from error


def _fill(
    file: BinaryIO, order: Order, about: About, contents: Contents, tell: Progress
) -> Manifest:
    if order.passphrase is None:
        return fill(file, about, contents, version=order.version, tell=tell)
    sealed = SealedSink(file, order.passphrase, about)
    manifest = fill(sealed, about, contents, version=order.version, tell=tell)
    sealed.finish()
    return manifest


def _name(part: Path, order: Order) -> Path:
    """The whole archive gets its name at once, and never another's."""
    number = 1
    while True:
        name = archive_name(order.created_at, number=number, is_sealed=order.passphrase is not None)
        path = part.with_name(name)
        if not path.exists():
            part.rename(path)
            return path
        number += 1


def _make_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
