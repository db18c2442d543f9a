"""The restore drill: the real app logs sessions with photos while backups are taken beside it, in
processes of their own; each is put back elsewhere, with the key, and compared with what was
confirmed before its moment.
"""

import asyncio
import json
import shutil
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from models.activity import Activity
from models.attachment import Attachment, AttachmentState
from models.commune import find_communes
from models.database import Database
from models.opening import open_installation
from models.sealed_file import read_sealed
from models.tally import tally
from models.weeks import week_days
from tests.whole.stage import SATURDAY, WEEK, Stage, member_of, open_stage

ROOT = Path(__file__).parents[2]
TEAMS = 8
ENOUGH = 6
"""How many sessions are logged at least while each backup is taken."""


async def toso(*line: str | Path) -> dict[str, Any]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *map(str, line), "--json",
        cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, _ = await process.communicate()
    told: dict[str, Any] = json.loads(out)
    assert process.returncode == 0, told
    return told


async def log_sessions(stage: Stage, photo: bytes, until: asyncio.Task[Any], least: int) -> None:
    """One after the other, a second apart, each with a photo of its own, until the task is done."""
    done = 0
    while done < least or not until.done():
        number = len(stage.wire.files)
        who = member_of(number % TEAMS + 1, number // TEAMS % 6 + 1)
        source = f"photo-{number}"
        stage.wire.files[source] = photo + str(number).encode()
        stage.clock.moment += timedelta(seconds=1)
        await stage.sends_photo(who, source)
        await stage.says(who, "hôm nay", "1", str(number % 20 + 1))
        await stage.presses(who, "finish")
        await stage.says(who, "gửi đi")
        done += 1


async def activities(database: Database) -> list[dict[str, Any]]:
    """In the order in which they were confirmed, all that is kept of them."""
    columns = Activity.__table__.columns
    async with database.read() as connection:
        rows = await connection.execute(select(*columns).order_by(Activity.confirmed_at))
        return [dict(row._mapping) for row in rows]


async def opened_photos(database: Database, files: Path) -> dict[str, bytes]:
    """By activity: the bytes that were sent, opened with the key."""
    async with database.read() as connection:
        rows = await connection.execute(
            select(Attachment.id, Attachment.activity_id, Attachment.file_name).where(
                Attachment.state == AttachmentState.STORED, Attachment.activity_id.is_not(None)
            )
        )
        found = {}
        for row in rows:
            with (files / row.file_name).open("rb") as file:
                found[row.activity_id] = read_sealed(file, database.vault.file_cipher, row.id)
    return found


async def people_guided(database: Database) -> int:
    monday, sunday = week_days(WEEK)
    async with database.read() as connection:
        (commune,) = await find_communes(connection)
        return (await tally(connection, commune, monday, sunday)).people_guided


@pytest.mark.slow
async def test_backups_under_load_come_back_whole(
    sample_database: Path, photos: Path, tmp_path: Path
) -> None:
    photo = (photos / "anh.jpg").read_bytes()
    key = sample_database.parent / "toso.key"
    archives: list[tuple[dict[str, Any], int, int]] = []
    async with open_stage(sample_database) as stage, asyncio.TaskGroup() as group:
        for number in range(2):
            before = len(await activities(stage.app.database))
            sealed = ("--passphrase-file", tmp_path / "words") if number else ()
            (tmp_path / "words").write_text("chờ mùa gặt\n", encoding="utf-8")
            line = ("backup", "--db", sample_database, "--keep-all", *sealed)
            backup = group.create_task(toso(*line))
            await log_sessions(stage, photo, backup, ENOUGH)
            archives.append((backup.result(), before, len(await activities(stage.app.database))))
        logged = await activities(stage.app.database)
        sent = await opened_photos(stage.app.database, sample_database.parent / "files")

    assert len(logged) == len(sent) >= 2 * ENOUGH
    for number, (taken, before, after) in enumerate(archives):
        folder = tmp_path / f"there-{number}"
        folder.mkdir()
        shutil.copy(key, folder)
        sealed = ("--passphrase-file", tmp_path / "words") if taken["encrypted"] else ()
        restored = await toso("restore", taken["file"], "--db", folder / "toso.db", *sealed)
        there = await open_installation(folder / "toso.db", now=SATURDAY, create=False)
        kept = await activities(there)
        kept_photos = await opened_photos(there, folder / "files")
        figure = await people_guided(there)
        await there.close()

        assert before <= len(kept) <= after
        assert kept == logged[: len(kept)]
        assert restored["activities"] == len(kept)
        assert figure == sum(each["people"] for each in kept)
        assert taken["files"]["missing"] == []
        assert kept_photos == {
            each["id"]: sent[each["id"]] for each in kept if each["id"] in kept_photos
        }
        assert len(kept_photos) >= before
