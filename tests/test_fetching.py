"""What people send: fetched after the commit, proven to be a picture, stored; or told as lost."""

import asyncio
import hashlib
import io
import logging
import struct
import zlib
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from bot.channels.contract import PhotoSent
from bot.channels.failures import FetchFailed
from bot.dialog import caps
from bot.fetching import MOST_POINTS, RETRIES, Fetching, read_picture
from bot.papers import FileKind
from models.activity import Activity
from models.attachment import Attachment, AttachmentState
from models.mail import Inbox, Lane, Outbox
from models.received_files import ReceivedFiles
from models.sealed_file import read_sealed
from tests.whole.stage import LEADER, MEMBER, SATURDAY, Stage, Wire, open_stage

PENDING, STORED = AttachmentState.PENDING, AttachmentState.STORED
REFUSED, FAILED = AttachmentState.REFUSED, AttachmentState.FAILED


def picture(kind: str = "JPEG", **options: object) -> bytes:
    """64 × 48 points, each another colour, so that there is something to break off."""
    image = Image.frombytes("RGB", (64, 48), bytes(i * 7 % 256 for i in range(64 * 48 * 3)))
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def two_pictures() -> bytes:
    """As many phones make them: a second, smaller picture behind the first."""
    image = Image.new("RGB", (64, 48), "green")
    return picture("MPO", save_all=True, append_images=[image])


def with_thumbnail() -> bytes:
    """A whole JPEG inside the header of another, end marker and all."""
    body = picture()
    inside = b"Exif\x00\x00" + picture(quality=10)
    return body[:2] + b"\xff\xe1" + struct.pack(">H", len(inside) + 2) + inside + body[2:]


def bomb(width: int, height: int) -> bytes:
    """A PNG of some hundred bytes that claims to be huge."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(10_000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


@pytest.fixture
async def stage(sample_database: Path) -> AsyncIterator[Stage]:
    async with open_stage(sample_database) as opened:
        yield opened


@pytest.fixture
def files(sample_database: Path) -> Path:
    """Where received files lie when nothing else is set: beside the database."""
    return sample_database.parent / "files"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def block(folder: Path) -> None:
    """Nothing can be written where a file is."""
    folder.write_text("no folder")


def unblock(folder: Path) -> None:
    folder.unlink()


async def attachment(stage: Stage) -> Attachment:
    (row,) = await stage.rows(Attachment)
    return row


# Pictures


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (picture(), FileKind("image/jpeg", "jpg")),
        (picture(progressive=True), FileKind("image/jpeg", "jpg")),
        (picture() + b"a film behind it" * 9, FileKind("image/jpeg", "jpg")),
        (with_thumbnail(), FileKind("image/jpeg", "jpg")),
        (two_pictures(), FileKind("image/jpeg", "jpg")),
        (picture("PNG"), FileKind("image/png", "png")),
        (picture("WEBP"), FileKind("image/webp", "webp")),
    ],
    ids=["jpeg", "progressive", "trailing", "thumbnail", "two", "png", "webp"],
)
def test_picture_is_known_by_its_bytes(data: bytes, found: FileKind) -> None:
    assert read_picture(data) == found


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8",
        b"\xff\xd8\xff",
        "Chào các bác, đây là chữ.".encode(),
        picture("GIF"),
        picture("TIFF"),
        b"%PDF-1.7\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"PK\x03\x04" + bytes(200),
        bomb(50_000, 50_000),
        bomb(10_000, 9_500),
        bomb(10_000, MOST_POINTS // 10_000 + 1),
        bomb(1, 2**31 - 1),
        bomb(0, 0),
    ],
    ids=[
        "nothing",
        "start",
        "marker",
        "words",
        "gif",
        "tiff",
        "pdf",
        "svg",
        "zip",
        "huge",
        "warned of",
        "a row too many",
        "wide",
        "empty",
    ],
)
def test_what_is_no_picture_that_can_be_shown_is_refused(data: bytes) -> None:
    assert read_picture(data) is None


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_picture_that_broke_off_is_refused(kind: str, part: float) -> None:
    data = picture(kind)

    assert read_picture(data[: int(len(data) * part)]) is None


def test_thumbnail_does_not_pass_for_the_end_of_its_picture() -> None:
    data = with_thumbnail()

    assert read_picture(data[: int(len(data) * 0.9)]) is None


def test_largest_picture_that_is_kept() -> None:
    assert read_picture(bomb(10_000, MOST_POINTS // 10_000)) == FileKind("image/png", "png")


# Fetching


async def test_good_picture_is_stored_whole_with_its_digest(stage: Stage, files: Path) -> None:
    data = picture()
    stage.wire.files["a.jpg"] = data

    await stage.sends_photo(LEADER, "a.jpg")

    row = await attachment(stage)
    assert (row.state, row.mime, row.size) == (STORED, "image/jpeg", len(data))
    assert row.digest == hashlib.sha256(data).hexdigest()
    stored = contents(files)
    assert set(stored) == {row.file_name}
    assert data not in stored[row.file_name]
    sealed = io.BytesIO(stored[row.file_name])
    assert read_sealed(sealed, stage.app.database.vault.file_cipher, row.id) == data


@pytest.mark.parametrize(
    ("found", "reason", "said"),
    [
        ("chỉ là chữ".encode(), "no_picture", "photo.unreadable"),
        (picture()[:-200], "no_picture", "photo.unreadable"),
        (bomb(60_000, 60_000), "no_picture", "photo.unreadable"),
        (bytes(caps.PHOTO_BYTES + 1), "too_large", "photo.too_large"),
        (FetchFailed("missing", lasting=True), "missing", "photo.lost"),
    ],
    ids=["text", "truncated", "bomb", "large", "missing"],
)
async def test_lost_photo_is_told_once_and_leaves_the_draft(
    stage: Stage, files: Path, found: bytes | Exception, reason: str, said: str
) -> None:
    stage.wire.files["a.jpg"] = found

    await stage.sends_photo(LEADER, "a.jpg")
    told = await stage.said(LEADER)
    await stage.passes(days=3)

    row = await attachment(stage)
    assert (row.state, row.reason) == (REFUSED, reason)
    assert told[0] == said
    assert await stage.count(Outbox, Outbox.lane == Lane.REPLY) == 2
    assert contents(files) == {}
    await stage.says(LEADER, "hôm nay", "1", "12")
    await stage.presses(LEADER, "finish")
    assert "session.sum.photos" not in await stage.said(LEADER)


async def test_failure_that_may_pass_is_tried_again(stage: Stage) -> None:
    stage.wire.files["a.jpg"] = FetchFailed("timeout", lasting=False)
    await stage.sends_photo(LEADER, "a.jpg")
    due = await stage.app.next_due()
    first = await attachment(stage)

    stage.wire.files["a.jpg"] = picture()
    await stage.passes(seconds=RETRIES[0].total_seconds())

    assert (first.state, due) == (PENDING, SATURDAY + RETRIES[0])
    row = await attachment(stage)
    assert (row.state, row.tries) == (STORED, 2)
    assert await stage.count(Outbox) == 1


async def test_failure_that_does_not_pass_ends_at_the_deadline(stage: Stage) -> None:
    stage.wire.files["a.jpg"] = FetchFailed("timeout", lasting=False)
    await stage.sends_photo(LEADER, "a.jpg")

    await stage.passes(days=2)

    row = await attachment(stage)
    assert (row.state, row.reason, row.next_try_at) == (FAILED, "timeout", None)
    assert len(stage.wire.fetched) == len(RETRIES) + 23
    assert await stage.count(Outbox, Outbox.lane == Lane.REPLY) == 2
    assert (await stage.said(LEADER))[0] == "photo.lost"
    assert await stage.app.fetching.next_due() is None


async def test_adapters_slip_is_an_alarm_and_delays_no_other(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.wire.files |= {"a.jpg": RuntimeError("a path of somebody's"), "b.jpg": picture()}
    await stage.sends_photo(LEADER, "a.jpg")

    await stage.sends_photo(LEADER, "b.jpg")

    states = [row.state for row in await stage.rows(Attachment)]
    assert states == [PENDING, STORED]
    alarms = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert [alarm.getMessage() for alarm in alarms] == ["attachment failed"]
    assert "somebody's" not in str(vars(alarms[0]))


async def test_full_or_closed_disk_is_an_alarm_and_tried_again(
    stage: Stage, files: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stage.wire.files["a.jpg"] = picture()
    block(files)

    await stage.sends_photo(LEADER, "a.jpg")
    during = await attachment(stage)
    unblock(files)
    await stage.passes(seconds=RETRIES[0].total_seconds())

    assert (during.state, during.reason) == (PENDING, "our_fault")
    assert "attachment failed" in caplog.messages
    assert (await attachment(stage)).state is STORED


async def test_report_of_a_lost_photo_is_itself_taken_once(stage: Stage) -> None:
    await stage.sends_photo(LEADER, "gone.jpg")

    lost = await stage.rows(Inbox, Inbox.kind == "AttachmentLost")

    assert [row.provider_id for row in lost] == [f"lost:{(await attachment(stage)).id}"]


# Photos and reports


async def test_photo_outside_a_dialog_opens_the_session(stage: Stage) -> None:
    stage.wire.files["a.jpg"] = picture()

    await stage.sends_photo(LEADER, "a.jpg")
    opened = await stage.said(LEADER)
    await stage.says(LEADER, "hôm nay", "1", "12")
    await stage.presses(LEADER, "finish", "=yes")

    assert opened[0] == "photo.kept"
    assert "session.day.ask" in opened
    (session,) = await stage.rows(Activity)
    assert (await attachment(stage)).activity_id == session.id


async def test_photos_sent_together_join_one_draft(stage: Stage) -> None:
    stage.wire.files |= {"a.jpg": picture(), "b.jpg": picture(), "c.jpg": picture()}

    await stage.sends_photo(LEADER, "a.jpg")
    await stage.passes(minutes=1, seconds=59)
    await stage.sends_photo(LEADER, "b.jpg")
    await stage.says(LEADER, "để sau")
    await stage.passes(minutes=1, seconds=59)
    await stage.sends_photo(LEADER, "c.jpg")

    rows = await stage.rows(Attachment)
    assert len(rows) == 3
    assert len({row.dialog_id for row in rows}) == 1
    assert (await stage.said(LEADER))[0] == "photo.kept"


async def test_photo_long_after_a_draft_was_put_aside_opens_another(stage: Stage) -> None:
    stage.wire.files |= {"a.jpg": picture(), "b.jpg": picture()}

    await stage.sends_photo(LEADER, "a.jpg")
    await stage.says(LEADER, "để sau")
    await stage.passes(minutes=2, seconds=1)
    await stage.sends_photo(LEADER, "b.jpg")

    assert len({row.dialog_id for row in await stage.rows(Attachment)}) == 2


async def test_two_photos_in_one_batch_join(stage: Stage) -> None:
    stage.wire.files |= {"a.jpg": picture(), "b.jpg": picture()}

    await stage.hear(
        stage.inbound(LEADER, PhotoSent("a.jpg")), stage.inbound(LEADER, PhotoSent("b.jpg"))
    )

    rows = await stage.rows(Attachment)
    assert [row.state for row in rows] == [STORED, STORED]
    assert len({row.dialog_id for row in rows}) == 1


async def test_photo_in_a_session_for_another_stays_in_it(stage: Stage) -> None:
    stage.wire.files["a.jpg"] = picture()
    await stage.says(LEADER, "ghi hộ", "Thành viên 003")

    await stage.sends_photo(LEADER, "a.jpg")

    assert "photo.kept" in await stage.said(LEADER)
    assert "session.how.ask" in await stage.said(LEADER)


async def test_photo_at_a_number_is_kept_and_the_question_stays(stage: Stage) -> None:
    stage.wire.files["a.jpg"] = picture()
    await stage.says(LEADER, "ghi buổi", "hôm nay", "1")

    await stage.sends_photo(LEADER, "a.jpg")

    said = await stage.said(LEADER)
    assert (said[0], said[-1]) == ("photo.kept", "session.people.ask")


async def test_report_confirmed_while_its_photo_is_pending_binds_it(stage: Stage) -> None:
    stage.wire.files["a.jpg"] = FetchFailed("timeout", lasting=False)
    await stage.sends_photo(LEADER, "a.jpg")
    await stage.says(LEADER, "hôm nay", "1", "12")
    await stage.presses(LEADER, "finish", "=yes")
    (session,) = await stage.rows(Activity)
    pending = await attachment(stage)

    stage.wire.files["a.jpg"] = picture()
    await stage.passes(minutes=1)

    assert (pending.state, pending.activity_id) == (PENDING, session.id)
    row = await attachment(stage)
    assert (row.state, row.activity_id) == (STORED, session.id)


async def test_photo_lost_after_its_report_was_sent_is_gone_when_it_is_undone(
    stage: Stage,
) -> None:
    stage.wire.files["a.jpg"] = FetchFailed("timeout", lasting=False)
    await stage.sends_photo(LEADER, "a.jpg")
    await stage.says(LEADER, "hôm nay", "1", "12")
    await stage.presses(LEADER, "finish", "=yes")
    stage.wire.files["a.jpg"] = FetchFailed("missing", lasting=True)
    await stage.passes(minutes=1)

    lost = await stage.said(LEADER)
    await stage.says(LEADER, "hoàn tác")

    assert lost == ["photo.lost"]
    assert "session.sum.photos" not in await stage.said(LEADER)


async def test_photo_of_a_resident_has_no_place(stage: Stage) -> None:
    await stage.sends_photo("resident:Hoa", "a.jpg")

    assert "photo.no_place" in await stage.said("resident:Hoa")
    assert await stage.count(Attachment) == 0


async def test_everything_pending_waits_no_longer_than_its_deadline(stage: Stage) -> None:
    stage.wire.files["a.jpg"] = FetchFailed("timeout", lasting=False)

    await stage.sends_photo(LEADER, "a.jpg")

    assert (await attachment(stage)).deadline_at == SATURDAY + timedelta(hours=24)


async def test_provider_that_never_hands_a_photo_over_is_asked_again_and_delays_no_other(
    stage: Stage, photos: Path, files: Path
) -> None:
    class Silent(Wire):
        async def fetch(self, source: str, *, limit: int) -> bytes:
            if source == "silent.jpg":
                await asyncio.Event().wait()
            return await super().fetch(source, limit=limit)

    wire = Silent()
    wire.files["b.jpg"] = (photos / "anh.jpg").read_bytes()
    for who, name in ((LEADER, "silent.jpg"), (MEMBER, "b.jpg")):
        await stage.receives(stage.inbound(who, PhotoSent(name)))
    fetching = Fetching(
        database=stage.app.database,
        commune_id=stage.app.commune_id,
        channels={"terminal": wire},
        files=ReceivedFiles(files, stage.app.database.vault.file_cipher),
        clock=stage.clock,
        report=stage.app.conversation.receive,
        fetch_seconds=0.01,
    )

    await fetching.fetch()

    states = {(row.state, row.reason) for row in await stage.rows(Attachment)}
    assert states == {(PENDING, "silent"), (STORED, None)}


async def test_two_rounds_at_one_time_fetch_a_photo_once(
    stage: Stage, photos: Path, files: Path
) -> None:
    """A program that ends looks once more at what is due, while its loop is still at it."""
    asked: list[str] = []

    class Counting(Wire):
        async def fetch(self, source: str, *, limit: int) -> bytes:
            asked.append(source)
            await asyncio.sleep(0)
            return await super().fetch(source, limit=limit)

    wire = Counting()
    wire.files["b.jpg"] = (photos / "anh.jpg").read_bytes()
    await stage.receives(stage.inbound(MEMBER, PhotoSent("b.jpg")))
    fetching = Fetching(
        database=stage.app.database,
        commune_id=stage.app.commune_id,
        channels={"terminal": wire},
        files=ReceivedFiles(files, stage.app.database.vault.file_cipher),
        clock=stage.clock,
        report=stage.app.conversation.receive,
    )

    settled = await asyncio.gather(fetching.fetch(), fetching.fetch())

    assert asked == ["b.jpg"]
    assert sorted(settled) == [0, 1]
