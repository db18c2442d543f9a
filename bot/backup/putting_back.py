"""A backup is put back: proven whole, then staged beside its place, then exchanged."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.backup import failure
from bot.backup.exchange import add_photos, exchange, forget_half_asides
from bot.backup.failure import Failure, Reason
from bot.backup.manifest import DATABASE, Manifest
from bot.backup.places import Places, Progress, alone_in, give_to_owner, make_folder, sha256_of
from bot.backup.reading import Archive, extract, judge, newer_program
from bot.backup.thinning import STAMP
from bot.dialog.text import Text
from bot.kernel.errors import TosoError
from models.database import HEAD
from models.held_alone import HeldAlone, InUseError, kept_out
from models.key_files import settle
from models.vault import read_vault
from models.whole_copy import NoRoomError, UnreadableError, check_whole, read_standing

STAGING = ".restoring"


@dataclass(frozen=True, slots=True)
class Restored:
    """`set_aside` is where the database went that was in place; None where there was none."""

    database: Path
    set_aside: Path | None
    activities: int
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class _Staged:
    database: Path
    photos: dict[Path, dict[Path, Path]]
    """By folder: where each file lies now, by where it belongs."""


def put_back(
    archive: Archive, places: Places, *, now: datetime, is_forced: bool, tell: Progress
) -> Restored:
    """Raises Failure; then nothing in place was changed.

    `is_forced` sets aside a database that is newer than the archive, or that cannot be read. One in
    use is never touched.
    """
    if not archive.path.exists():
        path = str(archive.path)
        raise Failure(Reason.NO_ARCHIVE, Text("cli.restore.no_archive", path=path))
    try:
        with ExitStack() as stack:
            held = None
            if places.database.exists():
                stack.enter_context(alone_in(places.database.parent))
                held = _hold(places.database, is_forced=is_forced)
                stack.callback(lambda: held.close() if held else None)
                if held is not None:
                    settle(places.key, held.standing().key_fingerprint)
            manifest = judge(archive, tell)
            _check(manifest, places, held, is_forced=is_forced)
            stack.enter_context(_new_folders(places))
            if not places.database.exists():
                stack.enter_context(alone_in(places.database.parent))
            staged = stack.enter_context(_staged(archive, manifest, places, tell))
            set_aside = _exchange(places, staged, held, now)
    except InUseError as error:
        raise _in_use(places.database) from error
    except NoRoomError as error:
        raise failure.no_room(str(places.database.parent)) from error
    except UnreadableError as error:
        raise _unreadable(places.database) from error
    except OSError as error:
        raise failure.of_disk(error, str(error.filename or places.database.parent)) from error
    return Restored(places.database, set_aside, manifest.activities, manifest.newest)


def _hold(database: Path, *, is_forced: bool) -> HeldAlone | None:
    """None for what cannot be read, where that may be."""
    forget_half_asides(database)
    try:
        return HeldAlone(database)
    except UnreadableError as error:
        with kept_out(database):
            pass
        if not is_forced:
            raise _unreadable(database) from error
        return None


def _check(manifest: Manifest, places: Places, held: HeldAlone | None, *, is_forced: bool) -> None:
    """What can be known before anything is written."""
    if manifest.schema > HEAD:
        raise newer_program()
    _check_key(manifest, places.key)
    if held is None or is_forced:
        return
    newest = held.standing().newest
    if newest is not None and (manifest.newest is None or newest > manifest.newest):
        path = str(places.database)
        raise Failure(Reason.NEWER_IN_PLACE, Text("cli.restore.newer_in_place", path=path))


def _check_key(manifest: Manifest, key: Path) -> None:
    try:
        fingerprint = read_vault(key).fingerprint
    except TosoError as error:
        if error.notice == "key.missing":
            raise Failure(
                Reason.KEY_MISSING, Text("cli.restore.key_missing", path=str(key))
            ) from error
        fingerprint = ""
    if fingerprint != manifest.key_fingerprint:
        raise Failure(Reason.KEY_DIFFERENT, Text("cli.restore.key_different", path=str(key)))


@contextmanager
def _staged(
    archive: Archive, manifest: Manifest, places: Places, tell: Progress
) -> Iterator[_Staged]:
    """The database and whatever photos are not in place yet, on the disk and proven."""
    database = places.database.with_name(f".{places.database.name}{STAGING}")
    folders = {folder: folder / STAGING for folder in (places.files, places.uploads)}
    _sweep(database, *folders.values())
    targets = {DATABASE: database}
    photos: dict[Path, dict[Path, Path]] = {folder: {} for folder in folders}
    room: dict[Path, int] = {}
    for entry in manifest.files:
        folder = places.database.parent
        if entry.name != DATABASE:
            folder, target = places.folder_of(entry.name), places.path_of(entry.name)
            if target.is_file() and sha256_of(target) == entry.sha256:
                continue
            targets[entry.name] = folders[folder] / entry.name.partition("/")[2]
            photos[folder][target] = targets[entry.name]
        room[folder] = room.get(folder, 0) + entry.size
    for folder, needed in room.items():
        if shutil.disk_usage(folder).free < needed:
            raise failure.no_room(str(folder))
    try:
        extract(archive, manifest, targets, tell)
        _check_copy(database, manifest, archive)
        for path in targets.values():
            give_to_owner(path, _model(places))
        yield _Staged(database, photos)
    finally:
        _sweep(database, *folders.values())


def _check_copy(copy: Path, manifest: Manifest, archive: Archive) -> None:
    try:
        check_whole(copy)
        standing = read_standing(copy)
    except UnreadableError as error:
        raise failure.damaged(str(archive.path)) from error
    told = (manifest.schema, manifest.key_fingerprint, manifest.newest, manifest.activities)
    if told != (
        standing.schema, standing.key_fingerprint, standing.newest, standing.activities,
    ):  # fmt: skip
        raise failure.damaged(str(archive.path))


def _exchange(
    places: Places, staged: _Staged, held: HeldAlone | None, now: datetime
) -> Path | None:
    stamp = f"{now.astimezone(UTC):{STAMP}}"
    if held is not None:
        held.let_go()
    with kept_out(places.database) if places.database.exists() else nullcontext():
        for folder, photos in staged.photos.items():
            add_photos(folder, photos, stamp)
        return exchange(places.database, staged.database, stamp)


@contextmanager
def _new_folders(places: Places) -> Iterator[None]:
    """Those that are not there yet; when it fails, none of them stays."""
    made: list[Path] = []
    for folder in (places.database.parent, places.files, places.uploads):
        made += make_folder(folder, _model(places))
    try:
        yield
    finally:
        for folder in reversed(made):
            with contextlib.suppress(OSError):  # what holds something stays
                folder.rmdir()


def _model(places: Places) -> Path:
    """Whose owner owns what is written: the database, else the nearest folder that is there."""
    return next(each for each in (places.database, *places.database.parents) if each.exists())


def _sweep(database: Path, *folders: Path) -> None:
    database.unlink(missing_ok=True)
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _in_use(database: Path) -> Failure:
    return Failure(Reason.IN_USE, Text("cli.restore.in_use", path=str(database)))


def _unreadable(database: Path) -> Failure:
    path = str(database)
    return Failure(Reason.UNREADABLE_IN_PLACE, Text("cli.restore.unreadable_in_place", path=path))
