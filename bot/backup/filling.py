"""What goes into an archive, in its order: whose it is, the database, photos, the manifest."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bot.backup.failure import Failure, Reason
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
    manifest_json,
    may_be_stored,
    seal_line,
)
from bot.backup.places import Places, Progress, pieces_of
from bot.backup.tape import Sink, TapeWriter
from bot.dialog.text import Text
from models.whole_copy import Standing, has_photos_on_their_way, read_photo_names


@dataclass(frozen=True, slots=True)
class Contents:
    """`copy` is the database of one moment, `standing` what it says of itself."""

    standing: Standing
    copy: Path
    places: Places


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


def fill(sink: Sink, about: About, contents: Contents, *, version: str, tell: Progress) -> Manifest:
    """Raises Failure for what cannot be read, OSError when the disk refuses."""
    tape = TapeWriter(sink, about.created_at)
    tape.add_bytes(ABOUT, about_json(about))
    entries, missing = _add_files(tape, _wanted(contents), tell)
    manifest = Manifest(
        about=about,
        version=version,
        schema=contents.standing.schema or "",
        communes=contents.standing.communes,
        key_fingerprint=contents.standing.key_fingerprint,
        newest=contents.standing.newest,
        activities=contents.standing.activities,
        files=entries,
        missing=missing,
    )
    told = manifest_json(manifest)
    tape.add_bytes(MANIFEST, told)
    tape.add_bytes(SEAL, seal_line(told))
    tape.finish()
    return manifest


def _wanted(contents: Contents) -> dict[str, Path]:
    """Names in the archive and where they lie now. Uploads go along where a photo that was told to
    us may not be among the stored ones yet.
    """
    copy, places = contents.copy, contents.places
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
