"""Words end 7 days after their letter or dialog; what proves that it happened stays."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from jobs import purge
from jobs.purge import Purged
from models.apply import apply
from models.changes import Queue
from models.dialogs import Dialog
from models.mail import Lane, Outbox, OutboxState
from models.post import QUOTA, WINDOW
from models.sample import SAMPLE_COMMUNE
from tests.whole.stage import MEMBER, OTHER_MEMBER, Stage, open_stage


@pytest.fixture
async def stage(sample_database: Path) -> AsyncIterator[Stage]:
    async with open_stage(sample_database) as opened:
        yield opened


async def run(stage: Stage) -> Purged:
    app = stage.app
    return await purge.run(database=app.database, commune_id=app.commune_id, clock=app.clock)


async def words_left(stage: Stage) -> int:
    async with stage.app.database.read() as connection:
        found = await connection.scalar(select(func.count(Outbox.message)))
    return found or 0


async def test_words_of_a_letter_end_after_seven_days_and_the_rest_stays(stage: Stage) -> None:
    await stage.says(MEMBER, "số cần gọi")
    (before,) = await stage.rows(Outbox)
    await stage.passes(days=6, hours=23)
    early = await run(stage)
    await stage.passes(hours=2)

    done = await run(stage)

    (after,) = await stage.rows(Outbox)
    assert (early.letters, done.letters, await words_left(stage)) == (0, 1, 0)
    assert after == before
    assert (await run(stage)).letters == 0


async def test_letter_whose_words_are_gone_is_not_sent_again(stage: Stage) -> None:
    await stage.says(MEMBER, "số cần gọi")
    (row,) = await stage.rows(Outbox)
    await stage.passes(days=8)
    await run(stage)
    sent = len(stage.wire.sent)

    late = Queue(
        id=stage.app.ids.new(), owner=row.owner, channel=row.channel,
        external_id=row.external_id, lane=Lane.REPLY, identity=row.identity, message="{}",
        not_before=stage.clock.now(), created_at=stage.clock.now(),
    )  # fmt: skip
    async with stage.app.database.write() as connection:
        await apply(connection, SAMPLE_COMMUNE, [late])
    await stage.app.settle()

    assert len(stage.wire.sent) == sent


async def test_letter_that_still_waits_keeps_its_words(stage: Stage) -> None:
    await stage.receives(stage.inbound(MEMBER, "số cần gọi"))
    stage.clock.moment += timedelta(days=8)

    await run(stage)
    await stage.app.settle()

    assert len(stage.parts(MEMBER)) == 1


async def test_reply_that_is_held_for_a_week_is_over_and_never_goes_out(stage: Stage) -> None:
    await stage.receives(stage.inbound(MEMBER, "số cần gọi"))
    await hold(stage, WINDOW)
    stage.clock.moment += timedelta(days=6, hours=23)
    early = await run(stage)
    stage.clock.moment += timedelta(hours=2)

    done = await run(stage)
    (row,) = await stage.rows(Outbox)
    await stage.app.delivery.release(row.channel, row.external_id, WINDOW)
    await stage.app.settle()

    assert (early.letters, done.letters, await words_left(stage)) == (0, 1, 0)
    assert (row.state, stage.parts(MEMBER)) == (OutboxState.EXPIRED, [])


async def test_notice_that_is_held_ends_by_its_own_time(stage: Stage) -> None:
    await stage.receives(stage.inbound(MEMBER, "số cần gọi"))
    await hold(stage, QUOTA, lane=Lane.REMINDER, valid_until=stage.clock.now() + timedelta(days=30))
    stage.clock.moment += timedelta(days=8)

    await run(stage)

    assert (await words_left(stage), (await stage.rows(Outbox))[0].state) == (1, OutboxState.HELD)


async def hold(stage: Stage, reason: str, **values: object) -> None:
    held = {"state": OutboxState.HELD, "reason": reason, "finished_at": stage.clock.now()}
    async with stage.app.database.write() as connection:
        await connection.execute(update(Outbox).values(**held, **values))


async def test_finished_dialog_is_forgotten_and_a_draft_is_not(stage: Stage) -> None:
    await stage.logs_session(MEMBER, people=12)
    await stage.passes(days=4)
    await stage.says(OTHER_MEMBER, "ghi buổi", "hôm nay", "1", "17")
    await stage.passes(days=3, hours=1)

    done = await run(stage)

    assert done.threads == 1
    assert all("finished" not in row.state for row in await stage.rows(Dialog))
    assert await stage.sessions() == 1
    await stage.says(OTHER_MEMBER, "bỏ qua")
    assert (await stage.said(OTHER_MEMBER))[-1] == "session.groups.ask"


async def test_person_who_talks_keeps_what_is_young(stage: Stage) -> None:
    await stage.logs_session(MEMBER)
    await stage.passes(days=6)

    assert (await run(stage)).threads == 0


async def test_more_rows_than_one_transaction_takes(stage: Stage) -> None:
    now = stage.clock.now()
    many = [
        Queue(
            id=stage.app.ids.new(), owner=f"person {place:04}", channel="terminal",
            external_id=f"account {place:04}", lane=Lane.REPLY, identity=f"letter {place}",
            message='{"lines": [["menu.label"]]}', not_before=now, created_at=now,
        )
        for place in range(purge.AT_ONCE + 7)
    ]  # fmt: skip
    async with stage.app.database.write() as connection:
        await apply(connection, SAMPLE_COMMUNE, many)
    await stage.app.settle()
    stage.clock.moment += timedelta(days=8)

    assert (await run(stage)).letters == len(many)
    assert await words_left(stage) == 0
