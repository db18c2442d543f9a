"""A backup is taken while the product runs: the database of one moment, the photos it names, no key.

The copy of the database is made beside the database, never in the folder of the archives: that one
may be on a disk of somebody else, and the archive sealed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from bot.backup import failure
from bot.backup.failure import Failure, Reason
from bot.backup.housekeeping import thin
from bot.backup.manifest import (
    ABOUT,
    DATABASE,
    MANIFEST,
    PHOTOS,
    SEAL,
    UPLOADS,
    About,
    Entry,
    Manifest,
    about_json,
    installation_of,
    manifest_json,
    may_be_stored,
    seal_line,
)
from bot.backup.passphrase import SealedSink
from bot.backup.places import (
    Places,
    Progress,
    alone_in,
    create_private,
    pieces_of,
    sha256_of,
    sync,
    sync_folder,
)
from bot.backup.tape import TapeWriter
from bot.backup.thinning import archive_name
from bot.dialog.text import Text
from models.whole_copy import (
    NoRoomError,
    Standing,
    UnreadableError,
    check_whole,
    copy_whole,
    has_photos_on_their_way,
    read_photo_names,
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


@dataclass(slots=True)
class _Counted:
    tell: Progress
    total: int
    done: int = 0

    def through(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            yield piece
            self.done += len(piece)
            self.tell(self.done, self.total)


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
        about = About(
            installation_of(standing.key_fingerprint, standing.installed_at), order.created_at
        )
        part = order.folder / f".toso-{about.installation}.part"
        try:
            with create_private(part) as file:
                manifest = _write(file, order, about, standing, copy, places, tell)
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


def _write(
    file: BinaryIO,
    order: Order,
    about: About,
    standing: Standing,
    copy: Path,
    places: Places,
    tell: Progress,
) -> Manifest:
    sealed = SealedSink(file, order.passphrase, about) if order.passphrase else None
    tape = TapeWriter(sealed or file, order.created_at)
    tape.add_bytes(ABOUT, about_json(about))
    entries, missing = _add_files(tape, _wanted(copy, places), tell)
    manifest = Manifest(
        about=about,
        version=order.version,
        schema=standing.schema or "",
        communes=standing.communes,
        key_fingerprint=standing.key_fingerprint,
        newest=standing.newest,
        activities=standing.activities,
        files=entries,
        missing=missing,
    )
    told = manifest_json(manifest)
    tape.add_bytes(MANIFEST, told)
    tape.add_bytes(SEAL, seal_line(told))
    tape.finish()
    if sealed:
        sealed.finish()
    return manifest


def _wanted(copy: Path, places: Places) -> dict[str, Path]:
    """Names in the archive and where they lie now. Uploads go along where a photo that was told to
    us may not be among the stored ones yet.
    """
    found = {DATABASE: copy}
    for name in read_photo_names(copy):
        found[f"{PHOTOS}/{name}"] = places.files / name
    if has_photos_on_their_way(copy):
        for path in sorted(places.uploads.glob("*")):
            if may_be_stored(f"{UPLOADS}/{path.name}") and path.suffix != ".part":
                found[f"{UPLOADS}/{path.name}"] = path
    return found


def _add_files(
    tape: TapeWriter, wanted: dict[str, Path], tell: Progress
) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    counted = _Counted(tell, _size_of(wanted.values()))
    entries: list[Entry] = []
    missing: list[str] = []
    for name, path in wanted.items():
        try:
            if name != DATABASE and not may_be_stored(name):
                raise FileNotFoundError(name)  # noqa: TRY301  # no name that the product gives
            file = path.open("rb")
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            if name.startswith(f"{PHOTOS}/"):
                missing.append(name.removeprefix(f"{PHOTOS}/"))
            continue
        except OSError as error:
            raise _unread(path) from error
        with file:
            size = os.fstat(file.fileno()).st_size
            try:
                digest = tape.add(name, size, counted.through(_read(file, path)))
            except ValueError as error:
                raise _unread(path) from error
        entries.append(Entry(name, size, digest))
    return tuple(entries), tuple(missing)


def _read(file: BinaryIO, path: Path) -> Iterator[bytes]:
    """A disk that cannot read is told apart from one that cannot write."""
    try:
        yield from pieces_of(file)
    except OSError as error:
        raise _unread(path) from error


def _unread(path: Path) -> Failure:
    return Failure(Reason.UNREADABLE, Text("cli.backup.unread", path=str(path)))


def _size_of(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths if path.is_file())


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
