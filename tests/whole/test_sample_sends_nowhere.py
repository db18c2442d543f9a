"""The sample commune sends to this machine alone, whatever channels somebody configured."""

from dataclasses import replace
from pathlib import Path

from sqlalchemy import update

from bot.channels.terminal.capabilities import BUTTONS, BY_NAME
from bot.channels.web.capabilities import WEB
from models.commune import Commune
from models.mail import Outbox, OutboxState
from models.opening import open_installation
from tests.whole.stage import LEADER, MEMBER, SATURDAY, open_stage

FAR = replace(BUTTONS, is_local=False)


async def test_letters_to_a_far_channel_end_unsent(sample_database: Path) -> None:
    async with open_stage(sample_database, capabilities=FAR) as stage:
        await stage.hear(stage.inbound(LEADER, "chào"), stage.inbound(MEMBER, "nhờ người ghi hộ"))
        fates = {(row.state, row.reason) for row in await stage.rows(Outbox)}
        due = await stage.app.next_due()

    assert stage.wire.sent == []
    assert fates == {(OutboxState.FAILED, "sample")}
    assert due is None


async def test_apology_over_a_far_channel_is_not_sent(sample_database: Path) -> None:
    async with open_stage(sample_database, capabilities=FAR) as stage:
        async with stage.app.database.write() as connection:
            await connection.exec_driver_sql("DROP TABLE dialog")
        taken = await stage.receives(stage.inbound(LEADER, "chào"))

    assert taken == [False]
    assert stage.wire.sent == []


async def test_commune_that_is_no_sample_sends_as_far_as_it_likes(sample_database: Path) -> None:
    database = await open_installation(sample_database, now=SATURDAY)
    async with database.write() as connection:
        await connection.execute(update(Commune).values(is_sample=False))
    await database.close()

    async with open_stage(sample_database, capabilities=FAR) as stage:
        await stage.says(LEADER, "chào")

    assert len(stage.wire.sent) == 1


def test_page_and_terminal_are_on_this_machine() -> None:
    assert all(each.is_local for each in (WEB, *BY_NAME.values()))
