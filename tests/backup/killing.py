"""Restores one archive again and again, each time killed a little later; tells each as JSON.

Run as a program: its children end themselves by SIGKILL right before their n-th change of a name or
folder, so nothing that cleans up is run, and no clock decides.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
from pathlib import Path

from bot.backup.places import sha256_of
from tests.backup.installations import Installation

CHANGES = {"os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir"}
NEVER = 0


class Countdown:
    """Ends this process right before the n-th change below the folder."""

    def __init__(self, number: int, folder: Path) -> None:
        self._left = number
        self._folder = str(folder)

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        is_new = event == "open" and isinstance(flags := arguments[2], int) and flags & os.O_CREAT
        if (event in CHANGES or is_new) and str(arguments[0]).startswith(self._folder):
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


def restore(installation: Installation, archive: Path, number: int) -> bool:
    """In a child; whether it came to its end."""
    child = os.fork()
    if child == 0:
        sys.addaudithook(Countdown(number, installation.folder))
        installation.put_back(archive, is_forced=True)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def audits(database: Path) -> list[str]:
    connection = sqlite3.connect(database)
    found = [row[0] for row in connection.execute("SELECT id FROM audit ORDER BY id")]
    connection.close()
    return found


def happens(database: Path, number: int) -> None:
    connection = sqlite3.connect(database)
    with connection:
        connection.execute(
            "INSERT INTO audit SELECT commune_id, ?, at, by_id, action, subject, detail"
            " FROM audit WHERE id = 'a-1'",
            (f"n{number:03}",),
        )
    connection.close()


def main(folder: str, archive: str) -> None:
    installation, path = Installation(Path(folder)), Path(archive)
    photos = {photo: sha256_of(photo) for photo in installation.places.files.rglob("*.jpg")}
    for number in range(1, 1000):
        happens(installation.database, number)
        min(photos).unlink(missing_ok=True)
        is_done = restore(installation, path, number)
        in_place = audits(installation.database)
        has_photos = photos == {photo: sha256_of(photo) for photo in photos if photo.exists()}
        again = restore(installation, path, NEVER)
        told = {
            "is_done": is_done,
            "in_place": in_place,
            "has_photos": has_photos,
            "again": again and audits(installation.database) == ["a-1"],
            "litter": [str(left) for left in installation.folder.rglob("*.restoring*")],
        }
        sys.stdout.write(f"{json.dumps(told)}\n")
        if is_done:
            return


if __name__ == "__main__":
    main(*sys.argv[1:])
