"""Where an installation lies, and what both a backup and a restore do with its folders."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeAlias

from bot.backup.failure import Failure, Reason
from bot.backup.tape import PIECE_BYTES
from bot.dialog.text import Text

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many bytes are done, and of how many."""

OWNER_ALONE = 0o600


@dataclass(frozen=True, slots=True)
class Places:
    """`database` is the file itself, behind every link; `key` may not be there."""

    database: Path
    files: Path
    uploads: Path
    key: Path

    def folder_of(self, name: str) -> Path:
        """Where `name` of an archive belongs: "files/…" or "uploads/…"."""
        return self.files if name.startswith("files/") else self.uploads

    def path_of(self, name: str) -> Path:
        return self.folder_of(name) / name.partition("/")[2]


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """One backup or restore at a time. Raises Failure where another is under way."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Failure(Reason.BUSY, Text("cli.backup.busy")) from error
        yield
    finally:
        os.close(handle)


def create_private(path: Path) -> BinaryIO:
    """An empty file for its owner alone, in place of what a killed run left under this name."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, OWNER_ALONE), "w+b")


def make_folder(folder: Path, model: Path) -> list[Path]:
    """With those above it; the new ones, the topmost first. They belong to the owner of `model`."""
    made = [each for each in (folder, *folder.parents) if not each.exists()][::-1]
    folder.mkdir(parents=True, exist_ok=True)
    for each in made:
        give_to_owner(each, model)
    return made


def give_to_owner(path: Path, model: Path) -> None:
    """Whoever restores as root leaves what the product can open."""
    owner = model.stat()
    with contextlib.suppress(PermissionError):
        os.chown(path, owner.st_uid, owner.st_gid)


def sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """A new name survives a power cut only when its folder is synced as well."""
    with contextlib.suppress(OSError):  # some network disks open no folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def pieces_of(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(PIECE_BYTES):
        yield piece


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
