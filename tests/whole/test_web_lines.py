"""What the bot says stands in a web talk once, whatever happens between saying and noting it."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.channels.web.inbound import CLIENT_ID
from bot.channels.web.outbound import line_json
from models.mail import Outbox, OutboxState
from tests.whole.stage import MEMBER
from tests.whole.web import TALK, KilledError, open_visit


async def test_line_is_told_once_although_the_program_died_before_noting_it(
    sample_database: Path,
) -> None:
    async with open_visit(sample_database) as visit:
        await visit.app.receive(visit.says(MEMBER, "chào"))
        visit.channel.is_weak = True
        with pytest.raises(KilledError):
            await visit.app.delivery.deliver()
        before = await visit.lines()

    async with open_visit(sample_database) as visit:
        with visit.log.listening(TALK) as page:
            sent = await visit.app.delivery.deliver()
            heard = page.take(before[-1].seq)
        after = await visit.lines()
        async with visit.app.database.read() as connection:
            states = set(await connection.scalars(select(Outbox.state)))

    assert sent.sent == 1
    assert states == {OutboxState.SENT}
    assert len(before) == 1
    assert after == before
    assert heard == ()


async def test_our_lines_have_names_that_no_page_can_give_and_none_is_told(
    sample_database: Path,
) -> None:
    async with open_visit(sample_database) as visit:
        for text in ("chào", "tuần của tổ"):
            await visit.app.receive(visit.says(MEMBER, text))
        await visit.app.settle()
        lines = await visit.lines()

    names = [line.client_id or "" for line in lines]
    assert len(names) == len(set(names)) == 2
    assert all(name.startswith("~") and name.endswith("/0") for name in names)
    assert not any(CLIENT_ID.fullmatch(name) for name in names)
    assert [line_json(line).get("client") for line in lines] == [None, None]
    assert all(json.loads(line.words)["text"] for line in lines)
