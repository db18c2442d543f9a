"""`toso restore`: an archive of `toso backup` put in place, as a whole or not at all."""

from __future__ import annotations

import sys

from bot.backup.failure import Failure
from bot.backup.manifest import to_second
from bot.backup.putting_back import Restored, put_back
from bot.backup.reading import Archive
from bot.cli.backup_arguments import Restore
from bot.cli.installation_places import passphrase_of, places_of, tell_failure, tell_json
from bot.cli.parser import Words
from bot.cli.progress import progress
from bot.dialog.text import Text
from bot.kernel.clock import Clock, SystemClock
from bot.settings import Settings


def run_restore(
    command: Restore, settings: Settings, words: Words, *, clock: Clock | None = None
) -> int:
    """0 when it is in place; 1, in words, when nothing was changed."""
    now = (clock or SystemClock()).now()
    try:
        places = places_of(settings, command.database)
        archive = Archive(command.file, passphrase_of(command.passphrase_file))
        with progress(words(Text("cli.restore.reading")), is_quiet=command.as_json) as tell:
            restored = put_back(archive, places, now=now, is_forced=command.is_forced, tell=tell)
    except Failure as failed:
        return tell_failure(failed, words, as_json=command.as_json)
    aside = None if restored.set_aside is None else str(restored.set_aside)
    if command.as_json:
        tell_json(
            {
                "ok": True,
                "file": str(command.file),
                "database": str(restored.database),
                "set_aside": aside,
                "activities": restored.activities,
                "newest": None if restored.newest is None else to_second(restored.newest),
            }
        )
    else:
        sys.stdout.writelines(f"{words(text)}\n" for text in _told(restored))
    return 0


def _told(restored: Restored) -> list[Text]:
    database = str(restored.database)
    told = [Text("cli.restore.done", path=database, n=restored.activities)]
    if restored.set_aside is not None:
        told.append(Text("cli.restore.aside", path=str(restored.set_aside)))
    told.append(Text("cli.restore.look", path=database))
    return told
