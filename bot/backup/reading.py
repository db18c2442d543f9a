"""An archive is read twice: first wholly and only to judge it, then for what is to be put back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bot.backup import failure
from bot.backup.failure import Failure, Reason
from bot.backup.manifest import (
    ABOUT,
    DATABASE,
    MANIFEST,
    SEAL,
    Entry,
    Manifest,
    ManifestError,
    NewerFormatError,
    about_json,
    may_be_stored,
    read_about,
    read_manifest,
    seal_line,
)
from bot.backup.passphrase import MAGIC, SealedSource, WrongPassphraseError
from bot.backup.places import Progress, create_private, sync
from bot.backup.tape import BrokenError, CutOffError, Member, Source, TapeReader
from bot.dialog.text import Text

MOST_TOLD = 64 * 1024 * 1024  # a manifest of 400 000 photos
FIRST = ABOUT.encode() + b"\x00"


@dataclass(frozen=True, slots=True)
class Archive:
    path: Path
    passphrase: str | None


def judge(archive: Archive, tell: Progress) -> Manifest:
    """Every byte of it is read, nothing is written. Raises Failure for the least that is wrong."""
    with _opened(archive) as source:
        return _judged(TapeReader(source), archive, tell)


def extract(
    archive: Archive, manifest: Manifest, targets: Mapping[str, Path], tell: Progress
) -> None:
    """Write these of its files. Raises Failure when one is no longer what `judge` saw, OSError when
    the disk refuses.
    """
    known = {entry.name: entry for entry in manifest.files}
    with _opened(archive) as source:
        reader = TapeReader(source)
        told = _teller(reader, archive, tell)
        for member in reader.members():
            target, digest = targets.get(member.name), hashlib.sha256()
            if target is None:
                for _ in member.pieces():
                    told()
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            with create_private(target) as file:
                for piece in member.pieces():
                    file.write(piece)
                    digest.update(piece)
                    told()
                sync(file)
            if Entry(member.name, member.size, digest.hexdigest()) != known[member.name]:
                raise BrokenError(f"{member.name} has changed")


@contextmanager
def _opened(archive: Archive) -> Iterator[Source]:
    """All that can be wrong with an archive, in words; the disk that is written to is not here."""
    path = str(archive.path)
    try:
        file = archive.path.open("rb")
    except OSError as error:
        raise Failure(Reason.NO_ARCHIVE, Text("cli.restore.no_archive", path=path)) from error
    with file:
        try:
            yield _source(file, archive)
        except CutOffError as error:
            raise failure.cut_off(path) from error
        except NewerFormatError as error:
            raise newer_program() from error
        except (BrokenError, ManifestError) as error:
            raise failure.damaged(path) from error
        except WrongPassphraseError as error:
            raise Failure(
                Reason.WRONG_PASSPHRASE, Text("cli.restore.wrong_passphrase", path=path)
            ) from error


def newer_program() -> Failure:
    return Failure(Reason.NEWER_PROGRAM, Text("cli.restore.newer_program"))


def _source(file: BinaryIO, archive: Archive) -> Source:
    try:
        begins = file.read(max(len(MAGIC), len(FIRST)))
    except OSError as error:  # a folder opens, and cannot be read
        raise failure.no_backup(str(archive.path)) from error
    if begins.startswith(MAGIC):
        if archive.passphrase is None:
            path = str(archive.path)
            raise Failure(Reason.SEALED, Text("cli.restore.sealed", path=path))
        file.seek(len(MAGIC))
        return SealedSource(file, archive.passphrase)
    if not begins.startswith(FIRST):
        raise failure.no_backup(str(archive.path))
    file.seek(0)
    return file


def _judged(reader: TapeReader, archive: Archive, tell: Progress) -> Manifest:
    path, told = str(archive.path), _teller(reader, archive, tell)
    members = reader.members()
    first = next(members, None)
    if first is None or first.name != ABOUT:
        raise failure.no_backup(path)
    about = first.whole(MOST_TOLD)
    read_about(about)
    found: list[Entry] = []
    manifest = seal = b""
    for member in members:
        if member.name == MANIFEST and not manifest:
            manifest = member.whole(MOST_TOLD)
        elif member.name == SEAL and manifest and not seal:
            seal = member.whole(MOST_TOLD)
        elif manifest or not (member.name == DATABASE or may_be_stored(member.name)):
            raise failure.no_backup(path)
        else:
            found.append(_hashed(member, told))
    if not seal:
        raise failure.cut_off(path)
    if seal != seal_line(manifest):
        raise BrokenError("the manifest is not as it was written")
    read = read_manifest(manifest)
    if (about_json(read.about), list(read.files)) != (about, found):
        raise BrokenError("the files are not those of the manifest")
    return read


def _teller(reader: TapeReader, archive: Archive, tell: Progress) -> Callable[[], None]:
    total = archive.path.stat().st_size

    def told() -> None:
        tell(min(reader.place, total), total)

    return told


def _hashed(member: Member, told: Callable[[], None]) -> Entry:
    digest = hashlib.sha256()
    for piece in member.pieces():
        digest.update(piece)
        told()
    return Entry(member.name, member.size, digest.hexdigest())
