"""What lies in the store or beside it and cannot be used: it is named in the log, and harms nobody
else.
"""

import logging
import resource
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.app import build
from bot.channels.contract import PhotoSent
from bot.channels.failures import FetchFailed
from bot.kernel.clock import SetClock
from bot.settings import Settings
from models.attachment import Attachment, AttachmentState
from models.dialogs import Timer, TimerState
from models.mail import Inbox
from tests.test_in_flight import until
from tests.whole.stage import LEADER, MEMBER, NEXT_LEADER, SATURDAY, Stage, Wire, open_stage

DAMAGED = "x'01020304'"


@pytest.fixture
async def stage(sample_database: Path) -> AsyncIterator[Stage]:
    async with open_stage(sample_database) as opened:
        yield opened


async def change(stage: Stage, statement: str) -> None:
    async with stage.app.database.write() as connection:
        await connection.execute(text(statement))


async def owner_of(stage: Stage, who: str) -> str:
    async with stage.app.database.read() as connection:
        found = await connection.execute(
            text("SELECT person_id FROM account WHERE external_id = :account"),
            {"account": stage.account(who)},
        )
    return str(found.scalar_one())


async def damage_dialog(stage: Stage, who: str) -> None:
    owner = await owner_of(stage, who)
    await change(stage, f"UPDATE dialog SET state = {DAMAGED} WHERE owner = '{owner}'")  # noqa: S608


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.message for record in caplog.records if record.levelno >= logging.ERROR]


# Dialogs and timers


async def test_dialog_whose_seal_is_damaged_starts_afresh_and_harms_no_neighbour(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    for who in (LEADER, NEXT_LEADER):
        await stage.says(who, "ghi buổi", "hôm nay")
    await damage_dialog(stage, LEADER)

    taken = await stage.hear(stage.inbound(LEADER, "chào"), stage.inbound(NEXT_LEADER, "1"))

    assert taken == [True, True]
    assert await stage.is_at_menu(LEADER)
    assert "session.people.ask" in await stage.said(NEXT_LEADER)
    assert errors(caplog) == ["unreadable dialog"]
    await stage.logs_session(LEADER)
    assert await stage.sessions() == 1


async def test_damaged_dialog_keeps_no_timer_of_others_back(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    for who in (LEADER, NEXT_LEADER):
        await stage.says(who, "ghi buổi", "hôm nay")
    await damage_dialog(stage, LEADER)

    await stage.passes(minutes=31)

    assert "nudge.unfinished" in await stage.said(NEXT_LEADER)
    states = [row.state for row in await stage.rows(Timer)]
    assert sorted(states) == [TimerState.DROPPED, TimerState.WAITING]
    assert errors(caplog) == ["unreadable dialog"]


@pytest.mark.parametrize("damage", ["payload = 'yesterday'", "kind = 'sing'"])
async def test_timer_that_cannot_be_read_is_dropped_alone(
    stage: Stage, caplog: pytest.LogCaptureFixture, damage: str
) -> None:
    for who in (LEADER, NEXT_LEADER):
        await stage.says(who, "ghi buổi", "hôm nay")
    owner = await owner_of(stage, LEADER)
    await change(stage, f"UPDATE timer SET {damage} WHERE owner = '{owner}'")  # noqa: S608

    await stage.passes(minutes=31)

    assert "nudge.unfinished" in await stage.said(NEXT_LEADER)
    (row,) = await stage.rows(Timer, Timer.owner == owner)
    assert row.state is TimerState.DROPPED
    assert errors(caplog) == ["unreadable timer"]


# Photos


async def test_photo_whose_source_is_damaged_is_told_lost_and_others_come_in(
    stage: Stage, photos: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for who, name in ((LEADER, "a.jpg"), (NEXT_LEADER, "b.jpg")):
        stage.wire.files[name] = (photos / "anh.jpg").read_bytes()
        await stage.receives(stage.inbound(who, PhotoSent(name)))
    owner = await owner_of(stage, LEADER)
    await change(stage, f"UPDATE attachment SET source = {DAMAGED} WHERE owner = '{owner}'")  # noqa: S608

    await stage.app.settle()

    states = {row.owner == owner: (row.state, row.reason) for row in await stage.rows(Attachment)}
    assert states == {
        True: (AttachmentState.REFUSED, "unreadable_source"),
        False: (AttachmentState.STORED, None),
    }
    assert "photo.lost" in await stage.said(LEADER)
    assert errors(caplog) == ["unreadable attachment"]


async def test_half_written_photos_are_swept_at_the_start_and_come_again(
    sample_database: Path, photos: Path
) -> None:
    async with open_stage(sample_database) as stage:
        stage.wire.files["a.jpg"] = FetchFailed("busy", lasting=False)
        await stage.sends_photo(LEADER, "a.jpg")
        (row,) = await stage.rows(Attachment)
    folder = sample_database.parent / "files"
    half = folder / row.id[:3] / f"{row.id}.jpg.part"
    other = folder / "0xy" / "gone.png.part"
    for path in (half, other):
        path.parent.mkdir(parents=True)
        path.write_bytes(b"half")

    clock, wire = SetClock(SATURDAY), Wire()
    clock.moment = row.deadline_at - (row.deadline_at - SATURDAY) / 2
    wire.files["a.jpg"] = (photos / "anh.jpg").read_bytes()
    app = await build(Settings(database=str(sample_database)), clock=clock, channels=[wire])
    try:
        async with app.running(live=True):
            await until(lambda: bool(wire.fetched))
            await until(lambda: half.with_suffix("").exists())
    finally:
        await app.close()

    assert list(folder.rglob("*.part")) == []


# A store that takes no more


@contextmanager
def no_file_grows_beyond(size: int) -> Iterator[None]:
    """What a full disk does, without one: the kernel's limit for this process."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def test_disk_that_fills_during_a_commit_half_writes_nothing(
    stage: Stage, sample_database: Path
) -> None:
    await stage.logs_session(LEADER)
    log = sample_database.with_name(sample_database.name + "-wal")

    with no_file_grows_beyond(log.stat().st_size):
        taken = await stage.receives(
            stage.inbound(MEMBER, "chào", "full"), stage.inbound(NEXT_LEADER, "chào", "full")
        )
    inbox = await stage.count(Inbox, Inbox.provider_id.like("%:full"))
    again = await stage.hear(stage.inbound(MEMBER, "chào", "full"))

    assert (taken, inbox, again) == ([False, False], 0, [True])
    assert await stage.is_at_menu(MEMBER)
    assert await stage.sessions() == 1
    async with stage.app.database.read() as connection:
        checked = await connection.exec_driver_sql("PRAGMA integrity_check")
        assert checked.scalar() == "ok"


async def test_place_without_room_for_a_photo_leaves_it_for_later(
    stage: Stage, photos: Path, sample_database: Path
) -> None:
    """A file lies where the folder should: nothing can be written there."""
    stage.wire.files["a.jpg"] = (photos / "anh.jpg").read_bytes()
    in_the_way = sample_database.parent / "files"
    in_the_way.write_bytes(b"")
    await stage.sends_photo(LEADER, "a.jpg")
    (before,) = await stage.rows(Attachment)

    in_the_way.unlink()
    await stage.passes(minutes=1)

    (after,) = await stage.rows(Attachment)
    assert (before.state, before.reason) == (AttachmentState.PENDING, "our_fault")
    assert after.state is AttachmentState.STORED
