"""An installation with photos, backed up and put back through the doors that the commands use."""

from __future__ import annotations

import hashlib
import random
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from bot.backup.places import Places
from bot.backup.putting_back import Restored, put_back
from bot.backup.reading import Archive
from bot.backup.taking import Order, Taken, take_backup
from models.attachment import Attachment, AttachmentState
from models.audit import Audit
from models.opening import open_installation
from models.sample import SAMPLE_COMMUNE

NOW = datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC)
PASSPHRASE = "chờ mùa gặt"  # of tests


def silent(_done: int, _total: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Installation:
    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "toso.db"

    @property
    def places(self) -> Places:
        return Places(
            self.database, self.folder / "files", self.folder / "uploads", self.folder / "toso.key"
        )

    def take(
        self,
        folder: Path | None = None,
        *,
        at: datetime = NOW,
        passphrase: str | None = None,
        keeps_all: bool = False,
    ) -> Taken:
        order = Order(folder or self.folder / "backups", at, "0.1.0", passphrase, keeps_all)
        return take_backup(self.places, order, silent)

    def put_back(
        self,
        archive: Path,
        *,
        passphrase: str | None = None,
        is_forced: bool = False,
        at: datetime = NOW,
    ) -> Restored:
        return put_back(
            Archive(archive, passphrase), self.places, now=at, is_forced=is_forced, tell=silent
        )

    def elsewhere(self, folder: Path) -> Installation:
        """A new machine: a folder with the key alone."""
        folder.mkdir()
        shutil.copy(self.places.key, folder)
        return Installation(folder)

    async def add_photo(self, number: int, *, state: str = "stored", has_file: bool = True) -> str:
        id_ = f"0{number:015}"
        name = f"{id_[:3]}/{id_}.jpg"
        if has_file:
            path = self.places.files / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(random.Random(number).randbytes(3000 * number))  # noqa: S311
        database = await open_installation(self.database, now=NOW)
        async with database.write() as connection:
            await connection.execute(
                insert(Attachment).values(
                    commune_id=SAMPLE_COMMUNE, id=id_, owner="p", dialog_id="d", channel="web",
                    source="a", state=AttachmentState(state), deadline_at=NOW, created_at=NOW,
                    file_name=name if state == "stored" else None, tries=0,
                )
            )  # fmt: skip
        await database.close()
        return name

    async def happens(self, minutes: int) -> None:
        """Somebody does something, so many minutes after NOW."""
        at = NOW + timedelta(minutes=minutes)
        database = await open_installation(self.database, now=NOW)
        async with database.write() as connection:
            await connection.execute(
                insert(Audit).values(
                    commune_id=SAMPLE_COMMUNE, id=f"a{minutes}", at=at, by_id=None,
                    action="test", subject="", detail={},
                )
            )  # fmt: skip
        await database.close()


def bytes_below(folder: Path) -> dict[str, str]:
    """Every file and folder below, by name, and what is in it."""
    return {
        str(path.relative_to(folder)): (
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        )
        for path in folder.rglob("*")
    }
