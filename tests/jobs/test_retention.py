"""What has had its time is deleted, what counts stays, and what comes again within the horizon
counts once.
"""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from jobs import retention
from jobs.retention import Forgotten
from models.activity import Activity, Revision
from models.attachment import Attachment
from models.audit import Audit
from models.commune import CommuneSetting
from models.dialogs import Timer
from models.document import Document
from models.join import JoinCode, JoinRequest, JoinTry
from models.mail import Inbox, Lane, Outbox, OutboxState
from models.sample import SAMPLE_COMMUNE
from models.scribe import ScribeRequest
from models.set_aside import FailedMessage
from tests.whole.stage import COORDINATOR, LEADER, MEMBER, SATURDAY, Stage, open_stage

NOTHING = Forgotten(0, 0, 0, 0, 0, 0, 0, 0)
RESIDENT = "resident:Lan"


@pytest.fixture
async def stage(sample_database: Path) -> AsyncIterator[Stage]:
    async with open_stage(sample_database, files=sample_database.parent / "files") as opened:
        yield opened


async def run(stage: Stage) -> Forgotten:
    app = stage.app
    return await retention.run(
        database=app.database, commune_id=app.commune_id, clock=app.clock,
        files=app.files._folder,
    )  # fmt: skip


async def everything(stage: Stage, photos: Path) -> None:
    stage.wire.files["a.jpg"] = (photos / "anh.jpg").read_bytes()
    await stage.logs_session(MEMBER)
    await stage.says(MEMBER, "ghi buổi", "hôm qua", "để sau", "nhờ người ghi hộ", "1")
    await stage.sends_photo(MEMBER, "a.jpg")
    await stage.says(MEMBER, "bỏ hẳn", "để sau")
    await stage.says(LEADER, "mời thành viên", "Thành viên 003")
    await stage.says(RESIDENT, "tôi là thành viên tổ", "1", "0912000004", "000000")
    await stage.says("resident:Ba", "tôi là thành viên tổ", "2", "0912000005")


async def test_all_that_has_had_its_time_goes(stage: Stage, photos: Path) -> None:
    await everything(stage, photos)
    tally, reports = await stage.tally(), await stage.rows(Activity)
    revisions = await stage.count(Revision)
    early = await run(stage)
    await stage.passes(days=60)

    done = await run(stage)

    assert early == NOTHING
    for count in (done.inbox, done.letters, done.timers, done.tries, done.requests, done.photos):
        assert count > 0
    for table in (Inbox, Timer, JoinTry, JoinRequest, JoinCode):
        assert await stage.count(table) == 0, table
    assert await stage.count(Outbox, Outbox.finished_at.is_not(None)) == 0
    assert await stage.count(Attachment) == 0
    assert [path for path in stage.app.files._folder.rglob("*") if path.is_file()] == []
    assert await stage.tally() == tally
    assert await stage.rows(Activity) == reports
    assert await stage.count(Revision) == revisions
    assert await stage.count(Audit) > 0
    assert await run(stage) == NOTHING


async def test_photo_of_a_report_stays(stage: Stage, photos: Path) -> None:
    stage.wire.files["a.jpg"] = (photos / "anh.jpg").read_bytes()
    await stage.says(MEMBER, "ghi buổi", "hôm nay", "1", "12")
    await stage.sends_photo(MEMBER, "a.jpg")
    await stage.presses(MEMBER, "finish")
    await stage.says(MEMBER, "gửi đi")
    await stage.passes(days=400)

    assert (await run(stage)).photos == 0
    (row,) = await stage.rows(Attachment)
    assert row.activity_id
    assert (stage.app.files._folder / row.file_name).exists()


async def test_photo_of_somebody_who_went_goes_with_the_next_run(
    stage: Stage, photos: Path
) -> None:
    stage.wire.files["a.jpg"] = (photos / "anh.jpg").read_bytes()
    await stage.says(MEMBER, "ghi buổi", "hôm qua")
    await stage.sends_photo(MEMBER, "a.jpg")
    await stage.says(MEMBER, "để sau", "xóa thông tin của tôi", "có, xóa", "xóa hết")

    assert (await run(stage)).photos == 1
    assert [path for path in stage.app.files._folder.rglob("*") if path.is_file()] == []


async def test_file_of_a_document_stays_also_when_who_added_it_has_gone(
    stage: Stage, photos: Path
) -> None:
    stage.wire.files["a.jpg"] = (photos / "anh.jpg").read_bytes()
    await stage.says(MEMBER, "ghi buổi", "hôm qua")
    await stage.sends_photo(MEMBER, "a.jpg")
    (photo,) = await stage.rows(Attachment)
    async with stage.app.database.write() as connection:
        await connection.execute(
            insert(Document).values(
                commune_id=SAMPLE_COMMUNE, id="d", title="t", link=None, stored=photo.file_name,
                file_name="a.jpg", mime="image/jpeg", added_by=photo.owner, added_at=SATURDAY,
            )
        )  # fmt: skip
    await stage.says(MEMBER, "để sau", "xóa thông tin của tôi", "có, xóa", "xóa hết")
    await stage.passes(days=90)

    assert (await run(stage)).photos == 0
    assert (stage.app.files._folder / photo.file_name).exists()


async def test_message_that_comes_again_within_the_horizon_counts_once(stage: Stage) -> None:
    await stage.fills_session(MEMBER)
    await stage.does(MEMBER, "gửi đi", "send")
    await stage.passes(days=29, hours=23)
    await run(stage)
    told = len(stage.parts(MEMBER))

    await stage.hear(stage.inbound(MEMBER, "gửi đi", "send"))

    assert await stage.sessions() == 1
    assert len(stage.parts(MEMBER)) == told


async def test_a_commune_keeps_longer_but_never_shorter_than_the_horizon(stage: Stage) -> None:
    await _sets(stage, "messages_days", 1)
    await stage.says(MEMBER, "chào")
    await stage.passes(days=29)
    assert (await run(stage)).inbox == 0
    await _sets(stage, "messages_days", 90)
    await stage.passes(days=30)
    assert (await run(stage)).inbox == 0
    await stage.passes(days=32)

    assert (await run(stage)).inbox == 1


async def test_audit_is_kept_for_years(stage: Stage) -> None:
    await stage.says(MEMBER, "gọi em là chị")
    await stage.passes(days=5 * 365 - 2)
    assert (await run(stage)).audit == 0
    await _sets(stage, "audit_years", 3)

    assert (await run(stage)).audit == 1


async def test_more_than_a_batch_goes_and_others_of_the_file_stay(stage: Stage) -> None:
    rows = [
        {"commune_id": SAMPLE_COMMUNE if number % 3 else "khác", "channel": "web",
         "provider_id": f"{number:05}", "owner": "p", "kind": "TextSent",
         "at": SATURDAY - timedelta(days=100), "digest": ""}
        for number in range(2000)
    ]  # fmt: skip
    fresh = [{**row, "provider_id": f"f{row['provider_id']}", "at": SATURDAY} for row in rows[:600]]
    async with stage.app.database.write() as connection:
        await connection.execute(insert(Inbox), [*rows, *fresh])

    done = await run(stage)

    assert done.inbox == sum(1 for number in range(2000) if number % 3)
    assert await stage.count(Inbox, Inbox.commune_id == "khác") == 667 + 200
    assert await stage.count(Inbox, Inbox.at == SATURDAY) == 600


async def test_letter_held_past_its_time_goes_and_one_that_waits_stays(stage: Stage) -> None:
    held = {
        "commune_id": SAMPLE_COMMUNE, "owner": "p", "channel": "web", "external_id": "x",
        "lane": Lane.REMINDER, "message": "{}", "not_before": SATURDAY, "created_at": SATURDAY,
    }  # fmt: skip
    week = SATURDAY + timedelta(days=7)
    async with stage.app.database.write() as connection:
        for number, (state, until) in enumerate(
            ((OutboxState.HELD, week), (OutboxState.HELD, None), (OutboxState.WAITING, None))
        ):
            row = {"id": f"h{number}", "identity": f"h{number}", "state": state}
            await connection.execute(insert(Outbox), [{**held, **row, "valid_until": until}])
    stage.clock.moment += timedelta(days=60)

    assert (await run(stage)).letters == 1
    assert [row.id for row in await stage.rows(Outbox)] == ["h1", "h2"]


async def test_what_failed_and_was_set_aside_goes_in_its_time(stage: Stage) -> None:
    async with stage.app.database.write() as connection:
        await connection.execute(
            insert(FailedMessage).values(
                commune_id=SAMPLE_COMMUNE, channel="web", provider_id="1", kind="k", error="e",
                tries=9, first_at=SATURDAY, last_at=SATURDAY, aside_at=SATURDAY,
            )
        )  # fmt: skip
    stage.clock.moment += timedelta(days=31)

    assert (await run(stage)).failures == 1


async def test_open_request_stays(stage: Stage) -> None:
    await stage.says(MEMBER, "nhờ ghi hộ giúp", "1")
    await stage.says(COORDINATOR, "chào")
    await stage.passes(days=90)
    await run(stage)

    assert await stage.count(ScribeRequest) == 1


async def _sets(stage: Stage, key: str, value: int) -> None:
    async with stage.app.database.write() as connection:
        from sqlalchemy import delete

        await connection.execute(delete(CommuneSetting).where(CommuneSetting.key == key))
        await connection.execute(
            insert(CommuneSetting).values(commune_id=SAMPLE_COMMUNE, key=key, value=value)
        )
