"""`toso doctor`: what is well, what is not, and what to do about it. It changes nothing."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.cli.checkup import Check, State
from bot.cli.doctor_arguments import Doctor
from bot.cli.doctor_door import of_door
from bot.cli.doctor_oa import check_oa, find_oa
from bot.cli.parser import Words
from bot.cli.refusal import FAULT
from bot.cli.store import open_store
from bot.dialog.text import Text
from bot.kernel.clock import Clock, SystemClock, local
from bot.kernel.errors import TosoError
from bot.settings import Settings
from models.database import Database, StoreError
from models.health import Health, look
from models.key_files import fits_when_finished, is_half_done
from models.opening import find_fingerprint
from models.sealed_file import opened_size
from models.vault import KEY_FILE_NAME, read_vault

LITTLE_DISK, LEAST_DISK = 1024, 200  # megabytes
AHEAD = timedelta(minutes=5)
EARLIEST_YEAR = 2026
BACKUP_EVERY = timedelta(days=2)


def run_doctor(
    command: Doctor, settings: Settings, words: Words, *, clock: Clock | None = None
) -> int:
    """0 unless something has failed; a warning alone is 0."""
    clock = clock or SystemClock()
    path = command.database or settings.database
    settings = settings if command.database is None else settings.on(command.database)
    checks = asyncio.run(_examine(open_store(path), settings, clock.now()))
    is_well = all(check.state is not State.FAILED for check in checks)
    if command.as_json:
        told = {"ok": is_well, "checks": [_told(check, words) for check in checks]}
        sys.stdout.write(f"{json.dumps(told, ensure_ascii=False)}\n")
    else:
        from bot.cli.doctor_table import show_checks

        show_checks(checks, words)
    return 0 if is_well else FAULT


async def _examine(database: Database, settings: Settings, now: datetime) -> tuple[Check, ...]:
    try:
        try:
            health = await look(database, now)
        except (StoreError, TosoError):
            return (
                Check(
                    "database",
                    State.FAILED,
                    Text("cli.doctor.database.unreadable"),
                    Text("cli.doctor.database.restore"),
                ),
            )
        fingerprint = await find_fingerprint(database)
        bots = await _of_zalo_bots(settings)
        of_oa: tuple[Check, ...] = ()
        if settings.zalo.has_oa and health.is_current:
            of_oa = (check_oa(await find_oa(database, settings), now),)
        months = await _of_months(database, settings, now) if health.is_current else ()
    finally:
        await database.close()
    return (
        *_of_database(health),
        *_of_rows(health),
        *_of_photos(health, settings.files_folder),
        *_of_key(database, settings, fingerprint),
        *_of_machine(database, settings, health, now),
        *of_door(settings),
        *bots,
        *of_oa,
        *months,
    )


async def _of_zalo_bots(settings: Settings) -> tuple[Check, ...]:
    if not settings.zalo.bots:
        return ()
    from bot.cli.doctor_zalo_bot import of_zalo_bots

    return await of_zalo_bots(settings)


async def _of_months(database: Database, settings: Settings, now: datetime) -> tuple[Check, ...]:
    if not (settings.zalo.bots or settings.zalo.has_oa):
        return ()
    from bot.cli.doctor_quota import of_quotas

    return await of_quotas(database, settings, now)


def _of_database(health: Health) -> Iterator[Check]:
    if health.damage:
        words = Text("cli.doctor.database.damaged", damage=health.damage[0])
        yield Check("database", State.FAILED, words, Text("cli.doctor.database.restore"))
    else:
        yield Check("database", State.OK, Text("cli.doctor.database.well"))
    if health.is_current:
        yield Check("schema", State.OK, Text("cli.doctor.schema.well", version=health.version))
    else:
        words = Text("cli.doctor.schema.other", version=health.version or "?")
        yield Check("schema", State.WARNING, words, Text("cli.doctor.schema.advice"))


def _of_rows(health: Health) -> Iterator[Check]:
    late = health.letters_late + health.timers_late + health.photos_late + health.errands_late
    if late:
        words = Text(
            "cli.doctor.rows.late",
            letters=health.letters_late,
            timers=health.timers_late,
            photos=health.photos_late,
            errands=health.errands_late,
        )
        yield Check("rows", State.WARNING, words, Text("cli.doctor.rows.advice"))
    else:
        yield Check("rows", State.OK, Text("cli.doctor.rows.well"))
    if health.letters_failed:
        words = Text("cli.doctor.letters.failed", count=health.letters_failed)
        yield Check("letters", State.WARNING, words, Text("cli.doctor.log.advice"))
    if health.letters_refused:
        words = Text("cli.doctor.letters.refused", count=health.letters_refused)
        advice = Text("cli.doctor.letters.refused_advice")
        yield Check("channel", State.WARNING, words, advice)
    if health.set_aside:
        words = Text("cli.doctor.set_aside", count=health.set_aside)
        yield Check("set_aside", State.WARNING, words, Text("cli.doctor.log.advice"))


def _of_photos(health: Health, folder: Path) -> Iterator[Check]:
    """Whether each is there, as long as it was: what lies inside is sealed."""
    gone = [photo for photo in health.photos if not _is_whole(folder / photo.file_name, photo.size)]
    if gone:
        words = Text("cli.doctor.photos.gone", count=len(gone), path=gone[0].file_name)
        yield Check("photos", State.WARNING, words, Text("cli.doctor.photos.restore"))


def _is_whole(path: Path, size: int) -> bool:
    return path.is_file() and opened_size(path.stat().st_size) == size


def _of_key(database: Database, settings: Settings, fingerprint: str | None) -> Iterator[Check]:
    beside = database.path.parent / KEY_FILE_NAME if database.path else None
    path = settings.key_file or beside
    if path is None:
        yield Check(
            "key", State.FAILED, Text("cli.doctor.key.nowhere"), Text("cli.doctor.key.put_back")
        )
        return
    if is_half_done(path):
        words = Text("cli.doctor.key.half_done")
        yield Check("key_change", State.WARNING, words, Text("cli.doctor.key.finish"))
    try:
        vault = read_vault(path)
    except TosoError:
        words = Text("cli.doctor.key.missing", path=str(path))
        yield Check("key", State.FAILED, words, Text("cli.doctor.key.put_back"))
        return
    if fingerprint not in {None, vault.fingerprint} and not fits_when_finished(path, fingerprint):
        words = Text("cli.doctor.key.other", path=str(path))
        yield Check("key", State.FAILED, words, Text("cli.doctor.key.put_back"))
    elif _is_open_to_others(path):
        words = Text("cli.doctor.key.open", path=str(path))
        yield Check("key", State.WARNING, words, Text("cli.doctor.key.close", path=str(path)))
    elif path == beside:
        yield Check(
            "key", State.WARNING, Text("cli.doctor.key.beside"), Text("cli.doctor.key.copy")
        )
    else:
        yield Check("key", State.OK, Text("cli.doctor.key.well"))


def _of_machine(
    database: Database, settings: Settings, health: Health, now: datetime
) -> Iterator[Check]:
    folder = database.path.parent if database.path else Path()
    free = shutil.disk_usage(folder).free // 1024**2
    if free < LITTLE_DISK:
        state = State.FAILED if free < LEAST_DISK else State.WARNING
        yield Check(
            "disk", state, Text("cli.doctor.disk.full", free=free), Text("cli.doctor.disk.advice")
        )
    else:
        yield Check("disk", State.OK, Text("cli.doctor.disk.well", free=free))
    if now.year < EARLIEST_YEAR or (health.newest and health.newest > now + AHEAD):
        here = local(now)
        words = Text("cli.doctor.clock.wrong", day=here.date(), time=here.strftime("%H:%M"))
        yield Check("clock", State.FAILED, words, Text("cli.doctor.clock.advice"))
    else:
        yield Check("clock", State.OK, Text("cli.doctor.clock.well"))
    yield from _of_permissions(database, settings, folder)


def _of_permissions(database: Database, settings: Settings, folder: Path) -> Iterator[Check]:
    places = [database.path, folder, *_there(settings.files_folder)]
    shut = [path for path in places if path and not os.access(path, os.R_OK | os.W_OK)]
    if shut:
        words = Text("cli.doctor.permissions.shut", path=str(shut[0]))
        yield Check("permissions", State.FAILED, words, Text("cli.doctor.permissions.advice"))
    elif database.path and _is_open_to_others(database.path):
        words = Text("cli.doctor.permissions.open", path=str(database.path))
        close = Text("cli.doctor.key.close", path=str(database.path))
        yield Check("permissions", State.WARNING, words, close)
    else:
        yield Check("permissions", State.OK, Text("cli.doctor.permissions.well"))


def _there(folder: Path) -> tuple[Path, ...]:
    return (folder,) if folder.exists() else ()


def _is_open_to_others(path: Path) -> bool:
    return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)) and os.name == "posix"


def _told(check: Check, words: Words) -> dict[str, Any]:
    return {
        "name": check.name,
        "state": check.state.value,
        "message": words(check.text),
        "advice": words(check.advice) if check.advice else None,
    }
