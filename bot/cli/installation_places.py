"""What `toso backup` and `toso restore` share: where the installation lies, the passphrase, and how
a failure is told.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from bot.backup.failure import Failure, Reason
from bot.backup.passphrase import read_passphrase
from bot.backup.places import Places
from bot.cli.parser import Words
from bot.cli.refusal import FAULT
from bot.dialog.text import Text
from bot.settings import Settings
from models.database import file_of
from models.vault import KEY_FILE_NAME


def places_of(settings: Settings, database: str | None) -> Places:
    """Raises Failure for a database server, which has tools of its own."""
    on_it = settings if database is None else settings.on(database)
    path = file_of(on_it.database)
    if path is None:
        raise Failure(Reason.SERVER, Text("cli.backup.server"))
    path = path.resolve()
    return Places(
        database=path,
        files=on_it.files_folder,
        uploads=on_it.uploads_folder,
        key=on_it.key_file or path.parent / KEY_FILE_NAME,
    )


def passphrase_of(file: Path | None) -> str | None:
    """Raises Failure where the file holds none."""
    if file is None:
        return None
    try:
        return read_passphrase(file.read_bytes())
    except (OSError, ValueError) as error:
        text = Text("cli.backup.no_passphrase", path=str(file))
        raise Failure(Reason.NO_PASSPHRASE, text) from error


def tell_failure(failed: Failure, words: Words, *, as_json: bool) -> int:
    message = words(failed.text)
    if as_json:
        tell_json({"ok": False, "reason": failed.reason.value, "message": message})
    else:
        sys.stderr.write(f"{message}\n")
    return FAULT


def tell_json(told: dict[str, Any]) -> None:
    sys.stdout.write(f"{json.dumps(told, ensure_ascii=False)}\n")
