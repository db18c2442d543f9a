"""`toso key rotate`: another key, and everything sealed and hashed anew with it."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.backup import failure
from bot.backup.failure import Failure, Reason
from bot.backup.places import Places, Progress, alone_in, give_to_owner, sync, sync_folder
from bot.cli.installation_places import places_of, tell_failure, tell_json
from bot.cli.key_arguments import RotateKey
from bot.cli.parser import Words
from bot.cli.progress import progress
from bot.cli.store import open_store
from bot.dialog.text import Text
from bot.kernel.clock import Clock, SystemClock
from bot.kernel.errors import TosoError
from bot.kernel.ids import Ids, RandomIds
from bot.settings import Settings
from models.database import HEAD
from models.held_alone import HeldAlone, InUseError
from models.key_files import STAGING, make_new_key, old_key_of, settle
from models.key_rotation import Rotated, rotate
from models.keyed import SealedFiles, end_browsers, sealed_files
from models.opening import open_installation
from models.sealed_file import Sealer, opened_pieces
from models.vault import Vault, read_vault
from models.whole_copy import NoRoomError, UnreadableError


@dataclass(frozen=True, slots=True)
class Changed:
    """`kept` is where the former key lies now; `browsers` is None where they stay signed in."""

    kept: Path
    fingerprint: str
    rows: Rotated
    files: int
    unopened_files: int
    browsers: int | None


def run_key(
    command: RotateKey,
    settings: Settings,
    words: Words,
    *,
    clock: Clock | None = None,
    ids: Ids | None = None,
) -> int:
    """0 when everything is of the new key; 1, in words, when nothing was changed."""
    clock = clock or SystemClock()
    on_it = settings if command.database is None else settings.on(command.database)
    try:
        open_store(on_it.database)
        places = places_of(settings, command.database)
        with progress(words(Text("cli.key.rewriting")), is_quiet=command.as_json) as tell:
            changed = change_key(
                places,
                ids=ids or RandomIds(clock),
                now=clock.now(),
                ends_sessions=command.ends_sessions,
                tell=tell,
            )
    except Failure as failed:
        return tell_failure(failed, words, as_json=command.as_json)
    if command.as_json:
        tell_json(
            {
                "ok": True,
                "fingerprint": changed.fingerprint,
                "former_key": str(changed.kept),
                "values": changed.rows.values,
                "hashes": changed.rows.hashes,
                "files": changed.files,
                "codes_ended": changed.rows.codes,
                "sessions_ended": changed.browsers or 0,
                "unopened": changed.rows.unopened + changed.unopened_files,
            }
        )
    else:
        sys.stdout.writelines(f"{words(text)}\n" for text in _told(changed))
    return 0


def change_key(
    places: Places, *, ids: Ids, now: datetime, ends_sessions: bool, tell: Progress
) -> Changed:
    """Raises Failure; then nothing was changed. One that is killed is finished or undone by the
    next that opens the database.
    """
    try:
        with alone_in(places.database.parent):
            asyncio.run(_bring_up_to_date(places, now))
            return _change(places, ids, now, ends_sessions=ends_sessions, tell=tell)
    except InUseError as error:
        path = str(places.database)
        raise Failure(Reason.IN_USE, Text("cli.key.in_use", path=path)) from error
    except NoRoomError as error:
        raise failure.no_room(str(places.database.parent)) from error
    except UnreadableError as error:
        path = str(places.database)
        raise Failure(Reason.UNREADABLE, Text("cli.tally.unreadable", path=path)) from error
    except OSError as error:
        path = str(error.filename or places.database.parent)
        raise failure.of_disk(error, path) from error


async def _bring_up_to_date(places: Places, now: datetime) -> None:
    """The key in place fits, and nothing of an earlier change is left half done."""
    await (await open_installation(places.database, now=now, key_file=places.key)).close()


def _change(
    places: Places, ids: Ids, now: datetime, *, ends_sessions: bool, tell: Progress
) -> Changed:
    key, folders = places.key, (places.files, places.uploads)
    held = HeldAlone(places.database)
    try:
        standing = held.standing()
        if standing.schema != HEAD:
            raise TosoError(f"the schema is {standing.schema}")
        old = read_vault(key)
        browsers: int | None = None
        try:
            with held.rewriting() as connection:
                new = make_new_key(key, folders, keeps_browsers=not ends_sessions)
                give_to_owner(key.with_name(f"{key.name}.new"), key)
                names = sealed_files(connection)
                resealed = _Resealing(old, new, names)
                for folder in folders:
                    resealed.stage(folder)
                if ends_sessions:
                    browsers = end_browsers(connection, now)
                rows = rotate(connection, old, new, ids=ids, now=now, tell=tell)
        except BaseException:
            # Asked, not supposed: an interruption may come right behind the commit.
            settle(key, held.standing().key_fingerprint)
            raise
        settle(key, new.fingerprint)
        held.compact()
        held.let_go()
    finally:
        held.close()
    return Changed(
        old_key_of(key, old), new.fingerprint, rows, resealed.count, resealed.unopened, browsers
    )


class _Resealing:
    """Files sealed anew beside their places, on the disk before the database knows the new key."""

    def __init__(self, old: Vault, new: Vault, names: SealedFiles) -> None:
        self._old = old
        self._new = new
        self._names = names
        self.count = self.unopened = 0

    def stage(self, folder: Path) -> None:
        staging = folder / STAGING
        shutil.rmtree(staging, ignore_errors=True)
        for path in list(_files_of(folder)):
            target = staging / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            if any(self._reseal(path, target, name) for name in self._candidates(folder, path)):
                give_to_owner(target, path)
                target.chmod(path.stat().st_mode)
                sync_folder(target.parent)
                self.count += 1
            else:
                target.unlink(missing_ok=True)
                self.unopened += 1

    def _candidates(self, folder: Path, path: Path) -> Iterator[str]:
        return self._names.names_of(path.relative_to(folder).as_posix())

    def _reseal(self, path: Path, target: Path, name: str) -> bool:
        with path.open("rb") as sealed, target.open("wb") as file:
            sealer = Sealer(file, self._new.file_cipher, name)
            try:
                for piece in opened_pieces(sealed, self._old.file_cipher, name):
                    sealer.add(piece)
            except TosoError:
                return False
            sealer.finish()
            sync(file)
        return True


def _files_of(folder: Path) -> Iterator[Path]:
    """What a restore or another change is staging there is not looked at."""
    staged = set(folder.glob(".*"))
    return (
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not staged & {path, *path.parents}
    )


def _told(changed: Changed) -> list[Text]:
    told = [
        Text(
            "cli.key.done",
            values=changed.rows.values,
            hashes=changed.rows.hashes,
            files=changed.files,
        ),
        Text("cli.key.former", path=str(changed.kept)),
    ]
    if changed.rows.codes:
        told.append(Text("cli.key.codes", count=changed.rows.codes))
    if changed.browsers is not None:
        told.append(Text("cli.key.sessions", count=changed.browsers))
    unopened = changed.rows.unopened + changed.unopened_files
    if unopened:
        told.append(Text("cli.key.unopened", count=unopened))
    return told
