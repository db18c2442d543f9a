"""What a killed program left lying goes on at the next start, through the real `toso run`."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select, text, update

from bot.channels.contract import Inbound, PhotoSent, Sender
from bot.channels.web.uploads import Uploads
from bot.kernel.clock import SetClock, SystemClock
from models.attachment import Attachment, AttachmentState
from models.database import Database, open_database
from models.dialogs import Timer
from models.mail import Outbox, OutboxState
from models.timers import TimerKind
from tests.cli.communes import serving
from tests.whole.stage import MEMBER, NEXT_MEMBER
from tests.whole.web import TALK, Visit, open_visit

OTHER = "1" * 32
PATIENCE = 60.0


async def leave_lying(visit: Visit, photo: bytes) -> None:
    """A reply that is not sent, a photo that is not fetched, a dialog that nobody went on with."""
    for said in ("ghi buổi", "hôm nay"):
        await visit.app.receive(visit.says(NEXT_MEMBER, said, talk=OTHER))
    await visit.app.settle()
    uploads: Uploads = visit.channel._uploads
    source = uploads.source_of(TALK, "client-1")
    await uploads.keep(source, _pieces(photo))
    sender = Sender(TALK, phone_hash=visit.app.database.vault.phone_hash(MEMBER))
    await visit.app.receive(
        Inbound("web", f"{TALK}:photo", sender, PhotoSent(source), visit.clock.now())
    )
    async with visit.app.database.write() as connection:  # by night both would wait for the morning
        await connection.execute(update(Timer).values(due_at=visit.clock.now()))


async def _pieces(photo: bytes) -> AsyncIterator[bytes]:
    yield photo


async def test_letters_timers_and_photos_go_on_at_the_next_start(
    sample_database: Path, photos: Path
) -> None:
    clock = SetClock(SystemClock().now() - timedelta(minutes=40))
    async with open_visit(sample_database, clock) as visit:
        await leave_lying(visit, (photos / "anh.jpg").read_bytes())
        before = await _standing(visit.app.database)

    async with serving("--sample", "--db", str(sample_database)):
        await _until_standing(
            sample_database, (set(), {AttachmentState.STORED}, {TimerKind.CLOSE.value})
        )

    assert before == ({OutboxState.WAITING}, {AttachmentState.PENDING}, {TimerKind.NUDGE.value})


async def _until_standing(path: Path, expected: tuple[set[Any], ...]) -> None:
    """The replies are sent, whatever else still waits: at night a nudge does, until the morning."""
    database = open_database(path)
    try:
        async with asyncio.timeout(PATIENCE):
            while await _standing(database) != expected:  # noqa: ASYNC110  # another process works
                await asyncio.sleep(0.05)
    finally:
        await database.close()


async def _standing(database: Database) -> tuple[set[Any], ...]:
    async with database.read() as connection:
        waiting = await connection.scalars(
            select(Outbox.state).where(Outbox.lane == 0, Outbox.state == OutboxState.WAITING)
        )
        photos = await connection.scalars(select(Attachment.state))
        timers = await connection.scalars(text("SELECT DISTINCT kind FROM timer"))
        return set(waiting), set(photos), set(timers)
