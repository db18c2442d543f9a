"""The exchange of a database in place for a staged one, and of photos, by names alone.

All that is written was written and synced before. Photos come first and are only added: they are
named by id and never change, so both databases can live with those of both. Then one rename makes
the staged database the one in place. Killed before it, the old one stands; after it, the new one.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from pathlib import Path

from bot.backup.places import make_folder, sync_folder

LOGS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database. The old one's must not be found beside the new one."""

NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}


def aside_name(path: Path, stamp: str) -> Path:
    """`toso.db` as `toso.db.before-restore-20261122T010203Z`, or numbered where that is taken."""
    number, aside = 1, path.with_name(f"{path.name}.before-restore-{stamp}")
    while os.path.lexists(aside):
        number += 1
        aside = path.with_name(f"{path.name}.before-restore-{stamp}-{number}")
    return aside


def forget_half_asides(database: Path) -> None:
    """A run that was killed may have left the database in place a second name; it goes, so that
    nobody opens one file under two names.
    """
    for path in database.parent.glob(f"{database.name}.before-restore-*"):
        if database.exists() and path.samefile(database):
            path.unlink()


def add_photos(folder: Path, staged: Mapping[Path, Path], stamp: str) -> None:
    """`staged` is where each lies now, by where it belongs in `folder`. A file that is there with
    other bytes is set aside under the same name in a folder beside.
    """
    aside = aside_name(folder, stamp)
    for target, path in staged.items():
        make_folder(target.parent, folder)
        if target.exists():
            kept = aside / target.relative_to(folder)
            kept.parent.mkdir(parents=True, exist_ok=True)
            _keep_under(target, kept)
        path.replace(target)
    for touched in {target.parent for target in staged}:
        sync_folder(touched)
    if staged:
        sync_folder(folder)
        sync_folder(folder.parent)


def exchange(database: Path, staged: Path, stamp: str) -> Path | None:
    """Where the former database is now; None where there was none. Nobody may have it open."""
    aside = aside_name(database, stamp)
    was_there = database.exists()
    if was_there:
        _keep_under(database, aside)
    had_logs = _set_logs_aside(database, aside)
    staged.replace(database)
    sync_folder(database.parent)
    return aside if was_there or had_logs else None


def _keep_under(path: Path, aside: Path) -> None:
    """A second name where the disk knows such, so that the first is never without its file."""
    try:
        os.link(path, aside)
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        path.rename(aside)


def _set_logs_aside(database: Path, aside: Path) -> bool:
    found = False
    for end in LOGS:
        path = database.with_name(database.name + end)
        if path.exists():
            path.rename(aside.with_name(aside.name + end))
            found = True
    return found
