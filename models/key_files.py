"""The files of a change of the key (`models.key_rotation`), and how one that was broken off is
finished or undone: by which of the two keys the database was made, old or new.

Laws: the old key, the new one and every file sealed with either lie side by side until the database
is of the new key, in one transaction; from then on each file is exchanged by its name alone. So
whenever it ends, what is there opens with one of two keys that are both there.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from bot.kernel.errors import TosoError
from models.vault import Vault, read_vault, sync_folder, write_key

STAGING = ".resealing"


def new_key_of(key: Path) -> Path:
    return key.with_name(f"{key.name}.new")


def old_key_of(key: Path, vault: Vault) -> Path:
    """Where a former key is kept: backups of its time open with it alone."""
    return key.with_name(f"{key.name}.{vault.fingerprint}")


def make_new_key(key: Path, folders: tuple[Path, ...], *, keeps_browsers: bool) -> Vault:
    """Beside the one in place; `folders` is where files are sealed anew."""
    plan = json.dumps([str(folder.absolute()) for folder in folders])
    write_key(_plan_of(key), plan.encode())
    write_key(new_key_of(key), read_vault(key).next_line(keeps_browsers=keeps_browsers))
    sync_folder(key.parent)
    return read_vault(new_key_of(key))


def is_half_done(key: Path) -> bool:
    return new_key_of(key).exists() or _plan_of(key).exists()


def fits_when_finished(key: Path, fingerprint: str | None) -> bool:
    """Whether the key that will be in place once a broken change is finished is the right one."""
    return _fits(new_key_of(key), fingerprint)


def settle(key: Path, fingerprint: str | None) -> None:
    """Finish a change that the database has seen, undo one that it has not. Nothing where none was
    broken off. No change may be under way: whoever has read the fingerprint knows, for until its
    end nobody else can read the database.
    """
    if not is_half_done(key):
        return
    if _fits(new_key_of(key), fingerprint):
        _finish(key)
    else:
        _undo(key)


def _finish(key: Path) -> None:
    for folder in _planned(key):
        for staged in staged_in(folder):
            target = folder / staged.relative_to(folder / STAGING)
            if target.exists():  # what was deleted meanwhile does not come again
                with contextlib.suppress(FileNotFoundError):  # another start was quicker
                    staged.replace(target)
                sync_folder(target.parent)
        shutil.rmtree(folder / STAGING, ignore_errors=True)
    if key.exists():
        old = old_key_of(key, read_vault(key))
        with contextlib.suppress(FileExistsError):
            os.link(key, old)
    with contextlib.suppress(FileNotFoundError):
        new_key_of(key).replace(key)
    sync_folder(key.parent)
    _plan_of(key).unlink(missing_ok=True)


def _undo(key: Path) -> None:
    for folder in _planned(key):
        shutil.rmtree(folder / STAGING, ignore_errors=True)
    new_key_of(key).unlink(missing_ok=True)
    _plan_of(key).unlink(missing_ok=True)


def staged_in(folder: Path) -> Iterator[Path]:
    return (path for path in sorted((folder / STAGING).rglob("*")) if path.is_file())


def _fits(key: Path, fingerprint: str | None) -> bool:
    try:
        return fingerprint is not None and read_vault(key).fingerprint == fingerprint
    except TosoError:
        return False


def _planned(key: Path) -> tuple[Path, ...]:
    """Empty where the plan was not written to its end: then nothing was begun either."""
    try:
        return tuple(Path(folder) for folder in json.loads(_plan_of(key).read_bytes()))
    except (FileNotFoundError, ValueError):
        return ()


def _plan_of(key: Path) -> Path:
    return key.with_name(f"{key.name}.plan")
