"""The folder of received files: each sealed under its own id, whole or not there at all."""

from __future__ import annotations

import os
import re
from pathlib import Path

from models.sealed_file import Sealer, read_sealed
from models.vault import Cipher

STORED = re.compile(r"[0-9a-z]{3}/[0-9a-z]{1,40}\.[a-z]{3,4}")
"""What a file is called there: the first signs of its id, its id, and what kind it is."""

HALF = ".part"
"""Behind the name of a file that is being written."""


def stored_name(id_: str, suffix: str) -> str:
    return f"{id_[:3]}/{id_}.{suffix}"


class ReceivedFiles:
    def __init__(self, folder: Path, cipher: Cipher) -> None:
        self._folder = folder
        self._cipher = cipher

    def keep(self, id_: str, suffix: str, data: bytes) -> str:
        """The name under which it is stored: sealed beside its place, synced, then renamed."""
        name = stored_name(id_, suffix)
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(path.name + HALF)
        with beside.open("wb") as file:
            sealer = Sealer(file, self._cipher, id_)
            sealer.add(data)
            sealer.finish()
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        return name

    def read(self, stored: str) -> bytes:
        """Raises FileNotFoundError for a name that is none of ours or no longer there, TosoError
        for what does not open.
        """
        if not STORED.fullmatch(stored):
            raise FileNotFoundError(stored)
        with (self._folder / stored).open("rb") as file:
            return read_sealed(file, self._cipher, Path(stored).stem)

    def remove(self, stored: str) -> None:
        if STORED.fullmatch(stored):
            (self._folder / stored).unlink(missing_ok=True)

    def sweep_halves(self) -> int:
        """Remove what somebody was killed over; how many there were."""
        halves = list(self._folder.glob(f"*/*{HALF}"))
        for path in halves:
            path.unlink(missing_ok=True)
        return len(halves)
