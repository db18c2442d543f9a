"""What the bot says by itself waits for a web page to be opened, and says so when it waited in
vain.
"""

import json
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from models.audit import Audit
from models.mail import Lane, Outbox, OutboxState
from tests.whole.stage import COORDINATOR, LEADER, MEMBER
from tests.whole.web import TALK, Visit, open_visit

OTHER = "1" * 32


async def notices(visit: Visit) -> list[tuple[OutboxState, str | None]]:
    async with visit.app.database.read() as connection:
        rows = await connection.execute(
            select(Outbox.state, Outbox.reason).where(Outbox.lane == Lane.REMINDER)
        )
        return [(row.state, row.reason) for row in rows]


async def hold_one(visit: Visit) -> int:
    """A notice for the leader, whose page is closed; how many lines they have seen."""
    await visit.app.receive(visit.says(LEADER, "chào"))
    await visit.app.settle()
    for text in ("ghi buổi", "nhờ người ghi hộ", "nhờ người ghi hộ"):
        await visit.app.receive(visit.says(MEMBER, text, talk=OTHER))
    await visit.app.settle()
    assert await notices(visit) == [(OutboxState.HELD, "waits for a visit")]
    return len(await visit.lines())


async def test_held_message_is_told_at_the_visit(sample_database: Path) -> None:
    async with open_visit(sample_database) as visit:
        before = await hold_one(visit)

        await visit.app.release_held("web", TALK)
        await visit.app.settle()

        assert [state for state, _ in await notices(visit)] == [OutboxState.SENT]
        assert len(await visit.lines()) == before + 1


async def test_message_that_waited_in_vain_says_so(sample_database: Path) -> None:
    async with open_visit(sample_database) as visit:
        before = await hold_one(visit)
        visit.clock.moment += timedelta(days=3)

        await visit.app.release_held("web", TALK)
        await visit.app.settle()

        assert await notices(visit) == [(OutboxState.EXPIRED, "valid_until, before a visit")]
        assert len(await visit.lines()) == before


async def test_coordinator_finds_whom_to_call_and_the_look_is_noted(sample_database: Path) -> None:
    async with open_visit(sample_database) as visit:
        await hold_one(visit)
        for text in ("tuần chung", "cần gọi ai"):
            await visit.app.receive(visit.says(COORDINATOR, text, talk="2" * 32))
            await visit.app.settle()
        lines = await visit.log.after("2" * 32, 0, 10)
        async with visit.app.database.read() as connection:
            audited = set(await connection.scalars(select(Audit.action)))

    week, people = (json.loads(line.words) for line in lines)
    assert "cần gọi điện" in week["text"]
    assert "Cần gọi ai" in [button[1] for button in week["buttons"]]
    assert LEADER in people["text"]
    assert "phones.seen" in audited
