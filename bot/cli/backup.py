"""`toso backup`: the database and its photos as one archive, while the product runs. No key."""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import Any

from bot.backup.failure import Failure
from bot.backup.manifest import to_second
from bot.backup.taking import Order, Taken, take_backup
from bot.cli.backup_arguments import Backup
from bot.cli.installation_places import passphrase_of, places_of, tell_failure, tell_json
from bot.cli.parser import Words
from bot.cli.progress import progress
from bot.dialog.text import Text
from bot.kernel.clock import Clock, SystemClock
from bot.settings import Settings

FOLDER = "backups"


def run_backup(
    command: Backup, settings: Settings, words: Words, *, clock: Clock | None = None
) -> int:
    """0 when the archive is there and whole; 1, in words, when it is not."""
    now = (clock or SystemClock()).now()
    try:
        places = places_of(settings, command.database)
        order = Order(
            folder=command.folder or places.database.parent / FOLDER,
            created_at=now,
            version=version("toso"),
            passphrase=passphrase_of(command.passphrase_file),
            keeps_all=command.keeps_all,
        )
        with progress(words(Text("cli.backup.copying")), is_quiet=command.as_json) as tell:
            taken = take_backup(places, order, tell)
    except Failure as failed:
        return tell_failure(failed, words, as_json=command.as_json)
    if command.as_json:
        tell_json(_as_json(taken))
    else:
        sys.stdout.writelines(f"{words(text)}\n" for text in _told(taken))
    return 0


def _as_json(taken: Taken) -> dict[str, Any]:
    return {
        "ok": True,
        "file": str(taken.file),
        "bytes": taken.size,
        "sha256": taken.sha256,
        "created_at": to_second(taken.created_at),
        "files": {
            "database": 1,
            "photos": taken.photos,
            "uploads": taken.uploads,
            "missing": list(taken.missing),
        },
        "encrypted": taken.is_sealed,
        "removed": list(taken.removed),
    }


def _told(taken: Taken) -> list[Text]:
    file = str(taken.file)
    told = [Text("cli.backup.done", file=file, photos=taken.photos, size=_size(taken.size))]
    if taken.missing:
        names = ", ".join(taken.missing)
        told.append(Text("cli.backup.missing", n=len(taken.missing), names=names))
    if taken.removed:
        told.append(Text("cli.backup.removed", n=len(taken.removed)))
    told.append(Text("cli.backup.key"))
    return told


def _size(size: int) -> str:
    for unit in ("B", "kB", "MB"):
        if size < 1000:  # noqa: PLR2004  # units go by thousands
            return f"{size} {unit}"
        size = round(size / 1000)
    return f"{size} GB"
