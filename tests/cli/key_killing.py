"""Changes the key of one installation again and again, each time killed a little later: right
before its n-th change of a name, folder or file, or at its n-th look at how far it has come. Tells
each as JSON.

Run as a program: its children end themselves by SIGKILL, so nothing that cleans up is run, and no
clock decides.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.backup.places import Places
from bot.cli.key import change_key
from bot.kernel.clock import SetClock
from bot.kernel.ids import RandomIds
from models.attachment import Attachment
from models.opening import open_installation
from models.people import Person
from models.sealed_file import read_sealed
from tests.backup.killing import Countdown

NOW = datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC)
NEVER = 0


def places_in(folder: Path) -> Places:
    return Places(folder / "toso.db", folder / "files", folder / "uploads", folder / "toso.key")


def change(folder: Path, number: int) -> bool:
    """In a child; whether it came to its end."""
    child = os.fork()
    if child == 0:
        left = Countdown(number, folder)
        sys.addaudithook(left)
        change_key(
            places_in(folder),
            ids=RandomIds(SetClock(NOW)),
            now=NOW,
            ends_sessions=False,
            # A look counts as a change: so it is killed in the midst of the transaction as well.
            tell=lambda done, total: left("os.mkdir", (str(folder), done, total)),
        )
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


async def look(folder: Path) -> dict[str, Any]:
    """What the next start finds: with which key, and whether all of it opens."""
    places = places_in(folder)
    database = await open_installation(places.database, now=NOW, key_file=places.key)
    try:
        async with database.read() as connection:
            people = (await connection.execute(select(Person.phone, Person.phone_hash))).all()
            stored = (await connection.execute(
                select(Attachment.id, Attachment.file_name).where(Attachment.file_name.is_not(None))
            )).all()  # fmt: skip
        pictures = []
        for id_, name in stored:
            with (places.files / name).open("rb") as file:
                pictures.append(read_sealed(file, database.vault.file_cipher, id_).decode())
        return {
            "key": database.vault.fingerprint,
            "fits": all(
                database.vault.phone_hash(phone or "") == hash_ for phone, hash_ in people if hash_
            ),
            "pictures": pictures,
            "litter": litter_in(folder),
        }
    finally:
        await database.close()


def litter_in(folder: Path) -> list[str]:
    """What a change that was broken off could leave behind."""
    return sorted(
        path.name for pattern in (".*", "*.new", "*.plan") for path in folder.rglob(pattern)
    )


def main(sample: str, room: str) -> None:
    for number in range(1, 1000):
        folder = Path(room) / str(number)
        shutil.copytree(sample, folder)
        is_done = change(folder, number)
        half = [path.name for path in folder.glob("toso.key.*")]
        found = asyncio.run(look(folder))
        again = change(folder, NEVER) and asyncio.run(look(folder))
        told = {"is_done": is_done, "half": half, "found": found, "again": again}
        sys.stdout.write(f"{json.dumps(told)}\n")
        sys.stdout.flush()
        shutil.rmtree(folder)
        if is_done:
            return


if __name__ == "__main__":
    main(*sys.argv[1:])
